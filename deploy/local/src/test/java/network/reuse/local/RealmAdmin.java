package network.reuse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import network.reuse.servers.Folder;
import network.reuse.servers.Home;
import network.reuse.servers.RealmProvision;
import network.reuse.servers.Secrets;

/** The realm through Keycloak's Admin API, as whoever runs it sees it. */
final class RealmAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI keycloak;
    private final Secrets secrets;

    RealmAdmin(LocalNetwork network) {
        this.keycloak = network.realmUri().resolve("/");
        this.secrets = new Folder(network.folder()).secrets();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(admin(path).GET());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " is answered " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    void put(String path, JsonNode body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(admin(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    void delete(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(admin(path).DELETE());
        if (answer.statusCode() != 204) {
            throw new IllegalStateException(path + " is answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Applies the realm as the next start of the network does; false says that nothing was new. */
    boolean provision() {
        Home home = Home.find();
        return new RealmProvision(home, secrets, keycloak)
                .apply(List.of(
                        home.declaration("keycloak/demo-partners.json"),
                        home.declaration("keycloak/test-clients.json")));
    }

    /** Asks for a token with this secret, and says with which status that was answered. */
    int login(String client, String secret) throws IOException, InterruptedException {
        return token("reuse", client, secret).statusCode();
    }

    private HttpRequest.Builder admin(String path) throws IOException, InterruptedException {
        String answer =
                token("master", "reuse-admin", secrets.get("keycloak.admin")).body();
        return HttpRequest.newBuilder(keycloak.resolve("/admin/realms/reuse" + path))
                .header(
                        "Authorization",
                        "Bearer " + JSON.readTree(answer).path("access_token").asText());
    }

    private HttpResponse<String> token(String realm, String client, String secret)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(keycloak.resolve("/realms/" + realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id=" + client
                        + "&client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8))));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
