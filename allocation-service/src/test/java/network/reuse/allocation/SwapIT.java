package network.reuse.allocation;

import static network.reuse.allocation.AllocationServiceIT.act;
import static network.reuse.allocation.AllocationServiceIT.awaitAnnounced;
import static network.reuse.allocation.AllocationServiceIT.command;
import static network.reuse.allocation.AllocationServiceIT.events;
import static network.reuse.allocation.AllocationServiceIT.heard;
import static network.reuse.allocation.AllocationServiceIT.producer;
import static network.reuse.allocation.AllocationServiceIT.read;
import static network.reuse.allocation.AllocationServiceIT.types;
import static network.reuse.allocation.Counter.API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Devices of packs are swapped at the counter, on a real database. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
class SwapIT {
    private static KafkaProducer<String, byte[]> refurb;

    private final Counter counter = new Counter(() -> refurb);

    @BeforeAll
    static void aWorkshopAndTheRegisterSpeak() throws Exception {
        AllocationServiceIT.register();
        refurb = producer("refurb");
    }

    @AfterAll
    static void theWorkshopIsSilent() {
        refurb.close();
    }

    @Test
    void aDeviceIsSwappedForAnotherThatFitsAndBothAndThePackSaySo() throws Exception {
        UUID programme = counter.programme();
        UUID first = counter.stocked("C");
        UUID pack = counter.reserved(programme);
        UUID other = counter.stocked("A");
        String code = read(counter.manager, "devices/" + other).extract().path("code");

        swap(pack, 1, first.toString(), code)
                .statusCode(200)
                .body("version", equalTo(2))
                .body("status", equalTo("RESERVED"))
                .body("devices.id", contains(other.toString()));

        read(counter.manager, "devices/" + first).body("status", equalTo("STOCKED"));
        read(counter.manager, "devices/" + other)
                .body("status", equalTo("RESERVED"))
                .body("packId", equalTo(pack.toString()));
        counter.move(pack, "hand-over", 2, "{}").statusCode(200);
        read(counter.manager, "devices/" + other).body("status", equalTo("DELIVERED"));
        assertThat(types(events(pack, 3))).containsExactly("PackReserved", "PackDevicesSwapped", "PackDelivered");
        assertThat(types(events(first, 3))).containsExactly("DeviceStocked", "DeviceReserved", "DeviceReleased");
        assertThat(types(events(other, 3))).containsExactly("DeviceStocked", "DeviceReserved", "DeviceDelivered");
        swap(pack, 3, other.toString(), first.toString()).statusCode(409);
    }

    @Test
    void whatIsSwappedForAFaultIsForNobodyUntilItIsStatedSound() throws Exception {
        UUID programme = counter.programme();
        UUID broken = counter.stocked("C");
        UUID pack = counter.reserved(programme);
        UUID other = counter.stocked("C");
        act("packs/" + pack + "/swap", counter.manager, 1, """
                        {"swaps":[{"former":"%s","device":"%s","faulty":true}],"reason":"Clavier cassé"}""".formatted(broken, other))
                .statusCode(200)
                .body("devices.id", contains(other.toString()));

        read(counter.manager, "devices/" + broken)
                .body("status", equalTo("FAULTY"))
                .body("reason", equalTo("Clavier cassé"))
                .body("legal", contains("SOUNDNESS", "LOSS"));
        read(counter.manager, "devices?status=FAULTY").body("id", contains(broken.toString()));
        UUID asked = counter.requested(programme);
        counter.reserve(asked).statusCode(409).body("code", equalTo("no_stock"));
        fault(swap(pack, 2, other.toString(), broken.toString()), "/swaps/0/device", "device_not_free");
        String path = "devices/" + broken;
        act(path + "/loss", counter.manager, 4, "{\"reason\":\"Introuvable\"}").statusCode(200);
        act(path + "/loss-correction", counter.manager, 5, "{\"reason\":\"Retrouvé\"}")
                .statusCode(200)
                .body("status", equalTo("FAULTY"))
                .body("reason", equalTo("Clavier cassé"));
        act(path + "/soundness", counter.manager, 6, "{}").statusCode(200).body("status", equalTo("STOCKED"));
        act(path + "/soundness", counter.manager, 7, "{}").statusCode(409).body("code", equalTo("illegal_now"));
        counter.reserve(asked).statusCode(201).body("devices.id", contains(broken.toString()));
    }

    @Test
    void whatDoesNotFitOrIsNotFreeIsRefusedAndNothingIsSwapped() throws Exception {
        UUID programme = counter.programme();
        UUID mine = counter.stocked("C");
        UUID pack = counter.reserved(programme);
        UUID reserved = counter.stocked("C");
        var _ = counter.reserved(programme);
        UUID worn = counter.stocked("D");
        UUID fine = counter.stocked("B");
        Counter neighbour = new Counter(() -> refurb);
        UUID foreign = neighbour.stocked("A");

        fault(swap(pack, 1, mine.toString(), worn.toString()), "/swaps/0/device", "device_does_not_fit");
        fault(swap(pack, 1, mine.toString(), reserved.toString()), "/swaps/0/device", "device_not_free");
        fault(swap(pack, 1, mine.toString(), foreign.toString()), "/swaps/0/device", "device_not_free");
        fault(swap(pack, 1, mine.toString(), "D-NOBODY"), "/swaps/0/device", "device_not_free");
        fault(swap(pack, 1, reserved.toString(), fine.toString()), "/swaps/0/former", "not_in_pack");
        act("packs/" + pack + "/swap", counter.manager, 1, """
                        {"swaps":[{"former":"%s","device":"%s"},{"former":"%s","device":"%s"}],"reason":"rayé"}""".formatted(mine, fine, mine, worn))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/swaps/1/former"));
        swap(pack, 7, mine.toString(), fine.toString()).statusCode(412);
        act("packs/" + pack + "/swap", Counter.REFERRING, 1, body(mine.toString(), fine.toString()))
                .statusCode(403);
        act(
                        "packs/" + pack + "/swap",
                        TestTokens.of(TestTokens.OTHER_WORKSHOP, "programme-manager"),
                        1,
                        body(mine.toString(), fine.toString()))
                .statusCode(404);
        read(counter.manager, "packs/" + pack)
                .body("version", equalTo(1))
                .body("devices.id", contains(mine.toString()));
        read(counter.manager, "devices/" + fine).body("status", equalTo("STOCKED"));
    }

    @Test
    void aPackIsOfDevicesWithTheMemoryAndDiskThatItAsksFor() throws Exception {
        UUID unknown = counter.stocked("C");
        UUID little = counter.stocked("C", 4_096, 512_000_000_000L);
        UUID narrow = counter.stocked("C", 16_384, 128_000_000_000L);
        UUID programme = counter.programme(
                "{\"category\":\"LAPTOP\",\"worstGrade\":\"C\",\"count\":1,\"minimumMemoryGib\":8,\"minimumDiskGb\":240}",
                "");
        read(counter.manager, "programmes/" + programme)
                .body("pack[0].minimumMemoryGib", equalTo(8))
                .body("pack[0].minimumDiskGb", equalTo(240));
        UUID asked = counter.requested(programme);

        counter.reserve(asked)
                .statusCode(409)
                .body("code", equalTo("no_stock"))
                .body("detail", containsString("8 Gio de mémoire ou plus, 240 Go de disque ou plus"))
                .body("extensions.missing[0].minimumMemoryGib", equalTo(8))
                .body("extensions.missing[0].minimumDiskGb", equalTo(240));
        String pack = command(counter.manager)
                .body("{\"request\":\"" + asked + "\",\"backOrder\":true}")
                .post(API + "packs")
                .then()
                .statusCode(201)
                .body("status", equalTo("BACK_ORDERED"))
                .extract()
                .path("id");
        read(counter.manager, "packs/" + pack)
                .body("missing.count", contains(1))
                .body("missing.minimumMemoryGib", contains(8));
        read(Counter.REFERRING, "packs/" + pack).body("rank", equalTo(1)).body("missing", nullValue());

        UUID fits = counter.stocked("C", 7_900, 240_057_409_536L);

        await("the first that fits")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(counter.manager, "packs/" + pack)
                        .body("status", equalTo("RESERVED"))
                        .body("devices.id", contains(fits.toString())));
        UUID id = UUID.fromString(pack);
        for (UUID other : List.of(unknown, little, narrow)) {
            fault(swap(id, 2, fits.toString(), other.toString()), "/swaps/0/device", "device_does_not_fit");
        }
        UUID larger = counter.stocked("B", 16_384, 512_000_000_000L);
        swap(id, 2, fits.toString(), larger.toString()).statusCode(200);
        read(counter.manager, "packs/" + counter.reserved(counter.programme()))
                .body("devices.id", contains(unknown.toString()));
    }

    @Test
    void whoSellsADeviceSeesItsMakeItsHardwareAndItsGrade() throws Exception {
        UUID laptop = Ids.next();
        heard(refurb, "refurb.events", "refurb.DeviceInventoried.v1", laptop, 1, 2, Map.of());
        heard(
                refurb,
                "refurb.events",
                "refurb.DeviceDispatched.v1",
                laptop,
                2,
                2,
                Map.of(
                        "recipient",
                        counter.sponsor.toString(),
                        "category",
                        "LAPTOP",
                        "grade",
                        "B",
                        "code",
                        "D-SOLD",
                        "make",
                        "{\"manufacturer\":\"Dell\",\"model\":\"Latitude 5490\",\"serialNumber\":\"7XK2N13\"}"));
        awaitAnnounced(List.of(laptop));
        command(counter.manager)
                .body("{\"devices\":[\"" + laptop + "\"]}")
                .post(API + "receptions")
                .then()
                .body("stocked", equalTo(1));
        UUID pack = counter.reserved(counter.programme());

        read(counter.manager, "devices?packId=" + pack)
                .statusCode(200)
                .body("id", contains(laptop.toString()))
                .body("grade", contains("B"))
                .body("make.manufacturer", contains("Dell"))
                .body("make.model", contains("Latitude 5490"))
                .body("make.serialNumber", contains("7XK2N13"))
                .body(
                        "hardware[0].processor",
                        equalTo(inventoried().at("/processor").asText()))
                .body(
                        "hardware[0].memoryMebibytes",
                        equalTo(inventoried().at("/memoryMebibytes").asInt()))
                .body("hardware[0].drives", hasSize(inventoried().at("/drives").size()))
                .body(
                        "hardware[0].drives[0].kind",
                        equalTo(inventoried().at("/drives/0/kind").asText()));
        read(counter.manager, "devices/" + laptop).body("hardware.drives", hasSize(1));
    }

    /** What the sample of an inventory says. */
    private static JsonNode inventoried() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(SwapIT.class.getResourceAsStream("/samples/refurb.DeviceInventoried.v1.json"))) {
            return new ObjectMapper().readTree(file).at("/value/fact");
        }
    }

    private static void fault(ValidatableResponse refused, String pointer, String code) {
        refused.statusCode(422).body("errors[0].pointer", equalTo(pointer)).body("errors[0].code", equalTo(code));
    }

    private ValidatableResponse swap(UUID pack, int version, String former, String device) {
        return act("packs/" + pack + "/swap", counter.manager, version, body(former, device));
    }

    private static String body(String former, String device) {
        return "{\"swaps\":[{\"former\":\"%s\",\"device\":\"%s\"}],\"reason\":\"rayé\"}".formatted(former, device);
    }
}
