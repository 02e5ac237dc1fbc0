package network.reuse.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that know nothing of the network yet are provisioned with secrets that somebody mounts, and kept as declared. */
class ProvisionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> ALL = List.of("databases", "topics", "realm");
    private static final List<String> NOTHING_NEW =
            List.of("databases: nothing new", "topics: nothing new", "realm: nothing new");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Characters that mean something in SQL, in JAAS text and in forms. */
    private static final String ANOTHER = "an'other \"\\ &=%;";

    private static final Thread AT_EXIT = Thread.ofPlatform().unstarted(ProvisionIT::kill);
    private static final Map<String, String> ENVIRONMENT = new LinkedHashMap<>();
    private static final List<String> FIRST = new ArrayList<>();

    @TempDir
    private static Path place;

    private static Folder folder;
    private static Backends servers;

    @BeforeAll
    static void provisionWhatIsEmpty() throws IOException {
        folder = new Folder(place.resolve("servers"));
        servers = Backends.chosen(Home.find(), folder, Backends.freePorts(), Certificates.of(folder));
        Runtime.getRuntime().addShutdownHook(AT_EXIT);
        mount();
        ENVIRONMENT.put("REUSE_PROVISION_SECRETS", mounted("").toString());
        ENVIRONMENT.put("REUSE_DATABASE_HOST", servers.database().host());
        ENVIRONMENT.put(
                "REUSE_DATABASE_PORT", Integer.toString(servers.database().port()));
        ENVIRONMENT.put("REUSE_DATABASE_ADMINISTRATOR", "postgres");
        ENVIRONMENT.put("REUSE_KAFKA_BOOTSTRAP", servers.broker().bootstrap());
        ENVIRONMENT.put("REUSE_KAFKA_ADMINISTRATOR", "admin");
        ENVIRONMENT.put("REUSE_KAFKA_COPIES", "1");
        ENVIRONMENT.put("REUSE_KEYCLOAK_URL", servers.keycloak().uri().toString());
        ENVIRONMENT.put("REUSE_KEYCLOAK_CLIENTS", partners().toString());
        ENVIRONMENT.putAll(servers.tls());

        servers.database().start();
        servers.broker().start();
        // Nobody waits for either: that is the provision's own affair.
        assertThat(run(ENVIRONMENT, FIRST::add, "databases", "topics")).isEqualTo(0);
        servers.keycloak().start();
        var _ = servers.keycloak().awaitReady();
        assertThat(run(ENVIRONMENT, FIRST::add, "realm")).isEqualTo(0);
    }

    @AfterAll
    static void end() {
        Runtime.getRuntime().removeShutdownHook(AT_EXIT);
        kill();
    }

    private static void kill() {
        for (Server server : List.of(servers.keycloak(), servers.broker(), servers.database())) {
            if (server.isUp()) {
                server.kill();
            }
        }
    }

    @AfterEach
    void allIsAsDeclared() throws IOException {
        mount();
        assertThat(run(ENVIRONMENT, _ -> {}, "databases", "topics", "realm")).isEqualTo(0);
    }

    @Test
    void whatWasMissingIsMadeAndTold() throws Exception {
        assertThat(FIRST)
                .contains(
                        "databases: made role audit",
                        "databases: made role collection_api",
                        "databases: made database allocation_keys",
                        "databases: gave the rights in database keycloak",
                        "topics: made account dashboard",
                        "topics: made topic collection.events",
                        "topics: gave User:dashboard allow read topic network.progress",
                        "realm: made realm reuse",
                        "realm: made role refurbisher",
                        "realm: made client scope reuse-api",
                        "realm: made client scope sandbox",
                        "realm: made client scope sandbox-role-donor",
                        "realm: made client scope sandbox-region-44",
                        "realm: changed policy allowed-client-templates",
                        "realm: changed policy allowed-protocol-mappers",
                        "realm: made policy scope",
                        "realm: made client sandbox-registrar",
                        "realm: made client atelier-strasbourg");
        try (Connection api = connect("collection", "collection_api")) {
            assertThat(api.isValid(5)).isTrue();
        }
        assertThat(topicsSeenBy("dashboard")).contains("network.progress").doesNotContain("collection.events");
        assertThat(login("atelier-strasbourg")).isEqualTo(200);
    }

    @Test
    void appliedAgainNothingIsNew() {
        List<String> output = new ArrayList<>();

        assertThat(run(ENVIRONMENT, output::add, "databases", "topics", "realm"))
                .isEqualTo(0);

        assertThat(output).isEqualTo(NOTHING_NEW);
    }

    @Test
    void whatSomebodyHasAlteredIsAsDeclaredAgain() throws Exception {
        try (Connection superuser = servers.database().connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("grant connect on database refurb to public");
            statement.execute("alter role gateway_api createdb");
            statement.execute("alter role audit connection limit 99");
            statement.execute("grant connect on database template1 to public");
        }
        try (Admin admin = KafkaServer.admin(
                servers.broker().client("admin", servers.broker().password()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, "refurb.events"),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            admin.createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, "refurb.events", PatternType.LITERAL),
                            new AccessControlEntry("User:dashboard", "*", AclOperation.READ, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
        JsonNode client =
                admin("GET", "/clients?clientId=atelier-strasbourg", "").get(0);
        String path = "/clients/" + client.get("id").asText();
        var _ = admin("PUT", path, "{\"standardFlowEnabled\": true, \"redirectUris\": [\"*\"]}");
        JsonNode user = admin("GET", path + "/service-account-user", "");
        var _ = admin(
                "POST",
                "/users/" + user.get("id").asText() + "/role-mappings/realm",
                "[" + admin("GET", "/roles/admin", "") + "]");
        JsonNode management =
                admin("GET", "/clients?clientId=realm-management", "").get(0);
        String manages = "/clients/" + management.get("id").asText() + "/roles/manage-clients";
        JsonNode registrar =
                admin("GET", "/clients?clientId=sandbox-registrar", "").get(0);
        JsonNode account = admin("GET", "/clients/" + registrar.get("id").asText() + "/service-account-user", "");
        var _ = admin(
                "POST",
                "/users/" + account.get("id").asText() + "/role-mappings/clients/"
                        + management.get("id").asText(),
                "[" + admin("GET", manages, "") + "]");
        ObjectNode policy = (ObjectNode) registrationPolicy("allowed-client-templates");
        policy.withObjectProperty("config").putArray("allow-default-scopes").add("true");
        var _ = admin("PUT", "/components/" + policy.get("id").asText(), policy.toString());
        var _ = admin("PUT", "", "{\"registrationAllowed\": true, \"accessTokenLifespan\": 86400}");
        List<String> output = new ArrayList<>();

        assertThat(run(ENVIRONMENT, output::add, "databases", "topics", "realm"))
                .isEqualTo(0);

        assertThat(output)
                .containsExactlyInAnyOrder(
                        "databases: gave back role audit the attributes that are declared",
                        "databases: gave back what role audit is a member of and who may enter postgres and template1",
                        "databases: gave back role gateway_api the attributes that are declared",
                        "databases: gave the rights in database refurb",
                        "topics: set retention.ms=-1 of topic refurb.events",
                        "topics: took away User:dashboard allow read topic refurb.events",
                        "realm: changed realm reuse",
                        "realm: changed policy allowed-client-templates",
                        "realm: changed client sandbox-registrar",
                        "realm: changed client atelier-strasbourg");
        assertThat(registrationPolicy("allowed-client-templates")
                        .at("/config/allow-default-scopes/0")
                        .asText())
                .isEqualTo("false");
        assertThatThrownBy(() -> connect("refurb", "gateway_api")).hasMessageContaining("permission denied");
        assertThat(topicsSeenBy("dashboard")).doesNotContain("refurb.events");
        assertThat(admin("GET", path, "").get("standardFlowEnabled").asBoolean())
                .isFalse();
    }

    private static JsonNode registrationPolicy(String kind) throws IOException, InterruptedException {
        return admin(
                        "GET",
                        "/components?type=org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy",
                        "")
                .valueStream()
                .filter(one -> one.get("subType").asText().equals("authenticated")
                        && one.get("providerId").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anotherSecretTakesThePlaceOfTheFormer() throws Exception {
        for (String name : List.of("database.gateway_api", "kafka.dashboard", "client.region-grand-est")) {
            mount(name, ANOTHER);
        }
        List<String> output = new ArrayList<>();

        assertThat(run(ENVIRONMENT, output::add, "databases", "topics", "realm"))
                .isEqualTo(0);

        assertThat(output)
                .containsExactly(
                        "databases: set the password of role gateway_api",
                        "topics: set the password of account dashboard",
                        "realm: changed client region-grand-est");
        assertThatThrownBy(() -> connect("gateway", "gateway_api")).hasMessageContaining("password");
        assertThat(login("region-grand-est")).isEqualTo(401);
        try (Connection api = servers.database().connect("gateway", "gateway_api", ANOTHER)) {
            assertThat(api.isValid(5)).isTrue();
        }
        assertThat(login("region-grand-est", ANOTHER)).isEqualTo(200);
        output.clear();
        assertThat(run(ENVIRONMENT, output::add, "databases", "topics", "realm"))
                .isEqualTo(0);
        assertThat(output).isEqualTo(NOTHING_NEW);
    }

    @Test
    void aClientThatIsNoLongerDeclaredIsRemovedAndNobodyElses() throws Exception {
        var _ = admin("POST", "/clients", "{\"clientId\": \"somebody-elses\"}");
        ArrayNode fewer = (ArrayNode) JSON.readTree(partners().toFile());
        assertThat(fewer.remove(0).get("clientId").asText()).isEqualTo("region-grand-est");
        Path file = Files.writeString(place.resolve("fewer.json"), fewer.toString());
        List<String> output = new ArrayList<>();

        assertThat(run(with("REUSE_KEYCLOAK_CLIENTS", file.toString()), output::add, "realm"))
                .isEqualTo(0);

        assertThat(output).containsExactly("realm: removed client region-grand-est");
        assertThat(login("region-grand-est")).isEqualTo(401);
        assertThat(admin("GET", "/clients?clientId=somebody-elses", "")).hasSize(1);
    }

    @Test
    void anAdministratorWhoIsNoSuperuserLeavesTheRestToOneWhoIs() throws Exception {
        try (Connection superuser = servers.database().connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("create role provisioner with login createrole createdb password 'provisioner'");
            statement.execute("grant connect on database postgres to provisioner");
        }
        mount("database.administrator", "provisioner");
        List<String> output = new ArrayList<>();

        assertThat(run(with("REUSE_DATABASE_ADMINISTRATOR", "provisioner"), output::add, "databases"))
                .isEqualTo(0);

        assertThat(output).hasSize(2).last().isEqualTo("databases: nothing new");
        assertThat(output.getFirst()).contains("provisioner is no superuser", "cluster.sql");
    }

    @Test
    void anAdministratorWhoIsNotLetInIsToldSo() throws IOException {
        for (String name : List.of("database.administrator", "kafka.administrator", "keycloak.admin")) {
            mount(name, "another");
        }
        for (String part : ALL) {
            List<String> errors = new ArrayList<>();
            assertThat(Provision.run(List.of(part), ENVIRONMENT, PATIENCE, _ -> {}, errors::add))
                    .isEqualTo(1);
            assertThat(errors).singleElement().asString().contains("does not let in the");
        }
    }

    @Test
    void aSecretThatIsMissingIsNamed() throws IOException {
        for (String name : List.of("database.refurb_worker", "kafka.refurb", "client.atelier-strasbourg")) {
            Files.delete(mounted(name));
        }
        List<String> errors = new ArrayList<>();
        for (String part : ALL) {
            assertThat(Provision.run(List.of(part), ENVIRONMENT, PATIENCE, _ -> {}, errors::add))
                    .isEqualTo(1);
        }
        assertThat(errors.get(0)).startsWith(mounted("database.refurb_worker") + " is missing");
        assertThat(errors.get(1)).startsWith(mounted("kafka.refurb") + " is missing");
        assertThat(errors.get(2)).startsWith(mounted("client.atelier-strasbourg") + " is missing");
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() {
        servers.database().kill();
        List<String> output = new ArrayList<>();

        int code = run(
                ENVIRONMENT,
                line -> {
                    output.add(line);
                    if (line.contains("waiting")) {
                        servers.database().start();
                    }
                },
                "databases");

        assertThat(code).isEqualTo(0);
        assertThat(output.getFirst()).startsWith("databases: waiting, PostgreSQL at ");
        assertThat(output.getLast()).isEqualTo("databases: nothing new");
    }

    @Test
    void moreCopiesThanATopicHasAreNotMadeOfASetting() {
        Map<String, String> asDeclared = new HashMap<>(ENVIRONMENT);
        asDeclared.remove("REUSE_KAFKA_COPIES");
        List<String> errors = new ArrayList<>();

        assertThat(Provision.run(List.of("topics"), asDeclared, PATIENCE, _ -> {}, errors::add))
                .isEqualTo(1);

        assertThat(errors).singleElement().asString().contains("1 of partition 0", "are wanted (3)");
    }

    private static int run(Map<String, String> environment, Consumer<String> output, String... parts) {
        return Provision.run(List.of(parts), environment, PATIENCE, output, System.err::println);
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put(variable, value);
        return environment;
    }

    private static Path partners() {
        return Home.find().declaration("keycloak/demo-partners.json");
    }

    /** Every secret that is needed, as the servers were given them. */
    private static void mount() throws IOException {
        GeneratedSecrets made = folder.secrets();
        List<String> names = new ArrayList<>(List.of("database.audit", "keycloak.admin", "client.sandbox-registrar"));
        for (JsonNode database : JSON.readTree(Home.find().text("postgresql/databases.json"))) {
            database.get("roles")
                    .forEach(
                            role -> names.add("database." + database.get("name").asText() + "_" + role.asText()));
        }
        KafkaProvision.accounts(Home.find()).forEach(account -> names.add("kafka." + account));
        RealmClient.read(partners()).forEach(client -> names.add("client." + client.clientId()));
        for (String name : names) {
            mount(name, made.get(name));
        }
        mount("database.administrator", servers.database().password());
        mount("kafka.administrator", servers.broker().password());
    }

    private static void mount(String name, String secret) throws IOException {
        Files.createDirectories(mounted(""));
        Files.writeString(mounted(name), secret + "\n");
    }

    private static Path mounted(String name) {
        return place.resolve("secrets").resolve(name);
    }

    private static Connection connect(String database, String role) throws SQLException {
        return servers.database().connect(database, role, folder.secrets().get("database." + role));
    }

    private static Iterable<String> topicsSeenBy(String account) throws ExecutionException, InterruptedException {
        String password = folder.secrets().get("kafka." + account);
        try (Admin admin = KafkaServer.admin(servers.broker().client(account, password))) {
            return admin.listTopics().names().get();
        }
    }

    private static int login(String client) throws IOException, InterruptedException {
        return login(client, folder.secrets().get("client." + client));
    }

    private static int login(String client, String secret) throws IOException, InterruptedException {
        return token("reuse", client, secret).statusCode();
    }

    /** The realm as whoever administers Keycloak sees and changes it. */
    private static JsonNode admin(String method, String path, String body) throws IOException, InterruptedException {
        String answer = token("master", "reuse-admin", folder.secrets().get("keycloak.admin"))
                .body();
        HttpResponse<String> done = HTTP.send(
                HttpRequest.newBuilder(servers.keycloak().uri().resolve("/admin/realms/reuse" + path))
                        .header(
                                "Authorization",
                                "Bearer "
                                        + JSON.readTree(answer)
                                                .get("access_token")
                                                .asText())
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(done.statusCode()).as(done.body()).isBetween(200, 299);
        return JSON.readTree(done.body());
    }

    private static HttpResponse<String> token(String realm, String client, String secret)
            throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + client + "&client_secret="
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        URI uri = servers.keycloak().uri().resolve("/realms/" + realm + "/protocol/openid-connect/token");
        return HTTP.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
