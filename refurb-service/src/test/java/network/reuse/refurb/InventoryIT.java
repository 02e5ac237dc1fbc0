package network.reuse.refurb;

import static io.restassured.RestAssured.given;
import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.DONOR;
import static network.reuse.refurb.RefurbCalls.OTHER;
import static network.reuse.refurb.RefurbCalls.WORKSHOP;
import static network.reuse.refurb.RefurbCalls.act;
import static network.reuse.refurb.RefurbCalls.command;
import static network.reuse.refurb.RefurbCalls.count;
import static network.reuse.refurb.RefurbCalls.erasure;
import static network.reuse.refurb.RefurbCalls.expected;
import static network.reuse.refurb.RefurbCalls.read;
import static network.reuse.refurb.RefurbCalls.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What lshw wrote of a device's hardware, and what it means for the device's media. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class InventoryIT {
    private static final String LSHW = "application/vnd.lshw+json";
    private static final String NVME = """
            {"id":"nvme","class":"storage","product":"BC501 NVMe SK hynix 256GB","serial":"%s",
            "children":[{"id":"namespace:0","class":"disk","description":"NVMe disk","logicalname":"/dev/nvme0n1","size":256060514304}]}""";
    private static final String HDD = """
            {"id":"sata","class":"storage","children":[{"id":"disk","class":"disk","description":"ATA Disk",
            "product":"WDC WD3200LPVX-6","serial":"%s","size":320072933376,"capabilities":{"5400rpm":"5400 rotations per minute"}}]}""";

    @Test
    void aSecondDriveThatNobodyListedBlocksUntilItIsErased() throws Exception {
        UUID device = triaged("NV-1");
        act(
                        device,
                        "erasures",
                        3,
                        erasure("NV-1", "SANITIZE_CRYPTO_ERASE", true).replace("1000", "256060514304"))
                .statusCode(200);
        act(device, "grade", 4, "{\"grade\":\"B\"}").statusCode(200);

        take(device, 5, machine(null, NVME.formatted("nv-1"), HDD.formatted("WD-2")))
                .statusCode(200)
                .body("addedMedia", contains("WD-2"))
                .body("drives.kind", contains("NVME", "HDD"))
                .body("processors[0].model", equalTo("Intel(R) Core(TM) i5-8365U CPU @ 1.60GHz"))
                .body("processors[0].cores", equalTo(4))
                .body("memoryBytes", equalTo(8_589_934_592L))
                .body("batteries[0].milliwattHours", equalTo(60_000));
        act(device, "quality-check", 6, "{\"passed\":true}")
                .statusCode(409)
                .body("code", equalTo("erasure_level_insufficient"))
                .body("extensions.media.serialNumber", contains("WD-2"));
        act(device, "destructions", 6, "{\"serialNumber\":\"WD-2\"}").statusCode(200);
        act(device, "quality-check", 7, "{\"passed\":true}").statusCode(200).body("status", equalTo("READY"));

        take(device, 8, machine(null, NVME.formatted("NV-1"))).statusCode(200).body("addedMedia", empty());
        read(WORKSHOP, DEVICES + device).body("status", equalTo("READY"));
        take(device, 9, machine(null, NVME.formatted("NV-1"), HDD.formatted("WD-3")))
                .statusCode(200);
        read(WORKSHOP, DEVICES + device).body("status", equalTo("ON_BENCH"));
        read(DONOR, DEVICES + device + "/inventory").statusCode(200).body("drives", hasSize(2));
        read(OTHER, DEVICES + device + "/inventory").statusCode(404);
        assertThat(count("select count(*) from event_journal where stream_id = '" + device
                        + "' and type = 'refurb.DeviceInventoried.v1'"))
                .isEqualTo(3);
    }

    @Test
    void whatIsNoInventoryOfThisDeviceGetsItsOwnProblem() throws Exception {
        UUID device = triaged("NV-1");
        take(device, 3, "no json").statusCode(422).body("errors[0].code", equalTo("inventory_unreadable"));
        take(device, 3, "{\"class\":\"memory\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("inventory_unreadable"));
        take(device, 3, machine("ANOTHER-1", NVME.formatted("NV-1")))
                .statusCode(422)
                .body("errors[0].code", equalTo("inventory_of_another_device"));
        take(device, 3, machine(null, NVME.formatted("NV-1"), HDD.formatted("To Be Filled By O.E.M.")))
                .statusCode(422)
                .body("errors[0].code", equalTo("drive_without_serial_number"));
        take(device, 3, " ".repeat(1024 * 1024 + 1)).statusCode(422).body("errors[0].code", equalTo("too_large"));
        read(WORKSHOP, DEVICES + device).body("version", equalTo(3));
        read(WORKSHOP, DEVICES + device + "/inventory").statusCode(404);
    }

    @Test
    void whatComesByUsbOrTakesDiscsIsNoneOfTheDevicesMedia() throws Exception {
        UUID device = triaged("NV-1");
        String usb = """
                {"id":"usbhost","class":"bus","children":[{"id":"disk","class":"disk","description":"SCSI Disk",
                "businfo":"usb@1:2","serial":"STICK-1","size":16008609792}]}""";
        String dvd = """
                {"id":"cdrom","class":"disk","description":"DVD-RAM writer","serial":"DVD-1","size":4700000000}""";
        take(device, 3, machine(null, NVME.formatted("NV-1"), usb, dvd))
                .statusCode(200)
                .body("drives", hasSize(1))
                .body("addedMedia", empty());
    }

    @Test
    void gradesAreReadByCriteriaThatAreOpenToEverybody() {
        given().get("/v1/refurb/grade-criteria")
                .then()
                .statusCode(200)
                .body("[0].version", equalTo(1))
                .body("[0].grades.grade", contains("A", "B", "C", "D"));
    }

    private static UUID triaged(String serialNumber) throws Exception {
        UUID device = expected(1).getFirst();
        receive(List.of(device)).body("received", equalTo(1));
        act(
                        device,
                        "triage",
                        2,
                        "{\"media\":[{\"serialNumber\":\"" + serialNumber
                                + "\",\"kind\":\"NVME\",\"bytes\":256060514304}]}")
                .statusCode(200);
        return device;
    }

    private static String machine(@Nullable String serialNumber, String... storage) {
        return """
                {"id":"laptop","class":"system","vendor":"Dell Inc.","product":"Latitude 5400"%s,"children":[
                {"id":"core","class":"bus","children":[
                {"id":"memory","class":"memory","description":"System Memory","units":"bytes","size":8589934592},
                {"id":"cpu","class":"processor","product":"Intel(R) Core(TM) i5-8365U CPU @ 1.60GHz","configuration":{"cores":"4","threads":"8"}},
                %s]},
                {"id":"battery","class":"power","product":"DELL 0X9V8","capacity":60000,"units":"mWh"}]}""".formatted(
                        serialNumber == null ? "" : ",\"serial\":\"" + serialNumber + "\"", String.join(",", storage));
    }

    private static ValidatableResponse take(UUID device, int version, String file) {
        return command(WORKSHOP)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(LSHW, ContentType.TEXT)))
                .contentType(LSHW)
                .header("If-Match", "\"v" + version + "\"")
                .body(file)
                .post(DEVICES + device + "/inventory")
                .then();
    }
}
