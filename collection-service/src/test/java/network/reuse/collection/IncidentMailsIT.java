package network.reuse.collection;

import static network.reuse.collection.CollectionCalls.DEVICES;
import static network.reuse.collection.CollectionCalls.DONOR;
import static network.reuse.collection.CollectionCalls.HEADING;
import static network.reuse.collection.CollectionCalls.OTHER;
import static network.reuse.collection.CollectionCalls.WORKSHOP;
import static network.reuse.collection.CollectionCalls.act;
import static network.reuse.collection.CollectionCalls.collected;
import static network.reuse.collection.CollectionCalls.command;
import static network.reuse.collection.CollectionCalls.read;
import static network.reuse.collection.CollectionCalls.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.SmtpSink;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.TestBackends;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A donor is told by mail of its devices that disappear with possible data on them, wherever they are, and that they turn up again. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
@QuarkusTestResource(SmtpSink.class)
class IncidentMailsIT {
    private static final String MAILBOX = "/v1/collection/incident-mailbox";
    private static final String MAILS = "/v1/collection/incident-mails?limit=500";
    private static final String ADDRESS = "incidents@perroquet.example";
    private static final String REASON = "{\"reason\":\"Absent à l'inventaire\"}";

    @BeforeAll
    static void theRegisterNamesDonorAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @BeforeEach
    void theDonorHasAMailbox() {
        keep(DONOR, ADDRESS);
    }

    @Test
    void aLossOnTheWayAndThatItWasFoundAreToldOnceAndKeptAsDelivered() throws Exception {
        Device device = registered();
        act(WORKSHOP, DEVICES + device.id, "loss", 1, REASON).statusCode(200);
        delivered(device, "LOST", "SENT");
        assertThat(mailsOf(device))
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .contains("To: " + ADDRESS, device.code, device.serial, "/v1/donors/incidents?since")
                        .contains("Latitude"));
        act(WORKSHOP, DEVICES + device.id, "loss-correction", 2, REASON).statusCode(200);
        delivered(device, "FOUND", "SENT");
        assertThat(mailsOf(device)).hasSize(2);
        read(OTHER, MAILS).body("findAll { it.deviceId == '" + device.id + "' }.size()", equalTo(0));
        read(WORKSHOP, MAILS).statusCode(403);
    }

    @Test
    void whatDisappearsInTheWorkshopIsToldTooAndWithoutDataIsNot() throws Exception {
        Device lost = registered();
        Device erased = registered();
        try (var refurb = producer("refurb")) {
            hear(refurb, "refurb", Ids.next(), erased, 1, 2, lost(false));
            for (int twice = 0; twice < 2; twice++) {
                hear(refurb, "refurb", event(lost), lost, 1, 2, lost(true));
            }
        }
        delivered(lost, "LOST", "SENT");
        heard("refurb", erased, 1);
        assertThat(mailsOf(lost)).hasSize(1);
        assertThat(mailsOf(erased)).isEmpty();
        read(DONOR, MAILS)
                .body("find { it.deviceId == '" + lost.id + "' }.reportedBy", equalTo("refurb"))
                .body("find { it.deviceId == '" + erased.id + "' }", nullValue());
    }

    @Test
    void aLossAtALaterWorkshopIsToldWhereAMediumWasFoundThatTheFirstHadOverlooked() throws Exception {
        Device returned = registered();
        try (var refurb = producer("refurb")) {
            hear(refurb, "refurb", Ids.next(), returned, 1, 4, received(returned));
            hear(
                    refurb,
                    "refurb",
                    event(returned),
                    returned,
                    2,
                    4,
                    new Fact("DeviceLost", "\"possibleData\":true,\"reason\":\"Absent\",\"donorsData\":true"));
        }
        delivered(returned, "LOST", "SENT");
        assertThat(mailsOf(returned)).hasSize(1);
    }

    @Test
    void whatDisappearsAfterSomebodyHadItIsNoBreachOfItsDonors() throws Exception {
        Device returned = registered();
        try (var refurb = producer("refurb");
                var allocation = producer("allocation")) {
            hear(refurb, "refurb", Ids.next(), returned, 1, 2, received(returned));
            hear(allocation, "allocation", Ids.next(), returned, 1, 3, lost(true));
            hear(refurb, "refurb", Ids.next(), returned, 2, 4, received(returned));
            hear(refurb, "refurb", Ids.next(), returned, 3, 4, lost(true));
        }
        heard("allocation", returned, 1);
        heard("refurb", returned, 3);
        read(DONOR, MAILS).body("findAll { it.deviceId == '" + returned.id + "' }.size()", equalTo(0));
        assertThat(mailsOf(returned)).isEmpty();
    }

    @Test
    void whatAWorkshopReceivesOrAStockSignsForIsFound() throws Exception {
        Device received = registered();
        Device signed = registered();
        Device unheard = registered();
        try (var refurb = producer("refurb");
                var allocation = producer("allocation")) {
            for (Device device : List.of(received, signed)) {
                hear(refurb, "refurb", Ids.next(), device, 1, 2, received(device));
                hear(refurb, "refurb", Ids.next(), device, 2, 2, lost(true));
                delivered(device, "LOST", "SENT");
            }
            hear(refurb, "refurb", Ids.next(), received, 3, 4, received(received));
            hear(allocation, "allocation", Ids.next(), signed, 1, 3, stocked(signed));
            delivered(received, "FOUND", "SENT");
            delivered(signed, "FOUND", "SENT");
            assertThat(mailsOf(received)).hasSize(2);
            assertThat(mailsOf(signed)).hasSize(2);

            // The workshop's word is older than the donor's that it is lost, and arrives after it.
            UUID before = new UUID(
                    0x7000, 0x8000000000000000L | ThreadLocalRandom.current().nextLong());
            SmtpSink.refuseTheNext();
            act(WORKSHOP, DEVICES + unheard.id, "loss", 1, REASON).statusCode(200);
            delivered(unheard, "LOST", "WAITING");
            hear(refurb, "refurb", before, unheard, 1, 2, received(unheard));
            delivered(unheard, "FOUND", "WITHDRAWN");
        }
        due(unheard);
        delivered(unheard, "LOST", "WITHDRAWN");
        assertThat(mailsOf(unheard)).isEmpty();
    }

    @Test
    void thatItWasFoundIsToldOnceForALossThatWasToldAndNotWhileItIsLostAgain() throws Exception {
        Device found = registered();
        Device lostAgain = registered();
        try (var refurb = producer("refurb")) {
            hear(refurb, "refurb", Ids.next(), found, 1, 2, received(found));
            hear(refurb, "refurb", Ids.next(), found, 2, 2, lost(true));
            delivered(found, "LOST", "SENT");
            hear(refurb, "refurb", Ids.next(), found, 3, 2, corrected());
            delivered(found, "FOUND", "SENT");
            hear(refurb, "refurb", Ids.next(), found, 4, 2, lost(false));
            hear(refurb, "refurb", Ids.next(), found, 5, 2, corrected());
            heard("refurb", found, 5);
            // A second loss of which nobody was told: what was found before it is found still.
            run("insert into incident_mail (id, device, donor, env, occasion, reported_by, reason, occurred_at, state,"
                    + " changed_at) select gen_random_uuid(), device, donor, env, occasion, reported_by, reason, occurred_at,"
                    + " 'UNDELIVERABLE', changed_at from incident_mail where device = '" + found.id
                    + "' and occasion = 'LOST'");
            hear(refurb, "refurb", Ids.next(), found, 6, 2, corrected());
            await("the second to be withdrawn")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> number("select count(*) from incident_mail where device = '" + found.id
                                    + "' and occasion = 'FOUND' and state = 'WITHDRAWN'")
                            == 1);
            assertThat(mailsOf(found)).hasSize(2);

            hear(refurb, "refurb", Ids.next(), lostAgain, 1, 2, received(lostAgain));
            hear(refurb, "refurb", Ids.next(), lostAgain, 2, 2, lost(true));
            delivered(lostAgain, "LOST", "SENT");
            SmtpSink.refuseTheNext();
            hear(refurb, "refurb", Ids.next(), lostAgain, 3, 2, corrected());
            delivered(lostAgain, "FOUND", "WAITING");
            hear(refurb, "refurb", Ids.next(), lostAgain, 4, 2, lost(true));
            heard("refurb", lostAgain, 4);
        }
        due(lostAgain);
        delivered(lostAgain, "FOUND", "WITHDRAWN");
    }

    @Test
    void aServerThatRefusesIsAskedAgainAndALossThatIsOverByThenIsNotTold() throws Exception {
        Device told = registered();
        SmtpSink.refuseTheNext();
        act(WORKSHOP, DEVICES + told.id, "loss", 1, REASON).statusCode(200);
        delivered(told, "LOST", "WAITING");
        due(told);
        delivered(told, "LOST", "SENT");
        assertThat(mailsOf(told)).hasSize(1);

        Device found = registered();
        SmtpSink.refuseTheNext();
        act(WORKSHOP, DEVICES + found.id, "loss", 1, REASON).statusCode(200);
        delivered(found, "LOST", "WAITING");
        act(WORKSHOP, DEVICES + found.id, "loss-correction", 2, REASON).statusCode(200);
        delivered(found, "FOUND", "WITHDRAWN");
        due(found);
        delivered(found, "LOST", "WITHDRAWN");
        assertThat(mailsOf(found)).isEmpty();
        assertThat(number("select count(*) from incident_mail where fault ilike '%perroquet%'"))
                .isZero();
    }

    @Test
    void theMailboxIsSealedReplacedAndForgotten() throws Exception {
        String before = text("select ref from incident_mailbox where organisation = '" + TestTokens.GRAND_EST + "'");
        keep(DONOR, "dpo@perroquet.example");
        read(DONOR, MAILBOX)
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("email", equalTo("dpo@perroquet.example"));
        read(OTHER, MAILBOX).statusCode(200).body("known", equalTo(false)).body("email", nullValue());
        assertThat(
                        number(
                                "select count(*) from incident_mailbox where position(convert_to('perroquet', 'UTF8') in sealed) > 0"))
                .isZero();
        assertThat(number("select count(*) from idempotency_key where body like '%perroquet%'"))
                .isZero();
        await("the former key to be destroyed").atMost(Duration.ofSeconds(30)).until(() -> keys(before) == 0);
        command(DONOR)
                .body("{\"email\":\"camille.martin@example.org\"}")
                .post(MAILBOX)
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("not_a_functional_mailbox"));

        String last = text("select ref from incident_mailbox where organisation = '" + TestTokens.GRAND_EST + "'");
        command(DONOR).post(MAILBOX + "/removal").then().statusCode(200).body("known", equalTo(false));
        read(DONOR, MAILBOX).statusCode(200).body("known", equalTo(false));
        await("the key to be destroyed").atMost(Duration.ofSeconds(30)).until(() -> keys(last) == 0);
        Device device = registered();
        act(WORKSHOP, DEVICES + device.id, "loss", 1, REASON).statusCode(200);
        delivered(device, "LOST", "NO_ADDRESS");
    }

    @Test
    void ofTwoMailboxesThatAreNamedAtOnceOneIsKeptAndTheOthersKeyDestroyed() throws Exception {
        Set<String> before = Set.copyOf(refs());
        try (Connection owner = owner("collection");
                Statement statement = owner.createStatement();
                ExecutorService callers = Executors.newFixedThreadPool(2)) {
            // Both have looked for the mailbox before, unless one waits for the other, and have yet to write theirs.
            owner.setAutoCommit(false);
            statement.execute("lock table incident_mailbox in share mode");
            Future<?> one = callers.submit(() -> keep(DONOR, "dpo@perroquet.example"));
            Future<?> other = callers.submit(() -> keep(DONOR, ADDRESS));
            await("both to wait")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> number(
                                    "select count(*) from pg_locks where not granted"
                                            + " and (locktype in ('advisory', 'transactionid') or relation = 'incident_mailbox'::regclass)")
                            == 2);
            owner.rollback();
            one.get();
            other.get();
        }
        String kept = text("select ref from incident_mailbox where organisation = '" + TestTokens.GRAND_EST + "'");
        await("the other's key to be destroyed")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(refs())
                        .filteredOn(ref -> !before.contains(ref))
                        .containsExactly(kept));
    }

    private record Device(String id, String code, String serial) {}

    /** A device on its way, of a lot of its own. */
    private static Device registered() {
        String serial = "PERDU-" + UUID.randomUUID();
        String id = send(collected(1), HEADING + "LAPTOP;Dell;Latitude;" + serial + ";\n")
                .statusCode(200)
                .extract()
                .path("rows[0].deviceId");
        String code = read(DONOR, DEVICES + id).statusCode(200).extract().path("code");
        return new Device(id, code, serial);
    }

    private static void keep(String token, String address) {
        command(token)
                .body("{\"email\":\"" + address + "\"}")
                .post(MAILBOX)
                .then()
                .statusCode(200)
                .body("known", equalTo(true))
                .body("email", nullValue());
    }

    private static void delivered(Device device, String occasion, String status) {
        await(occasion + " of " + device.code + " to be " + status)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(DONOR, MAILS)
                        .body(
                                "find { it.deviceId == '" + device.id + "' && it.occasion == '" + occasion
                                        + "' }.status",
                                equalTo(status)));
    }

    private static List<String> mailsOf(Device device) throws Exception {
        return SmtpSink.accepted().stream()
                // Its lines are folded as quoted-printable text is.
                .map(mail -> mail.replace("=\n", ""))
                .filter(mail -> mail.contains(device.serial))
                .toList();
    }

    private static UUID event(Device device) {
        return UUID.nameUUIDFromBytes(device.id.getBytes(StandardCharsets.UTF_8));
    }

    private static KafkaProducer<String, byte[]> producer(String service) {
        return new KafkaProducer<>(backends().kafkaClient(service), new StringSerializer(), new ByteArraySerializer());
    }

    /** What a service says of a device, without the device's id. */
    private record Fact(String type, String rest) {}

    private static Fact lost(boolean possibleData) {
        return new Fact("DeviceLost", "\"possibleData\":" + possibleData + ",\"reason\":\"Absent\"");
    }

    private static Fact corrected() {
        return new Fact("LossCorrected", "\"stage\":\"RECEIVED\",\"reason\":\"Retrouvé\"");
    }

    private static Fact stocked(Device device) {
        return new Fact(
                "DeviceStocked",
                "\"code\":\"" + device.code + "\",\"recipient\":\"" + TestTokens.OTHER_DONOR
                        + "\",\"category\":\"LAPTOP\",\"grade\":\"B\"");
    }

    private static Fact received(Device device) {
        return new Fact(
                "DeviceReceived",
                "\"code\":\"" + device.code + "\",\"workshop\":\"" + TestTokens.WORKSHOP
                        + "\",\"category\":\"LAPTOP\"");
    }

    private static void hear(
            KafkaProducer<String, byte[]> producer,
            String service,
            UUID event,
            Device device,
            int sequence,
            int epoch,
            Fact fact)
            throws Exception {
        String value = """
                {"occurredAt":"2026-11-01T00:00:00Z","recordedAt":"2026-11-01T00:00:00Z","parties":["%1$s"],
                "territory":{"region":"44","department":"67"},"env":"LIVE","incarnation":1,"epoch":%2$d,"donorKind":"PUBLIC_BODY",
                "fact":{"deviceId":"%3$s",%4$s}}""".formatted(TestTokens.GRAND_EST, epoch, device.id, fact.rest);
        ProducerRecord<String, byte[]> heard =
                new ProducerRecord<>(service + ".events", device.id, value.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "content-type",
                        "application/json",
                        "ce_specversion",
                        "1.0",
                        "ce_time",
                        "2026-11-01T00:00:00Z",
                        "ce_id",
                        event.toString(),
                        "ce_source",
                        service,
                        "ce_type",
                        service + "." + fact.type + ".v1",
                        "ce_subject",
                        "device/" + device.id,
                        "ce_sequence",
                        Integer.toString(sequence),
                        "ce_correlationid",
                        UUID.randomUUID().toString())
                .forEach((header, text) -> heard.headers().add(header, text.getBytes(StandardCharsets.UTF_8)));
        producer.send(heard).get();
    }

    /** Collection has taken the event of this number, and all before it. */
    private static void heard(String service, Device device, int sequence) {
        await(service + " " + sequence + " of " + device.code)
                .atMost(Duration.ofSeconds(30))
                .until(() -> number("select count(*) from consumer_checkpoint where source = '" + service
                                + "' and stream_id = '" + device.id + "' and sequence >= " + sequence)
                        == 1);
    }

    /** What waits for another attempt is due now. */
    private static void due(Device device) throws SQLException {
        run("update timer set due_at = '2020-01-01T00:00:00Z' where command = 'incident-mail' and key in"
                + " (select id::text from incident_mail where device = '" + device.id + "')");
    }

    private static void run(String sql) throws SQLException {
        try (Connection owner = owner("collection");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long keys(String ref) throws SQLException {
        return number("collection_keys", "select count(*) from person_key where ref = '" + ref + "'");
    }

    private static List<String> refs() throws SQLException {
        List<String> refs = new ArrayList<>();
        try (Connection owner = owner("collection_keys");
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery("select ref from person_key")) {
            while (rows.next()) {
                refs.add(rows.getString(1));
            }
        }
        return refs;
    }

    private static long number(String sql) throws SQLException {
        return number("collection", sql);
    }

    private static long number(String database, String sql) throws SQLException {
        try (Connection owner = owner(database);
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    private static String text(String sql) throws SQLException {
        try (Connection owner = owner("collection");
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection owner(String database) throws SQLException {
        return DriverManager.getConnection(
                backends().jdbcUrl(database), database + "_owner", backends().databasePassword(database + "_owner"));
    }

    private static TestBackends backends() {
        return NetworkResource.backends("collection");
    }
}
