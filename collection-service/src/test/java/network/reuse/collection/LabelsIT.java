package network.reuse.collection;

import static io.restassured.RestAssured.given;
import static network.reuse.collection.CollectionCalls.DONOR;
import static network.reuse.collection.CollectionCalls.HEADING;
import static network.reuse.collection.CollectionCalls.LOTS;
import static network.reuse.collection.CollectionCalls.OTHER;
import static network.reuse.collection.CollectionCalls.WORKSHOP;
import static network.reuse.collection.CollectionCalls.collected;
import static network.reuse.collection.CollectionCalls.offered;
import static network.reuse.collection.CollectionCalls.read;
import static network.reuse.collection.CollectionCalls.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import network.reuse.defaults.testing.NetworkResource;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Labels are printed by whoever sees the devices, for all that was asked or for none. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class LabelsIT {
    private static final String LABELS = "/v1/collection/labels";

    @BeforeAll
    static void theRegisterNamesDonorAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void aLotsLabelsArePrintedInTheOrderOfItsDevicesAndGoOnWhereTheSheetEnds() throws Exception {
        String lot = withDevices("ORDER", 3);
        List<String> codes = read(DONOR, LOTS + lot + "/devices").extract().path("code");

        byte[] all = read(WORKSHOP, LABELS + "?lot=" + lot)
                .statusCode(200)
                .contentType("application/pdf")
                .header("Content-Disposition", containsString("etiquettes.pdf"))
                .header("Link", nullValue())
                .extract()
                .asByteArray();
        assertThat(texts(all)).containsSubsequence(codes).contains("SÉRIE-ORDER-0");

        ValidatableResponse first = read(WORKSHOP, LABELS + "?lot=" + lot + "&limit=2&start=24&format=SHEET_24");
        assertThat(pages(first.statusCode(200).extract().asByteArray())).isEqualTo(2);
        String next = first.extract().header("Link");
        assertThat(next).contains("start=2").contains("format=SHEET_24").endsWith("; rel=\"next\"");
        byte[] rest = read(WORKSHOP, LABELS + next.replaceAll("<(.*)>.*", "$1"))
                .statusCode(200)
                .header("Link", nullValue())
                .extract()
                .asByteArray();
        assertThat(texts(rest)).contains(codes.get(2)).doesNotContain(codes.get(0));
    }

    @Test
    void namedDevicesAreLabelledInTheOrderOfTheirNamesHoweverTheseAreTyped() throws Exception {
        String lot = withDevices("NAMED", 2);
        ValidatableResponse devices = read(DONOR, LOTS + lot + "/devices");
        List<String> codes = devices.extract().path("code");
        List<String> ids = devices.extract().path("id");

        String names = codes.get(1).toLowerCase(Locale.ROOT) + ",%20" + ids.get(0);
        byte[] pdf = given().urlEncodingEnabled(false)
                .auth()
                .oauth2(DONOR)
                .header("Accept-Language", "en")
                .get(LABELS + "?format=ROLL_62&devices=" + names)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertThat(pages(pdf)).isEqualTo(2);
        assertThat(texts(pdf)).containsSubsequence(codes.get(1), codes.get(0)).contains("Laptop");
    }

    @Test
    void whatIsNotVisibleIsNamedAndNothingIsPrinted() {
        String lot = withDevices("CLOSED", 1);
        String code = read(DONOR, LOTS + lot + "/devices").extract().path("code[0]");

        read(OTHER, LABELS + "?lot=" + lot).statusCode(404).body("code", equalTo("unknown"));
        read(OTHER, LABELS + "?devices=" + code).statusCode(404).body("extensions.devices", contains(code));
        read(DONOR, LABELS + "?devices=" + code + ",D-ZZZZZZ")
                .statusCode(404)
                .body("extensions.devices", contains("D-ZZZZZZ"));
        read(DONOR, LABELS + "?lot=" + offered(1, "labels-none")).statusCode(404);
    }

    @Test
    void whatCannotBePrintedIsRefusedByItsParameter() {
        String lot = collected(1);
        refused("", "/lot", "required");
        refused("?lot=" + lot + "&devices=D-000000", "/devices", "one_of_two");
        refused("?devices=D-000000&after=" + lot, "/after", "one_of_two");
        refused("?devices=D-000000,nonsense", "/devices", "not_its_form");
        refused("?devices=" + "D-000000,".repeat(240) + "D-000000", "/devices", "size");
        refused("?lot=" + lot + "&start=25", "/start", "too_large");
        refused("?lot=" + lot + "&start=2&format=ROLL_62", "/start", "too_large");
        given().auth()
                .oauth2(DONOR)
                .accept("application/json")
                .get(LABELS + "?lot=" + lot)
                .then()
                .statusCode(406);
    }

    private static void refused(String query, String pointer, String code) {
        read(DONOR, LABELS + query)
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
    }

    private static String withDevices(String name, int count) {
        String lot = collected(count);
        StringBuilder csv = new StringBuilder(HEADING);
        for (int i = 0; i < count; i++) {
            csv.append("LAPTOP;Dell;Latitude 5490;SÉRIE-%s-%d;\n".formatted(name, i));
        }
        send(lot, csv.toString()).statusCode(200).body("created", equalTo(count));
        return lot;
    }

    private static int pages(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return document.getNumberOfPages();
        }
    }

    private static List<String> texts(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper()
                    .getText(document)
                    .lines()
                    .map(String::strip)
                    .toList();
        }
    }
}
