package network.reuse.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes an event's JSON Schema from its record: the fields it has, which may be missing, and what its Javadoc says. */
final class SchemaOfRecord {
    /** What a field's type does not say. */
    private static final Map<String, String> PATTERNS = Map.of("siret", "^[0-9]{14}$");

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "operator", "An opaque reference of the workshop's own; never a person's name.",
            "siret", "SIRET of the establishment, as text.",
            "partnerRef", "The partner's own reference for it.",
            "code", "The readable code that people read out.",
            "bytes", "Capacity of the medium.",
            "possibleData", "Whether a donor's data may still be on it.",
            "wasteCode", "A code of the European list of waste (Decision 2000/532/EC), such as 20 01 35*.",
            "grams", "The mass, without the pallet itself.",
            "slipRef", "The reference of the slip that goes with the pallet, such as a BSDD's.",
            "operation", "A code of annex I or II of Directive 2008/98/EC, such as R 4; R 0 is reuse.");

    /** An enum in a released event keeps the values that it was released with, however many more its type has by now. */
    private static final Map<String, List<String>> AS_RELEASED = Map.of(
            "refurb.LossCorrected.v1", List.of("REGISTERED", "RECEIVED", "TRIAGED", "READY", "SCRAPPED", "LOST"),
            "allocation.LossCorrected.v1", stagesBefore(DeviceStage.PALLETISED),
            "allocation.DeliveryCorrected.v1", stagesBefore(DeviceStage.PALLETISED),
            "allocation.ReturnCorrected.v1", stagesBefore(DeviceStage.PALLETISED));

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SchemaOfRecord() {}

    /** The stages that there were before this one was added behind them. */
    private static List<String> stagesBefore(DeviceStage added) {
        return EnumSet.range(DeviceStage.REGISTERED, added).stream()
                .filter(stage -> stage != added)
                .map(DeviceStage::name)
                .toList();
    }

    static ObjectNode of(String type, Class<?> event) {
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", type);
        schema.put("description", javadocOf(event));
        schema.put("type", "object");
        schema.put("$ref", isAboutDevice(event) ? "device-envelope.json" : "envelope.json");
        ObjectNode fact = object(event);
        List<String> values = AS_RELEASED.get(type);
        if (values != null) {
            ArrayNode names = ((ObjectNode) fact.at("/properties/stage")).putArray("enum");
            values.forEach(names::add);
        }
        schema.putObject("properties").set("fact", fact);
        schema.putArray("required").add("fact");
        schema.put("unevaluatedProperties", false);
        return schema;
    }

    /** Events of a device's stream carry the device's epoch and its donor's kind. */
    static boolean isAboutDevice(Class<?> event) {
        return event.getRecordComponents()[0].getName().equals("deviceId");
    }

    /** What an event's Javadoc says, on one line. */
    static String javadocOf(Class<?> event) {
        Matcher found = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*record " + event.getSimpleName() + "\\(", Pattern.DOTALL)
                .matcher(sourceOf(event));
        if (!found.find()) {
            throw new IllegalStateException(event.getSimpleName() + " has no Javadoc");
        }
        return found.group(1)
                .replaceAll("\\{@code ([^}]*)}", "$1")
                .replaceAll("\\s*\\*?\\s+", " ")
                .strip();
    }

    private static String sourceOf(Class<?> event) {
        String file = event.getName().replace('.', '/').replaceAll("\\$.*", "") + ".java";
        try {
            return Files.readString(Contracts.MODULE.resolve("src/main/java").resolve(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode object(Class<?> type) {
        ObjectNode schema = NODES.objectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            ObjectNode property = value(component.getGenericType());
            String name = component.getName();
            if (PATTERNS.containsKey(name)) {
                property.put("pattern", PATTERNS.get(name));
            }
            if (DESCRIPTIONS.containsKey(name)) {
                property.put("description", DESCRIPTIONS.get(name));
            }
            properties.set(name, property);
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            }
        }
        schema.set("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static ObjectNode value(Type type) {
        ObjectNode schema = NODES.objectNode();
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            schema.put("type", "array");
            schema.set("items", value(list.getActualTypeArguments()[0]));
        } else if (type == UUID.class) {
            schema.put("type", "string").put("format", "uuid");
        } else if (type == Instant.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (type == String.class) {
            schema.put("type", "string").put("minLength", 1);
        } else if (type == boolean.class || type == Boolean.class) {
            schema.put("type", "boolean");
        } else if (type == int.class || type == Integer.class) {
            schema.put("type", "integer").put("minimum", 0).put("maximum", Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            schema.put("type", "integer").put("minimum", 0);
        } else if (type instanceof Class<?> named && named.isEnum()) {
            ArrayNode names = schema.put("type", "string").putArray("enum");
            for (Object constant : named.getEnumConstants()) {
                names.add(((Enum<?>) constant).name());
            }
        } else if (type instanceof Class<?> nested && nested.isRecord()) {
            return object(nested);
        } else {
            throw new IllegalStateException("no schema for " + type);
        }
        return schema;
    }
}
