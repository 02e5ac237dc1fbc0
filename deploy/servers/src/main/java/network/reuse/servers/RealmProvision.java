package network.reuse.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import network.reuse.contracts.Roles;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@code deploy/keycloak/realm.json}, the contracts' roles and the clients of partners through Keycloak's Admin API, because
 * an import leaves a realm that exists as it is. It compares first and changes what is not as declared: what somebody altered by
 * hand as well as what was declared anew. A client of an earlier declaration that is declared no more is removed.
 */
public final class RealmProvision {
    static final String ADMIN_CLIENT = "reuse-admin";
    /** The attribute of the clients that were declared, now or earlier. */
    private static final String DECLARED = "reuse.declared";

    private final Home home;
    private final Secrets secrets;
    private final String keycloak;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http;
    private String token = "";
    private Instant tokenUntil = Instant.EPOCH;

    /** That of the Keycloak at an address, by which nothing is asked yet. */
    public RealmProvision(Home home, Secrets secrets, URI keycloak) {
        this(home, secrets, keycloak, null);
    }

    /**
     * The same.
     *
     * @param authority the PEM file of the authority that vouches for Keycloak; null for those that Java knows, or for clear text
     */
    RealmProvision(Home home, Secrets secrets, URI keycloak, @Nullable Path authority) {
        this.home = home;
        this.secrets = secrets;
        this.keycloak = keycloak.toString().replaceFirst("/+$", "");
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        this.http = (authority == null ? client : client.sslContext(AuthorityFile.trusting(authority))).build();
    }

    /** Applies the realm and the given files of clients; false says that nothing was new. */
    public boolean apply(List<Path> clientFiles) {
        var applied = new ArrayList<String>();
        apply(clientFiles, applied::add);
        return !applied.isEmpty();
    }

    /**
     * Applies the realm and the given files of clients.
     *
     * @param applied is told what was not as declared
     */
    void apply(List<Path> clientFiles, Consumer<String> applied) {
        JsonNode declared = declaration();
        SortedMap<String, RealmClient> clients = clients(clientFiles);
        var passwords = new HashMap<String, String>();
        clients.keySet().forEach(id -> passwords.put(id, secrets.get("client." + id)));

        String realm = declared.at("/realm/realm").asText();
        String base = "/" + realm;
        JsonNode present = get(base);
        if (present == null) {
            send("POST", "", declared.get("realm"));
            applied.accept("made realm " + realm);
        } else if (!agrees(present, declared.get("realm"))) {
            send("PUT", base, merged(present, declared.get("realm")));
            applied.accept("changed realm " + realm);
        }
        applyRoles(base, applied);
        applyScope(base, declared.get("clientScope"), applied);
        Map<String, JsonNode> scopes = byName(get(base + "/client-scopes"));
        Map<String, JsonNode> roles = byName(get(base + "/roles?max=1000"));
        String audience = declared.at("/clientScope/name").asText();
        for (RealmClient client : clients.values()) {
            applyClient(base, client, must(passwords.get(client.clientId())), audience, scopes, roles, applied);
        }
        removeUndeclared(base, clients.keySet(), applied);
    }

    private JsonNode declaration() {
        try {
            return json.readTree(home.text("keycloak/realm.json"));
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("deploy/keycloak/realm.json is not valid: restore it from git.", wrong);
        }
    }

    private static SortedMap<String, RealmClient> clients(List<Path> files) {
        var clients = new TreeMap<String, RealmClient>();
        for (Path file : files) {
            for (RealmClient client : RealmClient.read(file)) {
                if (clients.put(client.clientId(), client) != null) {
                    throw new IllegalArgumentException(
                            file + " declares the client " + client.clientId() + " a second time: take one out.");
                }
            }
        }
        return clients;
    }

    /** Whether all that is wanted is there; what is not mentioned may be anything. */
    private static boolean agrees(JsonNode present, JsonNode wanted) {
        return wanted.isObject()
                ? wanted.properties().stream().allMatch(one -> agrees(present.path(one.getKey()), one.getValue()))
                : present.equals(wanted);
    }

    /** What is declared counts; what is not stays as it is, the attributes one by one. */
    private static ObjectNode merged(JsonNode present, JsonNode declared) {
        ObjectNode merged = present.deepCopy();
        ObjectNode attributes = merged.withObjectProperty("attributes");
        declared.path("attributes").properties().forEach(one -> attributes.set(one.getKey(), one.getValue()));
        declared.properties().stream()
                .filter(one -> !one.getKey().equals("attributes"))
                .forEach(one -> merged.set(one.getKey(), one.getValue()));
        return merged;
    }

    private void applyRoles(String base, Consumer<String> applied) {
        Map<String, JsonNode> present = byName(get(base + "/roles?max=1000"));
        for (String role : Roles.ALL) {
            if (!present.containsKey(role)) {
                send("POST", base + "/roles", json.createObjectNode().put("name", role));
                applied.accept("made role " + role);
            }
        }
        // Nobody has a right that was not given by name.
        String defaults = base + "/roles/default-roles-" + base.substring(1) + "/composites";
        JsonNode byDefault = get(defaults);
        if (byDefault != null && !byDefault.isEmpty()) {
            send("DELETE", defaults, byDefault);
            applied.accept("took away the roles that everybody had");
        }
    }

    private void applyScope(String base, JsonNode scope, Consumer<String> applied) {
        String name = scope.get("name").asText();
        JsonNode present = byName(get(base + "/client-scopes")).get(name);
        if (present == null) {
            send("POST", base + "/client-scopes", scope);
            applied.accept("made client scope " + name);
            return;
        }
        String path = base + "/client-scopes/" + present.get("id").asText();
        ObjectNode wanted = scope.deepCopy();
        JsonNode mappers = wanted.remove("protocolMappers");
        boolean changed = !agrees(present, wanted);
        if (changed) {
            send("PUT", path, wanted.put("id", present.get("id").asText()));
        }
        changed |= applyMappers(path + "/protocol-mappers/models", present.path("protocolMappers"), mappers);
        if (changed) {
            applied.accept("changed client scope " + name);
        }
    }

    private void applyClient(
            String base,
            RealmClient client,
            String password,
            String audience,
            Map<String, JsonNode> scopes,
            Map<String, JsonNode> roles,
            Consumer<String> applied) {
        ObjectNode wanted = json.createObjectNode()
                .put("clientId", client.clientId())
                .put("name", client.name())
                .put("secret", password)
                .put("protocol", "openid-connect")
                .put("enabled", true)
                .put("publicClient", false)
                .put("serviceAccountsEnabled", true)
                .put("standardFlowEnabled", false)
                .put("implicitFlowEnabled", false)
                .put("directAccessGrantsEnabled", false)
                .put("fullScopeAllowed", true);
        ObjectNode attributes = wanted.putObject("attributes").put(DECLARED, "true");
        wanted.putArray("redirectUris");
        wanted.putArray("webOrigins");
        client.tokenSeconds().ifPresent(seconds -> attributes.put("access.token.lifespan", Integer.toString(seconds)));
        var wantedScopes = new HashSet<>(Set.of("basic", "roles", "service_account"));
        if (client.audience()) {
            wantedScopes.add(audience);
        }
        ArrayNode mappers = mappers(client);

        String search = base + "/clients?clientId=" + encoded(client.clientId());
        JsonNode present = must(get(search)).path(0);
        boolean fresh = present.isMissingNode();
        boolean changed = false;
        if (fresh) {
            send("POST", base + "/clients", wanted.deepCopy().set("protocolMappers", mappers));
            present = must(get(search)).path(0);
        }
        String id = present.path("id").asText();
        String path = base + "/clients/" + id;
        if (!fresh && !agrees(present, wanted)) {
            send("PUT", path, wanted.put("id", id));
            changed = true;
        }
        changed |= applyMappers(path + "/protocol-mappers/models", present.path("protocolMappers"), mappers);
        changed |= applyScopes(path + "/default-client-scopes", scopes, wantedScopes);
        changed |= applyServiceRoles(base, path, roles, client.roles());
        if (fresh || changed) {
            applied.accept((fresh ? "made client " : "changed client ") + client.clientId());
        }
    }

    private ArrayNode mappers(RealmClient client) {
        ArrayNode mappers = json.createArrayNode();
        mappers.add(claim("organisation", "String", client.organisation()));
        mappers.add(claim("regions", "JSON", json.valueToTree(client.regions()).toString()));
        mappers.add(claim("env", "String", client.env()));
        return mappers;
    }

    private ObjectNode claim(String name, String type, String value) {
        ObjectNode mapper = json.createObjectNode()
                .put("name", name)
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-hardcoded-claim-mapper");
        mapper.putObject("config")
                .put("claim.name", name)
                .put("claim.value", value)
                .put("jsonType.label", type)
                .put("access.token.claim", "true")
                .put("id.token.claim", "false")
                .put("userinfo.token.claim", "false")
                .put("introspection.token.claim", "true");
        return mapper;
    }

    private boolean applyMappers(String path, JsonNode present, JsonNode wanted) {
        boolean changed = false;
        Map<String, JsonNode> extra = byName(present);
        for (JsonNode mapper : wanted) {
            JsonNode old = extra.remove(mapper.get("name").asText());
            if (old == null) {
                send("POST", path, mapper);
                changed = true;
            } else if (!agrees(old, mapper)) {
                String id = old.get("id").asText();
                send("PUT", path + "/" + id, ((ObjectNode) mapper.deepCopy()).put("id", id));
                changed = true;
            }
        }
        for (JsonNode mapper : extra.values()) {
            send("DELETE", path + "/" + mapper.get("id").asText(), null);
            changed = true;
        }
        return changed;
    }

    private boolean applyScopes(String path, Map<String, JsonNode> all, Set<String> wanted) {
        boolean changed = false;
        Map<String, JsonNode> present = byName(get(path));
        for (String name : wanted) {
            JsonNode scope = all.get(name);
            if (!present.containsKey(name) && scope != null) {
                send("PUT", path + "/" + scope.get("id").asText(), null);
                changed = true;
            }
        }
        for (Map.Entry<String, JsonNode> scope : present.entrySet()) {
            if (!wanted.contains(scope.getKey())) {
                send("DELETE", path + "/" + scope.getValue().get("id").asText(), null);
                changed = true;
            }
        }
        return changed;
    }

    private boolean applyServiceRoles(
            String base, String client, Map<String, JsonNode> all, Collection<String> wanted) {
        String user = must(get(client + "/service-account-user")).get("id").asText();
        String path = base + "/users/" + user + "/role-mappings/realm";
        Map<String, JsonNode> present = byName(get(path));
        ArrayNode missing = json.createArrayNode();
        for (String role : wanted) {
            if (!present.containsKey(role)) {
                missing.add(must(all.get(role)));
            }
        }
        ArrayNode extra = json.createArrayNode();
        present.forEach((name, role) -> {
            if (!wanted.contains(name)) {
                extra.add(role);
            }
        });
        if (!missing.isEmpty()) {
            send("POST", path, missing);
        }
        if (!extra.isEmpty()) {
            send("DELETE", path, extra);
        }
        return !missing.isEmpty() || !extra.isEmpty();
    }

    private void removeUndeclared(String base, Set<String> declared, Consumer<String> applied) {
        for (JsonNode client : must(get(base + "/clients?max=1000"))) {
            String id = client.get("clientId").asText();
            if (client.path("attributes").path(DECLARED).asBoolean() && !declared.contains(id)) {
                send("DELETE", base + "/clients/" + client.get("id").asText(), null);
                applied.accept("removed client " + id);
            }
        }
    }

    private static Map<String, JsonNode> byName(@Nullable JsonNode list) {
        var named = new HashMap<String, JsonNode>();
        if (list != null) {
            list.forEach(one -> named.put(one.get("name").asText(), one));
        }
        return named;
    }

    private static <T> T must(@Nullable T known) {
        if (known == null) {
            throw new IllegalStateException("Keycloak does not know what was just made in it: run it again.");
        }
        return known;
    }

    private @Nullable JsonNode get(String path) {
        return exchange("GET", path, null);
    }

    private void send(String method, String path, @Nullable JsonNode body) {
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
            String form = "grant_type=client_credentials&client_id=" + ADMIN_CLIENT + "&client_secret="
                    + encoded(secrets.get("keycloak.admin"));
            HttpResponse<String> answer =
                    ask(HttpRequest.newBuilder(URI.create(keycloak + "/realms/master/protocol/openid-connect/token"))
                            .timeout(Duration.ofMinutes(1))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build());
            JsonNode body = answer.statusCode() == 200 ? parsed(answer.body()) : null;
            if (body == null) {
                throw new IllegalStateException(
                        "Keycloak at " + keycloak + " does not let in the client " + ADMIN_CLIENT
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

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
