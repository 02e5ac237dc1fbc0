package network.reuse.refurb;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.defaults.commit.ReadersList;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.DocumentedCalls;
import network.reuse.defaults.testing.Mutations;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.PublishedApi;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class RefurbServiceIT {
    private static final String DEVICES = "/v1/refurb/devices/";
    private static final String DONOR = TestTokens.of(TestTokens.GRAND_EST, "donor");
    private static final String WORKSHOP = TestTokens.of(TestTokens.WORKSHOP, "refurbisher", "carrier");
    private static final String OTHER = TestTokens.of(TestTokens.OTHER_WORKSHOP, "refurbisher", "carrier");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA =
            "{\"media\":[{\"serialNumber\":\"HD/1\",\"kind\":\"HDD\",\"bytes\":1000},{\"serialNumber\":\"NV 2\",\"kind\":\"NVME\",\"bytes\":1000}]}";

    private static final UUID RECIPIENT = UUID.fromString("01900000-0000-7000-8000-000000000009");

    private static KafkaProducer<String, byte[]> collection;
    private static KafkaProducer<String, byte[]> allocation;

    @BeforeAll
    static void collectionSpeaks() throws Exception {
        RefurbCalls.register();
        collection = new KafkaProducer<>(
                new HashMap<>(backends().kafkaClient("collection")), new StringSerializer(), new ByteArraySerializer());
        allocation = new KafkaProducer<>(
                new HashMap<>(backends().kafkaClient("allocation")), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void collectionIsSilent() {
        collection.close();
        allocation.close();
    }

    @Test
    void mutationsOfEveryCallAreKeptAsTheyAreOrRefusedByTheirPlace() throws Exception {
        // Its own, since it decides what its steps are held to.
        UUID workshop = Ids.next();
        Mutations.everyMutationIsKeptAsItIsOrRefusedByItsPlace(DocumentedCalls.of(
                        ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class),
                        PublishedApi.live(),
                        workshop)
                .thing(
                        "/v1/refurb/devices/{id}",
                        RefurbCalls.expectedAt(workshop, 1).getFirst()));
    }

    @Test
    void aDeviceGoesFromTheTruckToReadyAndTellsKafkaEachStep() throws Exception {
        UUID id = expected();
        read(DONOR, id)
                .statusCode(200)
                .body("status", equalTo("EXPECTED"))
                .body("epoch", equalTo(1))
                .body("legal", contains("RECEPTION"));

        act(id, "reception", 1, "{}").statusCode(200).body("status", equalTo("RECEIVED"));
        act(id, "triage", 2, MEDIA).statusCode(200).body("media", hasSize(2));
        act(id, "erasures", 3, erasure("HD/1", "OVERWRITE", "ERASED"))
                .statusCode(200)
                .body("media[0].level", equalTo("CLEAR"))
                .body("media[0].policy", equalTo(2));
        act(id, "repairs", 4, "{\"work\":\"Batterie remplacée\",\"parts\":[\"Batterie\"]}")
                .statusCode(200);
        act(id, "quality-check", 5, "{\"passed\":true}")
                .statusCode(409)
                .body("code", equalTo("erasure_level_insufficient"))
                .body("extensions.required", equalTo("CLEAR"))
                .body("extensions.media", hasSize(1))
                .body("extensions.media[0].serialNumber", equalTo("NV 2"))
                .body("extensions.media[0].obtained", equalTo("NONE"));
        act(id, "erasures", 5, erasure("NV 2", "NVME_FORMAT_CRYPTO_ERASE", "FAILED"))
                .statusCode(200)
                .body("media[1].level", equalTo("NONE"));
        act(id, "destructions", 6, "{\"serialNumber\":\"NV 2\"}")
                .statusCode(200)
                .body("media[1].status", equalTo("DESTROYED"))
                .body("media[1].destroyedBy", equalTo(TestTokens.WORKSHOP.toString()));
        act(id, "quality-check", 7, "{\"passed\":true,\"faults\":[]}")
                .statusCode(409)
                .body("code", equalTo("grade_missing"));
        act(id, "grade", 7, "{\"grade\":\"A\"}").statusCode(200);
        act(id, "quality-check", 8, "{\"passed\":false,\"faults\":[\"Clavier\"]}")
                .statusCode(200)
                .body("qualityFaults", contains("Clavier"));
        act(id, "grade-correction", 9, "{\"grade\":\"B\",\"reason\":\"Rayure\"}")
                .statusCode(200);
        act(id, "quality-check", 10, "{\"passed\":true}")
                .statusCode(200)
                .body("status", equalTo("READY"))
                .body("grade", equalTo("B"));
        act(id, "grade-correction", 11, "{\"grade\":\"C\",\"reason\":\"Rayure\"}")
                .statusCode(200)
                .body("status", equalTo("READY"));

        List<ConsumerRecord<String, byte[]>> said = eventsOf(id, 11);
        assertThat(types(said))
                .containsExactly(
                        "DeviceReceived",
                        "DeviceTriaged",
                        "MediumErased",
                        "DeviceRepaired",
                        "MediumErased",
                        "MediumDestroyed",
                        "DeviceGraded",
                        "QualityCheckFailed",
                        "GradeCorrected",
                        "DeviceReady",
                        "GradeCorrected");
        theyAreNumberedAndOfTheWorkshopsEpoch(said);
        JsonNode ready = JSON.readTree(said.get(9).value());
        assertThat(ready.at("/fact/grade").asText()).isEqualTo("B");
        assertThat(ready.at("/donorKind").asText()).isEqualTo("PUBLIC_BODY");
        assertThat(ready.at("/territory/commune").asText()).isEqualTo("67482");
        assertThat(ready.at("/parties")).hasSize(2);
    }

    @Test
    void whatIsScrappedIsErasedFirstAndMayComeBack() throws Exception {
        UUID id = expected();
        act(id, "reception", 1, "{}").statusCode(200);
        act(id, "scrapping", 2, "{\"reason\":\"trop vieux\"}").statusCode(409).body("code", equalTo("triage_missing"));
        act(id, "triage", 2, "{\"media\":[{\"serialNumber\":\"S\",\"kind\":\"SSD\",\"bytes\":1000}]}")
                .statusCode(200);
        act(id, "scrapping", 3, "{\"reason\":\"trop vieux\"}")
                .statusCode(409)
                .body("code", equalTo("erasure_level_insufficient"));
        act(id, "erasures", 3, erasure("S", "SANITIZE_CRYPTO_ERASE", "ERASED"))
                .statusCode(200)
                .body("media[0].level", equalTo("PURGE"));
        act(id, "scrapping", 4, "{\"reason\":\"trop vieux\"}")
                .statusCode(200)
                .body("status", equalTo("SCRAPPED"))
                .body("legal", contains("SCRAPPING_CORRECTION", "LOADING"));
        act(id, "scrapping-correction", 5, "{\"reason\":\"encore bon\"}")
                .statusCode(200)
                .body("status", equalTo("ON_BENCH"));

        List<ConsumerRecord<String, byte[]>> said = eventsOf(id, 5);
        assertThat(types(said))
                .containsExactly("DeviceReceived", "DeviceTriaged", "MediumErased", "DeviceScrapped", "ScrapCorrected");
        theyAreNumberedAndOfTheWorkshopsEpoch(said);
    }

    @Test
    void whatIsLostIsFoundWhereItStood() throws Exception {
        UUID id = expected();
        act(id, "reception", 1, "{}").statusCode(200);
        act(id, "loss", 2, "{\"reason\":\"vol\"}").statusCode(200).body("possibleData", equalTo(true));
        act(id, "loss-correction", 3, "{\"reason\":\"retrouvé\"}")
                .statusCode(200)
                .body("status", equalTo("RECEIVED"));
        act(id, "triage", 4, "{\"noStorage\":true}").statusCode(200).body("media", empty());
        act(id, "loss", 5, "{\"reason\":\"vol\"}").statusCode(200).body("possibleData", equalTo(false));
        act(id, "loss-correction", 6, "{\"reason\":\"retrouvé\"}")
                .statusCode(200)
                .body("status", equalTo("ON_BENCH"));
        act(id, "grade", 7, "{\"grade\":\"D\"}").statusCode(200);
        act(id, "quality-check", 8, "{\"passed\":true}").statusCode(200);
        act(id, "loss", 9, "{\"reason\":\"vol\"}").statusCode(200).body("status", equalTo("LOST"));
        act(id, "loss-correction", 10, "{\"reason\":\"retrouvé\"}")
                .statusCode(200)
                .body("status", equalTo("READY"))
                .body("grade", equalTo("D"));

        List<ConsumerRecord<String, byte[]>> said = eventsOf(id, 10);
        List<String> stages = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> event : said) {
            if (header(event, "ce_type").equals("refurb.LossCorrected.v1")) {
                stages.add(JSON.readTree(event.value()).at("/fact/stage").asText());
            }
        }
        assertThat(stages).containsExactly("RECEIVED", "TRIAGED", "READY");
        theyAreNumberedAndOfTheWorkshopsEpoch(said);
    }

    @Test
    void aTruckloadIsReceivedInOneCallThatMayBeSentAgain() throws Exception {
        List<UUID> ids = Stream.generate(Ids::next).limit(200).toList();
        for (UUID id : ids) {
            var _ = collection.send(registered(id, 1));
        }
        awaitDevices(ids);
        UUID stranger = Ids.next();
        String body = "{\"deviceIds\":[%s,\"%s\"],\"occurredAt\":null}"
                .formatted(ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")), stranger);

        command(WORKSHOP)
                .body(body)
                .post("/v1/refurb/receptions")
                .then()
                .statusCode(200)
                .body("received", equalTo(200))
                .body("rejected", equalTo(1))
                .body("rows", hasSize(201))
                .body("rows[0].version", equalTo(2))
                .body("rows[200].errors[0].code", equalTo("unknown"));
        command(WORKSHOP)
                .body(body)
                .post("/v1/refurb/receptions")
                .then()
                .statusCode(200)
                .body("received", equalTo(0))
                .body("unchanged", equalTo(200));
        command(OTHER)
                .body(body)
                .post("/v1/refurb/receptions")
                .then()
                .statusCode(200)
                .body("rejected", equalTo(201))
                .body("rows.errors[0].code.flatten()", everyItem(equalTo("unknown")));
        assertThat(count("select count(*) from event_journal where stream_id in ("
                        + ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",")) + ")"))
                .isEqualTo(200);
        act(ids.getFirst(), "loss", 2, "{\"reason\":\"vol\"}").statusCode(200);
    }

    @Test
    void whatIsDispatchedIsLetGoOnceSomebodySignsAndExpectedAgainWhenItComesBack() throws Exception {
        UUID id = ready();
        UUID late = ready();
        UUID unfit = expected();
        String body = "{\"deviceIds\":[\"%s\",\"%s\",\"%s\"],\"recipient\":\"%s\",\"shipmentRef\":\"BL-1\"}"
                .formatted(id, late, unfit, RECIPIENT);
        command(WORKSHOP)
                .header("Accept-Language", "en")
                .body(body)
                .post("/v1/refurb/dispatches")
                .then()
                .statusCode(200)
                .body("dispatched", equalTo(2))
                .body("rejected", equalTo(1))
                .body("rows[0].version", equalTo(6))
                .body("rows[2].errors[0].pointer", equalTo("/deviceIds/2"))
                .body("rows[2].errors[0].code", equalTo("illegal_now"))
                .body("rows[2].errors[0].detail", startsWith("This move is not legal"))
                .body("rows[2].errors[0].messages.fr", not(emptyString()))
                .body("rows[2].errors[0].extensions.legal", not(empty()));
        command(WORKSHOP)
                .body(body)
                .post("/v1/refurb/dispatches")
                .then()
                .statusCode(200)
                .body("dispatched", equalTo(0))
                .body("unchanged", equalTo(2));
        act(id, "scrapping", 6, "{\"reason\":\"trop vieux\"}")
                .statusCode(409)
                .body("extensions.status", equalTo("DISPATCHED"));
        act(late, "dispatch-correction", 6, "{\"reason\":\"resté à quai\"}")
                .statusCode(200)
                .body("status", equalTo("READY"));
        act(late, "dispatch", 7, "{\"recipient\":\"%s\"}".formatted(RECIPIENT)).statusCode(200);
        act(late, "loss", 8, "{\"reason\":\"vol\"}").statusCode(200);
        act(late, "loss-correction", 9, "{\"reason\":\"retrouvé\"}")
                .statusCode(200)
                .body("status", equalTo("DISPATCHED"));
        read(TestTokens.of(RECIPIENT, "coordinator"), id).statusCode(200);

        var _ = allocation
                .send(allocationSample("allocation.DeviceStocked.v1", id, 1))
                .get();
        await("the device to be let go")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(WORKSHOP, id)
                        .statusCode(200)
                        .body("status", equalTo("RELEASED"))
                        .body("legal", empty()));
        actAs(WORKSHOP, id, "loss", 7, "{\"reason\":\"vol\"}")
                .statusCode(409)
                .body("extensions.status", equalTo("RELEASED"))
                .body("extensions.legal", empty());

        var _ = allocation
                .send(allocationSample("allocation.DeviceReturned.v1", id, 2))
                .get();
        await("the device to be expected again")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(WORKSHOP, id).statusCode(200).body("status", equalTo("EXPECTED")));
        act(id, "reception", 8, "{}").statusCode(200).body("epoch", equalTo(4));
        act(id, "triage", 9, MEDIA).statusCode(200);
        act(id, "scrapping", 10, "{\"reason\":\"trop vieux\"}")
                .statusCode(409)
                .body("code", equalTo("erasure_level_insufficient"));
        assertThat(types(eventsOf(late, 10)))
                .endsWith(
                        "DeviceDispatched",
                        "DispatchCorrected",
                        "DeviceDispatched",
                        "DeviceLost",
                        "LossCorrected",
                        "DeviceDispatched");
    }

    @Test
    void whatDoesNotComeBackAfterAllIsNotExpectedAnyMoreUnlessTheWorkshopHasIt() throws Exception {
        UUID id = ready();
        command(WORKSHOP)
                .body("{\"deviceIds\":[\"%s\"],\"recipient\":\"%s\"}".formatted(id, RECIPIENT))
                .post("/v1/refurb/dispatches")
                .then()
                .body("dispatched", equalTo(1));
        allocationSays("DeviceStocked", id, 1);
        becomes(id, "RELEASED");
        JsonPath away = read(WORKSHOP, id).extract().jsonPath();

        allocationSays("DeviceReturned", id, 2);
        becomes(id, "EXPECTED");
        allocationSays("ReturnCorrected", id, 3);
        becomes(id, "RELEASED");
        read(WORKSHOP, id)
                .body("workshop", equalTo(away.getString("workshop")))
                .body("epoch", equalTo(away.getInt("epoch")))
                .body("grade", equalTo(away.getString("grade")))
                .body("media", equalTo(away.getList("media")))
                .body("legal", empty());
        act(id, "reception", 9, "{}").statusCode(409).body("extensions.status", equalTo("RELEASED"));

        allocationSays("DeviceReturned", id, 4);
        becomes(id, "EXPECTED");
        act(id, "reception", 10, "{}").statusCode(200);
        allocationSays("ReturnCorrected", id, 5);
        allocationSays("DeviceReturned", id, 6);
        await("refurb to hear that it came back after all")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from consumer_checkpoint where source = 'allocation'"
                                + " and sequence = 6 and stream_id = '" + id + "'")
                        == 1);
        read(WORKSHOP, id).body("status", equalTo("RECEIVED")).body("version", equalTo(11));
    }

    private static void allocationSays(String event, UUID id, long sequence) throws Exception {
        var _ = allocation
                .send(allocationSample("allocation." + event + ".v1", id, sequence))
                .get();
    }

    private static void becomes(UUID id, String status) {
        await("the device to be " + status)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(WORKSHOP, id).statusCode(200).body("status", equalTo(status)));
    }

    @Test
    void aListCostsWhatItsReaderHoldsAndNotWhatTheTableDoes() throws Exception {
        UUID first = expected();
        UUID little = Ids.next();
        try (Connection owner = DriverManager.getConnection(
                        backends().jdbcUrl("refurb"), "refurb_owner", backends().databasePassword("refurb_owner"));
                Statement statement = owner.createStatement()) {
            // Copies of one that only its workshop reads, and after them all, three that somebody else reads as well.
            int _ = statement.executeUpdate(
                    "insert into device select ('0fffffff-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,"
                            + " d.version, d.sequence, d.previous_status, d.status, d.state,"
                            + " case when n > 19997 then d.readers || '" + little
                            + "'::uuid else d.readers end, d.owners, d.env,"
                            + " d.changed_at, d.code, d.workshop, d.serial_number, d.category"
                            + " from device d cross join generate_series(1, 20000) n where d.id = '" + first + "'");
            boolean _ = statement.execute("analyze device, device_reader");
        }
        given().auth()
                .oauth2(TestTokens.of(little, "donor"))
                .get("/v1/refurb/devices?limit=50")
                .then()
                .statusCode(200)
                .body("$", hasSize(3));

        try (Connection api = DriverManager.getConnection(
                        backends().jdbcUrl("refurb"), "refurb_api", backends().databasePassword("refurb_api"));
                Statement statement = api.createStatement()) {
            boolean _ = statement.execute("set app.organisation = '" + little + "'");
            String page =
                    ReadersList.page("device", List.of()).replace(":after", "'00000000-0000-0000-0000-000000000000'");
            try (ResultSet plan = statement.executeQuery(
                    "explain (analyze, buffers, format json) " + page + " fetch first 50 rows only")) {
                boolean _ = plan.next();
                JsonNode top = JSON.readTree(plan.getString(1)).at("/0/Plan");
                assertThat(top.at("/Actual Rows").asInt()).isEqualTo(3);
                assertThat(top.at("/Shared Hit Blocks").asInt()
                                + top.at("/Shared Read Blocks").asInt())
                        .isLessThan(100);
            }
        }

        // Who reads a device no longer, or only from now on, is told so by its list.
        try (Connection owner = DriverManager.getConnection(
                        backends().jdbcUrl("refurb"), "refurb_owner", backends().databasePassword("refurb_owner"));
                Statement statement = owner.createStatement()) {
            int _ = statement.executeUpdate("update device set readers = array_remove(readers, '" + little
                    + "'::uuid) where id = '0fffffff-0000-7000-8000-000000004e20'");
            int _ = statement.executeUpdate("update device set readers = array_append(readers, '" + little
                    + "'::uuid) where id = '0fffffff-0000-7000-8000-000000000001'");
        }
        given().auth()
                .oauth2(TestTokens.of(little, "donor"))
                .get("/v1/refurb/devices")
                .then()
                .statusCode(200)
                .body("id", hasSize(3))
                .body("id[0]", equalTo("0fffffff-0000-7000-8000-000000000001"));
        try (Connection owner = DriverManager.getConnection(
                        backends().jdbcUrl("refurb"), "refurb_owner", backends().databasePassword("refurb_owner"));
                Statement statement = owner.createStatement()) {
            int _ = statement.executeUpdate(
                    "delete from device_reader where id in (select id from device where id::text like '0fffffff-%')");
            int _ = statement.executeUpdate("delete from device where id::text like '0fffffff-%'");
        }
    }

    @Test
    void whatIsNotLegalNowIsRefusedWithWhatIs() throws Exception {
        UUID id = expected();
        act(id, "triage", 1, MEDIA)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("illegal_now"))
                .body("extensions.status", equalTo("EXPECTED"))
                .body("extensions.legal", contains("RECEPTION"));
        act(id, "reception", 1, "{}").statusCode(200);
        act(id, "triage", 2, "{}").statusCode(422).body("errors[0].code", equalTo("media_unclear"));
        act(id, "triage", 2, "{\"media\":[{\"serialNumber\":\"S\",\"kind\":\"SSD\",\"bytes\":0}]}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/media/0/bytes"));
        act(id, "triage", 2, "{\"noStorage\":true}").statusCode(200);
        act(id, "erasures", 3, erasure("S", "OVERWRITE", "ERASED"))
                .statusCode(422)
                .body("errors[0].code", equalTo("unknown_medium"));
        act(id, "quality-check", 3, "{\"passed\":true,\"faults\":[\"Clavier\"]}")
                .statusCode(422)
                .body("errors[0].code", equalTo("faults_unclear"));
        given().auth()
                .oauth2(WORKSHOP)
                .get(DEVICES + id + "/transitions")
                .then()
                .statusCode(200)
                .body("$", hasItem("QUALITY_CHECK"));
    }

    @Test
    void onlyTheWorkshopActsAndOnlyThePartiesSee() throws Exception {
        UUID before = Ids.next();
        UUID id = expected();
        read(OTHER, id).statusCode(404).body("code", equalTo("unknown"));
        actAs(OTHER, id, "reception", 1, "{}").statusCode(404);
        actAs(DONOR, id, "reception", 1, "{}").statusCode(403);
        actAs(TestTokens.of(TestTokens.GRAND_EST, "refurbisher"), id, "reception", 1, "{}")
                .statusCode(403)
                .body("code", equalTo("not_yours"));
        read(WORKSHOP, Ids.next()).statusCode(404).body("code", equalTo("unknown"));
        given().auth()
                .oauth2(OTHER)
                .get("/v1/refurb/devices?limit=500")
                .then()
                .statusCode(200)
                .body("$", empty());
        given().auth()
                .oauth2(DONOR)
                .get("/v1/refurb/devices?limit=500&status=EXPECTED&after=" + before)
                .then()
                .statusCode(200)
                .body("id", hasItem(id.toString()))
                .body("status", everyItem(equalTo("EXPECTED")));
        try (Connection api = DriverManager.getConnection(
                        backends().jdbcUrl("refurb"), "refurb_api", backends().databasePassword("refurb_api"));
                Statement statement = api.createStatement()) {
            statement.execute("set app.organisation = '" + TestTokens.OTHER_WORKSHOP + "'");
            try (ResultSet rows = statement.executeQuery("select count(*) from device")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isZero();
            }
        }
    }

    @Test
    void aStatusThatThereIsNotIsInvalid() {
        given().auth()
                .oauth2(DONOR)
                .get("/v1/refurb/devices?status=GONE")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid"))
                .body("errors[0].pointer", equalTo("/status"))
                .body("errors[0].code", equalTo("pattern"));
    }

    @Test
    void aRegistrationThatIsHeardAgainHasNoEffect() throws Exception {
        UUID id = Ids.next();
        ProducerRecord<String, byte[]> event = registered(id, 1);
        collection.send(event).get();
        awaitDevices(List.of(id));
        act(id, "reception", 1, "{}").statusCode(200);

        collection.send(event).get();
        collection.send(event).get();
        ProducerRecord<String, byte[]> next = lost(id, 2);
        collection.send(next).get();

        await("the second event's checkpoint")
                .atMost(Duration.ofSeconds(20))
                .until(() -> count("select count(*) from consumer_checkpoint where stream_id = '" + id
                                + "' and sequence = 2")
                        == 1);
        read(WORKSHOP, id).body("status", equalTo("RECEIVED")).body("version", equalTo(2));
        assertThat(count("select count(*) from pending_event where stream_id = '" + id + "'"))
                .isZero();
    }

    @Test
    void anEventThatComesTooEarlyWaitsForTheOneBeforeIt() throws Exception {
        UUID id = Ids.next();
        collection.send(lost(id, 2)).get();
        await("the early event to wait")
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        count("select count(*) from pending_event where reason = 'GAP' and stream_id = '" + id + "'")
                                == 1);
        read(WORKSHOP, id).statusCode(404);

        collection.send(registered(id, 1)).get();

        awaitDevices(List.of(id));
        assertThat(count("select sequence from consumer_checkpoint where stream_id = '" + id + "'"))
                .isEqualTo(2);
        assertThat(count("select count(*) from pending_event where stream_id = '" + id + "'"))
                .isZero();
    }

    @Test
    void whatCannotBeReadIsADeadLetterAndStopsNobody() throws Exception {
        UUID broken = Ids.next();
        ProducerRecord<String, byte[]> malformed = registered(broken, 1);
        ProducerRecord<String, byte[]> cut = new ProducerRecord<>(
                "collection.events",
                0,
                broken.toString(),
                "{\"occurredAt\":".getBytes(StandardCharsets.UTF_8),
                malformed.headers());
        UUID healthy = Ids.next();
        ProducerRecord<String, byte[]> behind = registered(healthy, 1);
        collection.send(cut).get();
        collection
                .send(new ProducerRecord<>("collection.events", 0, behind.key(), behind.value(), behind.headers()))
                .get();

        awaitDevices(List.of(healthy));
        List<ConsumerRecord<String, byte[]>> letters = records("refurb.dead-letters", broken, 1);
        assertThat(new String(letters.getFirst().value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"occurredAt\":");
        assertThat(header(letters.getFirst(), "dead_letter_origin")).startsWith("collection.events-0@");
    }

    private static TestBackends backends() {
        return NetworkResource.backends("refurb");
    }

    /** A device that collection registered and that refurb has heard of. */
    private static UUID expected() throws Exception {
        UUID id = Ids.next();
        collection.send(registered(id, 1)).get();
        awaitDevices(List.of(id));
        return id;
    }

    /** A device without storage that passed its quality control; its version is 5. */
    private static UUID ready() throws Exception {
        UUID id = expected();
        act(id, "reception", 1, "{}").statusCode(200);
        act(id, "triage", 2, "{\"noStorage\":true}").statusCode(200);
        act(id, "grade", 3, "{\"grade\":\"B\"}").statusCode(200);
        act(id, "quality-check", 4, "{\"passed\":true}").statusCode(200);
        return id;
    }

    private static void awaitDevices(List<UUID> ids) {
        String all = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        await("the devices to be expected")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from device where id in (" + all + ")") == ids.size());
    }

    private static ProducerRecord<String, byte[]> registered(UUID id, long sequence) throws IOException {
        return sample("collection.events", "collection.DeviceRegistered.v1", id, sequence, 1);
    }

    private static ProducerRecord<String, byte[]> lost(UUID id, long sequence) throws IOException {
        return sample("collection.events", "collection.DeviceLost.v1", id, sequence, 1);
    }

    private static ProducerRecord<String, byte[]> allocationSample(String type, UUID id, long sequence)
            throws IOException {
        return sample("allocation.events", type, id, sequence, 3);
    }

    /** The golden sample of a type, about this device. */
    private static ProducerRecord<String, byte[]> sample(String topic, String type, UUID id, long sequence, int epoch)
            throws IOException {
        try (InputStream file =
                Objects.requireNonNull(RefurbServiceIT.class.getResourceAsStream("/samples/" + type + ".json"))) {
            JsonNode sample = JSON.readTree(file);
            ((ObjectNode) sample.at("/value")).put("epoch", epoch);
            ((ObjectNode) sample.at("/value/fact")).put("deviceId", id.toString());
            ObjectNode headers = (ObjectNode) sample.at("/headers");
            headers.put("ce_id", Ids.next().toString());
            headers.put("ce_subject", "device/" + id);
            headers.put("ce_sequence", Long.toString(sequence));
            ProducerRecord<String, byte[]> event =
                    new ProducerRecord<>(topic, id.toString(), JSON.writeValueAsBytes(sample.at("/value")));
            for (Map.Entry<String, JsonNode> header : headers.properties()) {
                event.headers().add(header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8));
            }
            return event;
        }
    }

    private static String erasure(String serial, String method, String status) {
        return """
                {"serialNumber":"%s","method":"%s","tool":"nwipe 0.38","bytesErased":1000,"errors":0,
                "verified":true,"hiddenSectors":false,"status":"%s"}""".formatted(serial, method, status);
    }

    private static ValidatableResponse read(String token, UUID id) {
        return given().auth().oauth2(token).get(DEVICES + id).then();
    }

    private static ValidatableResponse act(UUID id, String move, int version, String body) {
        return actAs(WORKSHOP, id, move, version, body);
    }

    private static ValidatableResponse actAs(String token, UUID id, String move, int version, String body) {
        Response response = command(token)
                .header("If-Match", "\"v" + version + "\"")
                .body(body)
                .post(DEVICES + id + "/" + move);
        return response.then();
    }

    private static RequestSpecification command(String token) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON);
    }

    private static List<ConsumerRecord<String, byte[]>> eventsOf(UUID device, int expected) {
        return records("refurb.events", device, expected);
    }

    private static List<ConsumerRecord<String, byte[]>> records(String topic, UUID key, int expected) {
        Map<String, Object> settings = new HashMap<>(backends().kafkaClient("audit"));
        settings.put("group.id", "audit-" + UUID.randomUUID());
        settings.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(Collections.singleton(topic));
            await("the records of " + key).atMost(Duration.ofSeconds(30)).until(() -> {
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

    private static void theyAreNumberedAndOfTheWorkshopsEpoch(List<ConsumerRecord<String, byte[]>> events)
            throws IOException {
        for (int i = 0; i < events.size(); i++) {
            assertThat(header(events.get(i), "ce_sequence")).isEqualTo(Integer.toString(i + 1));
            assertThat(JSON.readTree(events.get(i).value()).at("/epoch").asInt())
                    .isEqualTo(2);
        }
    }

    private static List<String> types(List<ConsumerRecord<String, byte[]>> events) {
        return events.stream()
                .map(event -> header(event, "ce_type").replaceAll("refurb\\.|\\.v1", ""))
                .toList();
    }

    private static String header(ConsumerRecord<String, byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static long count(String query) throws SQLException {
        try (Connection audit = DriverManager.getConnection(
                        backends().jdbcUrl("refurb"), "audit", backends().auditPassword());
                PreparedStatement statement = audit.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }
}
