package network.reuse.refurb;

import static io.restassured.RestAssured.given;
import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.actAs;
import static network.reuse.refurb.RefurbCalls.bulk;
import static network.reuse.refurb.RefurbCalls.erasure;
import static network.reuse.refurb.RefurbCalls.expectedAt;
import static network.reuse.refurb.RefurbCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.tools.ToolProvider;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.ReadPaper;
import network.reuse.defaults.testing.TestTokens;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.refurb.application.certificate.IssueCertificates;
import network.reuse.refurb.application.certificate.PublishedKeys;
import network.reuse.refurb.application.certificate.SigningKey;
import network.reuse.refurb.persistence.Certificates;
import org.assertj.core.api.AbstractIntegerAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates as whoever has an interest in one finds and checks it; each test has a workshop of its own, and so a chain. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class CertificatesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DONOR = RefurbCalls.DONOR;
    private static final String KEYS = "/.well-known/reuse-certificate-keys.json";

    private final Certificates certificates;
    private final Pool pool;
    private final Pool worker;
    private final Vertx vertx;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final UUID workshopId = UUID.randomUUID();
    private final String workshop = TestTokens.of(workshopId, "refurbisher");

    private static final Path VERIFIER =
            Path.of(System.getProperty("reuse.root"), "deploy/partners/VerifyCertificates.java");

    /** The offline verifier, compiled once. */
    @TempDir
    private static Path compiled;

    @TempDir
    private Path folder;

    CertificatesIT(
            Certificates certificates,
            Pool pool,
            @ReactiveDataSource("worker") Pool worker,
            Vertx vertx,
            PeriodicJobs jobs,
            BusinessClock clock) {
        this.certificates = certificates;
        this.pool = pool;
        this.worker = worker;
        this.vertx = vertx;
        this.jobs = jobs;
        this.clock = clock;
    }

    @BeforeAll
    static void theRegisterNamesOrganisations() throws Exception {
        RefurbCalls.register();
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", compiled.toString(), VERIFIER.toString()))
                .isZero();
    }

    @Test
    void anErasureIsCertifiedForItsPartiesAndCheckedByAnybodyWhoLearnsOfNoPartyButTheWorkshop() throws Exception {
        UUID device = erased(1).getFirst();
        JsonPath certificate = certificates(device, 1).extract().jsonPath();

        assertThat(certificate.getString("[0].status")).isEqualTo("VALID");
        assertThat(certificate.getString("[0].statement.workshop.id")).isEqualTo(workshopId.toString());
        assertThat(certificate.getString("[0].statement.sanitisation.level")).isEqualTo("CLEAR");
        assertThat(certificate.getInt("[0].statement.sanitisation.policy")).isEqualTo(2);
        assertThat(certificate.getString("[0].statement.sanitisation.tool")).isEqualTo("nwipe 0.38");
        assertThat(certificate.getLong("[0].statement.sanitisation.errors")).isZero();
        assertThat(certificate.getBoolean("[0].statement.sanitisation.verified"))
                .isTrue();
        assertThat(disclosed(certificate.getString("[0].sdJwt")))
                .anyMatch(disclosure -> disclosure.contains("\"donor\"") && disclosure.contains(donorOf(device)))
                .anyMatch(disclosure -> disclosure.contains("\"lotId\""));
        read(TestTokens.of(TestTokens.OTHER_DONOR, "donor"), DEVICES + device + "/certificates")
                .statusCode(404);

        String open = given().get("/v1/refurb/certificates/" + certificate.getString("[0].id"))
                .then()
                .statusCode(200)
                .body("status", equalTo("VALID"))
                .body("faults", empty())
                .body("statement.medium.serialNumber", equalTo("HD/1"))
                .body("statement.workshop.id", equalTo(workshopId.toString()))
                .extract()
                .asString();
        JsonNode statement = RefurbCalls.JSON.readTree(open).path("statement");
        assertThat(statement.toString()).doesNotContain(donorOf(device));
        String payload = RefurbCalls.JSON.readTree(open).path("jws").asText().split("\\.", -1)[1];
        assertThat(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
                .doesNotContain(donorOf(device))
                .doesNotContain("lotId");
        given().get("/v1/refurb/certificates/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void whatIsUndoneIsRevokedByAFurtherEntry() throws Exception {
        UUID device = erased(1).getFirst();
        String first = certificates(device, 1).extract().jsonPath().getString("[0].id");

        actAs(workshop, device, "erasures", 4, erasure("HD/1", "OVERWRITE", false))
                .statusCode(200);
        certificates(device, 2)
                .body("statement.type", contains("CERTIFICATE", "REVOCATION"))
                .body("[0].status", equalTo("REVOKED"))
                .body("[1].statement.revokes", equalTo(first))
                .body("[1].statement.reason", equalTo("ERASURE_FAILED"));
        given().get("/v1/refurb/certificates/" + first)
                .then()
                .body("status", equalTo("REVOKED"))
                .body("faults", empty());

        actAs(workshop, device, "erasures", 5, erasure("hd / 1", "OVERWRITE", true))
                .statusCode(200);
        actAs(workshop, device, "erasures", 6, erasure("HD/1", "SANITIZE_OVERWRITE", true))
                .statusCode(200);
        certificates(device, 4).body("[2].status", equalTo("REPLACED")).body("[3].status", equalTo("VALID"));

        actAs(workshop, device, "medium-correction", 7, """
                {"serialNumber":"HD/1","now":{"serialNumber":"HD/1","kind":"HDD","bytes":2000},"reason":"mal lu"}""").statusCode(200);
        certificates(device, 5)
                .body("[3].status", equalTo("REVOKED"))
                .body("[4].statement.reason", equalTo("MEDIUM_CORRECTED"));
    }

    @Test
    void whatComesBackIsRevokedWhenAWorkshopReceivesIt() throws Exception {
        UUID device = certified(1).getFirst();
        actAs(workshop, device, "grade", 4, "{\"grade\":\"B\"}").statusCode(200);
        actAs(workshop, device, "quality-check", 5, "{\"passed\":true}").statusCode(200);
        actAs(workshop, device, "dispatch", 6, "{\"recipient\":\"" + RefurbCalls.RECIPIENT + "\"}")
                .statusCode(200);
        RefurbCalls.send("allocation", "allocation.DeviceStocked.v1", device, 1, 3, value -> {});
        RefurbCalls.send("allocation", "allocation.DeviceReturned.v1", device, 2, 3, value -> {});
        await("the device to be expected again")
                .atMost(SOON)
                .untilAsserted(() -> read(DONOR, DEVICES + device).body("status", equalTo("EXPECTED")));
        certificates(device, 1).body("[0].status", equalTo("VALID"));

        RefurbCalls.receive(List.of(device)).body("received", equalTo(1));

        certificates(device, 2)
                .body("[0].status", equalTo("REVOKED"))
                .body("[1].statement.reason", equalTo("DEVICE_RETURNED"))
                .body("[1].statement.workshop.id", equalTo(workshopId.toString()));
        read(DONOR, "/v1/refurb/lots/" + lotOf(device) + "/certificate").statusCode(200);
    }

    @Test
    void aMediumThatIsErasedIsFittedIntoAnotherDeviceWithItsCertificate() throws Exception {
        UUID source = certified(1).getFirst();
        String first = certificates(source, 1).extract().path("[0].id");
        UUID into = withoutStorage(1).getFirst();

        actAs(workshop, into, "fitting", 3, fitting(source, "hd / 1"))
                .statusCode(200)
                .body("media.serialNumber", contains("HD/1"))
                .body("media[0].level", equalTo("CLEAR"))
                .body("media[0].status", equalTo("ERASED"))
                .body("media[0].origin.takenFrom", equalTo(source.toString()))
                .body("media[0].origin.certificateId", equalTo(first));
        read(DONOR, DEVICES + source)
                .body("media", empty())
                .body("removedMedia[0].medium.serialNumber", equalTo("HD/1"))
                .body("removedMedia[0].fittedInto", equalTo(into.toString()))
                .body("removedMedia[0].certificateId", equalTo(first));
        certificates(into, 1)
                .body("[0].status", equalTo("VALID"))
                .body("[0].statement.replaces", equalTo(first))
                .body("[0].statement.device.id", equalTo(into.toString()))
                .body("[0].statement.sanitisation.level", equalTo("CLEAR"));
        given().get("/v1/refurb/certificates/" + first)
                .then()
                .body("status", equalTo("REPLACED"))
                .body("faults", empty());

        actAs(workshop, withoutStorage(1).getFirst(), "fitting", 3, fitting(source, "HD/1"))
                .statusCode(409)
                .body("code", equalTo("medium_elsewhere"))
                .body("extensions.fittedInto", equalTo(into.toString()));
        actAs(workshop, source, "erasures", 5, erasure("HD/1", "OVERWRITE", true))
                .statusCode(409)
                .body("code", equalTo("medium_elsewhere"))
                .body("extensions.fittedInto", equalTo(into.toString()));
        actAs(workshop, into, "fitting", 4, fitting(into, "HD/1"))
                .statusCode(422)
                .body("errors.code", contains("same_device"));
        actAs(workshop, into, "grade", 4, "{\"grade\":\"B\"}").statusCode(200);
        actAs(workshop, into, "quality-check", 5, "{\"passed\":true}")
                .statusCode(200)
                .body("status", equalTo("READY"));
        offline().isEqualTo(0);
    }

    @Test
    void whatIsNotErasedOrNotYetCertifiedOrNotTheWorkshopsIsNotFitted() throws Exception {
        UUID source = received(1).getFirst();
        UUID into = withoutStorage(1).getFirst();
        actAs(workshop, into, "fitting", 3, fitting(source, "HD/1"))
                .statusCode(409)
                .body("code", equalTo("medium_not_erased"))
                .body("extensions.required", equalTo("CLEAR"))
                .body("extensions.obtained", equalTo("NONE"));
        actAs(
                        workshop,
                        into,
                        "fitting",
                        3,
                        fitting(expectedAt(UUID.randomUUID(), 1).getFirst(), "HD/1"))
                .statusCode(404);

        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("select journal_id from certificate_checkpoint for update");
            eraseAll(List.of(source));
            actAs(workshop, into, "fitting", 3, fitting(source, "HD/1"))
                    .statusCode(409)
                    .body("code", equalTo("certificate_being_issued"));
            owner.rollback();
        }
        var _ = certificates(source, 1);
        actAs(workshop, source, "scrapping", 4, "{\"reason\":\"carte mère\"}").statusCode(200);
        actAs(workshop, into, "fitting", 3, fitting(source, "HD/1")).statusCode(200);
        read(DONOR, DEVICES + source).body("status", equalTo("SCRAPPED")).body("media", empty());
    }

    @Test
    void ofManyWhoFitOneMediumAtOnceOneDoesAndTheOthersAreToldWhereItIs() throws Exception {
        UUID source = certified(1).getFirst();
        List<UUID> devices = withoutStorage(6);
        List<Callable<ValidatableResponse>> calls = devices.stream()
                .map(device -> (Callable<ValidatableResponse>)
                        () -> actAs(workshop, device, "fitting", 3, fitting(source, "HD/1")))
                .toList();

        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (java.util.concurrent.Future<ValidatableResponse> answer : threads.invokeAll(calls)) {
                ValidatableResponse told = answer.get();
                int status = told.extract().statusCode();
                statuses.add(status);
                if (status != 200) {
                    told.statusCode(409).body("code", equalTo("medium_elsewhere"));
                }
            }
        }

        assertThat(statuses).containsOnlyOnce(200).hasSize(6);
        assertThat(RefurbCalls.count("select count(*) from event_journal where type = 'refurb.MediumFitted.v1'"
                        + " and value::jsonb #>> '{fact,takenFrom}' = '" + source + "'"))
                .isOne();
    }

    @Test
    void whatWasTakenOutStaysProvenForItsDonorWhateverBecomesOfItElsewhere() throws Exception {
        UUID donor = UUID.randomUUID();
        UUID otherDonor = UUID.randomUUID();
        String asDonor = TestTokens.of(donor, "donor");
        UUID source = expectedOf(donor);
        UUID into = expectedOf(otherDonor);
        triage(List.of(source));
        eraseAll(List.of(source));
        String first = certificates(source, 1).extract().path("[0].id");
        actAs(workshop, into, "reception", 1, "{}").statusCode(200);
        actAs(workshop, into, "triage", 2, "{\"noStorage\":true}").statusCode(200);
        actAs(workshop, into, "fitting", 3, fitting(source, "HD/1")).statusCode(200);
        actAs(workshop, into, "erasures", 4, erasure("HD/1", "OVERWRITE", false))
                .statusCode(200);
        certificates(into, 2).body("[1].statement.reason", equalTo("ERASURE_FAILED"));

        String lot = "/v1/refurb/lots/" + lotOf(source);
        read(asDonor, lot + "/certificate")
                .statusCode(200)
                .body("statement.complete", equalTo(true))
                .body("statement.missing", empty())
                .body("statement.certificates.certificateId", contains(first))
                .body("statement.certificates[0].mediumSerialNumber", equalTo("HD/1"))
                .body("statement.certificates[0].level", equalTo("CLEAR"))
                .body("statement.certificates[0].removedAt", notNullValue());
        ReadPaper paper =
                ReadPaper.of("it-lot-removed", printed(asDonor, "lots/" + lotOf(source) + "/certificates.pdf"));
        assertThat(paper.text()).contains(first, "Remplacé", "Le support a été retiré de l'appareil");
        read(asDonor, DEVICES + into).statusCode(404);
        read(asDonor, DEVICES + source + "/certificates").statusCode(200).body("status", contains("REPLACED"));
        read(TestTokens.of(otherDonor, "donor"), "/v1/refurb/lots/" + lotOf(into) + "/certificate")
                .statusCode(200)
                .body("statement.complete", equalTo(true))
                .body("statement.missing", empty())
                .body("statement.certificates", empty());
        offline().isEqualTo(0);
    }

    /** A device that this donor gave, in a lot of its own. */
    private UUID expectedOf(UUID donor) throws Exception {
        return expectedAt(workshopId, 1, value -> {
                    value.withArray("/parties").add(donor.toString());
                    value.withObject("/fact")
                            .put("donor", donor.toString())
                            .put("lotId", UUID.randomUUID().toString());
                })
                .getFirst();
    }

    @Test
    void aMediumThatACertificateOfTheDeviceSaysIsDestroyedIsNotFittedIntoIt() throws Exception {
        UUID into = received(1).getFirst();
        actAs(workshop, into, "destructions", 3, "{\"serialNumber\":\"HD/1\"}").statusCode(200);
        actAs(workshop, into, "grade", 4, "{\"grade\":\"B\"}").statusCode(200);
        actAs(workshop, into, "quality-check", 5, "{\"passed\":true}").statusCode(200);
        actAs(workshop, into, "dispatch", 6, "{\"recipient\":\"" + RefurbCalls.RECIPIENT + "\"}")
                .statusCode(200);
        RefurbCalls.send("allocation", "allocation.DeviceStocked.v1", into, 1, 3, value -> {});
        RefurbCalls.send(
                "allocation",
                "allocation.DeviceReturned.v1",
                into,
                2,
                3,
                value -> value.withObject("/fact").put("workshop", workshopId.toString()));
        await("the device to be expected again")
                .atMost(SOON)
                .untilAsserted(() -> read(DONOR, DEVICES + into).body("status", equalTo("EXPECTED")));
        int version = read(DONOR, DEVICES + into).extract().path("version");
        actAs(workshop, into, "reception", version, "{}").statusCode(200);
        actAs(workshop, into, "triage", version + 1, "{\"noStorage\":true}").statusCode(200);
        certificates(into, 1).body("[0].status", equalTo("VALID"));
        UUID source = certified(1).getFirst();

        actAs(workshop, into, "fitting", version + 2, fitting(source, "HD/1"))
                .statusCode(409)
                .body("code", equalTo("medium_destroyed"));
        read(DONOR, DEVICES + source).body("media.serialNumber", contains("HD/1"));
        certificates(into, 1).body("[0].status", equalTo("VALID"));
    }

    private static String fitting(UUID source, String serialNumber) {
        return "{\"takenFrom\":\"" + source + "\",\"serialNumber\":\"" + serialNumber + "\"}";
    }

    /** Devices on the bench that hold no storage. */
    private List<UUID> withoutStorage(int count) throws Exception {
        List<UUID> devices = expectedAt(workshopId, count);
        for (UUID device : devices) {
            actAs(workshop, device, "reception", 1, "{}").statusCode(200);
            actAs(workshop, device, "triage", 2, "{\"noStorage\":true}").statusCode(200);
        }
        return devices;
    }

    @Test
    void certificatesArePrintedOneByOneAndALotsInOneFile() throws Exception {
        List<UUID> devices = certified(2);
        UUID untouched = expectedAt(workshopId, 1).getFirst();
        String id = certificates(devices.getFirst(), 1).extract().path("[0].id");

        ReadPaper one = ReadPaper.of("it-certificate", printed(DONOR, "certificates/" + id + "/certificate.pdf"));
        assertThat(one.text()).contains(id, "En vigueur", "CLEAR", "nwipe 0.38", "HD/1");
        assertThat(one.says("/v1/refurb/certificates/" + id)).isTrue();
        assertThat(one.text()).doesNotContain(donorOf(devices.getFirst()));
        assertThat(one.tags()).contains("H1", "L", "Figure");
        assertThat(one.isForbidden()).isFalse();

        String file = "lots/" + lotOf(untouched) + "/certificates.pdf";
        ReadPaper lot = ReadPaper.of("it-lot", printed(workshop, file));
        assertThat(lot.pages()).isEqualTo(3);
        assertThat(lot.text()).contains(id, "Aucun atelier n'a encore relevé ses supports.");
        String next =
                read(workshop, "/v1/refurb/" + file + "?limit=1").extract().header("Link");
        ReadPaper rest = ReadPaper.of("it-lot-rest", printed(workshop, file + next.replaceAll("<(.*)>.*", "$1")));
        assertThat(rest.pages()).isEqualTo(2);
        read(TestTokens.of(TestTokens.OTHER_DONOR, "donor"), "/v1/refurb/" + file)
                .statusCode(404);
        read(DONOR, "/v1/refurb/certificates/" + UUID.randomUUID() + "/certificate.pdf")
                .statusCode(404);
        given().get("/v1/refurb/certificates/" + id + "/certificate.pdf").then().statusCode(401);
    }

    private static byte[] printed(String token, String path) {
        return read(token, "/v1/refurb/" + path)
                .statusCode(200)
                .contentType("application/pdf")
                .extract()
                .asByteArray();
    }

    @Test
    void aLotsCertificateListsWhatStandsAndWhatIsMissing() throws Exception {
        List<UUID> devices = certified(2);
        UUID untouched = expectedAt(workshopId, 1).getFirst();

        JsonPath lot = read(workshop, "/v1/refurb/lots/" + lotOf(untouched) + "/certificate")
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(lot.getInt("statement.devices")).isEqualTo(3);
        assertThat(lot.getBoolean("statement.complete")).isFalse();
        assertThat(lot.getList("statement.certificates.deviceId"))
                .containsExactlyInAnyOrderElementsOf(
                        devices.stream().map(UUID::toString).toList());
        assertThat(lot.getList("statement.missing.why")).containsExactly("NOT_TRIAGED");
        assertThat(lot.getString("statement.missing[0].deviceId")).isEqualTo(untouched.toString());
        assertThat(new String(
                        Base64.getUrlDecoder().decode(lot.getString("jws").split("\\.", -1)[1]),
                        StandardCharsets.UTF_8))
                .contains("\"complete\":false");
        read(workshop, "/v1/refurb/lots/" + UUID.randomUUID() + "/certificate").statusCode(404);
    }

    @Test
    void aLotIsNotCompleteWhileItsCountsDifferAndItsCertificatesStandAllTheSame() throws Exception {
        UUID lot = UUID.randomUUID();
        UUID device = expectedAt(
                        workshopId, 1, value -> value.withObject("/fact").put("lotId", lot.toString()))
                .getFirst();
        triage(List.of(device));
        eraseAll(List.of(device));
        var _ = certificates(device, 1);
        lotsCertificate(lot).body("statement.complete", equalTo(true));

        RefurbCalls.sendOfLot("collection.LotReceived.v1", lot, 1, value -> {
            counted(value, "quantities", 1);
            counted(value, "disputed", 1);
        });
        await("the counts")
                .atMost(SOON)
                .untilAsserted(() -> lotsCertificate(lot)
                        .body("statement.disputed.category", contains("LAPTOP"))
                        .body("statement.disputed.count", contains(1))
                        .body("statement.complete", equalTo(false))
                        .body("statement.missing", empty())
                        .body("statement.certificates.deviceId", contains(device.toString())));

        RefurbCalls.sendOfLot(
                "collection.DiscrepancySettled.v1",
                lot,
                2,
                value -> value.withObject("/fact")
                        .put("category", "LAPTOP")
                        .put("receivedNow", 1)
                        .put("disputed", 0));
        await("the settlement")
                .atMost(SOON)
                .untilAsserted(() -> lotsCertificate(lot)
                        .body("statement.received", equalTo(1))
                        .body("statement.disputed", empty())
                        .body("statement.complete", equalTo(true)));

        RefurbCalls.sendOfLot("collection.LotReceived.v1", lot, 3, value -> {
            counted(value, "quantities", 2);
            value.withObject("/fact").putArray("disputed");
        });
        await("a device that nobody has registered")
                .atMost(SOON)
                .untilAsserted(() -> lotsCertificate(lot)
                        .body("statement.received", equalTo(2))
                        .body("statement.devices", equalTo(1))
                        .body("statement.complete", equalTo(false)));
    }

    private ValidatableResponse lotsCertificate(UUID lot) {
        return read(workshop, "/v1/refurb/lots/" + lot + "/certificate").statusCode(200);
    }

    private static void counted(ObjectNode value, String what, int count) {
        value.withObject("/fact")
                .putArray(what)
                .addObject()
                .put("category", "LAPTOP")
                .put("count", count);
    }

    @Test
    void aByteThatIsChangedIsFoundOnlineAndOffline() throws Exception {
        var _ = certified(3);
        String second = idOf(2);
        offline().isEqualTo(0);

        tamper(
                "update certificate set jws = overlay(jws placing (case substr(jws, 200, 1) when 'A' then 'B' else 'A' end)"
                        + " from 200) where workshop = ? and number = 2");

        given().get("/v1/refurb/certificates/" + second)
                .then()
                .statusCode(200)
                .body("status", equalTo("ALTERED"))
                .body("faults.findAll { it.code == 'SIGNATURE' }.number", contains(2));
        given().get("/v1/refurb/certificates/" + idOf(3))
                .then()
                .body("status", equalTo("ALTERED"))
                .body("faults.code", contains("PREVIOUS"));
        offline("FAULT entry 2: changed").isEqualTo(1);
        assertThat(report()).doesNotContain("FAULT entry 1", "FAULT entry 3").contains("1 faults");
    }

    @Test
    void whatEndsACertificateIsWhatWasSignedAndNotWhatAColumnSays() throws Exception {
        List<UUID> devices = certified(2);
        String first = idOf(1);
        tamper(
                "update certificate c set ends = (select o.id from certificate o where o.workshop = c.workshop and o.number = 1)"
                        + " where workshop = ? and number = 2");
        given().get("/v1/refurb/certificates/" + first)
                .then()
                .body("status", equalTo("ALTERED"))
                .body("faults.number", contains(2))
                .body("faults.code", contains("PLACE"));
        tamper("update certificate set ends = null where workshop = ? and number = 2");
        given().get("/v1/refurb/certificates/" + first).then().body("status", equalTo("VALID"));

        UUID erasedAgain = deviceAt(1);
        assertThat(devices).contains(erasedAgain);
        actAs(workshop, erasedAgain, "erasures", 4, erasure("HD/1", "SANITIZE_OVERWRITE", true))
                .statusCode(200);
        var _ = certificates(erasedAgain, 2);
        tamper("update certificate set ends = null where workshop = ? and number = 3");
        given().get("/v1/refurb/certificates/" + first)
                .then()
                .body("status", equalTo("REPLACED"))
                .body("endedBy", equalTo(idOf(3)))
                .body("faults", empty());
        read(DONOR, DEVICES + erasedAgain + "/certificates").body("[0].status", equalTo("REPLACED"));
    }

    @Test
    void whatTheServiceSignedAsSomethingElseIsNoEntry() throws Exception {
        var _ = certified(2);
        String second = idOf(2);
        offline().isEqualTo(0);
        String head = RefurbCalls.JSON
                .readTree(Files.readAllLines(folder.resolve("chain.ndjson")).getLast())
                .path("head")
                .asText();
        tamper("update certificate set jws = '" + head + "' where workshop = ? and number = 2");

        given().get("/v1/refurb/certificates/" + second)
                .then()
                .statusCode(200)
                .body("status", equalTo("ALTERED"))
                .body("faults.code", hasItem("SIGNATURE"));
        offline("FAULT entry 2: changed: it was signed as something else").isEqualTo(1);
    }

    @Test
    void whatWasSignedOutsideTheTimeOfItsKeyIsFoundOnlineAndOffline() throws Exception {
        var _ = certified(1);
        offline("as of ").isEqualTo(0);
        Path keys = folder.resolve("keys.json");
        String published = Files.readString(keys);
        Files.writeString(
                keys, published.replaceAll("\"validFrom\":\"[^\"]*\"", "\"validFrom\":\"2999-01-01T00:00:00Z\""));
        assertThat(verify()).isEqualTo(1);
        assertThat(report())
                .contains("FAULT entry 1: changed: its key was not to sign")
                .contains("FAULT the head: changed: its key was not to sign");

        asOwner("update certificate_key set valid_from = valid_from + interval '10 years'");
        try {
            given().get("/v1/refurb/certificates/" + idOf(1))
                    .then()
                    .body("status", equalTo("ALTERED"))
                    .body("faults.code", contains("SIGNATURE"));
        } finally {
            asOwner("update certificate_key set valid_from = valid_from - interval '10 years'");
        }
        given().get("/v1/refurb/certificates/" + idOf(1)).then().body("status", equalTo("VALID"));
    }

    @Test
    void offlineOneLearnsAsOfWhenTheWordHoldsAndWhetherThatIsTooOld() throws Exception {
        var _ = certified(1);
        offline("what was revoked later is not in this file").isEqualTo(0);

        assertThat(verify("--max-age", "2h")).isEqualTo(0);
        assertThat(verify("--max-age", "0m")).isEqualTo(1);
        assertThat(report()).contains("FAULT the head: stale");
        assertThat(verify("--max-age", "soon")).isEqualTo(2);
    }

    @Test
    void anEntryThatIsTakenOutIsFoundOnlineAndOffline() throws Exception {
        var _ = certified(4);
        String third = idOf(3);

        tamper("delete from certificate where workshop = ? and number = 2");

        given().get("/v1/refurb/certificates/" + third)
                .then()
                .body("status", equalTo("ALTERED"))
                .body("faults.number", contains(2))
                .body("faults.code", contains("MISSING"));
        offline("FAULT entry 2: missing").isEqualTo(1);

        tamper("delete from certificate where workshop = ? and number = 4");
        given().get("/v1/refurb/certificates/" + third)
                .then()
                .body("faults.number", contains(2, 4))
                .body("faults.code", contains("MISSING", "MISSING"));
        offline("FAULT entry 4: missing").isEqualTo(1);
    }

    @Test
    void offlineOneSeesWhatIsRevokedOutOfOrderOrCutOff() throws Exception {
        UUID device = certified(1).getFirst();
        actAs(workshop, device, "erasures", 4, erasure("HD/1", "OVERWRITE", false))
                .statusCode(200);
        var _ = certificates(device, 2);
        offline("revoked by entry 2: ERASURE_FAILED").isEqualTo(0);

        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("chain.ndjson")));
        Collections.swap(lines, 0, 1);
        Files.write(folder.resolve("chain.ndjson"), lines);
        assertThat(verify()).isEqualTo(1);
        assertThat(report()).contains("FAULT entry 1: out of order").doesNotContain("missing");

        Files.write(folder.resolve("chain.ndjson"), List.of(lines.get(1), lines.get(2)));
        assertThat(verify()).isEqualTo(1);
        assertThat(report()).contains("FAULT entry 2: missing");

        Files.write(folder.resolve("chain.ndjson"), List.of(lines.get(1)));
        assertThat(verify()).isEqualTo(1);
        assertThat(report()).contains("FAULT the head: missing");
    }

    @Test
    void afterAnotherKeyBeganToSignBothAreGood() throws Exception {
        var _ = certified(1);
        IssueCertificates other = process(new SigningKey(Base64.getEncoder().encodeToString(new byte[32])));
        await("the other process to issue").atMost(SOON).until(() -> {
            var _ = erased(1);
            long entries = RefurbCalls.count("select count(*) from certificate where workshop = '" + workshopId + "'");
            run(other.issue());
            return RefurbCalls.count("select count(*) from certificate where workshop = '" + workshopId + "'") > entries
                    && kids().size() == 2;
        });

        offline().isEqualTo(0);
        given().get("/v1/refurb/certificates/" + idOf(1)).then().body("status", equalTo("VALID"));
        List<String> ends = given().get(KEYS).jsonPath().getList("keys.validUntil");
        assertThat(ends).hasSizeGreaterThanOrEqualTo(2);
        assertThat(ends.stream().filter(end -> end == null).count()).isEqualTo(1);
    }

    @Test
    void processesThatIssueAtTheSameTimeGiveNoNumberTwiceAndLeaveNoGap() throws Exception {
        SigningKey key = new SigningKey(Objects.requireNonNull(
                NetworkResource.backends("refurb").environment().get("REUSE_CERTIFICATE_KEY")));
        List<IssueCertificates> processes = List.of(process(key), process(key), process(key));
        List<UUID> devices = received(60);
        List<Future<?>> runs = new ArrayList<>();
        for (int i = 0; i < devices.size(); i += 6) {
            eraseAll(devices.subList(i, i + 6));
            processes.forEach(process -> runs.add(process.issue()));
        }
        run(Future.all(runs));

        await("all certificates")
                .atMost(SOON)
                .until(() -> RefurbCalls.count("select count(*) from certificate where workshop = '" + workshopId + "'")
                        == 60);

        offline("60 entries, the chain is whole").isEqualTo(0);
        // As whoever has the one file calls it.
        assertThat(verify(List.of(VERIFIER.toString()))).isZero();
        List<Long> numbers = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("chain.ndjson"))) {
            JsonNode read = RefurbCalls.JSON.readTree(line);
            if (read.has("number")) {
                numbers.add(read.path("number").asLong());
            }
        }
        assertThat(numbers)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
        assertThat(RefurbCalls.count(
                        "select count(distinct device_id) from certificate where workshop = '" + workshopId + "'"))
                .isEqualTo(60);
    }

    @Test
    void aChainIsReadInPartsByItsWorkshopAlone() throws Exception {
        var _ = certified(3);

        String link = read(workshop, "/v1/refurb/certificate-chain?limit=2")
                .statusCode(200)
                .body(not(containsString("\"head\"")))
                .extract()
                .header("Link");
        assertThat(link).contains("after=2").contains("rel=\"next\"");
        String rest = read(workshop, "/v1/refurb/certificate-chain?limit=2&after=2")
                .statusCode(200)
                .extract()
                .asString();
        assertThat(rest.lines()).hasSize(2);
        assertThat(rest).contains("\"number\":3").contains("\"head\"");
        assertThat(read(RefurbCalls.OTHER, "/v1/refurb/certificate-chain")
                        .statusCode(200)
                        .extract()
                        .asString())
                .doesNotContain(workshopId.toString());
        read(DONOR, "/v1/refurb/certificate-chain").statusCode(403);
    }

    @Test
    void aKeysIdIsItsThumbprint() throws Exception {
        var _ = certified(1);
        for (JsonNode key :
                RefurbCalls.JSON.readTree(given().get(KEYS).asString()).path("keys")) {
            String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\""
                    + key.path("x").asText() + "\"}";
            assertThat(key.path("kid").asText())
                    .isEqualTo(Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(MessageDigest.getInstance("SHA-256")
                                    .digest(canonical.getBytes(StandardCharsets.US_ASCII))));
        }
        String jws = certificateAt(1);
        assertThat(RefurbCalls.count("select count(*) from certificate where hash = '" + sha256(jws) + "'"))
                .isEqualTo(1);
    }

    private List<UUID> received(int count) throws Exception {
        List<UUID> devices = expectedAt(workshopId, count);
        triage(devices);
        return devices;
    }

    private void triage(List<UUID> devices) {
        int count = devices.size();
        bulk(
                        workshop,
                        "receptions",
                        "{\"deviceIds\":["
                                + devices.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")) + "]}")
                .body("received", equalTo(count));
        bulk(workshop, "triages", rows(devices, """
                {"deviceId":"%s","media":[{"serialNumber":"HD/1","kind":"HDD","bytes":1000}]}""")).body("recorded", equalTo(count));
    }

    private void eraseAll(List<UUID> devices) {
        bulk(
                        workshop,
                        "erasures",
                        rows(devices, "{\"deviceId\":\"%s\",\"erasure\":" + erasure("HD/1", "OVERWRITE", true) + "}"))
                .body("recorded", equalTo(devices.size()));
    }

    private static String rows(List<UUID> devices, String row) {
        return "{\"rows\":[" + devices.stream().map(row::formatted).collect(Collectors.joining(",")) + "]}";
    }

    /** Devices with one disk, which is erased. */
    private List<UUID> erased(int count) throws Exception {
        List<UUID> devices = received(count);
        eraseAll(devices);
        return devices;
    }

    /** The entries about a device once there are so many. */
    private static ValidatableResponse certificates(UUID device, int count) {
        await("certificates of " + device)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(read(DONOR, DEVICES + device + "/certificates")
                                .statusCode(200)
                                .extract()
                                .jsonPath()
                                .getList("id"))
                        .hasSize(count));
        return read(DONOR, DEVICES + device + "/certificates");
    }

    /** Devices of which each has its first certificate. */
    private List<UUID> certified(int count) throws Exception {
        List<UUID> devices = erased(count);
        for (UUID device : devices) {
            var _ = certificates(device, 1);
        }
        return devices;
    }

    private static String donorOf(UUID device) {
        return read(DONOR, DEVICES + device).extract().path("donor");
    }

    private static String lotOf(UUID device) {
        return read(DONOR, DEVICES + device).extract().path("lotId");
    }

    private static List<String> disclosed(String sdJwt) {
        List<String> parts = List.of(sdJwt.split("~", -1));
        return parts.subList(1, parts.size() - 1).stream()
                .map(part -> new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> kids() {
        return given().get(KEYS).jsonPath().getList("keys.kid");
    }

    private String idOf(long number) throws SQLException {
        return text("select id::text from certificate where workshop = ? and number = " + number);
    }

    private UUID deviceAt(long number) throws SQLException {
        return UUID.fromString(
                text("select device_id::text from certificate where workshop = ? and number = " + number));
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection owner = owner();
                PreparedStatement statement = owner.prepareStatement(sql)) {
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    private String certificateAt(long number) throws SQLException {
        return text("select jws from certificate where workshop = ? and number = " + number);
    }

    private String text(String query) throws SQLException {
        try (Connection owner = owner();
                PreparedStatement statement = owner.prepareStatement(query)) {
            statement.setObject(1, workshopId);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    /** Does to the table what nobody may. */
    private void tamper(String change) throws SQLException {
        try (Connection owner = owner();
                PreparedStatement statement = owner.prepareStatement(change)) {
            statement.setObject(1, workshopId);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static Connection owner() throws SQLException {
        var backends = NetworkResource.backends("refurb");
        return DriverManager.getConnection(
                backends.jdbcUrl("refurb"), "refurb_owner", backends.databasePassword("refurb_owner"));
    }

    private IssueCertificates process(SigningKey key) {
        return new IssueCertificates(
                certificates, new PublishedKeys(key, certificates, pool, worker, clock), worker, vertx, jobs, clock);
    }

    private static void run(Future<?> work) throws Exception {
        var _ = work.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** How the offline verifier ends on the chain as it is read now, and that it says this. */
    private AbstractIntegerAssert<?> offline(String... says) throws Exception {
        Files.writeString(
                folder.resolve("chain.ndjson"),
                read(workshop, "/v1/refurb/certificate-chain")
                        .statusCode(200)
                        .extract()
                        .asString());
        Files.writeString(folder.resolve("keys.json"), given().get(KEYS).asString());
        int ended = verify();
        for (String said : says) {
            assertThat(report()).contains(said);
        }
        return assertThat(ended).as(report());
    }

    private int verify(String... options) throws IOException, InterruptedException {
        return verify(List.of("-cp", compiled.toString(), "VerifyCertificates"), options);
    }

    private int verify(List<String> verifying, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(verifying);
        command.addAll(List.of(options));
        command.add(folder.resolve("chain.ndjson").toString());
        command.add(folder.resolve("keys.json").toString());
        Process verifier = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("report").toFile())
                .start();
        assertThat(verifier.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return verifier.exitValue();
    }

    private String report() throws IOException {
        return Files.readString(folder.resolve("report"));
    }

    private static String sha256(String ascii) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(ascii.getBytes(StandardCharsets.US_ASCII)));
    }
}
