package network.reuse.contracts;

import java.util.Objects;
import java.util.UUID;

/**
 * A numbered sequence of events about one thing, as one service knows it: the same device is one stream in collection
 * and another in refurb.
 *
 * @param source the service that writes the stream, such as {@code collection}
 * @param type what the stream is about, such as {@code device} or {@code lot}
 */
public record StreamId(String source, String type, UUID id) {
    public StreamId {
        Objects.requireNonNull(source);
        Objects.requireNonNull(type);
        Objects.requireNonNull(id);
    }
}
