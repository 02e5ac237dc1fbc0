package network.reuse.allocation.domain;

/** What a human says of two requests that look alike. */
public enum NearMatchVerdict {
    /** They are of one household: the one without a pack is declined, the later if none has one. */
    SAME_HOUSEHOLD,
    /** They are of two: nobody is asked again. */
    DIFFERENT
}
