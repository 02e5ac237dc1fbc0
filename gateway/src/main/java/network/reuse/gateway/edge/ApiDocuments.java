package network.reuse.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What partners program against: one OpenAPI document for all services, the topics' AsyncAPI and the events' schemas. */
@ApplicationScoped
public class ApiDocuments {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private final OpenApiDocumentService own;
    private final ObjectMapper json;
    private final PublicAddresses addresses;
    private @Nullable ObjectNode merged;

    public ApiDocuments(OpenApiDocumentService own, ObjectMapper json, PublicAddresses addresses) {
        this.own = own;
        this.json = json;
        this.addresses = addresses;
    }

    String openApiAsYaml() throws IOException {
        return YAML.writeValueAsString(openApi());
    }

    String openApiAsJson() throws IOException {
        return json.writeValueAsString(openApi());
    }

    /** The topics, with the brokers of this very network. */
    Optional<String> asyncApi() throws IOException {
        Optional<String> kept = resource("asyncapi.yaml");
        if (kept.isEmpty()) {
            return kept;
        }
        ObjectNode document = (ObjectNode) YAML.readTree(kept.get());
        ObjectNode server = document.withObject("/servers/kafka");
        server.put("host", addresses.kafka());
        server.put("protocol", addresses.kafkaProtocol().endsWith("SSL") ? "kafka-secure" : "kafka");
        document.withObject("/info/contact").put("url", addresses.url()).put("email", addresses.contact());
        return Optional.of(YAML.writeValueAsString(document));
    }

    /**
     * The schema of an event's value as its readers need it: a publisher keeps to the fields that are named, a reader passes
     * over those that a later release adds.
     */
    Optional<String> schema(String name) throws IOException {
        Optional<String> kept = resource("schemas/" + name + ".json");
        if (kept.isEmpty()) {
            return kept;
        }
        JsonNode schema = json.readTree(kept.get());
        open(schema);
        return Optional.of(schema.toPrettyString());
    }

    private static void open(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("additionalProperties").isBoolean()
                && !object.path("additionalProperties").asBoolean()) {
            object.remove("additionalProperties");
        }
        schema.forEach(ApiDocuments::open);
    }

    private synchronized ObjectNode openApi() throws IOException {
        if (merged == null) {
            MergedApi api = new MergedApi(
                    (ObjectNode) json.readTree(own.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON)),
                    addresses.url(),
                    addresses.tokenUrl(),
                    addresses.contact());
            for (String service : Upstream.NAMES) {
                Optional<String> document = resource("openapi/" + service + ".yaml");
                if (document.isPresent()) {
                    api = api.with(service, (ObjectNode) YAML.readTree(document.get()));
                }
            }
            merged = api.document();
        }
        return merged;
    }

    private static Optional<String> resource(String name) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
