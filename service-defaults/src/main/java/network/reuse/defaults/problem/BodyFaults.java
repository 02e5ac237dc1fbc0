package network.reuse.defaults.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Refusal.Fault;
import network.reuse.defaults.json.StrictBodies;
import network.reuse.defaults.time.CommonEra;
import network.reuse.defaults.time.TimesInBodies;
import org.jspecify.annotations.Nullable;

/** Says of a body that cannot be read as its form where it differs, and what would be right. */
final class BodyFaults {
    private static final String TRAILING = "Trailing token";
    private static final String DUPLICATE = "Duplicate field";
    /** Said of a bracket that closes nothing; no value is counted for it. */
    private static final String CLOSING = "Unexpected close marker";

    private BodyFaults() {}

    static Refusal refusal(JsonProcessingException failure) {
        String pointer = failure instanceof JsonMappingException mapping ? pointer(mapping) : "";
        return switch (failure) {
            case TimesInBodies.OutsideCalendar _ -> CommonEra.refusal(shown(pointer));
            case StrictBodies.Unseen unseen -> invalid(unseen.at(shown(pointer)));
            case UnrecognizedPropertyException unknown -> invalid(unknown(pointer, unknown));
            case MismatchedInputException mismatch when said(mismatch).startsWith(TRAILING) -> invalid(trailing());
            case MismatchedInputException mismatch -> invalid(misfit(shown(pointer), mismatch.getTargetType()));
            case InputCoercionException large -> invalid(misfit(shown(pointer), large.getTargetType()));
            case JsonMappingException wrapped
            when wrapped.getCause() instanceof InputCoercionException large ->
                invalid(misfit(shown(pointer), large.getTargetType()));
            case JsonMappingException wrapped
            when wrapped.getCause() instanceof JsonProcessingException cause -> refusal(cause);
            default -> syntax(failure);
        };
    }

    private static Refusal syntax(JsonProcessingException failure) {
        JsonStreamContext at = failure.getProcessor() instanceof JsonParser parser ? parser.getParsingContext() : null;
        if (at != null && said(failure).startsWith(DUPLICATE)) {
            return invalid(new Fault(
                    pointer(at), "field_twice", "Ce champ est présent deux fois.", "This field is there twice."));
        }
        if (at != null && at.inRoot() && at.getEntryCount() > (said(failure).startsWith(CLOSING) ? 0 : 1)) {
            return invalid(trailing());
        }
        JsonLocation place = failure.getLocation();
        return Refusal.of(Refusal.Kind.MALFORMED, "malformed", "Le corps n'est pas du JSON.", "The body is not JSON.")
                .with(place == null ? Map.of() : Map.of("line", place.getLineNr(), "column", place.getColumnNr()));
    }

    private static Fault trailing() {
        return new Fault(
                "/",
                "trailing_content",
                "Le corps se termine avec sa valeur JSON ; retirez ce qui suit.",
                "The body ends with its JSON value; remove what follows.");
    }

    private static Fault unknown(String pointer, UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        String names = known == null
                ? "—"
                : known.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
        return new Fault(
                shown(pointer),
                "unknown_field",
                "Champ inconnu. Champs possibles : " + names + ".",
                "Unknown field. Possible fields: " + names + ".");
    }

    private static Fault misfit(String pointer, @Nullable Class<?> type) {
        if (type == null) {
            return fault(
                    pointer,
                    "not_its_form",
                    "Cette valeur n'a pas la forme attendue",
                    "This value does not have the expected form");
        }
        if (type.isEnum()) {
            String names =
                    Stream.of(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
            return fault(
                    pointer,
                    "not_one_of",
                    "Une de ces valeurs est attendue : " + names,
                    "One of these values is expected: " + names);
        }
        if (type == Boolean.class || type == boolean.class) {
            return fault(pointer, "not_a_boolean", "true ou false, sans guillemets", "true or false, without quotes");
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return fault(
                    pointer,
                    "not_a_whole_number",
                    "Un nombre entier est attendu, sans guillemets, ni décimales ni exposant",
                    "A whole number is expected, without quotes, decimals or exponent");
        }
        if (type == String.class) {
            return fault(
                    pointer, "not_a_text", "Un texte est attendu, entre guillemets", "A text is expected, in quotes");
        }
        if (type == UUID.class) {
            return fault(
                    pointer,
                    "not_a_uuid",
                    "Un UUID est attendu, par exemple \"01980000-0000-7000-8000-000000000001\"",
                    "A UUID is expected, such as \"01980000-0000-7000-8000-000000000001\"");
        }
        if (type == Instant.class) {
            return fault(
                    pointer,
                    "not_an_instant",
                    "Un instant RFC 3339 est attendu, par exemple \"2026-03-01T08:00:00+01:00\"",
                    "An RFC 3339 instant is expected, such as \"2026-03-01T08:00:00+01:00\"");
        }
        if (type == LocalDate.class) {
            return fault(
                    pointer,
                    "not_a_day",
                    "Un jour est attendu, par exemple \"2026-03-01\"",
                    "A day is expected, such as \"2026-03-01\"");
        }
        if (Collection.class.isAssignableFrom(type)) {
            return fault(
                    pointer, "not_a_list", "Une liste est attendue, entre crochets", "A list is expected, in brackets");
        }
        return fault(
                pointer, "not_an_object", "Un objet est attendu, entre accolades", "An object is expected, in braces");
    }

    private static Fault fault(String pointer, String code, String french, String english) {
        return new Fault(pointer, code, french + ".", english + ".");
    }

    private static Refusal invalid(Fault fault) {
        return Refusal.invalid(List.of(fault));
    }

    private static String said(Exception failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String pointer(JsonMappingException failure) {
        String pointer = "";
        for (JsonMappingException.Reference step : failure.getPath()) {
            pointer = JsonPointers.child(
                    pointer, step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName());
        }
        return pointer;
    }

    private static String pointer(JsonStreamContext at) {
        if (at.inRoot()) {
            return "";
        }
        String parent = pointer(Objects.requireNonNull(at.getParent()));
        if (at.inArray()) {
            return JsonPointers.child(parent, Integer.toString(at.getCurrentIndex()));
        }
        return JsonPointers.child(parent, String.valueOf(at.getCurrentName()));
    }

    private static String shown(String pointer) {
        return pointer.isEmpty() ? "/" : pointer;
    }
}
