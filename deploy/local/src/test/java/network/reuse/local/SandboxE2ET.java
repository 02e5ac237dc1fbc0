package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import network.reuse.local.Partner.Reply;
import network.reuse.servers.Folder;
import network.reuse.servers.Secrets;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A partner's developer gets organisations of the sandbox, each in one call, and plays with them; the realm lets nobody do more. */
@Order(4)
class SandboxE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String REGISTRATIONS = "/clients-registrations/default";
    /** Of a region in which no other test counts anything. */
    private static final String AJACCIO = "2A004";

    private final Partner developer = new Partner(NETWORK, "region-grand-est");

    @Test
    void oneCallThenATokenThenALotToAnotherFreshWorkshopWhichTakesItAndNothingIsCounted() {
        JsonNode donor = open("COMPANY", "donor");
        JsonNode workshop = open("SOCIAL_WORKSHOP", "refurbisher", "carrier");
        JsonNode claims = claims(token(donor));
        assertThat(claims.path("env").asText()).isEqualTo("test");
        assertThat(claims.path("organisation").asText())
                .isEqualTo(donor.path("id").asText());
        assertThat(claims.path("regions")).hasSize(1).first().isEqualTo(Partner.JSON.valueToTree("94"));
        assertThat(claims.path("aud").toString()).contains("reuse-api");
        assertThat(claims.path("realm_access").path("roles").valueStream().map(JsonNode::asText))
                .containsExactly("donor");
        assertThat(claims(token(workshop))
                        .path("realm_access")
                        .path("roles")
                        .valueStream()
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrder("refurbisher", "carrier");

        Partner asDonor = as(donor);
        Partner asWorkshop = as(workshop);
        String offer = """
                        {"recipient":"%s","commune":"%s","quantities":[{"category":"LAPTOP","count":7}]}""".formatted(workshop.path("id").asText(), AJACCIO);
        String key = UUID.randomUUID().toString();
        await("the services to hear of both")
                .atMost(SOON)
                .until(() -> asDonor.post("/v1/collection/lots", key, null, "application/json", offer)
                                .status()
                        == 201);
        String lot = asDonor.post("/v1/collection/lots", key, null, "application/json", offer)
                .expect(201)
                .body()
                .path("id")
                .asText();
        String path = "/v1/collection/lots/" + lot;
        asWorkshop.act(path + "/acceptance", 1, "{}").expect(200);
        assertThat(asDonor.get(path).expect(200).body().path("status").asText()).isEqualTo("ACCEPTED");

        developer.get(path).expect(404);
        await("the gateway to have heard of the lot")
                .atMost(SOON)
                .until(() -> RunningNetwork.count(
                                NETWORK, "gateway", "select count(*) from lot_event where lot_id = '" + lot + "'")
                        == 2);
        assertThat(RunningNetwork.count(NETWORK, "gateway", "select count(*) from progress_change where region = '94'"))
                .as("what is counted in Corsica")
                .isZero();
    }

    @Test
    void aClientOfTheSandboxStaysInItAndGetsNoOtherRole() {
        JsonNode opened = open("ASSOCIATION", "coordinator");
        for (String scope : List.of("", "openid", "sandbox-role-donor", "profile offline_access")) {
            Reply answer = login(
                    opened.path("clientId").asText(),
                    opened.path("clientSecret").asText(),
                    scope);
            if (answer.status() == 200) {
                JsonNode claims = claims(answer.body().path("access_token").asText());
                assertThat(claims.path("env").asText()).as(scope).isEqualTo("test");
                assertThat(claims.path("realm_access").path("roles").toString())
                        .as(scope)
                        .isEqualTo("[\"coordinator\"]");
            } else {
                assertThat(answer.status()).as(scope).isEqualTo(400);
            }
        }
        Partner coordinator = as(opened);
        coordinator
                .post("/v1/organisations", Stock.organisation(UUID.randomUUID(), "73282932009034"))
                .expect(403);
        coordinator.post("/v1/collection/lots", "{}").expect(403);
        assertThat(coordinator
                        .get("/v1/collection/regional-offers?limit=500")
                        .expect(200)
                        .http()
                        .body())
                .doesNotContain("LIVE");
        assertThat(coordinator.get(SandboxWalls.PATH).expect(200).body()).isEmpty();
        developer.post(SandboxWalls.PATH, form("COMPANY", "admin")).expect(422);
        close(opened);
    }

    @Test
    void whoeverHasTheSecretOfTheRegistrarMakesClientsOfTheSandboxAndNothingElse() throws Exception {
        Secrets secrets = new Folder(NETWORK.folder()).secrets();
        String registrar = login("sandbox-registrar", secrets.get("client.sandbox-registrar"), "")
                .expect(200)
                .body()
                .path("access_token")
                .asText();
        URI realm = NETWORK.realmUri();

        for (String path : List.of("clients", "users", "roles", "client-scopes", "components", "events")) {
            assertThat(call("GET", realm.resolve("/admin/realms/reuse/" + path), registrar, "")
                            .status())
                    .as(path)
                    .isEqualTo(403);
        }
        URI registrations = URI.create(realm + REGISTRATIONS);
        URI another = URI.create(registrations + "/region-grand-est");
        assertThat(call("GET", another, registrar, "").status()).isEqualTo(403);
        assertThat(call("DELETE", another, registrar, "").status()).isEqualTo(403);
        assertThat(call("PUT", another, registrar, "{\"clientId\":\"region-grand-est\"}")
                        .status())
                .isEqualTo(403);
        for (String kind : List.of(
                "oidc-hardcoded-claim-mapper", "oidc-hardcoded-role-mapper", "oidc-usermodel-attribute-mapper")) {
            assertThat(call("POST", registrations, registrar, withMapper(kind)).status())
                    .as(kind)
                    .isEqualTo(403);
        }
        for (String scope : List.of("profile", "offline_access", "sandbox-role-admin", "microprofile-jwt")) {
            assertThat(call("POST", registrations, registrar, """
                                    {"clientId":"%s","defaultClientScopes":["sandbox","%s"]}""".formatted(UUID.randomUUID(), scope))
                            .status())
                    .as(scope)
                    .isEqualTo(403);
        }
        Reply made = call("POST", registrations, registrar, """
                        {"clientId":"%s","fullScopeAllowed":true,"defaultClientScopes":["sandbox"]}""".formatted(UUID.randomUUID()))
                .expect(201);
        assertThat(made.body().path("fullScopeAllowed").asBoolean())
                .as("the roles of whoever logs in through it")
                .isFalse();
        assertThat(call(
                                "DELETE",
                                URI.create(registrations + "/"
                                        + made.body().path("clientId").asText()),
                                made.body().path("registrationAccessToken").asText(),
                                "")
                        .status())
                .isEqualTo(204);
        assertThat(new Partner(NETWORK.gatewayUri(), () -> registrar)
                        .get(SandboxWalls.PATH)
                        .status())
                .as("no service accepts its tokens")
                .isEqualTo(401);
        assertThat(call("POST", registrations, NETWORK.token("network-admin"), "{\"clientId\":\"x\"}")
                        .status())
                .as("nor does anybody else register anything")
                .isEqualTo(403);
    }

    @Test
    void aClosedOneIsLetInNoMoreAndTheRealmAppliedAgainKeepsTheOthers() throws Exception {
        JsonNode closed = open("COMPANY", "donor");
        JsonNode open = open("COMPANY", "donor");
        RealmAdmin admin = new RealmAdmin(NETWORK);

        assertThat(admin.provision()).as("something new").isFalse();
        close(closed);

        assertThat(login(closed, "").status()).isEqualTo(401);
        assertThat(login(open, "").status()).isEqualTo(200);
        assertThat(admin.get("/clients?clientId=" + closed.path("clientId").asText()))
                .isEmpty();
        close(open);
    }

    @Test
    void aClosedOneWhoseTokenOfRemovalIsLostStaysToBeRemovedUntilTheRealmHasItNoMore() throws Exception {
        JsonNode lost = open("COMPANY", "donor");
        String id = lost.path("id").asText();
        RealmAdmin admin = new RealmAdmin(NETWORK);
        try (Connection owner = NETWORK.connect("gateway", "gateway_owner");
                Statement statement = owner.createStatement()) {
            statement.executeUpdate("update sandbox_organisation set registration_token = 'of another key'"
                    + " where organisation = '" + id + "'");
        }
        close(lost);
        assertThat(isToBeRemoved(id)).isTrue();

        admin.delete("/clients/"
                + admin.get("/clients?clientId=" + id).get(0).path("id").asText());

        close(lost);

        assertThat(isToBeRemoved(id)).isFalse();
        assertThat(admin.get("/clients?clientId=" + id)).isEmpty();
    }

    private static boolean isToBeRemoved(String id) {
        return RunningNetwork.count(
                        NETWORK,
                        "gateway",
                        "select count(*) from sandbox_organisation where registration_token is not null and organisation = '"
                                + id + "'")
                == 1;
    }

    @Test
    void theSecretIsInTheAnswerAndInTheRealmAlone() throws Exception {
        JsonNode opened = open("COMPANY", "donor");
        String secret = opened.path("clientSecret").asText();
        assertThat(token(opened)).isNotBlank();
        close(opened);

        var scan = new CanaryScan(NETWORK, List.of(Canary.words("the secret of a client", secret)));

        assertThat(scan.topics().logs().findings()).isEmpty();
        for (String table : List.of("idempotency_key", "event_journal", "sandbox_organisation")) {
            assertThat(RunningNetwork.count(
                            NETWORK,
                            "gateway",
                            "select count(*) from " + table + " t where t::text like '%" + secret + "%'"))
                    .as(table)
                    .isZero();
        }
    }

    private static String withMapper(String kind) {
        return """
                {"clientId":"%s","protocolMappers":[{"name":"env","protocol":"openid-connect","protocolMapper":"%s",
                 "config":{"claim.name":"env","claim.value":"live","user.attribute":"env","access.token.claim":"true"}}]}""".formatted(UUID.randomUUID(), kind);
    }

    private JsonNode open(String kind, String... roles) {
        return developer.post(SandboxWalls.PATH, form(kind, roles)).expect(201).body();
    }

    private void close(JsonNode opened) {
        developer
                .post(SandboxWalls.PATH + "/" + opened.path("id").asText() + "/closing", "")
                .expect(200);
    }

    private static String form(String kind, String... roles) {
        return Partner.JSON
                .createObjectNode()
                .put("name", "Essai de bout en bout")
                .put("kind", kind)
                .put("commune", AJACCIO)
                .set("roles", Partner.JSON.valueToTree(roles))
                .toString();
    }

    private static Partner as(JsonNode opened) {
        String token = token(opened);
        return new Partner(NETWORK.gatewayUri(), () -> token);
    }

    private static String token(JsonNode opened) {
        return login(opened, "").expect(200).body().path("access_token").asText();
    }

    private static Reply login(JsonNode opened, String scope) {
        assertThat(opened.path("tokenUrl").asText())
                .startsWith(NETWORK.realmUri().toString());
        return login(
                opened.path("clientId").asText(), opened.path("clientSecret").asText(), scope);
    }

    private static Reply login(String client, String secret, String scope) {
        return Partner.send(HttpRequest.newBuilder(URI.create(NETWORK.realmUri() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id=" + client
                        + "&client_secret=" + secret
                        + (scope.isEmpty() ? "" : "&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8)))));
    }

    private static Reply call(String method, URI uri, String token, String body) {
        return Partner.send(HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode claims(String token) {
        try {
            return Partner.JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        } catch (IOException unreadable) {
            throw new AssertionError("not a token", unreadable);
        }
    }
}
