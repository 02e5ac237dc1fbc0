package network.reuse.collection;

import static network.reuse.collection.CollectionCalls.HEADING;
import static network.reuse.collection.CollectionCalls.collected;
import static network.reuse.collection.CollectionCalls.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import network.reuse.defaults.testing.NetworkResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files of devices as people and spreadsheets send them: nothing is lost, changed or taken for something else. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class DeviceFileIT {
    @BeforeAll
    static void theRegisterNamesDonorAndWorkshop() throws Exception {
        CollectionCalls.register();
    }

    @Test
    void aSerialNumberThatIdentifiesNothingIsRefusedAtItsLine() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "To Be Filled By O.E.M.", "serial_number_identifies_nothing",
                        "Default string", "serial_number_identifies_nothing",
                        "System Serial Number", "serial_number_identifies_nothing",
                        "0", "serial_number_identifies_nothing",
                        "None", "serial_number_identifies_nothing",
                        "N/A", "serial_number_identifies_nothing",
                        "xxxxxxxx", "serial_number_identifies_nothing",
                        "1,23457E+11", "serial_number_of_a_spreadsheet",
                        "1.23457E+11", "serial_number_of_a_spreadsheet",
                        "#N/A", "serial_number_of_a_spreadsheet")
                .entrySet()) {
            String serial = wrong.getKey();
            send(
                            collected(3),
                            HEADING + "LAPTOP;Dell;5490;NOTHING-" + serial.hashCode() + ";\nLAPTOP;Dell;5490;" + serial
                                    + ";\nLAPTOP;HP;840;" + serial + ";\n")
                    .statusCode(200)
                    .body("rows.outcome", equalTo(List.of("CREATED", "REJECTED", "REJECTED")))
                    .body("rows[1].errors[0].code", equalTo(wrong.getValue()))
                    .body("rows[1].errors[0].pointer", equalTo("/3/serialNumber"));
        }
    }

    @Test
    void aContactInALineIsRefusedThereAndADocumentsNumberIsNone() {
        send(
                        collected(5),
                        HEADING + "LAPTOP;Dell;5490;CONTACT-1;Mme Diop 06 12 34 56 78\n"
                                + "LAPTOP;Dell;5490 awa.diop@example.org;CONTACT-2;\n"
                                + "LAPTOP;Dell;5490;CONTACT-3;0612345678\n"
                                + "LAPTOP;Dell;5490;CONTACT-4;0100004711\n"
                                + "LAPTOP;Dell;5490;0345678901;palette n° 0345678901\n")
                .statusCode(200)
                .body("rows.outcome", equalTo(List.of("REJECTED", "REJECTED", "REJECTED", "CREATED", "CREATED")))
                .body("rows[0].errors[0].code", equalTo("personal_data"))
                .body("rows[0].errors[0].pointer", equalTo("/2/partnerRef"))
                .body("rows[1].errors[0].pointer", equalTo("/3/model"))
                .body("rows[2].errors[0].pointer", equalTo("/4/partnerRef"));
    }

    @Test
    void aLineThatDiffersFromWhatIsKnownSaysSo() {
        String lot = collected(3);
        send(lot, HEADING + "LAPTOP;Dell;Latitude 5490;DIFF-1;R-1\n").body("created", equalTo(1));

        for (Map.Entry<String, String> line : Map.of(
                        "LAPTOP;Dell;Latitude 7490;DIFF-1;R-1", "/model",
                        "DESKTOP;Dell;Latitude 5490;DIFF-1;R-1", "/category",
                        "LAPTOP;Dell;Latitude 5490;DIFF-1;R-2", "/partnerRef")
                .entrySet()) {
            send(lot, HEADING + line.getKey() + "\n")
                    .body("rejected", equalTo(1))
                    .body("rows[0].errors[0].code", equalTo("differs_from_registration"))
                    .body("rows[0].errors[0].pointer", equalTo("/2" + line.getValue()));
        }
        for (String line : List.of(
                "LAPTOP;Dell;Latitude 5490;DIFF-1;R-1",
                "laptop;DELL;latitude  5490;diff-1;",
                "LAPTOP;Dell;Latitude 5490;Diff - 1;")) {
            send(lot, HEADING + line + "\n").body("unchanged", equalTo(1));
        }
    }

    @Test
    void oneSerialNumberInTwoLotsIsRefusedAndTheOtherLotNamedToItsParties() {
        String first = collected(2);
        String code = CollectionCalls.read(CollectionCalls.DONOR, CollectionCalls.LOTS + first)
                .extract()
                .path("code");
        send(first, HEADING + "LAPTOP;Dell;5490;TWICE-1;REF-TWICE\n").body("created", equalTo(1));

        String second = collected(3);
        for (String line :
                List.of("LAPTOP;Dell;5490;TWICE-1;", "LAPTOP;DELL;5490;twice-1;", "LAPTOP;De ll;5490;TWICE -1;")) {
            send(second, HEADING + line + "\n")
                    .body("rejected", equalTo(1))
                    .body("rows[0].errors[0].code", equalTo("already_in_network"))
                    .body("rows[0].errors[0].detail", containsString("dans le lot " + code))
                    .body("rows[0].errors[0].messages.en", containsString("in lot " + code));
        }
        send(second, HEADING + "LAPTOP;Dell;5490;TWICE-2;REF-TWICE\n")
                .body("rows[0].errors[0].code", equalTo("reference_taken"))
                .body("rows[0].errors[0].messages.en", containsString("of lot " + code));
    }

    @Test
    void aRowLongerThanTheHeadingIsRefusedAndItsNeighboursAreNot() {
        for (String longer : List.of(
                "LAPTOP;Dell;Latitude;14 pouces;LONG-%s;R",
                "LAPTOP;Dell;5490;LONG-%s;;extra", "LAPTOP;Dell;5490;LONG-%s;;;x")) {
            String name = Integer.toHexString(longer.hashCode());
            send(
                            collected(3),
                            HEADING + "LAPTOP;Dell;5490;L1-" + name + ";\n" + longer.formatted(name)
                                    + "\nLAPTOP;Dell;5490;L2-" + name + ";;;\n")
                    .body("rows.outcome", equalTo(List.of("CREATED", "REJECTED", "CREATED")))
                    .body("rows[1].errors[0].code", equalTo("cell_without_column"));
        }
    }

    @Test
    void paddingSeparatorsAndTitlesAreSkippedOrNamed() {
        send(collected(3), "sep=;\n" + HEADING + "LAPTOP;Dell;5490;PAD-1;\n;;;;\n\nLAPTOP;Dell;5490;PAD-2;\n")
                .body("created", equalTo(2))
                .body("rows.line", equalTo(List.of(3, 6)));
        send(
                        collected(3),
                        "Inventaire 2026, site de Strasbourg;;;;;\n\ncategory;manufacturer;model;serialNumber;;\nLAPTOP;Dell;5490;PAD-3;;\n")
                .body("created", equalTo(1))
                .body("skipped", equalTo(1))
                .body("rows.line", equalTo(List.of(1, 4)))
                .body("rows[0].errors[0].code", equalTo("above_the_heading"));
        send(collected(3), "Category,Manufacturer,Model,Serial Number,Couleur\nLAPTOP,Dell,5490,PAD-4,noir\n")
                .body("created", equalTo(1))
                .body("ignoredColumns", equalTo(List.of("Couleur")));
    }

    @Test
    void aColumnThatIsThereTwiceOrMissingIsRefused() {
        String lot = collected(1);
        for (String heading : List.of(
                "category;manufacturer;model;serialNumber;serialNumber",
                "category;manufacturer;model;serialNumber;SERIAL NUMBER",
                "category;manufacturer;model;serialNumber;Lieu;lieu")) {
            send(lot, heading + "\nLAPTOP;Dell;5490;COL-1;COL-2;x\n")
                    .statusCode(422)
                    .body("errors.code", hasItem("column_twice"));
        }
        send(lot, "category;manufacturer;model\nLAPTOP;Dell;5490\n")
                .statusCode(422)
                .body("errors[0].code", equalTo("column_missing"))
                .body("errors[0].pointer", equalTo("/serialNumber"));
    }

    @Test
    void linesHaveTheFilesOwnNumbersAlsoBehindQuotedLineEnds() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            String name = Integer.toHexString(end.hashCode());
            String file = HEADING.strip() + end + "LAPTOP;Dell;\"Latitude" + end + "5490\";Q1-" + name + ";" + end
                    + "FRIDGE;Dell;5490;Q2-" + name + ";" + end;
            send(collected(3), file)
                    .body("rows.line", equalTo(List.of(2, 4)))
                    .body("rows.outcome", equalTo(List.of("CREATED", "REJECTED")));
        }
    }

    @Test
    void oneBrokenLineDoesNotSpoilItsNeighbours() {
        for (String broken : List.of(
                "LAPTOP;\"Dell;5490;B-%s;",
                "LAPTOP;\"Dell\" 5490;x;B-%s;", "LAPTOP;Dell;5490;\"B-%s", "\"LAPTOP;Dell")) {
            String name = Integer.toHexString(broken.hashCode());
            send(
                            collected(3),
                            HEADING + "LAPTOP;Dell;5490;N1-" + name + ";\n" + broken.formatted(name)
                                    + "\nLAPTOP;\"Dell\";5490;N2-" + name + ";\nLAPTOP;Dell;5490;N3-" + name + ";\n")
                    .statusCode(200)
                    .body("rows.line", equalTo(List.of(2, 3, 4, 5)))
                    .body("rows.outcome", equalTo(List.of("CREATED", "REJECTED", "CREATED", "CREATED")))
                    .body("rows[1].errors[0].code", equalTo("quotes_unclear"));
        }
    }

    @Test
    void aDeclaredCharsetIsObeyed() {
        Map<String, Charset> charsets = Map.of(
                "text/csv; charset=UTF-8", StandardCharsets.UTF_8,
                "text/csv; charset=windows-1252", Charset.forName("windows-1252"),
                "text/csv;charset=\"iso-8859-1\"", StandardCharsets.ISO_8859_1,
                "text/csv; charset=UTF-16", StandardCharsets.UTF_16,
                "text/csv; charset=utf-16le", StandardCharsets.UTF_16LE,
                "text/csv", Charset.forName("windows-1252"),
                "application/vnd.ms-excel", StandardCharsets.UTF_8);
        for (Map.Entry<String, Charset> one : charsets.entrySet()) {
            String lot = collected(1);
            String serial = "CHARSET-" + Integer.toHexString(one.getKey().hashCode());
            String file = HEADING + "LAPTOP;Société Dupré;Écran;" + serial + ";\n";
            ValidatableResponse answer = send(lot, one.getKey(), file.getBytes(one.getValue()))
                    .then()
                    .statusCode(200)
                    .body("created", equalTo(1));
            CollectionCalls.read(
                            CollectionCalls.DONOR,
                            CollectionCalls.DEVICES + answer.extract().path("rows[0].deviceId"))
                    .body("manufacturer", equalTo("Société Dupré"))
                    .body("model", equalTo("Écran"));
        }
        send(collected(1), "text/csv; charset=EBCDIC", HEADING.getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(400)
                .body("code", equalTo("charset_unknown"));
    }

    @Test
    void whatIsNoTextInItsCharsetIsRefusedAtItsLine() {
        byte[] utf8 = (HEADING
                        + "LAPTOP;Société;5490;BYTES-1;\nLAPTOP;Soci?;5490;BYTES-2;\nLAPTOP;Dell;5490;BYTES-3;\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == '?') {
                utf8[i] = (byte) 0xe9;
            }
        }
        for (String type : List.of("text/csv", "text/csv; charset=UTF-8", "application/vnd.ms-excel")) {
            String answer = send(collected(3), type, utf8)
                    .then()
                    .statusCode(200)
                    .body("rows[1].outcome", equalTo("REJECTED"))
                    .body("rows[1].errors[0].code", equalTo("unreadable_character"))
                    .extract()
                    .asString();
            assertThat(answer).doesNotContain("Ã©");
        }
    }

    @Test
    void aWorkbookIsNoCsvWhateverItIsCalled() {
        byte[] xls = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1, 0, 0};
        byte[] xlsx = {0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0, 8, 0};
        for (byte[] workbook : List.of(xls, xlsx)) {
            for (String type : List.of("application/vnd.ms-excel", "text/csv")) {
                send(collected(1), type, workbook).then().statusCode(400).body("code", equalTo("spreadsheet_not_csv"));
            }
        }
    }
}
