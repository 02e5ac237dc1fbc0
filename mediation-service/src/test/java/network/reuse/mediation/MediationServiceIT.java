package network.reuse.mediation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
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
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import network.reuse.contracts.Geography;
import network.reuse.defaults.people.InvitationCodes;
import network.reuse.defaults.testing.DatabaseContents;
import network.reuse.defaults.testing.Dated;
import network.reuse.defaults.testing.DocumentedCalls;
import network.reuse.defaults.testing.FormerProcess;
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
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "mediation"))
class MediationServiceIT {
    private static final UUID THIRD_PLACE = TestTokens.COORDINATION;
    private static final String MANAGER = TestTokens.of(THIRD_PLACE, "place-manager", "mediator");
    private static final String MEDIATOR = TestTokens.of(TestTokens.WORKSHOP, "mediator");
    private static final String STRANGER = TestTokens.of(TestTokens.OTHER_WORKSHOP, "mediator", "place-manager");
    private static final String ANYBODY = TestTokens.of(TestTokens.OTHER_DONOR, "donor");
    private static final UUID SPONSOR = TestTokens.GRAND_EST;

    @Inject
    InvitationCodes codes;

    @BeforeAll
    static void register() throws Exception {
        send(
                "gateway",
                "network.organisations",
                registered(THIRD_PLACE, "Tiers-lieu"),
                registered(TestTokens.WORKSHOP, "Association de médiation"));
        await("the register to arrive")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("mediation", "select count(*) from organisation") == 2);
    }

    @Test
    void mutationsOfEveryCallAreKeptAsTheyAreOrRefusedByTheirPlace() throws Exception {
        String place = place("mutated");
        String workshop = workshop(MEDIATOR, place, 1000);
        JsonPath tour = tour(place, "MUTATED-1");
        JsonPath kept = tour(place, "MUTATED-2");
        Mutations.everyMutationIsKeptAsItIsOrRefusedByItsPlace(DocumentedCalls.of(
                        ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class),
                        PublishedApi.live(),
                        THIRD_PLACE)
                .thing("/v1/mediation/places/{id}", place)
                .thing("/v1/mediation/workshops/{id}", workshop)
                .thing("/v1/mediation/tours/{id}", tour.getString("id"))
                .thing("/v1/mediation/tours/{id}/stops/{stopId}", tour.getString("stops[0].id"))
                .value("tourId", kept.getString("id"))
                .value("stopId", kept.getString("stops[0].id"))
                .value("placeId", place)
                .value("workshopId", workshop)
                .value("hosts", TestTokens.WORKSHOP)
                .value("phone", "03 88 00 00 00")
                .value("email", "mutated@example.org"));
    }

    @Test
    void aWorkshopLiesNearAndIsShort() {
        String place = place("far");
        Instant from = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        for (Instant until : List.of(from.plus(32, ChronoUnit.DAYS), from.plus(400, ChronoUnit.DAYS), from)) {
            command(MANAGER)
                    .body("""
                            {"placeId":"%s","title":"Premiers pas","from":"%s","until":"%s","capacity":5}""".formatted(place, from, until))
                    .post("/v1/mediation/workshops")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/until"));
        }
    }

    @Test
    void aWorkshopGoesFromItsPlaceToItsAttendanceAndTellsKafkaEachStep() {
        String place = place("main");
        given().auth()
                .oauth2(MANAGER)
                .get("/v1/mediation/places/" + place + "/transitions")
                .then()
                .statusCode(200)
                .body("", hasItems("SCHEDULING", "AMENDMENT", "CLOSURE"));
        String workshop = workshop(MEDIATOR, place, 2);
        given().auth()
                .oauth2(ANYBODY)
                .get("/v1/mediation/workshops?department=67&limit=500")
                .then()
                .statusCode(200)
                .body("id", hasItem(workshop));
        given().auth()
                .oauth2(ANYBODY)
                .get("/v1/mediation/workshops?department=44&limit=500")
                .then()
                .statusCode(200)
                .body("id", not(hasItem(workshop)));
        String first =
                book(MEDIATOR, workshop, "{}").then().statusCode(201).extract().path("id");
        String second =
                book(MANAGER, workshop, "{}").then().statusCode(201).extract().path("id");
        book(MEDIATOR, workshop, "{}")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("workshop_full"));
        act(MANAGER, "workshops/" + workshop, "capacity", 1, "{\"capacity\":3}")
                .then()
                .statusCode(200)
                .body("capacity", equalTo(3));
        act(MANAGER, "workshops/" + workshop, "capacity", 2, "{\"capacity\":1}")
                .then()
                .statusCode(409)
                .body("code", equalTo("more_booked"));
        given().auth()
                .oauth2(ANYBODY)
                .get("/v1/mediation/workshops/" + workshop)
                .then()
                .statusCode(200)
                .header("ETag", startsWith("\"v2."))
                .body("seatsLeft", equalTo(1));

        act(MEDIATOR, "bookings/" + first, "attendance", 1, "{\"present\":true}")
                .then()
                .statusCode(200)
                .body("status", equalTo("ATTENDED"));
        act(MEDIATOR, "bookings/" + first, "cancellation", 2, "{\"reason\":\"trop tard\"}")
                .then()
                .statusCode(409)
                .body("extensions.legal", hasItem("ATTENDANCE_CORRECTION"));
        String both = "{\"present\":[\"%s\"],\"absent\":[\"%s\",\"%s\"]}".formatted(first, second, UUID.randomUUID());
        command(MEDIATOR)
                .body(both)
                .post("/v1/mediation/workshops/" + workshop + "/attendance")
                .then()
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("unchanged", equalTo(1))
                .body("rejected", equalTo(1));
        act(MANAGER, "bookings/" + first, "attendance-correction", 2, "{\"reason\":\"confusion\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("ABSENT"));

        assertThat(typesOf(place, 1)).containsExactly("mediation.PlaceOpened.v1");
        assertThat(typesOf(workshop, 2))
                .containsExactly("mediation.WorkshopScheduled.v1", "mediation.CapacityChanged.v1");
        assertThat(typesOf(first, 3))
                .containsExactly(
                        "mediation.SeatBooked.v1",
                        "mediation.AttendanceRecorded.v1",
                        "mediation.AttendanceCorrected.v1");
        assertThat(typesOf(second, 2)).containsExactly("mediation.SeatBooked.v1", "mediation.AttendanceRecorded.v1");
    }

    @Test
    void aSeatThatIsGivenBackCanBeBookedAgainAndIsGivenBackOnce() throws Exception {
        String workshop = workshop(MEDIATOR, place("again"), 1);
        String booking =
                book(MEDIATOR, workshop, "{}").then().statusCode(201).extract().path("id");
        book(MEDIATOR, workshop, "{}").then().statusCode(409);
        List<Future<Response>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(10)) {
            for (int i = 0; i < 10; i++) {
                calls.add(callers.submit(
                        () -> act(MEDIATOR, "bookings/" + booking, "cancellation", 1, "{\"reason\":\"empêchement\"}")));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Response> call : calls) {
            statuses.add(call.get().statusCode());
        }
        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).containsOnly(200, 412);
        assertThat(count("mediation", "select booked from workshop_seats where workshop_id = '" + workshop + "'"))
                .isZero();
        book(MEDIATOR, workshop, "{}").then().statusCode(201);
        book(MEDIATOR, workshop, "{}").then().statusCode(409).body("code", equalTo("workshop_full"));
    }

    @Test
    void aRepeatedCallHasOneEffectAndARepeatedReferenceIsRefusedWithoutTakingASeat() throws Exception {
        String workshop = workshop(MEDIATOR, place("repeated"), 3);
        String key = UUID.randomUUID().toString();
        String path = "/v1/mediation/workshops/" + workshop + "/bookings";
        List<Future<Response>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(20)) {
            for (int i = 0; i < 20; i++) {
                calls.add(callers.submit(() ->
                        command(MEDIATOR, key).body("{\"partnerRef\":\"once\"}").post(path)));
            }
        }
        String first = calls.getFirst().get().asString();
        for (Future<Response> call : calls) {
            assertThat(call.get().statusCode()).as(call.get().asString()).isEqualTo(201);
            assertThat(call.get().asString()).isEqualTo(first);
        }
        book(MEDIATOR, workshop, "{\"partnerRef\":\"once\"}")
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("errors[0].pointer", equalTo("/partnerRef"))
                .body("extensions.existing", equalTo(JsonPath.from(first).getString("id")));
        assertThat(count("mediation", "select booked from workshop_seats where workshop_id = '" + workshop + "'"))
                .isOne();
    }

    @Test
    void aClosedPlaceTakesNoWorkshopAndACancelledOneKeepsNoSeat() throws Exception {
        String place = place("closing");
        String key = UUID.randomUUID().toString();
        String body = workshopBody(place, 5).replace("}", ",\"partnerRef\":\"%s\"}".formatted(place));
        String first = command(MEDIATOR, key)
                .body(body)
                .post("/v1/mediation/workshops")
                .asString();
        command(MEDIATOR)
                .body(body)
                .post("/v1/mediation/workshops")
                .then()
                .statusCode(409)
                .body("code", equalTo("already_exists"))
                .body("errors[0].pointer", equalTo("/partnerRef"))
                .body("extensions.existing", equalTo(JsonPath.from(first).getString("id")));
        act(MEDIATOR, "places/" + place, "closure", 1, "{\"reason\":\"travaux\"}")
                .then()
                .statusCode(403);
        act(MANAGER, "places/" + place, "closure", 1, "{\"reason\":\"travaux\"}")
                .then()
                .statusCode(200);
        assertThat(command(MEDIATOR, key)
                        .body(body)
                        .post("/v1/mediation/workshops")
                        .asString())
                .isEqualTo(first);
        command(MEDIATOR)
                .body(workshopBody(place, 5))
                .post("/v1/mediation/workshops")
                .then()
                .statusCode(409)
                .body("code", equalTo("illegal_now"));
        String workshop = given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/workshops?department=67&limit=500")
                .path("find { it.placeId == '%s' }.id".formatted(place));
        String seat =
                book(MANAGER, workshop, "{}").then().statusCode(201).extract().path("id");
        act(MEDIATOR, "workshops/" + workshop, "cancellation", 1, "{\"reason\":\"travaux\"}")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(MANAGER)
                .get("/v1/mediation/bookings/" + seat)
                .then()
                .body("status", equalTo("CANCELLED"));
        act(MEDIATOR, "bookings/" + seat, "attendance", 2, "{\"present\":true}")
                .then()
                .statusCode(409);
        assertThat(typesOf(seat, 2)).containsExactly("mediation.SeatBooked.v1", "mediation.BookingCancelled.v1");
        assertThat(count("mediation", "select booked from workshop_seats where workshop_id = '" + workshop + "'"))
                .isZero();
        book(MEDIATOR, workshop, "{}").then().statusCode(409).body("code", equalTo("illegal_now"));
        book(STRANGER, workshop, "{}").then().statusCode(404);
    }

    @Test
    void anotherOrganisationSeesNothingAndChangesNothing() throws Exception {
        String place = place("private");
        String workshop = workshop(MEDIATOR, place, 5);
        String booking = book(MEDIATOR, workshop, "{\"participant\":{\"givenName\":\"Zoé\"}}")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String participant = given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/bookings/" + booking)
                .path("participant");
        for (String path : List.of(
                "places/" + place,
                "bookings/" + booking,
                "bookings/" + booking + "/participant?purpose=ARRANGE",
                "people/" + participant + "/file")) {
            given().auth().oauth2(STRANGER).get("/v1/mediation/" + path).then().statusCode(404);
        }
        given().auth()
                .oauth2(STRANGER)
                .get("/v1/mediation/workshops/" + workshop + "/bookings")
                .then()
                .statusCode(200)
                .body("", hasSize(0));
        act(STRANGER, "bookings/" + booking, "cancellation", 1, "{\"reason\":\"x\"}")
                .then()
                .statusCode(404);
        act(STRANGER, "workshops/" + workshop, "cancellation", 1, "{\"reason\":\"x\"}")
                .then()
                .statusCode(403);
        act(STRANGER, "workshops/" + workshop, "capacity", 1, "{\"capacity\":9}")
                .then()
                .statusCode(403);
        command(STRANGER)
                .post("/v1/mediation/people/" + participant + "/forgetting")
                .then()
                .statusCode(404);
        command(STRANGER)
                .body(workshopBody(place, 5))
                .post("/v1/mediation/workshops")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/bookings/" + booking + "/participant?purpose=ARRANGE")
                .then()
                .statusCode(200)
                .body("givenName", equalTo("Zoé"));

        try (Connection api = DriverManager.getConnection(
                        backends().jdbcUrl("mediation"),
                        "mediation_api",
                        backends().databasePassword("mediation_api"));
                Statement statement = api.createStatement()) {
            for (String organisation : List.of("", TestTokens.OTHER_WORKSHOP.toString())) {
                statement.execute("set app.organisation = '" + organisation + "'");
                for (String table : List.of("place", "booking", "invitation", "person", "person_reading")) {
                    assertThat(rows(
                                    statement,
                                    "select 1 from " + table
                                            + (table.equals("booking") ? " where id = '" + booking + "'" : "")))
                            .as("%s as '%s'", table, organisation)
                            .isZero();
                }
                assertThat(statement.executeUpdate("update workshop set capacity = 99 where id = '" + workshop + "'"))
                        .isZero();
            }
            for (String nobody : List.of("set app.organisation = ''", "set app.env = 'TEST'")) {
                statement.execute("set app.organisation = '" + TestTokens.OTHER_WORKSHOP + "'");
                statement.execute(nobody);
                assertThat(rows(statement, "select 1 from workshop")).as(nobody).isZero();
                assertThat(rows(statement, "select 1 from workshop_seats"))
                        .as(nobody)
                        .isZero();
                assertThat(statement.executeUpdate("update workshop_seats set booked = 0"))
                        .as(nobody)
                        .isZero();
            }
            statement.execute("set app.organisation = '" + TestTokens.OTHER_WORKSHOP + "'; set app.env = 'LIVE'");
            assertThatThrownBy(() -> statement.executeUpdate("update workshop_seats set capacity = 99"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.executeUpdate(
                            "update workshop_seats set booked = 6 where workshop_id = '" + workshop + "'"))
                    .hasMessageContaining("no_more_booked_than_there_are");
        }
    }

    @Test
    void aPackThatIsHandedOverInvitesOnceAndTheLinkBooksOneSeat() throws Exception {
        String workshop = workshop(MEDIATOR, place("invited"), 5);
        UUID programme = UUID.randomUUID();
        UUID pack = UUID.randomUUID();
        ProducerRecord<String, byte[]> delivered =
                allocation("PackDelivered", "pack", pack, 1, """
                {"packId":"%s","programmeId":"%s"}""".formatted(pack, programme));
        send("allocation", "allocation.events", delivered, delivered);
        send("allocation", "allocation.events", programme(programme));
        UUID invitation = invitationOf(pack);
        send("allocation", "allocation.events", delivered);
        String code = codes.of(invitation);
        assertThat(code).hasSize(22);

        given().get("/v1/mediation/invitations/" + code)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("status", equalTo("ISSUED"))
                .body("workshops.id", hasItem(workshop));
        given().get("/v1/mediation/invitations/" + "A".repeat(22)).then().statusCode(404);
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/bookings/" + invitation)
                .then()
                .statusCode(404);

        String path = "/v1/mediation/invitations/" + code + "/booking";
        String body = "{\"workshopId\":\"" + workshop + "\"}";
        given().contentType(ContentType.JSON).body(body).post(path).then().statusCode(400);
        List<Future<Response>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(10)) {
            for (int i = 0; i < 10; i++) {
                String key = "link-" + i;
                calls.add(callers.submit(() -> given().contentType(ContentType.JSON)
                        .header("Idempotency-Key", key)
                        .body(body)
                        .post(path)));
            }
        }
        int booked = 0;
        String winner = "";
        for (int i = 0; i < calls.size(); i++) {
            Response answer = calls.get(i).get();
            if (answer.statusCode() == 201) {
                booked++;
                winner = "link-" + i;
                answer.then().body("code", notNullValue()).body("title", notNullValue());
            } else {
                answer.then().statusCode(409).body("code", equalTo("invitation_used"));
            }
        }
        assertThat(booked).isOne();
        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", winner)
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true");
        given().get("/v1/mediation/invitations/" + code)
                .then()
                .statusCode(200)
                .body("status", equalTo("ACCEPTED"))
                .body("workshops", hasSize(0));

        assertThat(count("mediation", "select booked from workshop_seats where workshop_id = '" + workshop + "'"))
                .isOne();
        assertThat(count("mediation", "select count(*) from invitation where pack_id = '" + pack + "'"))
                .isOne();
        assertThat(typesOf(invitation.toString(), 2))
                .containsExactly("mediation.InvitationIssued.v1", "mediation.InvitationAccepted.v1");
        assertThat(everythingIn("mediation")).doesNotContain(code);
    }

    @Test
    void aHandOverThatDoesNotStandWithdrawsTheInvitation() throws Exception {
        UUID programme = UUID.randomUUID();
        UUID pack = UUID.randomUUID();
        send(
                "allocation",
                "allocation.events",
                programme(programme),
                allocation("PackSold", "pack", pack, 1, """
                        {"packId":"%s","programmeId":"%s","priceCents":9000}""".formatted(pack, programme)),
                allocation("HandOverCorrected", "pack", pack, 2, """
                        {"packId":"%s","reason":"erreur de saisie"}""".formatted(pack)));
        UUID invitation = invitationOf(pack);
        assertThat(typesOf(invitation.toString(), 2))
                .containsExactly("mediation.InvitationIssued.v1", "mediation.InvitationWithdrawn.v1");
        given().get("/v1/mediation/invitations/" + codes.of(invitation))
                .then()
                .statusCode(200)
                .body("status", equalTo("WITHDRAWN"));
        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", "late")
                .body("{\"workshopId\":\"%s\"}".formatted(workshop(MEDIATOR, place("late"), 5)))
                .post("/v1/mediation/invitations/" + codes.of(invitation) + "/booking")
                .then()
                .statusCode(409)
                .body("code", equalTo("invitation_used"));
    }

    @Test
    void whoIsPlantedIsNowhereInClearAndIsForgottenForGood() throws Exception {
        List<String> canaries = List.of("Kanarienvogel", "Zéphyrine", "0611223344", "zephyrine@canary.example");
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler listening = listen(logged);
        try {
            String workshop = workshop(MEDIATOR, place("people"), 5);
            String body = """
                    {"participant":{"givenName":"%s","familyName":"%s","birthYear":1957,"phone":"%s","email":"%s"}}""".formatted(canaries.get(1), canaries.get(0), canaries.get(2), canaries.get(3));
            String key = UUID.randomUUID().toString();
            Response answer =
                    command(MEDIATOR, key).body(body).post("/v1/mediation/workshops/" + workshop + "/bookings");
            answer.then().statusCode(201);
            String booking = answer.path("id");
            String ref = answer.path("participant");
            command(MEDIATOR, key)
                    .body(body)
                    .post("/v1/mediation/workshops/" + workshop + "/bookings")
                    .then()
                    .statusCode(201)
                    .header("Idempotent-Replayed", "true");
            Logger.getLogger("canary").info("the listener hears");
            command(MEDIATOR)
                    .body(body.replace("1957", "\"1957x\""))
                    .post("/v1/mediation/workshops/" + workshop + "/bookings")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/participant/birthYear"));
            command(MEDIATOR)
                    .body(body.replace("@canary", " canary"))
                    .post("/v1/mediation/workshops/" + workshop + "/bookings")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/participant/email"));

            given().auth()
                    .oauth2(MEDIATOR)
                    .get("/v1/mediation/bookings/" + booking + "/participant?purpose=ARRANGE")
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", "no-store")
                    .body("familyName", equalTo(canaries.get(0)))
                    .body("phone", equalTo(canaries.get(2)));
            given().auth()
                    .oauth2(MEDIATOR)
                    .get("/v1/mediation/people/" + ref + "/file")
                    .then()
                    .statusCode(200)
                    .body("person.contact.email", equalTo(canaries.get(3)))
                    .body("person.readings.purpose", hasItems("ARRANGE", "ACCESS_REQUEST"))
                    .body("bookings.id", hasItem(booking));
            assertThat(count("mediation_keys", "select count(*) from person_key where ref = '" + ref + "'"))
                    .isOne();
            assertThat(typesOf(booking, 1)).containsExactly("mediation.SeatBooked.v1");
            for (String database : List.of("mediation", "mediation_keys")) {
                assertThat(everythingIn(database)).doesNotContain(canaries);
            }
            assertThat(everythingOnKafka()).doesNotContain(canaries);

            command(MEDIATOR)
                    .post("/v1/mediation/people/" + ref + "/forgetting")
                    .then()
                    .statusCode(200);
            assertThat(count("mediation_keys", "select count(*) from person_key where ref = '" + ref + "'"))
                    .isZero();
            assertThat(count(
                            "mediation",
                            "select count(*) from person where ref = '" + ref
                                    + "' and contact is null and forgotten_at is not null"))
                    .isOne();
            given().auth()
                    .oauth2(MEDIATOR)
                    .get("/v1/mediation/bookings/" + booking + "/participant?purpose=ARRANGE")
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("forgotten"));
            command(MEDIATOR)
                    .post("/v1/mediation/people/" + ref + "/forgetting")
                    .then()
                    .statusCode(404);
            given().auth()
                    .oauth2(MEDIATOR)
                    .get("/v1/mediation/bookings/" + booking)
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("BOOKED"));
            assertThat(count("mediation", "select booked from workshop_seats where workshop_id = '" + workshop + "'"))
                    .isOne();
        } finally {
            Logger.getLogger("").removeHandler(listening);
        }
        assertThat(String.join("\n", logged)).contains("the listener hears").doesNotContain(canaries);
    }

    @Test
    void whomAllocationForgetsIsForgottenHereToo() throws Exception {
        String workshop = workshop(MEDIATOR, place("elsewhere"), 5);
        String ref = book(MEDIATOR, workshop, "{\"participant\":{\"givenName\":\"Zoé\"}}")
                .then()
                .statusCode(201)
                .extract()
                .path("participant");
        send(
                "allocation",
                "allocation.events",
                allocation("PersonForgotten", "person", UUID.fromString(ref), 1, """
                {"personRef":"%s"}""".formatted(ref)));
        await("the person to be forgotten")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("mediation_keys", "select count(*) from person_key where ref = '" + ref + "'") == 0
                        && count(
                                        "mediation",
                                        "select count(*) from person where ref = '" + ref + "' and contact is null")
                                == 1);
    }

    @Test
    void aKeyThatARestoreBringsBackIsDestroyedAgainAndThoseOfPeopleAreNot() throws Exception {
        String workshop = workshop(MEDIATOR, place("restored"), 5);
        String body = "{\"participant\":{\"givenName\":\"Zoé\"}}";
        String known =
                book(MEDIATOR, workshop, body).then().statusCode(201).extract().path("participant");
        String forgotten =
                book(MEDIATOR, workshop, body).then().statusCode(201).extract().path("participant");
        command(MEDIATOR)
                .post("/v1/mediation/people/" + forgotten + "/forgetting")
                .then()
                .statusCode(200);
        run("mediation_keys", "update person_key set made_at = now() - interval '2 hours'");
        run(
                "mediation_keys",
                "insert into person_key (ref, wrapped, made_at) values ('" + forgotten
                        + "', '', now() - interval '2 hours')");
        run("mediation", "update timer set due_at = '2020-01-01T00:00:00Z' where command = 'orphaned-keys'");
        await("the key to be destroyed")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("mediation_keys", "select count(*) from person_key where ref = '" + forgotten + "'")
                        == 0);
        assertThat(count("mediation_keys", "select count(*) from person_key where ref = '" + known + "'"))
                .isOne();
    }

    private static void run(String database, String sql) throws SQLException {
        try (Connection owner = DriverManager.getConnection(
                        backends().jdbcUrl(database),
                        database + "_owner",
                        backends().databasePassword(database + "_owner"));
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whileTheKeysAreAwayPeopleWaitAndNothingIsHalfDone() throws Exception {
        String workshop = workshop(MEDIATOR, place("keyless"), 5);
        String body = "{\"participant\":{\"givenName\":\"Zoé\"}}";
        try (Connection owner = DriverManager.getConnection(
                        backends().jdbcUrl("mediation_keys"),
                        "mediation_keys_owner",
                        backends().databasePassword("mediation_keys_owner"));
                Statement statement = owner.createStatement()) {
            statement.execute("alter table person_key rename to person_key_away");
            try {
                book(MEDIATOR, workshop, body)
                        .then()
                        .statusCode(503)
                        .header("Retry-After", notNullValue())
                        .contentType("application/problem+json");
                book(MEDIATOR, workshop, "{}").then().statusCode(201);
            } finally {
                statement.execute("alter table person_key_away rename to person_key");
            }
        }
        assertThat(count("mediation", "select booked from workshop_seats where workshop_id = '" + workshop + "'"))
                .isOne();
        book(MEDIATOR, workshop, body).then().statusCode(201);
    }

    @Test
    void whoeverLosesTheSeatThatTheLinkBookedBooksAgainByTheSameLink() throws Exception {
        String place = place("undone");
        String later = workshop(MEDIATOR, place, 12);
        String sponsor = TestTokens.of(SPONSOR, "mediator");
        for (String undone : List.of("by the host", "by the sponsor", "with the workshop")) {
            UUID invitation = invited();
            String workshop = workshop(MEDIATOR, place, 5);
            accept(invitation, workshop).then().statusCode(201);
            accept(invitation, later).then().statusCode(409).body("code", equalTo("invitation_used"));
            String seat = seatIn(workshop);
            Response cancelled = switch (undone) {
                case "by the host" -> act(MEDIATOR, "bookings/" + seat, "cancellation", 1, "{\"reason\":\"complet\"}");
                case "by the sponsor" -> act(sponsor, "bookings/" + seat, "cancellation", 1, "{\"reason\":\"souci\"}");
                default -> act(MEDIATOR, "workshops/" + workshop, "cancellation", 1, "{\"reason\":\"absent\"}");
            };
            cancelled.then().statusCode(200);

            await("the link to be good again, cancelled " + undone)
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> given().get("/v1/mediation/invitations/" + codes.of(invitation))
                            .then()
                            .body("status", equalTo("ISSUED"))
                            .body("workshops.id", hasItem(later)));
            accept(invitation, later).then().statusCode(201);
            assertThat(typesOf(invitation.toString(), 4))
                    .containsExactly(
                            "mediation.InvitationIssued.v1",
                            "mediation.InvitationAccepted.v1",
                            "mediation.InvitationReopened.v1",
                            "mediation.InvitationAccepted.v1");
        }
        assertThat(count("mediation", "select booked from workshop_seats where workshop_id = '" + later + "'"))
                .isEqualTo(3);
    }

    @Test
    void whoeverHoldsTheLinkSeesTheSeatAndGivesItBackOnce() throws Exception {
        String place = place("given-back");
        String workshop = workshop(MEDIATOR, place, 1);
        UUID invitation = invited();
        String path = "/v1/mediation/invitations/" + codes.of(invitation);
        given().get(path).then().body("booked", nullValue()).body("department", equalTo("67"));
        giveBack(path, "early", "B-000000").then().statusCode(409).body("code", equalTo("nothing_booked"));

        String seat =
                accept(invitation, workshop).then().statusCode(201).extract().path("code");
        given().get(path)
                .then()
                .statusCode(200)
                .body("status", equalTo("ACCEPTED"))
                .body("booked.code", equalTo(seat))
                .body("booked.placeName", notNullValue())
                .body("booked.from", notNullValue());
        giveBack(path, "other", "B-000000").then().statusCode(409).body("code", equalTo("nothing_booked"));
        giveBack("/v1/mediation/invitations/" + "A".repeat(22), "stranger", seat)
                .then()
                .statusCode(404);

        giveBack(path, "given-back", seat)
                .then()
                .statusCode(200)
                .body("status", equalTo("ISSUED"))
                .body("code", equalTo(seat));
        giveBack(path, "given-back", seat).then().statusCode(200).header("Idempotent-Replayed", "true");
        giveBack(path, "again", seat).then().statusCode(409).body("code", equalTo("nothing_booked"));
        assertThat(count("mediation", "select booked from workshop_seats where workshop_id = '" + workshop + "'"))
                .isZero();
        given().get(path)
                .then()
                .body("status", equalTo("ISSUED"))
                .body("booked", nullValue())
                .body("workshops.id", hasItem(workshop));

        accept(invitation, workshop).then().statusCode(201);
        giveBack(path, "given-back", seat).then().statusCode(200).header("Idempotent-Replayed", "true");
        assertThat(count("mediation", "select booked from workshop_seats where workshop_id = '" + workshop + "'"))
                .isOne();
        assertThat(typesOf(invitation.toString(), 4))
                .containsExactly(
                        "mediation.InvitationIssued.v1",
                        "mediation.InvitationAccepted.v1",
                        "mediation.InvitationReopened.v1",
                        "mediation.InvitationAccepted.v1");
    }

    @Test
    void aWorkshopTakesThoseWhomItAdmitsAndItsHostsBookForAnybody() throws Exception {
        UUID pack = UUID.randomUUID();
        UUID programme = UUID.randomUUID();
        send(
                "allocation",
                "allocation.events",
                programme(programme),
                allocation("PackDelivered", "pack", pack, 1, """
                        {"packId":"%s","programmeId":"%s"}""".formatted(pack, programme)));
        UUID invitation = invitationOf(pack);
        String place = placeElsewhere("admission");
        String told = """
                {"themes":["EMAIL","PROCEDURES_HOUSING"],"level":"BEGINNER","languages":["fr","fsl"],"priceCents":500,\
                "vouchers":["PASS_NUMERIQUE"],"admission":{"rule":"BY_INVITATION"}}""";
        String invited = scheduled(MEDIATOR, described(place, told));
        read("workshops/" + invited)
                .body("description.themes", contains("EMAIL", "PROCEDURES_HOUSING"))
                .body("description.level", equalTo("BEGINNER"))
                .body("description.languages", contains("fr", "fsl"))
                .body("description.priceCents", equalTo(500))
                .body("description.vouchers", contains("PASS_NUMERIQUE"))
                .body("description.admission.rule", equalTo("BY_INVITATION"))
                .body("legal", hasItem("DESCRIPTION"));
        book(STRANGER, invited, "{}").then().statusCode(409).body("code", equalTo("invitation_needed"));
        book(STRANGER, invited, "{\"waitingList\":true}").then().statusCode(409);
        book(MEDIATOR, invited, "{}").then().statusCode(201);
        accept(invitation, invited).then().statusCode(201);

        String rule = "{\"admission\":{\"rule\":\"BY_PROGRAMME\",\"programmes\":[\"%s\"]}}";
        String others = scheduled(MEDIATOR, described(place, rule.formatted(UUID.randomUUID())));
        String own = scheduled(MEDIATOR, described(place, rule.formatted(programme)));
        book(STRANGER, own, "{}")
                .then()
                .statusCode(409)
                .body("code", equalTo("programme_not_admitted"))
                .body("extensions.programmes", contains(programme.toString()));
        book(STRANGER, own, "{\"programmeId\":\"" + programme + "\"}").then().statusCode(201);
        UUID second = invited();
        accept(second, own).then().statusCode(409).body("code", equalTo("programme_not_admitted"));
        given().get("/v1/mediation/invitations/" + codes.of(second))
                .then()
                .body("workshops.id", not(hasItem(own)))
                .body("workshops.id", not(hasItem(others)));

        act(MEDIATOR, "workshops/" + own, "description", 1, "{\"description\":{}}")
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("description.admission.rule", equalTo("OPEN"));
        accept(second, own).then().statusCode(201);
        act(STRANGER, "workshops/" + own, "description", 2, "{\"description\":{}}")
                .then()
                .statusCode(403);
        assertThat(typesOf(own, 1)).as("no event tells of it").containsExactly("mediation.WorkshopScheduled.v1");
    }

    @Test
    void theLinkShowsWhatAdmitsItHoweverManyForOthersComeBefore() throws Exception {
        String place = place("crowded");
        Instant soon = Instant.now().plus(10, ChronoUnit.MINUTES);
        String others = workshopBody(place, 5, soon);
        for (int i = 0; i < 22; i++) {
            var _ = scheduled(
                    MEDIATOR,
                    others.substring(0, others.lastIndexOf('}'))
                            + ",\"description\":{\"admission\":{\"rule\":\"BY_PROGRAMME\",\"programmes\":[\""
                            + UUID.randomUUID() + "\"]}}}");
        }
        String open = scheduled(MEDIATOR, workshopBody(place, 5, soon.plus(1, ChronoUnit.MINUTES)));
        given().get("/v1/mediation/invitations/" + codes.of(invited()))
                .then()
                .statusCode(200)
                .body("workshops[0].id", equalTo(open));
    }

    @Test
    void aDescriptionThatDoesNotHoldTogetherIsRefusedWhereItDoesNot() {
        String workshop = nextMonth(placeElsewhere("described"));
        Map.of(
                        "{\"languages\":[\"fr\",\"xx\"]}",
                        "/description/languages/1 unknown_language",
                        "{\"admission\":{\"rule\":\"BY_PROGRAMME\"}}",
                        "/description/admission/programmes programmes_missing",
                        "{\"admission\":{\"rule\":\"OPEN\",\"programmes\":[\"" + UUID.randomUUID() + "\"]}}",
                        "/description/admission/programmes programmes_not_asked",
                        "{\"priceCents\":100001}",
                        "/description/priceCents too_large",
                        "{\"themes\":[\"COOKING\"]}",
                        "/description/themes/0 not_one_of")
                .forEach((description, fault) -> act(
                                MEDIATOR,
                                "workshops/" + workshop,
                                "description",
                                1,
                                "{\"description\":" + description + "}")
                        .then()
                        .statusCode(422)
                        .body("errors.collect { it.pointer + ' ' + it.code }", contains(fault)));
    }

    @Test
    void aSeriesIsScheduledWholeOrNotAtAllAndEachOfItsWorkshopsIsOnItsOwn() {
        String place = placeElsewhere("series");
        Instant from = Instant.now().plus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        ZonedDateTime first = from.atZone(Geography.METROPOLITAN_TIME);
        String mediator = "S-" + UUID.randomUUID();
        String body = """
                {"placeId":"%s","title":"Cycle débutants","from":"%s","until":"%s","capacity":6,"mediatorRefs":["%s"],\
                "description":{"level":"BEGINNER"},"repeat":{"everyWeeks":2,"times":20,"except":["%s"]}}""".formatted(
                        place,
                        from,
                        from.plus(2, ChronoUnit.HOURS),
                        mediator,
                        first.plusWeeks(4).toLocalDate());
        JsonPath series = command(MEDIATOR)
                .body(body)
                .post("/v1/mediation/series")
                .then()
                .statusCode(200)
                .body("workshops", hasSize(19))
                .extract()
                .jsonPath();
        List<String> begins = series.getList("workshops.from");
        assertThat(begins).allSatisfy(at -> {
            ZonedDateTime local = Instant.parse(at).atZone(Geography.METROPOLITAN_TIME);
            assertThat(local.toLocalTime()).isEqualTo(first.toLocalTime());
            assertThat(local.getDayOfWeek()).isEqualTo(first.getDayOfWeek());
            assertThat(local.toLocalDate()).isNotEqualTo(first.plusWeeks(4).toLocalDate());
        });
        assertThat(begins.stream()
                        .map(at -> Instant.parse(at)
                                .atZone(Geography.METROPOLITAN_TIME)
                                .getOffset())
                        .distinct())
                .as("clocks change meanwhile")
                .hasSize(2);
        listed(MEDIATOR, "workshops", Map.of("seriesId", series.getString("seriesId")))
                .body("id", equalTo(series.getList("workshops.id")))
                .body("seriesId", everyItem(equalTo(series.getString("seriesId"))))
                .body("description.level", everyItem(equalTo("BEGINNER")));
        String one = series.getString("workshops[3].id");
        act(MEDIATOR, "workshops/" + one, "cancellation", 1, "{\"reason\":\"férié\"}")
                .then()
                .statusCode(200);
        read("workshops/" + series.getString("workshops[4].id")).body("status", equalTo("SCHEDULED"));
        book(STRANGER, series.getString("workshops[18].id"), "{}").then().statusCode(201);

        command(MEDIATOR)
                .body(body.replace("\"everyWeeks\":2", "\"everyWeeks\":1"))
                .post("/v1/mediation/series")
                .then()
                .statusCode(409)
                .body("code", equalTo("in_two_places"))
                .body("extensions.collides[0].reference", equalTo(mediator));
        listed(MEDIATOR, "workshops", Map.of("placeId", place)).body("id", hasSize(18));

        Map.of(
                        "\"times\":20",
                        "\"times\":40,/repeat too_long",
                        "[\"" + first.plusWeeks(4).toLocalDate(),
                        "[\"" + first.plusWeeks(5).toLocalDate() + ",/repeat/except/0 not_in_series",
                        "\"until\":\"" + from.plus(2, ChronoUnit.HOURS),
                        "\"until\":\"" + from + ",/until not_after_from")
                .forEach((right, wrong) -> {
                    String[] parts = wrong.split(",/", 2);
                    command(MEDIATOR)
                            .body(body.replace(right, parts[0]))
                            .post("/v1/mediation/series")
                            .then()
                            .statusCode(422)
                            .body("errors.collect { it.pointer + ' ' + it.code }", contains("/" + parts[1]));
                });
        command(MEDIATOR)
                .body(body.replace("\"times\":20", "\"times\":2")
                        .replace(
                                first.plusWeeks(4).toLocalDate().toString(),
                                first.plusWeeks(2).toLocalDate().toString()))
                .post("/v1/mediation/series")
                .then()
                .statusCode(422)
                .body("errors.code", contains("not_a_series"));
    }

    @Test
    void arrivalsThatSeveralDevicesNotedOfflineAreEachOneWhoeverSendsThemAndHoweverOften() throws Exception {
        String workshop = workshop(MEDIATOR, placeElsewhere("door"), 40);
        String booked =
                book(STRANGER, workshop, "{}").then().statusCode(201).extract().path("code");
        List<String> refs = IntStream.range(0, 20)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .toList();
        String code = "{\"ref\":\"%s\",\"code\":\"%s\"}".formatted(UUID.randomUUID(), booked.toLowerCase(Locale.ROOT));
        List<Callable<Response>> calls = new ArrayList<>();
        for (int device = 0; device < 8; device++) {
            List<String> noted = new ArrayList<>(List.of(code));
            refs.subList(device, device + 12).forEach(ref -> noted.add("{\"ref\":\"" + ref + "\"}"));
            Collections.shuffle(noted, new Random(device));
            calls.add(() -> patiently(() -> checkIn(workshop, noted)));
        }
        try (ExecutorService devices = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Response> answer : devices.invokeAll(calls)) {
                answer.get().then().statusCode(200).body("rejected", equalTo(0)).body("rows", hasSize(13));
            }
        }
        checkIn(
                        workshop,
                        refs.subList(0, 19).stream()
                                .map(ref -> "{\"ref\":\"" + ref + "\"}")
                                .toList())
                .then()
                .statusCode(200)
                .body("recorded", equalTo(0))
                .body("unchanged", equalTo(19));
        assertThat(count("mediation", "select booked from workshop_seats where workshop_id = '" + workshop + "'"))
                .isEqualTo(20);
        assertThat(count(
                        "mediation",
                        "select count(*) from booking where status = 'ATTENDED' and workshop_id = '" + workshop + "'"))
                .isEqualTo(20);
    }

    @Test
    void whoeverWalksInTakesASeatThatIsLeftAndEachArrivalIsJudgedOnItsOwn() {
        String workshop = workshop(MEDIATOR, placeElsewhere("doorway"), 2);
        String ref = UUID.randomUUID().toString();
        Response answer = checkIn(
                workshop,
                List.of(
                        "{\"ref\":\"" + ref + "\"}",
                        "{\"ref\":\"" + UUID.randomUUID() + "\",\"code\":\"B-NOBODY\"}",
                        "{\"ref\":\"" + UUID.randomUUID() + "\",\"at\":\""
                                + Instant.now().minus(2, ChronoUnit.HOURS) + "\"}",
                        "{\"ref\":\"" + UUID.randomUUID() + "\"}",
                        "{\"ref\":\"" + UUID.randomUUID() + "\"}"));
        answer.then()
                .statusCode(200)
                .body("recorded", equalTo(2))
                .body("rejected", equalTo(3))
                .body("rows[1].errors[0].pointer", equalTo("/checkIns/1"))
                .body("rows[1].errors[0].code", equalTo("unknown"))
                .body("rows[2].errors[0].pointer", equalTo("/checkIns/2/at"))
                .body("rows[2].errors[0].code", equalTo("too_early"))
                .body("rows[4].errors[0].code", equalTo("workshop_full"));
        read("workshops/" + workshop).body("seatsLeft", equalTo(0));
        read("bookings/" + answer.path("rows[0].bookingId"))
                .body("status", equalTo("ATTENDED"))
                .body("partnerRef", equalTo(ref))
                .body("participant", nullValue());
        String another = workshop(MEDIATOR, placeElsewhere("doorway too"), 2);
        checkIn(another, List.of("{\"ref\":\"" + ref + "\"}"))
                .then()
                .statusCode(200)
                .body("rows[0].errors[0].code", equalTo("reference_twice"))
                .body("rows[0].errors[0].pointer", equalTo("/checkIns/0/ref"));
        checkIn(another, List.of("{\"ref\":\"" + ref + "\"}", "{\"ref\":\"" + ref + "\"}"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/checkIns/1"));
        command(STRANGER)
                .body("{\"checkIns\":[{\"ref\":\"" + UUID.randomUUID() + "\"}]}")
                .post("/v1/mediation/workshops/" + another + "/check-ins")
                .then()
                .statusCode(403);
    }

    /** Sends it again as long as others are being answered. */
    private static Response patiently(Supplier<Response> call) {
        Response answer = call.get();
        while (answer.statusCode() == 503) {
            answer = call.get();
        }
        return answer;
    }

    private static Response checkIn(String workshop, List<String> arrivals) {
        return command(MEDIATOR)
                .body("{\"checkIns\":[" + String.join(",", arrivals) + "]}")
                .post("/v1/mediation/workshops/" + workshop + "/check-ins");
    }

    @Test
    void theAttendanceSheetNamesCodesAndOrganisationsAndNobody() throws Exception {
        String workshop = workshop(MEDIATOR, placeElsewhere("sheet"), 4);
        String code = book(
                        STRANGER, workshop, "{\"participant\":{\"familyName\":\"Sheetname\",\"phone\":\"0612345678\"}}")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
        byte[] pdf = given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/workshops/" + workshop + "/attendance-sheet.pdf")
                .then()
                .statusCode(200)
                .contentType("application/pdf")
                .extract()
                .asByteArray();
        try (PDDocument read = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(read);
            assertThat(text)
                    .contains("Feuille de présence", code, "Premiers pas", "Venus sans réserver")
                    .doesNotContain("Sheetname", "0612345678", "06 12");
        }
        given().auth()
                .oauth2(STRANGER)
                .get("/v1/mediation/workshops/" + workshop + "/attendance-sheet.pdf")
                .then()
                .statusCode(403);
    }

    @Test
    void whatAnOrganisationHasHeldIsAFileInTheWordsOfLaCoopThatNamesNobody() {
        String place = placeElsewhere("activity");
        String body = workshopBody(place, 4);
        String workshop = scheduled(
                MEDIATOR,
                body.substring(0, body.lastIndexOf('}'))
                        + ",\"description\":{\"themes\":[\"SAFETY\",\"EMAIL\"],\"level\":\"BEGINNER\"}}");
        String empty = workshop(MEDIATOR, place, 4);
        checkIn(workshop, List.of("{\"ref\":\"" + UUID.randomUUID() + "\"}", "{\"ref\":\"" + UUID.randomUUID() + "\"}"))
                .then()
                .body("recorded", equalTo(2));
        LocalDate day = Instant.now()
                .plus(20, ChronoUnit.MINUTES)
                .atZone(Geography.METROPOLITAN_TIME)
                .toLocalDate();
        String path = "/v1/mediation/activities.csv?from=" + day.minusDays(1) + "&until=" + day;
        String file = given().auth()
                .oauth2(MEDIATOR)
                .get(path)
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .extract()
                .asString();
        assertThat(file.lines().findFirst())
                .contains(
                        "\ufeffid;type;date;duree;titreAtelier;niveau;thematiques;typeLieu;lieu;lieuCodeInsee;structureId;accompagnementsCount");
        assertThat(file.lines().filter(line -> line.startsWith(workshop)))
                .containsExactly(workshop + ";collectif;" + day
                        + ";120;Premiers pas;debutant;email|securite_numerique;lieu_activite;Tiers-lieu activity;54395;"
                        + TestTokens.WORKSHOP + ";2");
        assertThat(file).doesNotContain(empty);
        assertThat(given().auth().oauth2(STRANGER).get(path).asString()).doesNotContain(workshop);
        assertThat(given().auth()
                        .oauth2(MEDIATOR)
                        .get("/v1/mediation/activities.csv?from=2021-01-01&until=2021-12-31")
                        .asString())
                .doesNotContain(workshop);
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/activities.csv?from=2026-02-01&until=2026-01-01")
                .then()
                .statusCode(422)
                .body("errors.code", contains("before_from"))
                .body("errors.pointer", contains("/until"));
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/activities.csv?from=2026-02-01")
                .then()
                .statusCode(422);
    }

    private static String described(String place, String description) {
        String body = workshopBody(place, 5, Instant.now().plus(30, ChronoUnit.DAYS));
        return body.substring(0, body.lastIndexOf('}')) + ",\"description\":" + description + "}";
    }

    private static Response giveBack(String path, String key, String seat) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body("{\"code\":\"" + seat + "\"}")
                .post(path + "/cancellation");
    }

    @Test
    void aPackThatComesBackTakesTheLinkAwayAndNoCancellationGivesItBack() throws Exception {
        UUID pack = UUID.randomUUID();
        UUID invitation = invited(pack);
        String workshop = workshop(MEDIATOR, place("returned"), 5);
        accept(invitation, workshop).then().statusCode(201);
        send("allocation", "allocation.events", allocation("PackReturned", "pack", pack, 2, """
                {"packId":"%s","devices":[],"reason":"panne"}""".formatted(pack)));
        await("the link to lead nowhere")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/v1/mediation/invitations/" + codes.of(invitation))
                        .then()
                        .body("status", equalTo("WITHDRAWN")));

        String seat = seatIn(workshop);
        act(MEDIATOR, "bookings/" + seat, "cancellation", 1, "{\"reason\":\"rendu\"}")
                .then()
                .statusCode(200);
        await("the timer to have fired")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("mediation", "select count(*) from timer where key = '" + seat + "'") == 0);
        accept(invitation, workshop).then().statusCode(409).body("code", equalTo("invitation_used"));
    }

    @Test
    void aPackThatDidNotComeBackAfterAllGivesTheSameLinkBackAsItWas() throws Exception {
        String workshop = nextMonth(place("reinstated"));
        UUID unused = UUID.randomUUID();
        UUID used = UUID.randomUUID();
        UUID cancelled = UUID.randomUUID();
        Map<UUID, UUID> invitations =
                Map.of(unused, invited(unused), used, invited(used), cancelled, invited(cancelled));
        UUID held = Objects.requireNonNull(invitations.get(used));
        UUID lost = Objects.requireNonNull(invitations.get(cancelled));
        accept(lost, workshop).then().statusCode(201);
        String seat = seatIn(workshop);
        accept(held, workshop).then().statusCode(201);
        for (Map.Entry<UUID, UUID> of : invitations.entrySet()) {
            send("allocation", "allocation.events", allocation("PackReturned", "pack", of.getKey(), 2, """
                    {"packId":"%s","devices":[],"reason":"panne"}""".formatted(
                            of.getKey())));
            linkBecomes(of.getValue(), "WITHDRAWN");
        }
        act(MEDIATOR, "bookings/" + seat, "cancellation", 1, "{\"reason\":\"absent\"}")
                .then()
                .statusCode(200);

        for (UUID pack : invitations.keySet()) {
            send("allocation", "allocation.events", allocation("PackReturnCorrected", "pack", pack, 3, """
                    {"packId":"%s","reason":"autre pack"}""".formatted(
                            pack)));
        }

        linkBecomes(Objects.requireNonNull(invitations.get(unused)), "ISSUED");
        linkBecomes(held, "ACCEPTED");
        linkBecomes(lost, "ISSUED");
        given().get("/v1/mediation/invitations/" + codes.of(held)).then().body("booked.code", notNullValue());
        accept(held, workshop).then().statusCode(409).body("code", equalTo("invitation_used"));
        accept(lost, workshop).then().statusCode(201);
        assertThat(typesOf(held.toString(), 4))
                .containsExactly(
                        "mediation.InvitationIssued.v1",
                        "mediation.InvitationAccepted.v1",
                        "mediation.InvitationWithdrawn.v1",
                        "mediation.InvitationReinstated.v1");
    }

    private void linkBecomes(UUID invitation, String status) {
        await("the link to be " + status)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/v1/mediation/invitations/" + codes.of(invitation))
                        .then()
                        .body("status", equalTo(status)));
    }

    @Test
    void aWorkshopIsRescheduledAndWhoeverHasASeatIsTold() throws Exception {
        String place = place("here");
        String elsewhere = place("there");
        String workshop = workshop(MEDIATOR, place, 5);
        UUID invitation = invited();
        accept(invitation, workshop).then().statusCode(201);
        String seat = seatIn(workshop);
        Instant from = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        String path = "workshops/" + workshop;
        Dated scheduled = Dated.in(read(path));

        act(MEDIATOR, path, "rescheduling", 1, "{\"title\":\"Deuxièmes pas\",\"reason\":\"titre\"}")
                .then()
                .statusCode(200)
                .body("title", equalTo("Deuxièmes pas"))
                .body("version", equalTo(2));
        act(MANAGER, path, "rescheduling", 2, """
                        {"from":"%s","until":"%s","reason":"salle prise"}""".formatted(from, from.plusSeconds(3600)))
                .then()
                .statusCode(200)
                .body("from", equalTo(from.toString()));
        Dated moved = scheduled.moved(act(
                        MEDIATOR,
                        path,
                        "rescheduling",
                        3,
                        "{\"placeId\":\"%s\",\"reason\":\"travaux\"}".formatted(elsewhere))
                .then()
                .statusCode(200)
                .body("placeId", equalTo(elsewhere)));
        moved.kept(act(MEDIATOR, path, "rescheduling", 4, "{\"from\":\"%s\",\"reason\":\"pareil\"}".formatted(from))
                .then()
                .statusCode(200)
                .body("version", equalTo(4)));
        moved.kept(read(path));
        moved.listed(
                since -> listed(MEDIATOR, "workshops", Map.of("placeId", elsewhere, "changedSince", since.toString())),
                workshop);

        assertThat(typesOf(workshop, 4))
                .containsExactly(
                        "mediation.WorkshopScheduled.v1",
                        "mediation.WorkshopRescheduled.v1",
                        "mediation.WorkshopRescheduled.v1",
                        "mediation.WorkshopRescheduled.v1");
        assertThat(typesOf(seat, 4)).endsWith("mediation.BookingRescheduled.v1", "mediation.BookingRescheduled.v1");
        assertThat(typesOf(invitation.toString(), 5))
                .endsWith(
                        "mediation.InvitationRescheduled.v1",
                        "mediation.InvitationRescheduled.v1",
                        "mediation.InvitationRescheduled.v1");
        read("bookings/" + seat).body("status", equalTo("BOOKED"));
    }

    @Test
    void aWorkshopIsNotRescheduledAgainstWhatItIs() throws Exception {
        String place = place("fixed");
        String workshop = workshop(MEDIATOR, place, 5);
        String path = "workshops/" + workshop;
        act(MEDIATOR, path, "rescheduling", 1, "{\"until\":\"%s\",\"reason\":\"x\"}".formatted(Instant.now()))
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("not_after_from"));
        act(MEDIATOR, path, "rescheduling", 1, "{\"title\":\"Appeler le 06 12 34 56 78\",\"reason\":\"x\"}")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/title"));
        act(STRANGER, path, "rescheduling", 1, "{\"title\":\"Autre\",\"reason\":\"x\"}")
                .then()
                .statusCode(403);
        act(MANAGER, path, "rescheduling", 1, "{\"placeId\":\"%s\",\"reason\":\"x\"}".formatted(place("other")))
                .then()
                .statusCode(403);
        String seat = book(MEDIATOR, workshop, "{}").path("id");
        act(MEDIATOR, "bookings/" + seat, "attendance", 1, "{\"present\":true}")
                .then()
                .statusCode(200);
        Instant later = Instant.now().plus(2, ChronoUnit.DAYS);
        act(MEDIATOR, path, "rescheduling", 1, """
                        {"from":"%s","until":"%s","reason":"plus tard"}""".formatted(later, later.plusSeconds(60)))
                .then()
                .statusCode(409)
                .body("code", equalTo("attendance_recorded"));
        act(MEDIATOR, path, "cancellation", 1, "{\"reason\":\"annulé\"}").then().statusCode(200);
        act(MEDIATOR, path, "rescheduling", 2, "{\"title\":\"Autre\",\"reason\":\"x\"}")
                .then()
                .statusCode(409)
                .body("code", equalTo("illegal_now"));
    }

    @Test
    void aPlaceIsAmendedWithItsReasonAndItsWorkshopsTakePlaceUnderItsName() throws Exception {
        String place = place("amended");
        String path = "places/" + place;
        String workshop = nextMonth(place);
        Dated opened = Dated.in(read(path));
        String lastStepAt = read(path).extract().path("lastStepAt");

        Dated named = opened.moved(act(
                        MANAGER,
                        path,
                        "amendment",
                        1,
                        "{\"name\":\"Tiers-lieu du Neuhof\",\"reason\":\"Erreur de saisie\"}")
                .then()
                .statusCode(200)
                .body("name", equalTo("Tiers-lieu du Neuhof"))
                .body("hosts", contains(TestTokens.WORKSHOP.toString()))
                .body("lastStepAt", equalTo(lastStepAt))
                .body("version", equalTo(2)));
        named.kept(read(path));
        named.kept(act(MANAGER, path, "amendment", 2, "{\"name\":\"Tiers-lieu du Neuhof\",\"reason\":\"pareil\"}")
                .then()
                .statusCode(200)
                .body("version", equalTo(2)));
        read("workshops/" + workshop)
                .body("placeName", equalTo("Tiers-lieu du Neuhof"))
                .body("version", equalTo(2));

        act(MANAGER, path, "amendment", 2, "{\"hosts\":[],\"reason\":\"fin de la convention\"}")
                .then()
                .statusCode(200)
                .body("name", equalTo("Tiers-lieu du Neuhof"))
                .body("hosts", hasSize(0));
        given().auth().oauth2(MEDIATOR).get("/v1/mediation/" + path).then().statusCode(404);
        command(MEDIATOR)
                .body(workshopBody(place, 5))
                .post("/v1/mediation/workshops")
                .then()
                .statusCode(404);
        read("workshops/" + workshop).body("status", equalTo("SCHEDULED")).body("version", equalTo(2));

        act(MANAGER, path, "amendment", 3, """
                        {"name":"Tiers-lieu","hosts":["%s"],"reason":"nouvelle convention"}""".formatted(TestTokens.WORKSHOP))
                .then()
                .statusCode(200);
        read(path).body("name", equalTo("Tiers-lieu")).body("version", equalTo(4));
        act(MANAGER, path, "closure", 4, "{\"reason\":\"travaux\"}").then().statusCode(200);

        assertThat(typesOf(place, 5))
                .containsExactly(
                        "mediation.PlaceOpened.v1",
                        "mediation.PlaceAmended.v1",
                        "mediation.PlaceAmended.v1",
                        "mediation.PlaceAmended.v1",
                        "mediation.PlaceClosed.v1");
        act(MANAGER, path, "amendment", 5, "{\"name\":\"Trop tard\",\"reason\":\"x\"}")
                .then()
                .statusCode(409)
                .body("code", equalTo("illegal_now"));
    }

    @Test
    void aPlaceIsNotAmendedByOthersNorToWhatNoPlaceIs() {
        String path = "places/" + place("its own");
        Map<String, String> wrong = Map.of(
                "{\"name\":\"\",\"reason\":\"x\"}",
                "/name",
                "{\"name\":\"Appeler le 06 12 34 56 78\",\"reason\":\"x\"}",
                "/name",
                "{\"hosts\":[\"%s\"],\"reason\":\"x\"}".formatted(UUID.randomUUID()),
                "/hosts",
                "{\"name\":\"Sans raison\"}",
                "/reason",
                "{\"commune\":\"67482\",\"reason\":\"x\"}",
                "/commune");
        wrong.forEach((body, pointer) -> act(MANAGER, path, "amendment", 1, body)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer)));
        String body = "{\"name\":\"Autre\",\"reason\":\"x\"}";
        act(MEDIATOR, path, "amendment", 1, body).then().statusCode(403);
        act(STRANGER, path, "amendment", 1, body).then().statusCode(404);
        act(MANAGER, path, "amendment", 2, body).then().statusCode(412);
        read(path).body("version", equalTo(1));
    }

    @Test
    void aWorkshopThatIsScheduledWhileItsPlaceIsAmendedBearsTheNewName() throws Exception {
        String place = place("former");

        List<Response> answers = oneBehindTheOther(
                "select from place where id = '" + place + "' for update",
                () -> act(MANAGER, "places/" + place, "amendment", 1, "{\"name\":\"Nouveau\",\"reason\":\"x\"}"),
                () -> command(MEDIATOR)
                        .body(workshopBody(place, 5, Instant.now().plus(30, ChronoUnit.DAYS)))
                        .post("/v1/mediation/workshops"));

        answers.get(0).then().statusCode(200).body("name", equalTo("Nouveau"));
        answers.get(1).then().statusCode(201).body("placeName", equalTo("Nouveau"));
    }

    @Test
    void noWorkshopComesToAPlaceThatIsClosingMeanwhile() throws Exception {
        String closing = place("closing");
        String workshop = nextMonth(place("before"));

        List<Response> answers = oneBehindTheOther(
                "select from place where id = '" + closing + "' for update",
                () -> act(MANAGER, "places/" + closing, "closure", 1, "{\"reason\":\"travaux\"}"),
                () -> act(
                        MEDIATOR,
                        "workshops/" + workshop,
                        "rescheduling",
                        1,
                        "{\"placeId\":\"%s\",\"reason\":\"déménagement\"}".formatted(closing)),
                () -> command(MEDIATOR).body(workshopBody(closing, 5)).post("/v1/mediation/workshops"));

        answers.get(0).then().statusCode(200).body("status", equalTo("CLOSED"));
        for (Response late : answers.subList(1, 3)) {
            late.then().statusCode(409).body("code", equalTo("illegal_now"));
        }
        listed(MEDIATOR, "workshops", Map.of("placeId", closing)).body("id", hasSize(0));
    }

    @Test
    void aPlaceClosesOnceAWorkshopHasComeToIt() throws Exception {
        String closing = place("just in time");
        String workshop = nextMonth(place("earlier"));

        List<Response> answers = oneBehindTheOther(
                "select from place where id = '" + closing + "' for update",
                () -> act(
                        MEDIATOR,
                        "workshops/" + workshop,
                        "rescheduling",
                        1,
                        "{\"placeId\":\"%s\",\"reason\":\"déménagement\"}".formatted(closing)),
                () -> act(MANAGER, "places/" + closing, "closure", 1, "{\"reason\":\"travaux\"}"));

        answers.get(0).then().statusCode(200).body("placeId", equalTo(closing));
        answers.get(1).then().statusCode(200).body("status", equalTo("CLOSED"));
    }

    /** Lets calls wait for a lock that is held, each behind the one before, and then all go on. */
    @SafeVarargs
    private static <T> List<T> oneBehindTheOther(String locking, Callable<T>... calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = ownersConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(locking);
            List<Future<T>> waiting = new ArrayList<>();
            for (Callable<T> call : calls) {
                waiting.add(threads.submit(call));
                await("call " + waiting.size() + " to wait")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> count("mediation", "select count(*) from pg_locks where not granted")
                                == waiting.size());
            }
            holder.rollback();
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : waiting) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static Connection ownersConnection() throws SQLException {
        return DriverManager.getConnection(
                backends().jdbcUrl("mediation"), "mediation_owner", backends().databasePassword("mediation_owner"));
    }

    @Test
    void nobodyHasComeToAWorkshopThatHasNotBegun() {
        String place = place("tomorrow");
        for (Duration ahead : List.of(Duration.ofMinutes(40), Duration.ofDays(1), Duration.ofDays(40))) {
            String workshop = command(MEDIATOR)
                    .body(workshopBody(place, 5, Instant.now().plus(ahead)))
                    .post("/v1/mediation/workshops")
                    .path("id");
            String seat = book(MEDIATOR, workshop, "{}").path("id");
            act(MEDIATOR, "bookings/" + seat, "attendance", 1, "{\"present\":true}")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/occurredAt"))
                    .body("errors[0].code", equalTo("too_early"));
            command(MEDIATOR)
                    .body("{\"absent\":[\"%s\"]}".formatted(seat))
                    .post("/v1/mediation/workshops/" + workshop + "/attendance")
                    .then()
                    .statusCode(422)
                    .body("errors[0].code", equalTo("too_early"));
        }
        String begun = workshop(MEDIATOR, place, 5);
        String seat = book(MEDIATOR, begun, "{}").path("id");
        for (String at : List.of(
                Instant.now().minus(1, ChronoUnit.DAYS).toString(),
                Instant.now().plus(31, ChronoUnit.MINUTES).toString(),
                "2999-01-01T00:00:00Z")) {
            act(MEDIATOR, "bookings/" + seat, "attendance", 1, "{\"present\":true,\"occurredAt\":\"%s\"}".formatted(at))
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/occurredAt"));
        }
        act(MEDIATOR, "bookings/" + seat, "attendance", 1, "{\"present\":true}")
                .then()
                .statusCode(200);
    }

    @Test
    void noStepIsRecordedBeforeTheOneThatItFollows() {
        String before = "\"occurredAt\":\"" + Instant.now().minus(2, ChronoUnit.HOURS) + "\"";
        String reason = "{\"reason\":\"avant\"," + before + "}";
        String place = place("order");
        String workshop = workshop(MEDIATOR, place, 5);
        String seat = book(MEDIATOR, workshop, "{}").path("id");
        for (Response early : List.of(
                act(MANAGER, "places/" + place, "closure", 1, reason),
                act(MEDIATOR, "workshops/" + workshop, "cancellation", 1, reason),
                act(MEDIATOR, "workshops/" + workshop, "capacity", 1, "{\"capacity\":9," + before + "}"),
                act(MEDIATOR, "bookings/" + seat, "cancellation", 1, reason))) {
            early.then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/occurredAt"))
                    .body("errors[0].code", equalTo("before_last_step"));
        }
        act(MEDIATOR, "bookings/" + seat, "cancellation", 1, "{\"reason\":\"maintenant\"}")
                .then()
                .statusCode(200);
    }

    @Test
    void aParticipantsContactIsPutRightAndNothingOfItIsToldElsewhere() throws Exception {
        String workshop = workshop(MEDIATOR, place("typo"), 5);
        Response booked = book(MEDIATOR, workshop, """
                {"participant":{"givenName":"Zelie","familyName":"Kanarienkorb","phone":"0611223345",
                "email":"zelie@canary.example"}}""");
        String booking = booked.path("id");
        String ref = booked.path("participant");
        String path = "/v1/mediation/people/" + ref + "/correction";
        for (String correction : List.of(
                "{\"givenName\":\"Zélie\",\"reason\":\"accent\"}",
                "{\"email\":\"zelie.k@canary.example\",\"reason\":\"faute de frappe\"}",
                "{\"remove\":[\"PHONE\"],\"reason\":\"numéro d'un autre\"}")) {
            command(MEDIATOR).body(correction).post(path).then().statusCode(200).body("ref", equalTo(ref));
        }
        for (String refused : List.of(
                "{\"reason\":\"rien\"}",
                "{\"phone\":\"0611223346\",\"remove\":[\"PHONE\"],\"reason\":\"les deux\"}",
                "{\"email\":\"zelie\",\"reason\":\"faute\"}",
                "{\"givenName\":\"Zélie\"}")) {
            command(MEDIATOR).body(refused).post(path).then().statusCode(422);
        }
        command(STRANGER)
                .body("{\"givenName\":\"Autre\",\"reason\":\"x\"}")
                .post(path)
                .then()
                .statusCode(404);

        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/bookings/" + booking + "/participant?purpose=ARRANGE")
                .then()
                .statusCode(200)
                .body("givenName", equalTo("Zélie"))
                .body("familyName", equalTo("Kanarienkorb"))
                .body("email", equalTo("zelie.k@canary.example"))
                .body("phone", equalTo(null));
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/people/" + ref + "/file")
                .then()
                .body(
                        "person.readings.findAll { it.purpose == 'CORRECT' }.reason",
                        hasItems("accent", "faute de frappe"));
        assertThat(everythingIn("mediation")).doesNotContain("Kanarienkorb", "canary.example", "0611223345");
        assertThat(everythingOnKafka()).doesNotContain("Kanarienkorb", "canary.example");
        command(MEDIATOR)
                .post("/v1/mediation/people/" + ref + "/forgetting")
                .then()
                .statusCode(200);
        command(MEDIATOR)
                .body("{\"givenName\":\"Zoé\",\"reason\":\"trop tard\"}")
                .post(path)
                .then()
                .statusCode(404)
                .body("code", equalTo("forgotten"));
    }

    @Test
    void theTagOfAWorkshopChangesWithItsSeatsAndACommandMayNameIt() {
        String workshop = workshop(MEDIATOR, place("tags"), 3);
        String path = "/v1/mediation/workshops/" + workshop;
        String first = given().auth().oauth2(ANYBODY).get(path).header("ETag");
        given().auth()
                .oauth2(ANYBODY)
                .header("If-None-Match", first)
                .get(path)
                .then()
                .statusCode(304);
        for (int booked = 1; booked <= 3; booked++) {
            book(MEDIATOR, workshop, "{}").then().statusCode(201);
            String now = given().auth()
                    .oauth2(ANYBODY)
                    .header("If-None-Match", first)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .body("seatsLeft", equalTo(3 - booked))
                    .extract()
                    .header("ETag");
            assertThat(now).isNotEqualTo(first);
            first = now;
        }
        command(MEDIATOR)
                .header("If-Match", first)
                .body("{\"capacity\":4}")
                .post(path + "/capacity")
                .then()
                .statusCode(200);
        command(MEDIATOR)
                .header("If-Match", first)
                .body("{\"capacity\":5}")
                .post(path + "/capacity")
                .then()
                .statusCode(412);
    }

    @Test
    void whatHasACodeOrAReferenceIsFoundByItWhateverItsCaseAndBlanks() {
        String own = "Réf " + UUID.randomUUID().toString().substring(0, 8);
        String typed = own.toLowerCase(Locale.ROOT).replace(" ", "  ");
        Instant before = Instant.now().minusSeconds(1);
        Response place =
                command(MANAGER).body("""
                        {"name":"Tiers-lieu","commune":"67482","hosts":["%s"],"partnerRef":"%s"}""".formatted(TestTokens.WORKSHOP, own)).post("/v1/mediation/places");
        Response workshop = command(MEDIATOR)
                .body(workshopBody(place.path("id"), 3).replace("}", ",\"partnerRef\":\"%s\"}".formatted(own)))
                .post("/v1/mediation/workshops");
        Response booking = book(MEDIATOR, workshop.path("id"), "{\"partnerRef\":\"%s\"}".formatted(own));
        act(MEDIATOR, "workshops/" + workshop.path("id"), "cancellation", 1, "{\"reason\":\"annulé\"}")
                .then()
                .statusCode(200);
        for (String one : List.of("places/" + place.path("id"), "bookings/" + booking.path("id"))) {
            given().auth()
                    .oauth2(MANAGER)
                    .get("/v1/mediation/" + one)
                    .then()
                    .body(one.startsWith("places") ? "managerName" : "bookedByName", notNullValue())
                    .body("lastStepAt", notNullValue());
        }
        Map<String, Response> made = Map.of("places", place, "workshops", workshop, "bookings", booking);
        made.forEach((list, one) -> {
            String id = one.path("id");
            String code = one.path("code");
            String spoken = " " + code.toLowerCase(Locale.ROOT).replace("-", "- ") + " ";
            for (Map<String, String> asked : List.of(
                    Map.of("code", code),
                    Map.of("code", spoken),
                    Map.of("partnerRef", own),
                    Map.of("partnerRef", typed),
                    Map.of("partnerRef", typed, "status", list.equals("places") ? "OPEN" : "CANCELLED"),
                    Map.of("code", code, "changedSince", before.toString()))) {
                listed(MANAGER, list, asked).body("id", contains(id));
                listed(STRANGER, list, asked).body("id", hasSize(0));
            }
            for (Map<String, String> other : List.of(
                    Map.of("code", "X-000000"),
                    Map.of("partnerRef", own + "x"),
                    Map.of("code", code, "status", list.equals("places") ? "CLOSED" : "BOOKED"),
                    Map.of(
                            "code",
                            code,
                            "changedSince",
                            Instant.now().plusSeconds(60).toString()))) {
                if (!(list.equals("workshops") && other.containsValue("BOOKED"))) {
                    listed(MANAGER, list, other).body("id", hasSize(0));
                }
            }
        });
        listed(MANAGER, "bookings", Map.of("workshopId", workshop.path("id")))
                .body("id", contains(booking.<String>path("id")));
    }

    @Test
    void whatAProcessOfTheFormerReleaseWritesIsFoundByWhatItSays() throws Exception {
        String own = "Réf " + UUID.randomUUID().toString().substring(0, 8);
        String typed = own.toLowerCase(Locale.ROOT).replace(" ", "");
        Set<String> unknown = Set.of("reference_form", "place_id", "programme_id", "occurred_at", "created_at");
        Map<String, String> referred = Map.of("partner_ref", "'" + own + "'");
        String place = place("former");
        String workshop = nextMonth(place);
        UUID invitation = invited();
        accept(invitation, workshop).then().statusCode(201);
        String seat = seatIn(workshop);
        String programme = listed(MEDIATOR, "bookings", Map.of("workshopId", workshop))
                .extract()
                .path("[0].programmeId");
        Map<String, String> written = new HashMap<>();
        try (Connection owner = ownersConnection()) {
            for (Map.Entry<String, String> one : Map.of("place", place, "workshop", workshop, "booking", seat)
                    .entrySet()) {
                UUID id = UUID.fromString(one.getValue());
                UUID copy = FormerProcess.copies(owner, one.getKey(), id, unknown, referred);
                written.put(one.getKey(), copy.toString());
            }
        }
        written.forEach((table, id) ->
                listed(MEDIATOR, table + "s", Map.of("partnerRef", typed)).body("id", contains(id)));
        listed(MEDIATOR, "workshops", Map.of("placeId", place)).body("id", hasItems(workshop, written.get("workshop")));
        assertThat(programme).isNotNull();
        listed(MEDIATOR, "bookings", Map.of("programmeId", programme))
                .body("id", hasItems(seat, written.get("booking")));
    }

    private static ValidatableResponse read(String thing) {
        return given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/" + thing)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse listed(String token, String list, Map<String, String> asked) {
        return given().auth()
                .oauth2(token)
                .queryParams(asked)
                .get("/v1/mediation/" + list)
                .then()
                .statusCode(200);
    }

    @Test
    void noTextThatStaysHoldsAnAddressOrANumber() {
        String place = place("contacts");
        String workshop = workshop(MEDIATOR, place, 3);
        for (String contact : List.of("0262 20 12 34", "+33 (0)6-12-34-56-78", "zoe@example.org", "0590810203")) {
            command(MANAGER)
                    .body("{\"name\":\"Lieu %s\",\"commune\":\"67482\"}".formatted(contact))
                    .post("/v1/mediation/places")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/name"))
                    .body("errors[0].code", equalTo("personal_data"));
            command(MEDIATOR)
                    .body(workshopBody(place, 3).replace("Premiers pas", "Appeler " + contact))
                    .post("/v1/mediation/workshops")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/title"));
            book(MEDIATOR, workshop, "{\"partnerRef\":\"%s\"}".formatted(contact))
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/partnerRef"));
            act(MANAGER, "places/" + place, "closure", 1, "{\"reason\":\"voir %s\"}".formatted(contact))
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/reason"));
        }
        for (String reference : List.of("palette n° 0345678901", "bon 01-02-03-04-05", "ETU-0042")) {
            book(MEDIATOR, workshop, "{\"partnerRef\":\"%s\"}".formatted(reference))
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void nothingIsOpenWithoutATokenButTheInvitation() {
        for (String path : List.of("places", "workshops", "bookings/" + UUID.randomUUID())) {
            given().get("/v1/mediation/" + path).then().statusCode(401).contentType("application/problem+json");
        }
        given().auth().oauth2(ANYBODY).get("/v1/mediation/places").then().statusCode(403);
    }

    private static TestBackends backends() {
        return NetworkResource.backends("mediation");
    }

    private static String place(String name) {
        return place(name, "67482");
    }

    /** In another department than that of the invitations, whose workshops it does not push out. */
    private static String placeElsewhere(String name) {
        return place(name, "54395");
    }

    private static String place(String name, String commune) {
        return command(MANAGER)
                .body("""
                        {"name":"Tiers-lieu %s","commune":"%s","hosts":["%s"]}""".formatted(name, commune, TestTokens.WORKSHOP))
                .post("/v1/mediation/places")
                .then()
                .statusCode(201)
                .body("status", equalTo("OPEN"))
                .extract()
                .path("id");
    }

    /** One that stops tomorrow, for as long as anything is held then. */
    private static JsonPath tour(String place, String vehicle) {
        Instant from = Instant.now().plus(23, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        return command(MANAGER)
                .body("""
                        {"placeId":"%s","vehicleRef":"%s","stops":[{"name":"Mairie","commune":"67482","from":"%s","until":"%s"}]}""".formatted(place, vehicle, from, from.plus(7, ChronoUnit.HOURS)))
                .post("/v1/mediation/tours")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static String workshop(String token, String place, int capacity) {
        return scheduled(token, workshopBody(place, capacity));
    }

    /** One that stands behind those of the other tests wherever the soonest are shown. */
    private static String nextMonth(String place) {
        return scheduled(MEDIATOR, workshopBody(place, 5, Instant.now().plus(30, ChronoUnit.DAYS)));
    }

    private static String scheduled(String token, String body) {
        return command(token)
                .body(body)
                .post("/v1/mediation/workshops")
                .then()
                .statusCode(201)
                .body("status", equalTo("SCHEDULED"))
                .extract()
                .path("id");
    }

    /** One that begins so soon that attendance may be recorded. */
    private static String workshopBody(String place, int capacity) {
        return workshopBody(place, capacity, Instant.now().plus(20, ChronoUnit.MINUTES));
    }

    private static String workshopBody(String place, int capacity, Instant begins) {
        Instant from = begins.truncatedTo(ChronoUnit.SECONDS);
        return """
                {"placeId":"%s","title":"Premiers pas","from":"%s","until":"%s","capacity":%d}""".formatted(place, from, from.plus(2, ChronoUnit.HOURS), capacity);
    }

    private static Response book(String token, String workshop, String body) {
        return command(token).body(body).post("/v1/mediation/workshops/" + workshop + "/bookings");
    }

    private static Response act(String token, String thing, String move, int version, String body) {
        return command(token)
                .header("If-Match", "\"v" + version + "\"")
                .body(body)
                .post("/v1/mediation/" + thing + "/" + move);
    }

    private static RequestSpecification command(String token) {
        return command(token, UUID.randomUUID().toString());
    }

    private static RequestSpecification command(String token, String key) {
        return given().auth().oauth2(token).header("Idempotency-Key", key).contentType(ContentType.JSON);
    }

    /** The invitation to whoever received a new pack. */
    private static UUID invited() throws Exception {
        return invited(UUID.randomUUID());
    }

    private static UUID invited(UUID pack) throws Exception {
        UUID programme = UUID.randomUUID();
        send(
                "allocation",
                "allocation.events",
                programme(programme),
                allocation("PackDelivered", "pack", pack, 1, """
                        {"packId":"%s","programmeId":"%s"}""".formatted(pack, programme)));
        return invitationOf(pack);
    }

    private Response accept(UUID invitation, String workshop) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID())
                .body("{\"workshopId\":\"" + workshop + "\"}")
                .post("/v1/mediation/invitations/" + codes.of(invitation) + "/booking");
    }

    /** The one seat that is booked in a workshop. */
    private static String seatIn(String workshop) {
        return given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/workshops/" + workshop + "/bookings")
                .path("[0].id");
    }

    private static UUID invitationOf(UUID pack) throws Exception {
        String found = "from invitation where pack_id = '" + pack + "'";
        await("the invitation of " + pack)
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("mediation", "select count(*) " + found) == 1);
        try (Connection audit = audit("mediation");
                PreparedStatement statement = audit.prepareStatement("select id " + found);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getObject(1, UUID.class);
        }
    }

    private static ProducerRecord<String, byte[]> programme(UUID programme) {
        return allocation("ProgrammeOpened", "programme", programme, 1, """
                {"programmeId":"%s","code":"G-1","sponsor":"%s","name":"Pack","pack":[{"category":"LAPTOP",\
                "worstGrade":"C","count":1}],"goods":[],"priceCents":0,"quota":10,"from":"2026-01-01","until":"2027-01-01",\
                "basis":"GIFT"}""".formatted(programme, SPONSOR));
    }

    private static ProducerRecord<String, byte[]> registered(UUID id, String name) {
        return event("network.organisations", "network", "OrganisationRegistered", "organisation", id, 1, """
                {"organisationId":"%s","name":"%s","siret":"20005226400013","kind":"ASSOCIATION"}""".formatted(
                        id, name));
    }

    private static ProducerRecord<String, byte[]> allocation(
            String type, String stream, UUID id, int sequence, String fact) {
        return event("allocation.events", "allocation", type, stream, id, sequence, fact);
    }

    private static ProducerRecord<String, byte[]> event(
            String topic, String source, String type, String stream, UUID id, int sequence, String fact) {
        String value = """
                {"occurredAt":"2026-01-01T00:00:00Z","recordedAt":"2026-01-01T00:00:00Z","parties":["%s","%s"],
                "territory":{"region":"44","department":"67","commune":"67482"},"env":"LIVE","incarnation":1,
                "fact":%s}""".formatted(SPONSOR, TestTokens.CARRIER, fact);
        ProducerRecord<String, byte[]> event =
                new ProducerRecord<>(topic, id.toString(), value.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "content-type",
                        "application/json",
                        "ce_specversion",
                        "1.0",
                        "ce_time",
                        "2026-01-01T00:00:00Z",
                        "ce_id",
                        UUID.nameUUIDFromBytes((id + "/" + sequence).getBytes(StandardCharsets.UTF_8))
                                .toString(),
                        "ce_source",
                        source,
                        "ce_type",
                        source + "." + type + ".v1",
                        "ce_subject",
                        stream + "/" + id,
                        "ce_sequence",
                        Integer.toString(sequence),
                        "ce_correlationid",
                        UUID.randomUUID().toString())
                .forEach((header, text) -> event.headers().add(header, text.getBytes(StandardCharsets.UTF_8)));
        return event;
    }

    @SafeVarargs
    private static void send(String as, String topic, ProducerRecord<String, byte[]>... events) throws Exception {
        Map<String, Object> settings = new HashMap<>(backends().kafkaClient(as));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> event : events) {
                assertThat(event.topic()).isEqualTo(topic);
                producer.send(event).get();
            }
        }
    }

    private static List<String> typesOf(String stream, int expected) {
        List<String> types = new ArrayList<>();
        listen(event -> {
            if (stream.equals(event.key())) {
                types.add(new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8));
            }
            return types.size() >= expected;
        });
        return types;
    }

    private static String everythingOnKafka() {
        StringBuilder all = new StringBuilder();
        long[] seen = {0};
        long journalled;
        try {
            journalled = count("mediation", "select count(*) from event_journal");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        listen(event -> {
            all.append(new String(event.value(), StandardCharsets.UTF_8)).append('\n');
            event.headers().forEach(header -> all.append(new String(header.value(), StandardCharsets.UTF_8)));
            return ++seen[0] >= journalled;
        });
        return all.toString();
    }

    private interface Listening {
        boolean enough(ConsumerRecord<String, byte[]> event);
    }

    private static void listen(Listening listening) {
        Map<String, Object> settings = new HashMap<>(backends().kafkaClient("audit"));
        settings.put("group.id", "audit-" + UUID.randomUUID());
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("mediation.events"));
            boolean[] enough = {false};
            await("the events").atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(event -> {
                    if (listening.enough(event)) {
                        enough[0] = true;
                    }
                });
                return enough[0];
            });
        }
    }

    /** Every value of every table as text, with bytes as they would read if they were characters. */
    private static String everythingIn(String database) throws SQLException {
        try (Connection reader = audit(database)) {
            return DatabaseContents.of(reader);
        }
    }

    private static Handler listen(List<String> logged) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                StringBuilder line = new StringBuilder(String.valueOf(record.getMessage()));
                if (record.getParameters() != null) {
                    for (Object parameter : record.getParameters()) {
                        line.append(' ').append(parameter);
                    }
                }
                for (Throwable thrown = record.getThrown(); thrown != null; thrown = thrown.getCause()) {
                    line.append(' ').append(thrown);
                }
                logged.add(line.toString());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);
        return handler;
    }

    private static Connection audit(String database) throws SQLException {
        String role = database.endsWith("_keys") ? database + "_owner" : "audit";
        return DriverManager.getConnection(
                backends().jdbcUrl(database), role, backends().databasePassword(role));
    }

    private static long count(String database, String query) throws SQLException {
        try (Connection audit = audit(database);
                PreparedStatement statement = audit.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    private static int rows(Statement statement, String query) throws SQLException {
        int n = 0;
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                n++;
            }
        }
        return n;
    }
}
