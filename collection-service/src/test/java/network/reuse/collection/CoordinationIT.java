package network.reuse.collection;

import static network.reuse.collection.CollectionCalls.DONOR;
import static network.reuse.collection.CollectionCalls.LOTS;
import static network.reuse.collection.CollectionCalls.WORKSHOP;
import static network.reuse.collection.CollectionCalls.act;
import static network.reuse.collection.CollectionCalls.command;
import static network.reuse.collection.CollectionCalls.offered;
import static network.reuse.collection.CollectionCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.servers.TestBackends;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A coordinator sees what is offered in its regions, whoever it is offered to, and assigns it. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class CoordinationIT {
    private static final String COORDINATOR = TestTokens.of(TestTokens.COORDINATION, "coordinator");
    private static final String SANDBOX = TestTokens.sandbox(TestTokens.COORDINATION, "coordinator");
    private static final String OTHER_WORKSHOP = TestTokens.of(TestTokens.OTHER_WORKSHOP, "refurbisher");
    /** What is offered after this class began: other classes offer more than a page holds. */
    private static final String OFFERS = "/v1/collection/regional-offers?limit=500&after=" + Ids.next();

    private static final String CAPACITY = "/v1/collection/workshop-capacity";

    @BeforeAll
    static void theRegisterNamesDonorAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void whatIsOfferedInItsRegionsIsAssignedAcrossWorkshopsWithAReason() {
        String lot = offered(3, UUID.randomUUID().toString());
        String elsewhere = command(DONOR)
                .body("""
                        {"recipient":"%s","commune":"44109","quantities":[{"category":"LAPTOP","count":1}]}""".formatted(TestTokens.WORKSHOP))
                .post("/v1/collection/lots")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        read(COORDINATOR, OFFERS)
                .statusCode(200)
                .body("id", hasItem(lot))
                .body("id", not(hasItem(elsewhere)))
                .body("status.unique()", contains("OFFERED"));
        read(SANDBOX, OFFERS).body("id", not(hasItem(lot)));
        read(WORKSHOP, OFFERS).statusCode(403);
        read(COORDINATOR, LOTS + lot).statusCode(404);
        assign(COORDINATOR, elsewhere, TestTokens.OTHER_WORKSHOP, "complet").statusCode(404);
        assign(SANDBOX, lot, TestTokens.OTHER_WORKSHOP, "complet").statusCode(404);
        assign(WORKSHOP, lot, TestTokens.OTHER_WORKSHOP, "complet").statusCode(403);
        command(COORDINATOR)
                .body("{\"workshop\":\"" + TestTokens.OTHER_WORKSHOP + "\"}")
                .post(LOTS + lot + "/assignment")
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("reason_missing"));
        assign(COORDINATOR, lot, TestTokens.OTHER_WORKSHOP, "complet")
                .statusCode(200)
                .body("lot.status", equalTo("ACCEPTED"))
                .body("lot.recipient", equalTo(TestTokens.OTHER_WORKSHOP.toString()))
                .body("lot.workshop", equalTo(TestTokens.OTHER_WORKSHOP.toString()))
                .body("load.workshop", equalTo(TestTokens.OTHER_WORKSHOP.toString()))
                .body("others.workshop", hasItem(TestTokens.WORKSHOP.toString()))
                .body("others.workshop", not(hasItem(TestTokens.OTHER_WORKSHOP.toString())));
        assign(COORDINATOR, lot, TestTokens.WORKSHOP, "complet").statusCode(409).body("code", equalTo("illegal_now"));
        read(COORDINATOR, OFFERS).body("id", not(hasItem(lot)));
        read(OTHER_WORKSHOP, LOTS + lot)
                .statusCode(200)
                .body("recipient", equalTo(TestTokens.OTHER_WORKSHOP.toString()));
        read(WORKSHOP, LOTS + lot).statusCode(404);
        read(DONOR, LOTS + lot).statusCode(200);
    }

    @Test
    void anAssignmentAboveWhatTheWorkshopTakesInAWeekIsWarnedOfAndMade() {
        String busy = TestTokens.of(TestTokens.WORKSHOP, "refurbisher");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        capacity(busy, 100_000, today.minusDays(30));
        String first = offered(2, UUID.randomUUID().toString());
        int before = devices();
        assign(COORDINATOR, first, TestTokens.WORKSHOP, null)
                .statusCode(200)
                .body("load.devices", equalTo(before + 2))
                .body("load.machinesPerWeek", equalTo(100_000))
                .body("warning", nullValue());
        capacity(busy, 1, today.minusDays(1));
        capacity(busy, 100_000, today.plusDays(30));
        String second = offered(2, UUID.randomUUID().toString());
        assign(COORDINATOR, second, TestTokens.WORKSHOP, null)
                .statusCode(200)
                .body("lot.status", equalTo("ACCEPTED"))
                .body("load.devices", equalTo(before + 4))
                .body("warning.code", equalTo("above_capacity"));
        assertThat(devices()).isEqualTo(before + 4);
        act(DONOR, LOTS + second, "withdrawal", 2, "{\"reason\":\"donné ailleurs\"}")
                .statusCode(200);
        assertThat(devices()).isEqualTo(before + 2);
        read(busy, CAPACITY).statusCode(200).body("machinesPerWeek", contains(100_000, 1, 100_000));
        read(OTHER_WORKSHOP, CAPACITY).statusCode(200).body("size()", equalTo(0));
        read(busy, "/v1/collection/workshop-loads").statusCode(403);
    }

    @Test
    void rawSqlOfATransactionThatCoordinatesNothingSeesAndAssignsNothing() throws SQLException {
        String lot = offered(1, UUID.randomUUID().toString());
        TestBackends backends = NetworkResource.backends("collection");
        try (Connection api = DriverManager.getConnection(
                        backends.jdbcUrl("collection"), "collection_api", backends.databasePassword("collection_api"));
                Statement statement = api.createStatement()) {
            api.setAutoCommit(false);
            statement.execute("set local app.organisation = '" + TestTokens.COORDINATION + "'");
            String touch = "update lot set version = version where id = '" + lot + "'";
            assertThat(statement.executeUpdate(touch)).isZero();
            statement.execute("set local app.coordinated = '52'");
            assertThat(statement.executeUpdate(touch)).isZero();
            statement.execute("set local app.coordinated = '44,52'");
            assertThatThrownBy(() -> statement.executeUpdate(touch))
                    .as("it may become nothing but accepted")
                    .isInstanceOf(SQLException.class);
        }
    }

    private static int devices() {
        return read(COORDINATOR, "/v1/collection/workshop-loads")
                .statusCode(200)
                .extract()
                .path("find { it.workshop == '" + TestTokens.WORKSHOP + "' }.devices");
    }

    private static void capacity(String token, int machines, LocalDate from) {
        command(token)
                .body("{\"machinesPerWeek\":" + machines + ",\"from\":\"" + from + "\"}")
                .post(CAPACITY)
                .then()
                .statusCode(200)
                .body("machinesPerWeek", equalTo(machines));
    }

    private static ValidatableResponse assign(String token, String lot, UUID workshop, @Nullable String reason) {
        return command(token)
                .body("{\"workshop\":\"" + workshop + "\"" + (reason == null ? "" : ",\"reason\":\"" + reason + "\"")
                        + "}")
                .post(LOTS + lot + "/assignment")
                .then();
    }
}
