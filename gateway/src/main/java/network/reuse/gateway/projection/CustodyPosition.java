package network.reuse.gateway.projection;

/** Where an event stands in a device's life, whichever service said it: the later has the higher epoch, then sequence. */
record CustodyPosition(int epoch, long sequence) implements Comparable<CustodyPosition> {
    static final CustodyPosition NONE = new CustodyPosition(-1, 0);

    @Override
    public int compareTo(CustodyPosition other) {
        return epoch == other.epoch ? Long.compare(sequence, other.sequence) : Integer.compare(epoch, other.epoch);
    }

    boolean notBefore(CustodyPosition other) {
        return compareTo(other) >= 0;
    }
}
