package network.reuse.collection;

import static network.reuse.collection.CollectionCalls.LOTS;
import static network.reuse.collection.CollectionCalls.act;
import static network.reuse.collection.CollectionCalls.command;
import static network.reuse.collection.CollectionCalls.offered;
import static network.reuse.collection.CollectionCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.TestBackends;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A carrier fetches several lots on one run; its vehicles and crews are in one place at a time, and everybody sees when it comes. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class RunsIT {
    private static final String DONOR = TestTokens.of(TestTokens.GRAND_EST, "donor");
    private static final String CARRIER = TestTokens.of(TestTokens.OTHER_DONOR, "carrier");
    private static final String WORKSHOP = TestTokens.of(TestTokens.WORKSHOP, "refurbisher");
    private static final String NOBODY = TestTokens.of(TestTokens.OTHER_WORKSHOP, "donor", "carrier", "refurbisher");
    private static final String RUNS = "/v1/collection/runs/";
    private static final int AT_ONCE = 20;

    @BeforeAll
    static void theRegisterNamesDonorAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void lotsAreFetchedInOrderAndDonorAndWorkshopSeeWhen() {
        String first = booked(3);
        String second = booked(2);
        String run = planned(vehicle(), null, stop(first, "08:00", "08:30"), stop(second, "08:45", "09:30"));
        read(CARRIER, RUNS + run)
                .statusCode(200)
                .body("status", equalTo("PLANNED"))
                .body("stops.lot", contains(first, second))
                .body("stops.position", contains(1, 2))
                .body("stops.stands", contains(true, true));
        read(DONOR, LOTS + second)
                .body("stop.run", equalTo(run))
                .body("stop.position", equalTo(2))
                .body("stop.from", equalTo("2026-12-01T08:45:00Z"));
        read(WORKSHOP, LOTS + first).body("stop.run", equalTo(run));
        read(DONOR, RUNS + run).statusCode(403);
        read(NOBODY, RUNS + run).statusCode(404);
        read(NOBODY, "/v1/collection/runs?limit=500").body("$", empty());
        read(CARRIER, "/v1/collection/runs?limit=500").body("id", hasItem(run));
    }

    @Test
    void aVehicleAndACrewAreOnOneRunAtATime() {
        String van = vehicle();
        String crew = vehicle();
        String run = planned(van, crew, stop(booked(1), "08:00", "09:00"));
        plan(van.toLowerCase(Locale.ROOT), null, stop(booked(1), "08:59", "09:30"))
                .statusCode(409)
                .body("code", equalTo("on_another_way"))
                .body("extensions.collides", hasSize(1))
                .body("extensions.collides[0].run", equalTo(run));
        plan(vehicle(), crew, stop(booked(1), "08:30", "08:40"))
                .statusCode(409)
                .body("extensions.collides[0].run", equalTo(run));
        String later = planned(van, crew, stop(booked(1), "09:00", "09:30"));
        act(CARRIER, RUNS + run, "cancellation", 1, "{\"reason\":\"panne\"}")
                .statusCode(200)
                .body("status", equalTo("CANCELLED"));
        String instead = booked(1);
        var _ = planned(van, crew, stop(instead, "08:00", "09:00"));
        act(
                        CARRIER,
                        RUNS + later,
                        "move",
                        1,
                        "{\"reason\":\"retard\",\"stops\":[" + stop(booked(1), "08:10", "08:20") + "]}")
                .statusCode(409)
                .body("code", equalTo("on_another_way"));
    }

    @Test
    void whatMovesOrIsCancelledIsSeenByEverybodyItConcerns() {
        String lot = booked(1);
        String other = booked(1);
        String run = planned(vehicle(), null, stop(lot, "08:00", "08:30"), stop(other, "08:30", "09:00"));
        act(CARRIER, RUNS + run, "move", 1, "{\"reason\":\"retard\",\"stops\":[" + stop(other, "09:00", "09:30") + "]}")
                .statusCode(200)
                .body("stops.lot", contains(other));
        read(DONOR, LOTS + lot).body("stop", nullValue()).body("status", equalTo("PICKUP_BOOKED"));
        read(DONOR, LOTS + other).body("stop.from", equalTo("2026-12-01T09:00:00Z"));
        act(WORKSHOP, LOTS + other, "pickup-move", 5, """
                        {"from":"2026-12-02T08:00:00Z","until":"2026-12-02T10:00:00Z","reason":"quai fermé"}""")
                .statusCode(200)
                .body("pickupFrom", equalTo("2026-12-02T08:00:00Z"))
                .body("stop", nullValue());
        read(CARRIER, RUNS + run).body("stops.stands", contains(false));
        act(DONOR, LOTS + other, "pickup-cancellation", 6, "{\"reason\":\"déménagement\"}")
                .statusCode(200)
                .body("status", equalTo("ACCEPTED"))
                .body("reason", equalTo("déménagement"));
        read(CARRIER, LOTS + other).statusCode(200).body("reason", equalTo("déménagement"));
        act(CARRIER, LOTS + other, "pickup-cancellation", 7, "{\"reason\":\"encore\"}")
                .statusCode(403);
        read(CARRIER, "/v1/collection/runs?limit=500")
                .body("find { it.id == '" + run + "' }.stops.stands", contains(false));
    }

    @Test
    void whatIsDoneOnARunStaysWhateverBecomesOfTheRest() {
        String first = booked(1);
        String second = booked(1);
        String third = booked(1);
        String run = planned(vehicle(), null, stop(first, "08:00", "08:30"), stop(second, "08:30", "09:00"));
        command(DONOR)
                .body("{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":1}]}")
                .post(LOTS + first + "/handover")
                .then()
                .statusCode(200);
        act(CARRIER, RUNS + run, "move", 1, "{\"reason\":\"retard\",\"stops\":[" + stop(first, "08:10", "08:30") + "]}")
                .statusCode(422)
                .body("errors[0].code", equalTo("stop_done"));
        act(CARRIER, RUNS + run, "move", 1, "{\"reason\":\"retard\",\"stops\":[" + stop(third, "07:50", "08:20") + "]}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/stops/0/from"));
        act(CARRIER, RUNS + run, "move", 1, "{\"reason\":\"retard\",\"stops\":[" + stop(third, "09:00", "09:30") + "]}")
                .statusCode(200)
                .body("stops.lot", contains(first, third))
                .body("stops.done", contains(true, false))
                .body("stops.stands", contains(false, true));
        read(DONOR, LOTS + third).body("stop.position", equalTo(2));
        read(DONOR, LOTS + second).body("stop", nullValue());
        act(CARRIER, RUNS + run, "cancellation", 2, "{\"reason\":\"panne\"}")
                .statusCode(200)
                .body("stops.done", contains(true, false))
                .body("stops.stands", contains(false, false));
        read(CARRIER, RUNS + run).body("stops.done", contains(true, false));
    }

    @Test
    void onlyLotsThatAreBookedWithTheCarrierAndWithinTheirTimeAreOnItsRun() {
        String lot = booked(1);
        plan(vehicle(), null, stop(UUID.randomUUID().toString(), "08:00", "08:30"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/stops/0/lot"))
                .body("errors[0].code", equalTo("not_booked_with_you"));
        plan(vehicle(), null, stop(lot, "07:30", "08:30"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/stops/0/from"))
                .body("errors[0].code", equalTo("outside_the_pickup"));
        String run = planned(vehicle(), null, stop(lot, "08:00", "08:30"));
        plan(vehicle(), null, stop(lot, "09:00", "09:30"))
                .statusCode(409)
                .body("code", equalTo("on_another_run"))
                .body("extensions.run", equalTo(run));
        command(DONOR)
                .body("{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":1}]}")
                .post(LOTS + lot + "/handover")
                .then()
                .statusCode(200);
        read(CARRIER, RUNS + run).body("stops.stands", contains(false));
        read(CARRIER, "/v1/collection/runs?limit=500&status=CANCELLED").body("id", not(hasItem(run)));
    }

    @Test
    void ofManyRunsThatWantOneVehicleAtOnceTheDatabaseLetsOneBe() throws Exception {
        String van = vehicle();
        List<String> lots = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            lots.add(booked(1));
        }
        List<Future<Response>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (String lot : lots) {
                calls.add(callers.submit(() -> command(CARRIER)
                        .body(body(van, null, stop(lot, "08:00", "09:00")))
                        .post("/v1/collection/runs")));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Response> call : calls) {
            statuses.add(call.get().statusCode());
        }
        assertThat(statuses.stream().collect(Collectors.groupingBy(one -> one, Collectors.counting())))
                .containsOnly(Map.entry(201, 1L), Map.entry(409, AT_ONCE - 1L));
    }

    @Test
    void rawSqlPutsNoVehicleOnTwoRunsEither() throws SQLException {
        String van = vehicle();
        var _ = planned(van, null, stop(booked(1), "08:00", "09:00"));
        String later = planned(van, null, stop(booked(1), "09:00", "09:30"));
        TestBackends backends = NetworkResource.backends("collection");
        try (Connection owner = DriverManager.getConnection(
                        backends.jdbcUrl("collection"),
                        "collection_owner",
                        backends.databasePassword("collection_owner"));
                Statement statement = owner.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate(
                            "update run set starts_at = starts_at - interval '1 minute' where id = '" + later + "'"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("23P01"));
        }
    }

    private static String vehicle() {
        return "V-" + UUID.randomUUID();
    }

    /** A lot whose pickup is booked from eight to ten; its version is 3. */
    private static String booked(int laptops) {
        String lot = offered(laptops, UUID.randomUUID().toString());
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{}").statusCode(200);
        CollectionCalls.agree(lot);
        act(WORKSHOP, LOTS + lot, "pickup", 2, """
                        {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(TestTokens.OTHER_DONOR))
                .statusCode(200);
        return lot;
    }

    private static String stop(String lot, String from, String until) {
        return "{\"lot\":\"%s\",\"from\":\"2026-12-01T%s:00Z\",\"until\":\"2026-12-01T%s:00Z\"}"
                .formatted(lot, from, until);
    }

    private static String planned(String vehicle, @Nullable String crew, String... stops) {
        return plan(vehicle, crew, stops).statusCode(201).extract().path("id");
    }

    private static ValidatableResponse plan(String vehicle, @Nullable String crew, String... stops) {
        return command(CARRIER)
                .body(body(vehicle, crew, stops))
                .post("/v1/collection/runs")
                .then();
    }

    private static String body(String vehicle, @Nullable String crew, String... stops) {
        return "{\"vehicleRef\":\"" + vehicle + "\"," + (crew == null ? "" : "\"crewRef\":\"" + crew + "\",")
                + "\"stops\":[" + String.join(",", stops) + "]}";
    }
}
