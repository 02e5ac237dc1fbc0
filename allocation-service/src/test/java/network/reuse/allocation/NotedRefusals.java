package network.reuse.allocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import network.reuse.defaults.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Notes each code that REST answers, of problems, of what is wrong in them and of rows, in a file of this process: {@link RefusalsIT} is of
 * another class loader.
 */
@Provider
public class NotedRefusals implements ContainerResponseFilter {
    /** One line for each code, with the languages of its sentence. */
    static final Path NOTES =
            Path.of("target", "refusals-" + ProcessHandle.current().pid() + ".txt");

    private final ObjectMapper json;
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    public NotedRefusals(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        note(said(response.getEntity()));
    }

    /** What is answered, as far as it may hold a refusal. */
    private JsonNode said(@Nullable Object entity) {
        try {
            return switch (entity) {
                case Problem problem -> json.valueToTree(problem);
                case String text when text.contains("\"messages\"") -> json.readTree(text);
                case null, default -> MissingNode.getInstance();
            };
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    private void note(JsonNode node) {
        if (node.path("code").isTextual() && node.path("messages").isObject()) {
            String line = node.path("code").asText() + language(node, "fr") + language(node, "en") + "\n";
            if (noted.add(line)) {
                append(line);
            }
        }
        node.forEach(this::note);
    }

    private static String language(JsonNode refusal, String language) {
        return refusal.path("messages").path(language).asText().isBlank() ? "" : " " + language;
    }

    private static void append(String line) {
        try {
            Files.writeString(NOTES, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
