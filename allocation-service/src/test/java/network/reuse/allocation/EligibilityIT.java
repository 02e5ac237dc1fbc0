package network.reuse.allocation;

import static network.reuse.allocation.AllocationServiceIT.act;
import static network.reuse.allocation.AllocationServiceIT.backends;
import static network.reuse.allocation.AllocationServiceIT.command;
import static network.reuse.allocation.AllocationServiceIT.count;
import static network.reuse.allocation.AllocationServiceIT.events;
import static network.reuse.allocation.AllocationServiceIT.item;
import static network.reuse.allocation.AllocationServiceIT.laptops;
import static network.reuse.allocation.AllocationServiceIT.owner;
import static network.reuse.allocation.AllocationServiceIT.packOf;
import static network.reuse.allocation.AllocationServiceIT.producer;
import static network.reuse.allocation.AllocationServiceIT.read;
import static network.reuse.allocation.AllocationServiceIT.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.ReadPaper;
import network.reuse.defaults.testing.TestTokens;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What programmes ask of whoever their packs are for, what of it is kept and for how long, and prices by provenance. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
class EligibilityIT {
    private static final String API = "/v1/allocation/";
    private static final UUID REFERRER = UUID.fromString("01900000-0000-7000-8000-000000000010");
    private static final UUID METROPOLIS = UUID.fromString("01900000-0000-7000-8000-0000000000a3");
    private static final String REFERRING = TestTokens.of(REFERRER, "referrer");
    private static final String STRANGER = TestTokens.of(TestTokens.OTHER_WORKSHOP, "programme-manager");
    private static final String STUDENT = "{\"criterion\":\"STUDENT\"}";
    private static final String INCOME =
            "{\"criterion\":\"DISPOSABLE_INCOME\",\"mostCents\":1200,\"per\":\"PERSON_AND_DAY\"}";
    private static final String NEIGHBOURHOOD = "{\"criterion\":\"PRIORITY_NEIGHBOURHOOD\",\"codes\":[\"QN06701M\"]}";

    private static KafkaProducer<String, byte[]> refurb;

    private final UUID sponsor = Ids.next();
    private final String manager = TestTokens.of(sponsor, "programme-manager");
    private int asked;

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
    void whoeverIsNotEligibleIsRefusedWithEveryCriterionAndWhatIsUnknownWaitsForACheck() throws Exception {
        stock(2, "COMPANY");
        UUID programme = programme("GIFT", 0);
        ask(programme, 1, STUDENT, INCOME)
                .statusCode(200)
                .header("ETag", equalTo("\"v2\""))
                .body("ruleVersion", equalTo(1))
                .body("combination", equalTo("ALL"))
                .body("criteria.criterion", contains("STUDENT", "DISPOSABLE_INCOME"))
                .body("criteria[1].proofMonths", equalTo(12));
        assertThat(types(events(programme, 2))).containsExactly("ProgrammeOpened", "ProgrammeEligibilitySet");

        submit(programme, "{\"student\":false}")
                .statusCode(409)
                .body("code", equalTo("not_eligible"))
                .body("extensions.ruleVersion", equalTo(1))
                .body("extensions.criteria.criterion", contains("STUDENT", "DISPOSABLE_INCOME"))
                .body("extensions.criteria.verdict", contains("FAIL", "UNKNOWN"))
                .body("extensions.criteria[0].french", equalTo("Être étudiant : non."));
        UUID request = id(submit(programme, "{\"student\":true}")
                .statusCode(201)
                .body("eligibility.criteria.verdict", contains("PASS", "UNKNOWN"))
                .body("eligibility.criteria.ruleVersion", contains(1, 1))
                .body("legal", hasItem("ELIGIBILITY")));

        reserve(request)
                .statusCode(409)
                .body("code", equalTo("eligibility_unknown"))
                .body("extensions.unknown", contains("DISPOSABLE_INCOME"));
        reserveAll(request).body("rejected", equalTo(1)).body("rows[0].errors[0].code", equalTo("eligibility_unknown"));
        String path = "requests/" + request + "/eligibility";
        check(path, STRANGER, 1, verdict("PASS", "")).statusCode(404);
        check(path, REFERRING, 1, verdict("PASS", ",\"checkedBy\":\"" + TestTokens.OTHER_WORKSHOP + "\""))
                .statusCode(422)
                .body("errors[0].code", equalTo("not_entitled"))
                .body("errors[0].pointer", equalTo("/eligibility/verdicts/0/checkedBy"));
        check(path, REFERRING, 1, verdict("FAIL", ""))
                .statusCode(200)
                .body("version", equalTo(2))
                .body("eligibility.criteria.verdict", contains("PASS", "FAIL"));
        reserve(request).statusCode(409).body("code", equalTo("not_eligible"));
        check(path, REFERRING, 1, verdict("PASS", "")).statusCode(412);
        check(path, manager, 2, verdict("PASS", ",\"expiresAt\":\"2099-01-01T00:00:00Z\""))
                .statusCode(200)
                .body("eligibility.criteria[1].checkedBy", equalTo(sponsor.toString()))
                .body("eligibility.criteria[1].expiresAt", not(containsString("2099")));
        owner(
                "update request set state = replace(state, (state::jsonb #>> '{attributes,eligibility,verdicts,1,expiresAt}'),"
                        + " '2020-01-01T00:00:00Z') where id = '" + request + "'");
        reserveAll(request).body("rows[0].errors[0].code", equalTo("eligibility_unknown"));
        check(path, manager, 3, verdict("PASS", "")).statusCode(200);
        reserve(request).statusCode(201);
        check(path, manager, 5, verdict("PASS", "")).statusCode(409).body("code", equalTo("illegal_now"));
    }

    @Test
    void requestsKeepTheVersionThatTheyWereHeldAgainst() throws Exception {
        stock(3, "COMPANY");
        UUID programme = programme("GIFT", 0);
        UUID before = id(submit(programme, null).statusCode(201).body("eligibility", nullValue()));
        ask(programme, 1, STUDENT).statusCode(200);
        UUID first = id(submit(programme, null).statusCode(201));
        ask(programme, 2, NEIGHBOURHOOD).statusCode(200).body("ruleVersion", equalTo(2));

        submit(programme, "{\"neighbourhood\":\"NONE\",\"student\":true}").statusCode(409);
        submit(programme, "{\"neighbourhood\":\"QN06701M\"}")
                .statusCode(201)
                .body("eligibility.ruleVersion", equalTo(2));
        check("requests/" + first + "/eligibility", REFERRING, 1, "{\"neighbourhood\":\"QN06701M\"}")
                .statusCode(200)
                .body("eligibility.criteria.criterion", contains("STUDENT"))
                .body("eligibility.criteria.verdict", contains("UNKNOWN"));
        check("requests/" + first + "/eligibility", REFERRING, 2, "{\"student\":true}")
                .statusCode(200)
                .body("eligibility.criteria[0].ruleVersion", equalTo(1));
        reserve(first).statusCode(201);
        reserve(before).statusCode(201);
        check("requests/" + before + "/eligibility", manager, 2, "{\"student\":true}")
                .statusCode(409);
        read(REFERRING, "programmes/" + programme + "/eligibility?ruleVersion=1")
                .statusCode(200)
                .body("criteria.criterion", contains("STUDENT"));
        read(STRANGER, "programmes/" + programme + "/eligibility").statusCode(404);
        ask(programme, 3).statusCode(200).body("criteria", empty());
        submit(programme, null).statusCode(201).body("eligibility", nullValue());
    }

    @Test
    void whatACheckHasFoundStandsBeforeFactsAndSaysWhoToldIt() throws Exception {
        UUID programme = programme("GIFT", 0);
        ask(programme, 1, STUDENT).statusCode(200);
        UUID request = id(submit(programme, "{\"student\":true}")
                .body("eligibility.criteria[0].basis", equalTo("FACTS"))
                .body("eligibility.criteria[0].statedBy", equalTo(REFERRER.toString())));
        String path = "requests/" + request + "/eligibility";
        String inSponsorsName = ",\"checkedBy\":\"" + sponsor + "\"";

        check(path, REFERRING, 1, verdict("FAIL", inSponsorsName).replace("DISPOSABLE_INCOME", "STUDENT"))
                .statusCode(200)
                .body("eligibility.criteria[0].basis", equalTo("CHECK"))
                .body("eligibility.criteria[0].checkedBy", equalTo(sponsor.toString()))
                .body("eligibility.criteria[0].statedBy", equalTo(REFERRER.toString()));
        check(path, REFERRING, 2, "{\"student\":true}")
                .statusCode(200)
                .body("eligibility.criteria[0].verdict", equalTo("FAIL"))
                .body("eligibility.criteria[0].checkedBy", equalTo(sponsor.toString()));
        reserve(request).statusCode(409).body("code", equalTo("not_eligible"));
    }

    @Test
    void aVerdictIsOnWhatIsAskedByTheVersionThatHoldsMadeByNowAndOnAProofThatIsValid() throws Exception {
        UUID programme = programme("GIFT", 0);
        ask(programme, 1, INCOME).statusCode(200);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> wrong = Map.of(
                "criterion_not_asked",
                verdict("PASS", "").replace("DISPOSABLE_INCOME", "STUDENT"),
                "other_rule_version",
                verdict("PASS", ",\"ruleVersion\":7"),
                "in_future",
                verdict("PASS", ",\"checkedAt\":\"" + now.plus(Duration.ofDays(1)) + "\""),
                "proof_too_old",
                verdict(
                        "PASS",
                        ",\"proofOn\":\"" + LocalDate.now(ZoneOffset.UTC).minusMonths(13) + "\""));

        wrong.forEach(
                (code, stated) -> submit(programme, stated).statusCode(422).body("errors[0].code", equalTo(code)));
        assertThat(count("select count(*) from request where programme_id = '" + programme + "'"))
                .isZero();
        // Whenever somebody asked: what is asked now holds for what is recorded now.
        String monthAgo = "{\"occurredAt\":\"" + now.minus(Duration.ofDays(30)) + "\",";
        command(REFERRING)
                .body(AllocationServiceIT.request(programme, "Famille", "07%08d".formatted(asked++))
                        .replaceFirst("\\{", monthAgo))
                .post(API + "requests")
                .then()
                .statusCode(201)
                .body("eligibility.criteria.verdict", contains("UNKNOWN"));
    }

    @Test
    void aDryQuestionIsAnsweredAndNothingOfItIsKept() throws Exception {
        UUID programme = programme("GIFT", 0);
        String question = "programmes/" + programme + "/eligibility/answers";
        act(question, REFERRING, null, "{\"eligibility\":{\"student\":true}}")
                .statusCode(200)
                .body("outcome", equalTo("PASS"))
                .body("criteria", empty());
        act(
                        "programmes/" + programme + "/eligibility",
                        manager,
                        1,
                        "{\"combination\":\"ANY\",\"criteria\":[" + STUDENT
                                + ",{\"criterion\":\"PRIORITY_NEIGHBOURHOOD\"}]}")
                .statusCode(200);

        act(question, REFERRING, null, "{\"eligibility\":{\"neighbourhood\":\"QN06702M\"},\"commune\":\"67482\"}")
                .statusCode(200)
                .body("outcome", equalTo("PASS"))
                .body("ruleVersion", equalTo(1))
                .body("criteria.verdict", contains("UNKNOWN", "PASS"))
                .body("criteria[0].english", equalTo("Is a student: to be checked."));
        act(
                        question,
                        REFERRING,
                        null,
                        "{\"eligibility\":{\"neighbourhood\":\"QN06702M\",\"student\":false},\"commune\":\"44109\"}")
                .statusCode(200)
                .body("outcome", equalTo("FAIL"));
        act(question, STRANGER, null, "{}").statusCode(404);
        assertThat(count("select count(*) from request where programme_id = '" + programme + "'"))
                .isZero();
    }

    @Test
    void criteriaAreTheSponsorsAndTheirTermsAreThoseOfTheirKind() throws Exception {
        UUID programme = programme("GIFT", 0);
        String path = "programmes/" + programme + "/eligibility";

        read(manager, path).statusCode(404);
        ask(programme, 1, STUDENT, STUDENT).statusCode(422).body("errors[0].code", equalTo("criterion_twice"));
        for (String wrong : List.of(
                "{\"criterion\":\"STUDENT\",\"mostCents\":1}",
                "{\"criterion\":\"DISPOSABLE_INCOME\",\"mostCents\":1}",
                "{\"criterion\":\"INSTITUTION\"}",
                "{\"criterion\":\"SCHOOL_LEVEL\",\"codes\":[\"QN06701M\"]}")) {
            ask(programme, 1, wrong)
                    .statusCode(422)
                    .body("errors[0].code", equalTo("criterion_terms"))
                    .body("errors[0].pointer", equalTo("/criteria/0"));
        }
        act(path, TestTokens.of(REFERRER, "programme-manager"), 1, "{\"criteria\":[]}")
                .statusCode(403);
        act(path, STRANGER, 1, "{\"criteria\":[]}").statusCode(404);
        ask(
                        programme,
                        1,
                        "{\"criterion\":\"SCHOOL_LEVEL\",\"schoolYears\":[\"CM1\",\"CM2\"]}",
                        "{\"criterion\":\"INSTITUTION\",\"institutions\":[\"0670001A\"]}",
                        "{\"criterion\":\"BURSARY\",\"bursaryLevels\":[\"E1\"]}")
                .statusCode(200);
        submit(programme, "{\"schoolYear\":\"CM1\",\"institution\":\"0670001A\",\"bursaryLevel\":\"E1\"}")
                .statusCode(201)
                .body("eligibility.criteria.verdict", contains("PASS", "PASS", "PASS"));
        assertThatThrownBy(() -> as(
                        TestTokens.OTHER_WORKSHOP,
                        "insert into programme_eligibility values ('" + programme + "', 9, '"
                                + TestTokens.OTHER_WORKSHOP + "', current_date, 'ALL', '{}', '{}', '{}')"))
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> as(sponsor, "update programme_eligibility set version = 2"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void somebodyIsForgottenTwoYearsAfterTheLastContactAndTheReportCountsThemAndNamesNobody() throws Exception {
        UUID programme = programme("GIFT", 0);
        ask(programme, 1, STUDENT).statusCode(200);
        UUID old = id(submit(programme, "{\"student\":true}").statusCode(201));
        UUID due = id(submit(programme, "{\"student\":true}").statusCode(201));
        UUID heardOf = id(submit(programme, "{\"student\":true}").statusCode(201));
        UUID checked = id(submit(programme, "{\"student\":true}").statusCode(201));
        UUID young = id(submit(programme, "{\"student\":true}").statusCode(201));
        UUID running = programme("GIFT", 0);
        UUID waits = id(submit(running, null).statusCode(201));
        lastContact(old, 731);
        lastContact(due, 720);
        lastContact(heardOf, 731);
        lastContact(checked, 731);
        lastContact(waits, 731);
        read(REFERRING, "requests/" + old + "/contact?purpose=ARRANGE").statusCode(200);
        read(
                        REFERRING,
                        "people/"
                                + read(manager, "requests/" + heardOf).extract().path("personRef") + "/file")
                .statusCode(200);
        check("requests/" + checked + "/eligibility", REFERRING, 1, "{\"student\":true}")
                .statusCode(200);
        act("programmes/" + programme + "/closure", manager, 2, "{\"reason\":\"fini\"}")
                .statusCode(200);

        owner("insert into timer(due_at, command, key) values (now(), 'people-retention', '" + programme + "')");

        await("the request to be withdrawn")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, "requests/" + old)
                        .body("status", equalTo("WITHDRAWN"))
                        .body("$", not(hasKey("eligibility"))));
        String person = read(manager, "requests/" + old).extract().path("personRef");
        assertThat(types(events(UUID.fromString(person), 1))).containsExactly("PersonForgotten");
        read(manager, "requests/" + old + "/contact?purpose=ARRANGE").statusCode(404);
        for (UUID kept : List.of(due, heardOf, checked, young, waits)) {
            read(manager, "requests/" + kept).body("status", equalTo("SUBMITTED"));
        }
        read(manager, "retention")
                .statusCode(200)
                .body("kept", equalTo(5))
                .body("due", equalTo(1))
                .body("forgotten", equalTo(1))
                .body("programmes.programmeId", contains(programme.toString(), running.toString()))
                .body("programmes.due", contains(1, 0))
                .body("programmes[0].sponsor", equalTo(sponsor.toString()));
        read(STRANGER, "retention").statusCode(200).body("programmes.programmeId", not(hasItem(programme.toString())));
        read(TestTokens.of(TestTokens.OTHER_WORKSHOP, "admin"), "retention")
                .statusCode(200)
                .body("programmes.programmeId", hasItem(programme.toString()));
        read(REFERRING, "retention").statusCode(403);
    }

    @Test
    void aLaptopThatARegionGaveIsRefusedAt181EurosWithTheRuleAndItsVersionAndTheSameOfACompanyIsSold()
            throws Exception {
        UUID ofRegion = stock(1, "PUBLIC_BODY").getFirst();
        UUID programme = programme("SALE", 20_000);
        UUID pack = packOf(reserve(id(submit(programme, null))));
        String price = "{\"priceCents\":18100,\"proof\":\"SOCIAL_MINIMA\"}";

        quote("{\"devices\":[\"" + ofRegion + "\"],\"priceCents\":18100}")
                .statusCode(422)
                .body("code", equalTo("price_above_legal_cap"))
                .body("extensions.rule", equalTo("FR-2022-1413"))
                .body("extensions.ruleVersion", equalTo(1))
                .body("extensions.capCents", equalTo(18_000));
        act("packs/" + pack + "/sale", manager, 1, price)
                .statusCode(422)
                .body("code", equalTo("price_above_legal_cap"))
                .body("extensions.rule", equalTo("FR-2022-1413"))
                .body("extensions.ruleVersion", equalTo(1));
        stock(1, "COMPANY");
        UUID sold = packOf(reserve(id(submit(programme, null))));
        quote("{\"pack\":\"" + sold + "\",\"priceCents\":18100}")
                .statusCode(200)
                .body("capCents", nullValue())
                .body("capRule", equalTo("FR-2022-1413"));
        act("packs/" + sold + "/sale", manager, 1, price)
                .statusCode(200)
                .body("sale.rule", equalTo("FR-2022-1413"))
                .body("sale.ruleVersion", equalTo(1))
                .body("sale.capCents", nullValue());
    }

    @Test
    void aQuoteTellsPriceCostAndSubsidiesApartAndExplainsItself() throws Exception {
        stock(1, "PUBLIC_BODY");
        UUID envelope = envelope();
        UUID programme = programme("SALE", 5_000);
        act(
                        "programmes/" + programme + "/co-financing",
                        manager,
                        1,
                        "{\"costCents\":25000,\"ownCents\":5000,\"envelopes\":[{\"envelope\":\"" + envelope
                                + "\",\"cents\":15000}]}")
                .statusCode(200);
        UUID pack = packOf(reserve(id(submit(programme, null))));

        quote("{\"pack\":\"" + pack + "\"}")
                .statusCode(200)
                .body("priceToBuyerCents", equalTo(5_000))
                .body("capCents", equalTo(18_000))
                .body("capVersion", equalTo(1))
                .body("capFrom", equalTo("2022-11-10"))
                .body("costOfServiceCents", equalTo(25_000))
                .body("subsidyCents", equalTo(20_000))
                .body("subsidies.payer", contains(METROPOLIS.toString(), sponsor.toString()))
                .body("subsidies.cents", contains(15_000, 5_000))
                .body("explanation[0].french", containsString("FR-2022-1413"))
                .body(
                        "explanation[2].english",
                        equalTo("A pack costs 250.00\u00a0€, of which others pay 200.00\u00a0€."));
        quote("{\"pack\":\"" + pack + "\",\"priceCents\":5001}")
                .statusCode(422)
                .body("errors[0].code", equalTo("price_above_programme"));
        quote("{\"items\":[{\"category\":\"PRINTER\",\"donorKind\":\"PUBLIC_BODY\"}],\"priceCents\":3100}")
                .statusCode(422)
                .body("extensions.capCents", equalTo(3_000));
        quote("{\"items\":[{\"category\":\"LAPTOP\",\"donorKind\":\"PUBLIC_BODY\",\"priceCents\":18000},"
                        + "{\"category\":\"SCREEN\",\"donorKind\":\"COMPANY\",\"priceCents\":6000}]}")
                .statusCode(200)
                .body("priceToBuyerCents", equalTo(24_000))
                .body("costOfServiceCents", nullValue());
        quote("{\"priceCents\":1}").statusCode(422).body("errors[0].code", equalTo("required"));
        quote("{\"pack\":\"" + pack + "\",\"programme\":\"" + Ids.next() + "\"}")
                .statusCode(422)
                .body("errors[0].code", equalTo("one_of_two"));
        quote("{\"devices\":[\"" + Ids.next() + "\"],\"priceCents\":1}")
                .statusCode(422)
                .body("errors[0].code", equalTo("unknown_device"));
        command(STRANGER)
                .body("{\"pack\":\"" + pack + "\"}")
                .post(API + "quotes")
                .then()
                .statusCode(404);
    }

    @Test
    void aSaleOverACounterHasAReceiptThatNamesTheSellerAndNotTheBuyerAndComesBack() throws Exception {
        UUID device = stock(1, "PUBLIC_BODY").getFirst();
        UUID programme = programme("SALE", 20_000);
        UUID pack = packOf(reserve(id(submit(programme, null))));
        read(manager, "packs/" + pack + "/receipt.pdf").statusCode(404);
        act(
                        "packs/" + pack + "/sale",
                        manager,
                        1,
                        "{\"priceCents\":5000,\"proof\":\"SOCIAL_MINIMA\",\"prices\":[{\"device\":\"" + Ids.next()
                                + "\",\"priceCents\":5000}]}")
                .statusCode(422)
                .body("errors[0].code", equalTo("prices_differ"));
        String number = act(
                        "packs/" + pack + "/sale",
                        manager,
                        1,
                        "{\"priceCents\":5000,\"proof\":\"SOCIAL_MINIMA\",\"prices\":[{\"device\":\"" + device
                                + "\",\"priceCents\":5000}]}")
                .statusCode(200)
                .body("sale.capCents", equalTo(18_000))
                .body("sale.prices.priceCents", contains(5_000))
                .extract()
                .path("sale.receipt");

        ReadPaper receipt = receipt(pack);
        for (String said : List.of(
                "Reçu de vente",
                number,
                "Ordinateur portable",
                "50,00",
                "FR-2022-1413, version 1",
                sponsor.toString())) {
            assertThat(receipt.says(said)).as(said).isTrue();
        }
        assertThat(receipt.text()).doesNotContain("Famille", "Camille", "SOCIAL_MINIMA");
        read(STRANGER, "packs/" + pack + "/receipt.pdf").statusCode(404);
        read(REFERRING, "packs/" + pack + "/receipt.pdf").statusCode(403);
        act(
                        "packs/" + pack + "/return",
                        manager,
                        2,
                        "{\"workshop\":\"%s\",\"reason\":\"panne\"}".formatted(TestTokens.WORKSHOP))
                .statusCode(200);
        assertThat(receipt(pack).says("Le pack est revenu le")).isTrue();
    }

    private ReadPaper receipt(UUID pack) throws Exception {
        byte[] pdf = read(manager, "packs/" + pack + "/receipt.pdf")
                .statusCode(200)
                .header("Content-Type", containsString("application/pdf"))
                .extract()
                .asByteArray();
        return ReadPaper.of("receipt", pdf);
    }

    /** As if whoever a request is for had been asked for so many days ago. */
    private static void lastContact(UUID request, int days) throws Exception {
        owner("update person set kept_at = now() - interval '" + days
                + " days' where ref = (select person_ref from request where id = '" + request + "')");
        owner(
                "update request set state = regexp_replace(state, '\"checkedAt\":\"[^\"]*\"', '\"checkedAt\":\"' || (now() - interval '"
                        + days + " days')::date || 'T08:00:00Z\"', 'g') where id = '" + request + "'");
    }

    private ValidatableResponse ask(UUID programme, int version, String... criteria) {
        return act(
                "programmes/" + programme + "/eligibility",
                manager,
                version,
                "{\"criteria\":[" + String.join(",", criteria) + "]}");
    }

    private static ValidatableResponse check(String path, String token, int version, String stated) {
        return act(path, token, version, "{\"eligibility\":" + stated + "}");
    }

    private ValidatableResponse submit(UUID programme, @Nullable String eligibility) {
        String body = AllocationServiceIT.request(programme, "Famille", "07%08d".formatted(asked++));
        return command(REFERRING)
                .body(eligibility == null ? body : body.replaceFirst("\\{", "{\"eligibility\":" + eligibility + ","))
                .post(API + "requests")
                .then();
    }

    private static String verdict(String verdict, String more) {
        return "{\"verdicts\":[{\"criterion\":\"DISPOSABLE_INCOME\",\"verdict\":\"" + verdict + "\"" + more + "}]}";
    }

    private static UUID id(ValidatableResponse made) {
        return UUID.fromString(made.statusCode(201).extract().path("id"));
    }

    private ValidatableResponse quote(String body) {
        return command(manager).body(body).post(API + "quotes").then();
    }

    private ValidatableResponse reserve(UUID request) {
        return command(manager)
                .body("{\"request\":\"" + request + "\"}")
                .post(API + "packs")
                .then();
    }

    private ValidatableResponse reserveAll(UUID request) {
        return command(manager)
                .body("{\"requests\":[\"" + request + "\"]}")
                .post(API + "reservations")
                .then()
                .statusCode(200);
    }

    private UUID programme(String basis, int priceCents) {
        return UUID.fromString(command(manager)
                .body("""
                        {"name":"Packs","referrers":["%s"],"commune":"67482","pack":[%s],"priceCents":%d,"quota":100,
                        "from":"2020-01-01","until":"2099-12-31","basis":"%s"}""".formatted(REFERRER, item("LAPTOP", "C"), priceCents, basis))
                .post(API + "programmes")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private UUID envelope() {
        return UUID.fromString(command(manager)
                .body("""
                        {"funder":"%s","purpose":"Un ordinateur","ceilingCents":1500000,"from":"2020-01-01",
                        "until":"2099-12-31","commune":"67482"}""".formatted(METROPOLIS))
                .post(API + "envelopes")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    @CanIgnoreReturnValue
    private List<UUID> stock(int count, String donorKind) throws Exception {
        return laptops(refurb, sponsor, manager, count, donorKind);
    }

    private static void as(UUID organisation, String sql) throws Exception {
        try (Connection api = DriverManager.getConnection(
                        backends().jdbcUrl("allocation"),
                        "allocation_api",
                        backends().databasePassword("allocation_api"));
                Statement statement = api.createStatement()) {
            statement.execute("set app.organisation = '" + organisation + "'");
            statement.execute(sql);
        }
    }
}
