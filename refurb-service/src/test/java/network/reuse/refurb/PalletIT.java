package network.reuse.refurb;

import static io.restassured.RestAssured.given;
import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.DONOR;
import static network.reuse.refurb.RefurbCalls.ECO_ORGANISM;
import static network.reuse.refurb.RefurbCalls.ECO_ORGANISM_ID;
import static network.reuse.refurb.RefurbCalls.OTHER;
import static network.reuse.refurb.RefurbCalls.WORKSHOP;
import static network.reuse.refurb.RefurbCalls.act;
import static network.reuse.refurb.RefurbCalls.bulk;
import static network.reuse.refurb.RefurbCalls.command;
import static network.reuse.refurb.RefurbCalls.count;
import static network.reuse.refurb.RefurbCalls.expected;
import static network.reuse.refurb.RefurbCalls.read;
import static network.reuse.refurb.RefurbCalls.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.keys.Sha256;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.ReadPaper;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scrapped devices on a weighed pallet, from the workshop to the eco-organism that treats them. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class PalletIT {
    private static final String PALLETS = "/v1/refurb/pallets";
    private static final String WEIGHT =
            "{\"grossGrams\":209500,\"tareGrams\":25000,\"slipRef\":\"BSD-20260910-7Q4K2M8HJ\"}";

    @BeforeAll
    static void theRegisterNamesAnEcoOrganism() throws Exception {
        RefurbCalls.register();
    }

    @Test
    void aPalletTakesItsDevicesToTheirTreatment() throws Exception {
        List<UUID> devices = scrapped(3);
        String pallet = open();

        load(pallet, devices).body("loaded", equalTo(3)).body("rows.version", contains(5, 5, 5));
        load(pallet, devices).body("loaded", equalTo(0)).body("unchanged", equalTo(3));
        move(WORKSHOP, pallet, "departure", 2, WEIGHT)
                .statusCode(200)
                .body("status", equalTo("DEPARTED"))
                .body("netGrams", equalTo(184_500))
                .body("devices.deviceId", containsInAnyOrder(texts(devices)));
        move(ECO_ORGANISM, pallet, "reception", 3, "{\"netGrams\":184000,\"missing\":[\"" + devices.get(2) + "\"]}")
                .statusCode(200)
                .body("status", equalTo("RECEIVED"))
                .body("legal", contains("TREATMENT", "SLIP"));
        status(devices.get(0)).body("status", equalTo("WITH_ECO_ORGANISM"));
        status(devices.get(2)).body("status", equalTo("PALLETISED")).body("legal", contains("UNLOADING", "LOSS"));
        unload(pallet, devices).body("unloaded", equalTo(1)).body("rejected", equalTo(2));
        status(devices.get(2)).body("status", equalTo("SCRAPPED")).body("palletId", equalTo(null));

        move(WORKSHOP, pallet, "treatment", 4, treatment(184_000)).statusCode(403);
        move(ECO_ORGANISM, pallet, "treatment", 4, treatment(184_001)).statusCode(422);
        move(ECO_ORGANISM, pallet, "treatment", 4, treatment(184_000))
                .statusCode(200)
                .body("status", equalTo("TREATED"))
                .body("treatments[0].operation", equalTo("R 4"))
                .body("devices", hasSize(3));
        status(devices.get(1))
                .body("status", equalTo("TREATED"))
                .body("palletId", equalTo(pallet))
                .body("media", hasSize(0));
        assertThat(count("select count(*) from event_journal where stream_id = '" + pallet + "'"))
                .isEqualTo(4);
        assertThat(count("select count(*) from event_journal where stream_id = '" + devices.get(0)
                        + "' and type in ('refurb.DevicePalletised.v1', 'refurb.DeviceReceivedByEcoOrganism.v1',"
                        + " 'refurb.DeviceTreated.v1')"))
                .isEqualTo(3);
        ReadPaper manifest = ReadPaper.of(
                "it-manifest",
                read(ECO_ORGANISM, PALLETS + "/" + pallet + "/manifest.pdf")
                        .statusCode(200)
                        .contentType("application/pdf")
                        .header("Content-Disposition", containsString("manifeste-"))
                        .extract()
                        .asByteArray());
        assertThat(manifest.text().replaceAll("\\h", " "))
                .contains("Manifeste de palette", "20 01 35*", "184,5 kg", "184 kg", "Recyclage R 4")
                .contains("Appareils (3)", "Traitée le")
                .doesNotContain("peut encore changer");
        assertThat(manifest.tags()).contains("H1", "L", "Table", "TH");
        read(OTHER, PALLETS + "/" + pallet + "/manifest.pdf").statusCode(404);
        read(WORKSHOP, PALLETS + "?slipRef=bsd-20260910-7q4k2m8hj&status=TREATED")
                .body("id", hasItem(pallet));
    }

    @Test
    void theSlipOfAPalletThatHasLeftIsKeptForItsTwoPartiesAsItCame() throws Exception {
        String pallet = open();
        byte[] pdf = "%PDF-1.7 bordereau signé".getBytes(StandardCharsets.UTF_8);
        String hash = HexFormat.of().formatHex(Sha256.of(pdf));
        send(WORKSHOP, pallet, "application/pdf", pdf).statusCode(409).body("code", equalTo("illegal_now"));
        load(pallet, scrapped(1)).body("loaded", equalTo(1));
        move(WORKSHOP, pallet, "departure", 2, WEIGHT).statusCode(200);

        String id = send(WORKSHOP, pallet, "application/pdf", pdf)
                .statusCode(201)
                .body("mediaType", equalTo("application/pdf"))
                .body("sha256", equalTo(hash))
                .extract()
                .path("id");
        move(ECO_ORGANISM, pallet, "reception", 4, "{\"netGrams\":184000}").statusCode(200);
        move(ECO_ORGANISM, pallet, "treatment", 5, treatment(184_000)).statusCode(200);
        send(ECO_ORGANISM, pallet, "image/png", picture()).statusCode(201);
        send(WORKSHOP, pallet, "application/pdf", "<html>".getBytes(StandardCharsets.UTF_8))
                .statusCode(422)
                .body("errors[0].code", equalTo("unknown_file_type"));
        send(OTHER, pallet, "application/pdf", pdf).statusCode(404);

        String slips = PALLETS + "/" + pallet + "/slips";
        read(WORKSHOP, slips).body("mediaType", contains("application/pdf", "image/png"));
        Response found = given().auth().oauth2(ECO_ORGANISM).get(slips + "/" + id);
        found.then()
                .statusCode(200)
                .contentType("application/pdf")
                .header("ETag", '"' + hash + '"')
                .header("Content-Disposition", "attachment; filename=\"" + id + ".pdf\"");
        assertThat(found.asByteArray()).isEqualTo(pdf);
        read(OTHER, slips).statusCode(404);
        read(OTHER, slips + "/" + id).statusCode(404);
        assertThat(count("select count(*) from event_journal where stream_id = '" + pallet
                        + "' and type = 'refurb.PalletSlipAdded.v1' and value like '%" + hash + "%'"))
                .isOne();
        assertThat(count("select count(*) from file where id = '" + id
                        + "' and ends_at = created_at + interval '5 years'"))
                .isOne();
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", png))
                .isTrue();
        return png.toByteArray();
    }

    private static ValidatableResponse send(String token, String pallet, String type, byte[] document) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", type)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, ContentType.BINARY)))
                .body(document)
                .post(PALLETS + "/" + pallet + "/slips")
                .then();
    }

    @Test
    void onlyWhatIsScrappedHereIsLoadedAndEachRowIsJudgedOnItsOwn() throws Exception {
        List<UUID> devices = scrapped(1);
        UUID onBench = triaged(1).getFirst();
        UUID unknown = Ids.next();
        String pallet = open();

        load(pallet, List.of(onBench, unknown, devices.getFirst()))
                .body("loaded", equalTo(1))
                .body("rows.outcome", contains("REJECTED", "REJECTED", "LOADED"))
                .body("rows[0].errors[0].pointer", equalTo("/deviceIds/0"))
                .body("rows[0].errors[0].code", equalTo("illegal_now"))
                .body("rows[1].errors[0].code", equalTo("unknown"));
        load(open(), devices).body("rejected", equalTo(1)).body("rows[0].errors[0].code", equalTo("illegal_now"));
    }

    @Test
    void whatHasDepartedIsFinalUntilTheDepartureIsTakenBack() throws Exception {
        List<UUID> devices = scrapped(2);
        String pallet = open();
        load(pallet, devices.subList(0, 1)).body("loaded", equalTo(1));
        move(WORKSHOP, pallet, "departure", 2, WEIGHT).statusCode(200);

        load(pallet, devices).statusCode(409);
        unload(pallet, devices).statusCode(409);
        act(devices.getFirst(), "scrapping-correction", 5, "{\"reason\":\"encore bon\"}")
                .statusCode(409);
        move(WORKSHOP, pallet, "reception", 3, "{\"netGrams\":1}").statusCode(403);
        move(ECO_ORGANISM, pallet, "departure-correction", 3, "{\"reason\":\"camion en panne\"}")
                .statusCode(403);
        move(WORKSHOP, pallet, "departure-correction", 3, "{\"reason\":\"camion en panne\"}")
                .statusCode(200)
                .body("status", equalTo("OPEN"));
        unload(pallet, devices.subList(0, 1)).body("unloaded", equalTo(1));
        move(WORKSHOP, pallet, "cancellation", 5, "{\"reason\":\"ouverte deux fois\"}")
                .statusCode(200)
                .body("status", equalTo("CANCELLED"));
    }

    @Test
    void aPalletDoesNotLeaveWithWhatIsNoLongerOnIt() throws Exception {
        List<UUID> devices = scrapped(2);
        String pallet = open();
        load(pallet, devices).body("rejected", equalTo(0));
        act(devices.getFirst(), "loss", 5, "{\"reason\":\"volé sur le quai\"}").statusCode(200);

        move(WORKSHOP, pallet, "departure", 2, WEIGHT)
                .statusCode(409)
                .body("code", equalTo("devices_elsewhere"))
                .body("extensions.devices", contains(devices.getFirst().toString()));
        unload(pallet, devices.subList(0, 1)).body("unloaded", equalTo(1));
        move(WORKSHOP, pallet, "departure", 3, WEIGHT)
                .statusCode(200)
                .body("devices.deviceId", contains(devices.get(1).toString()));
        act(devices.getFirst(), "loss-correction", 6, "{\"reason\":\"derrière le quai\"}")
                .statusCode(200)
                .body("status", equalTo("SCRAPPED"));
    }

    @Test
    void aPalletIsForAnEcoOrganismHasAWasteCodeAndWeighsSomething() throws Exception {
        String company = form(TestTokens.OTHER_DONOR, "20 01 35*");
        command(WORKSHOP)
                .body(company)
                .post(PALLETS)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/ecoOrganism"));
        command(WORKSHOP)
                .body(form(ECO_ORGANISM_ID, "20 01 35"))
                .post(PALLETS)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/wasteCode"))
                .body("errors[0].messages.en", containsString("20 01 35*"));
        String pallet = open();
        load(pallet, scrapped(1)).body("loaded", equalTo(1));
        move(WORKSHOP, pallet, "departure", 2, "{\"grossGrams\":25000,\"tareGrams\":25000}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/tareGrams"));
        move(WORKSHOP, pallet, "departure", 2, "{\"grossGrams\":2000001,\"tareGrams\":25000}")
                .statusCode(422);
    }

    @Test
    void othersSeeNothingOfItAndItsDonorSeesWhereItsDeviceIs() throws Exception {
        List<UUID> devices = scrapped(1);
        String pallet = open();
        load(pallet, devices).body("rejected", equalTo(0));

        read(OTHER, PALLETS + "/" + pallet).statusCode(404);
        read(TestTokens.of(TestTokens.OTHER_DONOR, "eco-organism"), PALLETS + "/" + pallet)
                .statusCode(404);
        read(ECO_ORGANISM, PALLETS + "/" + pallet).statusCode(200);
        command(OTHER)
                .body("{\"deviceIds\":[\"" + devices.getFirst() + "\"]}")
                .post(PALLETS + "/" + pallet + "/loading")
                .then()
                .statusCode(404);
        read(DONOR, DEVICES + devices.getFirst()).body("status", equalTo("PALLETISED"));
    }

    @Test
    void oneDeviceIsOnOnePalletHoweverManyLoadItAtOnce() throws Exception {
        List<UUID> devices = scrapped(1);
        List<String> pallets = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            pallets.add(open());
        }
        List<Future<Integer>> loads = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(10)) {
            for (String pallet : pallets) {
                loads.add(callers.submit(() -> {
                    ValidatableResponse answer = load(pallet, devices);
                    while (answer.extract().statusCode() == 429) {
                        answer = load(pallet, devices);
                    }
                    return answer.statusCode(200).extract().path("loaded");
                }));
            }
        }
        int loaded = 0;
        for (Future<Integer> load : loads) {
            loaded += load.get();
        }
        assertThat(loaded).isEqualTo(1);
        int carrying = 0;
        for (String pallet : pallets) {
            JsonPath seen = read(WORKSHOP, PALLETS + "/" + pallet).extract().jsonPath();
            carrying += seen.getList("devices").size();
        }
        assertThat(carrying).isEqualTo(1);
    }

    private static String open() {
        return command(WORKSHOP)
                .body(form(ECO_ORGANISM_ID, "200135*"))
                .post(PALLETS)
                .then()
                .statusCode(201)
                .body("wasteCode", equalTo("20 01 35*"))
                .extract()
                .path("id");
    }

    private static String form(UUID ecoOrganism, String wasteCode) {
        return "{\"ecoOrganism\":\"" + ecoOrganism + "\",\"wasteCode\":\"" + wasteCode + "\",\"commune\":\"67482\"}";
    }

    private static ValidatableResponse load(String pallet, List<UUID> devices) {
        return bulk(WORKSHOP, "pallets/" + pallet + "/loading", "{\"deviceIds\":[" + quoted(devices) + "]}");
    }

    private static ValidatableResponse unload(String pallet, List<UUID> devices) {
        return bulk(
                WORKSHOP,
                "pallets/" + pallet + "/unloading",
                "{\"deviceIds\":[" + quoted(devices) + "],\"reason\":\"mauvaise palette\"}");
    }

    private static ValidatableResponse move(String token, String pallet, String move, int version, String body) {
        return command(token)
                .header("If-Match", "\"v" + version + "\"")
                .body(body)
                .post(PALLETS + "/" + pallet + "/" + move)
                .then();
    }

    private static ValidatableResponse status(UUID device) {
        return read(WORKSHOP, DEVICES + device).statusCode(200);
    }

    private static String treatment(long grams) {
        return "{\"treatments\":[{\"mode\":\"RECYCLING\",\"operation\":\"R 4\",\"grams\":" + grams + "}]}";
    }

    /** Devices without storage on the bench, each at version 3. */
    private static List<UUID> triaged(int count) throws Exception {
        List<UUID> ids = expected(count);
        receive(ids).body("received", equalTo(count));
        for (UUID id : ids) {
            act(id, "triage", 2, "{\"noStorage\":true}").statusCode(200);
        }
        return ids;
    }

    /** The same, scrapped at version 4. */
    private static List<UUID> scrapped(int count) throws Exception {
        List<UUID> ids = triaged(count);
        for (UUID id : ids) {
            act(id, "scrapping", 3, "{\"reason\":\"carte mère\"}").statusCode(200);
        }
        return ids;
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static String quoted(List<UUID> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
    }
}
