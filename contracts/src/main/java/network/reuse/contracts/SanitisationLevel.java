package network.reuse.contracts;

import java.util.Arrays;

/** How far a medium's data is out of reach, in rising order; the words of NIST SP 800-88 Rev. 2. */
public enum SanitisationLevel {
    NONE(0),
    CLEAR(1),
    PURGE(2),
    DESTROY(3);

    private final int rank;

    SanitisationLevel(int rank) {
        this.rank = rank;
    }

    /** Its place in that order, from 0 to 3, by which databases compare it; it never changes. */
    public int rank() {
        return rank;
    }

    /** The level of that rank. */
    public static SanitisationLevel ofRank(int rank) {
        return Arrays.stream(values())
                .filter(level -> level.rank == rank)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no level has the rank " + rank));
    }

    public boolean atLeast(SanitisationLevel required) {
        return compareTo(required) >= 0;
    }
}
