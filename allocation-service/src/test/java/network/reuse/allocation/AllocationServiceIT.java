package network.reuse.allocation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import network.reuse.allocation.persistence.InvitationMails;
import network.reuse.contracts.Channels;
import network.reuse.contracts.RefurbEvent.MediaErasure;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.Dated;
import network.reuse.defaults.testing.DocumentedCalls;
import network.reuse.defaults.testing.FormerProcess;
import network.reuse.defaults.testing.Mutations;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.PackagedService;
import network.reuse.defaults.testing.PublishedApi;
import network.reuse.defaults.testing.Seeds;
import network.reuse.defaults.testing.SmsSink;
import network.reuse.defaults.testing.SmtpSink;
import network.reuse.defaults.testing.TestMetrics;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.Ports;
import network.reuse.servers.TestBackends;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
@QuarkusTestResource(SmtpSink.class)
@QuarkusTestResource(SmsSink.class)
class AllocationServiceIT {
    private static final String API = "/v1/allocation/";
    private static final UUID REFERRER = UUID.fromString("01900000-0000-7000-8000-000000000010");
    private static final String REFERRING = TestTokens.of(REFERRER, "referrer");
    private static final Map<String, UUID> OF_OTHER_KINDS = Map.of(
            "COMPANY", UUID.fromString("01900000-0000-7000-8000-0000000000a1"),
            "PUBLIC_BODY", UUID.fromString("01900000-0000-7000-8000-0000000000a3"),
            "ECO_ORGANISM", UUID.fromString("01900000-0000-7000-8000-0000000000a4"));
    private static final String DONOR = TestTokens.of(TestTokens.GRAND_EST, "donor");
    private static final String STRANGER =
            TestTokens.of(TestTokens.OTHER_WORKSHOP, "programme-manager", "referrer", "analyst");
    private static final String BACK = "{\"workshop\":\"%s\",\"reason\":\"panne\"}".formatted(TestTokens.WORKSHOP);
    private static final String MISTAKEN = "{\"reason\":\"autre pack\"}";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> LOGGED = Collections.synchronizedList(new ArrayList<>());

    private static KafkaProducer<String, byte[]> refurb;
    private static KafkaProducer<String, byte[]> mediation;

    /** A sponsor of its own for each test, so that no test empties another's stock. */
    private final UUID sponsor = Ids.next();

    private String manager = TestTokens.of(sponsor, "programme-manager");
    private String env = "LIVE";

    private final Pool worker;

    @Inject
    AllocationServiceIT(@ReactiveDataSource("worker") Pool worker) {
        this.worker = worker;
    }

    @BeforeAll
    static void othersSpeak() throws Exception {
        refurb = producer("refurb");
        mediation = producer("mediation");
        register();
        Logger.getLogger("").addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                LOGGED.add(line.getMessage() + " " + java.util.Arrays.toString(line.getParameters()) + " "
                        + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    /** Makes the register name the referrer, the workshop and an organisation of each other kind, unless it names them. */
    static void register() throws Exception {
        if (count("select count(*) from organisation") > 0) {
            return;
        }
        try (KafkaProducer<String, byte[]> gateway = producer("gateway")) {
            for (UUID organisation : List.of(REFERRER, TestTokens.WORKSHOP)) {
                heard(
                        gateway,
                        "network.organisations",
                        "network.OrganisationRegistered.v1",
                        organisation,
                        1,
                        0,
                        Map.of());
            }
            for (Map.Entry<String, UUID> other : OF_OTHER_KINDS.entrySet()) {
                heard(
                        gateway,
                        "network.organisations",
                        "network.OrganisationRegistered.v1",
                        other.getValue(),
                        1,
                        0,
                        Map.of("kind", other.getKey()));
            }
        }
        await("the register to arrive")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from organisation") == 2 + OF_OTHER_KINDS.size());
    }

    @AfterAll
    static void othersAreSilent() {
        refurb.close();
        mediation.close();
    }

    @Test
    void aPackGoesFromTheShipmentToSomebodyAndBackAndTellsKafkaEachStep() throws Exception {
        UUID laptop = announced("LAPTOP", "C", "PUBLIC_BODY");
        UUID screen = announced("SCREEN", "B", "PUBLIC_BODY");
        read(manager, "devices/" + laptop)
                .statusCode(200)
                .body("status", equalTo("ANNOUNCED"))
                .body("epoch", equalTo(3))
                .body("legal", contains("RECEPTION"));
        String code = read(manager, "devices/" + screen).extract().path("code");
        command(manager)
                .body("{\"devices\":[\"%s\",\"%s\",\"D-NOBODY\"]}".formatted(laptop, code))
                .post(API + "receptions")
                .then()
                .statusCode(200)
                .body("stocked", equalTo(2))
                .body("rejected", equalTo(1))
                .body("rows[1].deviceId", equalTo(screen.toString()))
                .body("rows[2].errors[0].code", equalTo("unknown"));
        String signed = "{\"devices\":[\"%s\"]}".formatted(laptop);
        command(manager).body(signed).post(API + "receptions").then().body("unchanged", equalTo(1));

        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C") + "," + item("SCREEN", "C"));
        UUID request = requested(programme, "Martin", "0612345678");
        UUID pack = UUID.fromString(reserve(request)
                .statusCode(201)
                .header("Location", startsWith(API + "packs/"))
                .header("ETag", equalTo("\"v1\""))
                .body("status", equalTo("RESERVED"))
                .body("devices", hasSize(2))
                .body("devices.id", hasItem(laptop.toString()))
                .body("expiresAt", notNullValue())
                .extract()
                .path("id"));
        read(REFERRING, "requests/" + request).body("status", equalTo("MET")).body("packId", equalTo(pack.toString()));
        read(manager, "programmes/" + programme).body("taken", equalTo(1));
        read(manager, "packs/" + pack + "/transitions").body("$", contains("HAND_OVER", "SWAP", "CANCELLATION"));

        command(manager).body(signed).post(API + "receptions").then().body("unchanged", equalTo(1));

        act(pack, "hand-over", null, "{}").statusCode(428);
        act(pack, "hand-over", 7, "{}").statusCode(412);
        act(pack, "hand-over", 1, "{\"commune\":\"55545\"}")
                .statusCode(200)
                .body("status", equalTo("DELIVERED"))
                .body("territory.department", equalTo("55"));
        act(pack, "cancellation", 2, "{\"reason\":\"trop tard\"}")
                .statusCode(409)
                .body("extensions.legal", contains("RETURN", "HAND_OVER_CORRECTION"));
        act(pack, "return", 2, "{\"workshop\":\"%s\",\"reason\":\"écran\"}".formatted(Ids.next()))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/workshop"));
        act(pack, "return", 2, "{\"workshop\":\"%s\",\"reason\":\"écran\"}".formatted(TestTokens.WORKSHOP))
                .statusCode(200)
                .body("status", equalTo("RETURNED"));
        command(manager)
                .body(signed)
                .post(API + "receptions")
                .then()
                .body("rows[0].errors[0].code", equalTo("illegal_now"));
        read(TestTokens.of(TestTokens.WORKSHOP, "refurbisher"), "devices/" + laptop)
                .body("status", equalTo("RETURNED"))
                .body("workshop", equalTo(TestTokens.WORKSHOP.toString()));

        List<ConsumerRecord<String, byte[]>> ofDevice = events(laptop, 4);
        assertThat(types(ofDevice))
                .containsExactly("DeviceStocked", "DeviceReserved", "DeviceDelivered", "DeviceReturned");
        JsonNode delivered = JSON.readTree(ofDevice.get(2).value());
        assertThat(delivered.at("/epoch").asInt()).isEqualTo(3);
        assertThat(delivered.at("/donorKind").asText()).isEqualTo("PUBLIC_BODY");
        assertThat(delivered.at("/territory/department").asText()).isEqualTo("55");
        assertThat(delivered.at("/territory").has("commune")).isFalse();
        assertThat(types(events(pack, 3))).containsExactly("PackReserved", "PackDelivered", "PackReturned");
        assertThat(types(events(request, 2))).containsExactly("RequestSubmitted", "RequestMet");

        heard(refurb, "refurb.events", "refurb.DeviceReceived.v1", laptop, 2, 4, Map.of());
        await("the workshop to have it")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, "devices/" + laptop).body("status", equalTo("HANDED_BACK")));
        var _ = requested(programme, "Martin", "0612345678");
    }

    @Test
    void aSaleHasAReceiptAPriceCapAndAProofAndMayTurnOutNotToHaveBeen() throws Exception {
        stock(2, "LAPTOP", "B", "PUBLIC_BODY");
        UUID programme = programme("SALE", 20_000, 10, item("LAPTOP", "C"));
        UUID request = requested(programme, "Durand", "0611111111");
        UUID pack = packOf(reserve(request));

        act(pack, "hand-over", 1, "{}").statusCode(409).body("code", equalTo("wrong_basis"));
        act(pack, "sale", 1, "{\"priceCents\":18001,\"proof\":\"SOCIAL_MINIMA\"}")
                .statusCode(422)
                .body("code", equalTo("price_above_legal_cap"))
                .body("extensions.capCents", equalTo(18_000));
        act(pack, "sale", 1, "{\"priceCents\":20001,\"proof\":\"SOCIAL_MINIMA\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("price_above_programme"));
        act(pack, "sale", 1, "{\"priceCents\":5000,\"proof\":\"SOCIAL_MINIMA\",\"commune\":\"67482\"}")
                .statusCode(200)
                .body("status", equalTo("SOLD"))
                .body("sale.receipt", startsWith("V-"))
                .body("sale.rule", equalTo("FR-2022-1413"));
        act(pack, "hand-over-correction", 2, "{\"reason\":\"autre pack\"}")
                .statusCode(200)
                .body("status", equalTo("CORRECTED"))
                .body("legal", empty());
        read(manager, "programmes/" + programme).body("taken", equalTo(0));
        read(manager, "requests/" + request).body("status", equalTo("SUBMITTED"));
        assertThat(stocked()).isEqualTo(2);

        UUID again = packOf(reserve(request));
        act(again, "cancellation", 1, "{\"reason\":\"ne vient pas\"}")
                .statusCode(200)
                .body("status", equalTo("RELEASED"))
                .body("reason", equalTo("CANCELLED"));
        assertThat(stocked()).isEqualTo(2);
        assertThat(types(events(pack, 3))).containsExactly("PackReserved", "PackSold", "HandOverCorrected");
        assertThat(types(events(request, 5)))
                .containsExactly("RequestSubmitted", "RequestMet", "RequestReopened", "RequestMet", "RequestReopened");
    }

    @Test
    void twoHundredReservationsOfTheLastFortyDevicesServeFortyAndTellTheOthersWhy() throws Exception {
        stock(40, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 1_000, item("LAPTOP", "C"));
        List<UUID> requests = requests(programme, 200);

        List<HttpResponse<String>> answers = atOnce(requests.stream()
                .map(request -> (Callable<HttpResponse<String>>) () -> post(
                        "packs",
                        "{\"request\":\"" + request + "\"}",
                        UUID.randomUUID().toString(),
                        null))
                .toList());

        List<JsonNode> served = bodies(answers, 201);
        List<JsonNode> refused = bodies(answers, 409);
        assertThat(served).hasSize(40);
        assertThat(refused).hasSize(160).allSatisfy(problem -> {
            assertThat(problem.at("/code").asText()).isEqualTo("no_stock");
            assertThat(problem.at("/extensions/missing/0/category").asText()).isEqualTo("LAPTOP");
            assertThat(problem.at("/extensions/missing/0/worstGrade").asText()).isEqualTo("C");
        });
        Set<String> devices = new HashSet<>();
        served.forEach(pack ->
                assertThat(devices.add(pack.at("/devices/0/id").asText())).isTrue());
        assertThat(stocked()).isZero();
        assertThat(count("select taken from programme_quota where programme_id = '" + programme + "'"))
                .isEqualTo(40);
    }

    @Test
    void aProgrammeTakesTheDevicesAloneThatAreErasedAsFarAsItAsks() throws Exception {
        UUID cleared = stock(1, "LAPTOP", "C", "COMPANY", new MediaErasure(2, SanitisationLevel.CLEAR))
                .getFirst();
        UUID programme = programme("GIFT", 0, 9, item("LAPTOP", "C"), ",\"minimumLevel\":\"PURGE\"");
        List<UUID> asked = requests(programme, 4);
        read(manager, "programmes/" + programme).body("minimumLevel", equalTo("PURGE"));
        read(manager, "devices/" + cleared).body("erasure.media", equalTo(2)).body("erasure.level", equalTo("CLEAR"));

        reserve(asked.getFirst())
                .statusCode(409)
                .body("code", equalTo("erasure_below_programme"))
                .body("extensions.required", equalTo("PURGE"))
                .body("extensions.obtained", equalTo("CLEAR"))
                .body("extensions.missing[0].count", equalTo(1));
        reserveAll("{\"requests\":[\"" + asked.getFirst() + "\"]}")
                .statusCode(200)
                .body("rows[0].errors[0].code", equalTo("erasure_below_programme"));

        UUID purged = stock(1, "LAPTOP", "B", "COMPANY", new MediaErasure(1, SanitisationLevel.PURGE))
                .getFirst();
        UUID withoutStorage =
                stock(1, "LAPTOP", "A", "COMPANY", new MediaErasure(0, null)).getFirst();
        reserve(asked.get(0)).statusCode(201).body("devices.id", contains(purged.toString()));
        reserveAll("{\"requests\":[\"" + asked.get(1) + "\"]}")
                .statusCode(200)
                .body("rows[0].outcome", equalTo("RESERVED"));
        read(manager, "devices/" + withoutStorage)
                .body("status", equalTo("RESERVED"))
                .body("erasure.media", equalTo(0))
                .body("erasure.level", nullValue());
        read(manager, "devices/" + cleared).body("status", equalTo("STOCKED"));

        // Of what came before its workshop told, nothing is known, and it counts as not erased.
        act("programmes/" + programme + "/amendment", manager, 1, "{\"minimumLevel\":\"CLEAR\",\"reason\":\"moins\"}")
                .statusCode(200)
                .body("minimumLevel", equalTo("CLEAR"))
                .body("quota", equalTo(9));
        reserve(asked.get(2)).statusCode(201).body("devices.id", contains(cleared.toString()));
        stock(1, "LAPTOP", "C", "COMPANY");
        reserve(asked.get(3))
                .statusCode(409)
                .body("code", equalTo("erasure_below_programme"))
                .body("extensions.obtained", equalTo("NONE"));
        reserve(requested(programme("GIFT", 0, 1, item("LAPTOP", "C")), "Sans", "0645000031"))
                .statusCode(201);
        reserve(asked.get(3)).statusCode(409).body("code", equalTo("no_stock"));
    }

    @Test
    void ofManyWhoReserveAtOnceNobodyGetsADeviceBelowItsProgrammesLevel() throws Exception {
        var _ = stock(10, "LAPTOP", "B", "COMPANY", new MediaErasure(1, SanitisationLevel.CLEAR));
        List<UUID> purged = stock(10, "LAPTOP", "B", "COMPANY", new MediaErasure(1, SanitisationLevel.PURGE));
        UUID strict = programme("GIFT", 0, 99, item("LAPTOP", "C"), ",\"minimumLevel\":\"PURGE\"");
        UUID easy = programme("GIFT", 0, 99, item("LAPTOP", "C"));
        List<UUID> requests = new ArrayList<>(requests(strict, 15));
        for (int i = 0; i < 10; i++) {
            requests.add(requested(easy, "Facile" + i, "064600003" + i));
        }

        List<HttpResponse<String>> answers = atOnce(requests.stream()
                .map(request -> (Callable<HttpResponse<String>>)
                        () -> post("packs", "{\"request\":\"" + request + "\"}", key(), null))
                .toList());

        assertThat(bodies(answers, 409)).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.at("/code").asText()).isIn("erasure_below_programme", "no_stock");
            if (problem.at("/code").asText().equals("erasure_below_programme")) {
                assertThat(problem.at("/extensions/obtained").asText()).isEqualTo("CLEAR");
            }
        });
        Set<String> far = purged.stream().map(UUID::toString).collect(Collectors.toSet());
        List<JsonNode> ofStrict = bodies(answers, 201).stream()
                .filter(pack -> pack.at("/programmeId").asText().equals(strict.toString()))
                .toList();
        assertThat(ofStrict)
                .isNotEmpty()
                .allSatisfy(
                        pack -> assertThat(pack.at("/devices/0/id").asText()).isIn(far));
        assertThat(bodies(answers, 201))
                .hasSize(20)
                .extracting(pack -> pack.at("/devices/0/id").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsReservedBelowALevelThatAnAmendmentRaisesMeanwhileAndWhatIsReservedStays() throws Exception {
        var _ = stock(2, "LAPTOP", "B", "COMPANY", new MediaErasure(1, SanitisationLevel.CLEAR));
        UUID programme = programme("GIFT", 0, 5, item("LAPTOP", "C"));
        List<UUID> asked = requests(programme, 2);
        UUID pack = packOf(reserve(asked.get(0)));
        String raised = "{\"minimumLevel\":\"PURGE\",\"reason\":\"données sensibles\"}";

        List<HttpResponse<String>> answers = oneBehindTheOther(
                "select from programme_quota where programme_id = '" + programme + "' for update",
                () -> post("programmes/" + programme + "/amendment", raised, key(), 1),
                () -> post("packs", "{\"request\":\"" + asked.get(1) + "\"}", key(), null));

        assertThat(answers.get(0).statusCode()).isEqualTo(200);
        assertThat(answers.get(1).statusCode()).isEqualTo(409);
        assertThat(JSON.readTree(answers.get(1).body()).at("/code").asText()).isEqualTo("erasure_below_programme");
        act(pack, "hand-over", 1, "{}").statusCode(200).body("status", equalTo("DELIVERED"));
        assertThat(types(events(programme, 2))).containsExactly("ProgrammeOpened", "ProgrammeAmended");
    }

    @Test
    void aQuotaIsNeverOverdrawn() throws Exception {
        stock(60, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 30, item("LAPTOP", "C"));
        List<UUID> requests = requests(programme, 60);

        List<HttpResponse<String>> answers = atOnce(requests.stream()
                .map(request -> (Callable<HttpResponse<String>>) () -> post(
                        "packs",
                        "{\"request\":\"" + request + "\"}",
                        UUID.randomUUID().toString(),
                        null))
                .toList());

        assertThat(bodies(answers, 201)).hasSize(30);
        assertThat(bodies(answers, 409))
                .hasSize(30)
                .allSatisfy(problem -> assertThat(problem.at("/code").asText()).isEqualTo("quota_used_up"));
        assertThat(stocked()).isEqualTo(30);
        act("programmes/" + programme + "/closure", manager, 1, "{\"reason\":\"fin\"}")
                .statusCode(200);
        command(manager)
                .body("{\"request\":\"" + requests.getFirst() + "\"}")
                .post(API + "packs")
                .then()
                .statusCode(409);
    }

    @Test
    void aShareThatIsUsedUpLeavesTheOthersTheirsWhateverIsReservedAtOnce() throws Exception {
        stock(9, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 5, item("LAPTOP", "C"), ",\"shares\":[" + BELLEVUE + "," + NORD + "]");
        List<UUID> asked = new ArrayList<>();
        for (String code : List.of("QN04401M", " qn04401m", "QN04401M", "QN04405M", "QN04405M", "", "", "")) {
            asked.add(inShare(programme, code, "06450100%02d".formatted(asked.size())));
        }
        read(REFERRING, "requests/" + asked.get(1)).body("share", equalTo("Bellevue"));
        read(REFERRING, "requests/" + asked.get(5)).body("share", nullValue());

        List<HttpResponse<String>> answers = atOnce(asked.stream()
                .map(request -> (Callable<HttpResponse<String>>)
                        () -> post("packs", "{\"request\":\"" + request + "\"}", key(), null))
                .toList());

        assertThat(bodies(answers, 201)).hasSize(5);
        assertThat(bodies(answers, 409))
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem.at("/code").asText()).isIn("share_used_up", "quota_used_up"));
        assertThat(count("select count(*) from programme_share where programme_id = '" + programme
                        + "' and taken = count"))
                .isEqualTo(3);
        read(manager, "programmes/" + programme)
                .body("taken", equalTo(5))
                .body("shares.label", contains("Bellevue", "Nord"))
                .body("shares.taken", contains(2, 1));
        read(REFERRING, "programmes/" + programme)
                .body("shares.count", contains(2, 1))
                .body("shares[0].taken", nullValue());

        UUID pack = UUID.fromString(bodies(answers, 201).stream()
                .findFirst()
                .orElseThrow()
                .at("/id")
                .asText());
        act(pack, "cancellation", 1, "{\"reason\":\"absent\"}").statusCode(200);
        assertThat(count("select sum(taken) from programme_share where programme_id = '" + programme + "'"))
                .isEqualTo(4);
    }

    @Test
    void aProgrammeNamesEachCategoryOnceAsksNothingForAGiftAndServesItsTerritory() {
        String terms = """
                {"name":"Packs","referrers":["%s"],"commune":"67482","pack":[%s],"priceCents":%d,"quota":10,"departments":["67"],
                "from":"2020-01-01","until":"2099-12-31","basis":"GIFT"}""";
        String laptop = item("LAPTOP", "C");
        inBothLanguages(command(manager)
                .body(terms.formatted(REFERRER, laptop + "," + laptop, 500))
                .post(API + "programmes")
                .then()
                .statusCode(422)
                .body("errors.code", contains("category_twice", "gift_has_no_price")));
        command(manager)
                .body(terms.formatted(REFERRER, laptop, 0).replace("[\"67\"]", "[\"20\"]"))
                .post(API + "programmes")
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("unknown_department"));
        UUID programme = UUID.fromString(command(manager)
                .body(terms.formatted(REFERRER, laptop, 0))
                .post(API + "programmes")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        inBothLanguages(command(REFERRING)
                .body(request(programme, "Ailleurs", "0645050001").replace("67482", "54395"))
                .post(API + "requests")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/commune"))
                .body("errors[0].code", equalTo("out_of_territory")));
    }

    @Test
    void aShareIsRefusedWithItsFiguresAmendedLikeTheQuotaAndGivenBackTo() throws Exception {
        stock(9, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 5, item("LAPTOP", "C"), ",\"shares\":[" + BELLEVUE + "," + NORD + "]");
        List<UUID> bellevue = List.of(
                inShare(programme, "QN04401M", "0645020001"),
                inShare(programme, "QN04401M", "0645020002"),
                inShare(programme, "QN04401M", "0645020003"));
        UUID nord = inShare(programme, "QN04405M", "0645020004");
        UUID first = packOf(reserve(bellevue.get(0)));
        reserve(bellevue.get(1)).statusCode(201);

        inBothLanguages(reserve(bellevue.get(2))
                .statusCode(409)
                .body("code", equalTo("share_used_up"))
                .body("extensions.share", equalTo("Bellevue"))
                .body("extensions.count", equalTo(2))
                .body("extensions.taken", equalTo(2))
                .body("detail", containsString("Bellevue")));
        reserveAll("{\"requests\":[\"" + bellevue.get(2) + "\",\"" + nord + "\"]}")
                .statusCode(200)
                .body("rows[0].errors[0].code", equalTo("share_used_up"))
                .body("rows[1].outcome", equalTo("RESERVED"));

        String path = "programmes/" + programme + "/amendment";
        inBothLanguages(act(
                        path,
                        manager,
                        1,
                        "{\"shares\":[%s,%s],\"reason\":\"moins\"}".formatted(BELLEVUE.replace(":2,", ":1,"), NORD))
                .statusCode(409)
                .body("code", equalTo("share_below_taken"))
                .body("extensions.share", equalTo("Bellevue"))
                .body("extensions.taken", equalTo(2)));
        inBothLanguages(act(path, manager, 1, "{\"shares\":[%s],\"reason\":\"sans\"}".formatted(BELLEVUE))
                .statusCode(409)
                .body("code", equalTo("share_in_use"))
                .body("extensions.share", equalTo("Nord")));
        act(path, manager, 1, "{\"quota\":2,\"reason\":\"coupe\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("shares_above_quota"));
        UUID elsewhere = inShare(programme, "", "0645020006");
        String dealtOut = "{\"quota\":3,\"shares\":[%s,%s],\"reason\":\"tout en parts\"}".formatted(BELLEVUE, NORD);
        inBothLanguages(act(path, manager, 1, dealtOut)
                .statusCode(409)
                .body("code", equalTo("requests_in_no_share"))
                .body("extensions.requests", equalTo(1)));
        act("requests/" + elsewhere + "/withdrawal", REFERRING, 1, "{\"reason\":\"déjà équipé\"}")
                .statusCode(200);
        act(path, manager, 1, dealtOut).statusCode(200).body("shares.taken", contains(2, 1));
        inBothLanguages(ask(programme, "Ailleurs", "0645020005", null)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/shareCode"))
                .body("errors[0].code", equalTo("no_share")));
        act(
                        path,
                        manager,
                        2,
                        "{\"shares\":[%s,%s,%s],\"reason\":\"trop\"}".formatted(BELLEVUE, BELLEVUE, NORD_FOR_NOBODY))
                .statusCode(422)
                .body("errors.code", contains("label_twice", "share_for_nobody", "shares_above_quota"));

        act(first, "cancellation", 1, "{\"reason\":\"absent\"}").statusCode(200);
        read(manager, "programmes/" + programme).body("taken", equalTo(2)).body("shares.taken", contains(1, 1));
        UUID second = packOf(reserve(bellevue.get(2)));
        act(second, "hand-over", 1, "{}").statusCode(200);
        act(second, "hand-over-correction", 2, "{\"reason\":\"autre pack\"}").statusCode(200);
        read(manager, "programmes/" + programme).body("shares.taken", contains(1, 1));
        act(
                        path,
                        manager,
                        2,
                        "{\"quota\":4,\"shares\":[%s,%s],\"reason\":\"plus\"}"
                                .formatted(BELLEVUE.replace(":2,", ":3,"), NORD))
                .statusCode(200)
                .body("shares.count", contains(3, 1));
    }

    @Test
    void aProgrammeIsDraftedOpenedSuspendedAndResumedAndWhoeverWaitsKeepsTheRank() throws Exception {
        UUID programme = UUID.fromString(command(manager)
                .body("""
                        {"name":"Brouillon","referrers":["%s"],"commune":"67482","pack":[%s],"priceCents":0,"quota":3,"draft":true,
                        "from":"2020-01-01","until":"2099-12-31","basis":"GIFT","backOrder":true}""".formatted(REFERRER, item("LAPTOP", "C")))
                .post(API + "programmes")
                .then()
                .statusCode(201)
                .body("status", equalTo("DRAFT"))
                .body("legal", contains("AMENDMENT", "ELIGIBILITY", "IDENTIFICATION", "OPENING"))
                .extract()
                .path("id"));
        String path = "programmes/" + programme;
        read(REFERRING, path).statusCode(404);
        read(manager, path + "/transitions")
                .body("", contains("AMENDMENT", "ELIGIBILITY", "IDENTIFICATION", "OPENING"));
        inBothLanguages(ask(programme, "Brouillon", "0645040001", manager)
                .statusCode(409)
                .body("code", equalTo("programme_draft")));
        ask(programme, "Brouillon", "0645040001", null)
                .statusCode(422)
                .body("errors[0].code", equalTo("unknown_programme"));
        act(path + "/amendment", manager, 1, "{\"quota\":4,\"reason\":\"un de plus\"}")
                .statusCode(200)
                .body("status", equalTo("DRAFT"))
                .body("quota", equalTo(4));
        act(path + "/opening", manager, 2, "{}").statusCode(200).body("status", equalTo("OPEN"));
        act(path + "/opening", manager, 3, "{}").statusCode(409).body("code", equalTo("illegal_now"));
        read(REFERRING, path).body("quota", equalTo(4));

        stock(1, "LAPTOP", "B", "COMPANY");
        List<UUID> asked = requests(programme, 3);
        UUID first = packOf(reserve(asked.get(0)).body("status", equalTo("RESERVED")));
        UUID second = packOf(reserve(asked.get(1)).body("status", equalTo("BACK_ORDERED")));
        act(path + "/suspension", manager, 3, "{\"reason\":\"livraison retardée\"}")
                .statusCode(200)
                .body("status", equalTo("SUSPENDED"))
                .body("reason", equalTo("livraison retardée"))
                .body("legal", contains("AMENDMENT", "ELIGIBILITY", "IDENTIFICATION", "RESUMPTION", "CLOSURE"));
        inBothLanguages(reserve(asked.get(2))
                .statusCode(409)
                .body("code", equalTo("programme_suspended"))
                .body("extensions.reason", equalTo("livraison retardée")));
        reserveAll("{\"requests\":[\"" + asked.get(2) + "\"]}")
                .body("rows[0].errors[0].code", equalTo("programme_suspended"));
        ask(programme, "Suspendu", "0645040002", null).statusCode(409).body("code", equalTo("programme_suspended"));
        act(first, "hand-over", 1, "{}").statusCode(200);
        stock(1, "LAPTOP", "B", "COMPANY");
        await("the timers of the sponsor")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        count("select count(*) from timer where command = 'back-order' and key like '" + sponsor + "%'")
                                == 0);
        read(REFERRING, "packs/" + second)
                .body("status", equalTo("BACK_ORDERED"))
                .body("rank", equalTo(1));

        act(path + "/resumption", manager, 4, "{\"reason\":\"livraison arrivée\"}")
                .statusCode(200)
                .body("status", equalTo("OPEN"));
        awaitStatus(List.of(second.toString()), "RESERVED");
        UUID third = packOf(reserve(asked.get(2)).body("status", equalTo("BACK_ORDERED")));
        act(path + "/suspension", manager, 5, "{\"reason\":\"fin\"}").statusCode(200);
        act(path + "/closure", manager, 6, "{\"reason\":\"fin\"}")
                .statusCode(200)
                .body("status", equalTo("CLOSED"));
        assertThat(types(events(programme, 5)))
                .containsExactly(
                        "ProgrammeOpened",
                        "ProgrammeSuspended",
                        "ProgrammeResumed",
                        "ProgrammeSuspended",
                        "ProgrammeClosed");
        awaitStatus(List.of(third.toString()), "RELEASED");
        booksClose(programme);
    }

    @Test
    void ofTwoHundredWhoReserveAtOnceFortyAreServedTenWaitByRankAndTheOthersAreToldWhy() throws Exception {
        stock(40, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 50, item("LAPTOP", "C"));
        List<UUID> requests = requests(programme, 200);

        List<HttpResponse<String>> answers = atOnce(requests.stream()
                .map(request -> (Callable<HttpResponse<String>>) () -> post("packs", orWait(request), key(), null))
                .toList());

        Map<String, List<JsonNode>> made = bodies(answers, 201).stream()
                .collect(Collectors.groupingBy(pack -> pack.at("/status").asText()));
        assertThat(made.get("RESERVED"))
                .hasSize(40)
                .allSatisfy(pack -> assertThat(pack.at("/rank").asInt()).isZero());
        List<JsonNode> waiting = made.getOrDefault("BACK_ORDERED", List.of()).stream()
                .sorted(Comparator.comparingInt(pack -> pack.at("/rank").asInt()))
                .toList();
        assertThat(waiting).extracting(pack -> pack.at("/rank").asInt()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(waiting)
                .allSatisfy(pack -> assertThat(pack.at("/devices").isEmpty()).isTrue());
        assertThat(bodies(answers, 409))
                .hasSize(150)
                .allSatisfy(problem -> assertThat(problem.at("/code").asText()).isEqualTo("quota_used_up"));
        booksClose(programme);
        assertThat(count("select waiting from programme_quota where programme_id = '" + programme + "'"))
                .isEqualTo(10);
        assertThat(count("select count(*) from back_order b join event_journal j on j.stream_id = b.pack_id"
                        + " join back_order o on o.programme_id = b.programme_id and o.place > b.place"
                        + " join event_journal k on k.stream_id = o.pack_id where j.id > k.id and b.programme_id = '"
                        + programme + "'"))
                .as("places against the order of the journal")
                .isZero();

        List<String> packs =
                waiting.stream().map(pack -> pack.at("/id").asText()).toList();
        List<String> asking =
                waiting.stream().map(pack -> pack.at("/requestId").asText()).toList();
        read(manager, "programmes/" + programme + "/back-order")
                .statusCode(200)
                .body("packId", equalTo(packs))
                .body("rank", equalTo(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)));
        read(REFERRING, "programmes/" + programme + "/back-order?behind=8")
                .body("packId", equalTo(packs.subList(8, 10)))
                .body("rank", contains(9, 10));
        read(STRANGER, "programmes/" + programme + "/back-order").statusCode(404);
        read(REFERRING, "requests/" + asking.get(3))
                .body("status", equalTo("BACK_ORDERED"))
                .body("rank", equalTo(4))
                .body("ahead", equalTo(3));
        read(REFERRING, "packs/" + packs.get(3)).body("rank", equalTo(4)).body("ahead", equalTo(3));

        stock(4, "LAPTOP", "B", "COMPANY");
        awaitStatus(packs.subList(0, 4), "RESERVED");
        read(manager, "programmes/" + programme + "/back-order").body("packId", equalTo(packs.subList(4, 10)));
        read(manager, "packs/" + packs.get(4)).body("rank", equalTo(1));
        read(manager, "packs/" + packs.getFirst())
                .body("devices", hasSize(1))
                .body("expiresAt", notNullValue())
                .body("rank", nullValue());
        assertThat(types(events(UUID.fromString(packs.getFirst()), 2)))
                .containsExactly("PackBackOrdered", "PackReserved");
        assertThat(types(events(UUID.fromString(asking.getFirst()), 3)))
                .containsExactly("RequestSubmitted", "RequestBackOrdered", "RequestMet");
        booksClose(programme);
    }

    @Test
    void aReplicaThatIsKilledInTheMiddleLeavesNothingHalfReservedAndEverybodyIsServedByTheOther() throws Exception {
        stock(40, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 50, item("LAPTOP", "C"));
        Map<UUID, String> keys = new HashMap<>();
        requests(programme, 200).forEach(request -> keys.put(request, key()));
        int port = Ports.free();
        List<Future<Integer>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try (PackagedService other = PackagedService.start(ofReplica(), onItsOwn(port))) {
                await("the other replica")
                        .atMost(Duration.ofSeconds(90))
                        .ignoreExceptions()
                        .until(() -> other.get("/q/health/ready").status() == 200);
                keys.forEach((request, key) -> calls.add(
                        threads.submit((Callable<Integer>) () -> callUntilItIsGone(port, orWait(request), key))));
                await("some packs")
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> count("select count(*) from pack where programme_id = '" + programme + "'") >= 10);
            }
            for (Future<Integer> call : calls) {
                assertThatThrownBy(call::get).hasCauseInstanceOf(IOException.class);
            }
        }

        await("nobody to hold a lock").atMost(Duration.ofSeconds(30)).untilAsserted(() -> booksClose(programme));
        List<HttpResponse<String>> answers = atOnce(keys.entrySet().stream()
                .map(one -> (Callable<HttpResponse<String>>)
                        () -> post("packs", orWait(one.getKey()), one.getValue(), null))
                .toList());

        assertThat(bodies(answers, 201)).hasSize(50);
        assertThat(bodies(answers, 409)).hasSize(150);
        assertThat(bodies(answers, 201).stream()
                        .map(pack -> pack.at("/rank").asInt())
                        .filter(rank -> rank > 0)
                        .sorted())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        booksClose(programme);
        assertThat(stocked()).isZero();
    }

    /** Sends the same call again and again, as a caller does that was told to, until nobody answers. */
    private int callUntilItIsGone(int port, String body, String key) throws Exception {
        while (true) {
            assertThat(sendTo(port, manager, "packs", body, key, null).statusCode())
                    .isIn(201, 409, 503);
        }
    }

    /** What a second process of the service gets, beside the one under test. */
    private static Map<String, String> ofReplica() {
        Map<String, String> variables = new HashMap<>(PackagedService.variables(backends()));
        Config config = ConfigProvider.getConfig();
        variables.put("REUSE_OIDC_URL", config.getValue("reuse.oidc.url", String.class));
        variables.put("REUSE_OIDC_ISSUER", config.getValue("reuse.oidc.issuer", String.class));
        variables.put("REUSE_MAIL_HOST", "127.0.0.1");
        variables.put("REUSE_MAIL_PORT", "1");
        variables.put("REUSE_MAIL_FROM", "Réseau <reseau@reemploi.example>");
        return variables;
    }

    /** It shares no group with the service under test, and hears of nothing. */
    private static List<String> onItsOwn(int port) {
        List<String> properties = new ArrayList<>(List.of("-Dquarkus.http.port=" + port));
        for (String channel : List.of(Channels.ORGANISATIONS, Channels.REFURB_EVENTS, Channels.MEDIATION_EVENTS)) {
            properties.add("-Dmp.messaging.incoming." + channel + ".group.id=allocation-replica-" + channel);
            properties.add("-Dmp.messaging.incoming." + channel + ".auto.offset.reset=latest");
        }
        return properties;
    }

    @Test
    void whoeverGivesUpGivesRankAndQuotaBackAndWhatIsFreeIsTheNextOnes() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme(
                "GIFT",
                0,
                7,
                item("LAPTOP", "C"),
                ",\"backOrder\":true,\"shares\":[" + BELLEVUE.replace(":2,", ":7,") + "]");
        read(manager, "programmes/" + programme).body("backOrder", equalTo(true));
        List<UUID> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(inShare(programme, "QN04401M", "06450300%02d".formatted(i)));
        }
        UUID first = packOf(reserve(asked.getFirst()).body("status", equalTo("RESERVED")));
        List<UUID> packs = new ArrayList<>();
        for (int i = 1; i < 7; i++) {
            packs.add(packOf(reserve(asked.get(i))
                    .body("status", equalTo("BACK_ORDERED"))
                    .body("rank", equalTo(i))));
        }
        inBothLanguages(command(manager)
                .body("{\"request\":\"%s\",\"backOrder\":false}".formatted(asked.get(7)))
                .post(API + "packs")
                .then()
                .statusCode(409)
                .body("code", equalTo("quota_used_up")));
        reserve(asked.get(1)).statusCode(409).body("code", equalTo("illegal_now"));
        act(packs.getFirst(), "hand-over", 1, "{}").statusCode(409).body("code", equalTo("illegal_now"));

        act(packs.get(0), "cancellation", 1, "{\"reason\":\"trop long\"}")
                .statusCode(200)
                .body("status", equalTo("RELEASED"));
        read(manager, "requests/" + asked.get(1)).body("status", equalTo("SUBMITTED"));
        inBothLanguages(command(manager)
                .body("{\"request\":\"%s\",\"backOrder\":false}".formatted(asked.get(7)))
                .post(API + "packs")
                .then()
                .statusCode(409)
                .body("code", equalTo("back_order_ahead"))
                .body("extensions.waiting", equalTo(5)));
        act("requests/" + asked.get(2) + "/withdrawal", REFERRING, 2, "{\"reason\":\"déménagé\"}")
                .statusCode(200)
                .body("status", equalTo("WITHDRAWN"));
        act("requests/" + asked.get(3) + "/declination", manager, 2, "{\"reason\":\"équipé\"}")
                .statusCode(200)
                .body("status", equalTo("DECLINED"));
        String person = read(manager, "requests/" + asked.get(4)).extract().path("personRef");
        command(manager)
                .body("{}")
                .post(API + "people/" + person + "/forgetting")
                .then()
                .statusCode(200);
        awaitStatus(packs.subList(0, 4).stream().map(UUID::toString).toList(), "RELEASED");
        read(manager, "packs/" + packs.get(4)).body("rank", equalTo(1));
        read(manager, "packs/" + packs.get(5)).body("rank", equalTo(2));
        booksClose(programme);
        read(manager, "programmes/" + programme).body("taken", equalTo(3)).body("shares.taken", contains(3));

        act(first, "cancellation", 1, "{\"reason\":\"absent\"}").statusCode(200);
        awaitStatus(List.of(packs.get(4).toString()), "RESERVED");
        read(manager, "packs/" + packs.get(5)).body("rank", equalTo(1));
        assertThat(stocked()).isZero();
        act("programmes/" + programme + "/closure", manager, 1, "{\"reason\":\"fin\"}")
                .statusCode(200);
        awaitStatus(List.of(packs.get(5).toString()), "RELEASED");
        read(manager, "requests/" + asked.get(6)).body("status", equalTo("SUBMITTED"));
        act(packs.get(4), "hand-over", 2, "{}").statusCode(200);
        booksClose(programme);
    }

    @Test
    void manyTakeTheirRanksInOneCallAndALossThatWasNoneServesTheFirst() throws Exception {
        UUID laptop = stock(1, "LAPTOP", "B", "COMPANY", null).getFirst();
        act("devices/" + laptop + "/loss", manager, 2, "{\"reason\":\"introuvable\"}")
                .statusCode(200);
        UUID programme = programme("GIFT", 0, 3, item("LAPTOP", "C"));
        List<UUID> asked = requests(programme, 4);

        List<String> packs = reserveAll(
                        "{\"requests\":%s,\"backOrder\":true}".formatted(JSON.writeValueAsString(asked)))
                .statusCode(200)
                .body("rows.outcome", contains("BACK_ORDERED", "BACK_ORDERED", "BACK_ORDERED", "REJECTED"))
                .body("rows[2].rank", equalTo(3))
                .body("rows[3].errors[0].code", equalTo("quota_used_up"))
                .extract()
                .path("rows.packId");
        act("devices/" + laptop + "/loss-correction", manager, 3, "{\"reason\":\"retrouvé\"}")
                .statusCode(200);
        awaitStatus(packs.subList(0, 1), "RESERVED");
        read(manager, "packs/" + packs.get(1)).body("rank", equalTo(1));
        booksClose(programme);
    }

    @Test
    void whatExpiresUnderLoadGoesToThoseWhoWaitEachPartOnce() throws Exception {
        stock(20, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 60, item("LAPTOP", "C"), ",\"backOrder\":true");
        List<UUID> requests = requests(programme, 60);
        List<String> packs = reserveAll("{\"requests\":" + JSON.writeValueAsString(requests.subList(0, 40)) + "}")
                .statusCode(200)
                .extract()
                .path("rows.packId");
        owner("update pack set state = jsonb_set(state::jsonb, '{expiresAt}', '\"2020-01-01T00:00:00Z\"')::text"
                + " where status = 'RESERVED' and programme_id = '" + programme + "'");
        owner("update timer set due_at = '2020-01-01T00:00:00Z' where command = 'pack-expiry' and key in"
                + " (select id::text from pack where programme_id = '" + programme + "')");

        List<HttpResponse<String>> answers = atOnce(requests.subList(40, 60).stream()
                .map(request -> (Callable<HttpResponse<String>>) () -> post("packs", orWait(request), key(), null))
                .toList());

        assertThat(bodies(answers, 201)).hasSize(20);
        awaitStatus(packs.subList(0, 20), "RELEASED");
        awaitStatus(packs.subList(20, 40), "RESERVED");
        booksClose(programme);
        assertThat(stocked()).isZero();
        assertThat(count("select count(*) from event_journal where type = 'allocation.DeviceReleased.v1'"
                        + " and stream_id in (select id from device where site = '" + sponsor + "')"))
                .isEqualTo(20);
        assertThat(count("select waiting from programme_quota where programme_id = '" + programme + "'"))
                .isEqualTo(20);
    }

    /** Histories by seed: whatever happens in whatever order, the books close, ranks are dense, and those who wait are served in order. */
    @Test
    void whateverHappensInWhateverOrderRanksAndQuotasHold() throws Exception {
        for (long seed : Seeds.of("back-orders.seeds", 7)) {
            Random random = new Random(seed);
            UUID programme = programme(
                    "GIFT",
                    0,
                    9,
                    item("LAPTOP", "C"),
                    ",\"backOrder\":true,\"shares\":[" + BELLEVUE.replace(":2,", ":5,") + "]");
            List<UUID> asked = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                asked.add(inShare(programme, i % 2 == 0 ? "QN04401M" : "", "06%d46000%02d".formatted(seed % 10, i)));
            }
            List<String> line = new ArrayList<>();
            for (int step = 0; step < 24; step++) {
                switch (random.nextInt(5)) {
                    case 0 -> stock(1 + random.nextInt(2), "LAPTOP", "B", "COMPANY");
                    case 1 -> {
                        List<String> reserved =
                                ids("pack", "status = 'RESERVED' and programme_id = '" + programme + "'");
                        if (!reserved.isEmpty()) {
                            String pack = reserved.get(random.nextInt(reserved.size()));
                            int version =
                                    read(manager, "packs/" + pack).extract().path("version");
                            act(UUID.fromString(pack), "cancellation", version, "{\"reason\":\"absent\"}")
                                    .statusCode(200);
                        }
                    }
                    case 2 -> {
                        if (!line.isEmpty()) {
                            String pack = line.remove(random.nextInt(line.size()));
                            act(UUID.fromString(pack), "cancellation", 1, "{\"reason\":\"trop long\"}")
                                    .statusCode(200);
                        }
                    }
                    default -> {
                        UUID request = asked.get(random.nextInt(asked.size()));
                        ValidatableResponse answer = reserve(request);
                        if (answer.extract().statusCode() == 201
                                && answer.extract().path("status").equals("BACK_ORDERED")) {
                            line.add(answer.extract().path("id"));
                        } else if (answer.extract().statusCode() != 201) {
                            answer.statusCode(409)
                                    .body("code", in(List.of("quota_used_up", "share_used_up", "illegal_now")));
                        }
                    }
                }
                await("those who wait to be served, seed " + seed)
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> count("select count(*) from timer where command = 'back-order' and key like '"
                                        + sponsor + "%'")
                                == 0);
                List<String> still = read(manager, "programmes/" + programme + "/back-order")
                        .body(
                                "rank",
                                equalTo(IntStream.rangeClosed(1, waitingIn(programme))
                                        .boxed()
                                        .toList()))
                        .extract()
                        .path("packId");
                assertThat(line.subList(Math.max(0, line.size() - still.size()), line.size()))
                        .as("seed %d, step %d: the order is kept", seed, step)
                        .isEqualTo(still);
                assertThat(still.isEmpty() || stocked() == 0)
                        .as("nobody waits for what is there")
                        .isTrue();
                line = new ArrayList<>(still);
                booksClose(programme);
            }
            act("programmes/" + programme + "/closure", manager, 1, "{\"reason\":\"fin\"}")
                    .statusCode(200);
        }
    }

    private static int waitingIn(UUID programme) throws SQLException {
        return (int) count("select waiting from programme_quota where programme_id = '" + programme + "'");
    }

    private static List<String> ids(String table, String condition) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection audit = audit();
                Statement statement = audit.createStatement();
                ResultSet rows =
                        statement.executeQuery("select id from " + table + " where " + condition + " order by id")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static String orWait(UUID request) {
        return "{\"request\":\"" + request + "\",\"backOrder\":true}";
    }

    private static void awaitStatus(List<String> packs, String status) {
        String all = packs.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        await(packs.size() + " packs to be " + status)
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from pack where status = '" + status + "' and id in (" + all + ")")
                        == packs.size());
    }

    /** What is taken is what packs and requests say, of the quota and of each share, and what waits is in the back-order. */
    private static void booksClose(UUID programme) throws SQLException {
        String packs = "select count(*) from pack where programme_id = '" + programme + "' and status ";
        String quota = " from programme_quota where programme_id = '" + programme + "'";
        assertThat(count("select taken" + quota))
                .isEqualTo(count(packs + "in ('BACK_ORDERED', 'RESERVED', 'DELIVERED')"));
        assertThat(count("select waiting" + quota))
                .isEqualTo(count(packs + "= 'BACK_ORDERED'"))
                .isEqualTo(count("select count(*) from back_order where programme_id = '" + programme + "'"));
        assertThat(count(packs + "in ('RESERVED', 'DELIVERED')"))
                .isEqualTo(count(
                        "select count(*) from request where status = 'MET' and programme_id = '" + programme + "'"));
        assertThat(count("select count(*) from device d join pack p on p.id = d.pack_id where d.status = 'RESERVED'"
                        + " and p.programme_id = '" + programme + "'"))
                .isEqualTo(count(packs + "= 'RESERVED'"));
        assertThat(count("select count(*) from programme_share s where s.programme_id = '" + programme
                        + "' and s.taken <> (select count(*) from pack p join request r on r.id = p.request_id"
                        + " where p.programme_id = s.programme_id and coalesce(r.share, '') = s.label"
                        + " and p.status in ('BACK_ORDERED', 'RESERVED', 'DELIVERED'))"))
                .isZero();
    }

    private static final String BELLEVUE = "{\"label\":\"Bellevue\",\"count\":2,\"codes\":[\"QN04401M\"]}";
    private static final String NORD = "{\"label\":\"Nord\",\"count\":1,\"codes\":[\"QN04405M\"]}";
    private static final String NORD_FOR_NOBODY = "{\"label\":\"Nord\",\"count\":1}";

    private static UUID inShare(UUID programme, String code, String phone) {
        String body = request(programme, "Quartier", phone);
        return UUID.fromString(command(REFERRING)
                .body(code.isEmpty() ? body : body.replaceFirst("\\{", "{\"shareCode\":\"" + code.strip() + "\","))
                .post(API + "requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    /** The same refusal, whose sentences differ. */
    private static void inBothLanguages(ValidatableResponse refused) {
        Map<String, String> messages = refused.extract().path("messages");
        assertThat(messages).containsKeys("fr", "en");
        assertThat(messages.get("fr")).isNotEqualTo(messages.get("en"));
    }

    @Test
    void anExpiryGivesEachDeviceBackOnceWhateverElseHappens() throws Exception {
        stock(60, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 100, item("LAPTOP", "C"));
        List<UUID> requests = requests(programme, 60);
        List<String> packs = command(manager)
                .body("{\"requests\":" + JSON.writeValueAsString(requests) + "}")
                .post(API + "reservations")
                .then()
                .statusCode(200)
                .body("reserved", equalTo(60))
                .extract()
                .path("rows.packId");
        owner("update pack set state = jsonb_set(state::jsonb, '{expiresAt}', '\"2020-01-01T00:00:00Z\"')::text"
                + " where programme_id = '" + programme + "'");
        owner("update timer set due_at = '2020-01-01T00:00:00Z' where key in (select id::text from pack"
                + " where programme_id = '" + programme + "')");

        List<HttpResponse<String>> answers = atOnce(packs.stream()
                .map(pack -> (Callable<HttpResponse<String>>) () -> post(
                        "packs/" + pack + "/hand-over", "{}", UUID.randomUUID().toString(), 1))
                .toList());
        int handedOver = bodies(answers, 200).size();
        await("every timer to have fired")
                .atMost(Duration.ofSeconds(60))
                .until(() -> count(
                                "select count(*) from timer where key in (select id::text from pack where programme_id = '"
                                        + programme + "')")
                        == 0);

        assertThat(count("select count(*) from pack where status = 'RELEASED' and programme_id = '" + programme + "'"))
                .isEqualTo(60 - handedOver);
        assertThat(stocked()).isEqualTo(60 - handedOver);
        assertThat(count("select taken from programme_quota where programme_id = '" + programme + "'"))
                .isEqualTo(handedOver);
        assertThat(count("select count(*) from event_journal where type = 'allocation.DeviceReleased.v1'"
                        + " and stream_id in (select id from device where site = '" + sponsor + "')"))
                .isEqualTo(60 - handedOver);
        assertThat(count("select count(*) from request where status = 'SUBMITTED' and programme_id = '" + programme
                        + "'"))
                .isEqualTo(60 - handedOver);
    }

    @Test
    void aClockThatIsTwentyDaysAheadReleasesNoPackAndStampsNoCommand() throws Exception {
        stock(2, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 2, item("LAPTOP", "C"));
        List<UUID> asked = requests(programme, 2);
        UUID pack = packOf(reserve(asked.getFirst()).statusCode(201));
        await("a right clock").until(() -> Math.abs(TestMetrics.value("reuse_clock_skew_seconds")) < 2);
        double overdue = TestMetrics.value("reuse_timers_overdue_seconds");
        ShiftedClock.ahead(Duration.ofDays(20));
        try {
            // Overdue by that clock, for longer than any timer that is due waits to be fired.
            await("an overdue timer")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> TestMetrics.value("reuse_timers_overdue_seconds") > overdue + 86_400);
            double seen = TestMetrics.value("reuse_timers_overdue_seconds");
            await("several looks at it")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> TestMetrics.value("reuse_timers_overdue_seconds") > seen + 3);
            assertThat(TestMetrics.value("reuse_clock_skew_seconds")).isBetween(1_727_000.0, 1_729_000.0);
            reserve(asked.getLast()).statusCode(503).header("Retry-After", notNullValue());
        } finally {
            ShiftedClock.right();
        }
        read(manager, "packs/" + pack).body("status", equalTo("RESERVED"));
        reserve(asked.getLast()).statusCode(201);
        assertThat(count("select count(*) from event_journal where recorded_at > now() + interval '1 minute'"))
                .isZero();
    }

    @Test
    void aHouseholdIsServedOnceInAGroupAndALikenessIsLeftToAHuman() throws Exception {
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID first = requested(programme, "Lefèvre", "06 22 22 22 22");

        ask(programme, "LEFEVRE", "+33622222222", null).statusCode(409).body("code", equalTo("household_served"));
        UUID alike = requested(programme, "Bernard", "0622222222");
        read(manager, "requests/" + alike + "/likenesses").statusCode(200).body("id", contains(first.toString()));
        read(REFERRING, "requests/" + alike + "/likenesses").statusCode(403);

        act("requests/" + first + "/withdrawal", REFERRING, 1, "{\"reason\":\"équipé\"}")
                .statusCode(200);
        UUID again = requested(programme, "Lefevre", "0622222222");
        act("requests/" + again + "/declination", manager, 1, "{\"reason\":\"justificatif périmé\"}")
                .statusCode(200)
                .body("status", equalTo("DECLINED"));
        UUID elsewhere = new AllocationServiceIT(worker).programme("GIFT", 0, 10, item("LAPTOP", "C"));
        var _ = requested(programme, "Lefevre", "0622222222");
        ask(elsewhere, "Lefevre", "0622222222", null).statusCode(201);
    }

    @Test
    void onlyThePartiesSeeAndOnlyTheSponsorActs() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID request = requested(programme, "Petit", "0633333333");
        UUID pack = packOf(reserve(request));
        String device = read(manager, "packs/" + pack).extract().path("devices[0].id");
        String person = read(manager, "requests/" + request).extract().path("personRef");
        for (String path : List.of(
                "programmes/" + programme,
                "requests/" + request,
                "requests/" + request + "/contact?purpose=ARRANGE",
                "packs/" + pack,
                "devices/" + device,
                "people/" + person + "/file")) {
            read(STRANGER, path).statusCode(404);
        }
        for (String path : List.of("programmes", "requests", "packs", "devices")) {
            read(STRANGER, path + "?limit=500").statusCode(200).body("$", empty());
        }
        read(STRANGER, "requests/" + request + "/likenesses").statusCode(404);
        read(STRANGER, "packs/" + pack + "/messages").statusCode(404);
        ask(programme, "Petit", "0699999999", STRANGER).statusCode(422);
        command(STRANGER)
                .body("{\"request\":\"" + request + "\"}")
                .post(API + "packs")
                .then()
                .statusCode(404);
        command(STRANGER)
                .body("{\"packs\":[\"" + pack + "\"]}")
                .post(API + "hand-overs")
                .then()
                .statusCode(200)
                .body("rejected", equalTo(1));
        act("packs/" + pack + "/hand-over", STRANGER, 1, "{}").statusCode(404);
        act("packs/" + pack + "/hand-over", TestTokens.of(REFERRER, "programme-manager"), 1, "{}")
                .statusCode(403)
                .body("code", equalTo("not_yours"));
        command(STRANGER).post(API + "people/" + person + "/forgetting").then().statusCode(404);
        read(DONOR, "devices/" + device).statusCode(200);
        try (Connection api = DriverManager.getConnection(
                        backends().jdbcUrl("allocation"),
                        "allocation_api",
                        backends().databasePassword("allocation_api"));
                Statement statement = api.createStatement()) {
            statement.execute("set app.organisation = '" + TestTokens.OTHER_WORKSHOP + "'");
            for (String table : List.of(
                    "programme",
                    "programme_item",
                    "programme_quota",
                    "request",
                    "pack",
                    "device",
                    "person",
                    "person_reading",
                    "likeness",
                    "invitation_mail",
                    "forgotten_person")) {
                try (ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getLong(1)).as(table).isZero();
                }
            }
        }
    }

    @Test
    void aHandOverThatIsCalledAgainGetsItsAnswerAndThatHoldsNoPerson() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID request = requested(programme, "Zwickelbauer", "0644444444");
        UUID pack = packOf(reserve(request));
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = post("packs/" + pack + "/hand-over", "{}", key, 1);
        HttpResponse<String> second = post("packs/" + pack + "/hand-over", "{}", key, 1);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(
                        count(
                                "select count(*) from idempotency_key where body ilike '%zwickelbauer%' or body like '%644444444%'"))
                .isZero();
        assertThat(types(events(pack, 2))).containsExactly("PackReserved", "PackDelivered");
    }

    @Test
    void aDaysWorkGoesThroughInFewCallsThatMayBeSentAgain() throws Exception {
        stock(30, "LAPTOP", "B", "PUBLIC_BODY");
        UUID programme = programme("SALE", 10_000, 25, item("LAPTOP", "C"));
        List<UUID> requests = requests(programme, 28);
        ValidatableResponse reserved = command(manager)
                .body("{\"requests\":" + JSON.writeValueAsString(requests) + "}")
                .post(API + "reservations")
                .then()
                .statusCode(200)
                .body("reserved", equalTo(25))
                .body("rejected", equalTo(3))
                .body("rows[27].errors[0].pointer", equalTo("/requests/27"))
                .body("rows[27].errors[0].code", equalTo("quota_used_up"));
        List<String> packs = reserved.extract().<List<String>>path("rows.packId").stream()
                .filter(Objects::nonNull)
                .toList();
        String sales = packs.stream()
                .map(pack -> "{\"pack\":\"" + pack + "\",\"priceCents\":5000,\"proof\":\"SOCIAL_MINIMA\"}")
                .collect(Collectors.joining(","));
        String body = "{\"sales\":[" + sales + ",{\"pack\":\"" + Ids.next()
                + "\",\"priceCents\":1,\"proof\":\"SCHOLARSHIP\"}],\"commune\":\"67482\"}";

        command(manager)
                .body(body)
                .post(API + "sales")
                .then()
                .statusCode(200)
                .body("done", equalTo(25))
                .body("rejected", equalTo(1))
                .body("rows[0].receipt", startsWith("V-"));
        command(manager)
                .body(body)
                .post(API + "sales")
                .then()
                .statusCode(200)
                .body("done", equalTo(0))
                .body("unchanged", equalTo(25));
        command(manager)
                .body("{\"packs\":[\"" + packs.getFirst() + "\"]}")
                .post(API + "hand-overs")
                .then()
                .body("rejected", equalTo(1));
        assertThat(count("select count(*) from device where status = 'SOLD' and site = '" + sponsor + "'"))
                .isEqualTo(25);
        assertThat(types(events(UUID.fromString(packs.getFirst()), 2))).containsExactly("PackReserved", "PackSold");
    }

    @Test
    void aDispatchThatIsTakenBackIsNotSignedForAndWhatWasSignedStays() throws Exception {
        UUID recalled = announced("LAPTOP", "B", "COMPANY");
        UUID signed = announced("LAPTOP", "B", "COMPANY");
        heard(refurb, "refurb.events", "refurb.DispatchCorrected.v1", recalled, 2, 2, Map.of());
        await("the device to be recalled")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, "devices/" + recalled).body("status", equalTo("RECALLED")));
        command(manager)
                .body("{\"devices\":[\"%s\",\"%s\"]}".formatted(recalled, signed))
                .post(API + "receptions")
                .then()
                .body("rows[0].errors[0].code", equalTo("illegal_now"))
                .body("rows[1].outcome", equalTo("STOCKED"));
        heard(refurb, "refurb.events", "refurb.DispatchCorrected.v1", signed, 2, 2, Map.of());
        heard(
                refurb,
                "refurb.events",
                "refurb.DeviceDispatched.v1",
                recalled,
                3,
                2,
                Map.of("recipient", sponsor.toString()));
        await("the device to be announced again")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, "devices/" + recalled).body("status", equalTo("ANNOUNCED")));
        read(manager, "devices/" + signed).body("status", equalTo("STOCKED"));

        act("devices/" + signed + "/loss", manager, 2, "{\"reason\":\"introuvable\"}")
                .statusCode(200)
                .body("possibleData", equalTo(false));
        act("devices/" + signed + "/loss-correction", manager, 3, "{\"reason\":\"retrouvé\"}")
                .statusCode(200)
                .body("status", equalTo("STOCKED"));
    }

    @Test
    void whoeverIsForgottenIsInNoTableNoEventAndNoLogLine() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        String name = "Quenouillette";
        String phone = "0655555551";
        UUID request = requested(programme, name, phone);
        UUID pack = packOf(reserve(request));
        act(pack, "hand-over", 1, "{}").statusCode(200);
        ask(programme, name, phone, null).statusCode(409);
        String person = read(manager, "requests/" + request).extract().path("personRef");
        read(manager, "requests/" + request + "/contact?purpose=HAND_OVER")
                .statusCode(200)
                .body("familyName", equalTo(name));
        read(REFERRING, "people/" + person + "/file")
                .statusCode(200)
                .body("person.contact.phone", equalTo(phone))
                .body("person.readings", hasSize(2))
                .body("requests", hasSize(1))
                .body("packs", hasSize(1));
        nothingHolds(List.of(name, phone, "655555551", name.toLowerCase(Locale.ROOT) + "@"));

        command(manager)
                .post(API + "people/" + person + "/forgetting")
                .then()
                .statusCode(200)
                .body("forgotten", equalTo(true));
        command(manager)
                .post(API + "people/" + person + "/forgetting")
                .then()
                .statusCode(200)
                .body("forgotten", equalTo(false));
        read(manager, "requests/" + request + "/contact?purpose=HAND_OVER").statusCode(404);
        read(manager, "people/" + person + "/file")
                .statusCode(200)
                .body("person.forgottenAt", notNullValue())
                .body("packs", hasSize(1));
        assertThat(types(events(UUID.fromString(person), 1))).containsExactly("PersonForgotten");
        nothingHolds(List.of(name, phone, "655555551"));
        assertThat(count("select count(*) from likeness where request_id = '" + request + "'"))
                .isZero();
        var _ = requested(programme, name, phone);
    }

    @Test
    void whoHasNoMailboxIsInvitedBySmsAndWhatTheProviderSaysOfItIsTold() throws Exception {
        stock(5, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        String delivered = invitedBySms(programme, "06 79 10 00 01");
        await("the SMS")
                .atMost(Duration.ofSeconds(30))
                .until(() -> SmsSink.acceptedFor("+33679100001").size() == 1);
        SmsSink.Accepted sms = SmsSink.acceptedFor("+33679100001").getFirst();
        assertThat(sms.from()).isEqualTo("REEMPLOI");
        assertThat(sms.body()).contains("/invitations/").doesNotContain("Camille");
        awaitStatus(delivered, "SENT");
        read(manager, delivered).body("status", contains("SENT")).body("channel", contains("SMS"));
        SmsSink.report(sms.reference(), "delivered");

        String lost = invitedBySms(programme, "0679100002");
        await("the second")
                .atMost(Duration.ofSeconds(30))
                .until(() -> SmsSink.acceptedFor("+33679100002").size() == 1);
        SmsSink.report(SmsSink.acceptedFor("+33679100002").getFirst().reference(), "undelivered");
        awaitStatus(delivered, "DELIVERED");
        awaitStatus(lost, "NOT_DELIVERED");
        assertThat(count("select count(*) from invitation_mail where state = 'NOT_DELIVERED' and fault = '30003'"))
                .isOne();

        SmsSink.refuseTheNext(400, 21_610);
        awaitStatus(invitedBySms(programme, "0679100003"), "OPTED_OUT");
        SmsSink.refuseTheNext(400, 21_211);
        awaitStatus(invitedBySms(programme, "0679100004"), "UNDELIVERABLE");
        awaitStatus(invitedBySms(programme, "0388123456"), "NO_ADDRESS");
        assertThat(count("select count(*) from invitation_mail where fault like '%67910000%'"))
                .isZero();
    }

    @Test
    void anSmsIsTriedAgainWhenTheProviderHasNoTimeAndNotWhenItFallsSilent() throws Exception {
        stock(2, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        SmsSink.refuseTheNext(429, 20_429);
        String later = invitedBySms(programme, "0679200001");
        awaitStatus(later, "WAITING");
        owner("update timer set due_at = '2020-01-01T00:00:00Z' where command = 'invitation-mail'");
        awaitStatus(later, "SENT");
        assertThat(SmsSink.acceptedFor("+33679200001")).hasSize(1);

        SmsSink.sayNothingToTheNext();
        awaitStatus(invitedBySms(programme, "0679200002"), "UNCLEAR");
        assertThat(SmsSink.acceptedFor("+33679200002")).hasSize(1);
    }

    @Test
    void whoWantsNoMessagesGetsNoneAndTheFileSaysSince() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID request = requested(programme, "Silencieux", "0679300001");
        String person =
                read(manager, "requests/" + request).statusCode(200).extract().path("personRef");
        String refusal = "people/" + person + "/message-refusal";
        command(TestTokens.of(TestTokens.COORDINATION, "referrer"))
                .body("{\"refused\":true}")
                .post(API + refusal)
                .then()
                .statusCode(404);
        command(manager).body("{}").post(API + refusal).then().statusCode(422);
        String since = command(REFERRING)
                .body("{\"refused\":true}")
                .post(API + refusal)
                .then()
                .statusCode(200)
                .body("ref", equalTo(person))
                .extract()
                .path("refusedAt");
        command(manager)
                .body("{\"refused\":true}")
                .post(API + refusal)
                .then()
                .statusCode(200)
                .body("refusedAt", equalTo(since));
        read(manager, "people/" + person + "/file").body("person.messagesRefusedAt", equalTo(since));

        UUID pack = packOf(reserve(request));
        awaitStatus(invited(programme, pack), "OPTED_OUT");
        assertThat(SmtpSink.accepted()).noneMatch(mail -> mail.contains("silencieux@"));

        command(manager)
                .body("{\"refused\":false}")
                .post(API + refusal)
                .then()
                .statusCode(200)
                .body("refusedAt", nullValue());
    }

    /** The messages about a pack of somebody with a telephone and no mailbox. */
    private String invitedBySms(UUID programme, String phone) throws Exception {
        UUID request = UUID.fromString(command(REFERRING)
                .body(request(programme, "Sansadresse", phone).replaceFirst(",\"email\":\"[^\"]*\"", ""))
                .post(API + "requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        return invited(programme, packOf(reserve(request)));
    }

    private String invited(UUID programme, UUID pack) throws Exception {
        act(pack, "hand-over", 1, "{}").statusCode(200);
        heard(
                mediation,
                "mediation.events",
                "mediation.InvitationIssued.v1",
                Ids.next(),
                1,
                0,
                Map.of("packId", pack.toString(), "programmeId", programme.toString()));
        return "packs/" + pack + "/messages";
    }

    private void awaitStatus(String messages, String status) {
        await(status)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, messages).body("status", contains(status)));
    }

    @Test
    void anInvitationIsSentOnceAndTriedAgainWhileTheMailServerRefuses() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID pack = packOf(reserve(requested(programme, "Mailleur", "0677777777")));
        act(pack, "hand-over", 1, "{}").statusCode(200);
        UUID invitation = Ids.next();
        SmtpSink.refuseTheNext();

        Map<String, String> about = Map.of("packId", pack.toString(), "programmeId", programme.toString());
        heard(mediation, "mediation.events", "mediation.InvitationIssued.v1", invitation, 1, 0, about);
        await("the first attempt")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from invitation_mail where state = 'WAITING' and invitation_id = '"
                                + invitation + "'")
                        == 1);
        owner("update timer set due_at = '2020-01-01T00:00:00Z' where key = '" + invitation + "'");
        await("the message")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, "packs/" + pack + "/messages")
                        .body("status", contains("SENT"))
                        .body("attempts", contains(2)));
        heard(mediation, "mediation.events", "mediation.InvitationIssued.v1", invitation, 1, 0, about);

        List<String> messages = SmtpSink.accepted().stream()
                .filter(message -> message.contains("mailleur@example.org"))
                .toList();
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst()).contains("/invitations/");
        assertThat(count("select count(*) from invitation_mail where fault ilike '%mailleur%'"))
                .isZero();
    }

    @Test
    void aMailServerThatFallsSilentStopsNobodyElsesMessageAndIsSentNothingTwice() throws Exception {
        stock(2, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        Map<String, String> becomes = new LinkedHashMap<>();
        becomes.put("Sourdine", "UNCLEAR");
        becomes.put("Clairon", "SENT");
        SmtpSink.sayNothingToTheNext();

        int number = 60;
        for (Map.Entry<String, String> one : becomes.entrySet()) {
            UUID pack = packOf(reserve(requested(programme, one.getKey(), "06777777" + number++)));
            act(pack, "hand-over", 1, "{}").statusCode(200);
            Map<String, String> about = Map.of("packId", pack.toString(), "programmeId", programme.toString());
            heard(mediation, "mediation.events", "mediation.InvitationIssued.v1", Ids.next(), 1, 0, about);
            await("what became of it")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> read(manager, "packs/" + pack + "/messages")
                            .body("status", contains(one.getValue()))
                            .body("attempts", contains(1)));
        }

        for (String name : becomes.keySet()) {
            assertThat(SmtpSink.accepted())
                    .filteredOn(message -> message.contains(name.toLowerCase(Locale.ROOT) + "@"))
                    .hasSize(1);
        }
    }

    @Test
    void aPackOfTheSandboxIsMailedToNobody() throws Exception {
        env = "TEST";
        manager = TestTokens.sandbox(sponsor, "programme-manager");
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        String request = ask(programme, "Essayeur", "0677777778", TestTokens.sandbox(REFERRER, "referrer"))
                .statusCode(201)
                .extract()
                .path("id");
        UUID pack = packOf(reserve(UUID.fromString(request)));
        act(pack, "hand-over", 1, "{}").statusCode(200);

        Map<String, String> about = Map.of("packId", pack.toString(), "programmeId", programme.toString());
        heard(mediation, "mediation.events", "mediation.InvitationIssued.v1", Ids.next(), 1, 0, about);

        await("the invitation to be heard")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> read(manager, "packs/" + pack + "/messages").body("status", contains("NOT_SENT")));
        assertThat(SmtpSink.accepted()).noneMatch(message -> message.contains("essayeur@example.org"));
    }

    @Test
    void aReservationOfTheSandboxMayExpireInMinutesAndNoOtherDoes() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID real = requested(programme("GIFT", 0, 10, item("LAPTOP", "C")), "Réelle", "0677777780");
        reserve(real, 5)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/reservationMinutes"))
                .body("errors[0].code", equalTo("sandbox_only"));
        reserve(real).statusCode(201);

        env = "TEST";
        manager = TestTokens.sandbox(sponsor, "programme-manager");
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID tried = UUID.fromString(ask(programme, "Essai", "0677777781", TestTokens.sandbox(REFERRER, "referrer"))
                .statusCode(201)
                .extract()
                .path("id"));
        for (int minutes : new int[] {0, -1, 1441}) {
            reserve(tried, minutes).statusCode(422).body("errors[0].pointer", equalTo("/reservationMinutes"));
        }
        ValidatableResponse reserved = reserve(tried, 1).statusCode(201);
        Instant expiresAt = Instant.parse(reserved.extract().path("expiresAt"));
        assertThat(expiresAt).isEqualTo(Dated.in(reserved).createdAt().plus(Duration.ofMinutes(1)));
        assertThat(count("select count(*) from timer where key = '" + packOf(reserved) + "' and due_at = '" + expiresAt
                        + "'"))
                .isEqualTo(1);

        stock(1, "LAPTOP", "B", "COMPANY");
        String another = ask(programme, "Encore", "0677777782", TestTokens.sandbox(REFERRER, "referrer"))
                .statusCode(201)
                .extract()
                .path("id");
        UUID pack = UUID.fromString(reserveAll("{\"requests\":[\"" + another + "\"],\"reservationMinutes\":2}")
                .statusCode(200)
                .body("reserved", equalTo(1))
                .extract()
                .path("rows[0].packId"));
        assertThat(count("select count(*) from timer where key = '" + pack
                        + "' and due_at < now() + interval '3 minutes'"))
                .isEqualTo(1);
        manager = TestTokens.of(sponsor, "programme-manager");
        reserveAll("{\"requests\":[\"" + another + "\"],\"reservationMinutes\":2}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/reservationMinutes"));
    }

    @Test
    void aReasonThatHoldsAnAddressOrANumberNeverGetsIntoAnEvent() throws Exception {
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID request = requested(programme, "Discret", "0677777779");
        for (String reason : List.of("écrire à discret@example.org", "rappeler au 06 77 77 77 79")) {
            act("requests/" + request + "/declination", manager, 1, "{\"reason\":\"" + reason + "\"}")
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/reason"))
                    .body("errors[0].code", equalTo("personal_data"));
        }
        act("requests/" + request + "/declination", manager, 1, "{\"reason\":\"hors du territoire\"}")
                .statusCode(200);
    }

    static TestBackends backends() {
        return NetworkResource.backends("allocation");
    }

    static KafkaProducer<String, byte[]> producer(String user) {
        return new KafkaProducer<>(
                new HashMap<>(backends().kafkaClient(user)), new StringSerializer(), new ByteArraySerializer());
    }

    /** So many devices that the sponsor has signed for. */
    private void stock(int count, String category, String grade, String donorKind) throws Exception {
        var _ = stock(count, category, grade, donorKind, null);
    }

    /** The same, of which their workshop told how far they are erased. */
    private List<UUID> stock(int count, String category, String grade, String donorKind, @Nullable MediaErasure erasure)
            throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(dispatched(category, grade, donorKind, erasure));
        }
        awaitAnnounced(ids);
        sign(manager, ids);
        return ids;
    }

    private UUID announced(String category, String grade, String donorKind) throws Exception {
        UUID id = dispatched(category, grade, donorKind);
        awaitAnnounced(List.of(id));
        return id;
    }

    private UUID dispatched(String category, String grade, String donorKind) throws Exception {
        return dispatched(category, grade, donorKind, null);
    }

    private UUID dispatched(String category, String grade, String donorKind, @Nullable MediaErasure erasure)
            throws Exception {
        UUID id = Ids.next();
        heard(
                refurb,
                "refurb.events",
                "refurb.DeviceDispatched.v1",
                id,
                1,
                2,
                Map.of(
                        "recipient",
                        sponsor.toString(),
                        "category",
                        category,
                        "grade",
                        grade,
                        "code",
                        "D-" + id.toString().substring(24, 36).toUpperCase(Locale.ROOT),
                        "donorKind",
                        donorKind,
                        "env",
                        env,
                        "erasure",
                        JSON.writeValueAsString(erasure)));
        return id;
    }

    /** Laptops of grade B that a workshop sent to a sponsor, which has signed for them. */
    static List<UUID> laptops(
            KafkaProducer<String, byte[]> refurb, UUID sponsor, String manager, int count, String donorKind)
            throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID id = Ids.next();
            heard(
                    refurb,
                    "refurb.events",
                    "refurb.DeviceDispatched.v1",
                    id,
                    1,
                    2,
                    Map.of(
                            "recipient",
                            sponsor.toString(),
                            "category",
                            "LAPTOP",
                            "grade",
                            "B",
                            "code",
                            "D-" + id.toString().substring(24, 36).toUpperCase(Locale.ROOT),
                            "donorKind",
                            donorKind));
            ids.add(id);
        }
        awaitAnnounced(ids);
        sign(manager, ids);
        return ids;
    }

    private static void sign(String manager, List<UUID> ids) throws Exception {
        command(manager)
                .body("{\"devices\":" + JSON.writeValueAsString(ids) + "}")
                .post(API + "receptions")
                .then()
                .statusCode(200)
                .body("stocked", equalTo(ids.size()));
    }

    static void awaitAnnounced(List<UUID> ids) {
        String all = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        await("the devices to be announced")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from device where id in (" + all + ")") == ids.size());
    }

    /** The golden sample of a type, about this stream and with these attributes. */
    static void heard(
            KafkaProducer<String, byte[]> from,
            String topic,
            String type,
            UUID id,
            long sequence,
            int epoch,
            Map<String, String> attributes)
            throws Exception {
        try (InputStream file =
                Objects.requireNonNull(AllocationServiceIT.class.getResourceAsStream("/samples/" + type + ".json"))) {
            JsonNode sample = JSON.readTree(file);
            ObjectNode value = (ObjectNode) sample.at("/value");
            ObjectNode fact = (ObjectNode) value.get("fact");
            fact.put(fact.fieldNames().next(), id.toString());
            attributes.forEach((name, text) -> {
                if (name.equals("donorKind") || name.equals("env")) {
                    value.put(name, text);
                } else if (Set.of("erasure", "make", "drives", "memoryMebibytes")
                        .contains(name)) {
                    fact.set(name, tree(text));
                } else {
                    fact.put(name, text);
                }
            });
            if (attributes.containsKey("recipient")) {
                ((ArrayNode) value.get("parties")).add(attributes.get("recipient"));
            }
            value.put("incarnation", 1);
            if (epoch > 0) {
                value.put("epoch", epoch);
            }
            ObjectNode headers = (ObjectNode) sample.at("/headers");
            headers.put("ce_id", Ids.next().toString());
            headers.put("ce_subject", headers.get("ce_subject").asText().split("/", -1)[0] + "/" + id);
            headers.put("ce_sequence", Long.toString(sequence));
            ProducerRecord<String, byte[]> event =
                    new ProducerRecord<>(topic, id.toString(), JSON.writeValueAsBytes(value));
            for (Map.Entry<String, JsonNode> header : headers.properties()) {
                event.headers().add(header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8));
            }
            var _ = from.send(event).get();
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String item(String category, String worstGrade) {
        return "{\"category\":\"%s\",\"worstGrade\":\"%s\",\"count\":1}".formatted(category, worstGrade);
    }

    private UUID programme(String basis, int priceCents, int quota, String pack) {
        return programme(basis, priceCents, quota, pack, "");
    }

    private UUID programme(String basis, int priceCents, int quota, String pack, String more) {
        return UUID.fromString(command(manager)
                .body("""
                        {"name":"Packs","referrers":["%s"],"commune":"67482","pack":[%s],"priceCents":%d,"quota":%d,
                        "goods":[{"name":"Casque","count":1}],"from":"2020-01-01","until":"2099-12-31","basis":"%s"%s}""".formatted(REFERRER, pack, priceCents, quota, basis, more))
                .post(API + "programmes")
                .then()
                .statusCode(201)
                .body("status", equalTo("OPEN"))
                .extract()
                .path("id"));
    }

    @Test
    void mutationsOfEveryCallAreKeptAsTheyAreOrRefusedByTheirPlace() throws Exception {
        UUID programme = programme("GIFT", 0, 1000, item("LAPTOP", "C"));
        Mutations.everyMutationIsKeptAsItIsOrRefusedByItsPlace(DocumentedCalls.of(
                        ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class),
                        PublishedApi.live(),
                        sponsor)
                .thing("/v1/allocation/programmes/{id}", programme)
                .thing("/v1/allocation/requests/{id}", requested(programme, "Mutation", "0612345670"))
                .value("programme", programme)
                .value("referrers", REFERRER)
                .value("departments", "67")
                .value("phone", "06 12 34 56 78")
                .value("email", "mutated@example.org"));
    }

    @Test
    void aProgrammeThatTakesNothingKeepsNoDeviceFromTheNext() throws Exception {
        stock(3, "LAPTOP", "B", "COMPANY");
        UUID shut = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID small = programme("GIFT", 0, 1, item("LAPTOP", "C"));
        UUID open = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        List<UUID> asked = new ArrayList<>();
        for (UUID programme : List.of(shut, shut, shut, small, small, small, open, open)) {
            asked.add(requested(programme, "Klingelbach", "06880000%02d".formatted(asked.size())));
        }
        act("programmes/" + shut + "/closure", manager, 1, "{\"reason\":\"terminé\"}")
                .statusCode(200);

        command(manager)
                .body("{\"requests\":" + JSON.writeValueAsString(asked) + "}")
                .post(API + "reservations")
                .then()
                .statusCode(200)
                .body("reserved", equalTo(3))
                .body("rows[0].errors[0].code", equalTo("programme_closed"))
                .body("rows[3].outcome", equalTo("RESERVED"))
                .body("rows[4].errors[0].code", equalTo("quota_used_up"))
                .body("rows[6].outcome", equalTo("RESERVED"))
                .body("rows[7].outcome", equalTo("RESERVED"));
    }

    @Test
    void aPackThatComesBackFreesOneOfTheQuotaWhereTheProgrammeSaysSo() throws Exception {
        stock(5, "LAPTOP", "B", "COMPANY");
        String back = "{\"workshop\":\"%s\",\"reason\":\"panne\"}".formatted(TestTokens.WORKSHOP);
        int number = 0;
        for (String rule : List.of("", ",\"returnFreesQuota\":false", ",\"returnFreesQuota\":true")) {
            boolean frees = rule.endsWith("true");
            UUID programme = programme("GIFT", 0, 1, item("LAPTOP", "C"), rule);
            read(manager, "programmes/" + programme).body("returnFreesQuota", equalTo(frees));
            UUID pack = packOf(reserve(requested(programme, "Rendue", "06340000%02d".formatted(number++))));
            act(pack, "hand-over", 1, "{}").statusCode(200);
            read(manager, "programmes/" + programme).body("taken", equalTo(1));
            act(pack, "return", 2, back).statusCode(200);
            read(manager, "programmes/" + programme).body("taken", equalTo(frees ? 0 : 1));
            ValidatableResponse next = reserve(requested(programme, "Suivante", "06340000%02d".formatted(number++)));
            if (frees) {
                next.statusCode(201);
            } else {
                next.statusCode(409).body("code", equalTo("quota_used_up"));
            }
        }
    }

    @Test
    void aProgrammeIsAmendedButNeverAgainstWhatWasDoneInIt() throws Exception {
        stock(4, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 2, item("LAPTOP", "C"));
        List<UUID> asked = requests(programme, 4);
        String path = "programmes/" + programme + "/amendment";
        Dated opened = Dated.in(read(manager, "programmes/" + programme));
        reserve(asked.get(0)).statusCode(201);
        reserve(asked.get(1)).statusCode(201);
        reserve(asked.get(2)).statusCode(409);

        act(path, manager, 1, "{\"quota\":3,\"reason\":\"rallonge\"}")
                .statusCode(200)
                .body("quota", equalTo(3))
                .body("taken", equalTo(2))
                .body("version", equalTo(2));
        reserve(asked.get(2)).statusCode(201);
        for (int quota : new int[] {1, 2}) {
            act(path, manager, 2, "{\"quota\":%d,\"reason\":\"coupe\"}".formatted(quota))
                    .statusCode(409)
                    .body("code", equalTo("quota_below_taken"))
                    .body("extensions.taken", equalTo(3));
        }
        act(path, manager, 2, "{\"quota\":0,\"reason\":\"rien\"}").statusCode(422);
        act(path, manager, 2, "{\"until\":\"2020-06-30\",\"reason\":\"fini\"}")
                .statusCode(409)
                .body("code", equalTo("days_in_use"));
        act(path, manager, 2, "{\"from\":\"2020-01-02\",\"reason\":\"après\"}")
                .statusCode(409)
                .body("code", equalTo("days_in_use"));
        act(path, manager, 2, "{\"until\":\"2019-01-01\",\"reason\":\"à l'envers\"}")
                .statusCode(422);
        Dated shorter = opened.moved(act(path, manager, 2, "{\"until\":\"2030-12-31\",\"reason\":\"plus court\"}")
                .statusCode(200)
                .body("until", equalTo("2030-12-31")));
        shorter.kept(act(path, manager, 3, "{\"quota\":3,\"reason\":\"pareil\"}")
                .statusCode(200)
                .body("version", equalTo(3)));
        ValidatableResponse read = read(manager, "programmes/" + programme);
        String code = read.extract().path("code");
        shorter.kept(read);
        shorter.listed(
                since -> listed(manager, "programmes", Map.of("code", code, "changedSince", since.toString())),
                programme.toString());
        act(path, STRANGER, 3, "{\"quota\":9,\"reason\":\"x\"}").statusCode(404);
        act(path, TestTokens.of(REFERRER, "programme-manager"), 3, "{\"quota\":9,\"reason\":\"x\"}")
                .statusCode(403);
        act("programmes/" + programme + "/closure", manager, 3, "{\"reason\":\"fin\"}")
                .statusCode(200);
        act(path, manager, 4, "{\"quota\":9,\"reason\":\"trop tard\"}").statusCode(409);
        assertThat(types(events(programme, 4)))
                .containsExactly("ProgrammeOpened", "ProgrammeAmended", "ProgrammeAmended", "ProgrammeClosed");
    }

    @Test
    void aQuotaThatIsCutWhileManyReserveIsNeverBelowWhatIsTaken() throws Exception {
        stock(30, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 30, item("LAPTOP", "C"));
        List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
        for (UUID request : requests(programme, 30)) {
            calls.add(() -> post(
                    "packs",
                    "{\"request\":\"" + request + "\"}",
                    UUID.randomUUID().toString(),
                    null));
        }
        calls.add(
                15,
                () -> post(
                        "programmes/" + programme + "/amendment",
                        "{\"quota\":10,\"reason\":\"coupe\"}",
                        UUID.randomUUID().toString(),
                        1));

        List<HttpResponse<String>> answers = atOnce(calls);

        long quota = count("select quota from programme_quota where programme_id = '" + programme + "'");
        long taken = count("select taken from programme_quota where programme_id = '" + programme + "'");
        assertThat(answers.get(15).statusCode()).isIn(200, 409);
        assertThat(quota).isEqualTo(answers.get(15).statusCode() == 200 ? 10 : 30);
        assertThat(taken).isEqualTo(bodies(answers, 201).size()).isLessThanOrEqualTo(quota);
    }

    @Test
    void nothingIsReservedOnADayThatAnAmendmentTakesAwayMeanwhile() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 2, item("LAPTOP", "C"));
        UUID request = requested(programme, "Prochain", "0645000021");
        String later = "{\"from\":\"" + LocalDate.now(ZoneOffset.UTC).plusYears(1) + "\",\"reason\":\"plus tard\"}";

        List<HttpResponse<String>> answers = oneBehindTheOther(
                "select from programme_quota where programme_id = '" + programme + "' for update",
                () -> post("programmes/" + programme + "/amendment", later, key(), 1),
                () -> post("packs", "{\"request\":\"" + request + "\"}", key(), null));

        assertThat(answers.get(0).statusCode()).isEqualTo(200);
        assertThat(answers.get(1).statusCode()).isEqualTo(409);
        assertThat(answers.get(1).body()).contains("programme_closed");
        read(manager, "programmes/" + programme).body("taken", equalTo(0)).body("version", equalTo(2));
    }

    @Test
    void manyAreNotReservedOnADayThatAnAmendmentTakesAwayMeanwhile() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 2, item("LAPTOP", "C"));
        UUID request = requested(programme, "Prochain", "0645000022");
        String later = "{\"from\":\"" + LocalDate.now(ZoneOffset.UTC).plusYears(1) + "\",\"reason\":\"plus tard\"}";

        List<HttpResponse<String>> answers = oneBehindTheOther(
                "select from programme_quota where programme_id = '" + programme + "' for update",
                () -> post("programmes/" + programme + "/amendment", later, key(), 1),
                () -> post("reservations", "{\"requests\":[\"" + request + "\"]}", key(), null));

        assertThat(answers.get(0).statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answers.get(1).body())
                        .at("/rows/0/errors/0/code")
                        .asText())
                .isEqualTo("programme_closed");
        read(manager, "programmes/" + programme).body("taken", equalTo(0));
    }

    @Test
    void nothingIsAskedAfterALastDayThatAnAmendmentBringsForwardMeanwhile() throws Exception {
        UUID programme = programme("GIFT", 0, 2, item("LAPTOP", "C"));
        String earlier = "{\"until\":\"2021-01-01\",\"reason\":\"fini\"}";

        List<HttpResponse<String>> answers = oneBehindTheOther(
                "select from programme_quota where programme_id = '" + programme + "' for update",
                () -> post("programmes/" + programme + "/amendment", earlier, key(), 1),
                () -> send(REFERRING, "requests", request(programme, "Tardif", "0645000023"), key(), null));

        assertThat(answers.get(0).statusCode()).isEqualTo(200);
        assertThat(answers.get(1).statusCode()).isEqualTo(409);
        assertThat(answers.get(1).body()).contains("programme_closed");
        assertThat(count("select count(*) from request where programme_id = '" + programme + "'"))
                .isZero();
    }

    @Test
    void anAmendmentTakesNoDayAwayOnWhichAReservationIsBeingMade() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 2, item("LAPTOP", "C"));
        UUID request = requested(programme, "Present", "0645000024");
        String later = "{\"from\":\"" + LocalDate.now(ZoneOffset.UTC).plusYears(1) + "\",\"reason\":\"plus tard\"}";

        List<HttpResponse<String>> answers = oneBehindTheOther(
                "select from programme_quota where programme_id = '" + programme + "' for update",
                () -> post("packs", "{\"request\":\"" + request + "\"}", key(), null),
                () -> post("programmes/" + programme + "/amendment", later, key(), 1));

        assertThat(answers.get(0).statusCode()).isEqualTo(201);
        assertThat(answers.get(1).statusCode()).isEqualTo(409);
        assertThat(answers.get(1).body()).contains("days_in_use");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** Lets two calls wait for a lock that is held, the second behind the first, and then both go on. */
    private static <T> List<T> oneBehindTheOther(String locking, Callable<T> first, Callable<T> second)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = ownersConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(locking);
            List<Future<T>> waiting = new ArrayList<>();
            for (Callable<T> call : List.of(first, second)) {
                waiting.add(threads.submit(call));
                await("call " + waiting.size() + " to wait")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> count("select count(*) from pg_locks where not granted") == waiting.size());
            }
            holder.rollback();
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : waiting) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    @Test
    void aContactIsPutRightAndWithItTheHouseholdThatItTellsApart() throws Exception {
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID wrong = requested(programme, "Kugelhopf", "0645000001");
        var _ = requested(programme, "Bredele", "0645000002");
        String person = read(manager, "requests/" + wrong).extract().path("personRef");
        String path = API + "people/" + person + "/correction";
        command(REFERRING)
                .body("{\"phone\":\"06 45 00 00 09\",\"reason\":\"chiffre inversé\"}")
                .post(path)
                .then()
                .statusCode(200)
                .body("ref", equalTo(person))
                .body("correctedAt", notNullValue());
        command(manager)
                .body("{\"email\":\"kugelhopf@example.com\",\"reason\":\"domaine\"}")
                .post(path)
                .then()
                .statusCode(200);
        command(manager)
                .body("{\"birthYear\":1980,\"remove\":[\"GIVEN_NAME\"],\"reason\":\"prénom d'un autre\"}")
                .post(path)
                .then()
                .statusCode(200);
        read(manager, "requests/" + wrong + "/contact?purpose=ARRANGE")
                .body("phone", equalTo("06 45 00 00 09"))
                .body("email", equalTo("kugelhopf@example.com"))
                .body("birthYear", equalTo(1980))
                .body("givenName", equalTo(null));
        ask(programme, "Kugelhopf", "0645000009", null).statusCode(409).body("code", equalTo("household_served"));
        var _ = requested(programme, "Kugelhopf", "0645000001");
        command(manager)
                .body("{\"familyName\":\"Bredele\",\"phone\":\"0645000002\",\"reason\":\"même foyer\"}")
                .post(path)
                .then()
                .statusCode(409)
                .body("code", equalTo("household_served"));
        read(manager, "people/" + person + "/file")
                .body("person.contact.familyName", equalTo("Kugelhopf"))
                .body("person.readings.findAll { it.purpose == 'CORRECT' }.reason", hasSize(3));
        command(STRANGER)
                .body("{\"givenName\":\"Autre\",\"reason\":\"x\"}")
                .post(path)
                .then()
                .statusCode(404);
        List<String> reasons = List.of("chiffre inversé", "domaine", "prénom d'un autre");
        nothingHolds(List.of("kugelhopf", "0645000009", "06 45 00 00 09"));
        nothingHolds(reasons);

        stock(1, "LAPTOP", "B", "COMPANY");
        reserve(wrong).statusCode(201);
        command(REFERRING)
                .body("{\"givenName\":\"Camille\",\"reason\":\"trop tard\"}")
                .post(path)
                .then()
                .statusCode(403);

        command(manager).post(API + "people/" + person + "/forgetting").then().statusCode(200);
        read(manager, "people/" + person + "/file")
                .statusCode(200)
                .body("person.readings.findAll { it.purpose == 'CORRECT' }", hasSize(3))
                .body("person.readings.reason", everyItem(equalTo(null)));
        assertThat(count("select count(*) from person_reading where ref = '" + person + "' and reason is not null"))
                .isZero();
        nothingHolds(reasons);
    }

    @Test
    void noStepIsRecordedBeforeTheOneThatItFollows() throws Exception {
        String early = "\"occurredAt\":\"" + Instant.now().minusSeconds(7200) + "\"";
        UUID device = announced("LAPTOP", "B", "COMPANY");
        command(manager)
                .body("{\"devices\":[\"%s\"],\"occurredAt\":\"2026-01-01T00:00:00Z\"}".formatted(device))
                .post(API + "receptions")
                .then()
                .statusCode(200)
                .body("rows[0].errors[0].code", equalTo("before_last_step"));
        command(manager)
                .body("{\"devices\":[\"%s\"]}".formatted(device))
                .post(API + "receptions")
                .then()
                .body("stocked", equalTo(1));
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID request = requested(programme, "Hative", "0656000001");
        command(manager)
                .body("{\"request\":\"%s\",%s}".formatted(request, early))
                .post(API + "packs")
                .then()
                .statusCode(409)
                .body("code", equalTo("no_stock"));
        act("requests/" + request + "/withdrawal", REFERRING, 1, "{\"reason\":\"avant\"," + early + "}")
                .statusCode(422)
                .body("errors[0].code", equalTo("before_last_step"));
        UUID pack = packOf(reserve(request));
        act(pack, "cancellation", 1, "{\"reason\":\"avant\"," + early + "}")
                .statusCode(422)
                .body("errors[0].code", equalTo("before_last_step"));
        act(pack, "hand-over", 1, "{" + early + "}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/occurredAt"))
                .body("errors[0].code", equalTo("before_last_step"));
        command(manager)
                .body("{\"packs\":[\"%s\"],%s}".formatted(pack, early))
                .post(API + "hand-overs")
                .then()
                .body("rows[0].errors[0].code", equalTo("before_last_step"));
        act(pack, "hand-over", 1, "{\"occurredAt\":\"2999-01-01T00:00:00Z\"}").statusCode(422);
        act(pack, "hand-over", 1, "{}").statusCode(200);
        act(pack, "hand-over-correction", 2, "{\"reason\":\"avant\"," + early + "}")
                .statusCode(422)
                .body("errors[0].code", equalTo("before_last_step"));
        act("programmes/" + programme + "/closure", manager, 1, "{\"reason\":\"avant\"," + early + "}")
                .statusCode(422)
                .body("errors[0].code", equalTo("before_last_step"));
    }

    @Test
    void aPackComesBackToAWorkshopThatCanTreatItAlone() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID pack = packOf(reserve(requested(programme, "Rapporteuse", "0667000001")));
        act(pack, "hand-over", 1, "{}").statusCode(200);
        OF_OTHER_KINDS.forEach((kind, organisation) -> act(
                        pack, "return", 2, "{\"workshop\":\"%s\",\"reason\":\"panne\"}".formatted(organisation))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/workshop"))
                .body("errors[0].code", equalTo("wrong_kind_of_organisation"))
                .body("extensions.role", equalTo("refurbisher"))
                .body("extensions.kinds", contains("ASSOCIATION", "SOCIAL_WORKSHOP")));
        act(pack, "return", 2, "{\"workshop\":\"%s\",\"reason\":\"panne\"}".formatted(TestTokens.WORKSHOP))
                .statusCode(200);
    }

    @Test
    void aReturnThatWasAMistakeIsTakenBackAndEverythingIsAsBefore() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        stock(1, "SCREEN", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C") + "," + item("SCREEN", "C"));
        UUID request = requested(programme, "Gardienne", "0623000001");
        UUID pack = packOf(reserve(request));
        act(pack, "hand-over", 1, "{\"commune\":\"55545\"}").statusCode(200);
        act(pack, "return-correction", 2, MISTAKEN)
                .statusCode(409)
                .body("code", equalTo("illegal_now"))
                .body("extensions.legal", contains("RETURN", "HAND_OVER_CORRECTION"));
        JsonNode handedOver = shown("packs/" + pack);
        List<UUID> devices = devicesOf(handedOver);
        List<JsonNode> out = devices.stream().map(id -> shown("devices/" + id)).toList();
        JsonNode met = shown("requests/" + request);

        act(pack, "return", 2, BACK).statusCode(200).body("legal", contains("RETURN_CORRECTION"));
        act(pack, "return-correction", null, MISTAKEN).statusCode(428);
        act(pack, "return-correction", 2, MISTAKEN).statusCode(412);
        act(pack, "return-correction", 3, "{}").statusCode(422).body("errors[0].pointer", equalTo("/reason"));
        act(pack, "return-correction", 3, "{\"reason\":\"appelez le 0612345678\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("personal_data"));
        HttpResponse<String> corrected = post("packs/" + pack + "/return-correction", MISTAKEN, "back-" + pack, 3);
        assertThat(corrected.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(corrected.body()).at("/status").asText()).isEqualTo("DELIVERED");
        HttpResponse<String> repeated = post("packs/" + pack + "/return-correction", MISTAKEN, "back-" + pack, 3);
        assertThat(repeated.body()).isEqualTo(corrected.body());
        act(pack, "return-correction", 4, MISTAKEN).statusCode(409).body("code", equalTo("illegal_now"));

        assertThat(shown("packs/" + pack)).isEqualTo(handedOver);
        assertThat(devices.stream().map(id -> shown("devices/" + id)).toList()).isEqualTo(out);
        assertThat(shown("requests/" + request)).isEqualTo(met);
        ask(programme, "Gardienne", "0623000001", null).statusCode(409).body("code", equalTo("household_served"));
        assertThat(types(events(pack, 4)))
                .containsExactly("PackReserved", "PackDelivered", "PackReturned", "PackReturnCorrected");
        for (UUID device : devices) {
            List<ConsumerRecord<String, byte[]>> said = events(device, 5);
            assertThat(types(said))
                    .containsExactly(
                            "DeviceStocked", "DeviceReserved", "DeviceDelivered", "DeviceReturned", "ReturnCorrected");
            JsonNode event = JSON.readTree(said.getLast().value());
            assertThat(event.at("/fact/stage").asText()).isEqualTo("DELIVERED");
            assertThat(event.at("/fact/reason").asText()).isEqualTo("autre pack");
            assertThat(event.at("/territory/department").asText()).isEqualTo("55");
            assertThat(event.at("/epoch").asInt()).isEqualTo(3);
        }
        act(pack, "return", 4, BACK).statusCode(200).body("status", equalTo("RETURNED"));
    }

    @Test
    void aSaleThatDidNotComeBackHasItsReceiptAndItsPriceAgain() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("SALE", 20_000, 10, item("LAPTOP", "C"));
        UUID pack = packOf(reserve(requested(programme, "Acheteuse", "0623000002")));
        act(pack, "sale", 1, "{\"priceCents\":5000,\"proof\":\"SOCIAL_MINIMA\"}")
                .statusCode(200);
        JsonNode sold = shown("packs/" + pack);
        UUID device = devicesOf(sold).getFirst();
        JsonNode bought = shown("devices/" + device);

        act(pack, "return", 2, BACK).statusCode(200);
        act(pack, "return-correction", 3, MISTAKEN)
                .statusCode(200)
                .body("status", equalTo("SOLD"))
                .body("sale.receipt", equalTo(sold.at("/sale/receipt").asText()))
                .body("sale.priceCents", equalTo(5000));

        assertThat(shown("packs/" + pack)).isEqualTo(sold);
        assertThat(shown("devices/" + device)).isEqualTo(bought);
        assertThat(JSON.readTree(events(device, 5).getLast().value())
                        .at("/fact/stage")
                        .asText())
                .isEqualTo("SOLD");
    }

    @Test
    void aReturnOfAFormerReleaseIsTakenBackUnlessItKeptNothingOfItsSale() throws Exception {
        stock(2, "LAPTOP", "B", "COMPANY");
        UUID gifts = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID given = packOf(reserve(requested(gifts, "Ancienne", "0623000003")));
        act(given, "hand-over", 1, "{}").statusCode(200);
        act(given, "return", 2, BACK).statusCode(200);
        UUID sales = programme("SALE", 20_000, 10, item("LAPTOP", "C"));
        UUID sold = packOf(reserve(requested(sales, "Ancienne", "0623000004")));
        act(sold, "sale", 1, "{\"priceCents\":5000,\"proof\":\"SOCIAL_MINIMA\"}")
                .statusCode(200);
        act(sold, "return", 2, BACK).statusCode(200);
        owner("update pack set owners = '{}', state = (jsonb_set(state::jsonb, '{stateVersion}', '1') - 'sale')::text"
                + " where id in ('" + given + "', '" + sold + "')");

        act(given, "return-correction", 3, MISTAKEN).statusCode(200).body("status", equalTo("DELIVERED"));
        read(manager, "packs/" + sold + "/transitions").body("$", empty());
        act(sold, "return-correction", 3, MISTAKEN).statusCode(409).body("code", equalTo("sale_not_kept"));
    }

    @Test
    void aReturnIsTakenBackOnlyWhileWhatItFreedOfTheQuotaIsThere() throws Exception {
        stock(2, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 1, item("LAPTOP", "C"), ",\"returnFreesQuota\":true");
        UUID pack = packOf(reserve(requested(programme, "Premiere", "0623000005")));
        act(pack, "hand-over", 1, "{}").statusCode(200);
        act(pack, "return", 2, BACK).statusCode(200);
        read(manager, "programmes/" + programme).body("taken", equalTo(0));
        UUID next = packOf(reserve(requested(programme, "Seconde", "0623000006")));

        act(pack, "return-correction", 3, MISTAKEN).statusCode(409).body("code", equalTo("quota_used_up"));
        read(manager, "packs/" + pack).body("status", equalTo("RETURNED")).body("version", equalTo(3));

        act(next, "cancellation", 1, "{\"reason\":\"ne vient pas\"}").statusCode(200);
        act(pack, "return-correction", 3, MISTAKEN).statusCode(200);
        read(manager, "programmes/" + programme).body("taken", equalTo(1));
        reserve(requested(programme, "Troisieme", "0623000007")).statusCode(409).body("code", equalTo("quota_used_up"));
    }

    @Test
    void aReturnIsTakenBackOnlyWhileItsHouseholdWasNotServedOtherwise() throws Exception {
        stock(2, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID pack = packOf(reserve(requested(programme, "Revenue", "0623000008")));
        act(pack, "hand-over", 1, "{}").statusCode(200);
        act(pack, "return", 2, BACK).statusCode(200);
        UUID again = requested(programme, "Revenue", "0623000008");

        act(pack, "return-correction", 3, MISTAKEN).statusCode(409).body("code", equalTo("household_served"));

        act("requests/" + again + "/withdrawal", REFERRING, 1, "{\"reason\":\"un pack suffit\"}")
                .statusCode(200);
        act(pack, "return-correction", 3, MISTAKEN).statusCode(200);
    }

    @Test
    void aReturnIsNotTakenBackOnceADeviceHasMovedOnNorByAnybodyElse() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        stock(1, "SCREEN", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C") + "," + item("SCREEN", "C"));
        UUID pack = packOf(reserve(requested(programme, "Partie", "0623000009")));
        act(pack, "hand-over", 1, "{}").statusCode(200);
        act(pack, "return", 2, BACK).statusCode(200);
        JsonNode returned = shown("packs/" + pack);
        UUID lost = devicesOf(returned).getFirst();
        UUID received = devicesOf(returned).getLast();
        String correction = "packs/" + pack + "/return-correction";
        act(correction, STRANGER, 3, MISTAKEN).statusCode(404);
        act(correction, TestTokens.of(REFERRER, "programme-manager"), 3, MISTAKEN)
                .statusCode(403);
        act(correction, REFERRING, 3, MISTAKEN).statusCode(403);

        act("devices/" + lost + "/loss", manager, 5, "{\"reason\":\"vol\"}").statusCode(200);
        act(pack, "return-correction", 3, MISTAKEN)
                .statusCode(409)
                .body("code", equalTo("devices_moved_on"))
                .body(
                        "extensions.devices",
                        contains(returned.at("/devices/0/code").asText()));
        act("devices/" + lost + "/loss-correction", manager, 6, "{\"reason\":\"retrouvé\"}")
                .statusCode(200);
        heard(refurb, "refurb.events", "refurb.DeviceReceived.v1", received, 2, 4, Map.of());
        await("the workshop to have it")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, "devices/" + received).body("status", equalTo("HANDED_BACK")));
        act(pack, "return-correction", 3, MISTAKEN)
                .statusCode(409)
                .body("code", equalTo("devices_moved_on"))
                .body(
                        "extensions.devices",
                        contains(returned.at("/devices/1/code").asText()));
        read(manager, "packs/" + pack).body("status", equalTo("RETURNED"));
    }

    @Test
    void aReceptionThatCameBeforeTheCorrectionWinsAndThePackIsReturnedAgain() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        stock(1, "SCREEN", "B", "COMPANY");
        UUID programme =
                programme("GIFT", 0, 10, item("LAPTOP", "C") + "," + item("SCREEN", "C"), ",\"returnFreesQuota\":true");
        UUID pack = packOf(reserve(requested(programme, "Croisee", "0623000010")));
        act(pack, "hand-over", 1, "{}").statusCode(200);
        act(pack, "return", 2, BACK).statusCode(200);
        act(pack, "return-correction", 3, MISTAKEN).statusCode(200);
        read(manager, "programmes/" + programme).body("taken", equalTo(1));
        List<UUID> devices = devicesOf(shown("packs/" + pack));

        heard(refurb, "refurb.events", "refurb.DeviceReceived.v1", devices.getFirst(), 2, 4, Map.of());
        await("the pack to be returned again")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, "packs/" + pack).body("status", equalTo("RETURNED")));

        read(manager, "devices/" + devices.getFirst()).body("status", equalTo("HANDED_BACK"));
        read(manager, "devices/" + devices.getLast()).body("status", equalTo("RETURNED"));
        read(manager, "programmes/" + programme).body("taken", equalTo(0));
        assertThat(types(events(pack, 5))).endsWith("PackReturned", "PackReturnCorrected", "PackReturned");
        for (UUID device : devices) {
            assertThat(types(events(device, 6))).endsWith("DeviceReturned", "ReturnCorrected", "DeviceReturned");
        }
        heard(refurb, "refurb.events", "refurb.DeviceReceived.v1", devices.getLast(), 2, 4, Map.of());
        await("the workshop to have the other one")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> read(manager, "devices/" + devices.getLast()).body("status", equalTo("HANDED_BACK")));
        assertThat(count("select count(*) from pending_event where stream_id in ('" + devices.getFirst() + "', '"
                        + devices.getLast() + "')"))
                .isZero();
        var _ = requested(programme, "Croisee", "0623000010");
    }

    /** What is shown of something, but how often and when it last changed. */
    private JsonNode shown(String path) {
        try {
            ObjectNode shown = (ObjectNode)
                    JSON.readTree(read(manager, path).statusCode(200).extract().asString());
            shown.remove(List.of("version", "lastStepAt", "changedAt"));
            return shown;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<UUID> devicesOf(JsonNode pack) {
        List<UUID> devices = new ArrayList<>();
        pack.get("devices")
                .forEach(device -> devices.add(UUID.fromString(device.get("id").asText())));
        return devices;
    }

    @Test
    void whoeverLosesTheSeatOrFindsItMovedIsToldByMail() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID pack = packOf(reserve(requested(programme, "Ateliere", "0678000001")));
        act(pack, "hand-over", 1, "{}").statusCode(200);
        UUID invitation = Ids.next();
        String about = "packs/" + pack + "/messages";
        Map<String, String> issued = Map.of("packId", pack.toString(), "programmeId", programme.toString());
        heard(mediation, "mediation.events", "mediation.InvitationIssued.v1", invitation, 1, 0, issued);
        awaitSent(about, 1);
        heard(mediation, "mediation.events", "mediation.InvitationAccepted.v1", invitation, 2, 0, Map.of());
        heard(
                mediation,
                "mediation.events",
                "mediation.InvitationRescheduled.v1",
                invitation,
                3,
                0,
                Map.of("title", "Deuxiemes pas"));
        awaitSent(about, 2);
        heard(mediation, "mediation.events", "mediation.InvitationReopened.v1", invitation, 4, 0, Map.of());
        awaitSent(about, 3);
        heard(mediation, "mediation.events", "mediation.InvitationWithdrawn.v1", invitation, 5, 0, Map.of());
        heard(mediation, "mediation.events", "mediation.InvitationReinstated.v1", invitation, 6, 0, Map.of());
        awaitSent(about, 4);

        read(manager, about)
                .body("occasion", contains("INVITED", "RESCHEDULED", "REOPENED", "REINSTATED"))
                .body("invitationId", everyItem(equalTo(invitation.toString())));
        List<String> mails = SmtpSink.accepted().stream()
                .filter(mail -> mail.contains("ateliere@"))
                .toList();
        assertThat(mails).hasSize(4);
        assertThat(mails).filteredOn(mail -> mail.contains("Deuxiemes pas")).hasSize(1);
        assertThat(mails).filteredOn(mail -> mail.contains("/invitations/")).hasSize(3);
    }

    @Test
    void whatIsNoLongerTrueIsNotMailed() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID pack = packOf(reserve(requested(programme, "Tardive", "0678000002")));
        act(pack, "hand-over", 1, "{}").statusCode(200);
        UUID invitation = Ids.next();
        String about = "packs/" + pack + "/messages";
        Map<String, String> issued = Map.of("packId", pack.toString(), "programmeId", programme.toString());
        heard(mediation, "mediation.events", "mediation.InvitationIssued.v1", invitation, 1, 0, issued);
        awaitSent(about, 1);
        SmtpSink.refuseTheNext();
        heard(mediation, "mediation.events", "mediation.InvitationReopened.v1", invitation, 2, 0, Map.of());
        await("the refused message")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, about).body("status", contains("SENT", "WAITING")));
        heard(mediation, "mediation.events", "mediation.InvitationAccepted.v1", invitation, 3, 0, Map.of());
        await("the message to be dropped")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, about).body("status", contains("SENT", "WITHDRAWN")));
    }

    @Test
    void ofTwoReschedulingsWhileTheMailServerIsDownTheLastIsMailedAlone() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID pack = packOf(reserve(requested(programme, "Doublerdv", "0678000003")));
        act(pack, "hand-over", 1, "{}").statusCode(200);
        UUID invitation = Ids.next();
        String about = "packs/" + pack + "/messages";
        Map<String, String> issued = Map.of("packId", pack.toString(), "programmeId", programme.toString());
        heard(mediation, "mediation.events", "mediation.InvitationIssued.v1", invitation, 1, 0, issued);
        awaitSent(about, 1);
        heard(mediation, "mediation.events", "mediation.InvitationAccepted.v1", invitation, 2, 0, Map.of());
        rescheduledWhileTheMailServerRefuses(invitation, 3, "Premiere date");
        await("the first to wait")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, about).body("status", contains("SENT", "WAITING")));
        rescheduledWhileTheMailServerRefuses(invitation, 4, "Seconde date");
        await("the second to wait in its place")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, about).body("status", contains("SENT", "WITHDRAWN", "WAITING")));

        owner("update timer set due_at = '2020-01-01T00:00:00Z' where command = 'invitation-mail' and key in (select"
                + " message_id::text from invitation_mail where invitation_id = '" + invitation + "')");

        await("the second to be sent")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, about).body("status", contains("SENT", "WITHDRAWN", "SENT")));
        await("both to have been due again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from timer where command = 'invitation-mail'"
                                + " and due_at = '2020-01-01T00:00:00Z'")
                        == 0);
        List<String> sent = SmtpSink.accepted().stream()
                .filter(mail -> mail.contains("doublerdv@"))
                .toList();
        assertThat(sent).hasSize(2).noneMatch(mail -> mail.contains("Premiere date"));
        assertThat(sent).filteredOn(mail -> mail.contains("Seconde date")).hasSize(1);
    }

    private static void rescheduledWhileTheMailServerRefuses(UUID invitation, int sequence, String title)
            throws Exception {
        SmtpSink.refuseTheNext();
        heard(
                mediation,
                "mediation.events",
                "mediation.InvitationRescheduled.v1",
                invitation,
                sequence,
                0,
                Map.of("title", title));
    }

    @Test
    void aMessageThatFailsWhenSomethingNewerIsToldIsNotTriedAgain() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID pack = packOf(reserve(requested(programme, "Depassee", "0678000004")));
        act(pack, "hand-over", 1, "{}").statusCode(200);
        UUID invitation = Ids.next();
        String about = "packs/" + pack + "/messages";
        SmtpSink.refuseTheNext();
        Map<String, String> issued = Map.of("packId", pack.toString(), "programmeId", programme.toString());
        heard(mediation, "mediation.events", "mediation.InvitationIssued.v1", invitation, 1, 0, issued);
        await("the refused message")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, about).body("status", contains("WAITING")));
        owner("update invitation_mail set state = 'SENDING' where message_id = '" + invitation + "'");
        heard(mediation, "mediation.events", "mediation.InvitationReopened.v1", invitation, 2, 0, Map.of());
        await("the newer message")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, about).body("status", contains("SENDING", "SENT")));

        var _ = worker.withTransaction(transaction -> InvitationMails.TABLE
                        .postpone(transaction, invitation, "refused", Instant.now())
                        .mapEmpty())
                .toCompletionStage()
                .toCompletableFuture()
                .get();

        read(manager, about).body("status", contains("WITHDRAWN", "SENT"));
    }

    @Test
    void whatHasACodeOrAReferenceIsFoundByItWhateverItsCaseAndBlanks() throws Exception {
        String own = "Réf " + UUID.randomUUID().toString().substring(0, 8);
        String typed = own.toLowerCase(Locale.ROOT).replace(" ", "  ");
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"), ",\"partnerRef\":\"" + own + "\"");
        String request = command(REFERRING)
                .body(request(programme, "Trouvable", "0689000001")
                        .replace("\"proof\"", "\"partnerRef\":\"" + own + "\",\"proof\""))
                .post(API + "requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        command(REFERRING)
                .body(request(programme, "Autre", "0689000002")
                        .replace("\"proof\"", "\"partnerRef\":\"" + own + "\",\"proof\""))
                .post(API + "requests")
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("errors[0].pointer", equalTo("/partnerRef"))
                .body("extensions.existing", equalTo(request));
        command(manager)
                .body("""
                        {"name":"Packs","commune":"67482","pack":[%s],"priceCents":0,"quota":1,"from":"2020-01-01",
                        "until":"2099-12-31","basis":"GIFT","partnerRef":"%s"}""".formatted(item("LAPTOP", "C"), own))
                .post(API + "programmes")
                .then()
                .statusCode(409)
                .body("errors[0].pointer", equalTo("/partnerRef"))
                .body("extensions.existing", equalTo(programme.toString()));
        UUID pack = packOf(reserve(UUID.fromString(request)));
        String device = read(manager, "packs/" + pack).extract().path("devices[0].id");
        Map<String, String> made = Map.of(
                "programmes", programme.toString(), "requests", request, "packs", pack.toString(), "devices", device);
        made.forEach((list, id) -> {
            String code = read(manager, list + "/" + id).extract().path("code");
            String status = read(manager, list + "/" + id).extract().path("status");
            String spoken = " " + code.toLowerCase(Locale.ROOT).replace("-", "- ") + " ";
            for (String asked : List.of(code, spoken)) {
                listed(manager, list, Map.of("code", asked)).body("id", contains(id));
                listed(manager, list, Map.of("code", asked, "status", status)).body("id", contains(id));
                listed(STRANGER, list, Map.of("code", asked)).body("id", empty());
            }
            listed(manager, list, Map.of("code", "X-000000")).body("id", empty());
            listed(
                            manager,
                            list,
                            Map.of(
                                    "code",
                                    code,
                                    "changedSince",
                                    Instant.now().plusSeconds(60).toString()))
                    .body("id", empty());
            listed(
                            manager,
                            list,
                            Map.of(
                                    "changedSince",
                                    Instant.now().minusSeconds(60).toString()))
                    .body("id", hasItem(id));
        });
        read(manager, "requests/" + request)
                .body("referrerName", equalTo("Atelier de Strasbourg"))
                .body("sponsorName", equalTo(null))
                .body("lastStepAt", notNullValue());
        listed(manager, "requests", Map.of("partnerRef", own)).body("referrerName", contains("Atelier de Strasbourg"));
        for (String list : List.of("programmes", "requests")) {
            for (String reference : List.of(own, typed, typed.replace(" ", ""))) {
                listed(manager, list, Map.of("partnerRef", reference)).body("id", contains(made.get(list)));
                listed(STRANGER, list, Map.of("partnerRef", reference)).body("id", empty());
            }
            listed(manager, list, Map.of("partnerRef", own + "x")).body("id", empty());
        }
        listed(manager, "devices", Map.of("packId", pack.toString())).body("id", contains(device));
        listed(manager, "packs", Map.of("programmeId", programme.toString())).body("id", contains(pack.toString()));
        String shipment = read(manager, "devices/" + device).extract().path("shipmentRef");
        listed(manager, "devices", Map.of("shipmentRef", " " + shipment.toLowerCase(Locale.ROOT)))
                .body("id", hasItem(device));
    }

    @Test
    void whatAProcessOfTheFormerReleaseWritesIsFoundByItsReference() throws Exception {
        String own = "Réf " + UUID.randomUUID().toString().substring(0, 8);
        Map<String, String> referred = Map.of("partner_ref", "'" + own + "'");
        Set<String> unknown = Set.of("reference_form", "shipment_form", "occurred_at", "created_at");
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID request = requested(programme, "Ancienne", "0689000002");
        UUID device =
                UUID.fromString(listed(manager, "devices", Map.of()).extract().path("[0].id"));
        String copy;
        Map<String, UUID> written;
        try (Connection owner = ownersConnection()) {
            copy = FormerProcess.copies(owner, "device", device, unknown, Map.of())
                    .toString();
            Map<String, String> nobody = Map.of("partner_ref", "'" + own + "'", "household", "null");
            written = Map.of(
                    "programmes", FormerProcess.copies(owner, "programme", programme, unknown, referred),
                    "requests", FormerProcess.copies(owner, "request", request, unknown, nobody));
        }
        written.forEach((list, id) -> listed(manager, list, Map.of("partnerRef", " " + own.toLowerCase(Locale.ROOT)))
                .body("id", contains(id.toString())));
        String shipment = read(manager, "devices/" + device).extract().path("shipmentRef");
        listed(manager, "devices", Map.of("shipmentRef", shipment)).body("id", hasItem(copy));

        owner("update device set status = 'ANNOUNCED', previous_status = 'RECALLED', state = replace(state, '\""
                + shipment + "\"', '\"" + own + "\"') where id = '" + copy + "'");
        listed(manager, "devices", Map.of("shipmentRef", own.toLowerCase(Locale.ROOT)))
                .body("id", contains(copy));
    }

    @Test
    void aProcessOfTheFormerReleaseQueuesAndReservesAsItDid() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID request = requested(programme, "Anterieure", "0689000003");
        String asked = "select count(*) from pick_for_request('" + request + "', false)";
        String running = "select count(*) from pick_for_programme('" + programme + "', 'LIVE', 2, '{}', false)";
        try (Connection api = DriverManager.getConnection(
                        backends().jdbcUrl("allocation"),
                        "allocation_api",
                        backends().databasePassword("allocation_api"));
                Statement statement = api.createStatement()) {
            statement.execute("set app.organisation = '" + sponsor + "'");
            for (String picking : List.of(asked, running)) {
                try (ResultSet rows = statement.executeQuery(picking)) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).as(picking).isEqualTo(1);
                }
            }
        }

        UUID pack = packOf(reserve(request));
        UUID invitation = Ids.next();
        owner("insert into invitation_mail(invitation_id, pack_id, sponsor, state, changed_at) select '" + invitation
                + "', id, sponsor, 'WITHDRAWN', now() from pack where id = '" + pack + "'");
        read(manager, "packs/" + pack + "/messages")
                .body("messageId", contains(invitation.toString()))
                .body("occasion", contains("INVITED"));
    }

    private static ValidatableResponse listed(String token, String list, Map<String, String> asked) {
        return given().auth()
                .oauth2(token)
                .queryParams(asked)
                .get(API + list)
                .then()
                .statusCode(200);
    }

    @Test
    void theTagOfAProgrammeChangesWithItsPacksAndACommandMayNameIt() throws Exception {
        stock(3, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        String path = API + "programmes/" + programme;
        String tag = given().auth().oauth2(manager).get(path).header("ETag");
        for (UUID request : requests(programme, 3)) {
            reserve(request).statusCode(201);
            String now = given().auth()
                    .oauth2(manager)
                    .header("If-None-Match", tag)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .extract()
                    .header("ETag");
            assertThat(now).isNotEqualTo(tag);
            tag = now;
        }
        given().auth()
                .oauth2(manager)
                .header("If-None-Match", tag)
                .get(path)
                .then()
                .statusCode(304);
        command(manager)
                .header("If-Match", tag)
                .body("{\"reason\":\"fin\"}")
                .post(path + "/closure")
                .then()
                .statusCode(200);
    }

    @Test
    void noTextThatStaysHoldsAnAddressOrANumber() {
        for (String contact : List.of("0262 20 12 34", "+33 (0)6-12-34-56-78", "zoe@example.org", "0590810203")) {
            command(manager)
                    .body("""
                            {"name":"Packs %1$s","referrers":["%2$s"],"commune":"67482","pack":[%3$s],"priceCents":0,
                            "quota":1,"goods":[{"name":"Casque %1$s","count":1}],"from":"2020-01-01",
                            "until":"2099-12-31","basis":"GIFT","partnerRef":"%1$s"}""".formatted(contact, REFERRER, item("LAPTOP", "C")))
                    .post(API + "programmes")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", containsInAnyOrder("/name", "/goods/0/name", "/partnerRef"))
                    .body("errors.code", everyItem(equalTo("personal_data")));
        }
    }

    private void awaitSent(String about, int messages) {
        await(messages + " messages")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, about)
                        .body("status", hasSize(messages))
                        .body("status", everyItem(equalTo("SENT"))));
    }

    @Test
    void whoIsForgottenWhileAPackWaitsDoesNotAskAgain() throws Exception {
        stock(1, "LAPTOP", "B", "COMPANY");
        UUID programme = programme("GIFT", 0, 10, item("LAPTOP", "C"));
        UUID request = requested(programme, "Grindelwasser", "0677777771");
        UUID pack = packOf(reserve(request));
        String person = read(manager, "requests/" + request).extract().path("personRef");
        command(manager).post(API + "people/" + person + "/forgetting").then().statusCode(200);

        act(pack, "cancellation", 1, "{\"reason\":\"personne oubliée\"}").statusCode(200);

        read(manager, "requests/" + request).body("status", equalTo("WITHDRAWN"));
        assertThat(types(events(request, 3))).containsExactly("RequestSubmitted", "RequestMet", "RequestWithdrawn");
        read(manager, "programmes/" + programme).body("taken", equalTo(0));
    }

    @Test
    void aProgrammeNamesReferrersOfTheRegisterAlone() {
        UUID nobody = Ids.next();
        command(manager)
                .body("""
                        {"name":"Packs","referrers":["%s","%s"],"commune":"67482","pack":[%s],"priceCents":0,"quota":1,
                        "from":"2020-01-01","until":"2099-12-31","basis":"GIFT"}""".formatted(REFERRER, nobody, item("LAPTOP", "C")))
                .post(API + "programmes")
                .then()
                .statusCode(422)
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo("/referrers"))
                .body("errors[0].code", equalTo("not_registered"))
                .body("errors[0].detail", containsString(nobody.toString()));
    }

    private List<UUID> requests(UUID programme, int count) throws Exception {
        List<HttpResponse<String>> answers = atOnce(IntStream.range(0, count)
                .mapToObj(i -> (Callable<HttpResponse<String>>) () -> send(
                        REFERRING,
                        "requests",
                        request(programme, "Famille", "07%08d".formatted(i)),
                        UUID.randomUUID().toString(),
                        null))
                .toList());
        return bodies(answers, 201).stream()
                .map(body -> UUID.fromString(body.at("/id").asText()))
                .toList();
    }

    private static UUID requested(UUID programme, String familyName, String phone) {
        return UUID.fromString(ask(programme, familyName, phone, null)
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private static ValidatableResponse ask(UUID programme, String familyName, String phone, @Nullable String as) {
        return command(as == null ? REFERRING : as)
                .body(request(programme, familyName, phone))
                .post(API + "requests")
                .then();
    }

    static String request(UUID programme, String familyName, String phone) {
        return """
                {"programmeId":"%s","commune":"67482","proof":"SCHOLARSHIP","contact":{"familyName":"%s",
                "givenName":"Camille","phone":"%s","email":"%s@example.org"}}""".formatted(programme, familyName, phone, familyName.toLowerCase(Locale.ROOT));
    }

    private ValidatableResponse reserve(UUID request) {
        return command(manager)
                .body("{\"request\":\"" + request + "\"}")
                .post(API + "packs")
                .then();
    }

    private ValidatableResponse reserve(UUID request, int minutes) {
        return command(manager)
                .body("{\"request\":\"%s\",\"reservationMinutes\":%d}".formatted(request, minutes))
                .post(API + "packs")
                .then();
    }

    private ValidatableResponse reserveAll(String body) {
        return command(manager).body(body).post(API + "reservations").then();
    }

    static UUID packOf(ValidatableResponse reserved) {
        return UUID.fromString(reserved.statusCode(201).extract().path("id"));
    }

    private ValidatableResponse act(UUID pack, String move, @Nullable Integer version, String body) {
        return act("packs/" + pack + "/" + move, manager, version, body);
    }

    static ValidatableResponse act(String path, String token, @Nullable Integer version, String body) {
        RequestSpecification command = command(token);
        if (version != null) {
            command.header("If-Match", "\"v" + version + "\"");
        }
        return command.body(body).post(API + path).then();
    }

    static ValidatableResponse read(String token, String path) {
        return given().auth().oauth2(token).get(API + path).then();
    }

    static RequestSpecification command(String token) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON);
    }

    private HttpResponse<String> post(String path, String body, String key, @Nullable Integer version)
            throws Exception {
        return send(manager, path, body, key, version);
    }

    static HttpResponse<String> send(String token, String path, String body, String key, @Nullable Integer version)
            throws Exception {
        return sendTo(RestAssured.port, token, path, body, key, version);
    }

    private static HttpResponse<String> sendTo(
            int port, String token, String path, String body, String key, @Nullable Integer version) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + API + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key);
        if (version != null) {
            request.header("If-Match", "\"v" + version + "\"");
        }
        HttpRequest call =
                request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = HTTP.send(call, HttpResponse.BodyHandlers.ofString());
        // On a busy machine a connection may not be there in time: whoever is told so sends again under the same key.
        while (answer.statusCode() == 503) {
            answer = HTTP.send(call, HttpResponse.BodyHandlers.ofString());
        }
        return answer;
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        List<T> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    static List<JsonNode> bodies(List<HttpResponse<String>> answers, int status) throws IOException {
        List<JsonNode> bodies = new ArrayList<>();
        for (HttpResponse<String> answer : answers) {
            if (answer.statusCode() == status) {
                bodies.add(JSON.readTree(answer.body()));
            }
        }
        return bodies;
    }

    private long stocked() throws SQLException {
        return count("select count(*) from device where status = 'STOCKED' and site = '" + sponsor + "'");
    }

    /** Looks for texts in every column of every table, in every event, and in whatever was logged. */
    private static void nothingHolds(List<String> texts) throws Exception {
        try (Connection audit = audit()) {
            List<String> tables = new ArrayList<>();
            try (PreparedStatement names =
                            audit.prepareStatement("select tablename from pg_tables where schemaname = 'public'");
                    ResultSet rows = names.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            assertThat(tables).contains("person", "request", "event_journal", "idempotency_key");
            for (String table : tables) {
                for (String text : texts) {
                    try (PreparedStatement search =
                            audit.prepareStatement("select count(*) from " + table + " t where t::text ilike ?")) {
                        search.setString(1, "%" + text + "%");
                        try (ResultSet rows = search.executeQuery()) {
                            assertThat(rows.next()).isTrue();
                            assertThat(rows.getLong(1))
                                    .as("%s in %s", text, table)
                                    .isZero();
                        }
                    }
                }
            }
        }
        synchronized (LOGGED) {
            for (String text : texts) {
                assertThat(LOGGED).noneMatch(line -> line.contains(text));
            }
        }
    }

    static List<ConsumerRecord<String, byte[]>> events(UUID key, int expected) {
        Map<String, Object> settings = new HashMap<>(backends().kafkaClient("audit"));
        settings.put("group.id", "audit-" + UUID.randomUUID());
        settings.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(Collections.singleton("allocation.events"));
            await("the events of " + key).atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(event -> {
                    if (key.toString().equals(event.key())) {
                        found.add(event);
                    }
                });
                return found.size() >= expected;
            });
        }
        return found;
    }

    static List<String> types(List<ConsumerRecord<String, byte[]>> events) {
        return events.stream()
                .map(event -> new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)
                        .replaceAll("allocation\\.|\\.v1", ""))
                .toList();
    }

    private static Connection audit() throws SQLException {
        return DriverManager.getConnection(
                backends().jdbcUrl("allocation"), "audit", backends().auditPassword());
    }

    static long count(String query) throws SQLException {
        try (Connection audit = audit();
                PreparedStatement statement = audit.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    static void owner(String change) throws SQLException {
        try (Connection owner = ownersConnection();
                Statement statement = owner.createStatement()) {
            statement.execute(change);
        }
    }

    private static Connection ownersConnection() throws SQLException {
        return DriverManager.getConnection(
                backends().jdbcUrl("allocation"), "allocation_owner", backends().databasePassword("allocation_owner"));
    }
}
