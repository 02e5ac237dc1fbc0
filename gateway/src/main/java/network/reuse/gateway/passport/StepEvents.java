package network.reuse.gateway.passport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.contracts.Publisher;
import org.jspecify.annotations.Nullable;

/** Reads back the events that steps keep. What a step leaves out of its event, such as the device's id, is null in it. */
public final class StepEvents {
    private static final Map<String, Class<?>> TYPES = Stream.of(
                    Publisher.COLLECTION.codec(), Publisher.REFURB.codec(), Publisher.ALLOCATION.codec())
            .flatMap(codec -> codec.types().entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Not as bodies are read: what an earlier release let in is read as it is. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The event; null when its type is not one this version knows. */
    @Nullable Object of(StepRow step) {
        return of(step.eventId, step.type, step.detail);
    }

    /** The event with this id; null when its type is not one this version knows. */
    public @Nullable Object of(UUID id, String name, String detail) {
        Class<?> type = TYPES.get(name);
        if (type == null) {
            return null;
        }
        try {
            return JSON.readValue(detail, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the step " + id + " cannot be read", broken);
        }
    }
}
