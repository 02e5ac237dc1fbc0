package network.reuse.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Published;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Territory;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.gateway.WebhookReceiver.Arrival;
import network.reuse.gateway.webhooks.WebhookClient;
import network.reuse.gateway.webhooks.WebhookDeliverer;
import network.reuse.gateway.webhooks.WebhookRetention;
import network.reuse.gateway.webhooks.WebhookSecrets;
import network.reuse.servers.TestBackends;
import network.reuse.servers.Wait;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever opened a webhook is told of each event of its own, in order for each thing, whatever fails in between. */
@QuarkusTest
@TestProfile(GatewayIT.ManySnapshots.class)
@QuarkusTestResource(
        value = NetworkResource.class,
        initArgs = @ResourceArg(name = "service", value = "gateway"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = FakeService.class, restrictToAnnotatedClass = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhooksIT {
    private static final String WEBHOOKS = "/v1/webhooks";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Territory STRASBOURG = new Territory("44", "67", "67482");
    private static final Territory NANTES = new Territory("52", "44", "44109");

    @Inject
    @ReactiveDataSource("worker")
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    PeriodicJobs jobs;

    @Inject
    BusinessClock clock;

    @Inject
    WebhookSecrets secrets;

    @Inject
    ObjectMapper json;

    @Inject
    MeterRegistry metrics;

    @Inject
    WebhookRetention retention;

    private final TestBackends backends = NetworkResource.backends("gateway");
    private final Sending sending = new Sending(backends);

    @AfterAll
    void stop() {
        sending.close();
    }

    @Test
    void aPartnerThatWasAwayComesBackToEachEventInOrderAndUnderItsId() throws Exception {
        UUID donor = UUID.randomUUID();
        try (WebhookReceiver partner = new WebhookReceiver()) {
            String webhook = open(donor, partner.url(), "").path("id");
            partner.answers(503);
            List<Published<?>> sent = new ArrayList<>();
            for (int turn = 0; turn < 4; turn++) {
                sent.addAll(lots(donor, 30, turn == 0));
            }
            sending.send(sent);
            soon("that nobody is there", () -> partner.arrivals().size() >= 4);
            int tried = partner.arrivals().size();
            soon("one to be tried again", () -> partner.arrivals().size() > tried);
            // As if a process had ended with these on their way.
            assertThat(changed(
                            "update webhook_delivery set claim = gen_random_uuid(), claimed_until = now() + interval '2 s'"
                                    + " where webhook = ? and claim is null and seq % 3 = 0",
                            UUID.fromString(webhook)))
                    .isPositive();
            partner.answers(204);

            soon("all events", () -> partner.accepted().size() >= sent.size());
            inOrderAndOnce(partner, sent);
            assertThat(partner.crowded()).as("two of a stream at a time").isZero();
            as(donor)
                    .get(WEBHOOKS + "/" + webhook + "/deliveries?limit=500&outcome=REJECTED")
                    .then()
                    .statusCode(200)
                    .body("status", everyItem(equalTo(503)));
        }
    }

    @Test
    void twoProcessesDeliverOfAStreamOneAtATimeAndWhatOneHadAtItsEndIsSentAgain() throws Exception {
        UUID donor = UUID.randomUUID();
        WebhookClient client =
                new WebhookClient(host -> List.of(InetAddress.getAllByName(host)), true, Duration.ofSeconds(2));
        WebhookDeliverer other = new WebhookDeliverer(
                pool,
                vertx,
                jobs,
                clock,
                client,
                secrets,
                json,
                metrics,
                Duration.ofMillis(50),
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                List.of(Duration.ofMillis(200)));
        try (WebhookReceiver partner = new WebhookReceiver()) {
            var _ = open(donor, partner.url(), "");
            List<Published<?>> sent = lots(donor, 40, true);
            sent.addAll(lots(donor, 40, false));
            sent.addAll(lots(donor, 40, false));
            sending.send(sent);
            for (int look = 0; look < 40 && partner.accepted().size() < 60; look++) {
                var _ = other.look().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            }
            // It ends with what it has on its way: nobody hears of that any more.
            var _ = other.look();
            client.close();

            soon(
                    "all events",
                    () -> partner.accepted().stream()
                                    .map(Arrival::id)
                                    .distinct()
                                    .count()
                            == sent.size());
            inOrderAndOnce(partner, sent);
            assertThat(partner.crowded()).as("two of a stream at a time").isZero();
        }
    }

    @Test
    void aSecretIsRotatedWithoutARejectedDelivery() throws Exception {
        UUID donor = UUID.randomUUID();
        try (WebhookReceiver partner = new WebhookReceiver()) {
            Response opened = open(donor, partner.url(), "");
            String webhook = opened.path("id");
            String first = opened.path("secret");
            partner.believes(first);
            List<Published<?>> sent = lots(donor, 3, true);
            sending.send(sent);
            soon("the first events", () -> partner.accepted().size() == 3);

            String key = UUID.randomUUID().toString();
            Response rotated = command(donor, key, "\"v1\"").post(WEBHOOKS + "/" + webhook + "/secret-rotation");
            rotated.then()
                    .statusCode(200)
                    .header("Cache-Control", "no-store")
                    .header("ETag", "\"v2\"")
                    .body("formerSecretUntil", notNullValue());
            String second = rotated.path("secret");
            assertThat(second).startsWith("whsec_").isNotEqualTo(first);
            command(donor, key, "\"v1\"")
                    .post(WEBHOOKS + "/" + webhook + "/secret-rotation")
                    .then()
                    .statusCode(200)
                    .header("Idempotent-Replayed", "true")
                    .body("secret", equalTo(second));
            as(donor).get(WEBHOOKS + "/" + webhook).then().body("secret", nullValue());
            sent.addAll(lots(donor, 3, true));
            sending.send(sent.subList(3, 6));
            soon("events signed with both", () -> partner.accepted().size() == 6);
            partner.believes(second);
            sent.addAll(lots(donor, 3, true));
            sending.send(sent.subList(6, 9));
            soon("events of the new secret", () -> partner.accepted().size() == 9);
            assertThat(partner.unsigned()).as("rejected deliveries").isZero();
            assertThat(changed("update webhook set former_until = now() where id = ?", UUID.fromString(webhook)))
                    .isOne();
            partner.believes(first);
            sending.send(lots(donor, 1, true));
            soon("the former secret to end", () -> partner.unsigned() > 0);
            assertThat(read("select body from idempotency_key where key = ?", key))
                    .as("what is kept of the call")
                    .doesNotContain("whsec_");
        }
    }

    @Test
    void whoeverIsGoneOrNeverAnswersIsDisabledAndCatchesUpWhenEnabled() throws Exception {
        UUID donor = UUID.randomUUID();
        try (WebhookReceiver partner = new WebhookReceiver()) {
            String webhook = open(donor, partner.url(), "").path("id");
            partner.answers(410);
            List<Published<?>> sent = lots(donor, 2, true);
            sending.send(sent);
            soon(
                    "it to be disabled",
                    () -> "DISABLED".equals(state(donor, webhook).path("status")));
            Response gone = state(donor, webhook);
            gone.then().body("disabledReason", equalTo("GONE"));
            int tried = partner.arrivals().size();
            partner.answers(500);
            List<Published<?>> more = lots(donor, 3, true);
            sending.send(more);
            sent.addAll(more);
            command(donor, gone.header("ETag"))
                    .post(WEBHOOKS + "/" + webhook + "/ping")
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("illegal_now"));
            assertThat(partner.arrivals()).hasSize(tried);

            enable(donor, webhook, gone.header("ETag"), "{}").then().statusCode(200);
            soon("a failure", () -> partner.arrivals().size() > tried);
            // As if all rests of the table were over.
            var _ = changed(
                    "update webhook_delivery set attempts = 100, due_at = now() where webhook = ?",
                    UUID.fromString(webhook));
            soon(
                    "it to be given up",
                    () -> "DISABLED".equals(state(donor, webhook).path("status")));
            Response exhausted = state(donor, webhook);
            exhausted.then().body("disabledReason", equalTo("EXHAUSTED"));
            more = lots(donor, 3, true);
            sending.send(more);
            sent.addAll(more);
            partner.answers(200);
            enable(donor, webhook, gone.header("ETag"), "{}").then().statusCode(412);
            enable(donor, webhook, exhausted.header("ETag"), "{}").then().statusCode(200);
            soon("all events", () -> partner.accepted().size() >= sent.size());
            inOrderAndOnce(partner, sent);
        }
    }

    @Test
    void anotherOrganisationSeesNoWebhookAndGetsNoEventThatIsNotItsOwn() throws Exception {
        UUID donor = UUID.randomUUID();
        UUID stranger = UUID.randomUUID();
        try (WebhookReceiver partner = new WebhookReceiver();
                WebhookReceiver foreign = new WebhookReceiver()) {
            String webhook = open(donor, partner.url(), ",\"region\":\"44\",\"types\":[\"collection.*\"]")
                    .path("id");
            String other = open(stranger, foreign.url(), "").path("id");
            Published<?> alsace = offered(STRASBOURG, Environment.LIVE, donor);
            Published<?> loire = offered(NANTES, Environment.LIVE, donor);
            Published<?> sandbox = offered(STRASBOURG, Environment.TEST, donor);
            Published<?> theirs = offered(STRASBOURG, Environment.LIVE, stranger);
            sending.send(List.of(alsace, loire, sandbox, theirs));
            soon(
                    "both to be told",
                    () -> !partner.accepted().isEmpty() && !foreign.accepted().isEmpty());
            soon("the feed to be looked through", () -> position(donor, webhook) == position(stranger, other));

            assertThat(partner.arrivals()).extracting(Arrival::id).containsExactly(id(alsace));
            assertThat(foreign.arrivals()).extracting(Arrival::id).containsExactly(id(theirs));
            Arrival told = partner.accepted().getFirst();
            assertThat(told.webhookId()).isEqualTo(told.id());
            assertThat(json.readTree(as(donor).get("/v1/events?region=44").asString())
                            .path(0))
                    .as("the feed's own document")
                    .isEqualTo(told.event());
            for (String path : List.of("", "/deliveries")) {
                as(stranger).get(WEBHOOKS + "/" + webhook + path).then().statusCode(404);
                sandbox(donor).get(WEBHOOKS + "/" + webhook + path).then().statusCode(404);
            }
            as(stranger).get(WEBHOOKS).then().statusCode(200).body("id", contains(other));
            for (String move : List.of("secret-rotation", "disabling", "closing", "ping")) {
                command(stranger, "\"v1\"")
                        .post(WEBHOOKS + "/" + webhook + "/" + move)
                        .then()
                        .statusCode(404);
            }
            given().get(WEBHOOKS).then().statusCode(401);
        }
    }

    @Test
    void deliveriesAreListedAndDeliveredOnceMore() throws Exception {
        UUID donor = UUID.randomUUID();
        try (WebhookReceiver partner = new WebhookReceiver()) {
            String webhook = open(donor, partner.url(), "").path("id");
            String at = WEBHOOKS + "/" + webhook;
            String from = state(donor, webhook).path("position");
            List<Published<?>> sent = lots(donor, 4, true);
            sending.send(sent);
            soon("all events", () -> partner.accepted().size() == 4);
            soon("all to be listed", () -> deliveries(donor, at, "").size() == 4);
            Response listed = as(donor).get(at + "/deliveries?limit=2");
            listed.then()
                    .statusCode(200)
                    .header("Link", startsWith("<?"))
                    .body("outcome", everyItem(equalTo("DELIVERED")))
                    .body("status", everyItem(equalTo(204)))
                    .body("attempt", everyItem(equalTo(1)))
                    .body("durationMillis", everyItem(notNullValue()));

            redeliver(donor, at, "{\"delivery\":\"" + listed.path("[0].id") + "\"}", 1);
            soon("one once more", () -> partner.accepted().size() == 5);
            assertThat(partner.accepted().getLast().webhookId()).isEqualTo(listed.path("[0].eventId"));
            redeliver(donor, at, "{\"after\":\"" + from + "\"}", 4);
            soon("all once more", () -> partner.accepted().size() == 9);
            String through = "1."
                    + partner.accepted().stream()
                            .map(one -> one.event().path("position").asText().substring(2))
                            .map(Long::valueOf)
                            .distinct()
                            .sorted()
                            .toList()
                            .get(1);
            redeliver(donor, at, "{\"after\":\"" + from + "\",\"through\":\"" + through + "\"}", 2);
            soon("two once more", () -> partner.accepted().size() == 11);
            soon("them to be listed", () -> deliveries(donor, at, "").size() == 11);
            as(donor).get(at + "/deliveries").then().body("kind", hasItem("REDELIVERY"));

            Response ping = command(donor, "\"v1\"").post(at + "/ping");
            ping.then().statusCode(200);
            soon("the ping", () -> partner.accepted().size() == 12);
            assertThat(partner.accepted().getLast().event().path("type").asText())
                    .isEqualTo("webhook.ping");
            soon(
                    "it to be listed",
                    () -> deliveries(donor, at, "?eventId=" + ping.path("eventId"))
                                    .size()
                            == 1);
            assertThat(changed(
                            "update webhook_attempt set at = now() - interval '8 days' where webhook = ?",
                            UUID.fromString(webhook)))
                    .isEqualTo(12);
            var _ = retention.forget().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(deliveries(donor, at, "")).isEmpty();
        }
    }

    @Test
    void whatCannotBeIsRefusedWithWhatWouldBeRight() throws Exception {
        UUID donor = UUID.randomUUID();
        for (String url :
                List.of("http://logiciel.example/", "https://169.254.169.254/", "https://user@logiciel.example/")) {
            refused(donor, "{\"url\":\"" + url + "\"}", "/url", "not_a_webhook_url");
        }
        String good = "\"url\":\"https://logiciel.example/\"";
        refused(donor, "{" + good + ",\"types\":[\"refurb.*\",\"refurb.Readdy\"]}", "/types/1", "unknown_event_type");
        refused(donor, "{" + good + ",\"region\":\"98\"}", "/region", "unknown_region");
        refused(donor, "{" + good + ",\"subject\":\"device\"}", "/subject", "not_a_subject");
        refused(donor, "{" + good + ",\"after\":\"12\"}", "/after", "not_a_position");
        command(donor, "\"v1\"")
                .body("{" + good + ",\"after\":\"2.1\"}")
                .post(WEBHOOKS)
                .then()
                .statusCode(410)
                .body("code", equalTo("feed_resync"));
        Response opened = command(donor, "\"v1\"")
                .body("{" + good + ",\"partnerRef\":\"A\",\"region\":\"52\"}")
                .post(WEBHOOKS);
        opened.then()
                .statusCode(201)
                .header("Location", startsWith(WEBHOOKS + "/"))
                .header("Cache-Control", "no-store")
                .body("status", equalTo("ENABLED"));
        String at = WEBHOOKS + "/" + opened.path("id");
        command(donor, "\"v1\"")
                .body("{" + good + ",\"partnerRef\":\"A\"}")
                .post(WEBHOOKS)
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("extensions.existing", equalTo(opened.path("id")));
        enable(donor, opened.path("id"), "\"v1\"", "{}")
                .then()
                .statusCode(409)
                .body("code", equalTo("illegal_now"))
                .body("extensions.legal", hasItem("DISABLING"));
        command(donor, null).post(at + "/disabling").then().statusCode(428);
        command(donor, "\"v2\"").post(at + "/disabling").then().statusCode(412);
        command(donor, "\"v1\"")
                .body("{}")
                .post(at + "/redeliveries")
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("one_of_two"));
        command(donor, "\"v1\"")
                .body("{\"delivery\":\"" + UUID.randomUUID() + "\"}")
                .post(at + "/redeliveries")
                .then()
                .statusCode(404);
        command(donor, "\"v1\"")
                .body("{\"url\":\"https://10.0.0.1/\"}")
                .post(at + "/correction")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/url"));
        command(donor, "\"v1\"")
                .body("{" + good + ",\"types\":[\"refurb.*\"]}")
                .post(at + "/correction")
                .then()
                .statusCode(200)
                .body("types", contains("refurb.*"))
                .body("region", nullValue())
                .body("partnerRef", equalTo("A"));
        command(donor, "\"v2\"")
                .post(at + "/disabling")
                .then()
                .statusCode(200)
                .body("disabledReason", equalTo("ASKED"));
        enable(donor, opened.path("id"), "\"v3\"", "{\"after\":\"latest\"}")
                .then()
                .statusCode(200)
                .header("ETag", "\"v4\"");
        command(donor, "\"v4\"").post(at + "/closing").then().statusCode(200).body("status", equalTo("CLOSED"));
        command(donor, "\"v5\"").post(at + "/disabling").then().statusCode(409);
        for (int i = 0; i < 20; i++) {
            command(donor, null)
                    .body("{" + good + ",\"region\":\"52\"}")
                    .post(WEBHOOKS)
                    .then()
                    .statusCode(201);
        }
        command(donor, null)
                .body("{" + good + "}")
                .post(WEBHOOKS)
                .then()
                .statusCode(409)
                .body("code", equalTo("webhooks_full"))
                .body("extensions.most", equalTo(20));
        as(donor).get(WEBHOOKS + "?partnerRef=A").then().body("status", contains("CLOSED"));
    }

    private void refused(UUID donor, String body, String pointer, String code) {
        command(donor, null)
                .body(body)
                .post(WEBHOOKS)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
    }

    private static Response open(UUID organisation, String url, String more) {
        Response opened = command(organisation, null)
                .body("{\"url\":\"" + url + "\"" + more + "}")
                .post(WEBHOOKS);
        opened.then().statusCode(201).body("secret", startsWith("whsec_"));
        return opened;
    }

    private static Response enable(UUID organisation, String webhook, String etag, String body) {
        return command(organisation, etag).body(body).post(WEBHOOKS + "/" + webhook + "/enabling");
    }

    private static void redeliver(UUID organisation, String at, String body, int events) {
        command(organisation, "\"v1\"")
                .body(body)
                .post(at + "/redeliveries")
                .then()
                .statusCode(200)
                .body("events", equalTo(events))
                .body("next", nullValue());
    }

    private static Response state(UUID organisation, String webhook) {
        Response found = as(organisation).get(WEBHOOKS + "/" + webhook);
        found.then().statusCode(200);
        return found;
    }

    private static long position(UUID organisation, String webhook) {
        String position = state(organisation, webhook).path("position");
        return Long.parseLong(position.substring(position.indexOf('.') + 1));
    }

    private static List<String> deliveries(UUID organisation, String at, String query) {
        return as(organisation).get(at + "/deliveries" + query).jsonPath().getList("id");
    }

    /** Every event that was sent was accepted; within a stream, what was accepted first comes in the order of its sequence. */
    private static void inOrderAndOnce(WebhookReceiver partner, List<Published<?>> sent) {
        List<Arrival> accepted = partner.accepted();
        assertThat(accepted.stream().map(Arrival::id).collect(Collectors.toSet()))
                .as("lost or foreign")
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(WebhooksIT::id).toList());
        assertThat(partner.arrivals())
                .allSatisfy(one -> assertThat(one.webhookId()).isEqualTo(one.id()));
        Map<String, Long> last = new HashMap<>();
        for (Arrival one : accepted) {
            long before = last.getOrDefault(one.stream(), 0L);
            // A repeat of what was accepted last may come; nothing is passed over and nothing comes late.
            assertThat(one.sequence()).as(one.stream()).isBetween(before, before + 1);
            last.put(one.stream(), one.sequence());
        }
    }

    private final Map<UUID, List<Streams.Stream<CollectionEvent>>> streams = new HashMap<>();

    /** The next event of so many lots, new ones or those of before. */
    private List<Published<?>> lots(UUID donor, int count, boolean fresh) {
        List<Streams.Stream<CollectionEvent>> all = streams.computeIfAbsent(donor, _ -> new ArrayList<>());
        List<Published<?>> said = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (fresh) {
                UUID lot = Ids.next();
                all.add(Streams.lot(lot, STRASBOURG, Environment.LIVE, donor));
                said.add(all.getLast().says(0, offer(lot, donor)));
            } else {
                said.add(all.get(i).says(0, new CollectionEvent.LotWithdrawn(Ids.next(), "pour voir", List.of())));
            }
        }
        return said;
    }

    private static Published<?> offered(Territory where, Environment env, UUID donor) {
        UUID lot = Ids.next();
        return Streams.lot(lot, where, env, donor).says(0, offer(lot, donor));
    }

    private static CollectionEvent.LotOffered offer(UUID lot, UUID donor) {
        return new CollectionEvent.LotOffered(
                lot, "L-1", donor, donor, List.of(new Quantity(DeviceCategory.LAPTOP, 3)), null);
    }

    private static String id(Published<?> event) {
        return event.envelope().id().toString();
    }

    private static RequestSpecification as(UUID organisation) {
        return given().auth().oauth2(TestTokens.of(organisation, "donor"));
    }

    private static RequestSpecification sandbox(UUID organisation) {
        return given().auth().oauth2(TestTokens.sandbox(organisation, "donor"));
    }

    private static RequestSpecification command(UUID organisation, @Nullable String etag) {
        return command(organisation, UUID.randomUUID().toString(), etag);
    }

    private static RequestSpecification command(UUID organisation, String key, @Nullable String etag) {
        RequestSpecification command =
                as(organisation).header("Idempotency-Key", key).contentType(ContentType.JSON);
        return etag == null ? command : command.header("If-Match", etag);
    }

    private static void soon(String what, BooleanSupplier condition) {
        var _ = Wait.until(what, SOON, condition);
    }

    private int changed(String update, UUID webhook) throws SQLException {
        try (Connection owner = owner();
                PreparedStatement statement = owner.prepareStatement(update)) {
            statement.setObject(1, webhook);
            return statement.executeUpdate();
        }
    }

    private String read(String query, String value) throws SQLException {
        try (Connection owner = owner();
                PreparedStatement statement = owner.prepareStatement(query)) {
            statement.setString(1, value);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    private Connection owner() throws SQLException {
        return DriverManager.getConnection(
                backends.jdbcUrl("gateway"), "gateway_owner", backends.databasePassword("gateway_owner"));
    }
}
