package network.reuse.defaults.inbox;

import java.util.Comparator;

/** Where an event stands in its stream: a restored service goes on under its next incarnation. */
record Position(int incarnation, long sequence) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparingInt(Position::incarnation).thenComparingLong(Position::sequence);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    boolean isBefore(Position other) {
        return compareTo(other) < 0;
    }
}
