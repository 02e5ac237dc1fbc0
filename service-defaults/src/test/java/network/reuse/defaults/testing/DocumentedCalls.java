package network.reuse.defaults.testing;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.reuse.contracts.Roles;
import network.reuse.defaults.testing.RawHttp.Answer;
import org.jspecify.annotations.Nullable;

/** The operations of a service's OpenAPI document, each with the call that its examples make. */
public final class DocumentedCalls {
    static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final String MARK = "@here@";
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

    private final int port;
    private final JsonNode document;
    private final String token;
    private final String tomorrow;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> things = new HashMap<>();
    private final Map<String, String> tags = new HashMap<>();

    private DocumentedCalls(int port, JsonNode document, String token) {
        this.port = port;
        this.document = document;
        this.token = token;
        Instant day = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        values.put("from", day.toString());
        values.put("until", day.plus(2, ChronoUnit.HOURS).toString());
        this.tomorrow = day.toString();
    }

    /** The calls of a service at this port, by a caller of the region with every role. */
    public static DocumentedCalls of(int port, String yaml) throws IOException {
        return of(port, yaml, TestTokens.GRAND_EST);
    }

    /** The calls of a service at this port, by a caller of that organisation with every role. */
    public static DocumentedCalls of(int port, String yaml, UUID organisation) throws IOException {
        return new DocumentedCalls(
                port, new YAMLMapper().readTree(yaml), TestTokens.of(organisation, Roles.ALL.toArray(String[]::new)));
    }

    /** Wherever the document has a property or a parameter of this name, it is this text. */
    public DocumentedCalls value(String name, Object text) {
        values.put(name, text.toString());
        return this;
    }

    /** What stands at this path of the document, such as {@code /v1/collection/lots/{id}}. */
    public DocumentedCalls thing(String path, Object id) {
        things.put(path, id.toString());
        return this;
    }

    /**
     * One operation.
     *
     * @param body what its examples make; null when it takes no JSON
     */
    record Call(
            String name,
            String method,
            String path,
            JsonNode operation,
            JsonNode schema,
            @Nullable JsonNode body) {
        List<JsonNode> queries() {
            List<JsonNode> queries = new ArrayList<>();
            operation.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("query")) {
                    queries.add(parameter);
                }
            });
            return queries;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A value of a body, by its pointer, and what the document says of it. */
    record Spot(String pointer, JsonNode schema) {
        String name() {
            return pointer.substring(pointer.lastIndexOf('/') + 1);
        }

        String kind() {
            return DocumentedCalls.kind(schema);
        }
    }

    /** What a schema's values are: a type of JSON, a format, or {@code enum}. */
    static String kind(JsonNode schema) {
        if (schema.has("enum")) {
            return "enum";
        }
        String format = schema.path("format").asText();
        if (List.of("uuid", "date", "date-time").contains(format)) {
            return format;
        }
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText();
    }

    List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    JsonNode operation = method.getValue();
                    if (operation.has("responses")
                            && !operation.path("responses").toString().contains("text/event-stream")) {
                        JsonNode schema = resolved(operation
                                .at("/requestBody/content")
                                .path("application/json")
                                .path("schema"));
                        calls.add(new Call(
                                operation.path("operationId").asText(),
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation,
                                schema,
                                schema.isMissingNode() ? null : example("", schema)));
                    }
                }));
        return calls;
    }

    /** A schema with what it refers to. */
    JsonNode resolved(JsonNode schema) {
        JsonNode other = Stream.of(schema.path("anyOf"), schema.path("oneOf"), schema.path("allOf"))
                .flatMap(JsonNode::valueStream)
                .filter(one -> !one.path("type").asText().equals("null"))
                .findFirst()
                .orElse(schema);
        String reference = other.path("$ref").asText();
        if (reference.isEmpty()) {
            return other;
        }
        ObjectNode whole = document.at(reference.substring(1)).deepCopy();
        schema.properties().forEach(own -> whole.set(own.getKey(), own.getValue()));
        whole.remove("$ref");
        return whole;
    }

    private JsonNode example(String name, JsonNode of) {
        JsonNode schema = resolved(of);
        String value = values.get(name);
        if (value != null && !kind(schema).equals("array")) {
            return TextNode.valueOf(kind(schema).equals("date") ? value.substring(0, 10) : value);
        }
        String kind = kind(schema);
        if (schema.has("examples") && !List.of("uuid", "date-time", "array").contains(kind)) {
            return schema.path("examples").path(0);
        }
        return switch (kind) {
            case "enum" -> schema.path("enum").path(0);
            case "uuid" -> TextNode.valueOf(TestTokens.GRAND_EST.toString());
            case "date-time" -> TextNode.valueOf(tomorrow);
            case "date" -> TextNode.valueOf(tomorrow.substring(0, 10));
            case "integer" ->
                JSON.getNodeFactory()
                        .numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            case "array" -> JSON.createArrayNode().add(example(name, schema.path("items")));
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                schema.path("properties").properties().forEach(property -> {
                    // The tests' callers are in the live network.
                    if (!property.getKey().equals("occurredAt")
                            && !property.getValue().has("x-sandbox")) {
                        object.set(property.getKey(), example(property.getKey(), property.getValue()));
                    }
                });
                yield object;
            }
            default -> TextNode.valueOf("texte");
        };
    }

    /** Every value of a call's body. */
    List<Spot> spots(Call call) {
        List<Spot> spots = new ArrayList<>();
        if (call.body() != null) {
            spots(call.body(), call.schema(), "", spots);
        }
        return spots;
    }

    private void spots(JsonNode value, JsonNode of, String pointer, List<Spot> spots) {
        JsonNode schema = resolved(of);
        if (!pointer.isEmpty()) {
            spots.add(new Spot(pointer, schema));
        }
        value.properties()
                .forEach(property -> spots(
                        property.getValue(),
                        schema.path("properties").path(property.getKey()),
                        pointer + "/" + property.getKey(),
                        spots));
        if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                spots(list.get(i), schema.path("items"), pointer + "/" + i, spots);
            }
        }
    }

    /** A body with other JSON at one place. */
    static String with(JsonNode body, String pointer, String raw) throws IOException {
        JsonNode changed = body.deepCopy();
        int last = pointer.lastIndexOf('/');
        JsonNode parent = changed.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent instanceof ObjectNode object) {
            object.put(name, MARK);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(name), TextNode.valueOf(MARK));
        }
        return JSON.writeValueAsString(changed).replace("\"" + MARK + "\"", raw);
    }

    static String json(Object value) throws IOException {
        return JSON.writeValueAsString(value);
    }

    /** The path of a call, with what it stands for in place of its variables. */
    private String address(Call call) {
        return address(call.path());
    }

    private String address(String path) {
        StringBuilder address = new StringBuilder();
        Matcher variable = VARIABLE.matcher(path);
        while (variable.find()) {
            String thing = things.getOrDefault(
                    path.substring(0, variable.end()),
                    variable.group().equals("{code}") ? "0".repeat(22) : "01980000-0000-7000-8000-000000000001");
            variable.appendReplacement(address, Matcher.quoteReplacement(thing));
        }
        variable.appendTail(address);
        return address.toString();
    }

    /** Sends a call with this query, which begins with a question mark or is empty, and this body. */
    Answer send(Call call, String query, @Nullable String body) throws IOException {
        JsonNode types = call.operation().at("/requestBody/content");
        String type = types.isEmpty() ? "application/json" : types.fieldNames().next();
        String sent = body == null ? "" : body;
        String address = address(call);
        if (call.method().equals("GET")) {
            return get("GET " + address + query, "", "");
        }
        Answer answer = get(
                call.method() + " " + address + query,
                "Idempotency-Key: " + UUID.randomUUID() + "\r\nIf-Match: " + tag(call) + "\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + sent.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n",
                sent);
        if (answer.status() < 300) {
            tags.clear();
        }
        return answer;
    }

    /** The ETag of what a call is about. */
    private String tag(Call call) throws IOException {
        int end = call.path().lastIndexOf('}') + 1;
        String path = call.path().substring(0, end);
        if (!things.containsKey(path)) {
            return "\"v1\"";
        }
        @Nullable String known = tags.get(path);
        if (known == null) {
            known = read(address(path)).header("etag");
            tags.put(path, known);
        }
        return known.isEmpty() ? "\"v1\"" : known;
    }

    /** Reads what stands at an address. */
    Answer read(String address) throws IOException {
        return get("GET " + address, "", "");
    }

    private Answer get(String line, String headers, String body) throws IOException {
        return RawHttp.send(
                port,
                line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept-Language: en\r\nAuthorization: Bearer "
                        + token + "\r\n" + headers + "\r\n" + body);
    }
}
