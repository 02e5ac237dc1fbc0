package network.reuse.allocation.domain;

/** The levels of bursaries (échelons, arrêté of each school year): 0 bis to 7 in higher education, 1 to 6 at school. */
public enum BursaryLevel {
    NONE,
    E0_BIS,
    E1,
    E2,
    E3,
    E4,
    E5,
    E6,
    E7
}
