package network.reuse.gateway;

import static io.restassured.RestAssured.given;
import static network.reuse.contracts.DeviceCategory.LAPTOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.Published;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Territory;
import network.reuse.contracts.Topics;
import network.reuse.defaults.commit.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.Tokens;
import network.reuse.servers.TestBackends;
import network.reuse.servers.Wait;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@QuarkusTest
@QuarkusTestResource(
        value = NetworkResource.class,
        initArgs = @ResourceArg(name = "service", value = "gateway"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = FakeService.class, restrictToAnnotatedClass = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ADMIN = Tokens.of(Tokens.ADMIN, "admin");
    private static final String DONOR = Tokens.of(Tokens.GRAND_EST, "donor");

    @TestHTTPResource("/")
    URI root = URI.create("/");

    private final TestBackends backends = NetworkResource.backends("gateway");
    private final Sending sending = new Sending(backends);

    @AfterAll
    void stop() {
        sending.close();
    }

    @Test
    void eventsOfBothServicesMoveTheCountersWhateverArrivesTwice() {
        Territory nantes = new Territory("52", "44", "44109");
        UUID lot = Ids.next();
        var offers = Streams.lot(lot, nantes, Environment.LIVE, Tokens.GRAND_EST);
        var _ = offers.says(
                0, new CollectionEvent.LotOffered(lot, "L-1", Tokens.GRAND_EST, Tokens.WORKSHOP, laptops(10), null));
        var _ = offers.says(0, new CollectionEvent.LotAccepted(lot, Tokens.WORKSHOP, laptops(10)));
        var _ = offers.says(0, new CollectionEvent.LotCollected(lot, Tokens.CARRIER, laptops(9)));
        var _ = offers.says(0, new CollectionEvent.LotCorrected(lot, laptops(9), laptops(8), "counted again"));
        List<Published<?>> all = new ArrayList<>(offers.events());
        for (int i = 0; i < 5; i++) {
            all.addAll(wayToReady(Ids.next(), nantes, Environment.LIVE));
        }
        all.addAll(wayToReady(Ids.next(), nantes, Environment.TEST));

        sending.send(all);
        sending.send(all);

        soon(() -> now("52", "READY") == 5);
        assertThat(now("52", "OFFERED")).isEqualTo(10);
        assertThat(now("52", "AGREED")).isEqualTo(10);
        assertThat(now("52", "COLLECTED")).isEqualTo(8);
        JsonPath progress = get("52");
        assertThat(progress.getLong("stages.find{it.stage=='REGISTERED'}.now")).isZero();
        assertThat(progress.getLong("stages.find{it.stage=='REGISTERED'}.ever")).isEqualTo(5);
        assertThat(progress.getLong("departments.find{it.department=='44'}.stages.find{it.stage=='READY'}.ever"))
                .isEqualTo(5);
        assertThat(progress.getString("departments.find{it.department=='44'}.name"))
                .isEqualTo("Loire-Atlantique");
    }

    @Test
    void refurbMayBeHeardBeforeCollection() {
        Territory rennes = new Territory("53", "35", "35238");
        UUID id = Ids.next();
        List<Published<?>> way = wayToReady(id, rennes, Environment.LIVE);

        sending.send(way.subList(1, way.size()));
        soon(() -> now("53", "READY") == 1);
        assertThat(get("53").getLong("stages.find{it.stage=='REGISTERED'}.ever"))
                .isZero();
        sending.send(way.subList(0, 1));

        soon(() -> get("53").getLong("stages.find{it.stage=='REGISTERED'}.ever") == 1);
        assertThat(now("53", "READY")).isEqualTo(1);
        assertThat(now("53", "REGISTERED")).isZero();
    }

    @Test
    void theStreamGivesTheStateAtEveryNumber() {
        Territory lille = new Territory("32", "59", "59350");
        sending.send(wayToReady(Ids.next(), lille, Environment.LIVE));
        soon(() -> now("32", "READY") == 1);

        try (LiveReader reader = new LiveReader(stream("32", ""), null)) {
            assertThat(reader.response().headers().firstValue("X-Accel-Buffering"))
                    .contains("no");
            assertThat(reader.response().headers().firstValue("Cache-Control")).contains("no-cache");
            for (int i = 0; i < 20; i++) {
                sending.send(wayToReady(Ids.next(), lille, Environment.LIVE));
            }
            soon(() -> last(reader, "59", "READY") == 21);
            // Refurb may be heard before collection: what collection says may still be on its way.
            soon(() -> get("32").getLong("stages.find{it.stage=='REGISTERED'}.ever") == 21);
            JsonPath end = get("32");
            soon(() -> reader.numbered().getLast().number() == end.getLong("seq"));
            soon(() -> reader.frames().stream().anyMatch(frame -> frame.event().equals("heartbeat")));

            assertThat(reader.numbered().getFirst().event()).isEqualTo("snapshot");
            long before = -1;
            Map<String, String> state = new TreeMap<>();
            for (LiveReader.Frame frame : reader.numbered()) {
                assertThat(frame.number()).isGreaterThan(before);
                before = frame.number();
                if (frame.event().equals("snapshot")) {
                    state.clear();
                }
                frame.data().path("cells").forEach(cell -> state.put(key(cell), figures(cell)));
                assertThat(state).as("after %d", before).isEqualTo(at("32", before));
            }
            assertThat(before).isEqualTo(end.getLong("seq"));
        }
    }

    @Test
    void whoComesBackGetsWhatItMissedAndNoMore() {
        Territory lyon = new Territory("84", "69", "69123");
        sending.send(wayToReady(Ids.next(), lyon, Environment.LIVE));
        soon(() -> now("84", "READY") == 1);
        long seen = get("84").getLong("seq");
        UUID id = Ids.next();
        sending.send(List.of(
                Streams.device(id, lyon, Environment.LIVE, Tokens.GRAND_EST).says(1, registered(id))));
        soon(() -> now("84", "REGISTERED") == 1);

        try (LiveReader reader = new LiveReader(stream("84", ""), Long.toString(seen))) {
            soon(() -> !reader.numbered().isEmpty());
            LiveReader.Frame first = reader.numbered().getFirst();
            assertThat(first.event()).isEqualTo("change");
            assertThat(first.data().path("cells")).hasSize(1);
            assertThat(first.data().at("/cells/0/stage").asText()).isEqualTo("REGISTERED");
        }
        try (LiveReader reader = new LiveReader(stream("84", "&lastEventId=" + seen), null)) {
            soon(() -> !reader.numbered().isEmpty());
            assertThat(reader.numbered().getFirst().event()).isEqualTo("change");
        }
        try (LiveReader reader = new LiveReader(stream("84", "&lastEventId=7"), "999999999")) {
            soon(() -> reader.frames().size() >= 2);
            assertThat(reader.frames().get(0).event()).isEqualTo("resync");
            assertThat(reader.frames().get(1).event()).isEqualTo("snapshot");
        }
        String current = Long.toString(get("84").getLong("seq"));
        try (LiveReader reader = new LiveReader(stream("84", ""), current)) {
            soon(() -> !reader.frames().isEmpty());
            assertThat(reader.numbered()).isEmpty();
        }
    }

    @Test
    void figuresOfThePastStayTheSame() {
        Territory bordeaux = new Territory("75", "33", "33063");
        sending.send(wayToReady(Ids.next(), bordeaux, Environment.LIVE));
        soon(() -> now("75", "READY") == 1);
        String then = Instant.now().toString();
        String figuresThen = asOf("75", then);
        assertThat(JsonPath.from(figuresThen).getLong("stages.find{it.stage=='READY'}.now"))
                .isEqualTo(1);

        sending.send(wayToReady(Ids.next(), bordeaux, Environment.LIVE));
        soon(() -> now("75", "READY") == 2);

        assertThat(asOf("75", then)).isEqualTo(figuresThen);
        assertThat(JsonPath.from(asOf("75", "2020-01-01T00:00:00+01:00"))
                        .getLong("stages.find{it.stage=='READY'}.ever"))
                .isZero();
        given().queryParam("region", "75")
                .queryParam("asOf", Instant.now().plusSeconds(60).toString())
                .get("/v1/progress")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/asOf"));
    }

    @Test
    void aTargetSaysItsRuleAndAnUnknownRegionIsRefused() {
        JsonPath progress = get("44");
        assertThat(progress.getInt("target.goal")).isEqualTo(20_000);
        assertThat(progress.getString("target.deadline")).isEqualTo("2025-12-31");
        assertThat(progress.getList("target.categories", String.class)).containsExactly("DESKTOP", "LAPTOP");
        assertThat(progress.getInt("target.counted") + progress.getInt("target.remaining"))
                .isEqualTo(20_000);
        String etag = given().get("/v1/progress?region=44").header("ETag");
        given().header("If-None-Match", etag)
                .get("/v1/progress?region=44")
                .then()
                .statusCode(304);
        for (String bad : List.of("/v1/progress?region=98", "/v1/progress", "/v1/progress/stream?region=67")) {
            given().get(bad)
                    .then()
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("errors[0].pointer", equalTo("/region"));
        }
        given().get("/v1/progress?region=44&seq=999999999").then().statusCode(422);
    }

    @Test
    void aPassportIsForThePartiesAlone() throws SQLException {
        Territory strasbourg = new Territory("44", "67", "67482");
        UUID id = Ids.next();
        var bench = Streams.bench(id, strasbourg, Environment.LIVE, Tokens.GRAND_EST, Tokens.WORKSHOP);
        var at = Streams.device(id, strasbourg, Environment.LIVE, Tokens.GRAND_EST, Tokens.WORKSHOP);
        var _ = at.says(1, registered(id));
        var _ = bench.says(2, new RefurbEvent.DeviceReceived(id, "D-7Q4K2M", Tokens.WORKSHOP, LAPTOP));
        var _ = bench.says(
                2,
                new RefurbEvent.DeviceTriaged(
                        id,
                        List.of(
                                new RefurbEvent.Medium("S1", MediumKind.SSD, 1L),
                                new RefurbEvent.Medium("S2", MediumKind.HDD, 1L))));
        var _ = bench.says(
                2, new RefurbEvent.MediumErased(id, "S1", "nvme sanitize", "nwipe", SanitisationLevel.PURGE));
        sending.send(at.events());
        sending.send(bench.events());

        soon(() -> passport(id, DONOR).statusCode() == 200
                && passport(id, DONOR).jsonPath().getList("steps").size() == 4);
        passport(id, DONOR)
                .then()
                .body("code", equalTo("D-7Q4K2M"))
                .body("stage", equalTo("TRIAGED"))
                .body("donorKind", equalTo("PUBLIC_BODY"))
                .body("custody.service", equalTo(List.of("collection", "refurb")))
                .body("steps[0].what.fr", containsString("Enregistré"))
                .body("steps[0].what.en", containsString("Registered"))
                .body("media.find{it.serialNumber=='S1'}.level", equalTo("PURGE"))
                .body("media.find{it.serialNumber=='S2'}.level", equalTo("NONE"))
                .body("target.counts", equalTo(false))
                .body("target.rule", equalTo("44-v1"))
                .body("target.why.fr", containsString("Pas encore"));
        assertThat(passport(id, Tokens.of(Tokens.WORKSHOP, "refurbisher")).statusCode())
                .isEqualTo(200);
        passport(id, Tokens.of(Tokens.OTHER_DONOR, "donor"))
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        passport(id, Tokens.of(Tokens.GRAND_EST)).then().statusCode(403);
        given().get("/v1/devices/" + id + "/passport").then().statusCode(401).contentType("application/problem+json");
        assertThat(rowsSeenBy(Tokens.GRAND_EST, id)).isEqualTo("1/4");
        assertThat(rowsSeenBy(Tokens.OTHER_DONOR, id)).isEqualTo("0/0");
    }

    @Test
    void anAdministratorKeepsTheRegisterAndEverybodyReadsIt() {
        UUID id = Ids.next();
        Map<String, Object> form = new HashMap<>(Map.of(
                "id", id,
                "name", "Atelier de Strasbourg",
                "siret", "732 829 320 00074",
                "kind", "SOCIAL_WORKSHOP",
                "commune", "67482"));
        String key = UUID.randomUUID().toString();

        command(ADMIN, key, form, "/v1/organisations")
                .then()
                .statusCode(201)
                .header("Location", "/v1/organisations/" + id)
                .header("ETag", "\"v1\"")
                .body("region", equalTo("44"))
                .body("siret", equalTo("73282932000074"));
        command(ADMIN, key, form, "/v1/organisations").then().statusCode(201).header("Idempotent-Replayed", "true");
        command(ADMIN, UUID.randomUUID().toString(), form, "/v1/organisations")
                .then()
                .statusCode(409);
        form.put("siret", "73282932000075");
        command(ADMIN, UUID.randomUUID().toString(), form, "/v1/organisations")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/siret"));
        command(ADMIN, key, form, "/v1/organisations").then().statusCode(422);
        command(DONOR, UUID.randomUUID().toString(), form, "/v1/organisations")
                .then()
                .statusCode(403);

        Map<String, Object> correction = new HashMap<>(form);
        correction.remove("id");
        correction.put("siret", "73282932000074");
        correction.put("name", "Atelier du Rhin");
        correction.put("reason", "Nouveau nom");
        String path = "/v1/organisations/" + id + "/correction";
        command(ADMIN, UUID.randomUUID().toString(), correction, path).then().statusCode(428);
        given().header("If-Match", "\"v1\"")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .auth()
                .oauth2(ADMIN)
                .contentType("application/json")
                .body(correction)
                .post(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"v2\"")
                .body("name", equalTo("Atelier du Rhin"));
        given().auth()
                .oauth2(DONOR)
                .get("/v1/organisations/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"v2\"")
                .body("name", equalTo("Atelier du Rhin"));
        given().auth()
                .oauth2(DONOR)
                .get("/v1/organisations?limit=1")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1));
        given().auth()
                .oauth2(DONOR)
                .get("/v1/organisations/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        given().get("/v1/organisations").then().statusCode(401);

        List<String> types = new ArrayList<>();
        read("gateway", Topics.NETWORK_ORGANISATIONS, message -> {
            if (id.toString().equals(message.key())) {
                types.add(new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8));
            }
            return types.size() == 2;
        });
        assertThat(types).containsExactly("network.OrganisationRegistered.v1", "network.OrganisationCorrected.v1");
    }

    @Test
    void dashboardsReadEachRegionsStateFromItsTopic() {
        Territory marseille = new Territory("93", "13", "13055");
        sending.send(wayToReady(Ids.next(), marseille, Environment.LIVE));

        read("dashboard", Topics.NETWORK_PROGRESS, message -> {
            JsonNode state = json(message.value());
            return "93".equals(message.key())
                    && state.path("cells")
                            .valueStream()
                            .anyMatch(cell -> cell.path("stage").asText().equals("READY")
                                    && cell.path("now").asLong() == 1);
        });
    }

    @Test
    void callsArePassedOnAsTheyAre() {
        byte[] body = new byte[300_000];
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(DONOR)
                .header("X-Forwarded-For", "6.6.6.6")
                .header("Forwarded", "for=6.6.6.6")
                .header("Idempotency-Key", "k1")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .contentType("application/octet-stream")
                .body(body)
                .post("/v1/collection/lots?x=a%20b")
                .then()
                .statusCode(201)
                .header("Location", "/v1/collection/lots/1")
                .header("ETag", "\"v1\"")
                .body(containsString("POST /v1/collection/lots?x=a%20b"))
                .body(containsString("authorization: Bearer " + DONOR))
                .body(containsString("idempotency-key: k1"))
                .body(containsString("0af7651916cd43dd8448eb211c80319c"))
                .body(containsString("x-forwarded-for: 127.0.0.1"))
                .body(not(containsString("6.6.6.6")))
                .body(containsString("bytes: 300000"));
        given().get("/v1/collection/lots").then().statusCode(201);
    }

    @Test
    void theEdgeAnswersWhereNoServiceDoes() {
        given().auth()
                .oauth2(DONOR)
                .contentType("application/json")
                .body("{}")
                .post("/v1/refurb/devices/1/triage")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("code", equalTo("unavailable"));
        given().auth()
                .oauth2("not.a.token")
                .get("/v1/collection/lots")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer");
        for (String nowhere : List.of("/v1/nothing", "/v2/collection/lots", "/nowhere")) {
            given().get(nowhere).then().statusCode(404).contentType("application/problem+json");
        }
        given().urlEncodingEnabled(false)
                .get("/v1/collection/..;/organisations")
                .then()
                .statusCode(400);
    }

    @Test
    void everythingThatPartnersNeedIsPublished() {
        given().get("/openapi.json")
                .then()
                .statusCode(200)
                .body("openapi", containsString("3.1"))
                .body("paths.keySet()", hasItems("/v1/progress", "/v1/progress/stream", "/v1/organisations"))
                .body("paths.keySet()", hasItem("/v1/devices/{id}/passport"))
                .body("components.securitySchemes.bearer.scheme", equalTo("bearer"))
                .body("paths.'/v1/organisations'.post.security[0].keySet()", hasItem("bearer"));
        given().get("/openapi.yaml").then().statusCode(200).body(containsString("/v1/progress/stream:"));
        given().get("/asyncapi.yaml").then().statusCode(200).body(containsString("asyncapi: 3."));
        given().get("/schemas/collection.LotOffered.v1.json").then().statusCode(200);
        given().get("/schemas/nothing.json").then().statusCode(404);
        given().get("/problems/stale").then().statusCode(200).body(containsString("changed"));
        given().get("/swagger-ui").then().statusCode(200).body(containsString("/openapi.yaml"));
    }

    @Test
    void thePageIsCompleteWithoutAScript() {
        given().get("/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .body(containsString("lang=\"fr\""))
                .body(containsString("Bas-Rhin"))
                .body(containsString("31 décembre 2025"))
                .body(containsString("aria-live=\"polite\""));
        given().get("/live.js").then().statusCode(200);
        given().get("/style.css").then().statusCode(200);
    }

    private Response command(String token, String key, Map<String, Object> form, String path) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(form)
                .post(path);
    }

    private static void soon(BooleanSupplier condition) {
        Duration _ = Wait.until("it comes true", SOON, condition);
    }

    private static Response passport(UUID id, String token) {
        return given().auth().oauth2(token).get("/v1/devices/" + id + "/passport");
    }

    private static JsonPath get(String region) {
        return given().get("/v1/progress?region=" + region)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String asOf(String region, String instant) {
        return given().queryParam("region", region)
                .queryParam("asOf", instant)
                .get("/v1/progress")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static long now(String region, String stage) {
        return get(region).getLong("stages.find{it.stage=='" + stage + "'}.now");
    }

    private URI stream(String region, String more) {
        return root.resolve("/v1/progress/stream?region=" + region + more);
    }

    private static String key(JsonNode cell) {
        return cell.path("department").asText() + "/" + cell.path("stage").asText();
    }

    private static String figures(JsonNode cell) {
        return cell.path("now").asLong() + "/" + cell.path("ever").asLong();
    }

    private static long last(LiveReader reader, String department, String stage) {
        long last = -1;
        for (LiveReader.Frame frame : reader.numbered()) {
            for (JsonNode cell : frame.data().path("cells")) {
                if (key(cell).equals(department + "/" + stage)) {
                    last = cell.path("now").asLong();
                }
            }
        }
        return last;
    }

    /** The cells that are not empty after a number, as summed up from the changes. */
    private static Map<String, String> at(String region, long number) {
        JsonNode progress = json(given().get("/v1/progress?region=" + region + "&seq=" + number)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray());
        Map<String, String> cells = new TreeMap<>();
        for (JsonNode department : progress.path("departments")) {
            for (JsonNode stage : department.path("stages")) {
                if (!figures(stage).equals("0/0")) {
                    cells.put(
                            department.path("department").asText() + "/"
                                    + stage.path("stage").asText(),
                            figures(stage));
                }
            }
        }
        return cells;
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private String rowsSeenBy(UUID organisation, UUID device) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        backends.jdbcUrl("gateway"), "gateway_api", backends.databasePassword("gateway_api"));
                Statement statement = connection.createStatement()) {
            boolean _ = statement.execute("set app.organisation = '" + organisation + "'");
            try (ResultSet rows = statement.executeQuery("select (select count(*) from device where id = '" + device
                    + "') || '/' || (select count(*) from device_event where device_id = '" + device + "')")) {
                boolean _ = rows.next();
                return rows.getString(1);
            }
        }
    }

    private void read(String user, String topic, Predicate<ConsumerRecord<String, byte[]>> enough) {
        Map<String, Object> settings = new HashMap<>(backends.kafkaClient(user));
        settings.put("group.id", user + ".test-" + UUID.randomUUID());
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long end = System.nanoTime() + SOON.toNanos();
            while (System.nanoTime() < end) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    if (enough.test(message)) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError(topic + " did not say it");
    }

    private static List<Published<?>> wayToReady(UUID id, Territory territory, Environment env) {
        var at = Streams.device(id, territory, env, Tokens.GRAND_EST);
        var bench = Streams.bench(id, territory, env, Tokens.GRAND_EST);
        List<Published<?>> way = new ArrayList<>();
        way.add(at.says(1, registered(id)));
        way.add(bench.says(2, new RefurbEvent.DeviceReceived(id, "D-7Q4K2M", Tokens.WORKSHOP, LAPTOP)));
        way.add(bench.says(2, new RefurbEvent.DeviceTriaged(id, List.of())));
        way.add(bench.says(2, new RefurbEvent.DeviceReady(id, LAPTOP, Grade.B)));
        return way;
    }

    private static CollectionEvent registered(UUID id) {
        return new CollectionEvent.DeviceRegistered(
                id, "D-7Q4K2M", id, LAPTOP, "Lenovo", "T480", "SN", Tokens.GRAND_EST, Tokens.WORKSHOP, null);
    }

    private static List<Quantity> laptops(int count) {
        return List.of(new Quantity(LAPTOP, count));
    }
}
