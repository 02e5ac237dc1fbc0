package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.local.audit.Report;
import network.reuse.servers.MalformedRecords;
import network.reuse.servers.Service;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a service's topic may come to: records that are no events, and its loss. */
@Order(8)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokenTopicsE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Spoken> SPOKEN = List.of(
            new Spoken("collection", "collection.events", "device", "collection.DeviceLost.v1"),
            new Spoken("refurb", "refurb.events", "device", "refurb.DeviceRepaired.v1"),
            new Spoken("allocation", "allocation.events", "device", "allocation.DeviceLost.v1"),
            new Spoken("mediation", "mediation.events", "invitation", "mediation.InvitationWithdrawn.v1"),
            new Spoken("gateway", "network.organisations", "organisation", "network.OrganisationRegistered.v1"));

    /** A topic, the account that writes it, and an event that may stand on it. */
    private record Spoken(String account, String topic, String streamType, String type) {
        ProducerRecord<byte[], byte[]> sound() {
            String stream = UUID.randomUUID().toString();
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, null, bytes(stream), bytes("{\"incarnation\":1,\"fact\":{}}"));
            Map.of(
                            "content-type",
                            "application/json",
                            "ce_specversion",
                            "1.0",
                            "ce_id",
                            UUID.randomUUID().toString(),
                            "ce_source",
                            topic.substring(0, topic.indexOf('.')),
                            "ce_type",
                            type,
                            "ce_time",
                            "2026-02-04T06:00:00Z",
                            "ce_subject",
                            streamType + "/" + stream,
                            "ce_sequence",
                            "1",
                            "ce_correlationid",
                            UUID.randomUUID().toString())
                    .forEach((name, text) -> record.headers().add(name, bytes(text)));
            return record;
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Test
    @Order(1)
    void whatIsMalformedStopsNoTopicAndTheAuditNamesItUntilAnOperatorHasSaidWhy() throws Exception {
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
        Set<String> places = new HashSet<>();
        for (Spoken spoken : SPOKEN) {
            try (KafkaProducer<byte[], byte[]> owner = new KafkaProducer<>(
                    NETWORK.kafkaClient(spoken.account()), new ByteArraySerializer(), new ByteArraySerializer())) {
                Map<String, ProducerRecord<byte[], byte[]>> kinds = MalformedRecords.of(spoken::sound);
                assertThat(kinds).hasSizeGreaterThanOrEqualTo(40);
                for (ProducerRecord<byte[], byte[]> record : kinds.values()) {
                    RecordMetadata at = owner.send(record).get();
                    places.add(at.topic() + "-" + at.partition() + "@" + at.offset());
                }
            }
        }

        // What follows on each topic takes effect: a device goes all its way, and its pack invites to a workshop.
        String pack = new Shelf(NETWORK, 1).handedOver();
        await("mediation to hear of the pack")
                .atMost(Duration.ofSeconds(60))
                .until(() -> RunningNetwork.count(
                                NETWORK,
                                "mediation",
                                "select count(*) from consumer_checkpoint where stream_type = 'pack' and stream_id = '"
                                        + pack.substring(pack.lastIndexOf('/') + 1) + "'")
                        == 1);

        ReuseScript.Ended refused = ReuseScript.call(NETWORK, "audit");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output().lines().filter(line -> line.startsWith("FINDING")))
                .allMatch(line -> line.contains("nobody has acknowledged"));
        places.forEach(place -> assertThat(refused.output()).contains("FINDING:   " + place + " is malformed"));

        String first = places.iterator().next();
        ReuseScript.Ended acknowledged = ReuseScript.call(NETWORK, "acknowledge", first, "a test record");
        assertThat(acknowledged.output()).contains(": acknowledged");
        assertThat(acknowledged.code()).isZero();
        assertThat(ReuseScript.call(NETWORK, "acknowledge", first, "again").code())
                .isEqualTo(1);
        for (Service service : Service.ALL) {
            OperatorDesk desk = NETWORK.desk(service.name());
            assertThat(desk.decide("/dead-letters/acknowledgement?origin=" + first, "Ada L.")
                            .statusCode())
                    .isEqualTo(400);
            for (JsonNode letter : JSON.readTree(desk.read("/dead-letters").body())) {
                if (letter.path("acknowledgedAt").isMissingNode()) {
                    HttpResponse<String> answer = desk.decide(
                            "/dead-letters/acknowledgement?reason=a+test&origin="
                                    + URLEncoder.encode(letter.path("origin").asText(), StandardCharsets.UTF_8),
                            "Ada L.");
                    // One place may be the dead letter of two consumers of a service; both are acknowledged at once.
                    assertThat(answer.statusCode()).isIn(200, 409);
                }
            }
        }

        ReuseScript.Ended closed = ReuseScript.call(NETWORK, "audit");
        assertThat(closed.output())
                .contains("The books close.", "explained: " + first + " is malformed", "a test record");
        assertThat(closed.output()).contains("acknowledged by Ada L.: a test");
        assertThat(closed.code()).isZero();
    }

    @Test
    @Order(2)
    void aTopicThatWasLostIsFilledAgainFromTheJournalAndNoFigureMoves() throws Exception {
        Map<?, ?> before = JourneyE2ET.cells(JourneyE2ET.region("44"));
        long events = RunningNetwork.count(NETWORK, "refurb", "select count(*) from event_journal");
        try (Admin admin = Admin.create(NETWORK.kafkaClient("admin"))) {
            admin.deleteTopics(List.of("refurb.events")).all().get();
            await("the topic to be gone")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !admin.listTopics().names().get().contains("refurb.events"));
        }
        NETWORK.provisionTopics();
        // As the runbook says: who reads the topic is started again, so that nobody goes on at an offset of the former
        // one.
        List<String> readers = List.of("collection", "allocation", "gateway");
        RunningNetwork.atOnce(readers, reader -> NETWORK.process(reader).holdGently());
        RunningNetwork.atOnce(readers, reader -> {
            var _ = NETWORK.process(reader).release();
        });
        // A service that has just started fetches Keycloak's keys with its first call, and answers 503 while it cannot.
        Journey journey = new Journey(NETWORK);
        for (String list : List.of("/v1/collection/lots", "/v1/allocation/programmes")) {
            await(list)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> journey.donor().get(list).status() != 503);
        }
        assertThat(Audit.of(NETWORK).findings()).anyMatch(finding -> finding.startsWith("refurb.events: event"));

        ReuseScript.Ended republished = ReuseScript.call(NETWORK, "republish", "refurb.events");
        assertThat(republished.output()).contains("\"records\":" + events);
        assertThat(republished.code()).isZero();
        assertThat(ReuseScript.call(NETWORK, "republish", "nonsense").code()).isEqualTo(2);

        await("the topic to be full")
                .atMost(Duration.ofSeconds(60))
                .until(() -> RunningNetwork.count(NETWORK, "refurb", "select count(*) from outbox") == 0);
        assertThat(JourneyE2ET.cells(JourneyE2ET.region("44"))).isEqualTo(before);
        String _ = new Stock(NETWORK).ready();
        Report report = Audit.of(NETWORK);
        assertThat(report.findings()).isEmpty();
        assertThat(JourneyE2ET.cells(JourneyE2ET.region("44"))).isNotEqualTo(before);

        ReuseScript.Ended states = ReuseScript.call(NETWORK, "republish", "network.progress");
        assertThat(states.code()).isZero();
    }
}
