package network.reuse.defaults.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import network.reuse.contracts.EventCodec;
import network.reuse.contracts.Published;
import network.reuse.contracts.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * An event as it arrived; its fact is read when it takes effect.
 *
 * @param incarnation {@link #UNKNOWN} when the value does not tell it
 * @param value the record's value as text, see {@link #text}
 */
record Arrived(
        StreamId stream,
        int incarnation,
        long sequence,
        UUID eventId,
        String type,
        UUID correlation,
        @Nullable String traceparent,
        String value) {

    static final int UNKNOWN = 0;

    /** The most that a publisher writes, in bytes. */
    private static final int LARGEST = 512 * 1024;

    /** No JSON begins like this. */
    private static final String ESCAPED = "\\bytes:";

    /** Before the value of an event whose headers are at fault: it must not take effect by itself, however late its turn comes. */
    private static final String BROKEN = "\\headers:";

    StreamPosition position() {
        return new StreamPosition(incarnation, sequence);
    }

    /** What tells it from any other event, even where a publisher gives two streams' events one id. */
    Name name() {
        return new Name(stream, eventId);
    }

    record Name(StreamId stream, UUID eventId) {}

    Arrived under(int knownIncarnation) {
        return new Arrived(stream, knownIncarnation, sequence, eventId, type, correlation, traceparent, value);
    }

    /** The same event, which its headers' fault keeps from taking effect until an operator replays it. */
    Arrived broken(String fault) {
        return withValue(BROKEN + fault.replace('\n', ' ') + "\n" + value);
    }

    /** The same event as an operator lets it take effect, whatever its headers say. */
    Arrived despiteHeaders() {
        return value.startsWith(BROKEN) ? withValue(value.substring(value.indexOf('\n') + 1)) : this;
    }

    private Arrived withValue(String other) {
        return new Arrived(stream, incarnation, sequence, eventId, type, correlation, traceparent, other);
    }

    /**
     * Reads the fact; empty when its type is not one this reader knows.
     *
     * @throws Unreadable when the value is no event
     */
    <E> Optional<Published<E>> decode(EventCodec<E> codec) {
        return decode(codec, value.getBytes(StandardCharsets.UTF_8));
    }

    <E> Optional<Published<E>> decode(EventCodec<E> codec, byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new Unreadable("the record has no value");
        }
        if (value.startsWith(BROKEN)) {
            throw new Unreadable(value.substring(BROKEN.length(), value.indexOf('\n')));
        }
        if (bytes.length > LARGEST) {
            throw new Unreadable("the value has " + bytes.length + " bytes; " + LARGEST + " is the most");
        }
        if (value.startsWith(ESCAPED)) {
            throw new Unreadable("the value is not text; each byte that is not printable ASCII is kept as \\xHH");
        }
        try {
            Optional<Published<E>> published = codec.decode(eventId, type, stream, sequence, correlation, bytes);
            if (published.isEmpty() && EventCodec.incarnation(bytes) < 1) {
                throw new Unreadable("the value names no incarnation");
            }
            return published;
        } catch (Unreadable said) {
            throw said;
        } catch (JsonProcessingException notAnEvent) {
            throw new Unreadable("the value cannot be read: " + notAnEvent.getOriginalMessage());
        } catch (IOException | RuntimeException notAnEvent) {
            throw new Unreadable("the value cannot be read: " + notAnEvent.getMessage());
        }
    }

    /** The bytes as text that the database can keep: as UTF-8, or with all but printable ASCII escaped. */
    static String text(byte @Nullable [] value) {
        if (value == null) {
            return "";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            if (text.indexOf('\0') < 0 && !text.startsWith("\\")) {
                return text;
            }
        } catch (CharacterCodingException notText) {
            return escaped(value);
        }
        return escaped(value);
    }

    private static String escaped(byte[] value) {
        StringBuilder text = new StringBuilder(ESCAPED);
        for (byte one : value) {
            if (one >= ' ' && one < 0x7f && one != '\\') {
                text.append((char) one);
            } else {
                text.append(String.format(Locale.ROOT, "\\x%02x", one & 0xff));
            }
        }
        return text.toString();
    }
}
