package network.reuse.mediation.domain;

/** The seats of a workshop as they were last seen. */
public record Seats(int capacity, int booked) {
    public Seats {
        if (booked < 0 || booked > capacity) {
            throw new IllegalArgumentException(booked + " of " + capacity + " seats cannot be booked");
        }
    }

    /** How many can still be booked. */
    public int left() {
        return capacity - booked;
    }
}
