package network.reuse.defaults.inbox;

import network.reuse.contracts.StreamId;

/** An event cannot take effect before another stream has said something; it is pending until that stream moves. */
public final class AwaitsStream extends RuntimeException {
    private final transient StreamId stream;

    public AwaitsStream(StreamId stream) {
        super("awaits " + stream, null, false, false);
        this.stream = stream;
    }

    public StreamId stream() {
        return stream;
    }
}
