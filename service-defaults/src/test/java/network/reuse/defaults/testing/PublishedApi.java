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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Holds the OpenAPI document that the gateway publishes for a service against what the service itself says. */
public final class PublishedApi {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> TEXTS = Set.of("description", "summary");
    private static final Set<String> EXAMPLES = Set.of("example", "examples");

    /** Words that no text of the other language has. */
    private static final Pattern ENGLISH =
            Pattern.compile("\\b(the|and|which|with|of|is|was|not)\\b", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern FRENCH =
            Pattern.compile("\\b(le|la|les|des|une|est|qui|du|un|et)\\b", Pattern.UNICODE_CHARACTER_CLASS);

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
        requireBothLanguages(known);
        requireDefaultAnswers(known);
    }

    /** Fails when a text of the document, or a parameter, does not speak French and then English. */
    public static void requireBothLanguages(JsonNode document) {
        List<String> wrong = new ArrayList<>();
        texts(document, "", wrong);
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    for (JsonNode parameter : method.getValue().path("parameters")) {
                        if (!parameter.has("$ref") && !parameter.has("description")) {
                            wrong.add(method.getKey() + " " + path.getKey() + " says nothing of its parameter "
                                    + parameter.path("name").asText());
                        }
                    }
                }));
        document.path("tags").forEach(tag -> {
            if (!tag.has("description")) {
                wrong.add("the tag " + tag.path("name").asText() + " says nothing");
            }
        });
        if (!wrong.isEmpty()) {
            throw new AssertionError("texts that are not \"French / English\":\n" + String.join("\n", wrong));
        }
    }

    private static void texts(JsonNode node, String pointer, List<String> wrong) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                texts(node.get(i), pointer + "/" + i, wrong);
            }
        }
        // What is called so among properties is a field of that name.
        boolean fields = pointer.endsWith("/properties");
        node.properties().forEach(member -> {
            String name = member.getKey();
            if (!fields && TEXTS.contains(name) && member.getValue().isTextual()) {
                for (String paragraph : member.getValue().asText().split("\n\n", -1)) {
                    if (!isInBothLanguages(paragraph)) {
                        wrong.add(pointer + "/" + name + ": " + paragraph);
                    }
                }
            } else if (fields || !EXAMPLES.contains(name)) {
                texts(member.getValue(), pointer + "/" + name, wrong);
            }
        });
    }

    static boolean isInBothLanguages(String text) {
        String[] parts = text.split("\\s/\\s", -1);
        return parts.length > 1
                && !ENGLISH.matcher(parts[0]).find()
                && !FRENCH.matcher(parts[parts.length - 1]).find();
    }

    /** Fails when an operation does not say that it may answer with another problem than those it names. */
    public static void requireDefaultAnswers(JsonNode document) {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    JsonNode responses = method.getValue().path("responses");
                    JsonNode other = responses.path("default");
                    JsonNode answer = other.has("$ref")
                            ? document.at(other.path("$ref").asText().substring(1))
                            : other;
                    if (!responses.isMissingNode()
                            && !answer.at("/content/application~1problem+json/schema/$ref")
                                    .asText()
                                    .endsWith("Problem")) {
                        throw new AssertionError(method.getKey() + " " + path.getKey() + " has no default answer");
                    }
                }));
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
