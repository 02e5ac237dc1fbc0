package network.reuse.refurb;

import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.actAs;
import static network.reuse.refurb.RefurbCalls.bulk;
import static network.reuse.refurb.RefurbCalls.command;
import static network.reuse.refurb.RefurbCalls.count;
import static network.reuse.refurb.RefurbCalls.erasure;
import static network.reuse.refurb.RefurbCalls.expectedAt;
import static network.reuse.refurb.RefurbCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Installations from a workshop's templates, and its warranty; each test has a workshop of its own. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class InstallationIT {
    private static final String TEMPLATES = "/v1/refurb/installation-templates";

    private final UUID workshopId = UUID.randomUUID();
    private final String workshop = TestTokens.of(workshopId, "refurbisher");

    @BeforeAll
    static void theRegisterNamesOrganisations() throws Exception {
        RefurbCalls.register();
    }

    @Test
    void aTemplateHasVersionsThatStayAndIsItsWorkshopsAlone() {
        String id = keep("Poste famille", "22.2")
                .body("version", equalTo(1))
                .extract()
                .path("id");
        keep("poste  FAMILLE", "22.3")
                .body("id", equalTo(id))
                .body("version", equalTo(2))
                .body("name", equalTo("Poste famille"));
        command(workshop)
                .body(template("Poste famille", "22.3"))
                .post(TEMPLATES)
                .then()
                .statusCode(422)
                .body("errors.code", contains("nothing_changed"));
        keep("Poste mission locale", "22.3").body("version", equalTo(1));

        read(workshop, TEMPLATES)
                .body("name", contains("Poste famille", "Poste mission locale"))
                .body("version", contains(2, 1));
        read(workshop, TEMPLATES + "/" + id + "/versions").body("systemVersion", contains("22.3", "22.2"));
        read(RefurbCalls.OTHER, TEMPLATES).body("", hasSize(0));
        read(RefurbCalls.OTHER, TEMPLATES + "/" + id + "/versions").statusCode(404);
        read(RefurbCalls.DONOR, TEMPLATES).statusCode(403);
        for (String language : new String[] {"français", "FR", "", "fr_FR"}) {
            command(workshop)
                    .body(template("Autre", "1").replace("\"fr\"", "\"" + language + "\""))
                    .post(TEMPLATES)
                    .then()
                    .statusCode(422);
        }
    }

    @Test
    void whatIsInstalledIsWhatTheTemplatesVersionSaysUntilAMediumIsErased() throws Exception {
        String id = keep("Poste famille", "22.2").extract().path("id");
        keep("Poste famille", "22.3").body("version", equalTo(2));
        UUID device = cleared();

        act(device, "installation", 4, "{\"templateId\":\"" + id + "\",\"templateVersion\":1,\"staffRef\":\"T-07\"}")
                .statusCode(200)
                .body("installation.systemVersion", equalTo("22.2"))
                .body("installation.installedAt", notNullValue());
        act(device, "installation", 5, "{\"templateId\":\"" + id + "\"}")
                .statusCode(200)
                .body("installation.templateVersion", equalTo(2))
                .body("installation.languages", contains("fr", "uk"));
        act(device, "installation", 6, "{\"templateId\":\"" + id + "\",\"templateVersion\":3}")
                .statusCode(422)
                .body("errors.pointer", contains("/templateId"));
        act(device, "installation", 6, "{\"templateId\":\"" + UUID.randomUUID() + "\"}")
                .statusCode(422)
                .body("errors.code", contains("unknown_template"));
        read(RefurbCalls.DONOR, DEVICES + device).body("installation.name", equalTo("Poste famille"));
        act(device, "erasures", 6, erasure("HD/1", "OVERWRITE", true))
                .statusCode(200)
                .body("installation", nullValue());
        assertThat(count("select count(*) from event_journal where type = 'refurb.SystemInstalled.v1' and stream_id = '"
                        + device + "'"))
                .isEqualTo(2);
        act(device, "grade", 7, "{\"grade\":\"B\"}").statusCode(200);
        act(device, "quality-check", 8, "{\"passed\":true,\"staffRef\":\"T-07\"}")
                .statusCode(409)
                .body("code", equalTo("same_technician"));
    }

    @Test
    void manyDevicesAreInstalledInOneCallThatMayBeSentAgain() throws Exception {
        String id = keep("Poste famille", "22.3").extract().path("id");
        UUID first = cleared();
        UUID second = cleared();
        String rows = "{\"rows\":[{\"deviceId\":\"" + first + "\",\"templateId\":\"" + id + "\"},{\"deviceId\":\""
                + second + "\",\"templateId\":\"" + UUID.randomUUID() + "\"}]}";
        bulk(workshop, "installations", rows)
                .statusCode(200)
                .body("rows.outcome", contains("RECORDED", "REJECTED"))
                .body("rows[1].errors[0].pointer", equalTo("/rows/1/templateId"));
        bulk(workshop, "installations", rows).body("rows.outcome", contains("UNCHANGED", "REJECTED"));
        String report = "{\"rows\":[{\"deviceId\":\"" + second + "\",\"installation\":{\"templateId\":\"" + id
                + "\"},\"grade\":{\"grade\":\"B\"},\"check\":{\"passed\":true,\"warrantyMonths\":6}}]}";
        bulk(workshop, "device-reports", report).body("recorded", equalTo(1));
        read(workshop, DEVICES + second)
                .body("status", equalTo("READY"))
                .body("installation.system", equalTo("Linux Mint"))
                .body("warrantyMonths", equalTo(6));
    }

    @Test
    void aWorkshopsWarrantyIsGivenUnlessACheckSaysOtherwise() throws Exception {
        command(workshop)
                .body("{\"checklistRequired\":false,\"secondTechnician\":false,\"warrantyMonths\":12}")
                .post("/v1/refurb/quality-rule")
                .then()
                .statusCode(200)
                .body("warrantyMonths", equalTo(12));
        UUID first = graded();
        UUID second = graded();

        act(first, "quality-check", 5, "{\"passed\":true}").statusCode(200).body("warrantyMonths", equalTo(12));
        act(second, "quality-check", 5, "{\"passed\":true,\"warrantyMonths\":121}")
                .statusCode(422);
        act(second, "quality-check", 5, "{\"passed\":true,\"warrantyMonths\":0}")
                .statusCode(200)
                .body("warrantyMonths", equalTo(0));
        assertThat(count("select count(*) from event_journal where type = 'refurb.DeviceReady.v1' and stream_id = '"
                        + first + "' and value::jsonb #>> '{fact,warrantyMonths}' = '12'"))
                .isOne();
    }

    private ValidatableResponse keep(String name, String version) {
        return command(workshop)
                .body(template(name, version))
                .post(TEMPLATES)
                .then()
                .statusCode(200);
    }

    private static String template(String name, String version) {
        return "{\"name\":\"" + name + "\",\"system\":\"Linux Mint\",\"systemVersion\":\"" + version
                + "\",\"languages\":[\"fr\",\"uk\"],\"software\":[\"Firefox ESR\"]}";
    }

    private ValidatableResponse act(UUID device, String move, int version, String body) {
        return actAs(workshop, device, move, version, body);
    }

    private UUID cleared() throws Exception {
        UUID device = expectedAt(workshopId, 1).getFirst();
        act(device, "reception", 1, "{}").statusCode(200);
        act(device, "triage", 2, "{\"media\":[{\"serialNumber\":\"HD/1\",\"kind\":\"HDD\",\"bytes\":1000}]}")
                .statusCode(200);
        act(device, "erasures", 3, erasure("HD/1", "OVERWRITE", true)).statusCode(200);
        return device;
    }

    private UUID graded() throws Exception {
        UUID device = cleared();
        act(device, "grade", 4, "{\"grade\":\"B\"}").statusCode(200);
        return device;
    }
}
