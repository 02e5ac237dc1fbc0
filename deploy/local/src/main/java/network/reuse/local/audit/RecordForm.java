package network.reuse.local.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The form of an event's record, by the rules of the contracts and not by the code that keeps them. */
final class RecordForm {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_VALUE = 512 * 1024;
    private static final String UUID_FORM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private static final Pattern SUBJECT = Pattern.compile("[a-z-]+/" + UUID_FORM);

    /** What every event's record carries, and its form. */
    private static final Map<String, Pattern> HEADERS = Map.of(
            "content-type", Pattern.compile("application/json(;.*)?"),
            "ce_specversion", Pattern.compile("1\\.0"),
            "ce_id", Pattern.compile(UUID_FORM),
            "ce_source", Pattern.compile("[a-z]+"),
            "ce_type", Pattern.compile("[a-z]+\\.[A-Za-z0-9]+\\.v[0-9]+"),
            "ce_time", Pattern.compile("[0-9T:.Z-]+"),
            "ce_subject", SUBJECT,
            "ce_sequence", Pattern.compile("[0-9]{1,18}"),
            "ce_correlationid", Pattern.compile(UUID_FORM));

    private RecordForm() {}

    /** What is wrong with a record, read by the rules of the contracts alone; null when nothing is. */
    static @Nullable String fault(ConsumerRecord<String, byte[]> message, PublishingService publisher) {
        try {
            for (Map.Entry<String, Pattern> header : HEADERS.entrySet()) {
                String text = header(message, header.getKey());
                if (text == null || !header.getValue().matcher(text).matches()) {
                    return header.getKey() + (text == null ? " is missing" : " is not of its form");
                }
            }
            if (!publisher.source().equals(header(message, "ce_source"))) {
                return "ce_source is not " + publisher.source();
            }
            var _ = Instant.parse(String.valueOf(header(message, "ce_time")));
            if (Long.parseLong(String.valueOf(header(message, "ce_sequence"))) < 1) {
                return "ce_sequence is no number from 1 on";
            }
            if (!String.valueOf(header(message, "ce_subject")).endsWith("/" + message.key())) {
                return "the key is not the stream's id";
            }
            if (message.value() == null || message.value().length > LARGEST_VALUE) {
                return message.value() == null ? "there is no value" : "the value is too long";
            }
            JsonNode value = JSON.readTree(message.value());
            if (value.path("incarnation").asInt() < 1
                    || !value.path("fact").isObject()
                    || !value.path("recordedAt").isTextual()
                    || !value.path("occurredAt").isTextual()
                    || !value.path("parties").isArray()) {
                return "the value is no event";
            }
            return null;
        } catch (IOException | DateTimeException | NumberFormatException unreadable) {
            return unreadable.getClass().getSimpleName();
        }
    }

    /** What a record's subject says that it is about, as far as it says anything. */
    static @Nullable String streamType(ConsumerRecord<String, byte[]> message) {
        String subject = header(message, "ce_subject");
        return subject != null && SUBJECT.matcher(subject).matches()
                ? subject.substring(0, subject.indexOf('/'))
                : null;
    }

    /** Where a record stands, such as {@code collection.events-3@17}. */
    static String place(ConsumerRecord<?, ?> message) {
        return message.topic() + "-" + message.partition() + "@" + message.offset();
    }

    static @Nullable String header(ConsumerRecord<?, ?> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
