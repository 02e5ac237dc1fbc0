package network.reuse.defaults.commit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads and writes the states of one sealed interface, or one record, as JSON; a state's status is its record's name,
 * {@code ON_BENCH} for OnBench.
 *
 * <p>Each text says first which version of these records it is of; one that says none is of version 1. The version is in the
 * text and not beside it, so that it goes wherever the text goes. Older versions are read through the upcasters; newer ones
 * are refused, and so is a text in which a component is missing, or is null, that is not {@code @Nullable}, or that has a
 * property which nobody reads.
 */
public final class StateCodec<S> {
    /** The property that holds the version. */
    public static final String VERSION = "stateVersion";

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .annotationIntrospector(new RequiredComponents())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private final Class<S> type;
    private final List<Upcaster> upcasters;
    private final String prefix;
    private final String empty;
    private final SortedMap<String, Class<?>> records = new TreeMap<>();
    private final Map<String, ObjectReader> readers = new HashMap<>();
    private final Map<Class<?>, ObjectWriter> writers = new HashMap<>();
    private final Map<Class<?>, String> statuses = new HashMap<>();

    private StateCodec(Class<S> type, List<Upcaster> upcasters) {
        this.type = type;
        this.upcasters = upcasters;
        String said = "{\"" + VERSION + "\":" + version();
        this.prefix = said + ",";
        this.empty = said + "}";
        for (Class<?> state : states(type).toList()) {
            String status =
                    state.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
            records.put(status, state);
            statuses.put(state, status);
            readers.put(status, JSON.readerFor(state));
            writers.put(state, JSON.writerFor(state));
        }
    }

    /** The records of a sealed interface, those of sealed interfaces below it among them. */
    private static Stream<Class<?>> states(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(StateCodec::states) : Stream.of(type);
    }

    /**
     * The states of this type, in the version after the last of these steps.
     *
     * @param type a sealed interface of records, or one record
     * @param upcasters the first reads version 1, the next version 2 …
     */
    public static <S> StateCodec<S> of(Class<S> type, Upcaster... upcasters) {
        return new StateCodec<>(type, List.of(upcasters));
    }

    /** The sealed interface, or the record. */
    public Class<S> type() {
        return type;
    }

    /** The version that is written. */
    public int version() {
        return upcasters.size() + 1;
    }

    /** Every status with its record. */
    public SortedMap<String, Class<?>> records() {
        return Collections.unmodifiableSortedMap(records);
    }

    public String status(S state) {
        String status = statuses.get(state.getClass());
        if (status == null) {
            throw new IllegalArgumentException(state.getClass() + " is not a state");
        }
        return status;
    }

    public String write(S state) {
        ObjectWriter writer = writers.get(state.getClass());
        if (writer == null) {
            throw new IllegalArgumentException(state.getClass() + " is not a state");
        }
        try {
            String components = writer.writeValueAsString(state).substring(1);
            return components.equals("}") ? empty : prefix.concat(components);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a state cannot be written", impossible);
        }
    }

    public S read(String status, String json) {
        ObjectReader reader = readers.get(status);
        if (reader == null) {
            throw new IllegalStateException("no state of " + type.getSimpleName() + " is called " + status);
        }
        try {
            return json.startsWith(prefix) ? current(reader, json) : reader.readValue(upcast(status, json));
        } catch (IOException broken) {
            throw new IllegalStateException(
                    "a state of " + type.getSimpleName() + " of status " + status + " cannot be read" + why(broken),
                    broken);
        }
    }

    /** Reads behind the version, without a copy of the text. */
    private S current(ObjectReader reader, String json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            JsonToken token = parser.nextToken();
            while (token != JsonToken.VALUE_NUMBER_INT) {
                token = parser.nextToken();
            }
            var _ = parser.nextToken();
            return reader.readValue(parser);
        }
    }

    /** The state as today's version says it, whatever version wrote it. */
    private ObjectNode upcast(String status, String json) throws IOException {
        if (!(JSON.readTree(json) instanceof ObjectNode state)) {
            throw new IOException("not an object");
        }
        JsonNode said = state.remove(VERSION);
        int from = said == null ? 1 : said.asInt();
        if (from < 1) {
            throw new IOException("a state version is at least 1, not " + said);
        }
        if (from > version()) {
            throw new IllegalStateException("a state of " + type.getSimpleName() + " of status " + status
                    + " is of version " + from + ", and version " + version()
                    + " is the newest that this release reads: start the release that wrote it");
        }
        for (Upcaster upcaster : upcasters.subList(from - 1, upcasters.size())) {
            state = upcaster.upcast(status, state);
        }
        return state;
    }

    /** Where and why, without the values that stand there. */
    private static String why(IOException broken) {
        if (!(broken instanceof JsonMappingException mapping)) {
            return ": " + broken.getMessage();
        }
        String where = mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        String what = mapping instanceof InvalidFormatException misfit
                ? "what stands there is no " + misfit.getTargetType().getSimpleName()
                : mapping.getOriginalMessage();
        return (where.isEmpty() ? "" : ", at " + where) + ": " + what;
    }
}
