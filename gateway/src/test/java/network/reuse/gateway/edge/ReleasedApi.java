package network.reuse.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.BackwardIncompatibleProp;
import org.openapitools.openapidiff.core.model.ChangedApiResponse;
import org.openapitools.openapidiff.core.model.ChangedContent;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.ChangedParameters;
import org.openapitools.openapidiff.core.model.ChangedSchema;

/**
 * Holds the API that is offered against those that were released: whoever programmed against one of them goes on. A field that
 * is no longer taken breaks a caller, since unknown fields are refused; a further value in an answer breaks nobody.
 */
public final class ReleasedApi {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OpenApiDiffOptions FURTHER_VALUES_ARE_FINE = OpenApiDiffOptions.builder()
            .configProperty(BackwardIncompatibleProp.RESPONSE_ENUM_INCREASED.getPropertyName(), "false")
            .build();

    private final List<String> broken = new ArrayList<>();

    private ReleasedApi() {}

    /** Releases the document when a run asks for it: as {@code 2.yaml} in this folder, with {@code -Dapi.release=2}. */
    public static void releaseWhenAsked(Path folder, String live) throws IOException {
        String release = System.getProperty("api.release");
        if (release != null) {
            Files.writeString(Files.createDirectories(folder).resolve(release + ".yaml"), live);
        }
    }

    /** Fails when the document breaks callers of any that lies in this folder, and names how; there is at least one. */
    public static void requireCompatible(Path folder, String live) throws IOException {
        List<Path> released = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                released = files.filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .toList();
            }
        }
        assertThat(released).as("released documents in %s", folder).isNotEmpty();
        for (Path one : released) {
            assertThat(broken(Files.readString(one), live))
                    .as("what breaks callers of the API that was released as %s", one.getFileName())
                    .isEmpty();
        }
    }

    /** How a document breaks those who programmed against a released one, one sentence each. */
    static List<String> broken(String released, String live) throws IOException {
        ChangedOpenApi changed =
                OpenApiCompare.fromContents(plain(released), plain(live), null, FURTHER_VALUES_ARE_FINE);
        ReleasedApi found = new ReleasedApi();
        changed.getMissingEndpoints()
                .forEach(gone -> found.broken.add(gone.getMethod() + " " + gone.getPathUrl() + " is gone"));
        changed.getChangedOperations().forEach(found::operation);
        if (changed.isIncompatible() && found.broken.isEmpty()) {
            found.broken.add("the document as a whole has changed");
        }
        found.names(schemas(released), schemas(live));
        return found.broken;
    }

    private static JsonNode schemas(String document) throws IOException {
        return YAML.readTree(document).path("components").path("schemas");
    }

    /** A generated client calls each schema by its name, which stands for the same thing for ever. */
    private void names(JsonNode released, JsonNode live) {
        released.properties().forEach(schema -> {
            String name = schema.getKey();
            if (!live.has(name)) {
                broken.add("the schema " + name + " is gone");
            }
            schema.getValue().path("properties").fieldNames().forEachRemaining(property -> {
                if (live.has(name) && !live.path(name).path("properties").has(property)) {
                    broken.add("the schema " + name + " has no " + property + ": it is another one by this name");
                }
            });
        });
    }

    private void operation(ChangedOperation operation) {
        String name = operation.getHttpMethod() + " " + operation.getPathUrl();
        int before = broken.size();
        if (operation.getParameters() != null) {
            parameters(name, operation.getParameters());
        }
        if (operation.getRequestBody() != null) {
            content(name + " takes", operation.getRequestBody().getContent(), true);
        }
        if (operation.getApiResponses() != null) {
            responses(name, operation.getApiResponses());
        }
        if (operation.isIncompatible() && broken.size() == before) {
            broken.add(name + " has changed in another way");
        }
    }

    private void parameters(String operation, ChangedParameters parameters) {
        parameters
                .getMissing()
                .forEach(gone -> broken.add(operation + " no longer takes the parameter " + gone.getName()));
        parameters.getIncreased().stream()
                .filter(added -> Boolean.TRUE.equals(added.getRequired()))
                .forEach(added -> broken.add(operation + " needs the new parameter " + added.getName()));
        parameters.getChanged().forEach(changed -> {
            int before = broken.size();
            if (changed.isChangeRequired()
                    && Boolean.TRUE.equals(changed.getNewParameter().getRequired())) {
                broken.add(operation + " needs the parameter " + changed.getName());
            }
            schema(operation + " takes the parameter " + changed.getName(), changed.getSchema(), true);
            if (changed.isIncompatible() && broken.size() == before) {
                broken.add(operation + " reads the parameter " + changed.getName() + " otherwise");
            }
        });
    }

    private void responses(String operation, ChangedApiResponse responses) {
        responses.getMissing().keySet().forEach(status -> broken.add(operation + " no longer answers " + status));
        responses.getChanged().forEach((status, response) -> {
            String answers = operation + " answers " + status;
            if (response.getHeaders() != null) {
                response.getHeaders()
                        .getMissing()
                        .keySet()
                        .forEach(header -> broken.add(answers + " without " + header));
            }
            content(answers, response.getContent(), false);
        });
    }

    private void content(String says, @Nullable ChangedContent content, boolean isRequest) {
        if (content == null) {
            return;
        }
        content.getMissing().keySet().forEach(type -> broken.add(says + " no " + type));
        content.getChanged().forEach((type, body) -> schema(says + " " + type, body.getSchema(), isRequest));
    }

    private void schema(String at, @Nullable ChangedSchema schema, boolean isRequest) {
        if (schema == null) {
            return;
        }
        if (schema.isChangedType()) {
            broken.add(at + ": another type");
            return;
        }
        schema.getMissingProperties().keySet().forEach(gone -> broken.add(at + "/" + gone + ": gone"));
        if (schema.getRequired() != null) {
            if (isRequest) {
                schema.getRequired().getIncreased().forEach(field -> broken.add(at + "/" + field + ": needed now"));
            } else {
                schema.getRequired()
                        .getMissing()
                        .forEach(field -> broken.add(at + "/" + field + ": may be absent now"));
            }
        }
        if (isRequest && schema.getEnumeration() != null) {
            schema.getEnumeration().getMissing().forEach(value -> broken.add(at + ": " + value + " no longer taken"));
        }
        schema.getChangedProperties().forEach((name, property) -> schema(at + "/" + name, property, isRequest));
        schema(at + "/0", schema.getItems(), isRequest);
    }

    /** The document as OpenAPI 3.0 would write it, which is what is compared. */
    private static String plain(String document) throws IOException {
        JsonNode read = YAML.readTree(document);
        ((ObjectNode) read).put("openapi", "3.0.3");
        simplify(read);
        return JSON.writeValueAsString(read);
    }

    private static void simplify(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("type").isArray()) {
                object.path("type")
                        .valueStream()
                        .map(JsonNode::asText)
                        .filter(type -> !type.equals("null"))
                        .findFirst()
                        .ifPresent(type -> object.put("type", type).put("nullable", true));
            }
            for (String bound : List.of("Minimum", "Maximum")) {
                JsonNode exclusive = object.path("exclusive" + bound);
                if (exclusive.isNumber()) {
                    object.set(bound.toLowerCase(Locale.ROOT), exclusive);
                    object.put("exclusive" + bound, true);
                }
            }
            if (object.path("examples").isArray()) {
                object.remove("examples");
            }
        }
        node.forEach(ReleasedApi::simplify);
    }
}
