package network.reuse.allocation.domain;

/** What somebody showed to be eligible; the paper itself is looked at and not kept. */
public enum Proof {
    SOCIAL_MINIMA,
    FAMILY_QUOTIENT,
    SCHOLARSHIP,
    SCHOOL_LIST,
    PRIORITY_NEIGHBOURHOOD,
    JOB_SEEKER,
    REFERRER_STATEMENT
}
