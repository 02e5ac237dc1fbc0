package network.reuse.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the document that partners program against.
 *
 * @param bodyType the media type of its body, null when it takes none
 */
record PublishedOperation(
        String id,
        String method,
        String path,
        boolean secured,
        @Nullable String bodyType,
        Set<String> statuses) {

    /** All that the gateway publishes. */
    static List<PublishedOperation> all(LocalNetwork network) {
        JsonNode document = Partner.send(
                        HttpRequest.newBuilder(network.gatewayUri().resolve("/openapi.json")))
                .expect(200)
                .body();
        List<PublishedOperation> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (method.getValue().has("responses")) {
                    all.add(of(path.getKey(), method.getKey(), method.getValue()));
                }
            }
        }
        return all;
    }

    private static PublishedOperation of(String path, String method, JsonNode operation) {
        JsonNode types = operation.path("requestBody").path("content");
        Set<String> statuses = new TreeSet<>();
        operation.path("responses").fieldNames().forEachRemaining(statuses::add);
        return new PublishedOperation(
                operation.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                !operation.path("security").isEmpty(),
                types.isEmpty() ? null : types.fieldNames().next(),
                statuses);
    }

    /** Whether this path, without its query, is one of this operation's. */
    boolean covers(String called) {
        return Pattern.matches(path.replaceAll("\\{[^}]+}", "[^/]+"), called.replaceAll("\\?.*", ""));
    }

    String filled(String id) {
        return path.replaceAll("\\{[^}]+}", id);
    }
}
