package network.reuse.collection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.reuse.defaults.testing.DocumentedCalls;
import network.reuse.defaults.testing.HttpManners;
import network.reuse.defaults.testing.Mutations;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.PublishedApi;
import network.reuse.defaults.testing.RegisteredOrganisation;
import network.reuse.defaults.testing.TestMetrics;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.TestBackends;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class CollectionServiceIT {
    private static final String DONOR = TestTokens.of(TestTokens.GRAND_EST, "donor");
    private static final String WORKSHOP = TestTokens.of(TestTokens.WORKSHOP, "refurbisher", "carrier");
    private static final String OTHER = TestTokens.of(TestTokens.OTHER_DONOR, "donor", "refurbisher", "carrier");

    @Inject
    RecordedSpans spans;

    @BeforeAll
    static void theRegisterNamesDonorAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void aLotGoesFromOfferToRegisteredDevicesAndTellsKafkaEachStep() throws Exception {
        String lot = offer("first");
        act(WORKSHOP, lot, "acceptance", 1, "{}").then().statusCode(200).body("status", equalTo("ACCEPTED"));
        CollectionCalls.agree(lot.substring(lot.lastIndexOf('/') + 1));
        act(WORKSHOP, lot, "pickup", 2, """
                        {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(TestTokens.WORKSHOP))
                .then()
                .statusCode(200)
                .body("legal", hasItem("LOADING"));
        String count = "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":2}]}";
        act(WORKSHOP, lot, "loading", 3, count).then().statusCode(200);
        act(DONOR, lot, "collection", 4, count).then().statusCode(200).body("status", equalTo("COLLECTED"));

        String csv = """
                category;manufacturer;model;serialNumber;partnerRef
                LAPTOP;Dell;Latitude 5490;SN-%1$s-1;R-%1$s-1
                LAPTOP;Dell;Latitude 5490;SN-%1$s-2;R-%1$s-2
                LAPTOP;Dell;Latitude 5490;SN-%1$s-3;R-%1$s-3
                FRIDGE;Dell;Latitude 5490;SN-%1$s-4;
                """.formatted(lot);
        register(lot, csv, true).then().statusCode(200).body("created", equalTo(2));
        register(lot, csv, false)
                .then()
                .statusCode(200)
                .body("created", equalTo(2))
                .body("rejected", equalTo(2))
                .body("rows", hasSize(4))
                .body("rows[2].errors[0].code", equalTo("more_than_collected"))
                .body("rows[3].errors[0].code", equalTo("unknown_category"));
        register(lot, csv, false)
                .then()
                .statusCode(200)
                .body("created", equalTo(0))
                .body("unchanged", equalTo(2));

        List<ConsumerRecord<String, byte[]>> said = eventsOf(lot, 5);
        assertThat(said.stream().map(event -> header(event, "ce_type")))
                .containsExactly(
                        "collection.LotOffered.v1",
                        "collection.LotAccepted.v1",
                        "collection.PickupScheduled.v1",
                        "collection.LotLoaded.v1",
                        "collection.LotCollected.v1");
        assertThat(said.stream().map(event -> header(event, "ce_sequence"))).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void theOutboxGrowsOlderWhileKafkaIsAwayAndWhileTheDatabaseIsAwayAsWell() throws Exception {
        backends().killKafka();
        try {
            String _ = offer("waits for Kafka");
            await("an event that waits").until(() -> outboxAge() > 2);
            backends().killPostgres();
            try {
                double before = outboxAge();
                await("it to wait longer").atMost(Duration.ofSeconds(20)).until(() -> outboxAge() > before + 3);
            } finally {
                backends().startPostgres();
            }
        } finally {
            backends().startKafka();
        }
        await("the outbox to drain").atMost(Duration.ofSeconds(60)).until(() -> outboxAge() == 0);
        noConnectionIsBroken();
    }

    private static double outboxAge() {
        return TestMetrics.value("reuse_outbox_oldest_age_seconds");
    }

    @Test
    void fiftyCallsWithOneKeyHaveOneEffectAndOneAnswer() throws Exception {
        String lot = offer("hurried");
        String key = "accept-" + lot;
        List<Future<Response>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(50)) {
            for (int i = 0; i < 50; i++) {
                calls.add(callers.submit(() -> command(WORKSHOP, key)
                        .header("If-Match", "\"v1\"")
                        .body("{}")
                        .post("/v1/collection/lots/" + lot + "/acceptance")));
            }
        }
        String first = calls.getFirst().get().asString();
        for (Future<Response> call : calls) {
            assertThat(call.get().statusCode()).isEqualTo(200);
            assertThat(call.get().asString()).isEqualTo(first);
        }
        assertThat(count("select count(*) from event_journal where stream_id = '" + lot + "'"))
                .isEqualTo(2);
    }

    @Test
    void aKeyGivesItsAnswerAgainAfterTheLotMovedOnAndRefusesAnotherBody() {
        String lot = offer("replayed");
        String key = "accept-" + lot;
        String answer = command(WORKSHOP, key)
                .header("If-Match", "\"v1\"")
                .body("{}")
                .post("/v1/collection/lots/" + lot + "/acceptance")
                .asString();
        command(DONOR, UUID.randomUUID().toString())
                .header("If-Match", "\"v2\"")
                .body("{\"reason\":\"donné ailleurs\"}")
                .post("/v1/collection/lots/" + lot + "/withdrawal")
                .then()
                .statusCode(200);
        Response again = command(WORKSHOP, key)
                .header("If-Match", "\"v1\"")
                .body("{}")
                .post("/v1/collection/lots/" + lot + "/acceptance");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.asString()).isEqualTo(answer);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        command(WORKSHOP, key)
                .header("If-Match", "\"v1\"")
                .body("{\"workshop\":\"%s\"}".formatted(TestTokens.WORKSHOP))
                .post("/v1/collection/lots/" + lot + "/acceptance")
                .then()
                .statusCode(422)
                .body("code", equalTo("key_reused"));
    }

    @Test
    void whatIsNotLegalNowIsRefusedWithWhatIs() {
        String lot = offer("hasty");
        act(
                        WORKSHOP,
                        lot,
                        "pickup",
                        1,
                        "{\"carrier\":\"%s\",\"from\":\"2026-12-01T08:00:00Z\",\"until\":\"2026-12-01T10:00:00Z\"}"
                                .formatted(TestTokens.WORKSHOP))
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("illegal_now"))
                .body("extensions.legal", hasItem("ACCEPTANCE"));
        act(WORKSHOP, lot, "acceptance", 7, "{}").then().statusCode(412).body("extensions.current", equalTo("\"v1\""));
        command(WORKSHOP, UUID.randomUUID().toString())
                .body("{}")
                .post("/v1/collection/lots/" + lot + "/acceptance")
                .then()
                .statusCode(428);
    }

    @Test
    void anotherOrganisationNeitherSeesNorMovesALot() {
        String lot = offer("private");
        given().auth().oauth2(OTHER).get("/v1/collection/lots/" + lot).then().statusCode(404);
        act(OTHER, lot, "acceptance", 1, "{}").then().statusCode(404);
        act(DONOR, lot, "acceptance", 1, "{}").then().statusCode(403);
        given().get("/v1/collection/lots/" + lot)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("unauthenticated"));
        given().auth()
                .oauth2(DONOR)
                .get("/v1/collection/lots/" + lot)
                .then()
                .statusCode(200)
                .header("ETag", "\"v1\"");
    }

    @Test
    void conditionsCompareTagsAsHttpSays() throws IOException {
        String lot = "/v1/collection/lots/" + offer("conditions");
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        HttpManners.conditionsOfAReadCompareTags(port, lot);
        HttpManners.aCommandTakesNoConditionButOneStrongTag(port, lot + "/withdrawal", "{\"reason\":\"condition\"}");
        HttpManners.conditionsOfAReadCompareTags(port, lot);
        given().auth().oauth2(DONOR).get(lot).then().header("ETag", "\"v1\"").body("status", equalTo("OFFERED"));
    }

    @Test
    void everyErrorIsAProblemInBothLanguages() {
        command(DONOR, "k1")
                .body("{\"recipient\":\"nope\"}")
                .post("/v1/collection/lots")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/recipient"))
                .body("errors[0].code", equalTo("not_a_uuid"));
        command(DONOR, "k2").body("{").post("/v1/collection/lots").then().statusCode(400);
        command(DONOR, "k3")
                .body(
                        "{\"recipient\":\"%s\",\"commune\":\"67482\",\"quantities\":[{\"category\":\"LAPTOP\",\"count\":-1}]}"
                                .formatted(TestTokens.WORKSHOP))
                .post("/v1/collection/lots")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/quantities/0/count"))
                .body("errors[0].messages.fr", equalTo("Zéro ou plus."));
        given().auth()
                .oauth2(DONOR)
                .delete("/v1/collection/lots")
                .then()
                .statusCode(405)
                .header("Allow", containsString("GET"))
                .header("Allow", containsString("POST"))
                .contentType("application/problem+json");
        given().auth().oauth2(DONOR).get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
        given().auth()
                .oauth2(DONOR)
                .header("Idempotency-Key", "k4")
                .contentType("text/plain")
                .body("x")
                .post("/v1/collection/lots")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(DONOR)
                .get("/v1/collection/lots;a=b")
                .then()
                .statusCode(400)
                .body("code", equalTo("ambiguous_path"));
    }

    @Test
    void theSandboxAndTheLiveNetworkNeverMeetEvenInOneOrganisation() {
        String sandbox = TestTokens.sandbox(TestTokens.GRAND_EST, "donor");
        String body = """
                {"recipient":"%s","commune":"67482","quantities":[{"category":"LAPTOP","count":1}],"partnerRef":"both"}""".formatted(TestTokens.WORKSHOP);
        String tried = command(sandbox, "one-key")
                .body(body)
                .post("/v1/collection/lots")
                .then()
                .statusCode(201)
                .body("env", equalTo("TEST"))
                .extract()
                .path("id");
        String real = command(DONOR, "one-key")
                .body(body)
                .post("/v1/collection/lots")
                .then()
                .statusCode(201)
                .body("env", equalTo("LIVE"))
                .extract()
                .path("id");
        assertThat(real).isNotEqualTo(tried);
        given().auth().oauth2(DONOR).get("/v1/collection/lots/" + tried).then().statusCode(404);
        given().auth().oauth2(sandbox).get("/v1/collection/lots/" + real).then().statusCode(404);
        act(WORKSHOP, tried, "acceptance", 1, "{}").then().statusCode(404);
        given().auth()
                .oauth2(sandbox)
                .get("/v1/collection/lots?partnerRef=both")
                .then()
                .statusCode(200)
                .body("id", equalTo(List.of(tried)));
    }

    @Test
    void fiftyOffersWithOneKeyAndOneReferenceMakeOneLot() throws Exception {
        String body = """
                {"recipient":"%s","commune":"67482","quantities":[{"category":"LAPTOP","count":1}],"partnerRef":"only-once"}""".formatted(TestTokens.WORKSHOP);
        List<Future<Response>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(50)) {
            for (int i = 0; i < 50; i++) {
                calls.add(callers.submit(
                        () -> command(DONOR, "only-once").body(body).post("/v1/collection/lots")));
            }
        }
        for (Future<Response> call : calls) {
            assertThat(call.get().statusCode()).as(call.get().asString()).isEqualTo(201);
        }
        assertThat(count("select count(*) from lot where partner_ref = 'only-once'"))
                .isEqualTo(1);
        command(DONOR, "another-key")
                .body(body)
                .post("/v1/collection/lots")
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("errors[0].pointer", equalTo("/partnerRef"))
                .body("extensions.existing", equalTo(calls.getFirst().get().<String>path("id")));
    }

    @Test
    void aDeviceThatIsInTheNetworkAlreadyLeavesItsRoomToItsNeighbours() {
        String csv = """
                category;manufacturer;model;serialNumber
                LAPTOP;Dell;Latitude;ROOM-1
                """;
        register(collected("room-of-others"), csv, false).then().statusCode(200).body("created", equalTo(1));
        String lot = collected("room");
        String three = """
                category;manufacturer;model;serialNumber
                LAPTOP;Dell;Latitude;ROOM-1
                LAPTOP;Dell;Latitude;ROOM-2
                LAPTOP;Dell;Latitude;ROOM-3
                LAPTOP;Dell;Latitude;ROOM-1
                LAPTOP;Dell;Latitude;ROOM-2
                """;
        for (boolean dryRun : new boolean[] {true, false}) {
            register(lot, three, dryRun)
                    .then()
                    .statusCode(200)
                    .body("rows.outcome", equalTo(List.of("REJECTED", "CREATED", "CREATED", "REJECTED", "UNCHANGED")))
                    .body("rows[0].errors[0].code", equalTo("already_in_network"))
                    .body("rows[4].deviceId", dryRun ? nullValue() : notNullValue());
        }
    }

    @Test
    void whoIsNotInTheRegisterIsNeitherWorkshopNorCarrier() {
        String lot = offer("misspelt");
        act(WORKSHOP, lot, "acceptance", 1, "{\"workshop\":\"%s\"}".formatted(UUID.randomUUID()))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/workshop"));
        act(WORKSHOP, lot, "acceptance", 1, "{}").then().statusCode(200);
        act(
                        WORKSHOP,
                        lot,
                        "pickup",
                        2,
                        "{\"carrier\":\"%s\",\"from\":\"2026-12-01T08:00:00Z\",\"until\":\"2026-12-01T10:00:00Z\"}"
                                .formatted(UUID.randomUUID()))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/carrier"));
    }

    @Test
    void mutationsOfEveryCallAreKeptAsTheyAreOrRefusedByTheirPlace() throws Exception {
        Mutations.everyMutationIsKeptAsItIsOrRefusedByItsPlace(DocumentedCalls.of(port(), PublishedApi.live())
                .thing("/v1/collection/lots/{id}", offer("mutated"))
                .value("reason", "Changement de situation"));
    }

    @Test
    void aTextIsKeptInItsNormalForm() {
        for (String reference : List.of("  PARC\u00a0 2026 ", "PARC\u202f2026", "PARC\t2026\n")) {
            command(DONOR, UUID.randomUUID().toString())
                    .body("""
                            {"recipient":"%s","commune":"67482","quantities":[{"category":"LAPTOP","count":1}],"partnerRef":"%s"}""".formatted(
                            TestTokens.WORKSHOP, reference.replace("\t", "\\t").replace("\n", "\\n")))
                    .post("/v1/collection/lots")
                    .then()
                    .statusCode(reference.startsWith(" ") ? 201 : 409);
        }
        for (String asked : List.of("PARC 2026", "PARC\u00a02026", " PARC  2026 ")) {
            given().auth()
                    .oauth2(DONOR)
                    .queryParam("partnerRef", asked)
                    .get("/v1/collection/lots")
                    .then()
                    .statusCode(200)
                    .body("partnerRef", equalTo(List.of("PARC 2026")));
        }
    }

    @Test
    void aPickupLiesNearAndIsShort() {
        String lot = offer("far");
        act(WORKSHOP, lot, "acceptance", 1, "{}").then().statusCode(200);
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        for (Instant until : List.of(
                tomorrow.plus(Duration.ofDays(32)), tomorrow.plus(Duration.ofDays(300)), tomorrow.minusSeconds(1))) {
            act(
                            WORKSHOP,
                            lot,
                            "pickup",
                            2,
                            "{\"carrier\":\"%s\",\"from\":\"%s\",\"until\":\"%s\"}"
                                    .formatted(TestTokens.WORKSHOP, tomorrow, until))
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/until"));
        }
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    @Test
    void whatCannotBeReadIsSaidToBeUnreadable() {
        given().auth()
                .oauth2(DONOR)
                .get("/v1/collection/lots?after=abc")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/after"))
                .body("errors[0].code", equalTo("not_a_uuid"));
        command(DONOR, "null-character")
                .body("""
                        {"recipient":"%s","commune":"67482","quantities":[{"category":"LAPTOP","count":1}],"partnerRef":"a\\u0000b"}""".formatted(TestTokens.WORKSHOP))
                .post("/v1/collection/lots")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/partnerRef"))
                .body("errors[0].code", equalTo("invisible_character"));
    }

    @Test
    void theApiRoleSeesNoMoreThanItsOrganisation() throws SQLException {
        String lot = offer("walled");
        try (Connection api = DriverManager.getConnection(
                        backends().jdbcUrl("collection"),
                        "collection_api",
                        backends().databasePassword("collection_api"));
                Statement statement = api.createStatement()) {
            assertThat(rows(statement, "select * from lot")).isZero();
            assertThat(rows(statement, "select * from idempotency_key")).isZero();
            statement.execute("set app.organisation = '" + TestTokens.OTHER_DONOR + "'");
            assertThat(rows(statement, "select * from lot where id = '" + lot + "'"))
                    .isZero();
            assertThat(statement.executeUpdate("update lot set version = 9 where id = '" + lot + "'"))
                    .isZero();
            statement.execute("set app.organisation = '" + TestTokens.GRAND_EST + "'");
            assertThat(rows(statement, "select * from lot where id = '" + lot + "'"))
                    .isOne();
        }
    }

    @Test
    void aDatabaseThatHasNoRoomOrLostItsConnectionsIsAwayForAMoment() throws Exception {
        for (String state : List.of("53100", "53200", "53300", "08006", "58030")) {
            asOwner("create function no_room() returns trigger language plpgsql as $$ begin"
                    + " raise exception using errcode = '" + state + "', message = 'no room'; end $$");
            asOwner("create trigger no_room before insert on lot for each row when (new.code is not null)"
                    + " execute function no_room()");
            try {
                command(DONOR, "no-room-" + state)
                        .body("""
                                {"recipient":"%s","commune":"67482","quantities":[{"category":"LAPTOP","count":2}]}""".formatted(TestTokens.WORKSHOP))
                        .post("/v1/collection/lots")
                        .then()
                        .statusCode(503)
                        .header("Retry-After", notNullValue())
                        .body("code", equalTo("unavailable"));
            } finally {
                asOwner("drop trigger no_room on lot");
                asOwner("drop function no_room()");
            }
        }
        for (int i = 0; i < 10; i++) {
            try (Connection same = DriverManager.getConnection(
                            backends().jdbcUrl("collection"),
                            "collection_api",
                            backends().databasePassword("collection_api"));
                    Statement statement = same.createStatement()) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where usename = current_user and pid <> pg_backend_pid()");
            }
            assertThat(given().auth().oauth2(DONOR).get("/v1/collection/lots").statusCode())
                    .isIn(200, 503);
        }
        noConnectionIsBroken();
    }

    @Test
    void commandsWhoseConnectionsBreakAreAnswered503AndTakeEffectOnceWhenTheyAreSentAgain() throws Exception {
        Map<String, Integer> last = new ConcurrentHashMap<>();
        Set<Integer> answers = ConcurrentHashMap.newKeySet();
        AtomicBoolean broken = new AtomicBoolean();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String caller = "breaks-" + i + "-";
                calls.add(callers.submit(() -> {
                    for (int n = 0; n < 40 || !broken.get(); n++) {
                        int status = offerOnce(caller + n);
                        last.put(caller + n, status);
                        answers.add(status);
                    }
                }));
            }
            await("commands that take effect").until(() -> last.size() > 40);
            backends().killPostgres();
            try {
                await("commands that do not").until(() -> answers.contains(503));
            } finally {
                backends().startPostgres();
                broken.set(true);
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
        assertThat(answers).containsOnly(201, 503);
        noConnectionIsBroken();
        for (String key : last.keySet()) {
            await("the answer to " + key).pollDelay(Duration.ZERO).until(() -> offerOnce(key) == 201);
        }
        assertThat(count("select count(*) from event_journal where type = 'collection.LotOffered.v1'"
                        + " and stream_id in (select id from lot where state like '%breaks-%')"))
                .isEqualTo(last.size());
    }

    /** A connection that broke may be handed out once more before the pool has noticed. */
    private static void noConnectionIsBroken() {
        AtomicInteger inARow = new AtomicInteger();
        await("twenty answers in a row").atMost(Duration.ofSeconds(30)).until(() -> {
            int status = given().auth().oauth2(DONOR).get("/v1/collection/lots").statusCode();
            return inARow.updateAndGet(before -> status == 200 ? before + 1 : 0) >= 20;
        });
    }

    private static int offerOnce(String key) {
        return command(DONOR, key)
                .body("""
                        {"recipient":"%s","commune":"67482","partnerRef":"%s",
                        "quantities":[{"category":"LAPTOP","count":2}]}""".formatted(TestTokens.WORKSHOP, key))
                .post("/v1/collection/lots")
                .statusCode();
    }

    @Test
    void registeringTakesNoLongerInALargeLotThanInASmallOne() throws Exception {
        String small = collected("small-lot", 20);
        String large = collected("large-lot", 60_000);
        register(large, line("large", 0), false).then().statusCode(200).body("created", equalTo(1));
        asOwner("""
                insert into device (id, version, sequence, previous_status, status, state, readers, owners, env, changed_at,
                                    code, lot_id, manufacturer, serial_number, registrar, partner_ref)
                select gen_random_uuid(), version, sequence, previous_status, status, state, readers, owners, env, changed_at,
                       'X-' || i, lot_id, manufacturer, serial_number || '-' || i, registrar, partner_ref || '-' || i
                  from device, generate_series(1, 20000) i where lot_id = '%s'""".formatted(large));
        asOwner("analyze device");
        double inSmall = millis(small, "small");
        double inLarge = millis(large, "large");
        System.out.printf(
                "one line into an empty lot: %.1f ms, into one of 20,000 devices: %.1f ms%n", inSmall, inLarge);

        assertThat(inLarge).isLessThan(3 * inSmall + 10);
    }

    /** The median time of registering one device, in milliseconds. */
    private static double millis(String lot, String name) {
        List<Long> nanos = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            long begin = System.nanoTime();
            register(lot, line(name, i), false).then().statusCode(200).body("created", equalTo(1));
            nanos.add(System.nanoTime() - begin);
        }
        return nanos.stream().sorted().toList().get(4) / 1e6;
    }

    private static String line(String lot, int number) {
        return "category;manufacturer;model;serialNumber;partnerRef\nLAPTOP;Dell;5490;" + lot + "-" + number + ";" + lot
                + "-" + number + "\n";
    }

    /** A lot of so many laptops that both sides have counted. */
    private static String collected(String name, int laptops) {
        String quantities = "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":" + laptops + "}]}";
        String lot = command(DONOR, "offer-" + name)
                .body("""
                        {"recipient":"%s","commune":"67482","quantities":[{"category":"LAPTOP","count":%d}]}""".formatted(TestTokens.WORKSHOP, laptops))
                .post("/v1/collection/lots")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        act(WORKSHOP, lot, "acceptance", 1, "{}").then().statusCode(200);
        CollectionCalls.agree(lot.substring(lot.lastIndexOf('/') + 1));
        act(WORKSHOP, lot, "pickup", 2, """
                        {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(TestTokens.WORKSHOP))
                .then()
                .statusCode(200);
        act(WORKSHOP, lot, "loading", 3, quantities).then().statusCode(200);
        act(DONOR, lot, "collection", 4, quantities).then().statusCode(200);
        return lot;
    }

    private static void asOwner(String statement) throws SQLException {
        try (Connection owner = DriverManager.getConnection(
                        backends().jdbcUrl("collection"),
                        "collection_owner",
                        backends().databasePassword("collection_owner"));
                Statement sql = owner.createStatement()) {
            sql.execute(statement);
        }
    }

    private static TestBackends backends() {
        return NetworkResource.backends("collection");
    }

    private static String offer(String name) {
        return command(DONOR, "offer-" + name)
                .body("""
                        {"recipient":"%s","commune":"67482","quantities":[{"category":"LAPTOP","count":2}],"partnerRef":"%s"}""".formatted(TestTokens.WORKSHOP, name))
                .post("/v1/collection/lots")
                .then()
                .statusCode(201)
                .body("status", equalTo("OFFERED"))
                .extract()
                .path("id");
    }

    /** A lot of two laptops that has been collected. */
    private static String collected(String name) {
        String lot = offer(name);
        String count = "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":2}]}";
        act(WORKSHOP, lot, "acceptance", 1, "{}").then().statusCode(200);
        CollectionCalls.agree(lot.substring(lot.lastIndexOf('/') + 1));
        act(WORKSHOP, lot, "pickup", 2, """
                        {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(TestTokens.WORKSHOP))
                .then()
                .statusCode(200);
        act(WORKSHOP, lot, "loading", 3, count).then().statusCode(200);
        act(DONOR, lot, "collection", 4, count).then().statusCode(200);
        return lot;
    }

    private static Response act(String token, String lot, String move, int version, String body) {
        return command(token, move + "-" + lot + "-" + UUID.randomUUID())
                .header("If-Match", "\"v" + version + "\"")
                .body(body)
                .post("/v1/collection/lots/" + lot + "/" + move);
    }

    private static Response register(String lot, String csv, boolean dryRun) {
        return given().auth()
                .oauth2(WORKSHOP)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/v1/collection/lots/" + lot + "/devices?dryRun=" + dryRun);
    }

    private static RequestSpecification command(String token, String key) {
        return given().auth().oauth2(token).header("Idempotency-Key", key).contentType(ContentType.JSON);
    }

    @Test
    void whetherATraceIsKeptIsDecidedOnceForACommandItsEventsAndWhoConsumesThem() throws Exception {
        String kept = trace();
        String passedOver = trace();
        for (String trace : List.of(passedOver, kept)) {
            String flag = trace.equals(kept) ? "01" : "00";
            String lot = CollectionCalls.command(DONOR)
                    .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-" + flag)
                    .body("""
                            {"recipient":"%s","commune":"67482","quantities":[{"category":"LAPTOP","count":1}]}""".formatted(TestTokens.WORKSHOP))
                    .post("/v1/collection/lots")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            assertThat(header(eventsOf(lot, 1).getFirst(), "traceparent"))
                    .as("what the topic says of it")
                    .matches("00-" + trace + "-[0-9a-f]{16}-" + flag)
                    .isNotEqualTo("00-" + trace + "-00f067aa0ba902b7-" + flag);
        }
        // Another service's event, which this one consumes.
        try (var network = new KafkaProducer<>(
                backends().kafkaClient("gateway"), new StringSerializer(), new ByteArraySerializer())) {
            for (String trace : List.of(passedOver, kept)) {
                var arriving = RegisteredOrganisation.first(1, UUID.randomUUID())
                        .getFirst()
                        .message();
                String flag = trace.equals(kept) ? "01" : "00";
                arriving.headers()
                        .add(
                                "traceparent",
                                ("00-" + trace + "-00f067aa0ba902b7-" + flag).getBytes(StandardCharsets.UTF_8));
                var _ = network.send(new ProducerRecord<>(
                                arriving.topic(), 0, arriving.key(), arriving.value(), arriving.headers()))
                        .get();
            }
        }

        await("the spans of the trace that is kept")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(spans.of(kept))
                        .extracting(SpanData::getKind)
                        .contains(SpanKind.SERVER, SpanKind.CONSUMER));
        assertThat(spans.of(passedOver)).isEmpty();
        assertThat(spans.of(kept))
                .allSatisfy(span -> assertThat(span.getAttributes() + " " + span.getEvents())
                        .doesNotContain(DONOR, "Bearer", "password"));
    }

    private static String trace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static List<ConsumerRecord<String, byte[]>> eventsOf(String stream, int expected) {
        Map<String, Object> settings = new HashMap<>(backends().kafkaClient("audit"));
        settings.put("group.id", "audit-" + UUID.randomUUID());
        settings.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("collection.events"));
            await("the events of " + stream).atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(event -> {
                    if (stream.equals(event.key())) {
                        found.add(event);
                    }
                });
                return found.size() >= expected;
            });
        }
        return found;
    }

    private static String header(ConsumerRecord<String, byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static long count(String query) throws SQLException {
        try (Connection audit = DriverManager.getConnection(
                        backends().jdbcUrl("collection"), "audit", backends().auditPassword());
                PreparedStatement statement = audit.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    private static int rows(Statement statement, String query) throws SQLException {
        int n = 0;
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                n++;
            }
        }
        return n;
    }
}
