package network.reuse.gateway.projection;

/** Where an event stands in a device's life, whichever service said it: the later has the higher epoch, then sequence. */
record Position(int epoch, long sequence) implements Comparable<Position> {
    static final Position NONE = new Position(-1, 0);

    @Override
    public int compareTo(Position other) {
        return epoch == other.epoch ? Long.compare(sequence, other.sequence) : Integer.compare(epoch, other.epoch);
    }

    boolean notBefore(Position other) {
        return compareTo(other) >= 0;
    }
}
