package network.reuse.defaults.time;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads instants and days in queries; one outside any calendar is refused as that. */
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
                    pointer, text -> OffsetDateTime.parse(text).toInstant(), CommonEra::holds);
        }
        return type == LocalDate.class
                ? (ParamConverter<T>) new Bounded<LocalDate>(pointer, LocalDate::parse, CommonEra::holds)
                : null;
    }

    private record Bounded<T>(String pointer, Function<String, T> read, Predicate<T> holds)
            implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            T time = read.apply(text);
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
