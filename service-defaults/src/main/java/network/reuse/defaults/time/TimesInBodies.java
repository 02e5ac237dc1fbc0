package network.reuse.defaults.time;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;

/** Reads instants and days in bodies; one outside any calendar is said to be that, and goes no further. */
@Singleton
public class TimesInBodies implements ObjectMapperCustomizer {
    /** After the module that knows these types in general. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper json) {
        json.registerModule(new SimpleModule("times-in-bodies")
                .addDeserializer(
                        Instant.class, new Bounded<>(Instant.class, InstantDeserializer.INSTANT, CommonEra::holds))
                .addDeserializer(
                        LocalDate.class,
                        new Bounded<>(LocalDate.class, LocalDateDeserializer.INSTANCE, CommonEra::holds)));
    }

    /** A time in a body that is outside any calendar. */
    public static final class OutsideCalendar extends JsonMappingException {
        OutsideCalendar(JsonParser at) {
            super(at, "outside any calendar");
        }
    }

    private static final class Bounded<T> extends StdDeserializer<T> {
        private final transient JsonDeserializer<T> usual;
        private final transient Predicate<T> holds;

        Bounded(Class<T> type, JsonDeserializer<T> usual, Predicate<T> holds) {
            super(type);
            this.usual = usual;
            this.holds = holds;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            T time;
            try {
                time = usual.deserialize(parser, context);
            } catch (DateTimeException | ArithmeticException beyond) {
                throw new OutsideCalendar(parser);
            }
            if (time != null && !holds.test(time)) {
                throw new OutsideCalendar(parser);
            }
            return time;
        }
    }
}
