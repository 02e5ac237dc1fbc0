package network.reuse.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns one publisher's events into record values and back. Published names come from the sealed interface:
 * {@code CollectionEvent.DeviceRegistered} is {@code collection.DeviceRegistered.v1}; a record named {@code …V2} is
 * version 2. Readers ignore fields they do not know.
 */
public final class EventCodec<E> {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    /** The value of a record: the part of the envelope that does not travel in headers, and the fact. */
    private record Value<F>(
            Instant occurredAt,
            Instant recordedAt,
            Set<UUID> parties,
            Territory territory,
            Environment env,
            int incarnation,
            @Nullable Integer epoch,
            @Nullable DonorKind donorKind,
            F fact) {}

    private final String source;
    private final Map<String, Class<?>> classes;
    private final boolean any;

    EventCodec(String source, Class<E> events) {
        this(
                source,
                Stream.of(events.getPermittedSubclasses())
                        .collect(Collectors.toUnmodifiableMap(c -> nameOf(source, c), Function.identity())),
                false);
    }

    private EventCodec(String source, Map<String, Class<?>> classes, boolean any) {
        this.source = source;
        this.classes = classes;
        this.any = any;
    }

    /** Reads each event of a publisher without knowing its type, also one that a newer publisher has added: for whoever passes events on. */
    static EventCodec<JsonNode> ofAnyType(String source) {
        return new EventCodec<>(source, Map.of(), true);
    }

    /** The service whose events these are, as it stands in {@code ce_source}. */
    public String source() {
        return source;
    }

    /** Every published name, with the record behind it. */
    public Map<String, Class<?>> types() {
        return classes;
    }

    /** The published name of an event, such as {@code collection.DeviceRegistered.v1}. */
    public String typeOf(E fact) {
        return nameOf(source, fact.getClass());
    }

    /** The record's value as UTF-8 JSON. */
    public byte[] encode(Envelope e, E fact) {
        try {
            return JSON.writeValueAsBytes(new Value<>(
                    e.occurredAt(),
                    e.recordedAt(),
                    new TreeSet<>(
                            e.parties()), // a Set's order differs from one JVM to the next, published bytes do not
                    e.territory(),
                    e.env(),
                    e.incarnation(),
                    e.epoch(),
                    e.donorKind(),
                    fact));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event of type " + e.type() + " is not JSON", impossible);
        }
    }

    /**
     * Reads a record back; empty when its type is not one this reader knows, which is no fault: a newer producer may
     * be ahead of us.
     *
     * @throws IOException when the bytes are not an event of that type
     */
    public Optional<Published<E>> decode(
            UUID id, String type, StreamId stream, long sequence, UUID correlationId, byte[] value) throws IOException {
        Class<?> factClass = any ? JsonNode.class : classes.get(type);
        if (factClass == null) {
            return Optional.empty();
        }
        var javaType = JSON.getTypeFactory().constructParametricType(Value.class, factClass);
        Value<E> read = JSON.readValue(value, javaType);
        if (any && !(read.fact() instanceof ObjectNode)) {
            throw new IOException("the value states no fact");
        }
        Envelope envelope = new Envelope(
                id,
                type,
                stream,
                sequence,
                correlationId,
                read.occurredAt(),
                read.recordedAt(),
                read.parties(),
                read.territory(),
                read.env(),
                read.incarnation(),
                read.epoch(),
                read.donorKind());
        return Optional.of(new Published<>(envelope, read.fact()));
    }

    /**
     * The fact of an event, by the name of its type, which is one of {@link #types()}.
     *
     * @throws IOException when it is no fact of that type
     */
    E fact(String type, JsonNode fact) throws IOException {
        Class<?> factClass = Objects.requireNonNull(classes.get(type), type);
        return JSON.treeToValue(fact, JSON.getTypeFactory().constructType(factClass));
    }

    /** A fact as it stands in a record's value. */
    ObjectNode tree(E fact) {
        return JSON.valueToTree(fact);
    }

    /**
     * The incarnation of the service that wrote a record, whatever the record's type.
     *
     * @throws IOException when the value is not an event's
     */
    public static int incarnation(byte[] value) throws IOException {
        JsonNode incarnation = JSON.readTree(value).path("incarnation");
        if (!incarnation.canConvertToInt()) {
            throw new IOException("the value names no incarnation");
        }
        return incarnation.intValue();
    }

    private static String nameOf(String source, Class<?> event) {
        String name = event.getSimpleName();
        String version = "1";
        int v = name.lastIndexOf('V');
        if (v > 0 && v < name.length() - 1 && name.substring(v + 1).chars().allMatch(Character::isDigit)) {
            version = name.substring(v + 1);
            name = name.substring(0, v);
        }
        return source + "." + name + ".v" + version;
    }
}
