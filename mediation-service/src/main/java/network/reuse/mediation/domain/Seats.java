package network.reuse.mediation.domain;

import java.time.Instant;

/**
 * The seats of a workshop as they were last seen, and its waiting list.
 *
 * @param offered how many are kept for those they were offered to
 * @param waiting how many wait for one
 * @param lastPlace the place that whoever came last to the waiting list was given; it rises for ever
 */
public record Seats(int capacity, int booked, int offered, int waiting, long lastPlace) {
    public Seats {
        if (booked < 0 || offered < 0 || booked + offered > capacity) {
            throw new IllegalArgumentException(
                    booked + " booked and " + offered + " offered of " + capacity + " seats cannot be");
        }
        if (waiting < 0) {
            throw new IllegalArgumentException(waiting + " cannot wait");
        }
    }

    /** The same where nobody waits and nothing is offered. */
    public Seats(int capacity, int booked) {
        this(capacity, booked, 0, 0, 0);
    }

    /** The same once one more is booked. */
    public Seats withOneMoreBooked() {
        return new Seats(capacity, booked + 1, offered, waiting, lastPlace);
    }

    /** How many are neither booked nor offered. */
    public int left() {
        return capacity - booked - offered;
    }

    /** How many may be booked by anybody: those that are left, unless others wait for them. */
    public int bookable() {
        return waiting == 0 ? left() : 0;
    }

    /** Whether one may be booked at this instant: once the workshop has begun, nobody is waited for any more. */
    boolean isBookable(Instant at, Instant from) {
        return (at.isBefore(from) ? bookable() : left()) > 0;
    }

    /** How many of those who wait can be offered a seat. */
    public int offerable() {
        return Math.min(left(), waiting);
    }

    /** The rank of whoever comes to the waiting list next. */
    public int nextRank() {
        return waiting + 1;
    }
}
