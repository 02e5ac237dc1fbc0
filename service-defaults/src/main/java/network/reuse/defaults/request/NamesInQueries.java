package network.reuse.defaults.request;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads one of several names in a query, such as a status; another is refused with those that there are. */
@Provider
public class NamesInQueries implements ParamConverterProvider {
    @Override
    public @Nullable <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        return Stream.of(annotations)
                .filter(annotation -> type.isEnum() && annotation instanceof QueryParam)
                .findFirst()
                .map(name -> new Named<>("/" + ((QueryParam) name).value(), List.of(type.getEnumConstants())))
                .orElse(null);
    }

    private record Named<T>(String pointer, List<T> names) implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            return names.stream()
                    .filter(name -> name.toString().equals(text))
                    .findFirst()
                    .orElseThrow(this::refusal);
        }

        @Override
        public String toString(T name) {
            return name.toString();
        }

        private Refusal refusal() {
            String all = names.stream().map(Object::toString).collect(Collectors.joining("|"));
            return Refusal.invalid(pointer, "pattern", "Doit correspondre à " + all + ".", "Has to match " + all + ".");
        }
    }
}
