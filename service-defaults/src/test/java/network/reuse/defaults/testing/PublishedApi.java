package network.reuse.defaults.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Holds the OpenAPI document that the gateway publishes for a service against what the service itself says. */
public final class PublishedApi {
    private static final YAMLMapper YAML = new YAMLMapper();

    private PublishedApi() {}

    /** Fails when the document of the running service is not the published one; writes it with {@code -Dapi.write=true}. */
    public static void check(String service) throws IOException, InterruptedException {
        Path published = Path.of(System.getProperty("reuse.root"), "gateway/src/main/resources/openapi")
                .resolve(service + ".yaml");
        String live = live();
        if (Boolean.getBoolean("api.write")) {
            Files.writeString(published, live);
        }
        JsonNode known = Files.exists(published) ? YAML.readTree(published.toFile()) : YAML.nullNode();
        if (!YAML.readTree(live).equals(known)) {
            throw new AssertionError("The gateway publishes another API than " + service
                    + " offers: run its tests once with -Dapi.write=true and commit gateway/src/main/resources/openapi/"
                    + service + ".yaml.");
        }
    }

    /** The document as the running service says it. */
    public static String live() throws IOException, InterruptedException {
        Config config = ConfigProvider.getConfig();
        URI document = URI.create("http://localhost:"
                + config.getValue(
                        config.getValue("quarkus.smallrye-openapi.management.enabled", Boolean.class)
                                ? "quarkus.management.test-port"
                                : "quarkus.http.test-port",
                        Integer.class)
                + config.getValue("quarkus.smallrye-openapi.path", String.class));
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(document).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(document + " answers " + answer.statusCode());
            }
            return answer.body();
        }
    }
}
