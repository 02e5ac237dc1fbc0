package network.reuse.refurb;

import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.WORKSHOP;
import static network.reuse.refurb.RefurbCalls.act;
import static network.reuse.refurb.RefurbCalls.actAs;
import static network.reuse.refurb.RefurbCalls.bulk;
import static network.reuse.refurb.RefurbCalls.count;
import static network.reuse.refurb.RefurbCalls.erasure;
import static network.reuse.refurb.RefurbCalls.expectedAt;
import static network.reuse.refurb.RefurbCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Devices that are locked, released by their donor and opened by their workshop; each test has a donor of its own. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class LockIT {
    private static final String DISK = "{\"media\":[{\"serialNumber\":\"HD/1\",\"kind\":\"HDD\",\"bytes\":1000}]}";

    private final UUID donorId = UUID.randomUUID();
    private final String donor = TestTokens.of(donorId, "donor");

    @BeforeAll
    static void theRegisterNamesOrganisations() throws Exception {
        RefurbCalls.register();
    }

    @Test
    void aLockedDeviceIsReleasedByItsDonorOpenedByItsWorkshopAndThenReady() throws Exception {
        UUID device = triaged();
        act(device, "lock", 3, "{\"kind\":\"REMOTE_MANAGEMENT\",\"note\":\"Intune\"}")
                .statusCode(200)
                .body("status", equalTo("ON_BENCH"))
                .body("lock.kind", equalTo("REMOTE_MANAGEMENT"))
                .body("lock.answer", nullValue());
        act(device, "erasures", 4, erasure("HD/1", "OVERWRITE", true)).statusCode(200);
        act(device, "grade", 5, "{\"grade\":\"B\"}").statusCode(200);
        act(device, "quality-check", 6, "{\"passed\":true}")
                .statusCode(409)
                .body("code", equalTo("device_locked"))
                .body("extensions.lock", equalTo("REMOTE_MANAGEMENT"));
        bulk(WORKSHOP, "quality-checks", "{\"rows\":[{\"deviceId\":\"" + device + "\",\"passed\":true}]}")
                .body("rows[0].errors[0].code", equalTo("device_locked"));
        read(donor, DEVICES + device + "/transitions").body("", hasItem("LOCK_RELEASE"));

        actAs(donor, device, "lock-release", 6, "{\"released\":false,\"reason\":\"introuvable\"}")
                .statusCode(200)
                .body("lock.answer.reason", equalTo("introuvable"));
        actAs(donor, device, "lock-release", 7, "{\"released\":true}")
                .statusCode(200)
                .body("lock.answer.released", equalTo(true));
        act(device, "quality-check", 8, "{\"passed\":true}").statusCode(409);
        act(device, "unlocking", 8, "{}").statusCode(200).body("lock", nullValue());
        actAs(donor, device, "lock-release", 9, "{\"released\":true}").statusCode(403);
        act(device, "quality-check", 9, "{\"passed\":true}").statusCode(200).body("status", equalTo("READY"));

        assertThat(count("select count(*) from event_journal where stream_id = '" + device
                        + "' and type in ('refurb.DeviceLocked.v1', 'refurb.LockReleaseAnswered.v1',"
                        + " 'refurb.DeviceUnlocked.v1')"))
                .isEqualTo(4);
        assertThat(count("select count(*) from event_journal where stream_id = '" + device
                        + "' and type = 'refurb.DeviceLocked.v1' and value::jsonb -> 'parties' ? '" + donorId
                        + "' and value::jsonb -> 'fact' ? 'lotId'"))
                .isOne();
    }

    @Test
    void eachAnswersForItsOwnPart() throws Exception {
        UUID device = triaged();
        actAs(donor, device, "lock-release", 3, "{\"released\":true}").statusCode(403);
        act(device, "lock", 3, "{\"kind\":\"FIRMWARE_PASSWORD\"}").statusCode(200);
        String both = TestTokens.of(donorId, "donor", "refurbisher");

        for (String move : new String[] {"unlocking", "lock-correction", "scrapping", "loss", "grade"}) {
            actAs(donor, device, move, 4, "{\"reason\":\"pour voir\"}").statusCode(403);
        }
        actAs(both, device, "unlocking", 4, "{}").statusCode(403);
        actAs(both, device, "scrapping", 4, "{\"reason\":\"pour voir\"}").statusCode(403);
        actAs(both, device, "repairs", 4, "{\"work\":\"Batterie\"}").statusCode(403);
        bulk(both, "repairs", "{\"rows\":[{\"deviceId\":\"" + device + "\",\"work\":\"Batterie\"}]}")
                .body("rows[0].errors[0].code", equalTo("not_yours"));
        actAs(TestTokens.of(TestTokens.WORKSHOP, "donor"), device, "lock-release", 4, "{\"released\":true}")
                .statusCode(403);
        actAs(TestTokens.of(UUID.randomUUID(), "donor"), device, "lock-release", 4, "{\"released\":true}")
                .statusCode(404);
        actAs(donor, device, "lock-release", 4, "{\"released\":true,\"reason\":\"fait\"}")
                .statusCode(422)
                .body("errors.code", contains("release_unclear"));
        actAs(donor, device, "lock-release", 4, "{\"released\":false}")
                .statusCode(422)
                .body("errors.pointer", contains("/reason"));
    }

    @Test
    void aLockThatWasNoneIsTakenBack() throws Exception {
        UUID device = triaged();
        act(device, "lock", 3, "{\"kind\":\"ACCOUNT_LOCK\"}").statusCode(200);
        act(device, "lock", 4, "{\"kind\":\"ACCOUNT_LOCK\"}")
                .statusCode(409)
                .body("code", equalTo("illegal_now"))
                .body("extensions.legal", not(hasItem("LOCK")));
        act(device, "lock-correction", 4, "{\"reason\":\"clavier défectueux\"}")
                .statusCode(200)
                .body("lock", nullValue());
    }

    @Test
    void aLockThatIsFoundOnWhatIsReadyBringsItBackToTheBench() throws Exception {
        UUID device = triaged();
        act(device, "erasures", 3, erasure("HD/1", "OVERWRITE", true)).statusCode(200);
        act(device, "grade", 4, "{\"grade\":\"B\"}").statusCode(200);
        act(
                        device,
                        "quality-check",
                        5,
                        "{\"passed\":true,\"warrantyMonths\":12,\"checklist\":{\"charger\":true,\"storage\":true,\"system\":true,"
                                + "\"battery\":true}}")
                .statusCode(200)
                .body("checklist.status", equalTo("STATED"))
                .body("warrantyMonths", equalTo(12));
        act(device, "lock", 6, "{\"kind\":\"ACCOUNT_LOCK\"}")
                .statusCode(200)
                .body("status", equalTo("ON_BENCH"))
                .body("grade", equalTo("B"))
                .body("checklist", nullValue())
                .body("checkedAt", nullValue())
                .body("warrantyMonths", nullValue());
        act(device, "unlocking", 7, "{}").statusCode(200).body("warrantyMonths", nullValue());
        act(device, "quality-check", 8, "{\"passed\":true,\"warrantyMonths\":6}")
                .statusCode(200)
                .body("status", equalTo("READY"))
                .body("checklist.status", equalTo("NOT_STATED"))
                .body("warrantyMonths", equalTo(6));
        act(device, "scrapping", 9, "{\"reason\":\"verrouillé\"}")
                .statusCode(200)
                .body("status", equalTo("SCRAPPED"))
                .body("warrantyMonths", nullValue());
    }

    /** A device of the donor's, triaged with one disk. */
    private UUID triaged() throws Exception {
        UUID device = expectedAt(TestTokens.WORKSHOP, 1, value -> {
                    value.withArray("/parties").add(donorId.toString());
                    value.withObject("/fact").put("donor", donorId.toString());
                })
                .getFirst();
        act(device, "reception", 1, "{}").statusCode(200);
        act(device, "triage", 2, DISK).statusCode(200);
        return device;
    }
}
