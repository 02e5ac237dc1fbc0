package network.reuse.collection;

import static network.reuse.collection.CollectionCalls.HEADING;
import static network.reuse.collection.CollectionCalls.LOTS;
import static network.reuse.collection.CollectionCalls.WORKBOOK;
import static network.reuse.collection.CollectionCalls.collected;
import static network.reuse.collection.CollectionCalls.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import network.reuse.defaults.testing.NetworkResource;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
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

    @Test
    void anExportOfAnAssetManagerIsReadByItsFrenchHeadings() {
        String export = "\ufeff\"Nom\";\"Entité\";\"Statut\";\"Fabricant\";\"Numéro de série\";\"Type\";\"Modèle\";"
                + "\"Numéro d'inventaire\"\n"
                + "\"PC-0412\";\"Siège\";\"Réformé\";\"Dell\";\"GLPI-1\";\"Notebook\";\"Latitude 5490\";\"INV-GLPI-1\"\n"
                + "\"PC-0413\";\"Siège\";\"Réformé\";\"HP\";\"GLPI-2\";\"Ordinateur portable\";\"840 G5\";\"INV-GLPI-2\"\n"
                + "\"PC-0414\";\"Siège\";\"Réformé\";\"HP\";\"GLPI-3\";\"Docking Station\";\"D9Y32\";\"\"\n";

        send(collected(3), export)
                .statusCode(200)
                .body("rows.outcome", equalTo(List.of("CREATED", "CREATED", "REJECTED")))
                .body("rows.partnerRef[0]", equalTo("INV-GLPI-1"))
                .body("rows[2].errors[0].code", equalTo("unknown_category"))
                .body("rows[2].errors[0].detail", containsString("Docking Station"))
                .body("ignoredColumns", equalTo(List.of("Nom", "Entité", "Statut")));
    }

    @Test
    void ofSeveralHeadingsForOneColumnTheFieldsOwnNameCountsAndTwoEqualOnesAreRefused() {
        send(collected(1), "category;Type;manufacturer;model;serialNumber\nLAPTOP;Portable 14;Dell;5490;RANK-1\n")
                .body("created", equalTo(1))
                .body("ignoredColumns", equalTo(List.of("Type")));
        send(collected(1), "Catégorie;Type;Marque;Modèle;S/N\nPortable;x;Dell;5490;RANK-2\n")
                .statusCode(422)
                .body("errors[0].code", equalTo("column_twice"))
                .body("errors[0].detail", containsString("Catégorie, Type"));
        send(collected(1), "Catégorie;Marque;Modèle\nPortable;Dell;5490\n")
                .statusCode(422)
                .body("errors[0].code", equalTo("column_missing"))
                .body("errors[0].pointer", equalTo("/serialNumber"))
                .body("errors[0].detail", containsString("Numéro de série"));
    }

    @Test
    void anOrganisationsOwnWordsAreKeptForItAlone() {
        String words = """
                {"columns":[{"heading":"Matricule usine","column":"SERIAL_NUMBER"},{"heading":"Gamme","column":"CATEGORY"}],
                 "categories":[{"value":"Nomade","category":"LAPTOP"}]}""";
        String file = "Gamme;Marque;Modèle;Matricule usine\nnomade;Dell;5490;WORDS-1\n";
        send(collected(1), file).statusCode(422);

        CollectionCalls.command(CollectionCalls.WORKSHOP)
                .body(words)
                .post("/v1/collection/column-mapping")
                .then()
                .statusCode(200)
                .body("columns[0].column", equalTo("SERIAL_NUMBER"));

        send(collected(1), file).statusCode(200).body("created", equalTo(1));
        CollectionCalls.read(CollectionCalls.WORKSHOP, "/v1/collection/column-mapping")
                .body("categories[0].value", equalTo("Nomade"));
        CollectionCalls.read(CollectionCalls.DONOR, "/v1/collection/column-mapping")
                .body("columns.heading", not(hasItem("Matricule usine")));
        CollectionCalls.command(CollectionCalls.WORKSHOP)
                .body("""
                        {"columns":[{"heading":"Gamme","column":"CATEGORY"},{"heading":"GAMME.","column":"MODEL"}],"categories":[]}""")
                .post("/v1/collection/column-mapping")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/columns/1/heading"));
    }

    @Test
    void devicesAsJsonLinesAreReadToTheLetter() {
        String lines = """
                {"category":"LAPTOP","manufacturer":"Dell","model":"5490","serialNumber":"JSON-1","partnerRef":null}

                {"category":"LAPTOP","manufacturer":"Dell","model":"5490","serialNumber":12345}
                {"category":"LAPTOP","manufacturer":"Dell","model":"5490","serialNumber":"JSON-3","colour":"noir"}
                {"category":"LAPTOP","manufacturer":"Dell","model":"5490","serialNumber":"JSON-4","serialNumber":"JSON-5"}
                ["LAPTOP"]
                {"category":"LAPTOP","manufacturer":"Société","model":"5490","serialNumber":"JSON-6"}
                """;

        send(collected(6), "application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(200)
                .body(
                        "rows.outcome",
                        equalTo(List.of("CREATED", "REJECTED", "REJECTED", "REJECTED", "REJECTED", "CREATED")))
                .body("rows.line", equalTo(List.of(1, 3, 4, 5, 6, 7)))
                .body("rows[1].errors.code", equalTo(List.of("not_a_text")))
                .body("rows[1].errors[0].pointer", equalTo("/3/serialNumber"))
                .body("rows[2].errors[0].pointer", equalTo("/4/colour"))
                .body("rows[3].errors[0].code", equalTo("no_json_object"))
                .body("rows[4].errors[0].code", equalTo("no_json_object"));
    }

    @Test
    void aWorkbookIsReadAsItIsShown() throws Exception {
        byte[] file = workbook(book -> {
            book.newWorksheet("Lisez-moi").value(0, 0, "Inventaire au 1er décembre");
            Worksheet devices = book.newWorksheet("Matériel");
            devices.value(0, 0, "Inventaire 2026, site de Strasbourg");
            row(devices, 2, "Type", "Fabricant", "Modèle", "N° de série", "Date d'achat");
            row(devices, 3, "Portable", "Dell", "5490", "XLSX-1");
            devices.value(3, 4, LocalDate.of(2019, 3, 4));
            devices.style(3, 4).format("yyyy-mm-dd").set();
            row(devices, 5, "Portable", "Dell", "5490");
            devices.value(5, 3, 4_102_938_475L);
            row(devices, 6, "Portable", "Dell", "5490");
            devices.value(6, 3, 4_711L);
            devices.style(6, 3).format("00000000").set();
            row(devices, 7, "Portable", "Dell", "5490");
            devices.value(7, 3, 1.2345678901234568e17);
            row(devices, 8, "Portable", "Dell", "5490");
            devices.value(8, 3, LocalDate.of(2025, 1, 2));
            devices.style(8, 3).format("dd/mm/yyyy").set();
        });
        String lot = collected(6);

        send(lot, WORKBOOK, file)
                .then()
                .statusCode(200)
                .body("rows.line", equalTo(List.of(1, 4, 6, 7, 8, 9)))
                .body(
                        "rows.outcome",
                        equalTo(List.of("SKIPPED", "CREATED", "CREATED", "CREATED", "REJECTED", "REJECTED")))
                .body("rows[4].errors[0].code", equalTo("cell_was_rounded"))
                .body("rows[5].errors[0].code", equalTo("cell_is_a_date"))
                .body("ignoredColumns", equalTo(List.of("Date d'achat")));

        assertThat(CollectionCalls.read(CollectionCalls.WORKSHOP, LOTS + lot + "/devices")
                        .extract()
                        .<List<String>>path("serialNumber"))
                .containsExactlyInAnyOrder("XLSX-1", "4102938475", "00004711");
        send(lot, WORKBOOK, file).then().body("unchanged", equalTo(3)).body("created", equalTo(0));
    }

    @Test
    void aWorkbookThatCannotBeReadAsOneListIsRefusedWhole() throws Exception {
        byte[] two = workbook(book -> {
            row(book.newWorksheet("Lot A"), 0, "Type", "Fabricant", "Modèle", "N° de série");
            row(book.newWorksheet("Lot B"), 0, "Type", "Fabricant", "Modèle", "N° de série");
        });
        send(collected(1), WORKBOOK, two)
                .then()
                .statusCode(400)
                .body("code", equalTo("several_sheets"))
                .body("detail", containsString("Lot A, Lot B"));
        byte[] cut = Arrays.copyOf(two, two.length / 2);
        byte[] archive = zip("readme.txt", new byte[10]);
        for (byte[] broken : List.of(new byte[0], "category;model".getBytes(StandardCharsets.UTF_8), cut, archive)) {
            send(collected(1), WORKBOOK, broken).then().statusCode(400).body("code", equalTo("workbook_unreadable"));
        }
        send(collected(1), WORKBOOK, zip("xl/media/image1.png", new byte[65 << 20]))
                .then()
                .statusCode(413)
                .body("code", equalTo("workbook_too_large"));
    }

    @Test
    void whatAFormulaComesToIsReadAsTheSpreadsheetShowsIt() throws Exception {
        byte[] file = workbook(book -> {
            Worksheet devices = book.newWorksheet("Matériel");
            row(devices, 0, "Type", "Fabricant", "Modèle", "N° de série");
            row(devices, 1, "Portable", "Dell", "5490");
            devices.value(1, 3, "4E10");
            row(devices, 2, "Portable", "Dell", "5490");
            devices.value(2, 3, "0012345");
        });

        String lot = collected(2);
        send(lot, WORKBOOK, file).then().body("created", equalTo(2));
        assertThat(CollectionCalls.read(CollectionCalls.WORKSHOP, LOTS + lot + "/devices")
                        .extract()
                        .<List<String>>path("serialNumber"))
                .containsExactlyInAnyOrder("4E10", "0012345");
        send(collected(2), WORKBOOK, formulas("<c r=\"D2\" t=\"str\"><f>A1</f><v>0054321</v></c>"))
                .then()
                .body("created", equalTo(1));
        send(collected(2), WORKBOOK, formulas("<c r=\"D2\" t=\"e\"><f>NA()</f><v>#N/A</v></c>"))
                .then()
                .body("rows[0].errors[0].code", equalTo("cell_is_an_error"));
    }

    @Test
    void aWorkbookThatNamesMoreThanAListHoldsIsRefusedBeforeItIsOpened() throws Exception {
        for (String cell : List.of(
                "<c r=\"ZZZZZZ2\"><v>1</v></c>",
                "<c/>".repeat(501),
                "<c r=\"D2\"><v>1E-99999999999999999999999999999999999999</v></c>")) {
            send(collected(1), WORKBOOK, formulas(cell))
                    .then()
                    .statusCode(413)
                    .body("code", equalTo("workbook_too_large"));
        }
        send(collected(1), WORKBOOK, formulas("<c r=\"D2\"><v>1E-999999999</v></c>"))
                .then()
                .body("rows[0].errors[0].code", equalTo("cell_was_rounded"));
        send(collected(1), WORKBOOK, formulas("<c r=\"D2\" t=\"d\"><v>2025-01-02</v></c>"))
                .then()
                .statusCode(400)
                .body("code", equalTo("workbook_unreadable"));
    }

    /** A workbook of one device, whose serial number is this cell. */
    private static byte[] formulas(String cell) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            part(archive, "[Content_Types].xml", """
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                    <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                    <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
                    </Types>""");
            part(archive, "_rels/.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
                    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            part(archive, "xl/workbook.xml", """
                    <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1"
                    r:id="rId1"/></sheets></workbook>""");
            part(archive, "xl/_rels/workbook.xml.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
                    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
            part(archive, "xl/worksheets/sheet1.xml", """
                    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">%s%s%s%s</row>
                    <row r="2">%s%s%s%s</row></sheetData></worksheet>""".formatted(
                            text("A1", "Type"),
                            text("B1", "Fabricant"),
                            text("C1", "Modèle"),
                            text("D1", "Serial"),
                            text("A2", "Portable"),
                            text("B2", "Dell"),
                            text("C2", "5490"),
                            cell));
        }
        return bytes.toByteArray();
    }

    private static String text(String place, String text) {
        return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    private static void part(ZipOutputStream archive, String name, String content) throws IOException {
        archive.putNextEntry(new ZipEntry(name));
        archive.write(content.getBytes(StandardCharsets.UTF_8));
        archive.closeEntry();
    }

    @Test
    void aHeadingMayHaveALineEndInQuotes() {
        send(collected(1), "Type;Marque;Modèle;\"N° de\nsérie\"\nPortable;Dell;5490;BREAK-1\n")
                .body("created", equalTo(1));
    }

    private interface Filled {
        void with(Workbook workbook);
    }

    private static byte[] workbook(Filled filled) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            filled.with(workbook);
        }
        return bytes.toByteArray();
    }

    private static void row(Worksheet sheet, int row, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            sheet.value(row, i, cells[i]);
        }
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            archive.putNextEntry(new ZipEntry(name));
            archive.write(content);
            archive.closeEntry();
        }
        return bytes.toByteArray();
    }
}
