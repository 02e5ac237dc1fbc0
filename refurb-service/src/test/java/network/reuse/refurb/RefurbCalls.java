package network.reuse.refurb;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.TestBackends;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** How tests call refurb, and what collection and allocation tell it. */
final class RefurbCalls {
    static final String DEVICES = "/v1/refurb/devices/";
    static final String DONOR = TestTokens.of(TestTokens.GRAND_EST, "donor");
    static final String WORKSHOP = TestTokens.of(TestTokens.WORKSHOP, "refurbisher", "carrier");
    static final String OTHER = TestTokens.of(TestTokens.OTHER_WORKSHOP, "refurbisher", "carrier");
    static final UUID RECIPIENT = UUID.fromString("01900000-0000-7000-8000-000000000009");
    static final UUID ECO_ORGANISM_ID = UUID.fromString("01900000-0000-7000-8000-000000000021");
    static final String ECO_ORGANISM = TestTokens.of(ECO_ORGANISM_ID, "eco-organism");
    static final ObjectMapper JSON = new ObjectMapper();

    private RefurbCalls() {}

    /** Devices that collection registered and that refurb has heard of. */
    static List<UUID> expected(int count) throws Exception {
        return expectedAt(TestTokens.WORKSHOP, count);
    }

    /** The same, on their way to that workshop. */
    static List<UUID> expectedAt(UUID workshop, int count) throws Exception {
        return expectedAt(workshop, count, _ -> {});
    }

    static List<UUID> expectedAt(UUID workshop, int count, Detail detail) throws Exception {
        List<UUID> ids = Stream.generate(Ids::next).limit(count).toList();
        for (UUID id : ids) {
            send("collection", "collection.DeviceRegistered.v1", id, 1, 1, value -> {
                value.withArray("/parties").add(workshop.toString());
                value.withObject("/fact").put("workshop", workshop.toString());
                detail.on(value);
            });
        }
        String all = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        await("the devices to be expected")
                .atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from device where id in (" + all + ")") == ids.size());
        return ids;
    }

    /** Something that happens to the sample's value before it is sent. */
    interface Detail {
        void on(ObjectNode value);
    }

    /** The golden sample of a type, about this device, as its publisher says it. */
    static void send(String publisher, String type, UUID id, long sequence, int epoch, Detail detail) throws Exception {
        send(publisher, type, "device/" + id, id, sequence, value -> {
            value.put("epoch", epoch);
            value.withObject("/fact").put("deviceId", id.toString());
            detail.on(value);
        });
    }

    /** The golden sample of a type, about this lot, as collection says it. */
    static void sendOfLot(String type, UUID lot, long sequence, Detail detail) throws Exception {
        send("collection", type, "lot/" + lot, lot, sequence, value -> {
            value.withObject("/fact").put("lotId", lot.toString());
            detail.on(value);
        });
    }

    private static void send(String publisher, String type, String subject, UUID id, long sequence, Detail detail)
            throws Exception {
        JsonNode sample = sample(type);
        detail.on((ObjectNode) sample.at("/value"));
        ObjectNode headers = (ObjectNode) sample.at("/headers");
        headers.put("ce_id", Ids.next().toString());
        headers.put("ce_subject", subject);
        headers.put("ce_sequence", Long.toString(sequence));
        ProducerRecord<String, byte[]> event =
                new ProducerRecord<>(publisher + ".events", id.toString(), JSON.writeValueAsBytes(sample.at("/value")));
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            event.headers().add(header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8));
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                new HashMap<>(backends().kafkaClient(publisher)), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(event).get();
        }
    }

    private static JsonNode sample(String type) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(RefurbCalls.class.getResourceAsStream("/samples/" + type + ".json"))) {
            return JSON.readTree(file);
        }
    }

    private static TestBackends backends() {
        return NetworkResource.backends("refurb");
    }

    /** Makes the register name an association that hands devices over, a company that does not, and an eco-organism. */
    static void register() throws Exception {
        Map<UUID, String> named =
                Map.of(RECIPIENT, "ASSOCIATION", TestTokens.OTHER_DONOR, "COMPANY", ECO_ORGANISM_ID, "ECO_ORGANISM");
        try (KafkaProducer<String, byte[]> register = new KafkaProducer<>(
                new HashMap<>(backends().kafkaClient("gateway")), new StringSerializer(), new ByteArraySerializer())) {
            for (Map.Entry<UUID, String> one : named.entrySet()) {
                register.send(registered(one.getKey(), one.getValue())).get();
            }
        }
        String ids = named.keySet().stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        await("the register to arrive")
                .atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from organisation where id in (" + ids + ")") == named.size());
    }

    /** The same event whichever class of tests sends it. */
    private static ProducerRecord<String, byte[]> registered(UUID id, String kind) throws IOException {
        JsonNode sample = sample("network.OrganisationRegistered.v1");
        ((ObjectNode) sample.at("/value/fact"))
                .put("organisationId", id.toString())
                .put("kind", kind);
        ObjectNode headers = (ObjectNode) sample.at("/headers");
        headers.put(
                "ce_id",
                UUID.nameUUIDFromBytes(kind.getBytes(StandardCharsets.UTF_8)).toString());
        headers.put("ce_subject", "organisation/" + id);
        ProducerRecord<String, byte[]> event = new ProducerRecord<>(
                "network.organisations", id.toString(), JSON.writeValueAsBytes(sample.at("/value")));
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            event.headers().add(header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8));
        }
        return event;
    }

    static long count(String query) throws SQLException {
        try (Connection audit = DriverManager.getConnection(
                        backends().jdbcUrl("refurb"), "audit", backends().auditPassword());
                Statement statement = audit.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    /** A connection that may change every row. */
    static Connection owner() throws SQLException {
        return DriverManager.getConnection(
                backends().jdbcUrl("refurb"), "refurb_owner", backends().databasePassword("refurb_owner"));
    }

    static ValidatableResponse act(UUID id, String move, int version, String body) {
        return actAs(WORKSHOP, id, move, version, body);
    }

    static ValidatableResponse actAs(String token, UUID id, String move, int version, String body) {
        return command(token)
                .header("If-Match", "\"v" + version + "\"")
                .body(body)
                .post(DEVICES + id + "/" + move)
                .then();
    }

    /** One call about many devices. */
    static ValidatableResponse bulk(String token, String resource, String body) {
        return command(token).body(body).post("/v1/refurb/" + resource).then();
    }

    static ValidatableResponse receive(List<UUID> ids) {
        String all = ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        return bulk(WORKSHOP, "receptions", "{\"deviceIds\":[" + all + "]}");
    }

    static ValidatableResponse read(String token, String path) {
        return given().urlEncodingEnabled(false).auth().oauth2(token).get(path).then();
    }

    static RequestSpecification command(String token) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON);
    }

    static String erasure(String serial, String method, boolean verified) {
        return """
                {"serialNumber":"%s","method":"%s","tool":"nwipe 0.38","bytesErased":1000,"errors":0,
                "verified":%s,"hiddenSectors":false,"status":"ERASED"}""".formatted(serial, method, verified);
    }
}
