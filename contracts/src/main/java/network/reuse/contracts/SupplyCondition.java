package network.reuse.contracts;

/** How equipment was that was bought, not given. */
public enum SupplyCondition {
    /** Never used before: it is no reuse, and counts towards no figure of it. */
    NEW,
    /** Used before, by whomever. */
    USED
}
