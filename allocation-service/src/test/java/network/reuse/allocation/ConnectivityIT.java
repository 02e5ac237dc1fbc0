package network.reuse.allocation;

import static network.reuse.allocation.AllocationServiceIT.act;
import static network.reuse.allocation.AllocationServiceIT.atOnce;
import static network.reuse.allocation.AllocationServiceIT.backends;
import static network.reuse.allocation.AllocationServiceIT.bodies;
import static network.reuse.allocation.AllocationServiceIT.command;
import static network.reuse.allocation.AllocationServiceIT.count;
import static network.reuse.allocation.AllocationServiceIT.events;
import static network.reuse.allocation.AllocationServiceIT.owner;
import static network.reuse.allocation.AllocationServiceIT.producer;
import static network.reuse.allocation.AllocationServiceIT.read;
import static network.reuse.allocation.AllocationServiceIT.send;
import static network.reuse.allocation.AllocationServiceIT.types;
import static network.reuse.allocation.Counter.API;
import static network.reuse.allocation.Counter.REFERRER;
import static network.reuse.allocation.Counter.REFERRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import network.reuse.contracts.LineFailure;
import network.reuse.contracts.LineRefusal;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connectivity offers and their lines, on a real database: none is taken twice, and each is given back once. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
class ConnectivityIT {
    private static final String REASON = "{\"reason\":\"Autre abonnement\"}";
    private static final String WRONG = "select count(*) from connectivity_stock s where s.taken <> (select count(*)"
            + " from connectivity_line l where l.offer_id = s.offer_id and l.status in ('REQUESTED', 'ACTIVE', 'ENDED'))"
            + " or s.taken > s.lines or s.lines <> (select o.lines from connectivity_offer o where o.id = s.offer_id)";

    private static KafkaProducer<String, byte[]> refurb;

    private final Counter counter = new Counter(() -> refurb);
    private final String provider = TestTokens.of(Ids.next(), "connectivity-provider");

    @BeforeAll
    static void theRegisterSpeaks() throws Exception {
        AllocationServiceIT.register();
        refurb = producer("refurb");
    }

    @AfterAll
    static void theWorkshopIsSilent() {
        refurb.close();
    }

    @Test
    void aLineIsAskedForByTheReferrerActivatedByTheProviderAndSeenInTheRequest() throws Exception {
        UUID offer = offer(2, "");
        UUID request = counter.requested(counter.programme());
        read(REFERRING, "connectivity-offers?limit=500")
                .body("findAll { it.id == '" + offer + "' }.askers", contains(nullValue()))
                .body("findAll { it.id == '" + offer + "' }.legal", contains(empty()));
        read(REFERRING, "requests/" + request).body("line", nullValue());

        UUID line = UUID.fromString(ask(request, offer)
                .statusCode(201)
                .header("Location", startsWith(API + "connectivity-lines/"))
                .body("status", equalTo("REQUESTED"))
                .body("code", startsWith("N-"))
                .body("territory.commune", nullValue())
                .body("legal", contains("CANCELLATION"))
                .extract()
                .path("id"));
        ask(request, offer)
                .statusCode(409)
                .body("code", equalTo("line_already_asked"))
                .body("extensions.line", equalTo(line.toString()));
        String path = "connectivity-lines/" + line;
        String said = read(provider, path)
                .statusCode(200)
                .body("legal", contains("ACTIVATION", "REFUSAL", "FAILURE"))
                .extract()
                .asString();
        assertThat(said).doesNotContain("Famille", "Camille", "0700000000");
        read(provider, path + "/transitions").body("$", contains("ACTIVATION", "REFUSAL", "FAILURE"));
        read(provider, "requests/" + request).statusCode(403);
        act(path + "/activation", REFERRING, 1, "{}").statusCode(403);
        act(path + "/activation", both(REFERRER), 1, "{}").statusCode(403).body("code", equalTo("not_yours"));
        act(path + "/cancellation", provider, 1, REASON).statusCode(403);

        act(path + "/activation", provider, 1, "{}").statusCode(200).body("status", equalTo("ACTIVE"));
        read(REFERRING, "requests/" + request)
                .body("line.id", equalTo(line.toString()))
                .body("line.status", equalTo("ACTIVE"));
        read(counter.manager, "requests").body("line.status", contains("ACTIVE"));
        act(path + "/cancellation", REFERRING, 2, REASON).statusCode(403);
        act(path + "/refusal", provider, 2, "{\"reason\":\"OTHER\"}")
                .statusCode(409)
                .body("code", equalTo("illegal_now"))
                .body("extensions.legal", contains("TERMINATION"));
        act(path + "/termination", provider, 2, "{\"reason\":\"Six mois passés\"}")
                .statusCode(200)
                .body("status", equalTo("ENDED"));
        read(provider, "connectivity-offers/" + offer)
                .body("taken", equalTo(1))
                .body("left", equalTo(1))
                .body("askers", contains(REFERRER.toString()));

        assertThat(types(events(line, 3)))
                .containsExactly("ConnectivityLineRequested", "ConnectivityLineActivated", "ConnectivityLineEnded");
        assertThat(types(events(offer, 1))).containsExactly("ConnectivityOfferOpened");
        booksClose();
    }

    @Test
    void whateverKeepsALineFromBeingActivatedIsSaidInBothLanguagesAndGivesItBackOnce() throws Exception {
        UUID offer = offer(1, "");
        UUID request = counter.requested(counter.programme());
        String line = lineOf(ask(request, offer));
        int version = 1;
        for (LineFailure failure : LineFailure.values()) {
            act(line + "/failure", provider, version++, "{\"reason\":\"" + failure + "\"}")
                    .statusCode(200)
                    .body("status", equalTo("FAILED"))
                    .body("failure", equalTo(failure.name()));
            read(REFERRING, "requests/" + request)
                    .body("line.failure", equalTo(failure.name()))
                    .body("line.explained.french", equalTo(failure.french()))
                    .body("line.explained.english", equalTo(failure.english()))
                    .body("line.legal", contains("RETRY", "CANCELLATION"));
            taken(offer, 0);
            act(line + "/failure", provider, version, "{\"reason\":\"" + failure + "\"}")
                    .statusCode(409);
            act(line + "/retry", REFERRING, version++, "{}")
                    .statusCode(200)
                    .body("status", equalTo("REQUESTED"))
                    .body("failure", nullValue());
            taken(offer, 1);
        }
        for (LineRefusal refusal : LineRefusal.values()) {
            act(line + "/refusal", provider, version, "{\"reason\":\"" + refusal + "\"}")
                    .statusCode(200)
                    .body("status", equalTo("REFUSED"))
                    .body("refusal", equalTo(refusal.name()))
                    .body("explained.french", equalTo(refusal.french()))
                    .body("explained.english", not(equalTo(refusal.french())))
                    .body("legal", empty());
            taken(offer, 0);
            version = 1;
            line = lineOf(ask(request, offer));
            taken(offer, 1);
        }
        act(line + "/cancellation", counter.manager, 1, REASON)
                .statusCode(200)
                .body("status", equalTo("CANCELLED"))
                .body("reason", equalTo("Autre abonnement"));
        act(line + "/cancellation", counter.manager, 2, REASON).statusCode(409);
        act(line + "/retry", counter.manager, 2, "{}").statusCode(409).body("code", equalTo("illegal_now"));
        taken(offer, 0);
        read(REFERRING, "connectivity-lines?requestId=" + request + "&status=REFUSED")
                .body("$", hasSize(LineRefusal.values().length));
        booksClose();
    }

    @Test
    void aLineThatFailedIsAskedForAnewOnlyIfOneIsLeftWhetherTheOfferIsOpenOrNot() throws Exception {
        UUID offer = offer(1, "");
        UUID programme = counter.programme();
        String failed = lineOf(ask(counter.requested(programme), offer));
        act(failed + "/failure", provider, 1, "{\"reason\":\"NOT_REACHED\"}").statusCode(200);
        UUID other = counter.requested(programme);
        String instead = lineOf(ask(other, offer));

        // The sponsor sees the line, and no more of the offer than what its stock is.
        act(failed + "/retry", counter.manager, 2, "{}")
                .statusCode(409)
                .body("code", equalTo("lines_exhausted"))
                .body("extensions.lines", equalTo(1));
        act(instead + "/cancellation", REFERRING, 1, REASON).statusCode(200);
        act("connectivity-offers/" + offer + "/closure", provider, 1, REASON)
                .statusCode(200)
                .body("status", equalTo("CLOSED"))
                .body("left", equalTo(0));
        ask(other, offer).statusCode(409).body("code", equalTo("illegal_now"));
        act(failed + "/retry", counter.manager, 2, "{}").statusCode(200).body("status", equalTo("REQUESTED"));
        taken(offer, 1);
        booksClose();
    }

    @Test
    void twoHundredRequestsForAHundredLinesGetAHundredAndTellTheOthersWhy() throws Exception {
        UUID offer = offer(100, "");
        List<UUID> requests = counter.requests(counter.programme(), 200);

        List<HttpResponse<String>> answers = atOnce(requests.stream()
                .map(request -> (Callable<HttpResponse<String>>) () -> send(
                        REFERRING,
                        "requests/" + request + "/connectivity-line",
                        wish(offer),
                        UUID.randomUUID().toString(),
                        null))
                .toList());

        assertThat(bodies(answers, 201)).hasSize(100);
        assertThat(bodies(answers, 409))
                .hasSize(100)
                .allSatisfy(problem -> assertThat(problem.at("/code").asText()).isEqualTo("lines_exhausted"));
        taken(offer, 100);
        read(provider, "connectivity-lines?limit=500&offerId=" + offer).body("$", hasSize(100));
        booksClose();
    }

    @Test
    void manyCallsForOneRequestGetOneLine() throws Exception {
        UUID offer = offer(10, "");
        UUID request = counter.requested(counter.programme());

        List<HttpResponse<String>> answers = atOnce(IntStream.range(0, 20)
                .mapToObj(_ -> (Callable<HttpResponse<String>>) () -> send(
                        REFERRING,
                        "requests/" + request + "/connectivity-line",
                        wish(offer),
                        UUID.randomUUID().toString(),
                        null))
                .toList());

        assertThat(bodies(answers, 201)).hasSize(1);
        assertThat(bodies(answers, 409))
                .hasSize(19)
                .allSatisfy(problem ->
                        assertThat(problem.at("/code").asText()).isIn("line_already_asked", "already_exists"));
        taken(offer, 1);
        booksClose();
    }

    @Test
    void theStockIsRaisedAndLoweredAndNeverBelowWhatIsTaken() throws Exception {
        UUID offer = offer(2, ",\"partnerRef\":\"SOLIDAIRE\"");
        UUID programme = counter.programme();
        String _ = lineOf(ask(counter.requested(programme), offer));
        String _ = lineOf(ask(counter.requested(programme), offer));
        String path = "connectivity-offers/" + offer;

        ask(counter.requested(programme), offer).statusCode(409).body("code", equalTo("lines_exhausted"));
        act(path + "/amendment", provider, 1, lines(1))
                .statusCode(409)
                .body("code", equalTo("lines_below_taken"))
                .body("extensions.taken", equalTo(2));
        act(path + "/amendment", provider, 1, lines(2))
                .statusCode(422)
                .body("errors[0].code", equalTo("nothing_changed"));
        act(path + "/amendment", provider, 1, lines(3))
                .statusCode(200)
                .body("lines", equalTo(3))
                .body("left", equalTo(1));
        String _ = lineOf(ask(counter.requested(programme), offer));
        act(path + "/amendment", both(REFERRER), 2, lines(4)).statusCode(403).body("code", equalTo("not_yours"));
        read(provider, path + "/transitions").body("$", contains("AMENDMENT", "CLOSURE"));
        read(provider, "connectivity-offers?partnerRef=solidaire").body("id", contains(offer.toString()));

        assertThat(types(events(offer, 2))).containsExactly("ConnectivityOfferOpened", "ConnectivityOfferAmended");
        booksClose();
    }

    @Test
    void aRequestWithoutTheVerdictThatTheOfferAsksForIsToldWhichCriterionIsMissing() throws Exception {
        UUID offer = offer(5, ",\"criteria\":[\"STUDENT\",\"DISPOSABLE_INCOME\"]");
        UUID plain = counter.requested(counter.programme());
        UUID programme = counter.programme();
        act(
                        "programmes/" + programme + "/eligibility",
                        counter.manager,
                        1,
                        "{\"criteria\":[{\"criterion\":\"STUDENT\"},{\"criterion\":\"DISPOSABLE_INCOME\",\"mostCents\":1200,"
                                + "\"per\":\"PERSON_AND_DAY\"}]}")
                .statusCode(200);
        UUID asking = counter.requested(programme);

        ask(plain, offer)
                .statusCode(409)
                .body("code", equalTo("line_criteria_missing"))
                .body("extensions.missing.criterion", contains("STUDENT", "DISPOSABLE_INCOME"))
                .body("extensions.missing.verdict", contains("UNKNOWN", "UNKNOWN"))
                .body("messages.fr", containsString("STUDENT"))
                .body("messages.en", containsString("STUDENT"));
        act(
                        "requests/" + asking + "/eligibility",
                        REFERRING,
                        1,
                        "{\"eligibility\":{\"student\":true,\"verdicts\":[{\"criterion\":\"DISPOSABLE_INCOME\",\"verdict\":\"FAIL\"}]}}")
                .statusCode(200);
        ask(asking, offer)
                .statusCode(409)
                .body("extensions.missing.criterion", contains("DISPOSABLE_INCOME"))
                .body("extensions.missing.verdict", contains("FAIL"))
                .body("extensions.missing[0].french", equalTo("Reste à vivre sous le plafond"));
        act(
                        "requests/" + asking + "/eligibility",
                        REFERRING,
                        2,
                        "{\"eligibility\":{\"verdicts\":[{\"criterion\":\"DISPOSABLE_INCOME\",\"verdict\":\"PASS\"}]}}")
                .statusCode(200);
        ask(asking, offer).statusCode(201);
        booksClose();
    }

    @Test
    void whatCannotBeAskedForIsRefusedWhereItStandsAndAForeignOrganisationSeesNothing() throws Exception {
        UUID request = counter.requested(counter.programme());
        UUID elsewhere = offer(1, ",\"departments\":[\"44\"]");
        UUID over = UUID.fromString(open(1, "", "2020-01-01", "2020-12-31")
                .statusCode(201)
                .extract()
                .path("id"));
        UUID offer = offer(1, ",\"departments\":[\"67\"]");

        ask(request, UUID.randomUUID()).statusCode(422).body("errors[0].code", equalTo("unknown_offer"));
        ask(request, elsewhere)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/offer"))
                .body("errors[0].code", equalTo("not_offered_there"));
        ask(request, over).statusCode(422).body("errors[0].code", equalTo("outside_offer"));
        open(1, "", "2030-01-01", "2029-12-31").statusCode(422).body("errors[0].code", equalTo("before_from"));
        open(1, ",\"departments\":[\"00\"]", "2020-01-01", "2099-12-31").statusCode(422);
        String line = lineOf(ask(request, offer));
        String stranger =
                TestTokens.of(TestTokens.OTHER_WORKSHOP, "connectivity-provider", "programme-manager", "referrer");
        read(stranger, "connectivity-offers").body("$", empty());
        read(stranger, "connectivity-offers/" + offer).statusCode(404);
        read(stranger, "connectivity-lines").body("$", empty());
        read(stranger, line).statusCode(404);
        ask(stranger, request, offer).statusCode(404);
        act(line + "/activation", stranger, 1, "{}").statusCode(404);
        act("connectivity-offers/" + offer + "/closure", stranger, 1, REASON).statusCode(404);
        // Whoever asks for somebody sees an offer when it is named among those that may.
        UUID unnamed = UUID.fromString(command(provider)
                .body(terms(1, "", "2020-01-01", "2099-12-31")
                        .replace(REFERRER.toString(), TestTokens.WORKSHOP.toString()))
                .post(API + "connectivity-offers")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        read(REFERRING, "connectivity-offers/" + unnamed).statusCode(404);
        booksClose();
    }

    @Test
    void aRequestThatIsOverCallsItsLineOffUnlessItIsActive() throws Exception {
        UUID offer = offer(5, "");
        UUID programme = counter.programme();
        UUID withdrawn = counter.requested(programme);
        UUID declined = counter.requested(programme);
        UUID forgotten = counter.requested(programme);
        UUID active = counter.requested(programme);
        String failed = lineOf(ask(declined, offer));
        act(failed + "/failure", provider, 1, "{\"reason\":\"OTHER\"}").statusCode(200);
        String first = lineOf(ask(withdrawn, offer));
        String third = lineOf(ask(forgotten, offer));
        String works = lineOf(ask(active, offer));
        act(works + "/activation", provider, 1, "{}").statusCode(200);
        taken(offer, 3);

        act("requests/" + withdrawn + "/withdrawal", REFERRING, 1, REASON).statusCode(200);
        act("requests/" + declined + "/declination", counter.manager, 1, REASON).statusCode(200);
        for (UUID person : List.of(forgotten, active)) {
            String ref = read(counter.manager, "requests/" + person).extract().path("personRef");
            read(counter.manager, "people/" + ref + "/file").body("lines.requestId", contains(person.toString()));
            act("people/" + ref + "/forgetting", counter.manager, null, "{}").statusCode(200);
        }

        for (String line : List.of(first, failed, third)) {
            read(provider, line)
                    .body("status", equalTo("CANCELLED"))
                    .body("reason", equalTo("Demande retirée, refusée ou oubliée"));
        }
        read(provider, works).body("status", equalTo("ACTIVE"));
        taken(offer, 1);
        ask(withdrawn, offer).statusCode(409).body("code", equalTo("illegal_now"));
        ask(forgotten, offer).statusCode(409).body("code", equalTo("illegal_now"));
        booksClose();
    }

    @Test
    void inAnyOrderLinesTakenNeverExceedTheStockAndAreGivenBackOnce() throws Exception {
        int most = 4;
        UUID offer = offer(most, "");
        List<UUID> requests = counter.requests(counter.programme(), 8);
        Random random = new Random(20260901);
        List<String> moves = List.of(
                "activation {}",
                "refusal {\"reason\":\"OTHER\"}",
                "failure {\"reason\":\"OTHER\"}",
                "failure {\"reason\":\"NO_LONGER_ON_NETWORK\"}",
                "retry {}",
                "cancellation " + REASON,
                "termination " + REASON);
        int version = 1;
        int done = 0;
        for (int round = 0; round < 25; round++) {
            List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
            for (UUID request : requests) {
                Map<String, Object> line =
                        read(REFERRING, "requests/" + request).extract().path("line");
                if (line == null
                        || List.of("REFUSED", "CANCELLED", "ENDED").contains(String.valueOf(line.get("status")))) {
                    calls.add(() -> send(
                            REFERRING,
                            "requests/" + request + "/connectivity-line",
                            wish(offer),
                            UUID.randomUUID().toString(),
                            null));
                } else {
                    String[] move = moves.get(random.nextInt(moves.size())).split(" ", 2);
                    String token = move[0].equals("cancellation") ? REFERRING : provider;
                    Integer seen = (Integer) line.get("version");
                    // Twice at once: the second is too late.
                    for (int i = 0; i < 2; i++) {
                        calls.add(() -> send(
                                token,
                                "connectivity-lines/" + line.get("id") + "/" + move[0],
                                move[1],
                                UUID.randomUUID().toString(),
                                seen));
                    }
                }
            }
            int now = 1 + random.nextInt(2 * most);
            int at = version;
            calls.add(() -> send(
                    provider,
                    "connectivity-offers/" + offer + "/amendment",
                    lines(now),
                    UUID.randomUUID().toString(),
                    at));
            for (HttpResponse<String> answer : atOnce(calls)) {
                assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 403, 409, 412, 422);
                done += answer.statusCode() < 300 ? 1 : 0;
            }
            version = read(provider, "connectivity-offers/" + offer).extract().path("version");
            booksClose();
        }
        assertThat(done).as("steps that were taken").isGreaterThan(25);
    }

    @Test
    void noStatementOfTheServicesRolesChangesWhatIsTaken() throws Exception {
        UUID offer = offer(1, "");
        String _ = lineOf(ask(counter.requested(counter.programme()), offer));
        String at = " where offer_id = '" + offer + "'";
        for (String role : List.of("allocation_api", "allocation_worker")) {
            try (Connection connection = DriverManager.getConnection(
                            backends().jdbcUrl("allocation"), role, backends().databasePassword(role));
                    Statement statement = connection.createStatement()) {
                for (String sql : List.of(
                        "update connectivity_stock set taken = 0" + at,
                        "delete from connectivity_stock" + at,
                        "insert into connectivity_stock(offer_id, lines) values ('" + UUID.randomUUID() + "', 9)")) {
                    assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("permission denied");
                }
            }
        }
        assertThatThrownBy(() -> owner("update connectivity_stock set taken = 2" + at))
                .hasMessageContaining("no_more_lines_taken_than_there_are");
        assertThatThrownBy(() -> owner("update connectivity_offer set lines = 0 where id = '" + offer + "'"))
                .isInstanceOf(SQLException.class);
        taken(offer, 1);
    }

    @Test
    void aPackOfSomebodyWithALineIsHandedOverAsEver() throws Exception {
        counter.stock(1, "B");
        UUID offer = offer(1, "");
        UUID request = counter.requested(counter.programme());
        String line = lineOf(ask(request, offer));

        UUID pack = AllocationServiceIT.packOf(counter.reserve(request));
        counter.move(pack, "hand-over", 1, "{}").statusCode(200);

        read(REFERRING, "requests/" + request)
                .body("status", equalTo("MET"))
                .body("line.status", equalTo("REQUESTED"))
                .body("line.legal", hasItem("CANCELLATION"));
        act(line + "/activation", provider, 1, "{}").statusCode(200);
    }

    private static void booksClose() throws SQLException {
        assertThat(count(WRONG)).isZero();
    }

    /** A token of an organisation that is a provider too. */
    private static String both(UUID organisation) {
        return TestTokens.of(organisation, "referrer", "connectivity-provider");
    }

    private UUID offer(int lines, String more) {
        return UUID.fromString(open(lines, more, "2020-01-01", "2099-12-31")
                .statusCode(201)
                .body("code", startsWith("C-"))
                .body("left", equalTo(lines))
                .extract()
                .path("id"));
    }

    private ValidatableResponse open(int lines, String more, String from, String until) {
        return command(provider)
                .body(terms(lines, more, from, until))
                .post(API + "connectivity-offers")
                .then();
    }

    private static String terms(int lines, String more, String from, String until) {
        return """
                {"title":"Internet solidaire","kind":"MOBILE_DATA","dataMegabytes":20480,"months":6,"monthlyPriceCents":200,
                "lines":%d,"askers":["%s"],"from":"%s","until":"%s","commune":"44109"%s}""".formatted(lines, REFERRER, LocalDate.parse(from), LocalDate.parse(until), more);
    }

    private static String lines(int lines) {
        return "{\"lines\":" + lines + ",\"reason\":\"Avenant\"}";
    }

    private static String wish(UUID offer) {
        return "{\"offer\":\"" + offer + "\"}";
    }

    private static ValidatableResponse ask(UUID request, UUID offer) {
        return ask(REFERRING, request, offer);
    }

    private static ValidatableResponse ask(String token, UUID request, UUID offer) {
        return act("requests/" + request + "/connectivity-line", token, null, wish(offer));
    }

    private static String lineOf(ValidatableResponse asked) {
        return "connectivity-lines/" + asked.statusCode(201).extract().path("id");
    }

    private void taken(UUID offer, int taken) {
        read(provider, "connectivity-offers/" + offer).statusCode(200).body("taken", equalTo(taken));
    }
}
