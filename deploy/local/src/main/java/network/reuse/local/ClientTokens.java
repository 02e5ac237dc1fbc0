package network.reuse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.reuse.servers.Secrets;
import org.jspecify.annotations.Nullable;

/** Access tokens of the partners' clients, asked for anew shortly before they end. */
final class ClientTokens {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private record Token(String text, Instant until) {}

    private final URI realm;
    private final Secrets secrets;
    private final Map<String, Token> known = new ConcurrentHashMap<>();
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    ClientTokens(URI realm, Secrets secrets) {
        this.realm = realm;
        this.secrets = secrets;
    }

    String of(String client) {
        Token token = known.compute(client, this::current);
        return token.text();
    }

    private Token current(String client, @Nullable Token old) {
        if (old != null && Instant.now().plus(MARGIN).isBefore(old.until())) {
            return old;
        }
        String form = "grant_type=client_credentials&client_id=" + client + "&client_secret="
                + secrets.get("client." + client);
        var request = HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            // Behind a database that came back, Keycloak stumbles once over each connection it had kept.
            for (int attempt = 1; answer.statusCode() >= 500 && attempt < 40; attempt++) {
                Thread.sleep(Duration.ofMillis(500));
                answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            }
            if (answer.statusCode() != 200) {
                throw new IllegalArgumentException("Keycloak gives no token to '" + client + "' (" + answer.body()
                        + "): choose a client of deploy/keycloak/demo-partners.json.");
            }
            JsonNode body = json.readTree(answer.body());
            return new Token(
                    body.get("access_token").asText(),
                    Instant.now().plusSeconds(body.get("expires_in").asLong()));
        } catch (IOException lost) {
            throw new IllegalStateException("Keycloak does not answer at " + realm + ": run ./reuse up.", lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
