package network.reuse.collection;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.TestBackends;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** How tests call collection: a donor, a workshop that is its own carrier, and another donor. */
final class CollectionCalls {
    static final String DONOR = TestTokens.of(TestTokens.GRAND_EST, "donor");
    static final String WORKSHOP = TestTokens.of(TestTokens.WORKSHOP, "refurbisher", "carrier");
    static final String OTHER = TestTokens.of(TestTokens.OTHER_DONOR, "donor", "refurbisher", "carrier");
    static final String LOTS = "/v1/collection/lots/";
    static final String DEVICES = "/v1/collection/devices/";
    static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String HEADING = "category;manufacturer;model;serialNumber;partnerRef\n";

    private CollectionCalls() {}

    /** Makes the register name the organisations that lots are offered by and to. */
    static void register() throws Exception {
        Map<String, Object> settings = new HashMap<>(backends().kafkaClient("gateway"));
        try (KafkaProducer<String, byte[]> register =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            register.send(registered(TestTokens.GRAND_EST, "Région Grand Est", "PUBLIC_BODY"))
                    .get();
            register.send(registered(TestTokens.WORKSHOP, "Atelier de Strasbourg", "SOCIAL_WORKSHOP"))
                    .get();
            register.send(registered(TestTokens.OTHER_WORKSHOP, "Autre atelier", "SOCIAL_WORKSHOP"))
                    .get();
            register.send(registered(TestTokens.OTHER_DONOR, "Autre donneur", "COMPANY"))
                    .get();
            register.send(registered(TestTokens.COORDINATION, "Éco-organisme", "ECO_ORGANISM"))
                    .get();
        }
        await("the register to arrive").atMost(Duration.ofSeconds(30)).until(() -> organisations() >= 5);
    }

    private static long organisations() throws SQLException {
        try (Connection audit = DriverManager.getConnection(
                        backends().jdbcUrl("collection"), "audit", backends().auditPassword());
                Statement statement = audit.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from organisation")) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    private static TestBackends backends() {
        return NetworkResource.backends("collection");
    }

    private static ProducerRecord<String, byte[]> registered(UUID id, String name, String kind) {
        String value = """
                {"occurredAt":"2026-01-01T00:00:00Z","recordedAt":"2026-01-01T00:00:00Z","parties":["%1$s"],
                "territory":{"region":"44","department":"67"},"env":"LIVE","incarnation":1,
                "fact":{"organisationId":"%1$s","name":"%2$s","siret":"20005226400013","kind":"%3$s"}}""".formatted(id, name, kind);
        ProducerRecord<String, byte[]> event =
                new ProducerRecord<>("network.organisations", id.toString(), value.getBytes(StandardCharsets.UTF_8));
        // The same event whichever class sends it first: the others are duplicates.
        Map.of(
                        "content-type",
                        "application/json",
                        "ce_specversion",
                        "1.0",
                        "ce_time",
                        "2026-01-01T00:00:00Z",
                        "ce_id",
                        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                .toString(),
                        "ce_source",
                        "network",
                        "ce_type",
                        "network.OrganisationRegistered.v1",
                        "ce_subject",
                        "organisation/" + id,
                        "ce_sequence",
                        "1",
                        "ce_correlationid",
                        UUID.randomUUID().toString())
                .forEach((header, text) -> event.headers().add(header, text.getBytes(StandardCharsets.UTF_8)));
        return event;
    }

    /** A lot of so many laptops that is offered. */
    static String offered(int laptops, String partnerRef) {
        return command(DONOR)
                .body("""
                        {"recipient":"%s","commune":"67482","quantities":[{"category":"LAPTOP","count":%d}],"partnerRef":"%s"}""".formatted(TestTokens.WORKSHOP, laptops, partnerRef))
                .post("/v1/collection/lots")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Donor and recipient sign the gift agreement of a lot that is accepted, which leaves its version as it is. */
    static void agree(String lot) {
        command(DONOR)
                .body("{\"highestUnitCents\":25000}")
                .post(LOTS + lot + "/gift-agreement/donor-signature")
                .then()
                .statusCode(200);
        command(WORKSHOP)
                .body("{\"legalQuality\":\"ESUS_REUSE_BODY\",\"commitsToReuse\":true}")
                .post(LOTS + lot + "/gift-agreement/recipient-signature")
                .then()
                .statusCode(200)
                .body("status", equalTo("SIGNED"));
    }

    /** A lot of so many laptops that both sides have counted; its version is 5. */
    static String collected(int laptops) {
        String lot = offered(laptops, UUID.randomUUID().toString());
        String quantities = "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":" + laptops + "}]}";
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{}").statusCode(200);
        agree(lot);
        act(WORKSHOP, LOTS + lot, "pickup", 2, """
                        {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(TestTokens.WORKSHOP))
                .statusCode(200);
        act(WORKSHOP, LOTS + lot, "loading", 3, quantities).statusCode(200);
        act(DONOR, LOTS + lot, "collection", 4, quantities).statusCode(200);
        return lot;
    }

    static ValidatableResponse act(String token, String thing, String move, int version, String body) {
        return command(token)
                .header("If-Match", "\"v" + version + "\"")
                .body(body)
                .post(thing + "/" + move)
                .then();
    }

    static ValidatableResponse read(String token, String path) {
        return given().urlEncodingEnabled(false).auth().oauth2(token).get(path).then();
    }

    /** Sends a file of this media type. */
    static Response send(String lot, String type, byte[] file) {
        return given().config(io.restassured.RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/vnd.ms-excel", ContentType.BINARY)
                                .encodeContentTypeAs(WORKBOOK, ContentType.BINARY)
                                .encodeContentTypeAs("application/x-ndjson", ContentType.BINARY)
                                .encodeContentTypeAs("text/csv", ContentType.BINARY)))
                .auth()
                .oauth2(WORKSHOP)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", type)
                .body(file)
                .post(LOTS + lot + "/devices");
    }

    static ValidatableResponse send(String lot, String csv) {
        return send(lot, "text/csv", csv.getBytes(StandardCharsets.UTF_8)).then();
    }

    static RequestSpecification command(String token) {
        return command(token, UUID.randomUUID().toString());
    }

    static RequestSpecification command(String token, String key) {
        return given().auth().oauth2(token).header("Idempotency-Key", key).contentType(ContentType.JSON);
    }
}
