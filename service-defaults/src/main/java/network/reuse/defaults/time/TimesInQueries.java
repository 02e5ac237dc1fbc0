package network.reuse.defaults.time;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads instants and days in queries; what is none is refused by its parameter's name, and so is one outside any calendar. */
@Provider
public class TimesInQueries implements ParamConverterProvider {
    @Override
    @SuppressWarnings("unchecked") // each converter's type is looked at
    public @Nullable <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        String pointer = "/"
                + Stream.of(annotations)
                        .filter(QueryParam.class::isInstance)
                        .map(name -> ((QueryParam) name).value())
                        .findFirst()
                        .orElse("");
        if (type == Instant.class) {
            return (ParamConverter<T>) new Bounded<Instant>(
                    pointer,
                    text -> OffsetDateTime.parse(text).toInstant(),
                    CommonEra::holds,
                    Refusal.invalid(
                            pointer,
                            "not_an_instant",
                            "Un instant RFC 3339 est attendu, par exemple 2026-03-01T08:00:00Z ; un « + » s'écrit %2B.",
                            "An RFC 3339 instant is expected, such as 2026-03-01T08:00:00Z; a \"+\" is written %2B."));
        }
        return type == LocalDate.class
                ? (ParamConverter<T>) new Bounded<LocalDate>(
                        pointer,
                        LocalDate::parse,
                        CommonEra::holds,
                        Refusal.invalid(
                                pointer,
                                "not_a_day",
                                "Un jour est attendu, par exemple 2026-03-01.",
                                "A day is expected, such as 2026-03-01."))
                : null;
    }

    private record Bounded<T>(String pointer, Function<String, T> read, Predicate<T> holds, Refusal unreadable)
            implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            T time;
            try {
                time = read.apply(text);
            } catch (DateTimeException _) {
                throw unreadable;
            }
            if (!holds.test(time)) {
                throw CommonEra.refusal(pointer);
            }
            return time;
        }

        @Override
        public String toString(T time) {
            return time.toString();
        }
    }
}
