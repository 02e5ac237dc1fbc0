package network.reuse.defaults.commit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads and writes the states of one sealed interface; a state's status is its record's name, {@code ON_BENCH} for OnBench. */
final class StateCodec<S> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private final Map<String, ObjectReader> readers = new HashMap<>();
    private final Map<Class<?>, ObjectWriter> writers = new HashMap<>();
    private final Map<Class<?>, String> statuses = new HashMap<>();

    StateCodec(Class<S> states) {
        for (Class<?> state : states.getPermittedSubclasses()) {
            String status =
                    state.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
            statuses.put(state, status);
            readers.put(status, JSON.readerFor(state));
            writers.put(state, JSON.writerFor(state));
        }
    }

    String status(S state) {
        String status = statuses.get(state.getClass());
        if (status == null) {
            throw new IllegalArgumentException(state.getClass() + " is not a state");
        }
        return status;
    }

    String write(S state) {
        ObjectWriter writer = writers.get(state.getClass());
        if (writer == null) {
            throw new IllegalArgumentException(state.getClass() + " is not a state");
        }
        try {
            return writer.writeValueAsString(state);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a state cannot be written", impossible);
        }
    }

    S read(String status, String json) {
        ObjectReader reader = readers.get(status);
        if (reader == null) {
            throw new IllegalStateException("no state is called " + status);
        }
        try {
            return reader.readValue(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a state of status " + status + " cannot be read", broken);
        }
    }
}
