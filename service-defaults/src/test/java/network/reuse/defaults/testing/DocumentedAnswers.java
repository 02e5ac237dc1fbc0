package network.reuse.defaults.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import network.reuse.defaults.problem.FaultCode;
import network.reuse.defaults.problem.Problem;
import network.reuse.defaults.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Holds every answer that a test gets from an operation of the service's OpenAPI document to what the document says of it:
 * its status, its media type, and a body with all that is required and nothing that is not named.
 */
public final class DocumentedAnswers implements QuarkusTestBeforeEachCallback {
    /** What HTTP itself, the server or the edge may say of any request, in whatever operation. */
    private static final Set<Integer> OF_ANY_REQUEST =
            Set.of(400, 401, 403, 405, 406, 408, 411, 413, 415, 417, 429, 503);

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        if (RestAssured.filters().stream().noneMatch(HeldToTheDocument.class::isInstance)) {
            RestAssured.filters(new HeldToTheDocument());
        }
    }

    /** What the document names wherever an answer has it, and nowhere else. */
    private static final Set<String> HEADERS = Set.of("ETag", "Location");

    private static final class HeldToTheDocument implements Filter {
        private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .build()));
        private static final ObjectMapper JSON = new ObjectMapper();

        private final Map<String, Schema> compiled = new ConcurrentHashMap<>();
        private @Nullable JsonNode document;
        private List<Operation> operations = List.of();

        private record Operation(String method, String template, Pattern path, JsonNode responses) {}

        @Override
        public Response filter(
                FilterableRequestSpecification request,
                FilterableResponseSpecification response,
                FilterContext context) {
            Response answer = context.next(request, response);
            String path = URI.create(request.getURI()).getRawPath();
            // The answer to HEAD has no body.
            if (Problem.MEDIA_TYPE.equals(answer.contentType()) && !"HEAD".equals(request.getMethod())) {
                listed(answer);
            }
            if (String.valueOf(answer.contentType()).matches(".*[/+]json.*")) {
                faultsListed(answer);
            }
            if (path.startsWith("/v1/")) {
                check(request.getMethod(), path, answer);
            }
            return answer;
        }

        /** A problem has a code that is listed, with its status, and leads to the code's page. */
        private static void listed(Response answer) {
            String code = answer.path("code");
            if (!answer.path("type").equals("/problems/" + code)
                    || ProblemCode.find(code)
                            .filter(one -> one.status() == answer.statusCode())
                            .isEmpty()) {
                throw new AssertionError("no code of a problem with status " + answer.statusCode()
                        + " that has a page: " + answer.asString());
            }
        }

        /** What is wrong with a value or a row has a code that is listed as well. */
        private static void faultsListed(Response answer) {
            JsonNode body;
            try {
                body = JSON.readTree(answer.asString());
            } catch (IOException noJson) {
                return;
            }
            List<JsonNode> faults = new ArrayList<>();
            body.path("errors").forEach(faults::add);
            body.path("rows").forEach(row -> row.path("errors").forEach(faults::add));
            for (JsonNode fault : faults) {
                String code = fault.path("code").asText();
                if (FaultCode.find(code).isEmpty() && ProblemCode.find(code).isEmpty()) {
                    throw new AssertionError("no code of a wrong value that has a page: " + fault);
                }
            }
        }

        private void check(String method, String path, Response answer) {
            JsonNode whole = document();
            Operation operation = operations.stream()
                    .filter(one ->
                            one.method.equals(method) && one.path.matcher(path).matches())
                    .findFirst()
                    .orElse(null);
            if (operation == null || method.equals("HEAD")) {
                return;
            }
            String name = method + " " + operation.template + " " + answer.statusCode();
            JsonNode said = operation.responses.path(Integer.toString(answer.statusCode()));
            if (said.isMissingNode()) {
                if (answer.statusCode() == 304 || OF_ANY_REQUEST.contains(answer.statusCode())) {
                    return;
                }
                throw new AssertionError(
                        "the API's document does not know the answer " + name + ": " + answer.asString());
            }
            for (String header : HEADERS) {
                boolean required = resolved(whole, said)
                        .path("headers")
                        .path(header)
                        .path("required")
                        .asBoolean();
                if (required != (answer.header(header) != null)) {
                    throw new AssertionError(
                            "the API's document and the answer of " + name + " disagree about " + header);
                }
            }
            JsonNode content = resolved(whole, said).path("content");
            String type = answer.contentType() == null
                    ? ""
                    : answer.contentType().split(";", 2)[0].strip();
            String body = answer.asString();
            if (content.isEmpty()) {
                if (!body.isEmpty()) {
                    throw new AssertionError("the API's document knows no body of " + name + ": " + body);
                }
                return;
            }
            if (!content.has(type)) {
                throw new AssertionError("the API's document does not know " + type + " as an answer of " + name);
            }
            if (!type.matches(".*[/+]json")) {
                return;
            }
            JsonNode schema = content.path(type).path("schema");
            if (schema.isMissingNode()) {
                throw new AssertionError("the API's document gives no schema for " + name);
            }
            List<Error> errors = compiled.computeIfAbsent(name + type, _ -> compile(whole, schema))
                    .validate(body, InputFormat.JSON);
            if (!errors.isEmpty()) {
                throw new AssertionError(
                        "the answer of " + name + " is not what the API's document says: " + errors + "\n" + body);
            }
        }

        private synchronized JsonNode document() {
            if (document == null) {
                try {
                    JsonNode read = new YAMLMapper().readTree(PublishedApi.live());
                    List<Operation> found = new ArrayList<>();
                    read.path("paths")
                            .properties()
                            .forEach(path -> path.getValue()
                                    .properties()
                                    .forEach(method -> found.add(new Operation(
                                            method.getKey().toUpperCase(Locale.ROOT),
                                            path.getKey(),
                                            Pattern.compile(path.getKey().replaceAll("\\{[^}]+}", "[^/]+")),
                                            method.getValue().path("responses")))));
                    // The path that names more comes before the one that a parameter stands for.
                    found.sort(java.util.Comparator.comparingLong(
                            one -> one.template.chars().filter(c -> c == '{').count()));
                    operations = found;
                    document = read;
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(interrupted);
                }
            }
            return document;
        }

        private static JsonNode resolved(JsonNode whole, JsonNode one) {
            return one.has("$ref") ? whole.at(one.path("$ref").asText().substring(1)) : one;
        }

        private static Schema compile(JsonNode whole, JsonNode schema) {
            ObjectNode root = JSON.createObjectNode();
            root.putArray("allOf").add(schema.deepCopy());
            root.putObject("components")
                    .set("schemas", whole.path("components").path("schemas").deepCopy());
            close(root);
            return SCHEMAS.getSchema(root.toString(), InputFormat.JSON);
        }

        /** An object holds nothing but what its schema names. */
        private static void close(JsonNode node) {
            if (node instanceof ObjectNode object
                    && object.path("properties").isObject()
                    && "object".equals(object.path("type").asText())
                    && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            node.forEach(HeldToTheDocument::close);
        }
    }
}
