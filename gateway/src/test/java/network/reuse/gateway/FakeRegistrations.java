package network.reuse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Answers as Keycloak's client registration service and its token endpoint do. A test asks what is registered, and makes it fail, at an
 * address of its own: {@code GET …/registered}, {@code POST …/mood/AWAY}, {@code POST …/other-keys},
 * {@code POST …/deleted-by-hand/ID}.
 */
final class FakeRegistrations implements HttpHandler {
    static final String REALM = "/fake/realms/reuse";

    /** How it answers. */
    enum Mood {
        /** As it should. */
        WELL,
        /** Not at all: the connection is closed. */
        AWAY,
        /** It registers, and the answer is lost: so it is when the gateway ends between the two. */
        ANSWER_LOST,
        /** It fails at each removal. */
        REMOVAL_FAILS
    }

    private static final String REGISTRAR = "sandbox-registrar";
    private static final String CLIENTS = REALM + "/clients-registrations/default";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> clients = new HashMap<>();
    private Mood mood = Mood.WELL;

    @Override
    public synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.startsWith(REALM + "/mood/")) {
            mood = Mood.valueOf(path.substring(path.lastIndexOf('/') + 1));
            answer(exchange, 204, "");
        } else if (path.equals(REALM + "/other-keys")) {
            clients.values().forEach(client -> client.put("registrationAccessToken", "of another key"));
            answer(exchange, 204, "");
        } else if (path.startsWith(REALM + "/deleted-by-hand/")) {
            clients.remove(path.substring(path.lastIndexOf('/') + 1));
            answer(exchange, 204, "");
        } else if (path.equals(REALM + "/registered")) {
            answer(exchange, 200, JSON.writeValueAsString(clients));
        } else if (mood == Mood.AWAY) {
            exchange.close();
        } else if (path.equals(REALM + "/protocol/openid-connect/token")) {
            token(exchange, form(body));
        } else if (path.equals(CLIENTS) && method.equals("POST")) {
            register(exchange, JSON.readTree(body));
        } else if (path.startsWith(CLIENTS + "/") && method.equals("DELETE")) {
            remove(exchange, path.substring(CLIENTS.length() + 1));
        } else {
            answer(exchange, 404, "{}");
        }
    }

    private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
        String client = form.getOrDefault("client_id", "");
        ObjectNode known = clients.get(client);
        boolean letIn = client.equals(REGISTRAR)
                || (known != null && known.path("secret").asText().equals(form.get("client_secret")));
        answer(
                exchange,
                letIn ? 200 : 401,
                letIn
                        ? "{\"access_token\":\"token of " + client + "\",\"expires_in\":300}"
                        : "{\"error\":\"invalid_client\"}");
    }

    private void register(HttpExchange exchange, JsonNode client) throws IOException {
        String id = client.path("clientId").asText();
        if (!("Bearer token of " + REGISTRAR)
                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 403, "{}");
        } else if (clients.containsKey(id)) {
            answer(exchange, 400, "{\"error\":\"invalid_client_metadata\"}");
        } else {
            ObjectNode kept = client.deepCopy();
            kept.put("registrationAccessToken", UUID.randomUUID().toString());
            clients.put(id, kept);
            if (mood == Mood.ANSWER_LOST) {
                exchange.close();
            } else {
                answer(exchange, 201, kept.toString());
            }
        }
    }

    private void remove(HttpExchange exchange, String id) throws IOException {
        if (mood == Mood.REMOVAL_FAILS) {
            answer(exchange, 500, "{}");
            return;
        }
        ObjectNode known = clients.get(id);
        boolean may = known != null
                && known.path("enabled").asBoolean()
                && ("Bearer " + known.path("registrationAccessToken").asText())
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (may) {
            clients.remove(id);
        }
        answer(exchange, may ? 204 : 401, may ? "" : "{}");
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
