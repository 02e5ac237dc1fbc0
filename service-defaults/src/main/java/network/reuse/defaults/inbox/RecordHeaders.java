package network.reuse.defaults.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import network.reuse.contracts.StreamId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The headers and the key of a record, read as strictly as publishers write them: CloudEvents 1.0 in binary mode. Each is
 * there, is text of its form and at most {@value #LONGEST} bytes, or the reason says which one is not, what was found, and
 * what would be right.
 */
final class RecordHeaders {
    private static final int LONGEST = 256;
    private static final int LONGEST_QUOTE = 60;
    private static final Pattern TYPE = Pattern.compile("[a-z]+\\.[A-Za-z0-9]+\\.v[0-9]+");
    private static final Pattern STREAM_TYPE = Pattern.compile("[a-z][a-z-]*");
    private static final Pattern JSON = Pattern.compile("application/json(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final ConsumerRecord<String, byte[]> message;

    RecordHeaders(ConsumerRecord<String, byte[]> message) {
        this.message = message;
    }

    /** The stream's type alone, such as {@code device}; nothing else of the record needs to be readable. */
    String streamType() {
        return subject()[0];
    }

    /** The stream and the number that the record claims; without them it has no place. */
    StreamId stream(String publisher) {
        String source = text("ce_source", publisher);
        if (!source.equals(publisher)) {
            throw wrong("ce_source", source, publisher + ", whose topic it is on");
        }
        String[] subject = subject();
        return new StreamId(source, subject[0], UUID.fromString(subject[1]));
    }

    long sequence() {
        long sequence = parsed("ce_sequence", "a number from 1 on", Long::valueOf);
        if (sequence < 1) {
            throw wrong("ce_sequence", Long.toString(sequence), "a number from 1 on");
        }
        return sequence;
    }

    UUID id() {
        return uuid("ce_id");
    }

    UUID correlation() {
        return uuid("ce_correlationid");
    }

    String type() {
        return matching("ce_type", TYPE, "a type such as collection.LotOffered.v1");
    }

    /** What must be right beside the place, the type and the correlation: the key, and how and when it was written. */
    void requireRest(StreamId stream) {
        String _ = matching("content-type", JSON, "application/json");
        String version = text("ce_specversion", "1.0");
        if (!version.equals("1.0")) {
            throw wrong("ce_specversion", version, "1.0");
        }
        OffsetDateTime _ = parsed("ce_time", "an RFC 3339 instant", OffsetDateTime::parse);
        if (message.key() == null || !message.key().equals(stream.id().toString())) {
            throw new Unreadable("the key is " + (message.key() == null ? "missing" : quoted(message.key()))
                    + "; it must be the stream's id, " + stream.id());
        }
    }

    /** The trace that the event belongs to; one that is not of W3C's form is passed over, as W3C says. */
    @Nullable String traceparent() {
        Header header = message.headers().lastHeader("traceparent");
        if (header == null || header.value() == null || header.value().length > LONGEST) {
            return null;
        }
        String text = new String(header.value(), StandardCharsets.US_ASCII);
        return TRACE.matcher(text).matches() ? text : null;
    }

    private String[] subject() {
        String wanted = "a stream's type and id, such as device/01900000-0000-7000-8000-000000000001";
        String text = text("ce_subject", wanted);
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !STREAM_TYPE.matcher(parts[0]).matches() || !isUuid(parts[1])) {
            throw wrong("ce_subject", text, wanted);
        }
        return parts;
    }

    private UUID uuid(String name) {
        String text = text(name, "a UUID");
        if (!isUuid(text)) {
            throw wrong(name, text, "a UUID");
        }
        return UUID.fromString(text);
    }

    /** {@code UUID.fromString} takes shorter texts as well, and gives another one back. */
    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    private String matching(String name, Pattern form, String wanted) {
        String text = text(name, wanted);
        if (!form.matcher(text).matches()) {
            throw wrong(name, text, wanted);
        }
        return text;
    }

    private <T> T parsed(String name, String wanted, Function<String, T> parser) {
        String text = text(name, wanted);
        try {
            return parser.apply(text);
        } catch (NumberFormatException | DateTimeException notOne) {
            throw wrong(name, text, wanted);
        }
    }

    private String text(String name, String wanted) {
        Header header = message.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new Unreadable("the header " + name + " is missing; it must be " + wanted);
        }
        byte[] value = header.value();
        if (value.length > LONGEST) {
            throw new Unreadable("the header " + name + " has " + value.length + " bytes; it must be " + wanted);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new Unreadable("the header " + name + " is not text; it must be " + wanted);
        }
    }

    private static Unreadable wrong(String name, String found, String wanted) {
        return new Unreadable("the header " + name + " is " + quoted(found) + "; it must be " + wanted);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(LONGEST_QUOTE).forEach(c -> {
            if (c < ' ' || c > '~') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append(text.length() > LONGEST_QUOTE ? "…\"" : "\"").toString();
    }
}
