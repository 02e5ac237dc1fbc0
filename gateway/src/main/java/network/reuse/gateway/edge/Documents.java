package network.reuse.gateway.edge;

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
public class Documents {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private final OpenApiDocumentService own;
    private final ObjectMapper json;
    private @Nullable ObjectNode merged;

    public Documents(OpenApiDocumentService own, ObjectMapper json) {
        this.own = own;
        this.json = json;
    }

    String openApiAsYaml() throws IOException {
        return YAML.writeValueAsString(openApi());
    }

    String openApiAsJson() throws IOException {
        return json.writeValueAsString(openApi());
    }

    Optional<String> asyncApi() {
        return resource("asyncapi.yaml");
    }

    /** The schema of an event's value. */
    Optional<String> schema(String name) {
        return resource("schemas/" + name + ".json");
    }

    private synchronized ObjectNode openApi() throws IOException {
        if (merged == null) {
            MergedApi api = new MergedApi(
                    (ObjectNode) json.readTree(own.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON)));
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
