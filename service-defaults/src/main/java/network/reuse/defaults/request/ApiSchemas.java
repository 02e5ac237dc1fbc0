package network.reuse.defaults.request;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Completes the schemas of an OpenAPI document when a service is built: what is never null is required, times are bounded as
 * they are checked, a nested type is named after the type that it is nested in, and a bulk operation that names its row
 * answers a report of such rows.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiSchemas implements OASFilter {
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final String ROOT = "network.reuse.";
    private static final String REF = "#/components/schemas/";
    private static final String FORMS = "Forms";
    private static final String FORM = "Form";
    private static final String ROW = "Row";
    private static final String OUTCOME = "outcome";

    private final IndexView index;

    public ApiSchemas(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null || document.getComponents().getSchemas() == null) {
            return;
        }
        Map<String, Schema> schemas = new TreeMap<>(document.getComponents().getSchemas());
        Map<String, String> names = new HashMap<>();
        schemas.forEach((name, schema) -> {
            ClassInfo type = typeOf(name, schema);
            if (type != null) {
                require(schema, type);
                ApiTimes.describe(schema, type);
                names.put(name, nameOf(type));
            }
        });
        boundOccurrences(document, schemas);
        Map<String, Schema> named = new TreeMap<>();
        schemas.forEach((name, schema) -> {
            String now = names.getOrDefault(name, name);
            if (named.put(now, schema) != null) {
                throw new IllegalStateException("two types are called " + now + " in the API: rename one");
            }
        });
        everySchema(document, named.values(), schema -> {
            String ref = schema.getRef();
            if (ref != null && ref.startsWith(REF)) {
                String name = ref.substring(REF.length());
                schema.setRef(REF + names.getOrDefault(name, name));
            }
        });
        operations(document).stream().filter(ApiSchemas::isBulk).forEach(operation -> report(operation, named));
        document.getComponents().setSchemas(named);
    }

    /** The class that a schema describes, found by its name and by what it consists of. */
    private @Nullable ClassInfo typeOf(String name, Schema schema) {
        String simple = name.replaceAll("\\d+$", "");
        // An index made of several may know a class more than once.
        Map<DotName, ClassInfo> found = new HashMap<>();
        index.getKnownClasses().stream()
                .filter(type -> type.name().toString().startsWith(ROOT)
                        && simple.equals(simpleName(type))
                        && (schema.getEnumeration() == null
                                ? type.isRecord() && consistsOf(type, schema)
                                : type.isEnum() && hasConstants(type, schema)))
                .forEach(type -> found.put(type.name(), type));
        return found.size() == 1 ? found.values().iterator().next() : null;
    }

    private static boolean consistsOf(ClassInfo type, Schema schema) {
        Collection<String> properties = schema.getProperties() == null
                ? List.of()
                : schema.getProperties().keySet();
        return type.recordComponents().stream()
                .map(component -> component.name())
                .toList()
                .containsAll(properties);
    }

    private static boolean hasConstants(ClassInfo type, Schema schema) {
        return type.fields().stream()
                .filter(FieldInfo::isEnumConstant)
                .map(FieldInfo::name)
                .collect(Collectors.toSet())
                .equals(new HashSet<>(schema.getEnumeration()));
    }

    /** Nothing that is null is written, so what is never null is always there; what may be sent says itself what it needs. */
    private static void require(Schema schema, ClassInfo type) {
        if (!type.isRecord() || schema.getProperties() == null || isForm(type)) {
            return;
        }
        List<String> required = type.recordComponents().stream()
                .filter(component -> !component.type().hasAnnotation(NULLABLE))
                .map(component -> component.name())
                .filter(schema.getProperties()::containsKey)
                .toList();
        schema.setRequired(required.isEmpty() ? null : new ArrayList<>(required));
    }

    /** What requests send says when it happened; what answers show is not bounded by it. */
    private static void boundOccurrences(OpenAPI document, Map<String, Schema> schemas) {
        Set<String> sent = new HashSet<>();
        for (Operation operation : operations(document)) {
            if (operation.getParameters() != null) {
                operation.getParameters().forEach(parameter -> ApiTimes.boundOccurrence(parameter));
            }
            if (operation.getRequestBody() != null) {
                schemasOf(operation.getRequestBody().getContent()).forEach(schema -> reach(schema, schemas, sent));
            }
        }
        schemas.forEach((name, schema) -> {
            if (sent.contains(name)) {
                ApiTimes.boundOccurrence(schema);
            }
        });
    }

    /** Adds the names of the schemas of which this one consists. */
    private static void reach(Schema from, Map<String, Schema> schemas, Set<String> reached) {
        visit(from, schema -> {
            String ref = schema.getRef();
            if (ref != null && ref.startsWith(REF) && reached.add(ref.substring(REF.length()))) {
                Schema next = schemas.get(ref.substring(REF.length()));
                if (next != null) {
                    reach(next, schemas, reached);
                }
            }
        });
    }

    private static boolean isForm(ClassInfo type) {
        return type.enclosingClass() != null
                && FORMS.equals(type.enclosingClass().withoutPackagePrefix());
    }

    private static String nameOf(ClassInfo type) {
        String simple = simpleName(type);
        if (isForm(type)) {
            return simple.endsWith(FORM) ? simple : simple + FORM;
        }
        if (type.enclosingClass() == null || !type.isEnum()) {
            return simple;
        }
        String outer = type.enclosingClass().withoutPackagePrefix();
        return outer.substring(outer.lastIndexOf('$') + 1).replaceAll(ROW + "$", "") + simple;
    }

    private static String simpleName(ClassInfo type) {
        String name = type.name().withoutPackagePrefix();
        return name.substring(name.lastIndexOf('$') + 1);
    }

    /** How many rows had each outcome, and the rows. */
    private static void report(Operation operation, Map<String, Schema> named) {
        operation.getResponses().getAPIResponses().values().forEach(response -> {
            for (Schema answer : schemasOf(response.getContent())) {
                String row = answer.getRef() == null ? "" : answer.getRef().substring(REF.length());
                Schema rows = named.get(row);
                if (rows == null
                        || rows.getProperties() == null
                        || !rows.getProperties().containsKey(OUTCOME)) {
                    continue;
                }
                String outcome = Objects.requireNonNull(
                        rows.getProperties().get(OUTCOME).getRef(), "an outcome is an enum of the row");
                Schema report = OASFactory.createSchema().addType(SchemaType.OBJECT);
                if (asksForDryRun(operation)) {
                    report.addProperty("dryRun", OASFactory.createSchema().addType(SchemaType.BOOLEAN))
                            .addRequired("dryRun");
                }
                for (Object value : Objects.requireNonNull(named.get(outcome.substring(REF.length())), outcome)
                        .getEnumeration()) {
                    String count = value.toString().toLowerCase(Locale.ROOT);
                    report.addProperty(
                                    count,
                                    OASFactory.createSchema()
                                            .addType(SchemaType.INTEGER)
                                            .format("int32"))
                            .addRequired(count);
                }
                if (takesFile(operation)) {
                    report.addProperty(
                            "ignoredColumns",
                            OASFactory.createSchema()
                                    .addType(SchemaType.ARRAY)
                                    .items(OASFactory.createSchema().addType(SchemaType.STRING)));
                }
                report.addProperty(
                                "rows",
                                OASFactory.createSchema()
                                        .addType(SchemaType.ARRAY)
                                        .items(OASFactory.createSchema().ref(REF + row)))
                        .addRequired("rows");
                String name = row.replaceAll(ROW + "$", "") + "Report";
                named.put(name, report);
                answer.setRef(REF + name);
            }
        });
    }

    private static boolean isBulk(Operation operation) {
        return operation.getExtensions() != null && operation.getExtensions().containsKey(Bulk.EXTENSION);
    }

    private static boolean asksForDryRun(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter ->
                                parameter.getIn() == Parameter.In.QUERY && "dryRun".equals(parameter.getName()));
    }

    private static boolean takesFile(Operation operation) {
        return operation.getRequestBody() != null
                && operation.getRequestBody().getContent() != null
                && operation.getRequestBody().getContent().getMediaTypes().keySet().stream()
                        .anyMatch(type -> type.startsWith("text/csv"));
    }

    private static List<Operation> operations(OpenAPI document) {
        return document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .toList();
    }

    private static void everySchema(OpenAPI document, Collection<Schema> components, Consumer<Schema> visitor) {
        components.forEach(schema -> visit(schema, visitor));
        for (Operation operation : operations(document)) {
            if (operation.getParameters() != null) {
                operation.getParameters().forEach(parameter -> visit(parameter.getSchema(), visitor));
            }
            if (operation.getRequestBody() != null) {
                schemasOf(operation.getRequestBody().getContent()).forEach(schema -> visit(schema, visitor));
            }
            if (operation.getResponses() != null) {
                operation
                        .getResponses()
                        .getAPIResponses()
                        .values()
                        .forEach(
                                response -> schemasOf(response.getContent()).forEach(schema -> visit(schema, visitor)));
            }
        }
    }

    private static List<Schema> schemasOf(@Nullable Content content) {
        return content == null
                ? List.of()
                : content.getMediaTypes().values().stream()
                        .map(media -> media.getSchema())
                        .filter(Objects::nonNull)
                        .toList();
    }

    private static void visit(@Nullable Schema schema, Consumer<Schema> visitor) {
        if (schema == null) {
            return;
        }
        visitor.accept(schema);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> visit(property, visitor));
        }
        visit(schema.getItems(), visitor);
        visit(schema.getAdditionalPropertiesSchema(), visitor);
        for (List<Schema> several : java.util.Arrays.asList(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())) {
            if (several != null) {
                several.forEach(one -> visit(one, visitor));
            }
        }
    }
}
