package network.reuse.defaults.request;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/** Gives each JSON body that an operation takes an example, made of those of its values. */
final class BodyExamples {
    private static final String REF = "#/components/schemas/";
    private static final String JSON = "application/json";
    private static final String ID = "01980000-0000-7000-8000-000000000001";
    private static final String FROM = "2027-03-02T08:00:00Z";
    private static final String UNTIL = "2027-03-02T10:00:00Z";
    private static final int DAY = 10;

    private final Map<String, Schema> components;

    private BodyExamples(Map<String, Schema> components) {
        this.components = components;
    }

    static void addTo(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        BodyExamples examples = new BodyExamples(schemas == null ? Map.of() : schemas);
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(examples::describe);
    }

    private void describe(Operation operation) {
        if (operation.getRequestBody() == null || operation.getRequestBody().getContent() == null) {
            return;
        }
        MediaType body = operation.getRequestBody().getContent().getMediaType(JSON);
        if (body != null
                && body.getSchema() != null
                && body.getExample() == null
                && (body.getExamples() == null || body.getExamples().isEmpty())) {
            body.setExample(example("", body.getSchema()));
        }
    }

    private Object example(String name, Schema schema) {
        Schema meant = meant(schema);
        String format = Stream.of(schema.getFormat(), meant.getFormat())
                .filter(one -> one != null)
                .findFirst()
                .orElse("");
        switch (format) {
            case "uuid" -> {
                return ID;
            }
            case "date-time" -> {
                return name.equals("until") ? UNTIL : FROM;
            }
            case "date" -> {
                return (name.equals("until") ? UNTIL : FROM).substring(0, DAY);
            }
            default -> {}
        }
        Object given = given(schema) == null ? given(meant) : given(schema);
        if (given != null && (!isA(meant, SchemaType.ARRAY) || given instanceof List)) {
            return given;
        }
        if (meant.getEnumeration() != null && !meant.getEnumeration().isEmpty()) {
            return meant.getEnumeration().getFirst();
        }
        if (isA(meant, SchemaType.ARRAY)) {
            return meant.getItems() == null ? List.of() : List.of(example(name, meant.getItems()));
        }
        if (isA(meant, SchemaType.INTEGER)) {
            BigDecimal least = schema.getMinimum() == null ? meant.getMinimum() : schema.getMinimum();
            return least == null ? 1 : Math.max(1, least.intValue());
        }
        if (isA(meant, SchemaType.BOOLEAN)) {
            return true;
        }
        if (meant.getProperties() != null) {
            Map<String, Object> object = new LinkedHashMap<>();
            meant.getProperties().forEach((property, of) -> {
                // A step has just happened for most callers, who are in the live network.
                if (!property.equals("occurredAt") && !isOfSandbox(of)) {
                    object.put(property, example(property, of));
                }
            });
            return object;
        }
        return "texte";
    }

    private static boolean isOfSandbox(Schema schema) {
        return schema.get(SandboxOnly.EXTENSION) != null;
    }

    private static @Nullable Object given(Schema schema) {
        return schema.getExamples() == null || schema.getExamples().isEmpty()
                ? null
                : schema.getExamples().getFirst();
    }

    private static boolean isA(Schema schema, SchemaType type) {
        return schema.getType() != null && schema.getType().contains(type);
    }

    /** What a schema refers to, or the one of several that is not null; itself otherwise. */
    private Schema meant(Schema schema) {
        Schema one = Stream.of(schema.getAnyOf(), schema.getOneOf(), schema.getAllOf())
                .filter(several -> several != null)
                .flatMap(List::stream)
                .filter(some -> !isA(some, SchemaType.NULL))
                .findFirst()
                .orElse(schema);
        if (one.getRef() == null || !one.getRef().startsWith(REF)) {
            return one;
        }
        Schema component = components.get(one.getRef().substring(REF.length()));
        return component == null ? one : component;
    }
}
