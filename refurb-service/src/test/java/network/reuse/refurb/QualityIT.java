package network.reuse.refurb;

import static io.restassured.RestAssured.given;
import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.DONOR;
import static network.reuse.refurb.RefurbCalls.actAs;
import static network.reuse.refurb.RefurbCalls.bulk;
import static network.reuse.refurb.RefurbCalls.command;
import static network.reuse.refurb.RefurbCalls.count;
import static network.reuse.refurb.RefurbCalls.erasure;
import static network.reuse.refurb.RefurbCalls.expectedAt;
import static network.reuse.refurb.RefurbCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Quality control by a checklist and by a second technician; a test that decides a rule has a workshop of its own. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class QualityIT {
    private static final String RULE = "/v1/refurb/quality-rule";
    private static final String COMPLETE =
            "\"checklist\":{\"charger\":true,\"storage\":true,\"system\":true,\"battery\":true}";
    private static final String DISK = "\"media\":[{\"serialNumber\":\"HD/1\",\"kind\":\"HDD\",\"bytes\":1000}]";

    private final UUID workshopId = UUID.randomUUID();
    private final String workshop = TestTokens.of(workshopId, "refurbisher");

    @BeforeAll
    static void theRegisterNamesOrganisations() throws Exception {
        RefurbCalls.register();
    }

    @Test
    void aCheckNamesEachItemThatIsMissingAndPassesWithAll() throws Exception {
        UUID device = graded("T-07");
        act(device, 5, "{\"passed\":true,\"checklist\":{\"charger\":false,\"storage\":true,\"system\":true}}")
                .statusCode(422)
                .body("errors.pointer", contains("/checklist/charger", "/checklist/battery"))
                .body("errors.code", everyItem(equalTo("check_item_missing")));
        act(device, 5, "{\"passed\":true," + COMPLETE + "}")
                .statusCode(200)
                .body("status", equalTo("READY"))
                .body("checklist.status", equalTo("STATED"))
                .body("checklist.policy", equalTo(1))
                .body("checklist.items", contains("CHARGER", "STORAGE", "SYSTEM", "BATTERY"));
        assertThat(count("select count(*) from event_journal where type = 'refurb.DeviceReady.v1' and stream_id = '"
                        + device + "' and value::jsonb #>> '{fact,checklist,policy}' = '1'"))
                .isOne();
    }

    @Test
    void aCheckWithoutAChecklistPassesAndSaysSo() throws Exception {
        UUID device = graded("T-07");
        read(workshop, DEVICES + device).body("checklist", nullValue());
        act(device, 5, "{\"passed\":true}")
                .statusCode(200)
                .body("checklist.status", equalTo("NOT_STATED"))
                .body("checklist.items", nullValue());
    }

    @Test
    void whatEachCategoryNeedsIsPublishedForEverybody() {
        given().get("/v1/refurb/quality-criteria")
                .then()
                .statusCode(200)
                .body("[0].version", equalTo(1))
                .body("[0].categories.find { it.category == 'SCREEN' }.items", contains("CHARGER"))
                .body("[0].categories.find { it.category == 'DESKTOP' }.items", not(hasItem("BATTERY")));
    }

    @Test
    void whoeverWorkedOnADeviceDoesNotPassIt() throws Exception {
        UUID device = graded("T-07");
        act(device, 5, "{\"passed\":true,\"staffRef\":\"t-07\"," + COMPLETE + "}")
                .statusCode(409)
                .body("code", equalTo("same_technician"));
        act(device, 5, "{\"passed\":false,\"faults\":[\"clavier\"],\"staffRef\":\"T-07\"}")
                .statusCode(200);
        act(device, 6, "{\"passed\":true,\"staffRef\":\"T-08\"," + COMPLETE + "}")
                .statusCode(200);
    }

    @Test
    void norDoesWhoeverErasedOrFittedItsDiskWhileThatWasInAnother() throws Exception {
        UUID source = graded("T-07");
        UUID between = withoutStorage();
        UUID into = withoutStorage();
        fit(between, source, 3, ",\"staffRef\":\"T-05\"").statusCode(200);
        fit(into, between, 3, ",\"staffRef\":\"T-09\"").statusCode(200);
        read(workshop, DEVICES + into + "/staff")
                .body("step", contains("FITTING"))
                .body("staffRef", contains("T-09"));
        actAs(workshop, into, "grade", 4, "{\"grade\":\"B\",\"staffRef\":\"T-08\"}")
                .statusCode(200);

        for (String hand : List.of("t-07", "T-08", "T-09")) {
            act(into, 5, "{\"passed\":true,\"staffRef\":\"" + hand + "\"," + COMPLETE + "}")
                    .statusCode(409)
                    .body("code", equalTo("same_technician"));
        }
        bulk(
                        workshop,
                        "quality-checks",
                        "{\"rows\":[{\"deviceId\":\"" + into + "\",\"passed\":true,\"staffRef\":\"T-07\"," + COMPLETE
                                + "}]}")
                .body("rows[0].errors.code", contains("same_technician"));
        act(into, 5, "{\"passed\":true,\"staffRef\":\"T-10\"," + COMPLETE + "}").statusCode(200);
    }

    @Test
    void aWorkshopThatAsksWhoDidEachStepAsksItOfAFittingToo() throws Exception {
        UUID source = graded("T-07");
        UUID into = withoutStorage();
        decide("{\"checklistRequired\":false,\"secondTechnician\":true}");

        fit(into, source, 3, "")
                .statusCode(422)
                .body("errors.code", contains("staff_reference_missing"))
                .body("errors.pointer", contains("/staffRef"));
        fit(into, source, 3, ",\"staffRef\":\"T-09\"").statusCode(200);
    }

    private UUID withoutStorage() throws Exception {
        UUID device = received();
        actAs(workshop, device, "triage", 2, "{\"noStorage\":true}").statusCode(200);
        return device;
    }

    /** Fits the disk of that device into this one once it has its certificate. */
    private ValidatableResponse fit(UUID into, UUID source, int version, String by) {
        await("the certificate")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> read(workshop, DEVICES + source + "/certificates")
                        .body("statement.type", hasItem("CERTIFICATE")));
        return actAs(
                workshop,
                into,
                "fitting",
                version,
                "{\"takenFrom\":\"" + source + "\",\"serialNumber\":\"HD/1\"" + by + "}");
    }

    @Test
    void theSameHoldsOfStepsThatAreToldInOneCall() throws Exception {
        UUID first = received();
        UUID second = received();
        bulk(workshop, "device-reports", "{\"rows\":[" + report(first, "T-07") + "," + report(second, "T-08") + "]}")
                .statusCode(200)
                .body("rows.outcome", contains("REJECTED", "RECORDED"))
                .body("rows[0].errors[0].code", equalTo("same_technician"))
                .body("rows[0].errors[0].pointer", equalTo("/rows/0/check"));
        UUID third = graded("T-07");
        String row = "{\"rows\":[{\"deviceId\":\"" + third + "\",\"passed\":true,%s\"checklist\":{\"charger\":true}}]}";
        bulk(workshop, "quality-checks", row.formatted("\"staffRef\":\"T-07\","))
                .body("rows[0].errors.code", contains("same_technician"));
        bulk(workshop, "quality-checks", row.formatted(""))
                .body(
                        "rows[0].errors.pointer",
                        contains("/rows/0/checklist/storage", "/rows/0/checklist/system", "/rows/0/checklist/battery"));
    }

    @Test
    void whoDidAStepIsReadByTheirWorkshopAloneAndIsInNoEvent() throws Exception {
        String reference = "atl-grivelitorne-7731";
        UUID device = graded(reference);
        act(device, 5, "{\"passed\":true,\"staffRef\":\"T-08\"}").statusCode(200);

        read(workshop, DEVICES + device + "/staff")
                .statusCode(200)
                .body("step", contains("ERASURE", "GRADE", "QUALITY_CHECK"))
                .body("staffRef", contains(reference, reference, "T-08"))
                .body("sequence", contains(3, 4, 5));
        read(DONOR, DEVICES + device + "/staff").statusCode(403);
        read(TestTokens.of(TestTokens.GRAND_EST, "refurbisher"), DEVICES + device + "/staff")
                .statusCode(200)
                .body("", hasSize(0));
        read(RefurbCalls.OTHER, DEVICES + device + "/staff").statusCode(404);
        for (String kept : List.of("device", "event_journal", "idempotency_key", "outbox")) {
            assertThat(count("select count(*) from " + kept + " t where t::text like '%" + reference + "%'"))
                    .as(kept)
                    .isZero();
        }
    }

    @Test
    void aReferenceIsNoNameAndNoContact() throws Exception {
        UUID device = graded("T-07");
        for (String person : List.of("Awa Diop", "awa.diop", "awa.diop@example.org", "Éloïse7", "0612345678", "T 7")) {
            act(device, 5, "{\"passed\":true,\"staffRef\":\"" + person + "\"}")
                    .statusCode(422)
                    .body("errors.pointer", hasItem("/staffRef"));
        }
    }

    @Test
    void aWorkshopThatAsksForSecondTechniciansAndChecklistsHoldsItsStepsToThem() throws Exception {
        decide("{\"checklistRequired\":true,\"secondTechnician\":true,\"validFrom\":\""
                + Instant.now().plusSeconds(86_400) + "\"}");
        UUID device = graded(null);
        decide("{\"checklistRequired\":true,\"secondTechnician\":true}");

        act(device, 5, "{\"passed\":true," + COMPLETE + "}")
                .statusCode(422)
                .body("errors.pointer", contains("/staffRef"))
                .body("errors.code", contains("staff_reference_missing"));
        act(device, 5, "{\"passed\":true,\"staffRef\":\"T-08\"}")
                .statusCode(422)
                .body("errors.code", contains("checklist_missing"));
        bulk(workshop, "grades", "{\"rows\":[{\"deviceId\":\"" + device + "\",\"grade\":\"C\"}]}")
                .body("rows[0].errors[0].pointer", equalTo("/rows/0/staffRef"));
        act(device, 5, "{\"passed\":true,\"staffRef\":\"T-08\"," + COMPLETE + "}")
                .statusCode(200);

        read(workshop, RULE).body("version", contains(2, 1)).body("secondTechnician", contains(true, true));
        read(RefurbCalls.OTHER, RULE).body("", hasSize(0));
        command(DONOR)
                .body("{\"checklistRequired\":true,\"secondTechnician\":true}")
                .post(RULE)
                .then()
                .statusCode(403);
    }

    @Test
    void whoDidAStepIsForgottenAYearAfterItWasRecorded() throws Exception {
        UUID old = graded("T-07");
        UUID young = graded("T-07");
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            assertThat(statement.executeUpdate("update step_staff set recorded_at = recorded_at - interval '366 days'"
                            + " where device_id = '" + old + "'"))
                    .isEqualTo(2);
            assertThat(statement.executeUpdate("update timer set due_at = now() where command = 'forget-staff'"))
                    .isOne();
        }
        await("what is old to be forgotten")
                .atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from step_staff where device_id = '" + old + "'") == 0);
        assertThat(count("select count(*) from step_staff where device_id = '" + young + "'"))
                .isEqualTo(2);
        assertThat(count("select count(*) from timer where command = 'forget-staff' and due_at > now()"))
                .isOne();
    }

    private void decide(String rule) {
        command(workshop).body(rule).post(RULE).then().statusCode(200);
    }

    private ValidatableResponse act(UUID device, int version, String check) {
        return actAs(workshop, device, "quality-check", version, check);
    }

    private static String report(UUID device, String checker) {
        return "{\"deviceId\":\"" + device + "\",\"triage\":{" + DISK + "},\"erasures\":["
                + erasure("HD/1", "OVERWRITE", true) + "],\"repairs\":[{\"work\":\"Batterie\",\"staffRef\":\"T-07\"}],"
                + "\"grade\":{\"grade\":\"B\"},\"check\":{\"passed\":true,\"staffRef\":\"" + checker + "\"," + COMPLETE
                + "}}";
    }

    private UUID received() throws Exception {
        UUID device = expectedAt(workshopId, 1).getFirst();
        actAs(workshop, device, "reception", 1, "{}").statusCode(200);
        return device;
    }

    /** A device whose disk is overwritten and which is graded, both by whoever has this reference. */
    private UUID graded(@Nullable String staffRef) throws Exception {
        UUID device = received();
        String by = staffRef == null ? "" : "\"staffRef\":\"" + staffRef + "\",";
        actAs(workshop, device, "triage", 2, "{" + DISK + "}").statusCode(200);
        actAs(
                        workshop,
                        device,
                        "erasures",
                        3,
                        erasure("HD/1", "OVERWRITE", true).replaceFirst("\\{", "{" + by))
                .statusCode(200);
        actAs(workshop, device, "grade", 4, "{" + by + "\"grade\":\"B\"}").statusCode(200);
        return device;
    }

    private static Connection owner() throws SQLException {
        var backends = NetworkResource.backends("refurb");
        return DriverManager.getConnection(
                backends.jdbcUrl("refurb"), "refurb_owner", backends.databasePassword("refurb_owner"));
    }
}
