package network.reuse.refurb;

import static io.restassured.RestAssured.given;
import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.DONOR;
import static network.reuse.refurb.RefurbCalls.OTHER;
import static network.reuse.refurb.RefurbCalls.WORKSHOP;
import static network.reuse.refurb.RefurbCalls.act;
import static network.reuse.refurb.RefurbCalls.command;
import static network.reuse.refurb.RefurbCalls.expected;
import static network.reuse.refurb.RefurbCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import network.reuse.defaults.testing.HttpManners;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.RawHttp;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logs of erasures as workshops upload them. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class EvidenceIT {
    private static final String EVIDENCE = "/v1/refurb/evidence";
    private static final String FILES = EVIDENCE + "/files/";
    private static final long BYTES = 256_060_514_304L;

    @BeforeAll
    static void theRegisterNamesOrganisations() throws Exception {
        RefurbCalls.register();
    }

    @Test
    void aLogRecordsItsRunOnceAndIsKeptAsItsEvidence() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), null);
        String log = log(device, medium(device, 0), "a");
        String sha256 = sha256(log);

        upload("text/plain", log.getBytes(StandardCharsets.UTF_8))
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("rows[0].level", equalTo("CLEAR"))
                .body("rows[0].deviceId", equalTo(device.toString()))
                .body("rows[0].sha256", equalTo(sha256));
        read(WORKSHOP, DEVICES + device)
                .body("version", equalTo(5))
                .body("media[0].level", equalTo("CLEAR"))
                .body("media[0].lastErasure.evidence", equalTo(sha256));

        upload("text/plain", log.getBytes(StandardCharsets.UTF_8)).body("unchanged", equalTo(1));
        read(WORKSHOP, DEVICES + device).body("version", equalTo(5));

        await("the certificate")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> read(WORKSHOP, DEVICES + device + "/certificates")
                        .body("statement.sanitisation.evidence", contains(sha256)));
    }

    @Test
    void aSecondDriveThatNoLogMentionsStillKeepsTheDeviceFromBeingReady() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), "HD-" + Ids.nextText());
        upload("text/plain", log(device, medium(device, 0), "a").getBytes(StandardCharsets.UTF_8))
                .body("recorded", equalTo(1));
        act(device, "grade", 5, "{\"grade\":\"B\"}").statusCode(200);

        act(device, "quality-check", 6, "{\"passed\":true}")
                .statusCode(409)
                .body("code", equalTo("erasure_level_insufficient"))
                .body("extensions.media", hasSize(1));
    }

    @Test
    void anArchiveHasOneResultForEachFileAndDrive() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), null);
        String good = log(device, medium(device, 0), "a");
        String cut = good.substring(0, good.indexOf("****"));

        upload("application/zip", zip(good, cut, "Bonjour"))
                .statusCode(200)
                .body("rows", hasSize(3))
                .body("rows.outcome", contains("RECORDED", "REJECTED", "REJECTED"))
                .body("rows[1].errors[0].code", equalTo("log_truncated"))
                .body("rows[1].errors[0].pointer", equalTo("/files/1"))
                .body("rows[1].errors[0].messages.fr", notNullValue())
                .body("rows[1].errors[0].messages.en", notNullValue())
                .body("rows[2].errors[0].code", equalTo("evidence_unreadable"));
        upload("application/zip", "PK rubbish".getBytes(StandardCharsets.UTF_8))
                .body("rows[0].errors[0].code", equalTo("evidence_unreadable"));
    }

    @Test
    void aFileThatIsTooLargeDoesNotSpoilItsNeighbours() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), null);
        String large = "\n".repeat(11 * 1024 * 1024);

        upload("application/zip", zip(large, log(device, medium(device, 0), "a"), large))
                .body("rows.outcome", contains("REJECTED", "RECORDED", "REJECTED"))
                .body("rows[0].errors[0].code", equalTo("evidence_too_large"))
                .body("rows[0].sha256", equalTo(sha256(large)))
                .body("rows[2].errors[0].pointer", equalTo("/files/2"));
        upload("text/plain", bytes(large))
                .body("rows", hasSize(1))
                .body("rows[0].errors[0].code", equalTo("evidence_too_large"));
        upload("application/zip", zip(large, large, large, large, large, large, "Bonjour"))
                .body("rows", hasSize(7))
                .body("rows[6].errors[0].code", equalTo("evidence_too_large"));
    }

    @Test
    void aLogOfFiftyMegabytesIsRefusedBeforeItIsRead() throws Exception {
        String head = "POST " + EVIDENCE + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + WORKSHOP
                + "\r\nIdempotency-Key: " + Ids.nextText() + "\r\nContent-Type: text/plain\r\nContent-Length: "
                + 50 * 1024 * 1024 + "\r\n\r\n";

        HttpManners.problem("50 MB", RawHttp.send(RestAssured.port, head), 413);
    }

    @Test
    void runsCountInWhateverOrderTheirLogsArriveAndWhateverWasDoneMeanwhile() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), "NV-" + Ids.nextText());
        String first = medium(device, 0);
        String second = medium(device, 1);
        Instant now = Instant.now();
        act(device, "grade", 4, "{\"grade\":\"B\"}").statusCode(200);

        upload("text/plain", bytes(log(device, second, "a", now.minusSeconds(60))))
                .body("recorded", equalTo(1));
        upload("text/plain", bytes(log(device, first, "a", now.minusSeconds(1_800))))
                .body("recorded", equalTo(1))
                .body("rows[0].level", equalTo("CLEAR"));
        upload("text/plain", bytes(log(device, first, "b", now.minusSeconds(2_400))))
                .body("rejected", equalTo(1))
                .body("rows[0].errors[0].code", equalTo("before_last_step"));
        upload("text/plain", bytes(log(device, first, "c", now.minusSeconds(7_200))))
                .body("rejected", equalTo(1));
        read(WORKSHOP, DEVICES + device)
                .body("media.level", contains("CLEAR", "CLEAR"))
                .body("media[0].erasedAt", equalTo(seconds(now.minusSeconds(1_800))));
        act(
                        device,
                        "erasures",
                        7,
                        RefurbCalls.erasure(first, "OVERWRITE", true)
                                .replace("\"bytesErased\":1000", "\"bytesErased\":" + BYTES)
                                .replaceFirst("\\{", "{\"occurredAt\":\"" + seconds(now.minusSeconds(1_700)) + "\","))
                .statusCode(200);
    }

    @Test
    void drivesThatCannotBeToldApartAreRefusedAndTheirNeighboursAreNot() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), null);
        String one = run(medium(device, 0), Instant.now().plusSeconds(60));
        String twin = run("TWIN-" + Ids.nextText(), Instant.now().plusSeconds(60));

        upload("application/vnd.reuse.erasure-report+json", bytes(report(twin, one, twin)))
                .body("rows.outcome", contains("REJECTED", "RECORDED", "REJECTED"))
                .body("rows[0].errors[0].code", equalTo("drives_share_serial_number"));
    }

    @Test
    void whatAReportTellsIsPlausibleOrRefusedAtItsPlace() throws Exception {
        String good = run("STRAY-" + Ids.nextText(), Instant.now());
        for (String[] change : new String[][] {
            {"\"bytesErased\":" + BYTES, "\"bytesErased\":9007199254740992", "report_unreadable", "/bytesErased"},
            {"\"errors\":0", "\"errors\":1000000000001", "report_unreadable", "/errors"},
            {"STRAY-", "\\u0000", "report_unreadable", "/serialNumber"},
            {"STRAY-", "x".repeat(200), "report_unreadable", "/serialNumber"}
        }) {
            upload("application/vnd.reuse.erasure-report+json", bytes(report(good.replace(change[0], change[1]))))
                    .body("rejected", equalTo(1))
                    .body("rows[0].errors[0].code", equalTo(change[2]))
                    .body("rows[0].errors[0].pointer", equalTo("/files/0/drives/0" + change[3]));
        }
        for (Instant absurd : List.of(Instant.parse("2001-01-01T00:00:00Z"), Instant.parse("2099-01-01T00:00:00Z"))) {
            upload("application/vnd.reuse.erasure-report+json", bytes(report(run("STRAY-" + Ids.nextText(), absurd))))
                    .body("rejected", equalTo(1))
                    .body("rows[0].errors[0].code", equalTo("out_of_range"));
        }
    }

    @Test
    void whateverADriveTellsTheTrayIsRead() throws Exception {
        String odd = "ODD-" + Ids.nextText();
        String id = upload("text/plain", bytes(log(UUID.randomUUID(), odd + "\u200b\u00a0 \u0001Z", "a")))
                .body("unmatched", equalTo(1))
                .extract()
                .path("rows[0].evidenceId");

        read(WORKSHOP, EVIDENCE + "?limit=500")
                .statusCode(200)
                .body("find { it.id == '" + id + "' }.told.serialNumber", equalTo(odd + " Z"));
        assertThat(RefurbCalls.count(
                        "select count(*) from evidence where id = '" + id + "' and run like '{\"stateVersion\":1,%'"))
                .isEqualTo(1);
    }

    @Test
    void aLogOfADriveThatWasTakenOutWaitsInTheTrayAndSaysSo() throws Exception {
        String drive = "NV-" + Ids.nextText();
        UUID source = triaged(drive, null);
        UUID into = triaged("NV-" + Ids.nextText(), null);
        upload("text/plain", bytes(log(source, drive, "a"))).body("recorded", equalTo(1));
        await("the certificate")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> read(WORKSHOP, DEVICES + source + "/certificates").body("status", contains("VALID")));
        act(into, "fitting", 4, "{\"takenFrom\":\"" + source + "\",\"serialNumber\":\"" + drive + "\"}")
                .statusCode(200);

        String id = upload("text/plain", bytes(log(source, drive, "b")))
                .body("unmatched", equalTo(1))
                .body("rows[0].errors[0].code", equalTo("medium_elsewhere"))
                .extract()
                .path("rows[0].evidenceId");

        decide(WORKSHOP, id, "assignment", "{\"deviceId\":\"" + source + "\",\"serialNumber\":\"" + drive + "\"}")
                .statusCode(409)
                .body("code", equalTo("medium_elsewhere"))
                .body("extensions.fittedInto", equalTo(into.toString()));
        upload("text/plain", bytes(log(into, drive, "c", Instant.now().plusSeconds(120))))
                .body("recorded", equalTo(1))
                .body("rows[0].deviceId", equalTo(into.toString()));
    }

    @Test
    void whatMatchesNothingWaitsInItsWorkshopsTrayUntilItIsAssignedOrDismissed() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), null);
        String log = log(UUID.randomUUID(), "STRAY-" + Ids.nextText(), "a");
        String id = upload("text/plain", log.getBytes(StandardCharsets.UTF_8))
                .body("unmatched", equalTo(1))
                .body("rows[0].errors[0].code", equalTo("device_not_on_bench"))
                .extract()
                .path("rows[0].evidenceId");
        read(WORKSHOP, EVIDENCE + "?limit=500").body("id", hasItem(id));
        read(OTHER, EVIDENCE + "?limit=500").body("id", not(hasItem(id)));
        decide(OTHER, id, "dismissal", "{\"reason\":\"essai\"}").statusCode(404);

        String assignment = "{\"deviceId\":\"" + device + "\",\"serialNumber\":\"" + medium(device, 0) + "\"}";
        decide(WORKSHOP, id, "assignment", assignment.replace(medium(device, 0), "autre"))
                .statusCode(422)
                .body("errors[0].code", equalTo("unknown_medium"));
        decide(WORKSHOP, id, "assignment", assignment)
                .statusCode(422)
                .body("errors[0].code", equalTo("drive_is_another"))
                .body("errors[0].pointer", equalTo("/serialNumber"))
                .body("errors[0].messages.en", containsString(medium(device, 0)))
                .body("errors[0].messages.en", containsString("STRAY-"));
        decide(WORKSHOP, id, "assignment", assignment.replace("}", ",\"occurredAt\":\"" + Instant.now() + "\"}"))
                .statusCode(greaterThanOrEqualTo(400));
        decide(WORKSHOP, id, "assignment", assignment.replace("}", ",\"matchedBy\":\"Boîtier USB\"}"))
                .statusCode(200)
                .body("status", equalTo("RECORDED"))
                .body("matchedBy", equalTo("Boîtier USB"))
                .body("deviceId", equalTo(device.toString()));
        read(WORKSHOP, EVIDENCE + "?status=RECORDED&limit=500")
                .body("find { it.id == '" + id + "' }.matchedBy", equalTo("Boîtier USB"));
        assertThat(read(WORKSHOP, DEVICES + device).extract().jsonPath().getString("media[0].erasedAt"))
                .isEqualTo(read(WORKSHOP, EVIDENCE + "?status=RECORDED&limit=500")
                        .extract()
                        .jsonPath()
                        .getString("find { it.id == '" + id + "' }.told.endedAt"));
        read(WORKSHOP, DEVICES + device).body("media[0].level", equalTo("CLEAR"));
        decide(WORKSHOP, id, "dismissal", "{\"reason\":\"essai\"}")
                .statusCode(409)
                .body("code", equalTo("evidence_decided"));
        upload("text/plain", log.getBytes(StandardCharsets.UTF_8)).body("unchanged", equalTo(1));

        String other = upload(
                        "text/plain",
                        log(UUID.randomUUID(), "STRAY-" + Ids.nextText(), "b").getBytes(StandardCharsets.UTF_8))
                .extract()
                .path("rows[0].evidenceId");
        decide(WORKSHOP, other, "dismissal", "{\"reason\":\"Disque d'essai\"}")
                .statusCode(200)
                .body("status", equalTo("DISMISSED"));
        read(WORKSHOP, EVIDENCE + "?limit=500").body("id", not(hasItem(other)));
    }

    @Test
    void aLogOfAnotherDeviceIsNotRecordedOnTheOneThatHasTheDrive() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), null);
        UUID host = triaged("NV-" + Ids.nextText(), null);

        upload("text/plain", log(host, medium(device, 0), "a").getBytes(StandardCharsets.UTF_8))
                .body("unmatched", equalTo(1))
                .body("rows[0].errors[0].code", equalTo("medium_of_another_device"));
        read(WORKSHOP, DEVICES + device).body("media[0].level", equalTo("NONE"));
    }

    @Test
    void theVeryFileIsKeptOnceAndIsFetchedByWhoeverSeesWhatItProves() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), null);
        String log = log(device, medium(device, 0), "a") + "é\r\n\u0001";
        String cut = log.substring(0, log.indexOf("****"));
        upload("application/zip", zip(log, cut, log))
                .body("rows.outcome", contains("RECORDED", "REJECTED", "UNCHANGED"));
        upload("text/plain", bytes(log)).body("unchanged", equalTo(1));

        String hash = read(DONOR, DEVICES + device).extract().path("media[0].lastErasure.evidence");
        Response found = given().auth().oauth2(DONOR).get(FILES + hash);
        found.then()
                .statusCode(200)
                .contentType(startsWith("text/plain"))
                .header("ETag", '"' + hash + '"')
                .header("Content-Disposition", "attachment; filename=\"" + hash + ".txt\"")
                .header("X-Content-Type-Options", "nosniff");
        assertThat(found.asByteArray()).isEqualTo(bytes(log));
        given().auth()
                .oauth2(WORKSHOP)
                .header("If-None-Match", '"' + hash + '"')
                .get(FILES + hash)
                .then()
                .statusCode(304);
        read(OTHER, FILES + hash).statusCode(404);
        read(WORKSHOP, FILES + sha256(cut)).statusCode(404);
        assertThat(RefurbCalls.count("select count(*) from file where sha256 = '" + hash + "'"))
                .as("sent three times, in two calls")
                .isOne();
        assertThat(stored(hash)).isOne();
        assertThat(stored(sha256(cut))).isZero();

        String report = report(run(medium(device, 0), Instant.now().plusSeconds(120)));
        upload("application/vnd.reuse.erasure-report+json", bytes(report)).body("recorded", equalTo(1));
        read(DONOR, FILES + sha256(report)).statusCode(200).contentType("application/vnd.reuse.erasure-report+json");
    }

    @Test
    void whatMayTellOfOthersDrivesIsShownToItsWorkshopAlone() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), null);
        String stray = log(UUID.randomUUID(), "STRAY-" + Ids.nextText(), "a");
        String id = upload("text/plain", bytes(stray)).extract().path("rows[0].evidenceId");
        read(WORKSHOP, FILES + sha256(stray)).statusCode(200);
        read(DONOR, FILES + sha256(stray)).statusCode(404);
        decide(
                        WORKSHOP,
                        id,
                        "assignment",
                        "{\"deviceId\":\"" + device + "\",\"serialNumber\":\"" + medium(device, 0)
                                + "\",\"matchedBy\":\"Boîtier USB\"}")
                .statusCode(200);
        read(DONOR, FILES + sha256(stray)).statusCode(200);
        read(OTHER, FILES + sha256(stray)).statusCode(404);

        String twin = run("TWIN-" + Ids.nextText(), Instant.now().plusSeconds(180));
        String bench = report(run(medium(device, 0), Instant.now().plusSeconds(180)), twin, twin);
        upload("application/vnd.reuse.erasure-report+json", bytes(bench)).body("recorded", equalTo(1));
        read(WORKSHOP, FILES + sha256(bench)).statusCode(200);
        read(DONOR, FILES + sha256(bench)).statusCode(404);
    }

    @Test
    void aFileWithADriveThatIsRefusedOrDismissedIsShownToItsWorkshopAlone() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), null);
        UUID another = triaged("NV-" + Ids.nextText(), null);
        Instant ended = Instant.now().plusSeconds(60);
        String refused = report(
                run(medium(device, 0), ended),
                run(medium(another, 0), Instant.now().minusSeconds(200 * 86_400)));
        upload("application/vnd.reuse.erasure-report+json", bytes(refused))
                .body("recorded", equalTo(1))
                .body("rejected", equalTo(1));
        read(WORKSHOP, FILES + sha256(refused)).statusCode(200);
        read(DONOR, FILES + sha256(refused)).statusCode(404);

        String stray = report(run(medium(device, 0), ended.plusSeconds(60)), run("STRAY-" + Ids.nextText(), ended));
        List<String> ids = upload("application/vnd.reuse.erasure-report+json", bytes(stray))
                .body("unmatched", equalTo(1))
                .extract()
                .path("rows.findAll { it.outcome == 'UNMATCHED' }.evidenceId");
        decide(WORKSHOP, ids.getFirst(), "dismissal", "{\"reason\":\"Disque d'un autre lot\"}")
                .statusCode(200);
        read(DONOR, FILES + sha256(stray)).statusCode(404);
    }

    /** How many files have those bytes. */
    private static long stored(String sha256) throws IOException {
        Path shelf = ConfigProvider.getConfig()
                .getValue("reuse.files.folder", Path.class)
                .resolve(sha256.substring(0, 2));
        if (!Files.isDirectory(shelf)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(shelf)) {
            return files.filter(file -> file.getFileName().toString().startsWith(sha256))
                    .count();
        }
    }

    @Test
    void aReportInJsonTellsWhatALogCannot() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), null);
        String report = report(run(medium(device, 0), Instant.now().plusSeconds(60)));

        upload("application/vnd.reuse.erasure-report+json", report.getBytes(StandardCharsets.UTF_8))
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("rows[0].level", equalTo("PURGE"))
                .body("rows[0].errors", empty());
        upload(
                        "application/vnd.reuse.erasure-report+json",
                        report.replace("\"errors\":0", "\"errors\":-1").getBytes(StandardCharsets.UTF_8))
                .body("rows[0].errors[0].code", equalTo("report_unreadable"))
                .body("rows[0].errors[0].pointer", equalTo("/files/0/drives/0/errors"));
    }

    /** Serial numbers of their own. */
    private static final class Ids {
        static String nextText() {
            return UUID.randomUUID().toString().substring(0, 12).toUpperCase(Locale.ROOT);
        }
    }

    private static UUID triaged(String first, @Nullable String second) throws Exception {
        UUID device = expected(1).getFirst();
        RefurbCalls.send(
                "collection",
                "collection.RegistrationCorrected.v1",
                device,
                2,
                1,
                value -> value.withObject("/fact").put("serialNumber", "HOST-" + device));
        await("the serial number")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> read(WORKSHOP, DEVICES + device).body("serialNumber", equalTo("HOST-" + device)));
        int version = read(WORKSHOP, DEVICES + device).extract().path("version");
        assertThat(version).isEqualTo(2);
        act(device, "reception", 2, "{\"occurredAt\":\"" + Instant.now().minusSeconds(3_600) + "\"}")
                .statusCode(200);
        String more = second == null ? "" : ",{\"serialNumber\":\"" + second + "\",\"kind\":\"HDD\",\"bytes\":1000}";
        act(
                        device,
                        "triage",
                        3,
                        "{\"media\":[{\"serialNumber\":\"" + first + "\",\"kind\":\"NVME\",\"bytes\":" + BYTES + "}"
                                + more + "]}")
                .statusCode(200);
        return device;
    }

    private static String medium(UUID device, int index) {
        return read(WORKSHOP, DEVICES + device).extract().path("media[" + index + "].serialNumber");
    }

    private static ValidatableResponse upload(String type, byte[] body) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("text/plain", ContentType.BINARY)
                                .encodeContentTypeAs("application/zip", ContentType.BINARY)
                                .encodeContentTypeAs("application/vnd.reuse.erasure-report+json", ContentType.BINARY)))
                .auth()
                .oauth2(WORKSHOP)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(type)
                .body(body)
                .post(EVIDENCE)
                .then();
    }

    private static ValidatableResponse decide(String token, String id, String what, String body) {
        return command(token).body(body).post(EVIDENCE + "/" + id + "/" + what).then();
    }

    private static byte[] zip(String... files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < files.length; i++) {
                zip.putNextEntry(new ZipEntry("log-" + i + ".txt"));
                zip.write(files[i].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String report(String... runs) {
        return "{\"format\":\"reuse-erasure-report/1\",\"tool\":\"nvme-cli 2.11\",\"drives\":[" + String.join(",", runs)
                + "]}";
    }

    private static String run(String drive, Instant endedAt) {
        return """
                {"serialNumber":"%s","method":"NVME_FORMAT_CRYPTO_ERASE","bytesErased":%d,"errors":0,"verified":false,
                "hiddenSectors":false,"status":"ERASED","endedAt":"%s"}""".formatted(drive, BYTES, endedAt);
    }

    /** The same time as a log tells it. */
    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What nwipe writes of a drive that it filled with zeros in that device a minute from now. */
    private static String log(UUID device, String drive, String mark) {
        return log(device, drive, mark, Instant.now().plusSeconds(60));
    }

    private static String log(UUID device, String drive, String mark, Instant endedAt) {
        String stamp = DateTimeFormatter.ofPattern("'['uuuu/MM/dd HH:mm:ss']'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(endedAt);
        return """
                S  notice: Found /dev/nvme0n1, NVME, Example %s, 256 GB, S/N=%s
                S  notice: system-serial-number = HOST-%s
                S  notice:   banner   = ShredOS v2024.11_27_x86-64_0.38
                S  notice:   method   = Fill With Zeros
                S  notice: /dev/nvme0n1, sect/blk/dev 512/4096/256060514304
                S  notice: 256060514304 bytes written to /dev/nvme0n1
                S  notice: Verified pass 1 of 1, round 1 of 1, on '/dev/nvme0n1'.
                S  notice: Finished final round 1 of 1 on /dev/nvme0n1

                ******************************** Error Summary *********************************
                !   Device | Pass Errors | Verifications Errors | Fdatasync I\\O Errors
                --------------------------------------------------------------------------------
                   nvme0n1 |           0 |                    0 |                    0
                ********************************************************************************

                ********************************* Drive Status *********************************
                !   Device | Status | Thru-put | HH:MM:SS | Model/Serial Number
                --------------------------------------------------------------------------------
                   nvme0n1 | Erased | 414 MB/s | 00:29:50 | Example NVMe/%s
                --------------------------------------------------------------------------------
                """.formatted(mark, drive, device, drive).replaceAll("(?m)^S ", stamp + " ");
    }
}
