package network.reuse.defaults.request;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.reuse.contracts.NormalForm;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads texts, ids, numbers and booleans in queries to the letter; a value that is none is refused by its parameter's name. */
@Provider
public class ValuesInQueries implements ParamConverterProvider {
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    @Override
    @SuppressWarnings("unchecked") // each reader's type is looked at
    public @Nullable <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        return Stream.of(annotations)
                .filter(QueryParam.class::isInstance)
                .map(name -> "/" + ((QueryParam) name).value())
                .findFirst()
                .map(pointer -> (Function<String, T>) reader(type, pointer))
                .map(Read::new)
                .orElse(null);
    }

    private static @Nullable Function<String, ?> reader(Class<?> type, String pointer) {
        return switch (type.getName()) {
            case "java.lang.String" -> text -> NormalForm.of(text, pointer);
            case "java.util.UUID" -> text -> id(text, pointer);
            case "boolean", "java.lang.Boolean" -> text -> truth(text, pointer);
            case "int", "java.lang.Integer" ->
                text -> (int) number(text, pointer, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "long", "java.lang.Long" -> text -> number(text, pointer, Long.MIN_VALUE, Long.MAX_VALUE);
            default -> null;
        };
    }

    private static UUID id(String text, String pointer) {
        if (!ID.matcher(text).matches()) {
            throw Refusal.invalid(
                    pointer,
                    "not_a_uuid",
                    "Un UUID est attendu, par exemple 01980000-0000-7000-8000-000000000001.",
                    "A UUID is expected, such as 01980000-0000-7000-8000-000000000001.");
        }
        return UUID.fromString(text);
    }

    private static boolean truth(String text, String pointer) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw Refusal.invalid(pointer, "not_a_boolean", "« true » ou « false ».", "\"true\" or \"false\".");
        };
    }

    private static long number(String text, String pointer, long least, long most) {
        if (!NUMBER.matcher(text).matches() || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw Refusal.invalid(
                    pointer,
                    "not_a_whole_number",
                    "Un nombre entier est attendu, en chiffres.",
                    "A whole number is expected, in digits.");
        }
        return Long.parseLong(text);
    }

    private record Read<T>(Function<String, T> reader) implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            return reader.apply(text);
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
