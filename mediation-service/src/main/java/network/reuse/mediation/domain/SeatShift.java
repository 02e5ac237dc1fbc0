package network.reuse.mediation.domain;

/** By how many the seats of a workshop that are booked or offered, and those who wait for one, change together. */
public record SeatShift(int booked, int offered, int waiting) {
    /** A seat that was booked is free. */
    public static final SeatShift CANCELLED = new SeatShift(-1, 0, 0);

    /** A seat that was offered is booked. */
    public static final SeatShift ACCEPTED = new SeatShift(1, -1, 0);

    /** A seat that was offered is free. */
    public static final SeatShift LAPSED = new SeatShift(0, -1, 0);

    /** Somebody does not wait any more. */
    public static final SeatShift LEFT = new SeatShift(0, 0, -1);

    /** This and another one. */
    public SeatShift plus(SeatShift other) {
        return new SeatShift(booked + other.booked, offered + other.offered, waiting + other.waiting);
    }

    /** So many of those who wait are offered a seat. */
    public static SeatShift offers(int count) {
        return new SeatShift(0, count, -count);
    }
}
