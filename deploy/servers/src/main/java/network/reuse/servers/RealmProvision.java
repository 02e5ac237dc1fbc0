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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import network.reuse.contracts.Roles;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@code deploy/keycloak} and the contracts' roles through Keycloak's Admin API, because an import leaves a realm that exists as it is. Keyed by
 * the hash of the declarations, so that repeating it costs one question.
 */
public final class RealmProvision {
    static final String ADMIN_CLIENT = "reuse-admin";
    private static final String HASH = "reuse.definition";
    private static final String DECLARED = "reuse.declared";
    /** Raise it when this class makes something else of the same declaration. */
    private static final String EDITION = "1";

    private final Home home;
    private final Secrets secrets;
    private final URI keycloak;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private String token = "";
    private Instant tokenUntil = Instant.EPOCH;

    public RealmProvision(Home home, Secrets secrets, URI keycloak) {
        this.home = home;
        this.secrets = secrets;
        this.keycloak = keycloak;
    }

    /** Applies the realm and the given files of clients, all below {@code deploy/keycloak}; false says that nothing was new. */
    public boolean apply(List<String> clientFiles) {
        JsonNode declared = read("realm.json");
        String realm = declared.at("/realm/realm").asText();
        var clients = new TreeMap<String, JsonNode>();
        for (String file : clientFiles) {
            read(file).forEach(client -> clients.put(client.get("clientId").asText(), client));
        }
        String hash = hash(declared, clients);
        JsonNode present = get("/" + realm);
        if (present != null && hash.equals(present.path("attributes").path(HASH).asText())) {
            return false;
        }
        if (present == null) {
            send("POST", "", declared.get("realm"));
        } else {
            send("PUT", "/" + realm, merged(present, declared.get("realm")));
        }
        String base = "/" + realm;
        applyRoles(base);
        applyScope(base, declared.get("clientScope"));
        clients.values().forEach(client -> applyClient(base, client, declared));
        removeUndeclared(base, clients.keySet());
        ObjectNode whole = (ObjectNode) must(get(base), base);
        whole.withObjectProperty("attributes").put(HASH, hash);
        send("PUT", base, whole);
        return true;
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

    private void applyRoles(String base) {
        Map<String, JsonNode> present = byName(get(base + "/roles?max=1000"));
        for (String role : Roles.ALL) {
            if (!present.containsKey(role)) {
                send("POST", base + "/roles", json.createObjectNode().put("name", role));
            }
        }
        // Nobody has a right that was not given by name.
        JsonNode byDefault = get(base + "/roles/default-roles-" + base.substring(1) + "/composites");
        if (byDefault != null && !byDefault.isEmpty()) {
            send("DELETE", base + "/roles/default-roles-" + base.substring(1) + "/composites", byDefault);
        }
    }

    private void applyScope(String base, JsonNode scope) {
        JsonNode present =
                byName(get(base + "/client-scopes")).get(scope.get("name").asText());
        if (present == null) {
            send("POST", base + "/client-scopes", scope);
        } else {
            String path = base + "/client-scopes/" + present.get("id").asText();
            ObjectNode fresh = scope.deepCopy();
            fresh.remove("protocolMappers");
            send("PUT", path, fresh.put("id", present.get("id").asText()));
            applyMappers(path + "/protocol-mappers/models", (ArrayNode) scope.get("protocolMappers"));
        }
    }

    private void applyClient(String base, JsonNode client, JsonNode declared) {
        String clientId = client.get("clientId").asText();
        ObjectNode wanted = json.createObjectNode()
                .put("clientId", clientId)
                .put("name", client.path("name").asText(clientId))
                .put("secret", secrets.get("client." + clientId))
                .put("protocol", "openid-connect")
                .put("enabled", true)
                .put("publicClient", false)
                .put("serviceAccountsEnabled", true)
                .put("standardFlowEnabled", false)
                .put("directAccessGrantsEnabled", false)
                .put("fullScopeAllowed", true);
        ObjectNode attributes = wanted.putObject("attributes").put(DECLARED, "true");
        if (client.has("tokenSeconds")) {
            attributes.put("access.token.lifespan", client.get("tokenSeconds").asText());
        }
        var scopes = new HashSet<>(Set.of("basic", "roles", "service_account"));
        if (client.path("audience").asBoolean(true)) {
            scopes.add(declared.at("/clientScope/name").asText());
        }
        ArrayNode mappers = mappers(client);

        JsonNode present = must(get(base + "/clients?clientId=" + encoded(clientId)), clientId);
        String id;
        if (present.isEmpty()) {
            wanted.set("protocolMappers", mappers);
            send("POST", base + "/clients", wanted);
            id = must(get(base + "/clients?clientId=" + encoded(clientId)), clientId)
                    .at("/0/id")
                    .asText();
        } else {
            id = present.at("/0/id").asText();
            send("PUT", base + "/clients/" + id, wanted.put("id", id));
            applyMappers(base + "/clients/" + id + "/protocol-mappers/models", mappers);
        }
        applyScopes(base, id, scopes);
        applyServiceRoles(base, id, client.get("roles"));
    }

    private ArrayNode mappers(JsonNode client) {
        ArrayNode mappers = json.createArrayNode();
        mappers.add(claim("organisation", "String", client.get("organisation").asText()));
        mappers.add(claim("regions", "JSON", client.get("regions").toString()));
        mappers.add(claim("env", "String", client.get("env").asText()));
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

    private void applyMappers(String path, ArrayNode wanted) {
        Map<String, JsonNode> present = byName(get(path));
        for (JsonNode mapper : wanted) {
            JsonNode old = present.remove(mapper.get("name").asText());
            if (old == null) {
                send("POST", path, mapper);
            } else {
                String id = old.get("id").asText();
                send("PUT", path + "/" + id, ((ObjectNode) mapper.deepCopy()).put("id", id));
            }
        }
        present.values()
                .forEach(extra -> send("DELETE", path + "/" + extra.get("id").asText(), null));
    }

    private void applyScopes(String base, String client, Set<String> wanted) {
        Map<String, JsonNode> all = byName(get(base + "/client-scopes"));
        String path = base + "/clients/" + client + "/default-client-scopes";
        Map<String, JsonNode> present = byName(get(path));
        for (String name : wanted) {
            JsonNode scope = all.get(name);
            if (!present.containsKey(name) && scope != null) {
                send("PUT", path + "/" + scope.get("id").asText(), null);
            }
        }
        present.forEach((name, scope) -> {
            if (!wanted.contains(name)) {
                send("DELETE", path + "/" + scope.get("id").asText(), null);
            }
        });
    }

    private void applyServiceRoles(String base, String client, JsonNode roles) {
        String user = must(get(base + "/clients/" + client + "/service-account-user"), client)
                .get("id")
                .asText();
        String path = base + "/users/" + user + "/role-mappings/realm";
        Map<String, JsonNode> present = byName(get(path));
        Map<String, JsonNode> all = byName(get(base + "/roles?max=1000"));
        var wanted = new HashSet<String>();
        ArrayNode missing = json.createArrayNode();
        for (JsonNode role : roles) {
            wanted.add(role.asText());
            if (!present.containsKey(role.asText())) {
                JsonNode known = all.get(role.asText());
                if (known == null) {
                    throw new IllegalStateException(
                            "The role " + role.asText() + " is none of the contracts' Roles: add it there.");
                }
                missing.add(known);
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
    }

    private void removeUndeclared(String base, Set<String> declared) {
        for (JsonNode client : must(get(base + "/clients?max=1000"), base)) {
            if (client.path("attributes").path(DECLARED).asBoolean()
                    && !declared.contains(client.get("clientId").asText())) {
                send("DELETE", base + "/clients/" + client.get("id").asText(), null);
            }
        }
    }

    private String hash(JsonNode declared, Map<String, JsonNode> clients) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(EDITION.getBytes(StandardCharsets.UTF_8));
            digest.update(declared.toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Roles.ALL.toString().getBytes(StandardCharsets.UTF_8));
            clients.forEach((clientId, client) -> {
                digest.update(client.toString().getBytes(StandardCharsets.UTF_8));
                digest.update(secrets.get("client." + clientId).getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private JsonNode read(String file) {
        try {
            return json.readTree(home.text("keycloak/" + file));
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("deploy/keycloak/" + file + " is not valid: restore it from git.", wrong);
        }
    }

    private static Map<String, JsonNode> byName(@Nullable JsonNode list) {
        var named = new HashMap<String, JsonNode>();
        if (list != null) {
            list.forEach(one -> named.put(one.get("name").asText(), one));
        }
        return named;
    }

    private static JsonNode must(@Nullable JsonNode answer, String what) {
        if (answer == null) {
            throw new IllegalStateException("Keycloak does not know " + what + ", which was just made: run it again.");
        }
        return answer;
    }

    private @Nullable JsonNode get(String path) {
        return exchange("GET", path, null);
    }

    private void send(String method, String path, @Nullable JsonNode body) {
        var _ = exchange(method, path, body);
    }

    private @Nullable JsonNode exchange(String method, String path, @Nullable JsonNode body) {
        var request = HttpRequest.newBuilder(keycloak.resolve("/admin/realms" + path))
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
            throw new IllegalStateException("Keycloak answered something that is not JSON: " + body, wrong);
        }
    }

    private String token() {
        if (Instant.now().isAfter(tokenUntil)) {
            String form = "grant_type=client_credentials&client_id=" + ADMIN_CLIENT + "&client_secret="
                    + secrets.get("keycloak.admin");
            HttpResponse<String> answer =
                    ask(HttpRequest.newBuilder(keycloak.resolve("/realms/master/protocol/openid-connect/token"))
                            .timeout(Duration.ofMinutes(1))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build());
            JsonNode body = parsed(answer.body());
            if (answer.statusCode() != 200 || body == null) {
                throw new IllegalStateException(
                        "Keycloak does not know this folder's administrator: its database is of another folder, reset it.");
            }
            token = body.get("access_token").asText();
            tokenUntil = Instant.now().plusSeconds(body.get("expires_in").asLong() / 2);
        }
        return token;
    }

    private HttpResponse<String> ask(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException lost) {
            throw new IllegalStateException("Keycloak did not answer " + request.uri() + ": read its log.", lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
