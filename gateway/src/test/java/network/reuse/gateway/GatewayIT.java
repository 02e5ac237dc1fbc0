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
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.Published;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Territory;
import network.reuse.contracts.Topics;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.problem.FaultCode;
import network.reuse.defaults.problem.ProblemCode;
import network.reuse.defaults.testing.Dated;
import network.reuse.defaults.testing.DocumentedCalls;
import network.reuse.defaults.testing.HttpManners;
import network.reuse.defaults.testing.Mutations;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.PublishedApi;
import network.reuse.defaults.testing.RawHttp;
import network.reuse.defaults.testing.StrictInput;
import network.reuse.defaults.testing.TestDesk;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.gateway.edge.ReleasedApi;
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
@TestProfile(GatewayIT.ManySnapshots.class)
@QuarkusTestResource(
        value = NetworkResource.class,
        initArgs = @ResourceArg(name = "service", value = "gateway"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = FakeService.class, restrictToAnnotatedClass = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ADMIN = TestTokens.of(TestTokens.ADMIN, "admin");
    private static final String DONOR = TestTokens.of(TestTokens.GRAND_EST, "donor");

    private static final Instant BEFORE_THE_DEADLINE = Instant.parse("2025-12-31T22:59:00Z");
    private static final Instant AFTER_THE_DEADLINE = Instant.parse("2025-12-31T23:01:00Z");

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
        Territory dijon = new Territory("27", "21", "21231");
        UUID lot = Ids.next();
        var offers = Streams.lot(lot, dijon, Environment.LIVE, TestTokens.GRAND_EST);
        var _ = offers.says(
                0,
                new CollectionEvent.LotOffered(
                        lot, "L-1", TestTokens.GRAND_EST, TestTokens.WORKSHOP, laptops(10), null));
        var _ = offers.says(0, new CollectionEvent.LotAccepted(lot, TestTokens.WORKSHOP, laptops(10)));
        var _ = offers.says(0, new CollectionEvent.LotCollected(lot, TestTokens.CARRIER, laptops(9)));
        var _ = offers.says(0, new CollectionEvent.LotCorrected(lot, laptops(9), laptops(8), "counted again"));
        List<Published<?>> all = new ArrayList<>(offers.events());
        for (int i = 0; i < 5; i++) {
            all.addAll(wayToReady(Ids.next(), dijon, Environment.LIVE));
        }
        all.addAll(wayToReady(Ids.next(), dijon, Environment.TEST));

        sending.send(all);
        sending.send(all);

        soon(() -> now("27", "READY") == 5);
        assertThat(now("27", "OFFERED")).isEqualTo(10);
        assertThat(now("27", "AGREED")).isEqualTo(10);
        assertThat(now("27", "COLLECTED")).isEqualTo(8);
        JsonPath progress = get("27");
        assertThat(progress.getLong("stages.find{it.stage=='REGISTERED'}.now")).isZero();
        assertThat(progress.getLong("stages.find{it.stage=='REGISTERED'}.ever")).isEqualTo(5);
        assertThat(progress.getLong("departments.find{it.department=='21'}.stages.find{it.stage=='READY'}.ever"))
                .isEqualTo(5);
        assertThat(progress.getString("departments.find{it.department=='21'}.name"))
                .isEqualTo("Côte-d'Or");
    }

    @Test
    void anOfferThatIsDeclinedOrWithdrawnLeavesTheFigures() {
        Territory caen = new Territory("28", "14", "14118");
        List<Published<?>> ends = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UUID lot = Ids.next();
            var offers = Streams.lot(lot, caen, Environment.LIVE, TestTokens.GRAND_EST);
            sending.send(List.of(offers.says(
                    0,
                    new CollectionEvent.LotOffered(
                            lot, "L-" + i, TestTokens.GRAND_EST, TestTokens.WORKSHOP, laptops(10 + i), null))));
            ends.add(
                    i == 0
                            ? offers.says(0, new CollectionEvent.LotDeclined(lot, "no room"))
                            : offers.says(0, new CollectionEvent.LotWithdrawn(lot, "changed plans", List.of())));
        }
        soon(() -> now("28", "OFFERED") == 33);

        sending.send(ends);

        soon(() -> now("28", "OFFERED") == 0);
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
        readyIn(lille);

        try (LiveReader reader = new LiveReader(stream("32", ""), null)) {
            assertThat(reader.response().headers().firstValue("X-Accel-Buffering"))
                    .contains("no");
            assertThat(reader.response().headers().firstValue("Cache-Control")).contains("no-cache");
            for (int i = 0; i < 20; i++) {
                sending.send(wayToReady(Ids.next(), lille, Environment.LIVE));
            }
            soon(() -> last(reader, "59", "READY") == 21);
            soon(() -> reader.frames().stream().anyMatch(frame -> frame.event().equals("heartbeat")));

            everyFrameIsTheStateAtItsNumber(reader, "32");
        }
    }

    @Test
    void peopleWhoCameToAWorkshopAreCountedOnceWhereItWas() {
        Territory tours = new Territory("24", "37", "37261");
        sending.send(attendance(Ids.next(), tours, Environment.LIVE, true).events());
        soon(() -> now("24", "ACCOMPANIED") == 1);

        try (LiveReader reader = new LiveReader(stream("24", ""), null)) {
            List<Published<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.addAll(attendance(Ids.next(), tours, Environment.LIVE, true).events());
            }
            UUID wrong = Ids.next();
            var corrected = attendance(wrong, tours, Environment.LIVE, true);
            var _ = corrected.says(0, new MediationEvent.AttendanceCorrected(wrong, wrong, true, false, "a mix-up"));
            all.addAll(corrected.events());
            all.addAll(attendance(Ids.next(), tours, Environment.LIVE, false).events());
            all.addAll(attendance(Ids.next(), tours, Environment.TEST, true).events());
            all.addAll(wayToReady(Ids.next(), tours, Environment.LIVE));
            sending.send(all);
            sending.send(all);

            soon(() -> now("24", "ACCOMPANIED") == 5 && now("24", "READY") == 1);
            soon(() -> last(reader, "37", "ACCOMPANIED") == 5 && last(reader, "37", "READY") == 1);
            everyFrameIsTheStateAtItsNumber(reader, "24");
        }
        JsonPath progress = get("24");
        assertThat(progress.getString("stages.find{it.stage=='ACCOMPANIED'}.unit"))
                .isEqualTo("PEOPLE");
        assertThat(progress.getString("stages.find{it.stage=='READY'}.unit")).isEqualTo("DEVICES");
        assertThat(progress.getLong("departments.find{it.department=='37'}.stages.find{it.stage=='ACCOMPANIED'}.ever"))
                .isEqualTo(5);
        read("dashboard", Topics.NETWORK_PROGRESS, message -> {
            JsonNode state = json(message.value());
            return "24".equals(message.key())
                    && state.path("cells")
                            .valueStream()
                            .anyMatch(cell -> key(cell).equals("37/ACCOMPANIED")
                                    && cell.path("now").asLong() == 5);
        });
    }

    @Test
    void aProgrammeInNantesNeverMovesGrandEst() {
        Territory nantes = new Territory("52", "44", "44109");
        Territory strasbourg = new Territory("44", "67", "67482");
        readyIn(strasbourg);
        String before = progress("44");
        long delivered = now("52", "DELIVERED");
        long came = now("52", "ACCOMPANIED");

        try (LiveReader grandEst = new LiveReader(stream("44", ""), null);
                LiveReader paysDeLaLoire = new LiveReader(stream("52", ""), null)) {
            soon(() -> !grandEst.numbered().isEmpty());
            UUID lot = Ids.next();
            var offers = Streams.lot(lot, nantes, Environment.LIVE, TestTokens.GRAND_EST);
            var _ = offers.says(
                    0,
                    new CollectionEvent.LotOffered(
                            lot, "L-1", TestTokens.GRAND_EST, TestTokens.WORKSHOP, laptops(10), null));
            var _ = offers.says(0, new CollectionEvent.LotAccepted(lot, TestTokens.WORKSHOP, laptops(10)));
            var _ = offers.says(0, new CollectionEvent.LotCollected(lot, TestTokens.CARRIER, laptops(10)));
            List<Published<?>> all = new ArrayList<>(offers.events());
            for (int i = 0; i < 10; i++) {
                UUID id = Ids.next();
                all.addAll(wayToReady(id, nantes, Environment.LIVE));
                var stock = stocked(id, nantes, TestTokens.GRAND_EST, BEFORE_THE_DEADLINE);
                var _ = stock.says(
                        3, new AllocationEvent.DeviceDelivered(id, Ids.next(), Ids.next()), BEFORE_THE_DEADLINE);
                all.addAll(stock.events());
                all.addAll(
                        attendance(Ids.next(), nantes, Environment.LIVE, true).events());
            }
            sending.send(all);

            soon(() -> now("52", "DELIVERED") == delivered + 10 && now("52", "ACCOMPANIED") == came + 10);
            soon(() -> last(paysDeLaLoire, "44", "DELIVERED") == delivered + 10
                    && last(paysDeLaLoire, "44", "ACCOMPANIED") == came + 10);
            everyFrameIsTheStateAtItsNumber(paysDeLaLoire, "52");
            int heard = grandEst.frames().size();
            soon(() -> grandEst.frames().size() >= heard + 2);
            assertThat(grandEst.numbered()).hasSize(1);
        }
        assertThat(get("52").getString("departments.find{it.department=='44'}.name"))
                .isEqualTo("Loire-Atlantique");
        assertThat(get("52").getString("target")).isNull();
        assertThat(progress("44")).isEqualTo(before);
    }

    @Test
    void aTargetTellsItsResultAtTheDeadlineAndWhatWentOnAfterIt() throws SQLException {
        Territory strasbourg = new Territory("44", "67", "67482");
        Territory nantes = new Territory("52", "44", "44109");
        UUID donor = Ids.next();
        UUID lot = Ids.next();
        JsonPath before = get("44");
        var offer = Streams.lot(lot, strasbourg, Environment.LIVE, donor, TestTokens.WORKSHOP);
        var _ = offer.says(0, new CollectionEvent.LotOffered(lot, "L-1", donor, TestTokens.WORKSHOP, laptops(6), null));
        var _ = offer.says(0, new CollectionEvent.LotAccepted(lot, TestTokens.WORKSHOP, laptops(6)));
        sending.send(offer.events());
        UUID inTime = Ids.next();
        UUID late = Ids.next();
        UUID back = Ids.next();
        UUID wrong = Ids.next();
        UUID away = Ids.next();
        UUID lost = Ids.next();
        for (UUID id : List.of(inTime, late, back, wrong, away, lost)) {
            var at = Streams.device(id, strasbourg, Environment.LIVE, donor, TestTokens.WORKSHOP);
            sending.send(at.says(
                    0,
                    new CollectionEvent.DeviceRegistered(
                            id, "D-7Q4K2M", lot, LAPTOP, "Lenovo", "T480", "SN", donor, TestTokens.WORKSHOP, null)));
        }
        // What is sold late is heard first, and the corrections of a sale in time come long after the deadline.
        sending.send(handedOver(late, strasbourg, donor, AFTER_THE_DEADLINE).events());
        sending.send(handedOver(inTime, strasbourg, donor, BEFORE_THE_DEADLINE).events());
        sending.send(
                handedOver(away, strasbourg, nantes, donor, BEFORE_THE_DEADLINE).events());
        var returned = handedOver(back, strasbourg, donor, BEFORE_THE_DEADLINE);
        var _ = returned.says(
                3, new AllocationEvent.DeviceReturned(back, back, TestTokens.WORKSHOP, "too slow"), AFTER_THE_DEADLINE);
        sending.send(returned.events());
        var corrected = handedOver(wrong, strasbourg, donor, BEFORE_THE_DEADLINE);
        var _ = corrected.says(
                3,
                new AllocationEvent.DeliveryCorrected(wrong, wrong, DeviceStage.SOLD, "another machine"),
                AFTER_THE_DEADLINE);
        sending.send(corrected.events());
        var gone = stocked(lost, strasbourg, donor, BEFORE_THE_DEADLINE);
        var _ = gone.says(3, new AllocationEvent.DeviceLost(lost, false, "not on the shelf"), BEFORE_THE_DEADLINE);
        sending.send(gone.events());

        String token = TestTokens.of(donor, "donor");
        soon(() -> steps(late, token) == 5
                && steps(inTime, token) == 5
                && steps(away, token) == 5
                && steps(back, token) == 6
                && steps(wrong, token) == 6
                && steps(lost, token) == 5);
        JsonPath after = get("44");
        assertThat(after.getLong("target.atDeadline")).isEqualTo(before.getLong("target.atDeadline") + 2);
        assertThat(after.getLong("target.counted")).isEqualTo(before.getLong("target.counted") + 2);
        assertThat(after.getLong("target.atDeadline") + after.getLong("target.sinceDeadline"))
                .isEqualTo(after.getLong("target.counted"));
        JsonPath then = given().get("/v1/progress?region=44&seq=" + before.getLong("seq"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(then.getLong("target.atDeadline")).isEqualTo(before.getLong("target.atDeadline"));
        JsonPath again = given().get("/v1/progress?region=44&seq=" + after.getLong("seq"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(again.getMap("target").toString())
                .isEqualTo(after.getMap("target").toString());

        passport(inTime, token)
                .then()
                .body("steps[0].type", equalTo("collection.LotOffered.v1"))
                .body("steps[0].what.fr", equalTo("Proposé par son donneur, dans un lot de 6."))
                .body("steps[4].what.fr", equalTo("Vendu."))
                .body("custody.service", equalTo(List.of("collection", "allocation")))
                .body("target.counts", equalTo(true))
                .body("target.atDeadline", equalTo(true))
                .body("target.why.fr", containsString("Compté, une fois, parce qu"))
                .body("target.why.en", containsString("Counted, once, because"));
        passport(late, token)
                .then()
                .body("target.counts", equalTo(true))
                .body("target.atDeadline", equalTo(false))
                .body("target.why.en", containsString("after the deadline of 31 December 2025"));
        passport(back, token)
                .then()
                .body("target.counts", equalTo(false))
                .body("target.atDeadline", equalTo(true))
                .body("target.why.fr", containsString("N'est plus compté, parce qu'il est revenu"));
        passport(wrong, token)
                .then()
                .body("target.counts", equalTo(false))
                .body("target.atDeadline", equalTo(false))
                .body("target.why.fr", containsString("Pas encore compté"));
        passport(away, token)
                .then()
                .body("target.counts", equalTo(false))
                .body("target.rule", equalTo("44-v1"))
                .body("target.why.fr", containsString("hors territoire"))
                .body("target.why.en", containsString("Pays de la Loire (52)"));
        passport(lost, token).then().body("target.why.fr", containsString("il a été perdu"));
        assertThat(passport(inTime, TestTokens.of(TestTokens.WORKSHOP, "programme-manager"))
                        .statusCode())
                .isEqualTo(200);
        theDonorReadsItsOwnReport(donor);
    }

    private void theDonorReadsItsOwnReport(UUID donor) throws SQLException {
        given().auth()
                .oauth2(TestTokens.of(donor, "donor"))
                .get("/v1/progress/donor")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body("donor", equalTo(donor.toString()))
                .body("devices", equalTo(6))
                .body("counted", equalTo(2))
                .body("stages.find{it.stage=='SOLD'}.now", equalTo(3))
                .body("stages.find{it.stage=='RETURNED'}.now", equalTo(1))
                .body("stages.find{it.stage=='STOCKED'}.now", equalTo(1))
                .body("stages.find{it.stage=='LOST'}.now", equalTo(1))
                .body("targets.region", equalTo(List.of("44")))
                .body("targets[0].rule", equalTo("44-v1"))
                .body("targets[0].counted", equalTo(2))
                .body("targets[0].atDeadline", equalTo(2))
                .body("targets[0].sinceDeadline", equalTo(0));
        for (String other : List.of(TestTokens.of(Ids.next(), "donor"), TestTokens.sandbox(donor, "donor"))) {
            given().auth()
                    .oauth2(other)
                    .get("/v1/progress/donor?donor=" + donor)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("unknown_parameter"));
            given().auth()
                    .oauth2(other)
                    .get("/v1/progress/donor")
                    .then()
                    .statusCode(200)
                    .body("devices", equalTo(0))
                    .body("counted", equalTo(0));
        }
        given().auth()
                .oauth2(TestTokens.of(donor, "refurbisher"))
                .get("/v1/progress/donor")
                .then()
                .statusCode(403);
        given().get("/v1/progress/donor").then().statusCode(401).contentType("application/problem+json");
        String gifts = "select (select count(*) from device where donor = '" + donor
                + "') || '/' || (select count(*) from lot_event where detail like '%" + donor + "%')";
        assertThat(seenBy(donor, gifts)).isEqualTo("6/1");
        assertThat(seenBy(TestTokens.OTHER_DONOR, gifts)).isEqualTo("0/0");
    }

    @Test
    void aDonorFollowsItsDevicesAndHasItsPapersOfThem() throws Exception {
        DonorStory story = new DonorStory(sending).told();
        story.isFollowedByItsDonorAlone();
        story.unerasedAndLostOnesAreTold();
        story.itIsAskedToReleaseWhatIsLocked();
        story.itsReenReportIsThatOfItsStatement();
        story.itsGiftIsDescribedWithoutAValue();
        story.whatIsLostAfterItWasUsedIsNoIncidentToIt();
        story.whatComesToLightAtALaterWorkshopIsToldToIt();
    }

    @Test
    void aReturnThatIsTakenBackLeavesEveryFigureAsItWas() {
        Territory colmar = new Territory("44", "68", "68066");
        UUID donor = Ids.next();
        UUID id = Ids.next();
        String token = TestTokens.of(donor, "donor");
        var at = Streams.device(id, colmar, Environment.LIVE, donor, TestTokens.WORKSHOP);
        sending.send(at.says(
                1,
                new CollectionEvent.DeviceRegistered(
                        id, "D-7Q4K2M", id, LAPTOP, "Lenovo", "T480", "SN", donor, TestTokens.WORKSHOP, null)));
        var bench = Streams.bench(id, colmar, Environment.LIVE, donor, TestTokens.WORKSHOP);
        var _ = bench.says(2, new RefurbEvent.DeviceReceived(id, "D-7Q4K2M", TestTokens.WORKSHOP, LAPTOP));
        var _ = bench.says(
                2, new RefurbEvent.DeviceTriaged(id, List.of(new RefurbEvent.Medium("S1", MediumKind.SSD, 1L))));
        var _ = bench.says(
                2, new RefurbEvent.MediumErased(id, "S1", "OVERWRITE", "nwipe", SanitisationLevel.CLEAR, null));
        sending.send(bench.events());
        var stock = handedOver(id, colmar, donor, BEFORE_THE_DEADLINE);
        sending.send(stock.events());
        soon(() -> steps(id, token) == 6);
        String before = everyFigureOf(id, token);
        assertThat(before).contains("SOLD=1/1", "CLEAR", "counts=true", "atDeadline=true");

        sending.send(stock.says(
                3, new AllocationEvent.DeviceReturned(id, id, TestTokens.WORKSHOP, "too slow"), AFTER_THE_DEADLINE));
        soon(() -> steps(id, token) == 7);
        assertThat(everyFigureOf(id, token)).contains("RETURNED=1/1", "NONE", "counts=false");

        sending.send(stock.says(
                3,
                new AllocationEvent.ReturnCorrected(id, id, DeviceStage.SOLD, "another machine"),
                AFTER_THE_DEADLINE.plusSeconds(60)));
        soon(() -> steps(id, token) == 8);
        assertThat(everyFigureOf(id, token)).isEqualTo(before);
    }

    /** What is shown of a device and of Colmar's department: cells, target, passport and its donor's report. */
    private static String everyFigureOf(UUID id, String token) {
        JsonPath progress = get("44");
        Map<String, String> cells = new TreeMap<>(at("44", progress.getLong("seq")));
        cells.keySet().removeIf(cell -> !cell.startsWith("68/"));
        JsonPath passport = passport(id, token).jsonPath();
        return String.join(
                "\n",
                cells.toString(),
                progress.getMap("target").toString(),
                passport.getString("stage"),
                passport.getList("media.level").toString(),
                passport.getMap("target").toString(),
                given().auth().oauth2(token).get("/v1/progress/donor").asString());
    }

    @Test
    void whoComesBackGetsWhatItMissedAndNoMore() {
        Territory lyon = new Territory("84", "69", "69123");
        readyIn(lyon);
        long seen = get("84").getLong("seq");
        UUID id = Ids.next();
        sending.send(List.of(
                Streams.device(id, lyon, Environment.LIVE, TestTokens.GRAND_EST).says(1, registered(id))));
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
        readyIn(bordeaux);
        String then = Instant.now().toString();
        String figuresThen = asOf("75", then);
        assertThat(JsonPath.from(figuresThen).getLong("stages.find{it.stage=='READY'}.now"))
                .isEqualTo(1);

        readyIn(bordeaux);

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
    void thePastIsTheSumOfItsChangesWhereverTheSnapshotsLie() throws SQLException {
        Territory paris = new Territory("11", "75", "75056");
        // One device after the other: what arrives in one batch is one change of each cell, however much it is.
        for (int i = 0; i < 12; i++) {
            readyIn(paris);
        }
        for (int i = 0; i < 3; i++) {
            readyIn(new Territory("44", "67", "67482"));
        }
        soon(() -> now("11", "READY") == 12);
        soon(() -> number("select count(*) from progress_snapshot where region = '11'") >= 3);
        soon(() -> number("select count(*) from result_snapshot where region = '44'") >= 1);

        List<Long> numbers = new ArrayList<>();
        Map<Long, Map<String, String>> summed = new HashMap<>();
        try (Connection audit =
                        DriverManager.getConnection(backends.jdbcUrl("gateway"), "audit", backends.auditPassword());
                Statement statement = audit.createStatement();
                ResultSet rows = statement.executeQuery("select n.seq, c.department || '/' || c.stage,"
                        + " sum(c.now_delta) || '/' || sum(c.ever_delta)"
                        + " from (select distinct seq from progress_change where region = '11') n"
                        + " join progress_change c on c.region = '11' and c.seq <= n.seq group by 1, 2")) {
            while (rows.next()) {
                Map<String, String> cells = summed.computeIfAbsent(rows.getLong(1), _ -> new TreeMap<>());
                if (!rows.getString(3).equals("0/0")) {
                    var _ = cells.put(rows.getString(2), rows.getString(3));
                }
            }
            numbers.addAll(summed.keySet());
        }
        assertThat(numbers).hasSizeGreaterThan(30);
        for (long number : numbers) {
            assertThat(at("11", number)).isEqualTo(summed.get(number));
        }
        assertThat(number("select count(*) from result_snapshot c where counted <> (select coalesce(sum(delta), 0)"
                        + " from hand_over_change h where h.region = c.region and h.seq <= c.seq"
                        + " and h.stage in ('DELIVERED', 'SOLD') and h.category in ('DESKTOP', 'LAPTOP')"
                        + " and h.at < '2025-12-31T23:00:00Z')"))
                .isZero();
    }

    /** Whoever may call twice a second, and five times at once. */
    private static final UUID HASTY = UUID.fromString("01900000-0000-7000-8000-00000000ea57");

    @Test
    void aClientThatCallsTooOftenIsToldWhenToComeBackAndSlowsNobodyElse() {
        for (String path : List.of("/v1/organisations?limit=1", "/v1/collection/lots")) {
            String hasty = TestTokens.of(HASTY, "donor");
            soon(() -> given().auth().oauth2(hasty).get(path).statusCode() / 100 == 2);
            List<Response> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(given().auth().oauth2(hasty).get(path));
            }

            Response first = answers.getFirst();
            assertThat(first.header("RateLimit-Policy")).isEqualTo("\"client\";q=5;w=3");
            assertThat(first.header("RateLimit")).matches("\"client\";r=[0-4];t=[1-3]");
            Response refused = answers.stream()
                    .filter(answer -> answer.statusCode() == 429)
                    .findFirst()
                    .orElseThrow();
            refused.then()
                    .contentType("application/problem+json")
                    .header("Retry-After", equalTo("1"))
                    .header("RateLimit", startsWith("\"client\";r=0;t="))
                    .body("code", equalTo("too_many_requests"));
            assertThat(refused.headers().getList("RateLimit")).hasSize(1);
            Response other = given().auth().oauth2(DONOR).get(path);
            assertThat(other.statusCode() / 100).isEqualTo(2);
            assertThat(other.headers().getList("RateLimit-Policy")).hasSize(1);
        }
        given().get("/v1/progress?region=44").then().statusCode(200).header("RateLimit", startsWith("\"address\";r="));
        given().get("/v1/collection/lots").then().statusCode(401).header("RateLimit", startsWith("\"address\";r="));
    }

    /** So few that the tests' regions have several. */
    public static final class ManySnapshots implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("reuse.progress.snapshot.changes", "7"),
                    Map.entry("reuse.feed.stream.heartbeat", "PT1S"),
                    Map.entry("reuse.webhooks.rests", "PT0.2S,PT0.5S,PT1S,PT2S,PT4S,PT8S,PT16S,PT32S"),
                    Map.entry("reuse.webhooks.probe-every", "PT0.5S"),
                    Map.entry("reuse.webhooks.patience", "PT2S"),
                    Map.entry("reuse.webhooks.lease", "PT3S"),
                    Map.entry("reuse.edge.rate.client", "100000/100000"),
                    Map.entry("reuse.edge.rate.address", "100000/100000"),
                    Map.entry("reuse.edge.rate.clients", "client-of-" + HASTY + "=2/5"));
        }
    }

    @Test
    void aClockThatIsAnHourAheadStampsNoPublicNumber() throws SQLException {
        Territory ajaccio = new Territory("94", "2A", "2A004");
        ShiftedClock.ahead(Duration.ofHours(1));
        try {
            sending.send(wayToReady(Ids.next(), ajaccio, Environment.LIVE));
            soon(() -> number("select extract(epoch from now() - at) * 1000 from public_seq") > 3_000);
            assertThat(number("select count(*) from progress_change where region = '94'"))
                    .isZero();
        } finally {
            ShiftedClock.right();
        }
        String then = Instant.now().toString();
        soon(() -> now("94", "READY") == 1);
        assertThat(JsonPath.from(asOf("94", then)).getLong("stages.find{it.stage=='READY'}.now"))
                .isZero();
        assertThat(number("select count(*) from progress_change where committed_at > now()"))
                .isZero();
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
    void theMediaOfADeviceThatCameBackCountAsNeverErasedUntilTheyAreErasedAgain() {
        Territory strasbourg = new Territory("44", "67", "67482");
        UUID id = Ids.next();
        var bench = Streams.bench(id, strasbourg, Environment.LIVE, TestTokens.GRAND_EST, TestTokens.WORKSHOP);
        var stock = Streams.stock(id, strasbourg, Environment.LIVE, TestTokens.GRAND_EST, TestTokens.WORKSHOP);
        RefurbEvent.Medium kept = new RefurbEvent.Medium("S1", MediumKind.SSD, 1L);
        RefurbEvent.Medium shredded = new RefurbEvent.Medium("S2", MediumKind.HDD, 1L);
        RefurbEvent.Medium late = new RefurbEvent.Medium("S3", MediumKind.HDD, 1L);
        RefurbEvent.Medium larger = new RefurbEvent.Medium("S3", MediumKind.HDD, 2L);
        var _ = bench.says(2, new RefurbEvent.DeviceReceived(id, "D-7Q4K2N", TestTokens.WORKSHOP, LAPTOP));
        var _ = bench.says(2, new RefurbEvent.DeviceTriaged(id, List.of(kept, shredded)));
        var _ = bench.says(
                2, new RefurbEvent.MediumErased(id, "S1", "OVERWRITE", "nwipe", SanitisationLevel.CLEAR, null));
        var _ = bench.says(2, new RefurbEvent.MediumDestroyed(id, "S2", TestTokens.WORKSHOP));
        var _ = bench.says(2, new RefurbEvent.MediumAdded(id, late, "sous la batterie"));
        var _ = bench.says(
                2, new RefurbEvent.MediumErased(id, "S3", "OVERWRITE", "nwipe", SanitisationLevel.CLEAR, null));
        var _ = bench.says(
                2, new RefurbEvent.MediumCorrected(id, late, larger, SanitisationLevel.NONE, "un zéro manquait", null));
        sending.send(bench.events());
        soon(() -> passport(id, DONOR).statusCode() == 200
                && passport(id, DONOR).jsonPath().getList("steps").size() == 7);
        passport(id, DONOR).then().body("media.level", equalTo(List.of("CLEAR", "DESTROY", "NONE")));

        var _ = stock.says(
                3, new AllocationEvent.DeviceReturned(id, TestTokens.WORKSHOP, TestTokens.WORKSHOP, "trop lent"));
        sending.send(stock.events());
        soon(() -> passport(id, DONOR).jsonPath().getList("steps").size() == 8);
        passport(id, DONOR).then().body("media.level", equalTo(List.of("NONE", "DESTROY", "NONE")));

        var again = bench.says(
                4, new RefurbEvent.MediumErased(id, "S1", "OVERWRITE", "nwipe", SanitisationLevel.CLEAR, null));
        sending.send(List.of(again));
        soon(() -> passport(id, DONOR).jsonPath().getList("steps").size() == 9);
        passport(id, DONOR).then().body("media.level", equalTo(List.of("CLEAR", "DESTROY", "NONE")));
    }

    @Test
    void aPassportIsForThePartiesAlone() throws SQLException {
        Territory strasbourg = new Territory("44", "67", "67482");
        UUID id = Ids.next();
        var bench = Streams.bench(id, strasbourg, Environment.LIVE, TestTokens.GRAND_EST, TestTokens.WORKSHOP);
        var at = Streams.device(id, strasbourg, Environment.LIVE, TestTokens.GRAND_EST, TestTokens.WORKSHOP);
        var _ = at.says(1, registered(id));
        var _ = bench.says(2, new RefurbEvent.DeviceReceived(id, "D-7Q4K2M", TestTokens.WORKSHOP, LAPTOP));
        var _ = bench.says(
                2,
                new RefurbEvent.DeviceTriaged(
                        id,
                        List.of(
                                new RefurbEvent.Medium("S1", MediumKind.SSD, 1L),
                                new RefurbEvent.Medium("S2", MediumKind.HDD, 1L))));
        var _ = bench.says(
                2, new RefurbEvent.MediumErased(id, "S1", "nvme sanitize", "nwipe", SanitisationLevel.PURGE, null));
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
                .body("target.why.fr", containsString("Pas encore compté, parce qu"));
        assertThat(passport(id, TestTokens.of(TestTokens.WORKSHOP, "refurbisher"))
                        .statusCode())
                .isEqualTo(200);
        passport(id, TestTokens.of(TestTokens.OTHER_DONOR, "donor"))
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        passport(id, TestTokens.of(TestTokens.GRAND_EST)).then().statusCode(403);
        given().get("/v1/devices/" + id + "/passport").then().statusCode(401).contentType("application/problem+json");
        assertThat(rowsSeenBy(TestTokens.GRAND_EST, id)).isEqualTo("1/4");
        assertThat(rowsSeenBy(TestTokens.OTHER_DONOR, id)).isEqualTo("0/0");
    }

    @Test
    void thePageBehindALabelShowsADeviceOnceItIsReadyAndNoNumberNorParty() {
        Territory strasbourg = new Territory("44", "67", "67482");
        UUID id = Ids.next();
        var at = Streams.device(id, strasbourg, Environment.LIVE, TestTokens.GRAND_EST, TestTokens.WORKSHOP);
        var bench = Streams.bench(id, strasbourg, Environment.LIVE, TestTokens.GRAND_EST, TestTokens.WORKSHOP);
        var _ = at.says(
                1,
                new CollectionEvent.DeviceRegistered(
                        id,
                        "D-PAGE01",
                        id,
                        LAPTOP,
                        "Lenovo",
                        "T480 <1>",
                        "SECRET-SERIAL",
                        TestTokens.GRAND_EST,
                        TestTokens.WORKSHOP,
                        "SECRET-REF"));
        var _ = bench.says(2, new RefurbEvent.DeviceReceived(id, "D-PAGE01", TestTokens.WORKSHOP, LAPTOP));
        var _ = bench.says(
                2,
                new RefurbEvent.DeviceTriaged(
                        id,
                        List.of(
                                new RefurbEvent.Medium("S1", MediumKind.SSD, 1L),
                                new RefurbEvent.Medium("S2", MediumKind.HDD, 1L))));
        var _ = bench.says(
                2, new RefurbEvent.MediumErased(id, "S1", "SANITIZE", "nwipe", SanitisationLevel.PURGE, null));
        var _ = bench.says(2, new RefurbEvent.MediumDestroyed(id, "S2", TestTokens.WORKSHOP));
        sending.send(at.events());
        sending.send(bench.events());
        soon(() -> steps(id, DONOR) == 5);
        String nothing = given().get("/d/D-NONE00")
                .then()
                .statusCode(404)
                .contentType("text/html")
                .header("ETag", nullValue())
                .body(containsString("Rien à montrer sous ce code"))
                .extract()
                .asString();
        given().get("/d/D-PAGE01").then().statusCode(404).body(equalTo(nothing));
        given().get("/d/nonsense").then().statusCode(404).body(equalTo(nothing));

        sending.send(List.of(
                bench.says(2, new RefurbEvent.DeviceGraded(id, Grade.A)),
                bench.says(2, new RefurbEvent.DeviceReady(id, LAPTOP, Grade.A))));
        soon(() -> steps(id, DONOR) == 7);
        Response page = given().get("/d/D-PAGE01");
        page.then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", startsWith("default-src 'none'"))
                .header("X-Robots-Tag", "noindex")
                .body(containsString("<h1>Ordinateur portable</h1>"))
                .body(containsString("Lenovo T480 &lt;1&gt;"))
                .body(containsString("Grade A"))
                .body(containsString("niveau Purge"))
                .body(not(containsString("SECRET")))
                .body(not(containsString("<script")))
                .body(not(containsString("neuf")))
                .body(not(containsString(TestTokens.WORKSHOP.toString())));
        given().header("If-None-Match", page.header("ETag"))
                .get("/d/D-PAGE01")
                .then()
                .statusCode(304);
        given().get("/d/D-PAGE01?lang=en")
                .then()
                .body(containsString("<h1>Laptop</h1>"), startsWith("<!DOCTYPE html>"));
        given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get("/d/%20d-page%2001?lang=en")
                .then()
                .statusCode(301)
                .header("Location", containsString("/d/D-PAGE01?lang=en"));

        var back = bench.says(2, new RefurbEvent.ReadinessCorrected(id, "clavier"));
        sending.send(List.of(back));
        soon(() -> given().get("/d/D-PAGE01").statusCode() == 404);
        sending.send(List.of(bench.says(2, new RefurbEvent.DeviceLost(id, false, "introuvable", null))));
        soon(() -> given().get("/d/D-PAGE01").statusCode() == 200);
        given().get("/d/D-PAGE01")
                .then()
                .body(containsString("Appareil déclaré perdu"))
                .body(containsString("mailto:"))
                .body(not(containsString("Lenovo")));
    }

    @Test
    void anAdministratorKeepsTheRegisterAndEverybodyReadsIt() throws IOException {
        UUID id = Ids.next();
        Map<String, Object> form = new HashMap<>(Map.of(
                "id", id,
                "name", "Atelier de Strasbourg",
                "siret", "732 829 320 00074",
                "kind", "SOCIAL_WORKSHOP",
                "commune", "67482"));
        String key = UUID.randomUUID().toString();

        Dated entered = Dated.in(command(ADMIN, key, form, "/v1/organisations")
                .then()
                .statusCode(201)
                .header("Location", "/v1/organisations/" + id)
                .header("ETag", "\"v1\"")
                .body("region", equalTo("44"))
                .body("siret", equalTo("73282932000074")));
        entered.kept(command(ADMIN, key, form, "/v1/organisations")
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true"));
        command(ADMIN, UUID.randomUUID().toString(), form, "/v1/organisations")
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("errors[0].pointer", equalTo("/id"))
                .body("extensions.existing", equalTo(id.toString()));
        form.put("id", Ids.next());
        command(ADMIN, UUID.randomUUID().toString(), form, "/v1/organisations")
                .then()
                .statusCode(409)
                .body("errors[0].pointer", equalTo("/siret"))
                .body("extensions.existing", equalTo(id.toString()));
        command(
                        TestTokens.of(TestTokens.OTHER_DONOR, "admin"),
                        UUID.randomUUID().toString(),
                        form,
                        "/v1/organisations")
                .then()
                .statusCode(409)
                .body("errors[0].pointer", equalTo("/siret"))
                .body("extensions", nullValue());
        form.put("id", id);
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
        HttpManners.conditionsOfAReadCompareTags(root.getPort(), "/v1/organisations/" + id);
        HttpManners.aCommandTakesNoConditionButOneStrongTag(root.getPort(), path, JSON.writeValueAsString(correction));
        Dated corrected = entered.moved(given().header("If-Match", "\"v1\"")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .auth()
                .oauth2(ADMIN)
                .contentType("application/json")
                .body(correction)
                .post(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"v2\"")
                .body("name", equalTo("Atelier du Rhin")));
        corrected.kept(given().auth()
                .oauth2(DONOR)
                .get("/v1/organisations/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"v2\"")
                .body("name", equalTo("Atelier du Rhin")));
        given().auth()
                .oauth2(DONOR)
                .get("/v1/organisations?limit=1")
                .then()
                .statusCode(200)
                .header("Link", containsString("rel=\"next\""))
                .body("size()", equalTo(1));
        given().auth()
                .oauth2(DONOR)
                .get("/v1/organisations/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        given().get("/v1/organisations").then().statusCode(401);
        HttpManners.everyExampleOfABodyIsTaken(
                root.getPort(), given().get("/openapi/own.yaml").asString());

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
        given().auth().oauth2(DONOR).get("/v1/collection/lots").then().statusCode(201);
    }

    @Test
    void aTrustedProxyIsBelievedAboutItsCallersAndNobodyElseIs() throws IOException {
        String call = "GET /v1/collection/lots HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + DONOR
                + "\r\nX-Forwarded-For: 6.6.6.6, 203.0.113.7\r\nX-Forwarded-For: 10.1.2.3\r\nX-Forwarded-Proto: https\r\n"
                + "X-Forwarded-Host: b\r\nX-Forwarded-Prefix: /v2\r\nForwarded: for=6.6.6.6\r\n";
        assertThat(sentFrom("127.0.0.1", call + "\r\n").body())
                .contains(
                        "GET /v1/collection/lots\n",
                        "x-forwarded-for: 127.0.0.1\n",
                        "x-forwarded-proto: http\n",
                        "x-forwarded-host: a\n")
                .doesNotContain("6.6.6.6", "203.0.113.7", "x-forwarded-prefix", "forwarded: for");
        assertThat(sentFrom(FakeService.PROXY, call + "\r\n").body())
                .contains(
                        "GET /v1/collection/lots\n",
                        "x-forwarded-for: 203.0.113.7\n",
                        "x-forwarded-proto: https\n",
                        "x-forwarded-host: a\n")
                .doesNotContain("6.6.6.6", "x-forwarded-prefix", "forwarded: for");
        HttpManners.problem("a second Host", sentFrom(FakeService.PROXY, call + "Host: b\r\n\r\n"), 400);
    }

    private RawHttp.Answer sentFrom(String address, String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), root.getPort(), InetAddress.getByName(address), 0)) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return RawHttp.answer(socket, false);
        }
    }

    @Test
    void nothingOfABodyIsReadBeforeItsToken() throws IOException {
        String head = "POST /v1/collection/lots HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
        for (String token : List.of("", "Authorization: Bearer not.a.token\r\n", "Authorization: Basic YTpi\r\n")) {
            for (String length :
                    List.of("Content-Length: 60000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")) {
                RawHttp.Answer answer = RawHttp.sendUntilClosed(root.getPort(), head + token + length);
                HttpManners.problem(token + length, answer, 401);
                assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
                assertThat(answer.closed()).as("%s", answer).isTrue();
            }
        }
        HttpManners.problem(
                "no token and no body", RawHttp.send(root.getPort(), head.replace("POST", "GET") + "\r\n"), 401);
    }

    @Test
    void whatAnybodyMaySendIsShortAndTellsItsLength() throws IOException {
        String head = "POST /v1/mediation/invitations/0000/booking HTTP/1.1\r\nHost: a\r\n";
        HttpManners.problem(
                "without a length",
                RawHttp.send(root.getPort(), head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"),
                411);
        HttpManners.problem("too long", RawHttp.send(root.getPort(), head + "Content-Length: 4097\r\n\r\n{"), 413);
    }

    @Test
    void aBodyWithoutALengthIsHeldToTheLimitWhileItPasses() throws IOException {
        String head = "POST /v1/collection/lots HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + DONOR
                + "\r\nTransfer-Encoding: chunked\r\n\r\n";
        String megabyte = "100000\r\n" + "x".repeat(1024 * 1024) + "\r\n";
        RawHttp.Answer below = RawHttp.send(root.getPort(), head + megabyte.repeat(3) + "0\r\n\r\n");
        assertThat(below.status()).as("%s", below).isEqualTo(201);
        assertThat(below.body()).contains("bytes: " + 3 * 1024 * 1024);
        try (Socket socket = RawHttp.open(root.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < 17; i++) {
                socket.getOutputStream().write(megabyte.getBytes(StandardCharsets.ISO_8859_1));
            }
            HttpManners.problem("17 MB", RawHttp.answer(socket, true), 413);
        }
    }

    @Test
    void aBodyThatComesTooSlowlyIsGivenUp() throws IOException {
        String head = "POST /v1/collection/lots HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + DONOR + "\r\n";
        for (String length : List.of(
                "Content-Length: 1000\r\n\r\n{",
                "Content-Length: 100000\r\n\r\n{",
                "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")) {
            RawHttp.Answer slow = RawHttp.sendUntilClosed(root.getPort(), head + length);
            HttpManners.problem(length, slow, 408);
            assertThat(slow.closed()).as(length).isTrue();
        }
    }

    @Test
    void whoAsksFirstIsToldToGoOnOnlyWithAToken() throws IOException {
        String head = "POST /v1/collection/lots HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n";
        RawHttp.Answer known =
                RawHttp.sendOnceAsked(root.getPort(), head + "Authorization: Bearer " + DONOR + "\r\n\r\n", "12345");
        assertThat(known.continued()).as("%s", known).isTrue();
        assertThat(known.status()).as("%s", known).isEqualTo(201);
        assertThat(known.body()).contains("bytes: 5").doesNotContain("expect");
        RawHttp.Answer unknown = RawHttp.sendOnceAsked(root.getPort(), head + "\r\n", "12345");
        assertThat(unknown.continued()).isFalse();
        HttpManners.problem("without a token", unknown, 401);
    }

    @Test
    void theEdgeSpeaksProperHttpAndNoHttp2InClearText() throws IOException {
        HttpManners.whatHttpForbidsIsRefused(root.getPort(), "/v1/progress");
        HttpManners.whatHttpForbidsIsRefused(root.getPort(), "/v1/collection/lots");
        HttpManners.http2InClearTextIsRefused(root.getPort(), "/v1/progress?region=44");
        HttpManners.answersHaveTheTypesOfTheDocument(
                root.getPort(), given().get("/openapi/own.yaml").asString());
    }

    @Test
    void whatCallersSayIsTakenToTheLetter() throws IOException {
        DocumentedCalls calls = ownCalls();
        StrictInput.aValueThatDoesNotFitIsRefusedWhereItStands(calls);
        StrictInput.aCharacterThatNobodySeesIsRefusedInEveryText(calls);
        StrictInput.everyBodyIsReadToItsEnd(calls);
        StrictInput.everyNumberAndDayHasBounds(calls);
        StrictInput.everyQueryIsReadToTheLetter(calls);
        for (String query : List.of("region=44&x=1", "region=44&region=44", "region=44&status=READY", "region=%00")) {
            given().urlEncodingEnabled(false)
                    .get("/v1/progress/stream?" + query)
                    .then()
                    .statusCode(422);
        }
        for (String query : List.of("asOf=2026-01-01T00:00:00Z&seq=1", "seq=%2B1", "seq=%D9%A1", "asOf=1767225600")) {
            given().urlEncodingEnabled(false)
                    .get("/v1/progress?region=44&" + query)
                    .then()
                    .statusCode(422);
        }
        // A page for people passes over what is added to its link on the way.
        given().get("/?region=44&utm_source=lettre").then().statusCode(200);
    }

    @Test
    void mutationsOfEveryCallAreKeptAsTheyAreOrRefusedByTheirPlace() throws IOException {
        Mutations.everyMutationIsKeptAsItIsOrRefusedByItsPlace(ownCalls());
    }

    private DocumentedCalls ownCalls() throws IOException {
        return DocumentedCalls.of(
                        root.getPort(), given().get("/openapi/own.yaml").asString())
                .value("siret", "35600000000048")
                .value("name", "Atelier Strasbourg")
                .value("commune", "67482")
                .value("types", "refurb.*")
                .value("reason", "L'atelier a déménagé.");
    }

    @Test
    void conditionsCompareTagsAsHttpSays() throws IOException {
        // Of the past, so that nothing that other tests count gives it another tag meanwhile.
        HttpManners.conditionsOfAReadCompareTags(root.getPort(), "/v1/progress?region=44&asOf=2020-01-01T00:00:00Z");
    }

    @Test
    void noBrowserGuessesTheTypeOfAnAnswer() {
        for (String path : List.of(
                "/",
                "/favicon.ico",
                "/live.js",
                "/style.css",
                "/swagger-ui",
                "/openapi.json",
                "/asyncapi.yaml",
                "/problems/stale",
                "/nowhere",
                "/v1/nothing",
                "/v1/progress?region=44",
                "/v1/progress?region=x",
                "/v1/progress/stream?region=x",
                "/v1/refurb/devices",
                "/v1/collection/lots",
                "/v1/organisations")) {
            for (String token : List.of("", DONOR)) {
                var request = token.isEmpty() ? given() : given().auth().oauth2(token);
                assertThat(request.get(path).headers().getValues("X-Content-Type-Options"))
                        .as(path)
                        .containsExactly("nosniff");
            }
        }
    }

    @Test
    void oneAddressHasSoManySeatsAtTheLiveStreamAndNoMore() throws Exception {
        List<LiveReader> readers = new ArrayList<>();
        try {
            while (readers.size() <= FakeService.SEATS) {
                LiveReader reader = new LiveReader(stream("11", ""), null);
                readers.add(reader);
                if (reader.response().statusCode() != 200) {
                    break;
                }
            }
            LiveReader refused = readers.getLast();
            assertThat(refused.response().statusCode()).isEqualTo(429);
            assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.response().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("application/problem+json");
            List<LiveReader> held = List.copyOf(readers.subList(0, readers.size() - 1));
            soon(() -> held.stream().noneMatch(reader -> reader.pauses().isEmpty()));
            assertThat(held)
                    .allSatisfy(reader -> assertThat(reader.pauses().getFirst()).isBetween(1_000L, 3_000L));
            assertThat(held.stream().map(LiveReader::pauses).distinct())
                    .as("each comes back after a pause of its own")
                    .hasSizeGreaterThan(held.size() / 2);
            assertThat(readers.size()).isBetween(2, FakeService.SEATS + 1);
            readers.removeFirst().close();
            soon(() -> {
                LiveReader next = new LiveReader(stream("11", ""), null);
                readers.add(next);
                return next.response().statusCode() == 200;
            });
        } finally {
            for (LiveReader reader : readers) {
                reader.close();
            }
        }
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
                .body("paths.'/v1/progress/donor'.get.security[0].keySet()", hasItem("bearer"))
                .body("components.schemas.StageView.properties.keySet()", hasItems("stage", "unit", "now", "ever"))
                .body("components.schemas.TargetView.properties.keySet()", hasItems("atDeadline", "sinceDeadline"))
                .body("paths.keySet()", hasItem("/v1/devices/{id}/passport"))
                .body("components.securitySchemes.bearer.scheme", equalTo("bearer"))
                .body("paths.'/v1/organisations'.post.security[0].keySet()", hasItem("bearer"));
        given().get("/openapi.yaml").then().statusCode(200).body(containsString("/v1/progress/stream:"));
        given().get("/asyncapi.yaml").then().statusCode(200).body(containsString("asyncapi: 3."));
        given().get("/schemas/collection.LotOffered.v1.json")
                .then()
                .statusCode(200)
                .body("required", hasItem("fact"))
                .body(not(containsString("additionalProperties")));
        given().get("/schemas/nothing.json").then().statusCode(404);
        given().get("/swagger-ui").then().statusCode(200).body(containsString("/openapi.yaml"));
    }

    @Test
    void everyCodeOfAProblemHasItsPageInFrenchAndInEnglish() {
        for (ProblemCode problem : ProblemCode.ALL) {
            String page = given().get("/problems/" + problem.code())
                    .then()
                    .statusCode(200)
                    .contentType(startsWith("text/html"))
                    .extract()
                    .asString()
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'");
            assertThat(page)
                    .as(problem.code())
                    .contains(
                            problem.status() + " " + problem.code(),
                            problem.title(false),
                            problem.title(true),
                            problem.french(),
                            problem.english());
        }
        given().get("/problems/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void everyCodeOfAWrongValueHasItsPageToWhichThatOfInvalidLeads() {
        String invalid = given().get("/problems/invalid")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        for (FaultCode fault : FaultCode.ALL) {
            assertThat(invalid).contains("href=\"/problems/" + fault.code() + "\"");
            assertThat(given().get("/problems/" + fault.code())
                            .then()
                            .statusCode(200)
                            .contentType(startsWith("text/html"))
                            .extract()
                            .asString()
                            .replace("&quot;", "\"")
                            .replace("&#39;", "'"))
                    .as(fault.code())
                    .contains("errors[].code " + fault.code(), fault.french(), fault.english());
        }
    }

    @Test
    void whatAnOperationDoesNotOfferIsAProblemThatSaysWhatItDoes() throws IOException {
        HttpManners.whatIsNotOfferedIsAProblem(
                root.getPort(), given().get("/openapi/own.yaml").asString());
    }

    @Test
    void theWholeDocumentSpeaksFrenchAndThenEnglishAndForeseesEveryProblem() throws IOException {
        JsonNode document = JSON.readTree(given().get("/openapi.json").asString());

        PublishedApi.requireBothLanguages(document);
        PublishedApi.requireDefaultAnswers(document);
    }

    @Test
    void whoeverProgrammedAgainstAReleasedApiGoesOn() throws IOException {
        Path released = Path.of(System.getProperty("reuse.root"), "gateway/released");
        String document = given().get("/openapi.yaml").asString();
        ReleasedApi.releaseWhenAsked(released, document);
        ReleasedApi.requireCompatible(released, document);
    }

    @Test
    void theDocumentsSayWhereTheNetworkIsAndHowATokenIsGot() {
        given().get("/openapi.json")
                .then()
                .body("servers[0].url", equalTo("http://localhost:8080"))
                .body("info.contact.url", equalTo("http://localhost:8080"))
                .body("info.contact.email", equalTo("contact@reuse.invalid"))
                .body(
                        "components.securitySchemes.bearer.description",
                        containsString("/protocol/openid-connect/token with grant_type=client_credentials"))
                .body("paths.'/v1/organisations'.post.'x-roles'", hasItem("admin"));
        given().get("/asyncapi.yaml")
                .then()
                .body(containsString("host: " + backends.kafkaBootstrap()))
                .body(containsString("type: scramSha512"));
    }

    @Test
    void aPageOfAnyOriginReadsWhatIsPublicAndNothingElse() {
        String origin = "https://prefecture.example";
        for (String path : List.of(
                "/v1/progress?region=44",
                "/openapi.json",
                "/asyncapi.yaml",
                "/problems/stale",
                "/v1/mediation/open-data/places.csv")) {
            given().header("Origin", origin)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .header("Access-Control-Allow-Origin", "*")
                    .header("Access-Control-Expose-Headers", containsString("ETag"));
            given().header("Origin", origin)
                    .header("Access-Control-Request-Method", "GET")
                    .header("Access-Control-Request-Headers", "if-none-match")
                    .options(path)
                    .then()
                    .statusCode(204)
                    .header("Access-Control-Allow-Headers", containsString("If-None-Match"));
        }
        for (String path : List.of(
                "/v1/organisations",
                "/v1/progress/donor",
                "/v1/mediation/invitations/" + "0".repeat(22),
                "/v1/mediation/calendars/" + "0".repeat(22) + "/calendar.ics",
                "/v1/collection/lots")) {
            assertThat(given().header("Origin", origin).get(path).header("Access-Control-Allow-Origin"))
                    .as(path)
                    .isNull();
            assertThat(given().header("Origin", origin)
                            .header("Access-Control-Request-Method", "GET")
                            .options(path)
                            .header("Access-Control-Allow-Origin"))
                    .as(path)
                    .isNull();
        }
        assertThat(given().get("/v1/progress?region=44").header("Access-Control-Allow-Origin"))
                .as("a cache keeps one answer for all")
                .isEqualTo("*");
    }

    @Test
    void whatIsPublicIsSentOnceAndCompressed() {
        for (String path : List.of(
                "/v1/progress?region=44",
                "/openapi.yaml",
                "/asyncapi.yaml",
                "/schemas/collection.LotOffered.v1.json")) {
            String tag = given().get(path).then().statusCode(200).extract().header("ETag");
            given().header("If-None-Match", tag).get(path).then().statusCode(304);
        }
        for (String path : List.of(
                "/v1/progress?region=44",
                "/openapi.yaml",
                "/asyncapi.yaml",
                "/?region=44",
                "/style.css",
                "/v1/mediation/open-data/places.csv")) {
            given().header("Accept-Encoding", "gzip")
                    .get(path)
                    .then()
                    .statusCode(200)
                    .header("Content-Encoding", "gzip");
        }
    }

    @Test
    void anOperatorSetsTheTargetOfARegionAndThePageShowsIt() {
        String target = """
                {"region":"11","goal":%s,"deadline":"2027-12-31","categories":["LAPTOP","DESKTOP"],
                "basis":["HAND_OVER"],"provenance":"REUSED","territory":"HAND_OVER_PLACE"}""";
        set(target.formatted(500)).then().statusCode(200).body("version", equalTo(1));
        set(target.formatted(500)).then().statusCode(200).body("version", equalTo(1));
        set(target.formatted(700)).then().statusCode(200).body("version", equalTo(2));
        given().auth()
                .oauth2(TestDesk.key())
                .get(TestDesk.at("/targets"))
                .then()
                .statusCode(200)
                .body("findAll { it.region == '11' }.goal", equalTo(List.of(500, 700)));
        assertThat(get("11").getInt("target.goal")).isEqualTo(700);
        assertThat(given().get("/?region=11").then().statusCode(200).extract().asString())
                .contains("<h1>Île-de-France</h1>", "700", "href=\"/?region=44\"");
        assertThat(given().get("/").asString()).contains("<h1>Grand Est</h1>", "href=\"/?region=11\"");
        given().get("/?region=00").then().statusCode(422);

        set(target.formatted("1.5")).then().statusCode(400).body("extensions.pointer", equalTo("/goal"));
        set(target.formatted("1,\"note\":2")).then().statusCode(400);
        set(target.formatted("1") + "{}").then().statusCode(400);
        set("").then().statusCode(400);
        set(target.formatted(0).replace("\"11\"", "\"00\"").replace("DESKTOP", "LAPTOP"))
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/region", "/goal", "/categories/1")));
        given().auth()
                .oauth2(TestDesk.key())
                .body(target.formatted(900))
                .post(TestDesk.at("/targets"))
                .then()
                .statusCode(400)
                .body("code", equalTo("operator_missing"));
    }

    private static Response set(String target) {
        return given().auth()
                .oauth2(TestDesk.key())
                .header("X-Operator", "Ada L.")
                .contentType(ContentType.JSON)
                .body(target)
                .post(TestDesk.at("/targets"));
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
                .body(containsString("Résultat à l'échéance"))
                .body(containsString("Result at the deadline"))
                .body(containsString("Personnes accompagnées"))
                .body(containsString("People accompanied"))
                .body(containsString("id=\"c-67-ACCOMPANIED\""))
                .body(containsString("aria-live=\"polite\""));
    }

    @Test
    void theLinkInTheMailOpensAPageThatBooksAndGivesBackWithoutAScript() {
        String page = "/invitations/A" + "b".repeat(21);
        String open = given().get(page + "?utm_source=mail")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("form-action 'self'"))
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("Access-Control-Allow-Origin", nullValue())
                .body(containsString("mardi 1er décembre 2026"))
                .body(containsString("de 14\u202fh\u202f30 à 16\u202fh"))
                .body(containsString("Tiers-lieu de la Meinau, Strasbourg"))
                .body(containsString("&lt;vous&gt;"))
                .body(containsString("Complet"))
                .body(not(containsString("<script")))
                .extract()
                .asString();
        assertThat(open.split("<form", -1)).as("a full workshop has no form").hasSize(2);
        given().get(page + "/calendar.ics").then().statusCode(404);

        sendForm(page, "key", hidden(open, "key"), "workshop", FakeInvitations.FULL)
                .then()
                .statusCode(409)
                .body(containsString("vient d"))
                .body(containsString("Réserver cette place"));
        sendForm(page, "key", hidden(open, "key"), "workshop", FakeInvitations.WORKSHOP)
                .then()
                .statusCode(303)
                .header("Location", containsString(page));
        String booked = given().get(page)
                .then()
                .statusCode(200)
                .body(containsString("Votre place est réservée"))
                .body(containsString(FakeInvitations.SEAT))
                .extract()
                .asString();
        given().get(page + "/calendar.ics")
                .then()
                .statusCode(200)
                .contentType("text/calendar")
                .body(containsString("DTSTART:20261201T133000Z\r\n"))
                .body(containsString("SUMMARY:Premiers pas\\, l'écran & <vous>\r\n"))
                .body(containsString("LOCATION:Tiers-lieu de la Meinau\\, Strasbourg\r\n"));

        sendForm(page, "key", hidden(booked, "key"), "seat", hidden(booked, "seat"))
                .then()
                .statusCode(303);
        given().get(page).then().body(containsString("Réserver cette place"));
    }

    @Test
    void aLinkThatIsWrongAndAServiceThatIsAwayAreToldInWords() {
        given().get("/invitations/" + "B".repeat(22))
                .then()
                .statusCode(404)
                .contentType("text/html")
                .body(containsString("pas reconnu"));
        given().get("/invitations/short").then().statusCode(404).contentType("text/html");
        given().get("/invitations/" + "Z".repeat(22))
                .then()
                .statusCode(503)
                .contentType("text/html")
                .body(containsString("rechargez la page"));
        String page = "/invitations/A" + "c".repeat(21);
        String key = UUID.randomUUID().toString();
        for (String[] wrong : List.of(
                new String[] {"key", key, "workshop", "nonsense"},
                new String[] {"key", "", "workshop", FakeInvitations.WORKSHOP},
                new String[] {"key", key, "other", "%zz"})) {
            sendForm(page, wrong).then().statusCode(422).contentType("text/html");
        }
        given().contentType(ContentType.JSON).body("{}").post(page).then().statusCode(415);
    }

    private static Response sendForm(String page, String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i == 0 ? "" : "&").append(fields[i]).append('=').append(fields[i + 1]);
        }
        return given().redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded")
                .body(body.toString())
                .post(page);
    }

    private static String hidden(String html, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(html);
        assertThat(field.find()).as(name).isTrue();
        return field.group(1);
    }

    @Test
    void nothingThatABrowserAsksForWithThePageIsMissing() {
        List<String> asked = new ArrayList<>(List.of("/favicon.ico"));
        Matcher reference = Pattern.compile("(?:href|src)=\"(/[^\"]*)\"")
                .matcher(given().get("/").asString());
        while (reference.find()) {
            asked.add(reference.group(1));
        }
        assertThat(asked).contains("/style.css", "/live.js", "/swagger-ui");
        for (String path : asked) {
            assertThat(given().get(path).statusCode()).as(path).isEqualTo(200);
        }
        given().get("/favicon.ico").then().contentType(startsWith("image/"));
    }

    private static void everyFrameIsTheStateAtItsNumber(LiveReader reader, String region) {
        // Publishers are not heard in step: something may still arrive, and what comes after the end is left out.
        AtomicLong end = new AtomicLong();
        soon(() -> {
            end.set(get(region).getLong("seq"));
            return reader.numbered().getLast().number() == end.get();
        });
        assertThat(reader.numbered().getFirst().event()).isEqualTo("snapshot");
        long before = -1;
        Map<String, String> state = new TreeMap<>();
        for (LiveReader.Frame frame : reader.numbered()) {
            if (frame.number() > end.get()) {
                break;
            }
            assertThat(frame.number()).isGreaterThan(before);
            before = frame.number();
            if (frame.event().equals("snapshot")) {
                state.clear();
            }
            frame.data().path("cells").forEach(cell -> state.put(key(cell), figures(cell)));
            assertThat(state).as("after %d", before).isEqualTo(at(region, before));
        }
        assertThat(before).isEqualTo(end.get());
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

    private static String progress(String region) {
        return given().get("/v1/progress?region=" + region)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static int steps(UUID device, String token) {
        Response passport = passport(device, token);
        return passport.statusCode() == 200
                ? passport.jsonPath().getList("steps").size()
                : 0;
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

    private long number(String query) {
        try (Connection audit =
                        DriverManager.getConnection(backends.jdbcUrl("gateway"), "audit", backends.auditPassword());
                Statement statement = audit.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : -1;
        } catch (SQLException away) {
            throw new IllegalStateException(away);
        }
    }

    private String rowsSeenBy(UUID organisation, UUID device) throws SQLException {
        return seenBy(
                organisation,
                "select (select count(*) from device where id = '" + device
                        + "') || '/' || (select count(*) from device_event where device_id = '" + device + "')");
    }

    private String seenBy(UUID organisation, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        backends.jdbcUrl("gateway"), "gateway_api", backends.databasePassword("gateway_api"));
                Statement statement = connection.createStatement()) {
            boolean _ = statement.execute("set app.organisation = '" + organisation + "'");
            try (ResultSet rows = statement.executeQuery(query)) {
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

    /** Sends a device all its way and waits for each event of it: the two topics are heard in any order. */
    private void readyIn(Territory territory) {
        UUID id = Ids.next();
        List<Published<?>> way = wayToReady(id, territory, Environment.LIVE);
        sending.send(way);
        soon(() -> steps(id, DONOR) == way.size());
    }

    private static List<Published<?>> wayToReady(UUID id, Territory territory, Environment env) {
        var at = Streams.device(id, territory, env, TestTokens.GRAND_EST);
        var bench = Streams.bench(id, territory, env, TestTokens.GRAND_EST);
        List<Published<?>> way = new ArrayList<>();
        way.add(at.says(1, registered(id)));
        way.add(bench.says(2, new RefurbEvent.DeviceReceived(id, "D-7Q4K2M", TestTokens.WORKSHOP, LAPTOP)));
        way.add(bench.says(2, new RefurbEvent.DeviceTriaged(id, List.of())));
        way.add(bench.says(2, new RefurbEvent.DeviceReady(id, LAPTOP, Grade.B)));
        return way;
    }

    /** Signed for in a stock, which has its numbers and its custody from then on. */
    private static Streams.Stream<AllocationEvent> stocked(
            UUID id, Territory territory, UUID donor, Instant occurredAt) {
        var stock = Streams.stock(id, territory, Environment.LIVE, donor, TestTokens.WORKSHOP);
        var _ = stock.says(
                3, new AllocationEvent.DeviceStocked(id, "D-7Q4K2M", Ids.next(), LAPTOP, Grade.B), occurredAt);
        return stock;
    }

    private static Streams.Stream<AllocationEvent> handedOver(
            UUID id, Territory territory, UUID donor, Instant occurredAt) {
        return handedOver(id, territory, territory, donor, occurredAt);
    }

    private static Streams.Stream<AllocationEvent> handedOver(
            UUID id, Territory territory, Territory counter, UUID donor, Instant occurredAt) {
        var stock = stocked(id, territory, donor, BEFORE_THE_DEADLINE.minusSeconds(3_600));
        var _ = stock.in(counter).says(3, new AllocationEvent.DeviceSold(id, id, Ids.next(), 2_000), occurredAt);
        return stock;
    }

    private static Streams.Stream<MediationEvent> attendance(
            UUID id, Territory territory, Environment env, boolean came) {
        var booking = Streams.booking(id, territory, env, TestTokens.WORKSHOP);
        var _ = booking.says(0, new MediationEvent.SeatBooked(id, id, null));
        var _ = booking.says(0, new MediationEvent.AttendanceRecorded(id, id, null, came));
        return booking;
    }

    private static CollectionEvent registered(UUID id) {
        return new CollectionEvent.DeviceRegistered(
                id, "D-7Q4K2M", id, LAPTOP, "Lenovo", "T480", "SN", TestTokens.GRAND_EST, TestTokens.WORKSHOP, null);
    }

    private static List<Quantity> laptops(int count) {
        return List.of(new Quantity(LAPTOP, count));
    }
}
