package network.reuse.mediation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.SmtpSink;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A mobile place on its way, with the database as the referee. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "mediation"))
@QuarkusTestResource(SmtpSink.class)
class ToursIT {
    private static final String MANAGER = TestTokens.of(TestTokens.COORDINATION, "place-manager", "mediator");
    private static final String MEDIATOR = TestTokens.of(TestTokens.WORKSHOP, "mediator");
    private static final String STRANGER = TestTokens.of(TestTokens.OTHER_WORKSHOP, "mediator", "place-manager");
    /** Louvroil and Maubeuge, about two kilometres apart. */
    private static final String LOUVROIL =
            "\"commune\":\"59365\",\"coordinates\":{\"latitude\":\"50.2626\",\"longitude\":\"3.9612\"}";

    private static final String MAUBEUGE =
            "\"commune\":\"59392\",\"coordinates\":{\"latitude\":\"50.2787\",\"longitude\":\"3.9725\"}";

    @BeforeAll
    static void register() throws Exception {
        MediationServiceIT.register();
    }

    @Test
    void aStopMovesWithItsWorkshopsAndSeatsAndWhoeverIsRegisteredHearsWhereElseThereAreSome() throws Exception {
        String place = place("Le Bus");
        JsonPath tour = plan(place, "BUS-A", stop(MAUBEUGE, 0, 120, "MA-1"), stop(LOUVROIL, 180, 300, "MA-1"))
                .then()
                .statusCode(201)
                .body("status", equalTo("PLANNED"))
                .body("stops.legMinutes", contains(0, 3))
                .body("stops[0].mediatorRefs", contains("MA-1"))
                .extract()
                .jsonPath();
        String id = tour.getString("id");
        String first = tour.getString("stops[0].id");
        String second = tour.getString("stops[1].id");
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/tours/" + id)
                .then()
                .statusCode(200)
                .body("vehicleRef", nullValue())
                .body("stops[0].mediatorRefs", nullValue())
                .body("stops[0].territory.commune", equalTo("59392"));
        given().auth().oauth2(STRANGER).get("/v1/mediation/tours/" + id).then().statusCode(404);
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/tours/" + id + "/transitions")
                .then()
                .statusCode(200)
                .body("", hasItem("STOP_MOVE"));

        schedule(place, id, first, -30, 30).then().statusCode(422).body("errors[0].code", equalTo("outside_the_stop"));
        schedule(place("Un autre"), id, first, 0, 60)
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("tour_of_another_place"));
        String workshop = schedule(place, id, first, 10, 70)
                .then()
                .statusCode(201)
                .body("placeName", equalTo("Le Bus, Étape"))
                .body("stop.stopId", equalTo(first))
                .body("territory.commune", equalTo("59392"))
                .extract()
                .path("id");
        String other = schedule(place, id, second, 180, 240)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String seat = book(workshop, "{\"participant\":{\"givenName\":\"Zoé\",\"email\":\"etape@example.org\"}}");
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/workshops/" + workshop + "/alternatives?kilometres=5&days=1")
                .then()
                .statusCode(200)
                .body("id", contains(other));
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/workshops/" + workshop + "/alternatives?kilometres=1")
                .then()
                .statusCode(200)
                .body("id", not(hasItem(other)));
        act(
                        MANAGER,
                        "workshops/" + workshop,
                        "rescheduling",
                        1,
                        "{\"until\":\"%s\",\"reason\":\"x\"}".formatted(at(121)))
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("outside_the_stop"));

        move(id, first, 1, "\"from\":\"%s\",\"until\":\"%s\"".formatted(at(-120), at(-90)))
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("outside_the_stop"));
        move(id, first, 1, "\"from\":\"%s\",\"until\":\"%s\"".formatted(at(-60), at(60)))
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/workshops/" + workshop)
                .then()
                .body("from", equalTo(at(-50)))
                .body("until", equalTo(at(10)))
                .body("seatsLeft", equalTo(4));
        mailed("etape@", 1, other(other));

        cancelStop(id, first, 2).then().statusCode(200).body("stops[0].cancelledFor", equalTo("panne"));
        cancelStop(id, first, 3).then().statusCode(409).body("code", equalTo("stop_cancelled"));
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/bookings/" + seat)
                .then()
                .body("status", equalTo("CANCELLED"))
                .body("reason", equalTo("panne"));
        schedule(place, id, first, -50, 10).then().statusCode(409).body("code", equalTo("stop_cancelled"));
        mailed("etape@", 2, "n'a pas lieu");

        String last = book(other, "{\"participant\":{\"givenName\":\"Ali\",\"email\":\"tournee@example.org\"}}");
        act(MANAGER, "tours/" + id, "cancellation", 3, "{\"reason\":\"panne\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("CANCELLED"))
                .body("legal", empty());
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/bookings/" + last)
                .then()
                .body("status", equalTo("CANCELLED"));
        mailed("tournee@", 1, "Aucune autre place");
        given().auth()
                .oauth2(MANAGER)
                .get("/v1/mediation/tours?placeId=" + place)
                .then()
                .statusCode(200)
                .body("id", contains(id));
        assertThat(types(id))
                .containsExactly(
                        "mediation.TourPlanned.v1",
                        "mediation.TourStopMoved.v1",
                        "mediation.TourStopCancelled.v1",
                        "mediation.TourCancelled.v1");
        assertThat(count("select count(*) from event_journal where stream_id = '" + id
                        + "' and (value like '%MA-1%' or value like '%BUS-A%')"))
                .isZero();
        assertThat(count("select count(*) from occupation where tour_id = '" + id + "'"))
                .isZero();
    }

    @Test
    void whateverIsInTwoPlacesIsRefusedAndNamedAndOfManyAtOnceOneGoes() throws Exception {
        String place = place("Le Camion");
        String first = plan(place, "CAM-1", stop(MAUBEUGE, 0, 120, "MB-1"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        plan(place, "CAM-1", stop(MAUBEUGE, 60, 180, "MB-2"))
                .then()
                .statusCode(409)
                .body("code", equalTo("in_two_places"))
                .body("extensions.collides", hasSize(1))
                .body("extensions.collides[0].kind", equalTo("VEHICLE"))
                .body("extensions.collides[0].tour", equalTo(first));
        plan(place, "CAM-2", stop(MAUBEUGE, 60, 180, "mb-1"))
                .then()
                .statusCode(409)
                .body("extensions.collides[0].kind", equalTo("MEDIATOR"))
                .body("extensions.collides[0].reference", equalTo("mb-1"));
        // The way there counts: it begins half an hour before.
        plan(place, "CAM-2", stop(MAUBEUGE, 140, 180, "MB-1").replace("\"name\"", "\"legMinutes\":30,\"name\""))
                .then()
                .statusCode(409);
        plan(place, "CAM-2", stop(MAUBEUGE, 150, 180, "MB-1").replace("\"name\"", "\"legMinutes\":30,\"name\""))
                .then()
                .statusCode(201);
        plan(
                        place,
                        "CAM-3",
                        stop("\"commune\":\"59392\"", 0, 60, "MB-7"),
                        stop("\"commune\":\"59365\"", 90, 120, "MB-7"))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/stops/1/legMinutes"))
                .body("errors[0].code", equalTo("leg_missing"));
        plan(place, "CAM-3", stop(MAUBEUGE, 0, 60, "MB-7"), stop(LOUVROIL, 61, 120, "MB-7"))
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("before_stop_ahead"));

        List<Future<Response>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(10)) {
            for (int i = 0; i < 10; i++) {
                String vehicle = "CAM-1" + i;
                int from = i;
                calls.add(callers.submit(() -> plan(place, vehicle, stop(MAUBEUGE, from, 60 + from, "MB-9"))));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Response> call : calls) {
            statuses.add(call.get().statusCode());
        }
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(statuses).containsOnly(201, 409);
    }

    @Test
    void aMediatorIsAtOneWorkshopOrOnOneTourAtATimeWhereverTheWorkshopIsTaken() throws Exception {
        String place = place("La Fabrique");
        JsonPath first = fixed(MANAGER, place, 0, 60, "\"MD-1\"", "\"3D-1\"")
                .then()
                .statusCode(201)
                .body("mediatorRefs", contains("MD-1"))
                .body("resourceRefs", contains("3D-1"))
                .extract()
                .jsonPath();
        String id = first.getString("id");
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/workshops/" + id)
                .then()
                .statusCode(200)
                .body("mediatorRefs", nullValue())
                .body("resourceRefs", nullValue());
        given().auth()
                .oauth2(MANAGER)
                .get("/v1/mediation/workshops?placeId=" + place)
                .then()
                .body("[0].mediatorRefs", contains("MD-1"));

        fixed(MANAGER, place, 30, 90, "\"md-1\"", "")
                .then()
                .statusCode(409)
                .body("code", equalTo("in_two_places"))
                .body("extensions.collides", hasSize(1))
                .body("extensions.collides[0].kind", equalTo("MEDIATOR"))
                .body("extensions.collides[0].workshop", equalTo(id))
                .body("extensions.collides[0].code", equalTo(first.getString("code")));
        plan(place, "FAB-1", stop(MAUBEUGE, 30, 90, "MD-1"))
                .then()
                .statusCode(409)
                .body("extensions.collides[0].workshop", equalTo(id));
        // What is another organisation's has the same name and is another.
        fixed(MEDIATOR, place, 0, 60, "\"MD-1\"", "").then().statusCode(201);

        String second = fixed(MANAGER, place, 60, 120, "\"MD-1\"", "\"3D-1\"")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String later = "{\"from\":\"%s\",\"until\":\"%s\",\"reason\":\"panne\"}".formatted(at(30), at(90));
        act(MANAGER, "workshops/" + id, "rescheduling", 1, later)
                .then()
                .statusCode(409)
                .body("code", equalTo("in_two_places"))
                .body("extensions.collides.kind", contains("MEDIATOR", "RESOURCE"))
                .body("extensions.collides.workshop", hasItem(second));
        act(MANAGER, "workshops/" + second, "assignment", 1, "{\"mediatorRefs\":[\"MD-2\"],\"resourceRefs\":[]}")
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("mediatorRefs", contains("MD-2"));
        act(MANAGER, "workshops/" + id, "rescheduling", 1, later).then().statusCode(200);
        assertThat(count("select count(*) from occupation o join workshop w on w.id = o.workshop_id where w.id = '" + id
                        + "' and o.starts_at = '" + at(30) + "' and o.ends_at = '" + at(90) + "'"))
                .isEqualTo(2);
        act(MANAGER, "workshops/" + id, "cancellation", 2, "{\"reason\":\"panne\"}")
                .then()
                .statusCode(200);
        plan(place, "FAB-1", stop(MAUBEUGE, 30, 90, "MD-1")).then().statusCode(201);
        assertThat(count("select count(*) from event_journal where value like '%MD-1%' or value like '%3D-1%'"))
                .isZero();

        List<Future<Response>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(10)) {
            for (int i = 0; i < 10; i++) {
                int from = 200 + i;
                calls.add(callers.submit(() -> fixed(MANAGER, place, from, from + 60, "\"MD-9\"", "")));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Response> call : calls) {
            statuses.add(call.get().statusCode());
        }
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(statuses).containsOnly(201, 409);
    }

    @Test
    void whoeverIsOnTheTourHoldsTheWorkshopsAtItsStopOneBehindTheOtherAndAllGoAlong() throws Exception {
        String place = place("Le Bus");
        JsonPath tour = plan(place, "BUS-F", stop(MAUBEUGE, 600, 900, "MF-1"))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String id = tour.getString("id");
        String stop = tour.getString("stops[0].id");
        String first = atStop(MANAGER, place, id, stop, 600, 660, "\"MF-1\",\"MF-2\"")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        atStop(MANAGER, place, id, stop, 630, 690, "\"MF-1\"")
                .then()
                .statusCode(409)
                .body("extensions.collides.workshop", contains(first));
        String second = atStop(MANAGER, place, id, stop, 660, 720, "\"MF-1\",\"MF-2\"")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String foreign = atStop(MEDIATOR, place, id, stop, 600, 660, "\"MG-1\"")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        atStop(MANAGER, place, id, stop, 720, 750, "\"mf-9\",\"MF-9\"")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/mediatorRefs/1"))
                .body("errors[0].code", equalTo("reference_twice"));

        move(id, stop, 1, "\"from\":\"%s\",\"until\":\"%s\"".formatted(at(660), at(960)))
                .then()
                .statusCode(200);
        move(id, stop, 2, "\"from\":\"%s\",\"until\":\"%s\"".formatted(at(620), at(920)))
                .then()
                .statusCode(200);
        assertThat(count("select count(*) from occupation o join workshop w on w.id = o.workshop_id where w.id in ('"
                        + first + "','" + second + "','" + foreign
                        + "') and o.starts_at = w.starts_at and o.whereabouts = '"
                        + id + "'"))
                .isEqualTo(5);

        fixed(MANAGER, place("Ailleurs"), 560, 600, "\"MF-2\"", "").then().statusCode(201);
        move(id, stop, 3, "\"from\":\"%s\",\"until\":\"%s\"".formatted(at(590), at(890)))
                .then()
                .statusCode(409)
                .body("extensions.collides.reference", contains("MF-2"));
        String hosts = place("Chez l'hôte");
        fixed(MEDIATOR, hosts, 700, 760, "\"MG-1\"", "").then().statusCode(201);
        move(id, stop, 3, "\"from\":\"%s\",\"until\":\"%s\"".formatted(at(700), at(1000)))
                .then()
                .statusCode(409)
                .body("extensions.collides", empty())
                .body("detail", containsString(other(foreign)));

        cancelStop(id, stop, 3).then().statusCode(200);
        given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/workshops/" + foreign)
                .then()
                .body("status", equalTo("CANCELLED"))
                .body("mediatorRefs", contains("MG-1"));
        act(MANAGER, "workshops/" + first, "assignment", 4, "{\"mediatorRefs\":[],\"resourceRefs\":[]}")
                .then()
                .statusCode(409)
                .body("code", equalTo("illegal_now"));
        fixed(MEDIATOR, hosts, 620, 680, "\"MG-1\"", "").then().statusCode(201);
    }

    @Test
    void oneCallThatIsSentTenTimesAtOnceSchedulesOneWorkshopAndIsAnsweredTenTimes() throws Exception {
        String place = place("L'Atelier");
        String key = UUID.randomUUID().toString();
        List<Future<Response>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(10)) {
            for (int i = 0; i < 10; i++) {
                calls.add(callers.submit(() -> given().auth()
                        .oauth2(MANAGER)
                        .header("Idempotency-Key", key)
                        .contentType(ContentType.JSON)
                        .body(fixedWorkshop(place, 0, 60, "\"MH-1\"", "\"3D-7\""))
                        .post("/v1/mediation/workshops")));
            }
        }
        Set<String> ids = new HashSet<>();
        for (Future<Response> call : calls) {
            ids.add(call.get().then().statusCode(201).extract().path("id"));
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void aPlaceIsMovedByItsManagerWhereItsHostsMediatorIsFreeAndIsNotToldWhoElse() throws Exception {
        String place = place("Chez nous");
        String held = fixed(MEDIATOR, place, 300, 360, "\"ME-1\"", "")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        fixed(MEDIATOR, place, 360, 420, "\"ME-1\"", "").then().statusCode(201);
        act(MANAGER, "workshops/" + held, "assignment", 1, "{\"mediatorRefs\":[],\"resourceRefs\":[]}")
                .then()
                .statusCode(403)
                .body("code", equalTo("not_yours"));
        act(
                        MANAGER,
                        "workshops/" + held,
                        "rescheduling",
                        1,
                        "{\"until\":\"%s\",\"reason\":\"panne\"}".formatted(at(370)))
                .then()
                .statusCode(409)
                .body("code", equalTo("in_two_places"))
                .body("extensions.collides", empty());
        act(
                        MANAGER,
                        "workshops/" + held,
                        "rescheduling",
                        1,
                        "{\"from\":\"%s\",\"reason\":\"panne\"}".formatted(at(310)))
                .then()
                .statusCode(200)
                .body("mediatorRefs", nullValue());
        assertThat(count("select count(*) from occupation where workshop_id = '" + held + "' and starts_at = '"
                        + at(310) + "'"))
                .isEqualTo(1);
    }

    /** Tours, moves, bookings and cancellations at random, then the rows themselves are asked. */
    @Test
    void whateverIsPlannedMovedAndCancelledNobodyIsInTwoPlacesAndEverySeatIsAccountedFor() throws Exception {
        Random random = new Random(2026);
        String place = place("Le Hasard");
        List<JsonPath> tours = new ArrayList<>();
        int refused = 0;
        for (int step = 0; step < 60; step++) {
            int start = random.nextInt(1000);
            String mediator = "MC-" + random.nextInt(3);
            if (tours.size() < 3 || random.nextInt(3) == 0) {
                Response planned = plan(
                        place,
                        "HASARD-" + random.nextInt(2),
                        stop(MAUBEUGE, start, start + 60, mediator),
                        stop(LOUVROIL, start + 70, start + 130, mediator));
                if (planned.statusCode() == 201) {
                    tours.add(planned.jsonPath());
                    String tour = planned.path("id");
                    String workshop = schedule(place, tour, planned.path("stops[0].id"), start, start + 60)
                            .path("id");
                    for (int i = 0; i < 6; i++) {
                        var _ = book(workshop, "{\"waitingList\":true}");
                    }
                } else {
                    assertThat(planned.statusCode()).as(planned.asString()).isEqualTo(409);
                    refused++;
                }
                continue;
            }
            JsonPath tour = tours.get(random.nextInt(tours.size()));
            String id = tour.getString("id");
            int version = given().auth()
                    .oauth2(MANAGER)
                    .get("/v1/mediation/tours/" + id)
                    .path("version");
            String stop = tour.getString("stops[" + random.nextInt(2) + "].id");
            Response moved = switch (random.nextInt(5)) {
                case 0 -> cancelStop(id, stop, version);
                case 1 -> act(MANAGER, "tours/" + id, "cancellation", version, "{\"reason\":\"panne\"}");
                default ->
                    move(
                            id,
                            stop,
                            version,
                            "\"from\":\"%s\",\"until\":\"%s\",\"mediatorRefs\":[\"%s\"]"
                                    .formatted(at(start), at(start + 60), mediator));
            };
            assertThat(moved.statusCode()).as(moved.asString()).isIn(200, 409, 422);
            refused += moved.statusCode() == 200 ? 0 : 1;
        }
        assertThat(tours).hasSizeGreaterThan(3);
        assertThat(refused).isPositive();
        // Read from the states alone, as if there were no constraint.
        assertThat(count(
                        "with there as (select t.id as tour, s ->> 'id' as stop, m as who, (s ->> 'from')::timestamptz as b,"
                                + " (s ->> 'until')::timestamptz as e from tour t, jsonb_array_elements(t.state::jsonb -> 'stops') s,"
                                + " jsonb_array_elements_text(s -> 'mediators') m"
                                + " where t.status = 'PLANNED' and s ->> 'cancelledFor' is null)"
                                + " select count(*) from there a join there b on a.who = b.who and a.stop <> b.stop"
                                + " and a.b < b.e and b.b < a.e"))
                .isZero();
        String there = " from workshop w join workshop_seats s on s.workshop_id = w.id where w.place_id = '" + place
                + "' and ";
        assertThat(count("select count(*)" + there + "s.workshop_id is not null"))
                .isGreaterThan(3);
        assertThat(
                        count(
                                "select count(*)" + there + "(s.booked <> (select count(*) from booking b where"
                                        + " b.workshop_id = s.workshop_id and b.status in ('BOOKED', 'ATTENDED', 'ABSENT'))"
                                        + " or s.waiting <> (select count(*) from booking b where b.workshop_id = s.workshop_id and b.status = 'WAITING')"
                                        + " or s.offered <> (select count(*) from booking b where b.workshop_id = s.workshop_id and b.status = 'OFFERED'))"))
                .isZero();
        assertThat(count("select count(*) from booking b join workshop w on w.id = b.workshop_id where w.place_id = '"
                        + place
                        + "' and w.status = 'CANCELLED'"
                        + " and b.status in ('BOOKED', 'WAITING', 'OFFERED')"))
                .isZero();
        assertThat(count(
                        "select count(*) from workshop w join tour t on t.place_id = w.place_id and w.stop_id is not null,"
                                + " jsonb_array_elements(t.state::jsonb -> 'stops') s where (s ->> 'id')::uuid = w.stop_id"
                                + " and w.status = 'SCHEDULED' and (t.status <> 'PLANNED' or s ->> 'cancelledFor' is not null"
                                + " or w.starts_at < (s ->> 'from')::timestamptz)"))
                .isZero();
    }

    private static String other(String workshop) {
        return given().auth()
                .oauth2(MEDIATOR)
                .get("/v1/mediation/workshops/" + workshop)
                .path("code");
    }

    private static String at(int minutes) {
        Instant day = Instant.now().plus(10, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
        return day.plus(Duration.ofMinutes(8 * 60 + minutes)).toString();
    }

    private static String stop(String where, int from, int until, String mediator) {
        return "{\"name\":\"Étape\",%s,\"priorityNeighbourhood\":true,\"from\":\"%s\",\"until\":\"%s\",\"mediatorRefs\":[\"%s\"]}"
                .formatted(where, at(from), at(until), mediator);
    }

    private static Response plan(String place, String vehicle, String... stops) {
        return command(MANAGER)
                .body("{\"placeId\":\"%s\",\"vehicleRef\":\"%s\",\"stops\":[%s]}"
                        .formatted(place, vehicle, String.join(",", stops)))
                .post("/v1/mediation/tours");
    }

    private static Response move(String tour, String stop, int version, String what) {
        return act(
                MANAGER, "tours/" + tour + "/stops/" + stop, "move", version, "{" + what + ",\"reason\":\"marché\"}");
    }

    private static Response cancelStop(String tour, String stop, int version) {
        return act(MANAGER, "tours/" + tour + "/stops/" + stop, "cancellation", version, "{\"reason\":\"panne\"}");
    }

    private static String place(String name) {
        return command(MANAGER)
                .body("{\"name\":\"%s\",\"commune\":\"59392\",\"hosts\":[\"%s\"]}".formatted(name, TestTokens.WORKSHOP))
                .post("/v1/mediation/places")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Response schedule(String place, String tour, String stop, int from, int until) {
        return command(MEDIATOR)
                .body("""
                        {"placeId":"%s","title":"Premiers clics","from":"%s","until":"%s","capacity":5,\
                        "stop":{"tourId":"%s","stopId":"%s"}}""".formatted(place, at(from), at(until), tour, stop))
                .post("/v1/mediation/workshops");
    }

    private static Response fixed(String token, String place, int from, int until, String mediators, String resources) {
        return command(token)
                .body(fixedWorkshop(place, from, until, mediators, resources))
                .post("/v1/mediation/workshops");
    }

    private static String fixedWorkshop(String place, int from, int until, String mediators, String resources) {
        return """
                {"placeId":"%s","title":"Impression 3D","from":"%s","until":"%s","capacity":5,\
                "mediatorRefs":[%s],"resourceRefs":[%s]}""".formatted(place, at(from), at(until), mediators, resources);
    }

    private static Response atStop(
            String token, String place, String tour, String stop, int from, int until, String mediators) {
        return command(token)
                .body("""
                        {"placeId":"%s","title":"Premiers clics","from":"%s","until":"%s","capacity":5,\
                        "mediatorRefs":[%s],"stop":{"tourId":"%s","stopId":"%s"}}""".formatted(place, at(from), at(until), mediators, tour, stop))
                .post("/v1/mediation/workshops");
    }

    private static String book(String workshop, String body) {
        return command(MEDIATOR)
                .body(body)
                .post("/v1/mediation/workshops/" + workshop + "/bookings")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Response act(String token, String thing, String move, int version, String body) {
        return command(token)
                .header("If-Match", "\"v" + version + "\"")
                .body(body)
                .post("/v1/mediation/" + thing + "/" + move);
    }

    private static RequestSpecification command(String token) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON);
    }

    private static void mailed(String address, int times, String text) {
        await("a mail to " + address).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> mails = SmtpSink.accepted().stream()
                    .map(mail -> mail.replace("=\n", ""))
                    .filter(mail -> mail.contains(address))
                    .toList();
            assertThat(mails).hasSize(times);
            assertThat(mails).anyMatch(mail -> mail.contains(text));
        });
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

    private static Connection owner() throws SQLException {
        var backends = NetworkResource.backends("mediation");
        return DriverManager.getConnection(
                backends.jdbcUrl("mediation"), "mediation_owner", backends.databasePassword("mediation_owner"));
    }
}
