package network.reuse.allocation;

import static io.restassured.RestAssured.given;
import static network.reuse.allocation.AllocationServiceIT.act;
import static network.reuse.allocation.AllocationServiceIT.atOnce;
import static network.reuse.allocation.AllocationServiceIT.command;
import static network.reuse.allocation.AllocationServiceIT.count;
import static network.reuse.allocation.AllocationServiceIT.events;
import static network.reuse.allocation.AllocationServiceIT.item;
import static network.reuse.allocation.AllocationServiceIT.laptops;
import static network.reuse.allocation.AllocationServiceIT.owner;
import static network.reuse.allocation.AllocationServiceIT.packOf;
import static network.reuse.allocation.AllocationServiceIT.producer;
import static network.reuse.allocation.AllocationServiceIT.read;
import static network.reuse.allocation.AllocationServiceIT.request;
import static network.reuse.allocation.AllocationServiceIT.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests as lists, what a household is known by, and near matches, on a real database. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
class RequestListIT {
    private static final String API = "/v1/allocation/";
    private static final UUID REFERRER = UUID.fromString("01900000-0000-7000-8000-000000000010");
    private static final String SCHOOL = TestTokens.of(REFERRER, "referrer");
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String HEADING = "Nom;Prénom;Année de naissance;Téléphone;commune;proof;partnerRef\n";

    /** Nothing that RestAssured would add of itself. */
    private static final RestAssuredConfig NO_CHARSET = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    private final UUID sponsor = Ids.next();
    private final String manager = TestTokens.of(sponsor, "programme-manager");

    @BeforeAll
    static void theRegisterNamesOrganisations() throws Exception {
        AllocationServiceIT.register();
    }

    @Test
    void fiveThousandPupilsOfTwentyOneSchoolsAreListedOnceEachAndEachDuplicateIsFound() {
        UUID families = programme("nantes");
        for (int i = 0; i < 5; i++) {
            command(SCHOOL)
                    .body(request(families, "Vague" + letters(i), "0250%06d".formatted(i)))
                    .post(API + "requests")
                    .then()
                    .statusCode(201);
        }
        UUID pupils = programme("nantes");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(pupil("Eleve" + letters(i), "06%08d".formatted(i), "E%02d-%d".formatted(i % 21, i)));
        }
        // Of wave 1, written otherwise; within the list; a sibling whose name is spelled otherwise.
        rows.set(100, pupil("VAGUE" + letters(3), "+33 2 50 00 00 03", "E-100"));
        rows.set(200, pupil("élève" + letters(7), "06.00.00.00.07", "E-200"));
        rows.set(300, pupil("Elleve" + letters(9), "0600000009", "E-300"));

        ValidatableResponse listed = send(pupils, CSV, HEADING + String.join("\n", rows.subList(0, 4_000)));
        listed.statusCode(200)
                .body("created", equalTo(3_998))
                .body("rejected", equalTo(2))
                .body("rows", hasSize(4_000));
        JsonPath report = listed.extract().jsonPath();
        assertThat(report.getString("rows[100].errors[0].code")).isEqualTo("household_served");
        assertThat(report.getString("rows[200].errors[0].code")).isEqualTo("household_served");
        assertThat(report.getInt("rows[200].errors[0].extensions.line")).isEqualTo(9);
        assertThat(report.getString("rows[200].errors[0].messages.fr")).contains("ligne 9");

        // Another list, whose first rows are of the list before.
        rows.set(4_000, pupil("Eleve" + letters(11), "0600000011", "E-4000"));
        rows.set(4_001, rows.get(12));
        send(pupils, CSV, HEADING + String.join("\n", rows.subList(4_000, 5_000)))
                .statusCode(200)
                .body("created", equalTo(998))
                .body("unchanged", equalTo(1))
                .body("rejected", equalTo(1))
                .body("rows[0].errors[0].code", equalTo("household_served"))
                .body("rows[0].errors[0].extensions.existing", notNullValue())
                .body("rows[1].requestId", equalTo(report.getString("rows[12].requestId")));

        // All of it again makes nothing.
        send(pupils, CSV, HEADING + String.join("\n", rows.subList(0, 4_000)))
                .statusCode(200)
                .body("created", equalTo(0))
                .body("unchanged", equalTo(3_998))
                .body("rejected", equalTo(2));

        // The siblings, and nobody else, are for a human.
        read(manager, "near-matches?programmeId=" + pupils)
                .statusCode(200)
                .body("request.id", contains(report.getString("rows[300].requestId")))
                .body("[0].alike.request.id", contains(report.getString("rows[9].requestId")))
                .body("[0].alike[0].agreeing", contains("PHONE"));
    }

    @Test
    void eachRowHasItsOwnResultAndADryRunWritesNothing() throws Exception {
        UUID programme = programme("ecoles");
        String list = "Liste des élèves\n" + HEADING
                + pupil("Martin", "0611111111", "A-1") + "\n"
                + ";;;;67482;SCHOOL_LIST;;de trop\n"
                + pupil("Diallo", "0611111112", "A-2").replace("SCHOOL_LIST", "BULLETIN") + "\n"
                + pupil("Petit", "0611111113", "A-3").replace("67482", "99999") + "\n"
                + pupil("Roche", "0611111114", "A-4").replace("2012", "1492") + "\n"
                + pupil("Moreau", "0611111115", "awa.diop@example.org") + "\n"
                + ";;;;67482;SCHOOL_LIST;\n"
                + pupil("martin", "+33 6 11 11 11 11", "A-7") + "\n"
                + pupil("Martin", "0611111111", "A-1") + "\n"
                + pupil("Nguyen", "0611111116", "A-1") + "\n";

        ValidatableResponse tried = send(programme, CSV, list, true);
        tried.statusCode(200)
                .body("dryRun", equalTo(true))
                .body("created", equalTo(1))
                .body("skipped", equalTo(1))
                .body("rows[1].outcome", equalTo("CREATED"))
                .body("rows[1].requestId", nullValue());
        assertThat(count("select count(*) from request where programme_id = '" + programme + "'"))
                .isZero();
        ValidatableResponse listed = send(programme, CSV, list);
        listed.statusCode(200)
                .body("rows.outcome", equalTo(tried.extract().<List<String>>path("rows.outcome")))
                .body(
                        "rows.line",
                        equalTo(IntStream.rangeClosed(1, 12)
                                .filter(n -> n != 2)
                                .boxed()
                                .toList()));
        listed.body("rows[2].errors[0].code", equalTo("cell_without_column"))
                .body("rows[3].errors[0].code", equalTo("not_one_of"))
                .body("rows[3].errors[0].pointer", equalTo("/5/proof"))
                .body("rows[4].errors[0].pointer", equalTo("/6/commune"))
                .body("rows[5].errors[0].code", equalTo("out_of_range"))
                .body("rows[5].errors[0].pointer", equalTo("/7/birthYear"))
                .body("rows[6].errors[0].code", equalTo("personal_data"))
                .body("rows[6].errors[0].pointer", equalTo("/8/partnerRef"))
                .body("rows[7].errors[0].code", equalTo("cannot_be_told_apart"))
                .body("rows[8].errors[0].code", equalTo("household_served"))
                .body("rows[8].errors[0].extensions.line", equalTo(3))
                .body("rows[9].outcome", equalTo("UNCHANGED"))
                .body("rows[9].requestId", equalTo(listed.extract().path("rows[1].requestId")))
                .body("rows[10].errors[0].code", equalTo("reference_taken"));
        UUID made = UUID.fromString(listed.extract().path("rows[1].requestId"));
        assertThat(types(events(made, 1))).containsExactly("RequestSubmitted");
        read(SCHOOL, "requests/" + made + "/contact?purpose=ARRANGE")
                .statusCode(200)
                .body("familyName", equalTo("Martin"))
                .body("birthYear", equalTo(2012));
        assertThat(count("select count(*) from person_reading r join request q on q.person_ref = r.ref where q.id = '"
                        + made + "'"))
                .as("comparing is no reading; this was the first")
                .isEqualTo(1);
    }

    @Test
    void aListMayBeNdjsonOrAWorkbookAndComesToTheSame() throws Exception {
        UUID programme = programme("formes");
        String object =
                "{\"familyName\":\"Obry\",\"phone\":\"0622000001\",\"commune\":\"67482\",\"proof\":\"SCHOOL_LIST\",\"partnerRef\":\"N-1\"}";
        send(programme, NDJSON, object + "\n{\"familyName\":7}\n[]\n")
                .statusCode(200)
                .body("created", equalTo(1))
                .body("rows[1].errors.code", contains("not_a_text", "required", "required"))
                .body("rows[2].errors[0].code", equalTo("no_json_object"));
        byte[] workbook = workbook(
                1,
                List.of(
                        List.of("familyName", "phone", "commune", "proof", "partnerRef"),
                        List.of("Obry", "0622000001", "67482", "SCHOOL_LIST", "N-1"),
                        List.of("Obrist", "0622000002", "67482", "School list", "N-2")));
        send(SCHOOL, programme, WORKBOOK, workbook, false)
                .statusCode(200)
                .body("rows.outcome", contains("UNCHANGED", "CREATED"));
    }

    @Test
    void aListAnswersTheCriteriaOfItsProgrammeAndOtherAnswersAreNotTheSame() throws Exception {
        UUID programme = programme("criteres");
        act("programmes/" + programme + "/eligibility", manager, 1, """
                {"criteria":[{"criterion":"PRIORITY_NEIGHBOURHOOD","codes":["QN06701M"]},
                {"criterion":"INSTITUTION","institutions":["0670001A"]},{"criterion":"BURSARY","bursaryLevels":["E3"]},
                {"criterion":"STUDENT"},{"criterion":"SCHOOL_LEVEL","schoolYears":["CM2"]},
                {"criterion":"DISPOSABLE_INCOME","mostCents":1200,"per":"PERSON_AND_DAY"}]}""").statusCode(200);
        String heading = "Nom;Téléphone;commune;proof;Référence;Code QPV;Code UAI;Échelon;Étudiant;Niveau;"
                + "Reste à vivre;Preuve du reste à vivre;Reste à vivre vérifié par\n";
        String proven = "oui;" + LocalDate.now(ZoneOffset.UTC).minusDays(9);
        String met = "QN06701M;0670001A;Échelon 3;oui;cm2;" + proven;
        String list = heading
                + answered("Aubry", 1, met) + "\n"
                + answered("Blanc", 2, met.replace("oui;cm2", "non;cm2")) + "\n"
                + answered("Colin", 3, "QN06701M;;;;;;") + "\n"
                + answered("David", 4, "Neuhof;Jean Macé;bourse;parfois;CM3;1100,50 €;hier") + "\n"
                + answered("Henry", 5, met + ";" + TestTokens.OTHER_WORKSHOP) + "\n"
                + answered("Leroy", 6, "QN06701M;;;;;;" + LocalDate.now(ZoneOffset.UTC)) + "\n";

        ValidatableResponse listed = send(programme, CSV, list);
        listed.statusCode(200)
                .body("created", equalTo(2))
                .body("rows[1].errors[0].code", equalTo("not_eligible"))
                .body("rows[1].errors[0].extensions.criteria.verdict", hasItem("FAIL"))
                .body("rows[3].errors.pointer", hasItems("/5/bursaryLevel", "/5/student", "/5/schoolYear"))
                .body("rows[3].errors.pointer", hasItems("/5/disposableIncome", "/5/disposableIncomeProofOn"))
                .body("rows[4].errors[0].code", equalTo("not_entitled"))
                .body("rows[4].errors[0].pointer", equalTo("/6/disposableIncomeCheckedBy"))
                .body("rows[5].errors[0].pointer", equalTo("/7/disposableIncome"));
        assertThat(listed.extract().asString()).as("what somebody lives on").doesNotContain("1100,50");
        String first = listed.extract().path("rows[0].requestId");
        read(SCHOOL, "requests/" + first)
                .body("eligibility.criteria.verdict", everyItem(equalTo("PASS")))
                .body("eligibility.criteria[5].basis", equalTo("CHECK"));
        assertThat(count("select count(*) from request where programme_id = '" + programme
                        + "' and state ~ '0670001A|QN06701M|bursaryLevel|schoolYear'"))
                .as("facts that are kept")
                .isZero();

        send(
                        programme,
                        CSV,
                        heading + answered("Aubry", 1, met) + "\n" + answered("Colin", 3, "QN06701M;;;oui;;;") + "\n")
                .statusCode(200)
                .body("rows.outcome", contains("UNCHANGED", "REJECTED"))
                .body("rows[1].errors[0].code", equalTo("reference_taken"));
        send(programme, NDJSON, """
                        {"familyName":"Morel","phone":"0688000007","commune":"67482","proof":"SCHOOL_LIST","partnerRef":"C-7",\
                        "neighbourhood":"Q1","institution":"12"}
                        """)
                .body("rows[0].errors.code", contains("pattern", "pattern"))
                .body("rows[0].errors.pointer", contains("/1/institution", "/1/neighbourhood"));
    }

    /** A pupil with what answers the criteria, from the neighbourhood on. */
    private static String answered(String familyName, int number, String answers) {
        return "%s;0688%06d;67482;SCHOOL_LIST;C-%d;%s".formatted(familyName, number, number, answers);
    }

    @Test
    void whatCannotBeReadAsAListIsRefusedWhole() throws Exception {
        UUID programme = programme("illisible");
        List<List<String>> cells = List.of(List.of("commune", "proof"), List.of("67482", "SCHOOL_LIST"));

        send(programme, CSV + "; charset=EBCDIC", HEADING).statusCode(400).body("code", equalTo("charset_unknown"));
        send(SCHOOL, programme, CSV, workbook(1, cells), false)
                .statusCode(400)
                .body("code", equalTo("spreadsheet_not_csv"));
        send(programme, WORKBOOK, HEADING).statusCode(400).body("code", equalTo("workbook_unreadable"));
        send(SCHOOL, programme, WORKBOOK, workbook(2, cells), false)
                .statusCode(400)
                .body("code", equalTo("several_sheets"));
        send(SCHOOL, programme, WORKBOOK, workbook(51, cells), false)
                .statusCode(413)
                .body("code", equalTo("workbook_too_large"));
        send(programme, CSV, "commune;proof\n" + "67482;A\n".repeat(10_001))
                .statusCode(413)
                .body("code", equalTo("too_many_lines"));
        send(
                        programme,
                        CSV,
                        HEADING.strip() + ";Reste à vivre;Preuve du reste à vivre;Reste à vivre vérifié par\n"
                                + "Martin;;l'an 12;;67482;SCHOOL_LIST;I-1;oui;31/02/2026;le CCAS\n")
                .statusCode(200)
                .body("rows[0].errors.code", contains("not_a_whole_number", "not_a_day", "not_a_uuid"));
    }

    private static byte[] workbook(int sheets, List<List<String>> cells) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "school", "1.0")) {
            for (int one = 1; one <= sheets; one++) {
                Worksheet sheet = workbook.newWorksheet("CM" + one);
                for (int n = 0; n < cells.size(); n++) {
                    for (int i = 0; i < cells.get(n).size(); i++) {
                        sheet.value(n, i, cells.get(n).get(i));
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aCallThatLacksItsKeyItsVersionOrItsOrganisationIsToldSo() {
        UUID programme = programme("manieres");
        String body = request(programme, "Manières", "0689000001");
        keyed(null, body).statusCode(400).body("code", equalTo("idempotency_key_missing"));
        keyed("k".repeat(256), body).statusCode(400).body("code", equalTo("idempotency_key_too_long"));
        String key = UUID.randomUUID().toString();
        keyed(key, body).statusCode(201);
        keyed(key, body.replace("0689000001", "0689000002")).statusCode(422).body("code", equalTo("key_reused"));
        command(manager)
                .header("If-Match", "*")
                .body("{\"reason\":\"fini\"}")
                .post(API + "programmes/" + programme + "/closure")
                .then()
                .statusCode(400)
                .body("code", equalTo("if_match_unreadable"));
        read(TestTokens.withoutOrganisation("referrer"), "requests")
                .statusCode(403)
                .body("code", equalTo("token_incomplete"));
        read(SCHOOL, "nothing-of-this-name").statusCode(404).body("code", equalTo("not_found"));
        send(programme, CSV, HEADING + pupil("Mani\ufffdres", "0689000003", "M-3") + "\n")
                .statusCode(200)
                .body("rows[0].errors[0].code", equalTo("unreadable_character"));
    }

    private static ValidatableResponse keyed(@Nullable String key, String body) {
        RequestSpecification call =
                given().auth().oauth2(SCHOOL).contentType("application/json").body(body);
        return (key == null ? call : call.header("Idempotency-Key", key))
                .post(API + "requests")
                .then();
    }

    @Test
    void whoMayNotAskInAProgrammeListsNothingInIt() throws Exception {
        UUID programme = programme("fermee");
        String list = HEADING + pupil("Martin", "0633111111", "F-1") + "\n";
        String stranger = TestTokens.of(TestTokens.OTHER_WORKSHOP, "referrer");
        send(stranger, programme, CSV, list, false)
                .statusCode(422)
                .body("errors[0].code", equalTo("unknown_programme"))
                .body("errors[0].pointer", equalTo("/programmeId"));
        act("programmes/" + programme + "/suspension", manager, 1, "{\"reason\":\"vacances\"}")
                .statusCode(200);
        send(programme, CSV, list).statusCode(409).body("code", equalTo("programme_suspended"));
        send(programme, CSV, "Nom;Téléphone\nMartin;0633111111\n")
                .statusCode(422)
                .body("errors.code", everyItem(equalTo("column_missing")));
        assertThat(count("select count(*) from request where programme_id = '" + programme + "'"))
                .isZero();
    }

    @Test
    void twoListsWithTheSameHouseholdsAtOnceServeEachOnce() throws Exception {
        UUID programme = programme("ensemble");
        List<String> rows = new ArrayList<>(IntStream.range(0, 300)
                .mapToObj(i -> pupil("Course" + letters(i), "0644%06d".formatted(i), ""))
                .toList());
        String one = HEADING + String.join("\n", rows);
        String other = HEADING + String.join("\n", rows.reversed());

        List<JsonPath> reports = atOnce(List.<Callable<JsonPath>>of(
                () -> send(SCHOOL, programme, CSV, one, false)
                        .statusCode(200)
                        .extract()
                        .jsonPath(),
                () -> send(manager, programme, CSV, other, false)
                        .statusCode(200)
                        .extract()
                        .jsonPath()));

        assertThat(reports.stream().mapToInt(report -> report.getInt("created")).sum())
                .isEqualTo(300);
        assertThat(reports.stream()
                        .mapToInt(report -> report.getInt("rejected"))
                        .sum())
                .isEqualTo(300);
        assertThat(count("select count(*) from request where programme_id = '" + programme + "'"))
                .isEqualTo(300);
        assertThat(count("select count(*) from person p join request r on r.person_ref = p.ref where r.programme_id = '"
                        + programme + "'"))
                .as("nobody is kept who asks for nothing")
                .isEqualTo(300);
    }

    @Test
    void theSameListAtOnceUnderTwoKeysIsMadeOnceAndTheOtherTimeUnchanged() throws Exception {
        UUID programme = programme("deux-fois");
        String list = HEADING
                + IntStream.range(0, 300)
                        .mapToObj(i -> pupil("Double" + letters(i), "0645%06d".formatted(i), "D-" + i))
                        .collect(Collectors.joining("\n"));
        Callable<JsonPath> sending =
                () -> send(programme, CSV, list).statusCode(200).extract().jsonPath();

        List<JsonPath> reports = atOnce(List.of(sending, sending, sending));

        assertThat(reports.stream().mapToInt(report -> report.getInt("created")).sum())
                .isEqualTo(300);
        assertThat(reports.stream()
                        .mapToInt(report -> report.getInt("unchanged"))
                        .sum())
                .isEqualTo(600);
        assertThat(reports.get(0).getString("rows[299].requestId"))
                .isEqualTo(reports.get(1).getString("rows[299].requestId"));
    }

    @Test
    void aGroupIsIdentifiedAsItsSponsorDeclaresBeforeAnybodyAsksInIt() throws Exception {
        UUID first = programme("declare");
        UUID second = programme("declare");
        read(SCHOOL, "programmes/" + first + "/identification")
                .statusCode(200)
                .body("declared", equalTo(false))
                .body("household[0].fields", contains("FAMILY_NAME", "PHONE"));
        declare(first, 1, "[\"GIVEN_NAME\"]", "[\"PHONE\"]", false)
                .statusCode(422)
                .body("errors[0].code", equalTo("cannot_identify"))
                .body("errors[0].pointer", equalTo("/household/0/fields"));
        declare(first, 1, "[\"EMAIL\"]", "[\"FAMILY_NAME_CONSONANTS\"]", false)
                .statusCode(200)
                .header("ETag", equalTo("\"v2\""))
                .body("declared", equalTo(true))
                .body("near[0].fields", contains("FAMILY_NAME_CONSONANTS"));
        assertThat(types(events(first, 2))).containsExactly("ProgrammeOpened", "ProgrammeIdentificationDeclared");
        read(SCHOOL, "programmes/" + second + "/identification")
                .body("declared", equalTo(true))
                .body("household[0].fields", contains("EMAIL"));

        String code = read(manager, "programmes/" + second).extract().path("code");
        submitted(second, "Mohamed", "0655000001", "a@example.org").statusCode(201);
        submitted(first, "Autre", "0655000009", "A@example.org")
                .statusCode(409)
                .body("code", equalTo("household_served"));
        submitted(first, "Mouhammed", "0655000002", "b@example.org").statusCode(201);
        read(manager, "near-matches").body("[0].alike[0].agreeing", contains("FAMILY_NAME_CONSONANTS"));

        declare(first, 2, "[\"PHONE\"]", "[\"EMAIL\"]", false)
                .statusCode(409)
                .body("code", equalTo("identification_in_use"))
                .body("extensions.programme", startsWith("P-"));
        declare(second, 1, "[\"EMAIL\"]", "[\"FAMILY_NAME_CONSONANTS\"]", true)
                .statusCode(200)
                .body("nearMatchesWait", equalTo(true));
        assertThat(code).startsWith("P-");
        act("programmes/" + first + "/identification", SCHOOL, 2, "{\"household\":[{\"fields\":[\"PHONE\"]}]}")
                .statusCode(403);
        read(TestTokens.of(TestTokens.OTHER_WORKSHOP, "referrer"), "programmes/" + first + "/identification")
                .statusCode(404);
    }

    @Test
    void requestsThatLookAlikeWaitForAHumanWhoseWordStands() throws Exception {
        UUID programme = programme("humain");
        declare(programme, 1, "[\"FAMILY_NAME\",\"PHONE\"]", "[\"PHONE\"]", true)
                .statusCode(200);
        UUID first = id(submitted(programme, "Lefevre", "0666000001", "l@example.org"));
        UUID sibling = id(submitted(programme, "Lefebvre", "0666000001", "m@example.org"));
        UUID neighbour = id(submitted(programme, "Bernard", "0666000001", "n@example.org"));

        command(manager)
                .body("{\"request\":\"" + sibling + "\"}")
                .post(API + "packs")
                .then()
                .statusCode(409)
                .body("code", equalTo("near_match_undecided"));
        command(manager)
                .body("{\"requests\":[\"%s\",\"%s\"]}".formatted(first, neighbour))
                .post(API + "reservations")
                .then()
                .body("rows[0].errors[0].code", equalTo("no_stock"))
                .body("rows[1].errors[0].code", equalTo("near_match_undecided"));
        ValidatableResponse page = read(manager, "near-matches?limit=1");
        page.body("request.id", contains(sibling.toString()))
                .body("[0].request.referrer", equalTo(REFERRER.toString()))
                .body("[0].alike.request.id", contains(first.toString()))
                .header("Link", containsString("after=" + sibling));
        read(manager, "near-matches?limit=1&after=" + sibling)
                .body("request.id", contains(neighbour.toString()))
                .body("[0].alike", hasSize(2));
        assertThat(page.extract().asString()).doesNotContain("Lefevre", "0666000001");
        read(SCHOOL, "near-matches").statusCode(403);
        read(TestTokens.of(REFERRER, "programme-manager"), "near-matches")
                .statusCode(200)
                .body("$", empty());

        decide(manager, first, sibling, "SAME_HOUSEHOLD")
                .statusCode(200)
                .body("id", equalTo(sibling.toString()))
                .body("status", equalTo("DECLINED"))
                .body("reason", equalTo("Foyer déjà servi, ou en attente, dans ce groupe de programmes"));
        assertThat(types(events(sibling, 2))).containsExactly("RequestSubmitted", "RequestDeclined");
        read(SCHOOL, "requests/" + sibling).body("reason", not(containsString("immeuble")));
        decide(manager, neighbour, first, "DIFFERENT").statusCode(200).body("status", equalTo("SUBMITTED"));
        read(manager, "near-matches").body("$", empty());
        command(manager)
                .body("{\"request\":\"" + neighbour + "\"}")
                .post(API + "packs")
                .then()
                .statusCode(409)
                .body("code", equalTo("no_stock"));

        decide(manager, first, id(submitted(programme, "Loin", "0666999999", "o@example.org")), "DIFFERENT")
                .statusCode(409)
                .body("code", equalTo("not_alike"));
        decide(TestTokens.of(REFERRER, "programme-manager"), first, neighbour, "SAME_HOUSEHOLD")
                .statusCode(403);
        decide(TestTokens.of(TestTokens.OTHER_WORKSHOP, "programme-manager"), first, neighbour, "DIFFERENT")
                .statusCode(404);
        decide(manager, first, sibling, "SAME_HOUSEHOLD").statusCode(409).body("code", equalTo("illegal_now"));
        read(manager, "near-matches/decisions")
                .statusCode(200)
                .body("verdict", contains("SAME_HOUSEHOLD", "DIFFERENT"))
                .body("requestId", contains(sibling.toString(), neighbour.toString()))
                .body("alike", everyItem(equalTo(first.toString())))
                .body("reason", everyItem(equalTo("Même immeuble")));
        String ofProgramme = " from near_match_decision where later in ('%s', '%s')".formatted(sibling, neighbour);
        assertThat(count("select count(*)" + ofProgramme
                        + " and reason is null and position('meuble'::bytea in sealed) = 0"))
                .as("reasons that are sealed")
                .isEqualTo(2);
        command(manager)
                .body(
                        "{\"request\":\"%s\",\"alike\":\"%s\",\"verdict\":\"DIFFERENT\",\"reason\":\"Voir au 06 66 00 00 01\"}"
                                .formatted(neighbour, first))
                .post(API + "near-matches/decisions")
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("personal_data"));
        // As the release before wrote it.
        owner("update near_match_decision set reason = 'Ancien motif', sealed = null where later = '" + sibling + "'");
        owner("insert into timer(due_at, command, key) values (now(), 'people-retention', '" + programme + "')");
        await("the plain reason to be sealed")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        count("select count(*)" + ofProgramme + " and reason is null and sealed is not null") == 2);
        String person = read(manager, "requests/" + first).extract().path("personRef");
        read(manager, "people/" + person + "/file")
                .statusCode(200)
                .body("nearMatches.requestId", everyItem(equalTo(first.toString())))
                .body("nearMatches.reason", contains("Ancien motif", "Même immeuble"));
        command(manager).post(API + "people/" + person + "/forgetting").then().statusCode(200);
        read(manager, "near-matches/decisions?requestId=" + first)
                .body("verdict", hasSize(2))
                .body("reason", everyItem(nullValue()));
    }

    @Test
    void whereNearMatchesDoNotWaitAReservationWarnsOfThem() {
        UUID programme = programme("avertir");
        UUID first = id(submitted(programme, "Lefevre", "0677000001", "l@example.org"));
        UUID later = id(submitted(programme, "Lefebvre", "0677000001", "m@example.org"));

        command(manager)
                .body("{\"requests\":[\"%s\",\"%s\"],\"backOrder\":true}".formatted(first, later))
                .post(API + "reservations")
                .then()
                .statusCode(200)
                .body("rows.outcome", contains("BACK_ORDERED", "BACK_ORDERED"))
                .body("rows[0].nearMatch", nullValue())
                .body("rows[1].nearMatch", equalTo(true));
        read(manager, "near-matches").body("request.status", contains("BACK_ORDERED"));
        decide(manager, later, first, "SAME_HOUSEHOLD").statusCode(200).body("status", equalTo("DECLINED"));
        read(manager, "near-matches").body("$", empty());
    }

    @Test
    void whicheverIsServedFirstTheOtherIsShownBeforeItGetsAPack() throws Exception {
        try (KafkaProducer<String, byte[]> refurb = producer("refurb")) {
            assertThat(laptops(refurb, sponsor, manager, 3, "COMPANY")).hasSize(3);
        }
        UUID waiting = programme("ordre");
        declare(waiting, 1, "[\"FAMILY_NAME\",\"PHONE\"]", "[\"PHONE\"]", true).statusCode(200);
        UUID earlier = id(submitted(waiting, "Lefevre", "0667000002", "l@example.org"));
        UUID later = id(submitted(waiting, "Lefebvre", "0667000001", "m@example.org"));
        String quota = "update programme_quota set programme_version = %d where programme_id = '" + waiting + "'";
        owner(quota.formatted(1));
        reserve(later).statusCode(409).body("code", equalTo("in_progress"));
        owner(quota.formatted(2));
        reserve(later).statusCode(201).body("nearMatch", nullValue());
        String person = read(manager, "requests/" + earlier).extract().path("personRef");
        command(SCHOOL)
                .body("{\"phone\":\"0667000001\",\"reason\":\"Faute de frappe\"}")
                .post(API + "people/" + person + "/correction")
                .then()
                .statusCode(200);

        reserve(earlier).statusCode(409).body("code", equalTo("near_match_undecided"));
        read(manager, "near-matches")
                .body("request.id", contains(earlier.toString()))
                .body("[0].alike.request.id", contains(later.toString()));
        decide(manager, earlier, later, "SAME_HOUSEHOLD")
                .statusCode(200)
                .body("id", equalTo(earlier.toString()))
                .body("status", equalTo("DECLINED"));
        read(manager, "near-matches").body("$", empty());

        UUID warned = programme("ordre-libre");
        UUID first = id(submitted(warned, "Lefevre", "0667000003", "l@example.org"));
        UUID second = id(submitted(warned, "Lefebvre", "0667000003", "m@example.org"));
        UUID pack = packOf(reserve(second).body("nearMatch", equalTo(true)));
        read(manager, "near-matches").body("request.id", contains(first.toString()));
        act("packs/" + pack + "/hand-over", manager, 1, "{}").statusCode(200);
        reserve(first).statusCode(201).body("nearMatch", equalTo(true));
        read(manager, "near-matches").body("[0].alike.request.id", contains(second.toString()));
    }

    @Test
    void whoeverLooksLikeSomebodyWhoWasServedIsPassedOverInTheBackOrderUntilAHumanHasDecided() throws Exception {
        UUID first = programme("rang");
        UUID second = programme("rang");
        declare(first, 1, "[\"FAMILY_NAME\",\"PHONE\"]", "[\"PHONE\"]", true).statusCode(200);
        UUID served = id(submitted(first, "Lefevre", "0668000001", "l@example.org"));
        UUID waits = id(submitted(second, "Lefebvre", "0668000002", "m@example.org"));
        UUID behind = id(submitted(second, "Bernard", "0668000003", "n@example.org"));
        try (KafkaProducer<String, byte[]> refurb = producer("refurb")) {
            var _ = laptops(refurb, sponsor, manager, 1, "COMPANY");
            reserve(served).statusCode(201);
            command(manager)
                    .body("{\"requests\":[\"%s\",\"%s\"],\"backOrder\":true}".formatted(waits, behind))
                    .post(API + "reservations")
                    .then()
                    .body("rows.outcome", contains("BACK_ORDERED", "BACK_ORDERED"));
            String person = read(manager, "requests/" + waits).extract().path("personRef");
            command(SCHOOL)
                    .body("{\"phone\":\"0668000001\",\"reason\":\"Faute de frappe\"}")
                    .post(API + "people/" + person + "/correction")
                    .then()
                    .statusCode(200);

            var _ = laptops(refurb, sponsor, manager, 1, "COMPANY");
            awaitStatus(behind, "MET");
            read(manager, "requests/" + waits)
                    .body("status", equalTo("BACK_ORDERED"))
                    .body("rank", equalTo(1));
            var _ = laptops(refurb, sponsor, manager, 1, "COMPANY");
            decide(manager, waits, served, "DIFFERENT").statusCode(200);
            awaitStatus(waits, "MET");
        }
    }

    private void awaitStatus(UUID request, String status) {
        await("request " + request)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, "requests/" + request).body("status", equalTo(status)));
    }

    private ValidatableResponse reserve(UUID request) {
        return command(manager)
                .body("{\"request\":\"" + request + "\"}")
                .post(API + "packs")
                .then();
    }

    private ValidatableResponse decide(String token, UUID request, UUID alike, String verdict) {
        return command(token)
                .body("{\"request\":\"%s\",\"alike\":\"%s\",\"verdict\":\"%s\",\"reason\":\"Même immeuble\"}"
                        .formatted(request, alike, verdict))
                .post(API + "near-matches/decisions")
                .then();
    }

    private ValidatableResponse declare(UUID programme, int version, String household, String near, boolean wait) {
        return act(
                "programmes/" + programme + "/identification",
                manager,
                version,
                "{\"household\":[{\"fields\":%s}],\"near\":[{\"fields\":%s}],\"nearMatchesWait\":%b}"
                        .formatted(household, near, wait));
    }

    private static ValidatableResponse submitted(UUID programme, String familyName, String phone, String email) {
        return command(SCHOOL)
                .body("""
                        {"programmeId":"%s","commune":"67482","proof":"SCHOOL_LIST","contact":{"familyName":"%s","givenName":"Camille",
                        "phone":"%s","email":"%s"}}""".formatted(programme, familyName, phone, email))
                .post(API + "requests")
                .then();
    }

    private static UUID id(ValidatableResponse made) {
        return UUID.fromString(made.statusCode(201).extract().path("id"));
    }

    private UUID programme(String group) {
        return UUID.fromString(command(manager)
                .body("""
                        {"name":"Écoles","group":"%s","referrers":["%s"],"commune":"67482","pack":[%s],"priceCents":0,"quota":10000,
                        "from":"2020-01-01","until":"2099-12-31","basis":"GIFT"}""".formatted(group, REFERRER, item("LAPTOP", "C")))
                .post(API + "programmes")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private static ValidatableResponse send(UUID programme, String type, String list) {
        return send(programme, type, list, false);
    }

    private static ValidatableResponse send(UUID programme, String type, String list, boolean dryRun) {
        return send(SCHOOL, programme, type, list, dryRun);
    }

    private static ValidatableResponse send(String token, UUID programme, String type, String list, boolean dryRun) {
        return send(token, programme, type, list.getBytes(StandardCharsets.UTF_8), dryRun);
    }

    private static ValidatableResponse send(String token, UUID programme, String type, byte[] list, boolean dryRun) {
        return given().config(NO_CHARSET)
                .auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", type)
                .body(list)
                .post(API + "request-lists?programmeId=" + programme + "&dryRun=" + dryRun)
                .then();
    }

    private static String pupil(String familyName, String phone, String reference) {
        return "%s;Camille;2012;%s;67482;SCHOOL_LIST;%s".formatted(familyName, phone, reference);
    }

    /** A name's end that is another for each number: of names, letters alone count. */
    private static String letters(int number) {
        return "%04d"
                .formatted(number)
                .chars()
                .mapToObj(figure -> String.valueOf((char) ('b' + figure - '0')))
                .collect(Collectors.joining());
    }
}
