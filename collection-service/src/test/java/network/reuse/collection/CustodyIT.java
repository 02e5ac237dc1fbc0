package network.reuse.collection;

import static network.reuse.collection.CollectionCalls.HEADING;
import static network.reuse.collection.CollectionCalls.LOTS;
import static network.reuse.collection.CollectionCalls.act;
import static network.reuse.collection.CollectionCalls.command;
import static network.reuse.collection.CollectionCalls.offered;
import static network.reuse.collection.CollectionCalls.read;
import static network.reuse.collection.CollectionCalls.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import network.reuse.collection.domain.LotStatus;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.TestBackends;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole lot goes from hand to hand in two counts; where they differ, a discrepancy is open until it is settled. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class CustodyIT {
    private static final String DONOR = TestTokens.of(TestTokens.GRAND_EST, "donor");
    private static final String CARRIER = TestTokens.of(TestTokens.OTHER_DONOR, "carrier");
    private static final String WORKSHOP = TestTokens.of(TestTokens.WORKSHOP, "refurbisher");
    private static final String NOBODY = TestTokens.of(TestTokens.OTHER_WORKSHOP, "donor", "carrier", "refurbisher");
    private static final int CALLS = 200;

    @BeforeAll
    static void theRegisterNamesDonorAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void aLotGoesFromDonorToCarrierToWorkshopWithTheTokensOfAllThree() throws Exception {
        String lot = booked(12);
        sign(CARRIER, lot, "handover", 12).statusCode(403);
        sign(DONOR, lot, "handover", 12)
                .statusCode(200)
                .body("status", equalTo("HANDED_OVER"))
                .body("legal", contains("TAKEOVER", "WITHDRAWAL"));
        sign(DONOR, lot, "takeover", 12).statusCode(403);
        sign(NOBODY, lot, "takeover", 12).statusCode(404);
        sign(CARRIER, lot, "takeover", 12).statusCode(200).body("status", equalTo("TAKEN_OVER"));
        sign(WORKSHOP, lot, "reception", 12).statusCode(409).body("code", equalTo("illegal_now"));
        sign(CARRIER, lot, "delivery", 12).statusCode(200).body("status", equalTo("DELIVERED"));
        sign(CARRIER, lot, "reception", 12).statusCode(403);
        sign(WORKSHOP, lot, "reception", 12)
                .statusCode(200)
                .body("status", equalTo("RECEIVED"))
                .body("quantities[0].count", equalTo(12))
                .body("custody.atWorkshop[0].count", equalTo(12))
                .body("custody.disputed", empty());
        read(DONOR, LOTS + lot + "/transfer-slip")
                .statusCode(200)
                .body("handedOver.by", equalTo(TestTokens.GRAND_EST.toString()))
                .body("takenOver.by", equalTo(TestTokens.OTHER_DONOR.toString()))
                .body("received.by", equalTo(TestTokens.WORKSHOP.toString()))
                .body("collected[0].count", equalTo(12));
        assertThat(events(lot))
                .containsExactly(
                        "LotOffered",
                        "LotAccepted",
                        "PickupScheduled",
                        "LotHandedOver",
                        "LotTakenOver",
                        "LotDelivered",
                        "LotReceived");
    }

    @Test
    void aDiscrepancyStopsThePapersAndNotTheMachinesThatAreThere() {
        String lot = takenOver(3, 2);
        read(DONOR, LOTS + lot + "/transfer-slip")
                .statusCode(409)
                .body("code", equalTo("discrepancy_open"))
                .body("extensions.disputed[0].count", equalTo(1));
        act(
                        DONOR,
                        LOTS + lot,
                        "correction",
                        5,
                        "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":3}],\"reason\":\"non\"}")
                .statusCode(409)
                .body("code", equalTo("discrepancy_open"));
        String serial = UUID.randomUUID().toString();
        send(
                        lot,
                        HEADING + "LAPTOP;Dell;5490;" + serial + "-1;\nLAPTOP;Dell;5490;" + serial
                                + "-2;\nLAPTOP;Dell;5490;" + serial + "-3;\n")
                .body("created", equalTo(2))
                .body("rejected", equalTo(1));
        sign(CARRIER, lot, "delivery", 2).statusCode(200);
        sign(WORKSHOP, lot, "reception", 3).statusCode(200).body("custody.disputed[0].count", equalTo(1));
        send(lot, HEADING + "LAPTOP;Dell;5490;" + serial + "-3;\n").body("created", equalTo(1));
        settle(CARRIER, lot, 7, "NEVER_GIVEN", 1).statusCode(403);
        settle(DONOR, lot, 7, "NEVER_GIVEN", 1)
                .statusCode(200)
                .body("custody.denials[0].by", equalTo(TestTokens.GRAND_EST.toString()))
                .body("custody.disputed[0].count", equalTo(1));
        act(WORKSHOP, LOTS + lot, "settlement", 8, """
                        {"category":"LAPTOP","outcome":"NEVER_GIVEN","by":"%s","reason":"recompté"}""".formatted(TestTokens.GRAND_EST))
                .statusCode(422)
                .body("errors[0].code", equalTo("fewer_than_registered"));
        settle(WORKSHOP, lot, 8, "FOUND", 1)
                .statusCode(200)
                .body("quantities[0].count", equalTo(3))
                .body("custody.atWorkshop[0].count", equalTo(3))
                .body("custody.settlements[0].by", equalTo(TestTokens.WORKSHOP.toString()));
        read(DONOR, LOTS + lot + "/transfer-slip").statusCode(200);
    }

    @Test
    void disputedLotsAreListedUntilTheyAreSettledByWhoeverItConcerns() {
        String disputed = "/v1/collection/lots?limit=500&disputed=true&after=" + Ids.next();
        String lot = takenOver(12, 10);
        read(DONOR, disputed).body("id", hasItem(lot));
        read(NOBODY, disputed).body("$", empty());
        settle(DONOR, lot, 5, "FOUND", 1).statusCode(403);
        settle(NOBODY, lot, 5, "FOUND", 1).statusCode(404);
        settle(CARRIER, lot, 5, "FOUND", 3).statusCode(422).body("errors[0].code", equalTo("more_than_disputed"));
        settle(CARRIER, lot, 5, "FOUND", 1).statusCode(200).body("quantities[0].count", equalTo(11));
        settle(DONOR, lot, 5, "NEVER_GIVEN", 1).statusCode(412);
        settle(DONOR, lot, 6, "NEVER_GIVEN", 1).statusCode(200).body("quantities[0].count", equalTo(11));
        settle(DONOR, lot, 7, "NEVER_GIVEN", 1).statusCode(409).body("code", equalTo("illegal_now"));
        read(DONOR, disputed).body("id", not(hasItem(lot)));
    }

    @Test
    void whatTheCarrierLostWasCollectedAndIsNotAtTheWorkshop() {
        String lot = takenOver(12, 12);
        sign(CARRIER, lot, "delivery", 11).statusCode(200).body("custody.disputed[0].count", equalTo(1));
        read(DONOR, LOTS + lot + "/transfer-slip")
                .statusCode(409)
                .body("code", equalTo("discrepancy_open"))
                .body("extensions.disputed[0].count", equalTo(1));
        settle(CARRIER, lot, 6, "NEVER_GIVEN", 1).statusCode(422).body("errors[0].code", equalTo("signed_by_both"));
        sign(WORKSHOP, lot, "reception", 11).statusCode(200).body("custody.disputed[0].count", equalTo(1));
        settle(CARRIER, lot, 7, "LOST", 1)
                .statusCode(200)
                .body("quantities[0].count", equalTo(12))
                .body("custody.atWorkshop[0].count", equalTo(11));
    }

    @Test
    void whatWasCollectedInTheOneWayMayBeDeliveredInTheOther() {
        String lot = CollectionCalls.collected(4);
        String workshopCarries = TestTokens.of(TestTokens.WORKSHOP, "refurbisher", "carrier");
        sign(workshopCarries, lot, "delivery", 4).statusCode(200);
        sign(workshopCarries, lot, "reception", 4).statusCode(200).body("custody.disputed", empty());
        read(DONOR, LOTS + lot + "/transfer-slip").statusCode(200).body("collected[0].count", equalTo(4));
        String another = CollectionCalls.collected(4);
        read(DONOR, LOTS + another + "/transfer-slip").statusCode(409).body("code", equalTo("not_taken_over"));
    }

    @Test
    void aSignatureTowardsAnotherWorkshopIsRefusedAndALotThatStandsThereGoesOnWithAReason() throws Exception {
        String lot = takenOver(3, 3);
        String elsewhere = "{\"workshop\":\"%s\",\"reason\":\"complet\"}";
        act(WORKSHOP, LOTS + lot, "workshop-correction", 5, elsewhere.formatted(TestTokens.OTHER_WORKSHOP))
                .statusCode(200);
        String toTheFirst = "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":3}],\"counterpart\":\"%s\"}"
                .formatted(TestTokens.WORKSHOP);
        command(CARRIER)
                .body(toTheFirst)
                .post(LOTS + lot + "/delivery")
                .then()
                .statusCode(409)
                .body("code", equalTo("another_counterpart"))
                .body("extensions.counterpart", equalTo(TestTokens.OTHER_WORKSHOP.toString()));
        sign(CARRIER, lot, "delivery", 3).statusCode(200);
        sign(WORKSHOP, lot, "reception", 3).statusCode(403);
        act(WORKSHOP, LOTS + lot, "workshop-correction", 7, elsewhere.formatted(TestTokens.WORKSHOP))
                .statusCode(200)
                .body("status", equalTo("TAKEN_OVER"))
                .body("custody.redirections[0].from", equalTo(TestTokens.OTHER_WORKSHOP.toString()))
                .body("custody.redirections[0].reason", equalTo("complet"));
        command(CARRIER).body(toTheFirst).post(LOTS + lot + "/delivery").then().statusCode(200);
        sign(WORKSHOP, lot, "reception", 3).statusCode(200).body("custody.redirections.size()", equalTo(1));
        assertThat(events(lot)).contains("WorkshopCorrected").endsWith("LotDelivered", "LotReceived");
    }

    @Test
    void aDonorThatCarriesItsLotSignsOnceAndTheWorkshopCountsSecond() {
        String lot = booked(3, TestTokens.GRAND_EST);
        String donorCarries = TestTokens.of(TestTokens.GRAND_EST, "donor", "carrier");
        sign(donorCarries, lot, "handover", 3).statusCode(200).body("status", equalTo("TAKEN_OVER"));
        sign(donorCarries, lot, "takeover", 3).statusCode(409);
        read(DONOR, LOTS + lot + "/transfer-slip")
                .statusCode(200)
                .body("handedOver.quantities[0].count", equalTo(3))
                .body("takenOver", nullValue());
        sign(donorCarries, lot, "delivery", 3).statusCode(200);
        sign(WORKSHOP, lot, "reception", 3).statusCode(200).body("custody.disputed", empty());
    }

    @Test
    void whatWasHandedOverMayBeTakenBackUntilTheCarrierHasIt() {
        String lot = booked(3);
        sign(DONOR, lot, "handover", 3).statusCode(200);
        act(DONOR, LOTS + lot, "withdrawal", 4, "{\"reason\":\"donné ailleurs\"}")
                .statusCode(200);
        String gone = takenOver(3, 3);
        act(DONOR, LOTS + gone, "withdrawal", 5, "{\"reason\":\"donné ailleurs\"}")
                .statusCode(409);
    }

    @Test
    void twoHundredCallsWithOneKeyHaveOneEffectAndOneAnswer() throws Exception {
        String lot = booked(12);
        sign(DONOR, lot, "handover", 12).statusCode(200);
        String key = UUID.randomUUID().toString();
        List<Response> answers =
                atOnce(IntStream.range(0, CALLS).mapToObj(_ -> key).toList(), lot);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.asString()).isEqualTo(answers.getFirst().asString());
        });
        assertThat(events(lot)).hasSize(5);
    }

    @Test
    void ofTwoHundredCallsWithAsManyKeysOneIsServedAndTheOthersAreToldWhatIsLegal() throws Exception {
        String lot = booked(12);
        sign(DONOR, lot, "handover", 12).statusCode(200);
        List<Response> answers = atOnce(
                IntStream.range(0, CALLS)
                        .mapToObj(_ -> UUID.randomUUID().toString())
                        .toList(),
                lot);
        assertThat(answers.stream().collect(Collectors.groupingBy(Response::statusCode, Collectors.counting())))
                .containsOnly(Map.entry(200, 1L), Map.entry(409, CALLS - 1L));
        assertThat(events(lot)).hasSize(5);
    }

    @Test
    void whateverDonorsCarriersAndWorkshopsSignAtTheSameTimeEachLotTakesOneLegalStepAfterAnother() throws Exception {
        List<String> lots = IntStream.range(0, 4).mapToObj(_ -> booked(6)).toList();
        Map<String, String> signatures =
                Map.of("handover", DONOR, "takeover", CARRIER, "delivery", CARRIER, "reception", WORKSHOP);
        List<Future<Integer>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 8; i++) {
                for (String lot : lots) {
                    signatures.forEach((move, token) -> calls.add(callers.submit(() -> {
                        ValidatableResponse answer = sign(token, lot, move, 6);
                        while (answer.extract().statusCode() == 429) {
                            answer = sign(token, lot, move, 6);
                        }
                        return answer.extract().statusCode();
                    })));
                }
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> call : calls) {
            statuses.add(call.get());
        }
        List<String> life = List.of("LotHandedOver", "LotTakenOver", "LotDelivered", "LotReceived");
        int signed = 0;
        for (String lot : lots) {
            List<String> told = events(lot);
            List<String> custody = told.subList(told.indexOf("PickupScheduled") + 1, told.size());
            assertThat(custody).isEqualTo(life.subList(0, custody.size()));
            signed += custody.size();
        }
        assertThat(statuses).isSubsetOf(200, 403, 409);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(signed);
        assertThat(signed).isGreaterThanOrEqualTo(lots.size());
    }

    @Test
    void theDatabaseRefusesEveryPairOfStatesThatIsNoMove() throws SQLException {
        String lot = booked(1);
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            List<String> legal = new ArrayList<>();
            try (ResultSet moves = statement.executeQuery(
                    "select from_status || '>' || to_status from lot_move where from_status <> 'NEW'")) {
                while (moves.next()) {
                    legal.add(moves.getString(1));
                }
            }
            int refused = 0;
            for (LotStatus from : LotStatus.values()) {
                for (LotStatus to : LotStatus.values()) {
                    if (!legal.contains(from + ">" + to)) {
                        refused++;
                        assertThat(isWritten(statement, lot, from, to))
                                .as(from + ">" + to)
                                .isFalse();
                    }
                }
            }
            assertThat(refused + legal.size()).isEqualTo(LotStatus.values().length * LotStatus.values().length);
        }
    }

    private static boolean isWritten(Statement statement, String lot, LotStatus from, LotStatus to) {
        try {
            var _ = statement.executeUpdate(
                    "update lot set previous_status = '" + from + "', status = '" + to + "' where id = '" + lot + "'");
            return true;
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).isEqualTo("23503");
            return false;
        }
    }

    /** A lot of so many laptops, with a carrier that is neither its donor nor its workshop; its version is 3. */
    private static String booked(int laptops) {
        return booked(laptops, TestTokens.OTHER_DONOR);
    }

    private static String booked(int laptops, UUID carrier) {
        String lot = offered(laptops, UUID.randomUUID().toString());
        act(WORKSHOP, LOTS + lot, "acceptance", 1, "{}").statusCode(200);
        CollectionCalls.agree(lot);
        act(WORKSHOP, LOTS + lot, "pickup", 2, """
                        {"carrier":"%s","from":"2026-12-01T08:00:00Z","until":"2026-12-01T10:00:00Z"}""".formatted(carrier)).statusCode(200);
        return lot;
    }

    /** One of which the donor has counted so many laptops and the carrier so many; its version is 5. */
    private static String takenOver(int given, int taken) {
        String lot = booked(given);
        sign(DONOR, lot, "handover", given).statusCode(200);
        sign(CARRIER, lot, "takeover", taken).statusCode(200);
        return lot;
    }

    private static ValidatableResponse sign(String token, String lot, String move, int laptops) {
        return command(token)
                .body(counted(laptops))
                .post(LOTS + lot + "/" + move)
                .then();
    }

    private static String counted(int laptops) {
        return "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":" + laptops + "}]}";
    }

    private static ValidatableResponse settle(String token, String lot, int version, String outcome, int count) {
        return act(token, LOTS + lot, "settlement", version, """
                {"category":"LAPTOP","outcome":"%s","count":%d,"reason":"recompté"}""".formatted(outcome, count));
    }

    private static List<Response> atOnce(List<String> keys, String lot) throws Exception {
        List<Future<Response>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(keys.size())) {
            for (String key : keys) {
                calls.add(callers.submit(
                        () -> command(CARRIER, key).body(counted(12)).post(LOTS + lot + "/takeover")));
            }
        }
        List<Response> answers = new ArrayList<>();
        for (Future<Response> call : calls) {
            answers.add(call.get());
        }
        return answers;
    }

    private static List<String> events(String lot) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet rows =
                        statement.executeQuery("select split_part(type, '.', 2) from event_journal where stream_id = '"
                                + lot + "' order by sequence")) {
            List<String> types = new ArrayList<>();
            while (rows.next()) {
                types.add(rows.getString(1));
            }
            return types;
        }
    }

    private static Connection owner() throws SQLException {
        TestBackends backends = NetworkResource.backends("collection");
        return DriverManager.getConnection(
                backends.jdbcUrl("collection"), "collection_owner", backends.databasePassword("collection_owner"));
    }
}
