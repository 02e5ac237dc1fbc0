package network.reuse.refurb;

import static io.restassured.RestAssured.given;
import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.OTHER;
import static network.reuse.refurb.RefurbCalls.WORKSHOP;
import static network.reuse.refurb.RefurbCalls.act;
import static network.reuse.refurb.RefurbCalls.command;
import static network.reuse.refurb.RefurbCalls.expected;
import static network.reuse.refurb.RefurbCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import network.reuse.defaults.testing.NetworkResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logs of erasures as workshops upload them. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class EvidenceIT {
    private static final String EVIDENCE = "/v1/refurb/evidence";
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
        upload("application/zip", zip("\n".repeat(11 * 1024 * 1024)))
                .body("rows[0].errors[0].code", equalTo("evidence_too_large"));
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
                .statusCode(200)
                .body("status", equalTo("RECORDED"))
                .body("deviceId", equalTo(device.toString()));
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
    void aReportInJsonTellsWhatALogCannot() throws Exception {
        UUID device = triaged("NV-" + Ids.nextText(), null);
        String report = """
                {"format":"reuse-erasure-report/1","tool":"nvme-cli 2.11","drives":[{"serialNumber":"%s",
                "method":"NVME_FORMAT_CRYPTO_ERASE","bytesErased":%d,"errors":0,"verified":false,"hiddenSectors":false,
                "status":"ERASED","endedAt":"%s"}]}""".formatted(medium(device, 0), BYTES, Instant.now().plusSeconds(60));

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
        act(device, "reception", 2, "{}").statusCode(200);
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

    /** What nwipe writes of a drive that it filled with zeros in that device a minute from now. */
    private static String log(UUID device, String drive, String mark) {
        String stamp = DateTimeFormatter.ofPattern("'['uuuu/MM/dd HH:mm:ss']'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.now().plusSeconds(60));
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
