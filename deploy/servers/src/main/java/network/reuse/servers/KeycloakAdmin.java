package network.reuse.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keycloak's Admin API, as the client that may administer all realms. Paths begin behind {@code /admin/realms}. */
final class KeycloakAdmin {
    static final String CLIENT = "reuse-admin";

    private final Secrets secrets;
    private final String keycloak;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http;
    private String token = "";
    private Instant tokenUntil = Instant.EPOCH;

    KeycloakAdmin(Secrets secrets, URI keycloak, @Nullable Path authority) {
        this.secrets = secrets;
        this.keycloak = keycloak.toString().replaceFirst("/+$", "");
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        this.http = (authority == null ? client : client.sslContext(AuthorityFile.trusting(authority))).build();
    }

    /** What is there; null when nothing is. */
    @Nullable JsonNode get(String path) {
        return exchange("GET", path, null);
    }

    void send(String method, String path, @Nullable JsonNode body) {
        var _ = exchange(method, path, body);
    }

    private @Nullable JsonNode exchange(String method, String path, @Nullable JsonNode body) {
        var request = HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms" + path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> answer = ask(request);
        if (answer.statusCode() == 404 && method.equals("GET")) {
            return null;
        }
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("Keycloak refused " + method + " " + path + " (" + answer.statusCode() + " "
                    + answer.body() + "): mend deploy/keycloak.");
        }
        return parsed(answer.body());
    }

    private @Nullable JsonNode parsed(String body) {
        try {
            return body.isEmpty() ? null : json.readTree(body);
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException(
                    keycloak + " answered something that is not JSON: is it the address of Keycloak?", wrong);
        }
    }

    private String token() {
        if (Instant.now().isAfter(tokenUntil)) {
            String form = "grant_type=client_credentials&client_id=" + CLIENT + "&client_secret="
                    + encoded(secrets.get("keycloak.admin"));
            HttpResponse<String> answer =
                    ask(HttpRequest.newBuilder(URI.create(keycloak + "/realms/master/protocol/openid-connect/token"))
                            .timeout(Duration.ofMinutes(1))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build());
            JsonNode body = answer.statusCode() == 200 ? parsed(answer.body()) : null;
            if (body == null) {
                throw new IllegalStateException("Keycloak at " + keycloak + " does not let in the client " + CLIENT
                        + " (" + answer.statusCode()
                        + "): its secret keycloak.admin has to be the one that Keycloak was"
                        + " first started with; a local network whose database is of another folder is to be reset.");
            }
            token = body.get("access_token").asText();
            tokenUntil = Instant.now().plusSeconds(body.get("expires_in").asLong() / 2);
        }
        return token;
    }

    /** An answer, whatever it says; a server that has none of its own to give is away. */
    private HttpResponse<String> ask(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 500) {
                throw new IOException(
                        answer.statusCode() + " at " + request.uri().getPath());
            }
            return answer;
        } catch (IOException lost) {
            throw ServerAway.of("Keycloak at " + keycloak, lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
