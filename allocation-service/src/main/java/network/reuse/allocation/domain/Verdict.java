package network.reuse.allocation.domain;

/** How somebody meets a criterion, as far as it is known. */
public enum Verdict {
    PASS,
    FAIL,
    UNKNOWN
}
