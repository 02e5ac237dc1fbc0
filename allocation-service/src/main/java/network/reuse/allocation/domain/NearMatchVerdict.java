package network.reuse.allocation.domain;

/** What a human says of two requests that look alike. */
public enum NearMatchVerdict {
    /** They are of one household: the later one is declined. */
    SAME_HOUSEHOLD,
    /** They are of two: nobody is asked again. */
    DIFFERENT
}
