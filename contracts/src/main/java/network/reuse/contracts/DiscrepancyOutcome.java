package network.reuse.contracts;

/** What became of devices that one party of a lot counted and another did not. */
public enum DiscrepancyOutcome {
    /** They are there: whoever holds the lot has them. */
    FOUND,
    /** They were never in the lot: whoever counted them at first was wrong. */
    NEVER_GIVEN,
    /** They were in the lot and are gone; nobody has erased them, so data may be on them. */
    LOST
}
