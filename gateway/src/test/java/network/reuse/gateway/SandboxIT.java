package network.reuse.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.reuse.contracts.SandboxScopes;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.TestBackends;
import network.reuse.servers.Wait;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sandbox organisation in one call: what is kept, what the realm is asked for, and what is left when one of the two fails. */
@QuarkusTest
@TestProfile(GatewayIT.ManySnapshots.class)
@QuarkusTestResource(
        value = NetworkResource.class,
        initArgs = @ResourceArg(name = "service", value = "gateway"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = FakeService.class, restrictToAnnotatedClass = true)
class SandboxIT {
    private static final String PATH = "/v1/sandbox/organisations";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestBackends backends = NetworkResource.backends("gateway");

    /** Nobody who has opened anything yet. */
    private final UUID organisation = UUID.randomUUID();

    private final String token = TestTokens.of(organisation, "analyst");

    @AfterEach
    void theRealmIsWell() throws IOException, InterruptedException {
        mood("WELL");
    }

    @Test
    void oneCallGivesAnOrganisationAndTheClientToPlayItWith() throws Exception {
        Instant before = Instant.now();
        JsonPath opened = open("key", workshop())
                .then()
                .statusCode(201)
                .header("ETag", "\"v1\"")
                .header("Cache-Control", "no-store")
                .body("kind", equalTo("SOCIAL_WORKSHOP"))
                .body("commune", equalTo("67482"))
                .body("roles", contains("refurbisher", "carrier"))
                .body("regions", contains("44"))
                .body("maker", equalTo(organisation.toString()))
                .body("endedAt", nullValue())
                .extract()
                .jsonPath();

        UUID id = opened.getUUID("id");
        assertThat(opened.getString("clientId")).isEqualTo(id.toString());
        assertThat(opened.getString("clientSecret")).matches("[A-Za-z0-9_-]{43}");
        assertThat(opened.getString("tokenUrl")).endsWith("/protocol/openid-connect/token");
        assertThat(Instant.parse(opened.getString("expiresAt")))
                .isBetween(before.plus(Duration.ofDays(90)), Instant.now().plus(Duration.ofDays(90)));
        JsonNode client = registered().path(id.toString());
        assertThat(client.path("secret").asText()).isEqualTo(opened.getString("clientSecret"));
        assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
        assertThat(client.path("publicClient").asBoolean()).isFalse();
        assertThat(client.has("protocolMappers")).isFalse();
        assertThat(client.path("defaultClientScopes").valueStream().map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(SandboxScopes.of(List.of("refurbisher", "carrier"), "44"));
        given().auth()
                .oauth2(TestTokens.of(TestTokens.GRAND_EST, "donor"))
                .get("/v1/organisations/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Atelier d'essai"))
                .body("siret", equalTo(opened.getString("siret")))
                .body("sandbox", equalTo(true));
        assertThat(text("select env || ' ' || siret from organisation where id = '" + id + "'"))
                .isEqualTo("TEST " + opened.getString("siret"));
        assertThat(text("select value from event_journal where stream_id = '" + id + "'"))
                .contains("Atelier d'essai")
                .contains("TEST");
    }

    @Test
    void theRegisterListsItInTheSandboxAlone() {
        String id = open("key", workshop()).jsonPath().getString("id");
        String page = "/v1/organisations?limit=500&after="
                + new UUID(UUID.fromString(id).getMostSignificantBits(), 0);

        given().auth()
                .oauth2(TestTokens.of(TestTokens.GRAND_EST, "donor"))
                .get(page)
                .then()
                .statusCode(200)
                .body("id", not(hasItem(id)));
        given().auth()
                .oauth2(TestTokens.sandbox(TestTokens.GRAND_EST, "donor"))
                .get(page)
                .then()
                .statusCode(200)
                .body("id", hasItem(id));
    }

    @Test
    void theSecretIsKeptNowhereInTheDatabase() throws Exception {
        JsonPath opened = open("key", workshop()).jsonPath();
        String secret = opened.getString("clientSecret");

        for (String table : List.of("idempotency_key", "event_journal", "sandbox_organisation", "organisation")) {
            assertThat(text("select count(*)::text from " + table + " t where t::text like '%" + secret + "%'"))
                    .as(table)
                    .isEqualTo("0");
        }
        given().auth()
                .oauth2(token)
                .get(PATH + "/" + opened.getString("id"))
                .then()
                .statusCode(200)
                .body("clientSecret", nullValue())
                .body("clientId", equalTo(opened.getString("clientId")));
    }

    @Test
    void theSameKeyGivesTheSameClientAndNoOther() throws Exception {
        JsonPath first =
                open("key", workshop()).then().statusCode(201).extract().jsonPath();
        int registered = registered().size();

        Response repeated = open("key", workshop());

        repeated.then().statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(repeated.jsonPath().getMap("$")).isEqualTo(first.getMap("$"));
        assertThat(registered().size()).isEqualTo(registered);
        Map<String, Object> other = workshop();
        other.put("name", "Autre");
        open("key", other).then().statusCode(422).body("code", equalTo("key_reused"));
        assertThat(registered().size()).isEqualTo(registered);
    }

    @Test
    void theSameKeySentTwiceAtOnceGivesOneClient() throws Exception {
        Set<String> before = registeredIds();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Response> call = () -> open("key", workshop());
            Set<String> ids = new HashSet<>();
            for (Future<Response> one : callers.invokeAll(List.of(call, call, call))) {
                ids.add(one.get().then().statusCode(201).extract().jsonPath().getString("id"));
            }
            assertThat(ids).hasSize(1);
        }
        Set<String> registered = registeredIds();
        registered.removeAll(before);
        assertThat(registered).as("clients that are left").containsExactlyInAnyOrderElementsOf(own());
    }

    @Test
    void whereTheRealmIsAwayNothingIsOpenedAndTheSameKeyOpensItLater() throws Exception {
        mood("AWAY");
        open("key", workshop()).then().statusCode(503).body("code", equalTo("unavailable"));
        assertThat(own()).isEmpty();
        assertThat(text("select count(*)::text from idempotency_key where organisation = '" + organisation + "'"))
                .isEqualTo("0");

        mood("WELL");
        open("key", workshop()).then().statusCode(201);

        assertThat(own()).hasSize(1);
    }

    @Test
    void whatEndsBetweenClientAndCommitIsMendedByTheSameKey() throws Exception {
        mood("ANSWER_LOST");
        Set<String> before = registeredIds();
        open("key", workshop()).then().statusCode(503);
        Set<String> leftOver = registeredIds();
        leftOver.removeAll(before);
        assertThat(leftOver).as("a client of which nothing is kept").hasSize(1);
        assertThat(own()).isEmpty();

        mood("WELL");
        String id = open("key", workshop())
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");

        assertThat(own()).containsExactly(id);
        assertThat(leftOver).as("nobody was told the secret of that one").doesNotContain(id);
        assertThat(registeredIds()).contains(id);
    }

    @Test
    void anOrganisationThatIsClosedHasNoClientAndStaysInTheRegister() throws Exception {
        String id = open("key", workshop()).jsonPath().getString("id");

        close(token, id)
                .then()
                .statusCode(200)
                .body("endReason", equalTo("CLOSED"))
                .body("clientSecret", nullValue());

        assertThat(registeredIds()).doesNotContain(id);
        close(token, id).then().statusCode(200).body("endReason", equalTo("CLOSED"));
        open("key", workshop())
                .then()
                .statusCode(201)
                .body("id", equalTo(id))
                .body("endReason", equalTo("CLOSED"))
                .body("clientSecret", nullValue());
        given().auth()
                .oauth2(TestTokens.of(TestTokens.GRAND_EST, "donor"))
                .get("/v1/organisations/" + id)
                .then()
                .statusCode(200);
    }

    @Test
    void aClientThatCannotBeRemovedNowIsRemovedLater() throws Exception {
        String id = open("key", workshop()).jsonPath().getString("id");
        mood("AWAY");

        close(token, id).then().statusCode(200).body("endReason", equalTo("CLOSED"));
        assertThat(registeredIds()).contains(id);
        mood("WELL");

        Duration _ = Wait.until("the client to go", SOON, () -> !registeredIds().contains(id));
    }

    @Test
    void aClientCountsAsRemovedOnlyOnceTheRealmHasItNoMore() throws Exception {
        String id = open("key", workshop()).jsonPath().getString("id");
        askRealm("other-keys");
        close(token, id).then().statusCode(200).body("endReason", equalTo("CLOSED"));
        assertThat(isToBeRemoved(id))
                .as("the token that removes it is good no more")
                .isTrue();
        assertThat(registeredIds()).contains(id);

        askRealm("deleted-by-hand/" + id);

        Duration _ = Wait.until("the look that finds it gone", SOON, () -> !isToBeRemoved(id));
        assertThat(registeredIds()).doesNotContain(id);
    }

    @Test
    void aRemovalThatFailsIsTriedAgain() throws Exception {
        String id = open("key", workshop()).jsonPath().getString("id");
        mood("REMOVAL_FAILS");
        close(token, id).then().statusCode(200).body("endReason", equalTo("CLOSED"));
        assertThat(isToBeRemoved(id)).isTrue();

        mood("WELL");

        Duration _ = Wait.until("the client to go", SOON, () -> !isToBeRemoved(id));
        assertThat(registeredIds()).doesNotContain(id);
    }

    private boolean isToBeRemoved(String id) {
        return text("select (registration_token is not null)::text from sandbox_organisation where organisation = '"
                        + id + "'")
                .equals("true");
    }

    @Test
    void whoseTimeIsOverEndsByItself() throws Exception {
        String id = open("key", workshop()).jsonPath().getString("id");
        String still = open("another", donor()).jsonPath().getString("id");

        execute("update sandbox_organisation set expires_at = now() - interval '1 s' where organisation = '" + id
                + "'");

        Duration _ = Wait.until("the client to go", SOON, () -> !registeredIds().contains(id));
        given().auth().oauth2(token).get(PATH + "/" + id).then().statusCode(200).body("endReason", equalTo("EXPIRED"));
        assertThat(registeredIds()).contains(still);
        Duration _ = Wait.until(
                "nothing to be left of it",
                SOON,
                () -> text("select count(registration_token)::text from sandbox_organisation where organisation = '"
                                + id + "'")
                        .equals("0"));
    }

    @Test
    void soManyAreOpenAtATimeAndNoMore() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < FakeService.SANDBOXES; i++) {
            ids.add(open("key " + i, donor())
                    .then()
                    .statusCode(201)
                    .extract()
                    .jsonPath()
                    .getString("id"));
        }
        int registered = registered().size();

        open("one more", donor())
                .then()
                .statusCode(409)
                .body("code", equalTo("sandbox_full"))
                .body("extensions.most", equalTo(FakeService.SANDBOXES))
                .body("extensions.open", equalTo(FakeService.SANDBOXES));
        assertThat(registered().size()).as("no client is made for it").isEqualTo(registered);
        open("key 0", donor()).then().statusCode(201).body("id", equalTo(ids.getFirst()));

        close(token, ids.getFirst()).then().statusCode(200);
        open("one more", donor()).then().statusCode(201);
    }

    @Test
    void whatASandboxOrganisationOpensCountsToTheOneThatOpenedIt() {
        String first = open("key", donor()).jsonPath().getString("id");
        String ofFirst = TestTokens.sandbox(UUID.fromString(first), "donor");
        List<String> second = new ArrayList<>();
        for (int i = 1; i < FakeService.SANDBOXES; i++) {
            second.add(open(ofFirst, "key " + i, workshop())
                    .then()
                    .statusCode(201)
                    .body("maker", equalTo(first))
                    .extract()
                    .jsonPath()
                    .getString("id"));
        }

        open(ofFirst, "one more", workshop()).then().statusCode(409).body("code", equalTo("sandbox_full"));
        open("one more", workshop()).then().statusCode(409).body("code", equalTo("sandbox_full"));
        String ofSecond = TestTokens.sandbox(UUID.fromString(second.getFirst()), "refurbisher");
        open(ofSecond, "one more", workshop()).then().statusCode(409);
        assertThat(own()).hasSize(FakeService.SANDBOXES);
        assertThat(listed(ofFirst)).containsExactlyInAnyOrderElementsOf(second);
        close(token, second.getFirst()).then().statusCode(200);
        open(ofFirst, "one more", workshop()).then().statusCode(201);
    }

    @Test
    void twoCallersDoNotSeeNorEndEachOthers() {
        String id = open("key", workshop()).jsonPath().getString("id");
        UUID another = UUID.randomUUID();
        String other = TestTokens.of(another, "donor", "admin");

        assertThat(listed(other)).isEmpty();
        given().auth().oauth2(other).get(PATH + "/" + id).then().statusCode(404);
        close(other, id).then().statusCode(404);
        String others = open(other, "key", workshop())
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
        assertThat(others).isNotEqualTo(id);
        assertThat(own()).containsExactly(id);
        // Nor does it itself: whose it is is whoever opened it.
        close(TestTokens.sandbox(UUID.fromString(id), "carrier"), id).then().statusCode(404);
    }

    @Test
    void oneIsFoundByTheReferenceThatItsMakerGaveIt() {
        Map<String, Object> form = workshop();
        form.put("partnerRef", "RECETTE-1");
        String id =
                open("key", form).then().statusCode(201).extract().jsonPath().getString("id");
        String other = open("another", donor()).jsonPath().getString("id");

        given().auth()
                .oauth2(token)
                .get(PATH + "?partnerRef=RECETTE-1")
                .then()
                .statusCode(200)
                .body("id", contains(id));
        given().auth()
                .oauth2(token)
                .get(PATH + "?limit=1")
                .then()
                .statusCode(200)
                .header("Link", containsString("rel=\"next\""))
                .body("$", hasSize(1));
        open("a third", form)
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("errors[0].pointer", equalTo("/partnerRef"))
                .body("extensions.existing", equalTo(id));
        assertThat(own()).containsExactlyInAnyOrder(id, other);
    }

    @ParameterizedTest
    @CsvSource({
        "SOCIAL_WORKSHOP, admin, not_one_of",
        "SOCIAL_WORKSHOP, operator, not_one_of",
        "SOCIAL_WORKSHOP, boss, not_one_of",
        "SOCIAL_WORKSHOP, REFURBISHER, not_one_of",
        "COMPANY, refurbisher, wrong_kind_of_organisation",
        "ECO_ORGANISM, carrier, wrong_kind_of_organisation",
        "COMPANY, programme-manager, wrong_kind_of_organisation",
    })
    void aRoleThatItCannotHaveIsRefusedWhereItStands(String kind, String role, String code) throws Exception {
        Map<String, Object> form = workshop();
        form.put("kind", kind);
        form.put("roles", List.of("donor", role));
        int registered = registered().size();

        open("key", form)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/roles/1"))
                .body("errors[0].code", equalTo(code));

        assertThat(registered().size()).isEqualTo(registered);
    }

    @Test
    void whatIsNotSaidOrSaidTwiceIsRefused() {
        Map<String, Object> form = workshop();
        form.put("roles", List.of());
        open("key", form).then().statusCode(422).body("errors[0].pointer", equalTo("/roles"));
        form.put("roles", List.of("donor", "donor"));
        open("key", form).then().statusCode(422).body("errors[0].pointer", equalTo("/roles"));
        form = workshop();
        form.put("env", "live");
        open("key", form).then().statusCode(422).body("errors[0].pointer", equalTo("/env"));
        form = workshop();
        form.put("commune", "99999");
        open("key", form).then().statusCode(422).body("errors[0].pointer", equalTo("/commune"));
        given().auth().oauth2(TestTokens.of(organisation)).get(PATH).then().statusCode(403);
        given().get(PATH).then().statusCode(401);
    }

    private static Map<String, Object> workshop() {
        return new HashMap<>(Map.of(
                "name",
                "Atelier d'essai",
                "kind",
                "SOCIAL_WORKSHOP",
                "commune",
                "67482",
                "roles",
                List.of("refurbisher", "carrier")));
    }

    private static Map<String, Object> donor() {
        return new HashMap<>(
                Map.of("name", "Donneur d'essai", "kind", "COMPANY", "commune", "67482", "roles", List.of("donor")));
    }

    private Response open(String key, Map<String, Object> form) {
        return open(token, key, form);
    }

    private static Response open(String token, String key, Map<String, Object> form) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(form)
                .post(PATH);
    }

    private static Response close(String token, String id) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .post(PATH + "/" + id + "/closing");
    }

    private List<String> own() {
        return listed(token);
    }

    private static List<String> listed(String token) {
        return given().auth()
                .oauth2(token)
                .get(PATH + "?limit=500")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("id", String.class);
    }

    private static URI realm() {
        return URI.create(ConfigProvider.getConfig().getValue("reuse.sandbox.realm", String.class) + "/");
    }

    private static void mood(String mood) throws IOException, InterruptedException {
        askRealm("mood/" + mood);
    }

    private static void askRealm(String what) throws IOException, InterruptedException {
        var _ = ask(HttpRequest.newBuilder(realm().resolve(what))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private static JsonNode registered() throws IOException, InterruptedException {
        return JSON.readTree(
                ask(HttpRequest.newBuilder(realm().resolve("registered")).build()));
    }

    private static Set<String> registeredIds() {
        try {
            Set<String> ids = new HashSet<>();
            registered().fieldNames().forEachRemaining(ids::add);
            return ids;
        } catch (IOException away) {
            throw new IllegalStateException(away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String ask(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private String text(String query) {
        try (Connection audit =
                        DriverManager.getConnection(backends.jdbcUrl("gateway"), "audit", backends.auditPassword());
                Statement statement = audit.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException away) {
            throw new IllegalStateException(away);
        }
    }

    private void execute(String update) throws SQLException {
        try (Connection owner = DriverManager.getConnection(
                        backends.jdbcUrl("gateway"), "gateway_owner", backends.databasePassword("gateway_owner"));
                Statement statement = owner.createStatement()) {
            var _ = statement.executeUpdate(update);
        }
    }
}
