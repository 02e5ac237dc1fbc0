package network.reuse.defaults.inbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.OrganisationEvent;
import network.reuse.contracts.Published;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.StreamId;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.testing.DefaultsAlone;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.RegisteredOrganisation;
import network.reuse.defaults.testing.TestDesk;
import network.reuse.defaults.timer.Timers;
import network.reuse.servers.TestBackends;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** What a consumer holds, and what an operator does about it, on real servers. */
@QuarkusTest
@TestProfile(DefaultsAlone.class)
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class InboxIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Consumers consumers;
    private final Timers timers;

    @Inject
    InboxIT(Consumers consumers, Timers timers) {
        this.consumers = consumers;
        this.timers = timers;
    }

    @Test
    void aRejectionHoldsThoughWhatStandsBehindFailsToo() throws SQLException {
        Handler handler = new Handler();
        UUID stream = UUID.randomUUID();
        List<RegisteredOrganisation> events = RegisteredOrganisation.first(5, stream);
        handler.failing.add(events.get(0).id());
        handler.failing.add(events.get(2).id());
        handler.takes(events);
        assertThat(pending(stream))
                .extracting(Row::reason)
                .containsExactly("FAULT", "BEHIND", "BEHIND", "BEHIND", "BEHIND");

        reject(pending(stream).getFirst()).then().statusCode(200);

        await("the next that fails to stop the stream")
                .atMost(SOON)
                .until(() -> reasons(stream).equals(List.of("REJECTED", "FAULT", "BEHIND", "BEHIND")));
        assertThat(effects(stream)).containsExactly("2");
        assertThat(pending(stream).getFirst().detail)
                .contains("told to fail")
                .endsWith("; rejected by Ada L.: not ours");
        assertThat(pending(stream).get(1).detail).contains("told to fail");

        Row third = pending(stream).get(1);
        replay(third).then().statusCode(409).body(containsString("told to fail"));
        assertThat(pending(stream).get(1).detail).endsWith("; replayed by Ada L.");
        handler.failing.clear();
        replay(third).then().statusCode(200);

        await("the rest to follow").atMost(SOON).until(() -> reasons(stream).equals(List.of("REJECTED", "REPLAYED")));
        assertThat(effects(stream)).containsExactly("2", "3", "4", "5");
        assertThat(pending(stream).get(1).detail).endsWith("; replayed by Ada L.");
        replay(third).then().statusCode(409).body(containsString("has been decided about"));
    }

    @Test
    void eventsOfTwoStreamsUnderOneIdTakeTheirOwnEffectEach() throws SQLException {
        Handler handler = new Handler();
        UUID stream = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        RegisteredOrganisation one = RegisteredOrganisation.first(1, stream).getFirst();
        RegisteredOrganisation another = RegisteredOrganisation.first(1, other).getFirst();

        handler.takes(List.of(one, another.as(other, 1, one.id())));

        assertThat(effects(stream)).containsExactly("1");
        assertThat(effects(other)).containsExactly("1");
    }

    @Test
    void anEventIsNotBlamedForOneThatWaitedForIt() throws SQLException {
        Handler handler = new Handler();
        UUID stream = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        List<RegisteredOrganisation> events = RegisteredOrganisation.first(3, stream);
        handler.failing.add(events.get(1).id());
        handler.takes(List.of(events.get(1), events.get(2)));
        assertThat(reasons(stream)).containsExactly("GAP", "GAP");

        handler.takes(List.of(
                events.getFirst(), RegisteredOrganisation.first(1, other).getFirst()));

        assertThat(effects(stream)).containsExactly("1");
        assertThat(effects(other)).containsExactly("1");
        assertThat(reasons(stream).getFirst()).isEqualTo("FAULT");
        assertThat(pending(stream).getFirst().sequence).isEqualTo(2);
        handler.failing.clear();
        replay(pending(stream).getFirst()).then().statusCode(200);
        await("the third").atMost(SOON).until(() -> effects(stream).equals(List.of("1", "2", "3")));
    }

    @Test
    void anOperatorSaysThatWhatIsMissingWillNotCome() throws SQLException {
        Handler handler = new Handler();
        UUID stream = UUID.randomUUID();
        List<RegisteredOrganisation> events = RegisteredOrganisation.first(6, stream);
        handler.takes(List.of(events.get(0), events.get(3), events.get(4)));
        List<Row> pending = pending(stream);
        assertThat(pending).extracting(Row::reason).containsExactly("GAP", "GAP");

        replay(pending.get(1)).then().statusCode(409).body(containsString("before event " + pending.get(0).id));
        reject(pending.get(0)).then().statusCode(409).body(containsString("cannot be rejected"));
        replay(pending.get(0)).then().statusCode(200);

        await("what waited").atMost(SOON).until(() -> effects(stream).equals(List.of("1", "4", "5")));
        handler.takes(List.of(events.get(1), events.get(5)));
        assertThat(effects(stream)).containsExactly("1", "4", "5", "6");
        assertThat(reasons(stream)).containsExactly("REPLAYED");
        assertThat(pending(stream).getFirst().detail).isEqualTo("the last that arrived is 1; replayed by Ada L.");
    }

    @Test
    void anEventThatCannotBeReadIsADeadLetterAndStopsItsStream() throws SQLException {
        Handler handler = new Handler();
        UUID stream = UUID.randomUUID();
        List<RegisteredOrganisation> events = RegisteredOrganisation.first(2, stream);
        handler.takes(List.of(
                new RegisteredOrganisation(stream, 1, events.get(0).id(), new byte[] {'{', (byte) 0xff, 0}),
                events.get(1)));

        assertThat(reasons(stream)).containsExactly("FAULT", "BEHIND");
        Row fault = pending(stream).getFirst();
        assertThat(fault.value).isEqualTo("\\bytes:{\\xff\\x00");
        assertThat(fault.detail).contains("not text");
        assertThat(deadLetter(stream)).containsExactly('{', 0xff, 0);

        replay(fault).then().statusCode(409).body(containsString("not text"));
        reject(fault).then().statusCode(200);
        await("the next").atMost(SOON).until(() -> effects(stream).equals(List.of("2")));
    }

    @Test
    void anEventWhoseHeadersAreAtFaultWaitsForItsTurnAndThenForAnOperator() throws SQLException {
        Handler handler = new Handler();
        UUID stream = UUID.randomUUID();
        List<RegisteredOrganisation> events = RegisteredOrganisation.first(3, stream);
        ConsumerRecord<String, byte[]> undated = events.get(1).message();
        undated.headers().remove("ce_time").add("ce_time", "notatime".getBytes(StandardCharsets.UTF_8));
        handler.takesRecords(List.of(undated, events.get(2).message()));
        assertThat(reasons(stream)).containsExactly("GAP", "GAP");

        handler.takes(List.of(events.getFirst()));

        assertThat(effects(stream)).containsExactly("1");
        Row fault = pending(stream).getFirst();
        assertThat(fault.reason).isEqualTo("FAULT");
        assertThat(fault.detail).isEqualTo("the header ce_time is \"notatime\"; it must be an RFC 3339 instant");
        replay(fault).then().statusCode(200);
        await("the rest to follow").atMost(SOON).until(() -> effects(stream).equals(List.of("1", "2", "3")));
        assertThat(texts(
                        "select acknowledged_by || ': ' || explanation from dead_letter where consumer = ?",
                        handler.name))
                .containsExactly("Ada L.: replayed");
    }

    @Test
    void anOperatorAcknowledgesADeadLetterByItsPlaceWithAReason() throws SQLException {
        Handler handler = new Handler();
        ConsumerRecord<String, byte[]> nameless =
                RegisteredOrganisation.first(1, UUID.randomUUID()).getFirst().message();
        nameless.headers().remove("ce_id");
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>("network.organisations", 11, System.nanoTime(), nameless.key(), nameless.value());
        nameless.headers().forEach(message.headers()::add);
        String place = "network.organisations-11@" + message.offset();

        handler.takesRecords(List.of(message));
        handler.takesRecords(List.of(message));

        operator()
                .get(desk("/dead-letters"))
                .then()
                .statusCode(200)
                .body("origin", hasItem(place))
                .body("reason", hasItem("the header ce_id is missing; it must be a UUID"));
        acknowledge(place, " ").then().statusCode(400).body(containsString("reason_missing"));
        acknowledge(place, "a test's").then().statusCode(200);
        assertThat(texts(
                        "select acknowledged_by || ': ' || explanation from dead_letter where consumer = ?",
                        handler.name))
                .containsExactly("Ada L.: a test's");
        acknowledge(place, "again").then().statusCode(409).body(containsString("waits to be acknowledged"));
        acknowledge("nonsense", "again").then().statusCode(409);
    }

    @Test
    void aTopicIsFilledAgainFromTheJournalOldestFirstAndMarkedAsSentAgain() throws SQLException {
        UUID stream = UUID.randomUUID();
        for (int sequence = 1; sequence <= 3; sequence++) {
            write("collection_worker", """
                    with event as (
                        insert into event_journal(event_id, topic, stream_type, stream_id, sequence, type, value,
                            correlation_id, occurred_at, recorded_at)
                        values (gen_random_uuid(), 'collection.events', 'device', ?::uuid, ?::bigint, 'collection.Again.v1',
                            '{"incarnation":1}', gen_random_uuid(), now(), now()) returning id)
                    insert into outbox select id from event""", stream.toString(), Integer.toString(sequence));
        }
        await("the events to be sent")
                .atMost(SOON)
                .until(() -> sequences(stream).equals(List.of("1", "2", "3")));

        republish("collection.events").then().statusCode(200).body("records", greaterThanOrEqualTo(3));

        await("the events to be sent again")
                .atMost(SOON)
                .until(() -> sequences(stream).equals(List.of("1", "2", "3", "1 again", "2 again", "3 again")));
        republish("refurb.events").then().statusCode(409).body(containsString("journal has no event of refurb.events"));
    }

    /** The numbers of a stream's events as its topic holds them. */
    private static List<String> sequences(UUID stream) {
        Map<String, Object> settings = new HashMap<>(backends().kafkaClient("audit"));
        settings.put("group.id", "audit-" + UUID.randomUUID());
        List<String> sequences = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> events =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = events.partitionsFor("collection.events").stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            events.assign(partitions);
            events.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = events.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> events.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<String, byte[]> message : events.poll(Duration.ofMillis(200))) {
                    if (stream.toString().equals(message.key())) {
                        String number = new String(
                                message.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8);
                        sequences.add(message.headers().lastHeader("ce_resent") == null ? number : number + " again");
                    }
                }
            }
        }
        return sequences;
    }

    @Test
    void aHandlersBindingMistakeQuarantinesOneEventAndTheConsumerGoesOn() throws SQLException {
        UUID mistaken = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        Handler handler = new Handler();
        RegisteredOrganisation first = RegisteredOrganisation.first(1, mistaken).getFirst();
        handler.binding.add(first.id());

        handler.takes(List.of(first, RegisteredOrganisation.first(1, other).getFirst()));

        assertThat(reasons(mistaken)).containsExactly("FAULT");
        assertThat(pending(mistaken).getFirst().detail).contains("can not be coerced");
        assertThat(effects(other)).containsExactly("1");
    }

    @Test
    void anUnreadableEventThatIsEarlyWaitsForItsTurnToStopTheStream() throws SQLException {
        Handler handler = new Handler();
        UUID stream = UUID.randomUUID();
        List<RegisteredOrganisation> events = RegisteredOrganisation.first(3, stream);
        byte[] cut = "{\"incarnation\":1,".getBytes(StandardCharsets.UTF_8);
        handler.takes(
                List.of(new RegisteredOrganisation(stream, 2, events.get(1).id(), cut), events.get(2)));
        assertThat(reasons(stream)).containsExactly("GAP", "GAP");

        handler.takes(List.of(events.getFirst()));

        assertThat(effects(stream)).containsExactly("1");
        assertThat(pending(stream).getFirst().reason).isEqualTo("FAULT");
        assertThat(pending(stream).getFirst().value).isEqualTo("{\"incarnation\":1,");
        assertThat(pending(stream).getFirst().detail).startsWith("the value cannot be read");
    }

    @Test
    void aForkIsRejectedOnceAndForAll() throws SQLException {
        Handler handler = new Handler();
        UUID stream = UUID.randomUUID();
        List<RegisteredOrganisation> events = RegisteredOrganisation.first(3, stream);
        RegisteredOrganisation twin = RegisteredOrganisation.first(1, stream).getFirst();
        handler.takes(List.of(events.get(0), twin));
        assertThat(reasons(stream)).containsExactly("FORK");
        Row fork = pending(stream).getFirst();

        replay(fork)
                .then()
                .statusCode(409)
                .body(containsString(
                        "its number 1 has been used (event " + events.get(0).id()));
        reject(fork).then().statusCode(200);
        handler.takes(List.of(twin, events.get(1)));
        handler.takes(List.of(events.get(2), twin));

        assertThat(effects(stream)).containsExactly("1", "2", "3");
        assertThat(reasons(stream)).containsExactly("REJECTED");
    }

    @Test
    void aDecisionNeedsAName() throws SQLException {
        Handler handler = new Handler();
        UUID stream = UUID.randomUUID();
        RegisteredOrganisation event = RegisteredOrganisation.first(1, stream).getFirst();
        handler.failing.add(event.id());
        handler.takes(List.of(event));
        long id = pending(stream).getFirst().id;
        for (String path : List.of(
                "/quarantine/" + id + "/replay",
                "/quarantine/" + id + "/rejection?reason=not+ours",
                "/quarantined-streams/device/" + stream + "/release")) {
            for (String name : new String[] {null, "   ", "x".repeat(101)}) {
                Response answer = name == null
                        ? operator().post(desk(path))
                        : operator().header("X-Operator", name).post(desk(path));
                answer.then().statusCode(400).body(containsString("X-Operator"));
            }
        }
        assertThat(reasons(stream)).containsExactly("FAULT");
        operator()
                .header("X-Operator", "Ada L.")
                .post(desk("/quarantine/" + id + "/rejection"))
                .then()
                .statusCode(400);
        operator()
                .header("X-Operator", "Ada L.")
                .post(desk("/quarantine/0/replay"))
                .then()
                .statusCode(409)
                .body(containsString("no pending event has the number 0"));
        operator().get(desk("/quarantine")).then().statusCode(200).body("id", hasItem((int) id));
    }

    @Test
    void whatAwaitsAStreamIsTriedAgainEachAlone() throws SQLException {
        Handler handler = new Handler();
        UUID awaited = UUID.randomUUID();
        List<UUID> streams = Stream.generate(UUID::randomUUID).limit(120).toList();
        List<RegisteredOrganisation> waiting = new ArrayList<>();
        for (UUID stream : streams) {
            List<RegisteredOrganisation> events = RegisteredOrganisation.first(2, stream);
            handler.awaiting.put(events.get(0).id(), new StreamId("network", "organisation", awaited));
            waiting.addAll(events);
        }
        handler.takes(waiting);
        assertThat(reasons(streams.getLast())).containsExactly("AWAITS", "BEHIND");

        handler.failing.addAll(List.of(waiting.get(0).id(), waiting.get(100).id()));
        handler.awaiting.clear();
        handler.takes(RegisteredOrganisation.first(1, awaited));

        await("all but those that fail")
                .atMost(Duration.ofSeconds(60))
                .until(() -> texts("select reason from pending_event where consumer = ? order by reason", handler.name)
                        .equals(List.of("BEHIND", "BEHIND", "FAULT", "FAULT")));
        assertThat(effects(streams.getLast())).containsExactly("1", "2");
        assertThat(reasons(streams.getFirst())).containsExactly("FAULT", "BEHIND");
        assertThat(reasons(streams.get(50))).containsExactly("FAULT", "BEHIND");
    }

    @Test
    void aStreamThatNobodyDrainedDrainsByItself() throws SQLException {
        Handler handler = new Handler();
        UUID stream = UUID.randomUUID();
        List<RegisteredOrganisation> events = RegisteredOrganisation.first(3, stream);
        handler.takes(List.of(events.get(1), events.get(2)));
        write(
                "collection_worker",
                "insert into consumer_checkpoint values (?, 'network', 'organisation', ?::uuid, 1, 1, ?::uuid)",
                handler.name,
                stream.toString(),
                events.getFirst().id().toString());
        await("both").atMost(SOON).until(() -> effects(stream).equals(List.of("2", "3")));
        assertThat(reasons(stream)).isEmpty();
    }

    @Test
    void aQuarantinedStreamIsSentOnceItIsReleasedAndCanBe() throws SQLException {
        UUID stream = UUID.randomUUID();
        write("collection_worker", """
                with event as (
                    insert into event_journal(event_id, topic, stream_type, stream_id, sequence, type, value,
                        correlation_id, occurred_at, recorded_at)
                    values (gen_random_uuid(), 'collection.events', 'device', ?::uuid, 1, 'collection.Large.v1',
                        repeat('x', 2000000), gen_random_uuid(), now(), now()) returning id)
                insert into outbox select id from event""", stream.toString());
        await("the stream to be quarantined")
                .atMost(SOON)
                .untilAsserted(() -> operator()
                        .get(desk("/quarantined-streams"))
                        .then()
                        .statusCode(200)
                        .body("id", hasItem(stream.toString())));

        release(stream).then().statusCode(200);
        await("the stream to be quarantined again")
                .atMost(SOON)
                .until(() -> texts(
                                "select reason from quarantined_stream where released_at is null and stream_id = ?::uuid",
                                stream.toString())
                        .toString()
                        .contains("; released by Ada L.; quarantined again: "));

        write("collection_owner", "update event_journal set value = '{}' where stream_id = ?::uuid", stream.toString());
        release(stream).then().statusCode(200);
        await("the event to be sent")
                .atMost(SOON)
                .until(() -> texts(
                                "select id::text from event_journal join outbox on journal_id = id where stream_id = ?::uuid",
                                stream.toString())
                        .isEmpty());
        operator().get(desk("/quarantined-streams")).then().statusCode(200).body("id", not(hasItem(stream.toString())));
        release(stream).then().statusCode(409).body(containsString("is not quarantined"));
        operator()
                .header("X-Operator", "Ada L.")
                .post(desk("/quarantined-streams/device/nonsense/release"))
                .then()
                .statusCode(400);
    }

    /** A handler that fails as it is told, and leaves a row for each event that took effect. */
    private final class Handler {
        private final String name = "inbox-it-" + UUID.randomUUID();
        private final Set<UUID> failing = ConcurrentHashMap.newKeySet();
        private final Set<UUID> binding = ConcurrentHashMap.newKeySet();
        private final Map<UUID, StreamId> awaiting = new ConcurrentHashMap<>();
        private final IdempotentConsumer<OrganisationEvent> consumer = consumers.consumer(
                new Subscription<>("collection", Publisher.ORGANISATIONS, name, Set.of()), this::apply);

        private void takes(List<RegisteredOrganisation> events) {
            takesRecords(events.stream().map(RegisteredOrganisation::message).toList());
        }

        private void takesRecords(List<ConsumerRecord<String, byte[]>> records) {
            TopicPartition partition = new TopicPartition("network.organisations", 0);
            consumer.take(new ConsumerRecords<>(Map.of(partition, records), Map.of()))
                    .await()
                    .atMost(Duration.ofSeconds(60));
        }

        private Future<?> apply(SqlConnection transaction, List<Published<OrganisationEvent>> events) {
            Future<?> applied = Future.succeededFuture();
            for (Published<OrganisationEvent> event : events) {
                applied = applied.compose(_ -> apply(transaction, event.envelope()));
            }
            return applied;
        }

        private Future<?> apply(SqlConnection transaction, Envelope event) {
            StreamId awaited = awaiting.get(event.id());
            if (awaited != null) {
                return Future.failedFuture(new AwaitsStream(awaited));
            }
            if (binding.contains(event.id())) {
                return transaction.preparedQuery("select $1::bigint").execute(Tuple.of("not a number"));
            }
            if (failing.contains(event.id())) {
                return Future.failedFuture(new IllegalStateException("told to fail"));
            }
            String key = event.stream().id() + "#" + event.sequence() + "#" + UUID.randomUUID();
            return timers.set(transaction, Instant.parse("2999-01-01T00:00:00Z"), "inbox-it", key);
        }
    }

    private record Row(long id, long sequence, String reason, String detail, String value) {}

    private static RequestSpecification operator() {
        return given().auth().preemptive().oauth2(TestDesk.key());
    }

    private static Response replay(Row pending) {
        return operator().header("X-Operator", " Ada L. ").post(desk("/quarantine/" + pending.id + "/replay"));
    }

    private static Response reject(Row pending) {
        return operator()
                .header("X-Operator", "Ada L.")
                .post(desk("/quarantine/" + pending.id + "/rejection?reason=not ours"));
    }

    private static Response acknowledge(String place, String reason) {
        return operator()
                .header("X-Operator", "Ada L.")
                .queryParam("origin", place)
                .queryParam("reason", reason)
                .post(desk("/dead-letters/acknowledgement"));
    }

    private static Response republish(String topic) {
        return operator().header("X-Operator", "Ada L.").post(desk("/republication?topic=" + topic));
    }

    private static Response release(UUID stream) {
        return operator()
                .header("X-Operator", "Ada L.")
                .post(desk("/quarantined-streams/device/" + stream + "/release"));
    }

    private static String desk(String path) {
        return TestDesk.at(path);
    }

    private static byte[] deadLetter(UUID key) {
        Map<String, Object> settings = new HashMap<>(backends().kafkaClient("audit"));
        settings.put("group.id", "audit-" + UUID.randomUUID());
        settings.put("auto.offset.reset", "earliest");
        List<byte[]> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> letters =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            letters.subscribe(List.of("collection.dead-letters"));
            await("the dead letter").atMost(SOON).until(() -> {
                letters.poll(Duration.ofMillis(200)).forEach(letter -> {
                    if (key.toString().equals(letter.key())) {
                        found.add(letter.value());
                    }
                });
                return !found.isEmpty();
            });
        }
        return found.getFirst();
    }

    /** The numbers of the events of a stream that took effect, in that order. */
    private static List<String> effects(UUID stream) throws SQLException {
        return texts(
                "select split_part(key, '#', 2) from timer where command = 'inbox-it' and key like ? || '#%' order by id",
                stream.toString());
    }

    private static List<String> reasons(UUID stream) throws SQLException {
        return pending(stream).stream().map(Row::reason).toList();
    }

    private static List<Row> pending(UUID stream) throws SQLException {
        try (Connection audit = connection("audit");
                PreparedStatement statement = audit.prepareStatement(
                        "select id, sequence, reason, detail, value from pending_event where stream_id = ?::uuid"
                                + " order by sequence, id")) {
            statement.setString(1, stream.toString());
            List<Row> pending = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    pending.add(new Row(
                            rows.getLong(1), rows.getLong(2), rows.getString(3), rows.getString(4), rows.getString(5)));
                }
            }
            return pending;
        }
    }

    private static List<String> texts(String query, String value) throws SQLException {
        try (Connection audit = connection("audit");
                PreparedStatement statement = audit.prepareStatement(query)) {
            statement.setString(1, value);
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }
    }

    private static void write(String role, String statement, String... values) throws SQLException {
        try (Connection connection = connection(role);
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setString(i + 1, values[i]);
            }
            assertThat(prepared.executeUpdate()).isOne();
        }
    }

    private static Connection connection(String role) throws SQLException {
        return DriverManager.getConnection(
                backends().jdbcUrl("collection"), role, backends().databasePassword(role));
    }

    private static TestBackends backends() {
        return NetworkResource.backends("collection");
    }
}
