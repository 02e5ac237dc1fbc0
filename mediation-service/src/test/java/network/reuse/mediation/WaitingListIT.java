package network.reuse.mediation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.CDI;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.reuse.contracts.Channels;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.PackagedService;
import network.reuse.defaults.testing.SmsSink;
import network.reuse.defaults.testing.SmtpSink;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.mediation.application.RemindParticipants;
import network.reuse.servers.Ports;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who finds no seat waits with a rank, and is offered what falls free. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "mediation"))
@QuarkusTestResource(SmtpSink.class)
@QuarkusTestResource(SmsSink.class)
class WaitingListIT {
    private static final String MANAGER = TestTokens.of(TestTokens.COORDINATION, "place-manager", "mediator");
    private static final String MEDIATOR = TestTokens.of(TestTokens.WORKSHOP, "mediator");
    private static final String STRANGER = TestTokens.of(TestTokens.OTHER_WORKSHOP, "mediator", "place-manager");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void register() throws Exception {
        MediationServiceIT.register();
    }

    @Test
    void fiveHundredWhoWantTwelveSeatsAtOnceGetTwelveAndRanksWithoutHoleOrTieAndWhatFallsFreeIsOfferedInTheirOrder()
            throws Exception {
        String workshop = workshop(12);
        List<Future<Response>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(100)) {
            for (int i = 0; i < 500; i++) {
                String token = i % 2 == 0 ? MEDIATOR : STRANGER;
                calls.add(callers.submit(() -> book(token, workshop, "{}")));
            }
        }
        List<String> booked = new ArrayList<>();
        Map<String, Integer> ranks = new HashMap<>();
        for (Future<Response> call : calls) {
            JsonPath answer = call.get().then().statusCode(201).extract().jsonPath();
            if (answer.getString("status").equals("BOOKED")) {
                booked.add(answer.getString("id"));
            } else {
                assertThat(answer.getString("status")).isEqualTo("WAITING");
                ranks.put(answer.getString("id"), answer.getInt("rank"));
            }
        }
        assertThat(booked).hasSize(12);
        assertThat(ranks.values())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 488).boxed().toList());
        assertThat(waiting(workshop)).isEqualTo(ranks);
        seats(workshop, 0, 488);
        seatsAddUp(workshop, 12);
        assertThat(count("select count(*) from event_journal where type = 'mediation.SeatBooked.v1' and value like '%"
                        + workshop + "%'"))
                .isEqualTo(12);

        List<String> byRank = ranks.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
        for (String one : booked.subList(0, 3)) {
            act(MEDIATOR, one, "cancellation", 1, "{\"reason\":\"empêchement\"}")
                    .then()
                    .statusCode(200);
        }
        for (int rank = 0; rank < 3; rank++) {
            isOffered(byRank.get(rank));
        }
        read(byRank.get(3)).then().body("status", equalTo("WAITING")).body("rank", equalTo(1));
        read(byRank.get(487)).then().body("rank", equalTo(485));
        book(STRANGER, workshop, "{\"waitingList\":false}")
                .then()
                .statusCode(409)
                .body("code", equalTo("workshop_full"));
        seats(workshop, 0, 485);
        seatsAddUp(workshop, 12);

        String accepted = byRank.get(0);
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            given().auth()
                    .oauth2(MEDIATOR)
                    .header("Idempotency-Key", key)
                    .header("If-Match", "\"v2\"")
                    .contentType(ContentType.JSON)
                    .body("{}")
                    .post("/v1/mediation/bookings/" + accepted + "/acceptance")
                    .then()
                    .statusCode(200)
                    .header("Idempotent-Replayed", i == 0 ? nullValue() : equalTo("true"))
                    .body("status", equalTo("BOOKED"))
                    .body("offeredUntil", nullValue());
        }
        act(MEDIATOR, byRank.get(1), "cancellation", 2, "{\"reason\":\"plus besoin\"}")
                .then()
                .statusCode(200);
        isOffered(byRank.get(3));

        String missed = byRank.get(2);
        owner(
                "update booking set state = jsonb_set(state::jsonb, '{until}', '\"2020-01-01T00:00:00Z\"')::text where id = '"
                        + missed + "'");
        act(MEDIATOR, missed, "acceptance", 2, "{}")
                .then()
                .statusCode(409)
                .body("code", equalTo("offer_lapsed"))
                .body("extensions.until", equalTo("2020-01-01T00:00:00Z"));
        owner("update timer set due_at = '2020-01-01T00:00:00Z' where command = 'seat-offer-lapse' and key like '"
                + missed + "/%'");
        isOffered(byRank.get(4));
        read(missed).then().body("status", equalTo("LAPSED"));
        act(MEDIATOR, missed, "acceptance", 3, "{}").then().statusCode(409).body("code", equalTo("illegal_now"));
        seats(workshop, 0, 483);
        seatsAddUp(workshop, 12);
        assertThat(waiting(workshop).values())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 483).boxed().toList());
        assertThat(types(accepted))
                .containsExactly(
                        "mediation.WaitingListJoined.v1", "mediation.SeatOffered.v1", "mediation.SeatBooked.v1");
        assertThat(types(missed))
                .containsExactly(
                        "mediation.WaitingListJoined.v1", "mediation.SeatOffered.v1", "mediation.SeatOfferLapsed.v1");
    }

    @Test
    void whoHasASeatIsRemindedOnceOfEachBeginningAndWhoCancelledIsNot() throws Exception {
        String workshop = workshop(3);
        String coming = book(
                        MEDIATOR,
                        workshop,
                        "{\"participant\":{\"givenName\":\"Inès\",\"email\":\"rappel@example.org\"}}")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        book(MEDIATOR, workshop, "{\"participant\":{\"givenName\":\"Tom\",\"phone\":\"+33 6 79 50 00 01\"}}")
                .then()
                .statusCode(201);
        String not = book(
                        MEDIATOR,
                        workshop,
                        "{\"participant\":{\"givenName\":\"Eva\",\"email\":\"annule@example.org\"}}")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        act(MEDIATOR, not, "cancellation", 1, "{\"reason\":\"empêchement\"}")
                .then()
                .statusCode(200);
        Instant soon = Instant.now().plus(20, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        command(MEDIATOR)
                .header("If-Match", "\"v1\"")
                .body("{\"from\":\"%s\",\"until\":\"%s\",\"reason\":\"salle\"}"
                        .formatted(soon, soon.plusSeconds(3_600)))
                .post("/v1/mediation/workshops/" + workshop + "/rescheduling")
                .then()
                .statusCode(200);
        mailed("rappel@", 1, "change de date");

        remind();
        mailed("rappel@", 2, "Rappel de votre atelier");
        await("the SMS")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(SmsSink.acceptedFor("+33679500001"))
                        .anyMatch(sms -> sms.body().startsWith("Rappel de votre atelier")));
        remind();
        Instant sooner = soon.minus(1, ChronoUnit.HOURS);
        command(MEDIATOR)
                .header("If-Match", "\"v2\"")
                .body("{\"from\":\"%s\",\"reason\":\"salle\"}".formatted(sooner))
                .post("/v1/mediation/workshops/" + workshop + "/rescheduling")
                .then()
                .statusCode(200);
        mailed("rappel@", 3, "change de date");
        remind();
        mailed("rappel@", 4, "Rappel de votre atelier");
        assertThat(mails("annule@")).isEmpty();
        assertThat(count("select count(*) from booking_mail where occasion = 'REMINDED' and booking_id = '" + coming
                        + "'"))
                .isEqualTo(2);
    }

    private static void remind() throws Exception {
        CDI.current()
                .select(RemindParticipants.class)
                .get()
                .look()
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    @Test
    void moreSeatsAreOfferedWhoeverWaitsIsMailedAndACancelledWorkshopKeepsNobodyWaiting() throws Exception {
        String workshop = workshop(1);
        book(MEDIATOR, workshop, "{}").then().statusCode(201).body("status", equalTo("BOOKED"));
        String first = waits(workshop, "{\"participant\":{\"givenName\":\"Zoé\",\"email\":\"attente@example.org\"}}");
        String second = waits(workshop, "{}");
        String third = waits(workshop, "{\"participant\":{\"givenName\":\"Ali\",\"email\":\"dernier@example.org\"}}");
        read(third).then().body("rank", equalTo(3)).header("ETag", notNullValue());
        String bySms = waits(workshop, "{\"participant\":{\"givenName\":\"Léa\",\"phone\":\"06 79 40 00 01\"}}");
        String silent = waits(workshop, "{\"participant\":{\"givenName\":\"Max\",\"phone\":\"06 79 40 00 02\"}}");
        command(MEDIATOR)
                .body("{\"refused\":true}")
                .post("/v1/mediation/people/" + read(silent).path("participant") + "/message-refusal")
                .then()
                .statusCode(200)
                .body("refusedAt", notNullValue());
        act(STRANGER, second, "cancellation", 1, "{\"reason\":\"x\"}").then().statusCode(404);
        act(MEDIATOR, second, "cancellation", 1, "{\"reason\":\"plus besoin\"}")
                .then()
                .statusCode(200);
        read(third).then().body("rank", equalTo(2));
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/bookings/" + third + "/transitions")
                .then()
                .statusCode(200)
                .body("", equalTo(List.of("CANCELLATION")));

        command(MEDIATOR)
                .header("If-Match", "\"v1\"")
                .body("{\"capacity\":2}")
                .post("/v1/mediation/workshops/" + workshop + "/capacity")
                .then()
                .statusCode(200);
        isOffered(first);
        command(MEDIATOR)
                .header("If-Match", "\"v2\"")
                .body("{\"capacity\":1}")
                .post("/v1/mediation/workshops/" + workshop + "/capacity")
                .then()
                .statusCode(409)
                .body("code", equalTo("more_booked"));
        seats(workshop, 0, 3);
        mailed("attente@", 1, "une place s'est lib=C3=A9r=C3=A9e");

        Instant sooner = Instant.now().plus(10, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
        command(MEDIATOR)
                .header("If-Match", "\"v2\"")
                .body("{\"from\":\"%s\",\"reason\":\"salle\"}".formatted(sooner))
                .post("/v1/mediation/workshops/" + workshop + "/rescheduling")
                .then()
                .statusCode(200);
        read(first).then().body("offeredUntil", equalTo(sooner.toString()));
        read(third).then().body("status", equalTo("WAITING")).body("rank", equalTo(1));
        mailed("attente@", 2, "change de date");
        mailed("dernier@", 1, "change de date");

        command(MEDIATOR)
                .header("If-Match", "\"v3\"")
                .body("{\"reason\":\"absent\"}")
                .post("/v1/mediation/workshops/" + workshop + "/cancellation")
                .then()
                .statusCode(200);
        for (String one : List.of(first, third, bySms, silent)) {
            read(one).then().body("status", equalTo("CANCELLED")).body("reason", equalTo("absent"));
        }
        mailed("dernier@", 2, "n'a pas lieu");
        await("two SMS")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(SmsSink.acceptedFor("+33679400001"))
                        .extracting(SmsSink.Accepted::body)
                        .anyMatch(text -> text.contains("change de date"))
                        .anyMatch(text -> text.contains("est annulé")));
        await("two messages that are not wanted")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from booking_mail where state = 'OPTED_OUT' and booking_id = '"
                                + silent + "'")
                        == 2);
        assertThat(SmsSink.acceptedFor("+33679400002")).isEmpty();
        assertThat(count(
                        "select booked + offered + waiting from workshop_seats where workshop_id = '" + workshop + "'"))
                .isZero();
        assertThat(types(first))
                .contains("mediation.WaitingListLeft.v1")
                .doesNotContain("mediation.BookingCancelled.v1");
    }

    @Test
    void whoeverWaitsWhenItBeginsWaitsNoMoreAndWhoComesThenTakesWhatIsFree() throws Exception {
        String workshop = workshop(1);
        String seat = book(MEDIATOR, workshop, "{}").then().extract().path("id");
        String waiting = waits(workshop, "{}");
        // As if it had begun a minute ago: the state and the times by which it is looked for.
        Instant begun = Instant.now().minus(1, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
        owner("update workshop set starts_at = '" + begun
                + "', state = jsonb_set(state::jsonb, '{attributes,from}', '\"" + begun + "\"')::text where id = '"
                + workshop + "'");
        owner("update timer set due_at = '2020-01-01T00:00:00Z' where command = 'waiting-list' and key like '"
                + workshop + "/%'");
        await("the list to end")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(waiting).then().body("status", equalTo("CANCELLED")));
        act(MEDIATOR, seat, "cancellation", 1, "{\"reason\":\"parti\"}").then().statusCode(200);
        book(STRANGER, workshop, "{}").then().statusCode(201).body("status", equalTo("BOOKED"));
        book(STRANGER, workshop, "{}").then().statusCode(409).body("code", equalTo("workshop_full"));
    }

    @Test
    void aProcessThatIsKilledWhileFiveHundredBookLeavesNoSeatAndNoRankTwiceAndAnotherServesEverybody()
            throws Exception {
        String workshop = workshop(12);
        List<String> keys =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(500).toList();
        int port = Ports.free();
        List<Future<Integer>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            try (PackagedService other = PackagedService.start(ofReplica(), onItsOwn(port))) {
                await("the other process")
                        .atMost(Duration.ofSeconds(90))
                        .ignoreExceptions()
                        .until(() -> other.get("/q/health/ready").status() == 200);
                keys.forEach(key -> calls.add(callers.submit(() -> bookUntilItIsGone(port, workshop, key))));
                await("some bookings")
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() ->
                                count("select count(*) from booking where workshop_id = '" + workshop + "'") >= 40);
            }
            for (Future<Integer> call : calls) {
                assertThatThrownBy(call::get).hasCauseInstanceOf(IOException.class);
            }
        }
        assertThat(count("select count(*) from booking where workshop_id = '" + workshop + "'"))
                .as("killed in the middle")
                .isLessThan(500);
        seatsAddUp(workshop, 12);

        List<Future<Response>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(100)) {
            keys.forEach(key -> answers.add(callers.submit(() -> command(MEDIATOR, key)
                    .body("{\"waitingList\":true}")
                    .post("/v1/mediation/workshops/" + workshop + "/bookings"))));
        }
        Map<String, Integer> ranks = new HashMap<>();
        for (Future<Response> answer : answers) {
            JsonPath booking = answer.get().then().statusCode(201).extract().jsonPath();
            if (booking.getString("status").equals("WAITING")) {
                ranks.put(booking.getString("id"), booking.getInt("rank"));
            }
        }
        assertThat(ranks.values())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 488).boxed().toList());
        assertThat(waiting(workshop)).isEqualTo(ranks);
        seats(workshop, 0, 488);
        seatsAddUp(workshop, 12);
    }

    /** Sends the same call again and again until nobody answers. */
    private static int bookUntilItIsGone(int port, String workshop, String key) throws Exception {
        HttpRequest call = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/v1/mediation/workshops/" + workshop + "/bookings"))
                .header("Authorization", "Bearer " + MEDIATOR)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"waitingList\":true}"))
                .build();
        while (true) {
            assertThat(HTTP.send(call, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isIn(201, 409, 503);
        }
    }

    /** What a second process of the service gets, beside the one under test. */
    private static Map<String, String> ofReplica() {
        Map<String, String> variables = new HashMap<>(PackagedService.variables(NetworkResource.backends("mediation")));
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
        for (String channel : List.of(Channels.ORGANISATIONS, Channels.ALLOCATION_EVENTS)) {
            properties.add("-Dmp.messaging.incoming." + channel + ".group.id=mediation-replica-" + channel);
            properties.add("-Dmp.messaging.incoming." + channel + ".auto.offset.reset=latest");
        }
        return properties;
    }

    private static void isOffered(String booking) {
        await("a seat to be offered to " + booking)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(booking)
                        .then()
                        .body("status", equalTo("OFFERED"))
                        .body("rank", nullValue())
                        .body("offeredUntil", notNullValue())
                        .body("legal", hasItem("ACCEPTANCE")));
    }

    private static String waits(String workshop, String body) {
        return book(MEDIATOR, workshop, body)
                .then()
                .statusCode(201)
                .body("status", equalTo("WAITING"))
                .extract()
                .path("id");
    }

    private static Map<String, Integer> waiting(String workshop) {
        List<Map<String, Object>> found = given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/bookings?limit=500&status=WAITING&workshopId=" + workshop)
                .then()
                .statusCode(200)
                .extract()
                .path("");
        Map<String, Integer> ranks = new HashMap<>();
        found.forEach(booking -> ranks.put((String) booking.get("id"), (Integer) booking.get("rank")));
        return ranks;
    }

    private static void seats(String workshop, int left, int waiting) {
        given().auth()
                .oauth2(STRANGER)
                .get("/v1/mediation/workshops/" + workshop)
                .then()
                .statusCode(200)
                .body("seatsLeft", equalTo(left))
                .body("waiting", equalTo(waiting));
    }

    /** The counts of the seats are those of the bookings, and never more than there are. */
    private static void seatsAddUp(String workshop, int capacity) throws SQLException {
        assertThat(count("select count(*) from workshop_seats s where s.workshop_id = '" + workshop
                        + "' and s.booked = (select count(*) from booking b where b.workshop_id = s.workshop_id and status = 'BOOKED')"
                        + " and s.offered = (select count(*) from booking b where b.workshop_id = s.workshop_id and status = 'OFFERED')"
                        + " and s.waiting = (select count(*) from booking b where b.workshop_id = s.workshop_id and status = 'WAITING')"
                        + " and s.booked + s.offered <= " + capacity))
                .isOne();
    }

    private static void mailed(String address, int times, String text) {
        await("a mail to " + address).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> mails = mails(address);
            assertThat(mails).hasSize(times);
            assertThat(mails).anyMatch(mail -> mail.contains(text));
        });
    }

    private static List<String> mails(String address) throws IOException {
        return SmtpSink.accepted().stream()
                .map(mail -> mail.replace("=\n", ""))
                .filter(mail -> mail.contains(address))
                .toList();
    }

    private static String workshop(int capacity) {
        String place = command(MANAGER)
                .body("""
                        {"name":"Tiers-lieu de l'attente","commune":"67482","hosts":["%s"]}""".formatted(TestTokens.WORKSHOP))
                .post("/v1/mediation/places")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Instant from = Instant.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        return command(MEDIATOR)
                .body("""
                        {"placeId":"%s","title":"Premiers pas","from":"%s","until":"%s","capacity":%d,"offerMinutes":60}""".formatted(place, from, from.plus(2, ChronoUnit.HOURS), capacity))
                .post("/v1/mediation/workshops")
                .then()
                .statusCode(201)
                .body("offerMinutes", equalTo(60))
                .extract()
                .path("id");
    }

    /** Waits where no seat is left, unless the body says otherwise. */
    private static Response book(String token, String workshop, String body) {
        String waiting = body.contains("waitingList")
                ? body
                : body.replaceFirst("\\{", "{\"waitingList\":true" + (body.equals("{}") ? "" : ","));
        return command(token).body(waiting).post("/v1/mediation/workshops/" + workshop + "/bookings");
    }

    private static Response read(String booking) {
        return given().auth().oauth2(MEDIATOR).get("/v1/mediation/bookings/" + booking);
    }

    private static Response act(String token, String booking, String move, int version, String body) {
        return command(token)
                .header("If-Match", "\"v" + version + "\"")
                .body(body)
                .post("/v1/mediation/bookings/" + booking + "/" + move);
    }

    private static RequestSpecification command(String token) {
        return command(token, UUID.randomUUID().toString());
    }

    private static RequestSpecification command(String token, String key) {
        return given().auth().oauth2(token).header("Idempotency-Key", key).contentType(ContentType.JSON);
    }

    private static List<String> types(String stream) throws SQLException {
        List<String> types = new ArrayList<>();
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select type from event_journal where stream_id = '" + stream + "' order by sequence")) {
            while (rows.next()) {
                types.add(rows.getString(1));
            }
        }
        return types;
    }

    private static long count(String query) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    private static void owner(String sql) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection owner() throws SQLException {
        var backends = NetworkResource.backends("mediation");
        return DriverManager.getConnection(
                backends.jdbcUrl("mediation"), "mediation_owner", backends.databasePassword("mediation_owner"));
    }
}
