package network.reuse.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import network.reuse.contracts.Roles;
import network.reuse.contracts.SandboxScopes;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@code deploy/keycloak/realm.json}, the contracts' roles and the clients of partners through Keycloak's Admin API, because
 * an import leaves a realm that exists as it is. It compares first and changes what is not as declared: what somebody altered by
 * hand as well as what was declared anew. A client of an earlier declaration that is declared no more is removed.
 */
public final class RealmProvision {
    /** The attribute of the clients that were declared, now or earlier. */
    private static final String DECLARED = "reuse.declared";

    /** Keycloak's own client scopes that every client has. */
    private static final Set<String> OF_EVERY_CLIENT = Set.of("basic", "roles", "service_account");

    private static final String REGISTRATION_POLICY =
            "org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy";

    private static final String REGISTERED_WITH_A_TOKEN = "authenticated";

    private static final int PAGE = 200;

    private final Home home;
    private final Secrets secrets;
    private final KeycloakAdmin admin;
    private final ObjectMapper json = new ObjectMapper();

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
        this.admin = new KeycloakAdmin(secrets, keycloak, authority);
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
        Wanted registrar = registrar();

        String realm = declared.at("/realm/realm").asText();
        String base = "/" + realm;
        JsonNode present = admin.get(base);
        if (present == null) {
            admin.send("POST", "", declared.get("realm"));
            applied.accept("made realm " + realm);
        } else if (!agrees(present, declared.get("realm"))) {
            admin.send("PUT", base, merged(present, declared.get("realm")));
            applied.accept("changed realm " + realm);
        }
        applyRoles(base, applied);
        Map<String, JsonNode> before = byName(admin.get(base + "/client-scopes"));
        applyScope(base, before, declared.get("clientScope"), applied);
        SandboxDeclaration.scopes().forEach(scope -> applyScope(base, before, scope, applied));
        applyPolicies(base, applied);
        Map<String, JsonNode> scopes = byName(admin.get(base + "/client-scopes"));
        var roles = RoleSources.of(admin, base);
        for (RealmClient client : clients.values()) {
            applyClient(base, wanted(client, must(passwords.get(client.clientId()))), scopes, roles, applied);
        }
        applyClient(base, registrar, scopes, roles, applied);
        var known = new HashSet<>(clients.keySet());
        known.add(registrar.clientId());
        removeUndeclared(base, known, applied);
    }

    /** A confidential client, and what its service account may do: roles of the realm, and of Keycloak's own. */
    private record Wanted(
            String clientId,
            String name,
            String secret,
            OptionalInt tokenSeconds,
            List<ObjectNode> mappers,
            Set<String> scopes,
            Collection<String> realmRoles,
            Collection<String> managementRoles) {}

    private Wanted wanted(RealmClient client, String secret) {
        var scopes = new HashSet<>(OF_EVERY_CLIENT);
        if (client.audience()) {
            scopes.add(SandboxScopes.AUDIENCE);
        }
        return new Wanted(
                client.clientId(),
                client.name(),
                secret,
                client.tokenSeconds(),
                List.of(
                        ProtocolMappers.claim("organisation", "String", client.organisation()),
                        ProtocolMappers.claim(
                                "regions",
                                "JSON",
                                json.valueToTree(client.regions()).toString()),
                        ProtocolMappers.claim("env", "String", client.env())),
                scopes,
                client.roles(),
                Set.of());
    }

    /** No service accepts its tokens. */
    private Wanted registrar() {
        return new Wanted(
                SandboxDeclaration.REGISTRAR,
                "Registers clients of the sandbox, for the gateway",
                secrets.get("client." + SandboxDeclaration.REGISTRAR),
                OptionalInt.empty(),
                List.of(),
                OF_EVERY_CLIENT,
                Set.of(),
                SandboxDeclaration.REGISTERS);
    }

    /** The roles that service accounts may have, by name. */
    private record RoleSources(Map<String, JsonNode> realm, String management, Map<String, JsonNode> ofManagement) {
        static RoleSources of(KeycloakAdmin admin, String base) {
            String management = must(admin.get(base + "/clients?clientId=realm-management"))
                    .path(0)
                    .path("id")
                    .asText();
            return new RoleSources(
                    byName(admin.get(base + "/roles?max=1000")),
                    management,
                    byName(admin.get(base + "/clients/" + management + "/roles")));
        }
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
        Map<String, JsonNode> present = byName(admin.get(base + "/roles?max=1000"));
        for (String role : Roles.ALL) {
            if (!present.containsKey(role)) {
                admin.send("POST", base + "/roles", json.createObjectNode().put("name", role));
                applied.accept("made role " + role);
            }
        }
        // Nobody has a right that was not given by name.
        String defaults = base + "/roles/default-roles-" + base.substring(1) + "/composites";
        JsonNode byDefault = admin.get(defaults);
        if (byDefault != null && !byDefault.isEmpty()) {
            admin.send("DELETE", defaults, byDefault);
            applied.accept("took away the roles that everybody had");
        }
    }

    private void applyScope(String base, Map<String, JsonNode> before, JsonNode scope, Consumer<String> applied) {
        String name = scope.get("name").asText();
        JsonNode present = before.get(name);
        if (present == null) {
            admin.send("POST", base + "/client-scopes", scope);
            applied.accept("made client scope " + name);
            return;
        }
        String path = base + "/client-scopes/" + present.get("id").asText();
        ObjectNode wanted = scope.deepCopy();
        JsonNode mappers = wanted.remove("protocolMappers");
        boolean changed = !agrees(present, wanted);
        if (changed) {
            admin.send("PUT", path, wanted.put("id", present.get("id").asText()));
        }
        changed |= applyMappers(path + "/protocol-mappers/models", present.path("protocolMappers"), mappers);
        if (changed) {
            applied.accept("changed client scope " + name);
        }
    }

    /** What clients may be like that somebody registers with a token; whoever has none registers nothing. */
    private void applyPolicies(String base, Consumer<String> applied) {
        JsonNode policies = must(admin.get(base + "/components?type=" + REGISTRATION_POLICY));
        SandboxDeclaration.policies().forEach((kind, settings) -> {
            JsonNode present = policies.valueStream()
                    .filter(one -> one.path("subType").asText().equals(REGISTERED_WITH_A_TOKEN)
                            && one.path("providerId").asText().equals(kind))
                    .findFirst()
                    .orElse(null);
            ObjectNode wanted = present == null ? policy(base, kind) : present.deepCopy();
            settings.forEach(
                    (name, values) -> wanted.withObjectProperty("config").set(name, json.valueToTree(values)));
            if (present == null) {
                admin.send("POST", base + "/components", wanted);
                applied.accept("made policy " + kind);
            } else if (settings.entrySet().stream()
                    .anyMatch(one -> !sorted(present.path("config").path(one.getKey()))
                            .equals(one.getValue().stream().sorted().toList()))) {
                admin.send("PUT", base + "/components/" + present.path("id").asText(), wanted);
                applied.accept("changed policy " + kind);
            }
        });
    }

    private ObjectNode policy(String base, String kind) {
        ObjectNode policy = json.createObjectNode()
                .put("name", "Sandbox " + kind)
                .put("providerType", REGISTRATION_POLICY)
                .put("providerId", kind)
                .put("subType", REGISTERED_WITH_A_TOKEN)
                .put("parentId", must(admin.get(base)).path("id").asText());
        policy.putObject("config");
        return policy;
    }

    private static List<String> sorted(JsonNode texts) {
        return texts.valueStream().map(JsonNode::asText).sorted().toList();
    }

    private void applyClient(
            String base, Wanted client, Map<String, JsonNode> scopes, RoleSources roles, Consumer<String> applied) {
        ObjectNode wanted = json.createObjectNode()
                .put("clientId", client.clientId())
                .put("name", client.name())
                .put("secret", client.secret())
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
        ArrayNode mappers = json.createArrayNode().addAll(client.mappers());

        String search = base + "/clients?clientId=" + KeycloakAdmin.encoded(client.clientId());
        JsonNode present = must(admin.get(search)).path(0);
        boolean fresh = present.isMissingNode();
        boolean changed = false;
        if (fresh) {
            admin.send("POST", base + "/clients", wanted.deepCopy().set("protocolMappers", mappers));
            present = must(admin.get(search)).path(0);
        }
        String id = present.path("id").asText();
        String path = base + "/clients/" + id;
        if (!fresh && !agrees(present, wanted)) {
            admin.send("PUT", path, wanted.put("id", id));
            changed = true;
        }
        changed |= applyMappers(path + "/protocol-mappers/models", present.path("protocolMappers"), mappers);
        changed |= applyScopes(path + "/default-client-scopes", scopes, client.scopes());
        String mappings = base + "/users/"
                + must(admin.get(path + "/service-account-user")).get("id").asText() + "/role-mappings";
        changed |= applyServiceRoles(mappings + "/realm", roles.realm(), client.realmRoles());
        changed |= applyServiceRoles(
                mappings + "/clients/" + roles.management(), roles.ofManagement(), client.managementRoles());
        if (fresh || changed) {
            applied.accept((fresh ? "made client " : "changed client ") + client.clientId());
        }
    }

    private boolean applyMappers(String path, JsonNode present, JsonNode wanted) {
        boolean changed = false;
        Map<String, JsonNode> extra = byName(present);
        for (JsonNode mapper : wanted) {
            JsonNode old = extra.remove(mapper.get("name").asText());
            if (old == null) {
                admin.send("POST", path, mapper);
                changed = true;
            } else if (!agrees(old, mapper)) {
                String id = old.get("id").asText();
                admin.send("PUT", path + "/" + id, ((ObjectNode) mapper.deepCopy()).put("id", id));
                changed = true;
            }
        }
        for (JsonNode mapper : extra.values()) {
            admin.send("DELETE", path + "/" + mapper.get("id").asText(), null);
            changed = true;
        }
        return changed;
    }

    private boolean applyScopes(String path, Map<String, JsonNode> all, Set<String> wanted) {
        boolean changed = false;
        Map<String, JsonNode> present = byName(admin.get(path));
        for (String name : wanted) {
            JsonNode scope = all.get(name);
            if (!present.containsKey(name) && scope != null) {
                admin.send("PUT", path + "/" + scope.get("id").asText(), null);
                changed = true;
            }
        }
        for (Map.Entry<String, JsonNode> scope : present.entrySet()) {
            if (!wanted.contains(scope.getKey())) {
                admin.send("DELETE", path + "/" + scope.getValue().get("id").asText(), null);
                changed = true;
            }
        }
        return changed;
    }

    private boolean applyServiceRoles(String path, Map<String, JsonNode> all, Collection<String> wanted) {
        Map<String, JsonNode> present = byName(admin.get(path));
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
            admin.send("POST", path, missing);
        }
        if (!extra.isEmpty()) {
            admin.send("DELETE", path, extra);
        }
        return !missing.isEmpty() || !extra.isEmpty();
    }

    private void removeUndeclared(String base, Set<String> declared, Consumer<String> applied) {
        for (JsonNode client : allClients(base)) {
            String id = client.get("clientId").asText();
            if (client.path("attributes").path(DECLARED).asBoolean() && !declared.contains(id)) {
                admin.send("DELETE", base + "/clients/" + client.get("id").asText(), null);
                applied.accept("removed client " + id);
            }
        }
    }

    /** Page by page: there may be any number of clients of the sandbox. */
    private List<JsonNode> allClients(String base) {
        var all = new ArrayList<JsonNode>();
        JsonNode page;
        do {
            page = must(admin.get(base + "/clients?first=" + all.size() + "&max=" + PAGE));
            page.forEach(all::add);
        } while (page.size() == PAGE);
        return all;
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
}
