package network.reuse.defaults.time;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
import java.util.regex.Pattern;

/**
 * Reads instants and days in bodies, as RFC 3339 writes them and not as numbers; one outside any calendar is said to be that,
 * and goes no further.
 */
@Singleton
public class TimesInBodies implements ObjectMapperCustomizer {
    private static final String DAY = "[+-]?\\d{4,}-\\d{2}-\\d{2}";

    /** After the module that knows these types in general. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper json) {
        json.registerModule(new SimpleModule("times-in-bodies")
                .addDeserializer(
                        Instant.class,
                        new Bounded<>(Instant.class, DAY + "[Tt].+", InstantDeserializer.INSTANT, CommonEra::holds))
                .addDeserializer(
                        LocalDate.class,
                        new Bounded<>(LocalDate.class, DAY, LocalDateDeserializer.INSTANCE, CommonEra::holds)));
    }

    /** A time in a body that is outside any calendar. */
    public static final class OutsideCalendar extends JsonMappingException {
        OutsideCalendar(JsonParser at) {
            super(at, "outside any calendar");
        }
    }

    private static final class Bounded<T> extends StdDeserializer<T> {
        private final Class<T> time;
        private final Pattern form;
        private final transient JsonDeserializer<T> usual;
        private final transient Predicate<T> holds;

        Bounded(Class<T> type, String form, JsonDeserializer<T> usual, Predicate<T> holds) {
            super(type);
            this.time = type;
            this.form = Pattern.compile(form);
            this.usual = usual;
            this.holds = holds;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return time.cast(context.handleUnexpectedToken(time, parser));
            }
            String text = parser.getText();
            if (!form.matcher(text.strip()).matches()) {
                throw context.weirdStringException(text, time, "not as RFC 3339 writes it");
            }
            T read;
            try {
                read = usual.deserialize(parser, context);
            } catch (DateTimeException | ArithmeticException beyond) {
                throw new OutsideCalendar(parser);
            }
            if (read != null && !holds.test(read)) {
                throw new OutsideCalendar(parser);
            }
            return read;
        }
    }
}
