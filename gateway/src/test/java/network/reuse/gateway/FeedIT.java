package network.reuse.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.Published;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Territory;
import network.reuse.contracts.Topics;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.gateway.feed.FeedRetention;
import network.reuse.gateway.regional.RegionalTopics;
import network.reuse.servers.TestBackends;
import network.reuse.servers.Wait;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each party reads its events once and in order, wherever it stops and reads on. */
@QuarkusTest
@TestProfile(GatewayIT.ManySnapshots.class)
@QuarkusTestResource(
        value = NetworkResource.class,
        initArgs = @ResourceArg(name = "service", value = "gateway"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = FakeService.class, restrictToAnnotatedClass = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedIT {
    private static final String FEED = "/v1/events";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern NEXT = Pattern.compile("<\\?(?:.*&)?after=([0-9.]+)(?:&.*)?>; rel=\"next\"");
    private static final Territory STRASBOURG = new Territory("44", "67", "67482");
    private static final Territory NANTES = new Territory("52", "44", "44109");

    @TestHTTPResource("/")
    URI root = URI.create("/");

    @Inject
    FeedRetention retention;

    @Inject
    RegionalTopics topics;

    private final TestBackends backends = NetworkResource.backends("gateway");
    private final Sending sending = new Sending(backends);

    @AfterAll
    void stop() {
        sending.close();
    }

    @Test
    void eachPartyReadsItsOwnEventsOnceAndInOrder() {
        UUID donor = UUID.randomUUID();
        UUID workshop = UUID.randomUUID();
        UUID lot = Ids.next();
        Streams.Stream<CollectionEvent> stream = Streams.lot(lot, STRASBOURG, Environment.LIVE, donor, workshop);
        Published<?> shared = stream.says(0, offer(lot, donor, workshop));
        Published<?> own = stream.says(0, new CollectionEvent.LotWithdrawn(lot, "pour voir", List.of()));
        Published<?> sandbox = offered(STRASBOURG, Environment.TEST, donor);
        sending.send(List.of(shared, shared, own, sandbox));

        awaitEvents(donor, 2);
        Response page = as(donor).get(FEED);
        page.then()
                .statusCode(200)
                .contentType("application/cloudevents-batch+json")
                .header("Cache-Control", "private, no-store")
                .body("id", contains(id(shared), id(own)))
                .body("[0].specversion", equalTo("1.0"))
                .body("[0].source", equalTo("collection"))
                .body("[0].type", equalTo("collection.LotOffered.v1"))
                .body("[0].subject", equalTo("lot/" + shared.envelope().stream().id()))
                .body("[0].sequence", equalTo("1"))
                .body("[0].time", equalTo("2026-03-01T10:00:00Z"))
                .body("[0].data.territory.department", equalTo("67"))
                .body("[0].data.fact.quantities[0].count", equalTo(3));
        assertThat(page.asString()).doesNotContain("parties");
        as(workshop).get(FEED).then().statusCode(200).body("id", contains(id(shared), id(own)));
        as(UUID.randomUUID()).get(FEED).then().statusCode(200).body("", equalTo(List.of()));
        given().auth()
                .oauth2(TestTokens.sandbox(donor, "donor"))
                .get(FEED)
                .then()
                .statusCode(200)
                .body("id", contains(id(sandbox)));
        assertThat(positions(page)).isSorted();
        String end = next(page);
        as(donor).get(FEED + "?after=" + end).then().statusCode(200).body("", equalTo(List.of()));
        assertThat(next(as(donor).get(FEED + "?after=latest"))).isEqualTo(end);
    }

    @Test
    void anEventOfATypeThatIsNewHereIsPassedOnWhole() throws Exception {
        UUID workshop = UUID.randomUUID();
        UUID device = Ids.next();
        Map<String, Object> client = new HashMap<>(backends.kafkaClient("refurb"));
        try (KafkaProducer<String, String> refurb =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> event =
                    new ProducerRecord<>("refurb.events", device.toString(), """
                    {"occurredAt":"2026-03-01T10:00:00Z","recordedAt":"2026-03-01T10:00:01Z","parties":["%s"],
                     "territory":{"region":"44","department":"67","commune":"67482"},"env":"LIVE","incarnation":1,"epoch":2,
                     "fact":{"deviceId":"%s","dreams":["électriques",1]}}""".formatted(workshop, device));
            Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", Ids.next().toString(),
                            "ce_source", "refurb",
                            "ce_type", "refurb.DeviceDreamt.v7",
                            "ce_time", "2026-03-01T10:00:00Z",
                            "ce_subject", "device/" + device,
                            "ce_sequence", "1",
                            "ce_correlationid", UUID.randomUUID().toString(),
                            "content-type", "application/json")
                    .forEach((name, text) -> event.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            var _ = refurb.send(event).get(30, TimeUnit.SECONDS);
        }

        awaitEvents(workshop, 1);
        as(workshop)
                .get(FEED)
                .then()
                .body("type", contains("refurb.DeviceDreamt.v7"))
                .body("[0].data.epoch", equalTo(2))
                .body("[0].data.fact.dreams[0]", equalTo("électriques"));
    }

    @Test
    void theTopicOfARegionSaysWhatHappensThereToTheDepartmentAndNamesNobody() throws Exception {
        UUID donor = UUID.randomUUID();
        UUID workshop = UUID.randomUUID();
        UUID lot = Ids.next();
        UUID device = Ids.next();
        var offers = Streams.lot(lot, STRASBOURG, Environment.LIVE, donor, workshop);
        var at = Streams.device(device, STRASBOURG, Environment.LIVE, donor, workshop);
        var bench = Streams.bench(device, STRASBOURG, Environment.LIVE, workshop);
        Published<?> offered = offers.says(0, offer(lot, donor, workshop));
        Published<?> assigned =
                offers.says(0, new CollectionEvent.LotAssigned(lot, donor, workshop, donor, "plus près"));
        Published<?> registered = at.says(
                1,
                new CollectionEvent.DeviceRegistered(
                        device,
                        "D-7Q4K2M",
                        lot,
                        DeviceCategory.LAPTOP,
                        "Dell",
                        "5420",
                        "SN-1",
                        donor,
                        workshop,
                        "P-1"));
        Published<?> erased = bench.says(
                2, new RefurbEvent.MediumErased(device, "SN-2", "nwipe", "nwipe 0.34", SanitisationLevel.PURGE, null));
        Published<?> ready = bench.says(2, new RefurbEvent.DeviceReady(device, DeviceCategory.LAPTOP, Grade.B));
        Published<?> elsewhere = offered(NANTES, Environment.LIVE, donor);
        Published<?> sandbox = offered(STRASBOURG, Environment.TEST, donor);
        Published<?> corrected =
                offers.says(0, new CollectionEvent.LotWithdrawn(lot, "Mme Muller a téléphoné", List.of()));
        sending.send(List.of(offered, assigned, elsewhere, sandbox, registered));
        awaitEvents(donor, 4);
        sending.send(List.of(erased, ready, corrected));
        awaitEvents(donor, 5);

        List<ConsumerRecord<String, byte[]>> told = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> dashboard = dashboard("region-44", Topics.eventsOf("44"))) {
            readUntil(dashboard, told, corrected);
            readUntil(dashboard, told, ready);
            assertThat(told.stream().filter(one -> one.key().equals(lot.toString())))
                    .extracting(FeedIT::id)
                    .containsExactly(id(offered), id(corrected));
            assertThat(told.stream().filter(one -> one.key().equals(device.toString())))
                    .extracting(FeedIT::id)
                    .containsExactly(id(registered), id(ready));
            assertThat(told).extracting(FeedIT::id).doesNotContain(id(elsewhere), id(sandbox), id(assigned));
            ConsumerRecord<String, byte[]> one = told.stream()
                    .filter(record -> id(record).equals(id(registered)))
                    .findFirst()
                    .orElseThrow();
            assertThat(JSON.readTree(one.value())).isEqualTo(JSON.readTree("""
                    {"occurredAt":"2026-03-01T10:00:00Z","recordedAt":"2026-03-01T10:00:01Z",
                     "territory":{"region":"44","department":"67"},"incarnation":1,"epoch":1,"donorKind":"PUBLIC_BODY",
                     "fact":{"deviceId":"%s","lotId":"%s","category":"LAPTOP"}}""".formatted(device, lot)));
            assertThat(header(one, "ce_subject")).isEqualTo("device/" + device);
            assertThat(header(one, "ce_type")).isEqualTo("collection.DeviceRegistered.v1");
            assertThat(header(one, "ce_position")).matches("1\\.[0-9]+");
            assertThat(one.headers().lastHeader("ce_correlationid")).isNull();
            for (ConsumerRecord<String, byte[]> record : told) {
                assertThat(new String(record.value(), StandardCharsets.UTF_8))
                        .doesNotContain("SN-", "D-7Q4K2M", "67482", "Muller", donor.toString(), workshop.toString());
            }

            // Told once more, from the oldest that is kept, what is there already bears the same ids.
            List<ConsumerRecord<String, byte[]>> repeated = new ArrayList<>();
            assertThat(topics.tells(Topics.eventsOf("44"))).isTrue();
            assertThat(topics.tellAll(Topics.eventsOf("44"))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .isPositive();
            readUntil(dashboard, repeated, corrected);
            assertThat(repeated.stream().filter(record -> record.key().equals(lot.toString())))
                    .extracting(FeedIT::id)
                    .containsExactly(id(offered), id(corrected));
        }
        try (KafkaConsumer<String, byte[]> dashboard = dashboard("region-52", Topics.eventsOf("44"))) {
            assertThatThrownBy(() -> readUntil(dashboard, new ArrayList<>(), ready))
                    .isInstanceOf(TopicAuthorizationException.class);
        }
        try (KafkaConsumer<String, byte[]> dashboard = dashboard("region-52", Topics.eventsOf("52"))) {
            readUntil(dashboard, new ArrayList<>(), elsewhere);
        }
    }

    private KafkaConsumer<String, byte[]> dashboard(String account, String topic) {
        Map<String, Object> settings = new HashMap<>(backends.kafkaClient(account));
        settings.put("group.id", account + ".test-" + UUID.randomUUID());
        settings.put("auto.offset.reset", "earliest");
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    /** Reads on until the topic has said that event, unless it has. */
    private static void readUntil(
            KafkaConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> told, Published<?> event) {
        long end = System.nanoTime() + SOON.toNanos();
        while (told.stream().noneMatch(record -> id(record).equals(id(event)))) {
            assertThat(System.nanoTime()).as("the topic did not say it").isLessThan(end);
            consumer.poll(Duration.ofMillis(200)).forEach(told::add);
        }
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        return header(record, "ce_id");
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWantedIsToldByTypeRegionAndSubject() {
        UUID donor = UUID.randomUUID();
        Published<?> alsace = offered(STRASBOURG, Environment.LIVE, donor);
        Published<?> loire = offered(NANTES, Environment.LIVE, donor);
        sending.send(List.of(alsace, loire));
        awaitEvents(donor, 2);

        as(donor).get(FEED + "?region=52").then().body("id", contains(id(loire)));
        as(donor)
                .get(FEED + "?subject=lot/" + alsace.envelope().stream().id())
                .then()
                .body("id", contains(id(alsace)));
        as(donor)
                .get(FEED + "?types=refurb.*,collection.LotOffered.v1&limit=1")
                .then()
                .header("Link", containsString("types=refurb"))
                .body("id", hasSize(1));
        Response none = as(donor).get(FEED + "?types=collection.LotAccepted.v1,mediation.*");
        none.then().statusCode(200).body("", equalTo(List.of()));
        assertThat(next(none)).isEqualTo(next(as(donor).get(FEED)));
        refused(donor, "types=refurb.Readdy", "/types", "unknown_event_type")
                .then()
                .body("errors[0].extensions.known", hasItem("refurb.DeviceReady.v1"));
        refused(donor, "types=mediaton.*", "/types", "unknown_event_type")
                .then()
                .body("errors[0].extensions.known", hasItem("refurb.*"));
        refused(donor, "region=98", "/region", "unknown_region");
        refused(donor, "subject=device", "/subject", "not_a_subject");
        refused(donor, "after=12", "/after", "not_a_position");
        refused(donor, "limit=501", "/limit", "too_large");
        refused(donor, "wait=31", "/wait", "too_large");
        refused(donor, "since=2026", "/since", "unknown_parameter");
    }

    @CanIgnoreReturnValue
    private Response refused(UUID donor, String query, String pointer, String code) {
        Response refused = as(donor).get(FEED + "?" + query);
        refused.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
        return refused;
    }

    @Test
    void whoeverWaitsIsAnsweredByTheFirstEvent() throws Exception {
        UUID donor = UUID.randomUUID();
        String from = next(as(donor).get(FEED + "?after=latest"));
        CompletableFuture<Response> waiting =
                CompletableFuture.supplyAsync(() -> as(donor).get(FEED + "?wait=30&types=collection.*&after=" + from));
        sending.send(offered(STRASBOURG, Environment.LIVE, UUID.randomUUID()));
        Published<?> event = offered(STRASBOURG, Environment.LIVE, donor);
        sending.send(event);

        waiting.get(60, TimeUnit.SECONDS).then().statusCode(200).body("id", contains(id(event)));
        as(donor).get(FEED + "?wait=1&after=latest").then().statusCode(200).body("", equalTo(List.of()));
    }

    @Test
    void readingOnAtFiveHundredRandomCutsMissesNothingAndDoublesNothing() throws Exception {
        UUID donor = UUID.randomUUID();
        Random random = new Random(14);
        List<String> sent = new ArrayList<>();
        List<Published<?>> events = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            Published<?> event = offered(STRASBOURG, Environment.LIVE, donor, UUID.randomUUID());
            events.add(event);
            sent.add(id(event));
        }
        sending.send(events);

        List<String> read = new ArrayList<>();
        String after = "";
        int cuts = 0;
        try (HttpClient client = client()) {
            while (read.size() < sent.size()) {
                int limit = random.nextInt(3) == 0 ? 2 : 1;
                HttpResponse<String> page = client.send(
                        asking(donor, "?wait=20&limit=" + limit + after), HttpResponse.BodyHandlers.ofString());
                assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
                JSON.readTree(page.body())
                        .forEach(event -> read.add(event.path("id").asText()));
                after = "&after=" + next(page.headers().firstValue("Link").orElse(""));
                cuts++;
            }
        }
        assertThat(cuts).isGreaterThan(500);
        assertThat(read).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void aStreamThatIsCutGoesOnAtTheLastPosition() throws Exception {
        UUID donor = UUID.randomUUID();
        Random random = new Random(15);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Published<?> event = offered(STRASBOURG, Environment.LIVE, donor);
            sending.send(event);
            sent.add(id(event));
        }
        List<String> read = new ArrayList<>();
        String position = null;
        while (read.size() < sent.size()) {
            try (Lines lines = new Lines(donor, position)) {
                for (int i = random.nextInt(9); i >= 0 && read.size() < sent.size(); i--) {
                    JsonNode event = lines.next();
                    read.add(event.path("id").asText());
                    position = event.path("position").asText();
                }
            }
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(sent);
        try (Lines lines = new Lines(donor, position)) {
            Published<?> later = offered(STRASBOURG, Environment.LIVE, donor);
            sending.send(later);
            assertThat(lines.next().path("id").asText()).isEqualTo(id(later));
            assertThat(lines.raw()).as("a sign of life").isEmpty();
        }
    }

    @Test
    void anOrganisationReadsBySoManyConnectionsAtATime() throws Exception {
        UUID donor = UUID.randomUUID();
        List<Lines> open = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                open.add(new Lines(donor, null));
            }
            as(donor).get(FEED + "/stream").then().statusCode(429).header("Retry-After", "5");
            as(donor).get(FEED + "?wait=1").then().statusCode(429);
            as(donor).get(FEED).then().statusCode(200);
            as(UUID.randomUUID()).get(FEED + "?wait=1").then().statusCode(200);
        } finally {
            for (Lines one : open) {
                one.close();
            }
        }
        var _ = Wait.until(
                "a connection that ended to be free again",
                SOON,
                () -> as(donor).get(FEED + "?wait=1").statusCode() == 200);
    }

    @Test
    void aPositionThatIsNotKeptAnyMoreIsSaidToBe() throws Exception {
        UUID donor = UUID.randomUUID();
        Published<?> first = offered(STRASBOURG, Environment.LIVE, donor);
        sending.send(first);
        awaitEvents(donor, 1);
        String before = "1.0";
        String after = next(as(donor).get(FEED));
        try (Connection owner = DriverManager.getConnection(
                        backends.jdbcUrl("gateway"), "gateway_owner", backends.databasePassword("gateway_owner"));
                PreparedStatement statement =
                        owner.prepareStatement("update feed_event set appended_at = now() - interval '401 days'"
                                + " where seq <= (select seq from feed_event where event_id = ?)")) {
            statement.setObject(1, first.envelope().id());
            assertThat(statement.executeUpdate()).isPositive();
        }
        retention.remove().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);

        Response gone = as(donor).get(FEED + "?after=" + before);
        gone.then().statusCode(410).body("code", equalTo("feed_resync"));
        String oldest = gone.jsonPath().getString("extensions.oldest");
        as(donor).get(FEED + "?after=" + oldest).then().statusCode(200).body("", equalTo(List.of()));
        as(donor).get(FEED).then().statusCode(200).body("", equalTo(List.of()));
        as(donor).get(FEED + "?after=" + after).then().statusCode(200);
        as(donor).get(FEED + "?after=2.1").then().statusCode(410).body("code", equalTo("feed_resync"));
        as(donor).get(FEED + "?after=1.999999999").then().statusCode(410).body("code", equalTo("feed_resync"));
        as(donor)
                .header("Accept-Language", "en")
                .get(FEED + "/stream?after=" + before)
                .then()
                .statusCode(410)
                .body("code", equalTo("feed_resync"))
                .body("detail", containsString("Read your objects again"));
    }

    private static Published<?> offered(Territory where, Environment env, UUID... parties) {
        UUID lot = Ids.next();
        return Streams.lot(lot, where, env, parties).says(0, offer(lot, parties[0], parties[parties.length - 1]));
    }

    private static CollectionEvent.LotOffered offer(UUID lot, UUID donor, UUID recipient) {
        return new CollectionEvent.LotOffered(
                lot, "L-1", donor, recipient, List.of(new Quantity(DeviceCategory.LAPTOP, 3)), null);
    }

    private static String id(Published<?> event) {
        return event.envelope().id().toString();
    }

    private static RequestSpecification as(UUID organisation) {
        return given().auth().oauth2(TestTokens.of(organisation, "donor"));
    }

    private static void awaitEvents(UUID organisation, int count) {
        var _ = Wait.until(
                "its events",
                SOON,
                () -> as(organisation).get(FEED).jsonPath().getList("id").size() == count);
    }

    private static List<Long> positions(Response page) {
        return page.jsonPath().getList("position", String.class).stream()
                .map(position -> Long.valueOf(position.substring(position.indexOf('.') + 1)))
                .toList();
    }

    private static String next(Response page) {
        String link = page.header("Link");
        return next(link == null ? "" : link);
    }

    private static String next(String link) {
        Matcher next = NEXT.matcher(link);
        assertThat(next.matches()).as("Link: %s", link).isTrue();
        return next.group(1);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(30))
                .build();
    }

    private HttpRequest asking(UUID organisation, String what) {
        return HttpRequest.newBuilder(root.resolve(FEED + what))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + TestTokens.of(organisation, "donor"))
                .build();
    }

    /** A stream as its reader sees it, line by line. */
    private final class Lines implements AutoCloseable {
        private final HttpClient client = client();
        private final BufferedReader lines;
        private final InputStream body;

        Lines(UUID organisation, @Nullable String after) throws IOException, InterruptedException {
            HttpResponse<InputStream> response = client.send(
                    asking(organisation, "/stream" + (after == null ? "" : "?after=" + after)),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/x-ndjson");
            assertThat(response.headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(response.headers().firstValue("Cache-Control")).contains("private, no-store");
            body = response.body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        String raw() throws IOException {
            String line = lines.readLine();
            assertThat(line).as("the stream has ended").isNotNull();
            return line;
        }

        /** The next event. */
        JsonNode next() throws IOException {
            String line = raw();
            while (line.isEmpty()) {
                line = raw();
            }
            return JSON.readTree(line);
        }

        @Override
        public void close() throws IOException {
            body.close();
            client.shutdownNow();
        }
    }
}
