package network.reuse.refurb;

import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.WORKSHOP;
import static network.reuse.refurb.RefurbCalls.act;
import static network.reuse.refurb.RefurbCalls.bulk;
import static network.reuse.refurb.RefurbCalls.command;
import static network.reuse.refurb.RefurbCalls.erasure;
import static network.reuse.refurb.RefurbCalls.expectedAt;
import static network.reuse.refurb.RefurbCalls.read;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How far donors want the media of their devices erased; each test has a donor of its own. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class ErasureMinimumIT {
    private static final String MINIMUM = "/v1/refurb/erasure-minimum";

    private final UUID donorId = UUID.randomUUID();
    private final String donor = TestTokens.of(donorId, "donor");

    @BeforeAll
    static void theRegisterNamesOrganisations() throws Exception {
        RefurbCalls.register();
    }

    @Test
    void whatADonorAsksForHoldsForItsDevicesUntilTheirMediaReachIt() throws Exception {
        UUID device = cleared();
        ask("{\"level\":\"PURGE\"}").statusCode(200).body("version", equalTo(1)).body("level", equalTo("PURGE"));

        insufficient(act(device, "quality-check", 5, "{\"passed\":true}"));
        insufficient(act(device, "scrapping", 5, "{\"reason\":\"trop vieux\"}"));
        bulk(WORKSHOP, "quality-checks", "{\"rows\":[{\"deviceId\":\"" + device + "\",\"passed\":true}]}")
                .body("rejected", equalTo(1))
                .body("rows[0].errors[0].code", equalTo("erasure_level_insufficient"));
        read(donor, "/v1/refurb/lots/" + lotOf(device) + "/certificate")
                .body("statement.complete", equalTo(false))
                .body("statement.missing.level", contains("CLEAR"))
                .body("statement.missing.required", contains("PURGE"))
                .body("statement.missing.why", contains("NOT_ERASED"));

        act(device, "erasures", 5, erasure("HD/1", "SANITIZE_OVERWRITE", true)).statusCode(200);
        act(device, "quality-check", 6, "{\"passed\":true}").statusCode(200).body("status", equalTo("READY"));

        ask("{\"level\":\"DESTROY\"}").statusCode(200).body("version", equalTo(2));
        act(device, "scrapping", 7, "{\"reason\":\"trop vieux\"}")
                .statusCode(409)
                .body("extensions.required", equalTo("DESTROY"))
                .body("extensions.obtained", equalTo("PURGE"));
    }

    @Test
    void aMinimumHoldsFromItsTimeOnAndTheNetworksOwnAlways() throws Exception {
        UUID device = cleared();
        ask("{\"level\":\"DESTROY\",\"validFrom\":\"" + Instant.now().plusSeconds(86_400) + "\"}")
                .statusCode(200);
        ask("{\"level\":\"NONE\"}").statusCode(200);
        act(device, "quality-check", 5, "{\"passed\":true}").statusCode(200).body("status", equalTo("READY"));

        UUID untouched = received();
        act(untouched, "scrapping", 3, "{\"reason\":\"trop vieux\"}")
                .statusCode(409)
                .body("extensions.required", equalTo("CLEAR"));
        ask("{\"level\":\"PURGE\",\"validFrom\":\"2200-01-01T00:00:00Z\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/validFrom"));
    }

    @Test
    void aDonorDecidesForItselfAlone() throws Exception {
        ask("{\"level\":\"DESTROY\"}").statusCode(200);
        String other = TestTokens.of(UUID.randomUUID(), "donor");
        read(other, MINIMUM).statusCode(200).body("", hasSize(0));
        read(donor, MINIMUM).body("level", contains("DESTROY"));
        command(WORKSHOP).body("{\"level\":\"NONE\"}").post(MINIMUM).then().statusCode(403);

        UUID ofAnother = new ErasureMinimumIT().cleared();
        act(ofAnother, "quality-check", 5, "{\"passed\":true}").statusCode(200);
    }

    private ValidatableResponse ask(String body) {
        return command(donor).body(body).post(MINIMUM).then();
    }

    private static void insufficient(ValidatableResponse answer) {
        answer.statusCode(409)
                .body("code", equalTo("erasure_level_insufficient"))
                .body("extensions.required", equalTo("PURGE"))
                .body("extensions.obtained", equalTo("CLEAR"))
                .body("extensions.media.serialNumber", contains("HD/1"))
                .body("extensions.media.obtained", contains("CLEAR"));
    }

    private static String lotOf(UUID device) {
        return read(WORKSHOP, DEVICES + device).extract().path("lotId");
    }

    /** A device of the donor's, triaged with one disk. */
    private UUID received() throws Exception {
        UUID lot = UUID.randomUUID();
        UUID device = expectedAt(TestTokens.WORKSHOP, 1, value -> {
                    value.withArray("/parties").add(donorId.toString());
                    value.withObject("/fact").put("donor", donorId.toString()).put("lotId", lot.toString());
                })
                .getFirst();
        act(device, "reception", 1, "{}").statusCode(200);
        act(device, "triage", 2, "{\"media\":[{\"serialNumber\":\"HD/1\",\"kind\":\"HDD\",\"bytes\":1000}]}")
                .statusCode(200);
        return device;
    }

    /** The same, its disk overwritten, and graded. */
    private UUID cleared() throws Exception {
        UUID device = received();
        act(device, "erasures", 3, erasure("HD/1", "OVERWRITE", true)).statusCode(200);
        act(device, "grade", 4, "{\"grade\":\"B\"}").statusCode(200);
        return device;
    }
}
