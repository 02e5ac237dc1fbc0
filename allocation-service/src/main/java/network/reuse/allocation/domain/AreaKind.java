package network.reuse.allocation.domain;

/** What kind of territory a code is of, since the same figures name a region and a department. */
public enum AreaKind {
    REGION,
    DEPARTMENT,
    /** An agglomeration or another community of communes, by its SIREN. */
    COMMUNITY,
    COMMUNE,
    /** A priority neighbourhood (QPV). */
    NEIGHBOURHOOD
}
