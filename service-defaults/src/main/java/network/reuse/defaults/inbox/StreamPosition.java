package network.reuse.defaults.inbox;

import java.util.Comparator;

/** Where an event stands in its stream: a restored service goes on under its next incarnation. */
record StreamPosition(int incarnation, long sequence) implements Comparable<StreamPosition> {
    private static final Comparator<StreamPosition> ORDER =
            Comparator.comparingInt(StreamPosition::incarnation).thenComparingLong(StreamPosition::sequence);

    @Override
    public int compareTo(StreamPosition other) {
        return ORDER.compare(this, other);
    }

    boolean isBefore(StreamPosition other) {
        return compareTo(other) < 0;
    }
}
