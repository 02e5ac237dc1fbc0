package network.reuse.allocation;

import static network.reuse.allocation.AllocationServiceIT.act;
import static network.reuse.allocation.AllocationServiceIT.atOnce;
import static network.reuse.allocation.AllocationServiceIT.backends;
import static network.reuse.allocation.AllocationServiceIT.bodies;
import static network.reuse.allocation.AllocationServiceIT.command;
import static network.reuse.allocation.AllocationServiceIT.count;
import static network.reuse.allocation.AllocationServiceIT.events;
import static network.reuse.allocation.AllocationServiceIT.heard;
import static network.reuse.allocation.AllocationServiceIT.item;
import static network.reuse.allocation.AllocationServiceIT.laptops;
import static network.reuse.allocation.AllocationServiceIT.owner;
import static network.reuse.allocation.AllocationServiceIT.packOf;
import static network.reuse.allocation.AllocationServiceIT.producer;
import static network.reuse.allocation.AllocationServiceIT.read;
import static network.reuse.allocation.AllocationServiceIT.request;
import static network.reuse.allocation.AllocationServiceIT.send;
import static network.reuse.allocation.AllocationServiceIT.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.reuse.allocation.domain.CommitmentStatus;
import network.reuse.allocation.domain.PostingKind;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Envelopes, plans, calls for funds and statements, on a real database: what is committed, due, called and paid adds up at any time. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
class LedgerIT {
    private static final String API = "/v1/allocation/";
    private static final UUID REFERRER = UUID.fromString("01900000-0000-7000-8000-000000000010");
    private static final UUID METROPOLIS = UUID.fromString("01900000-0000-7000-8000-0000000000a3");
    private static final UUID STATE = UUID.fromString("01900000-0000-7000-8000-0000000000a4");
    private static final String ACCOUNTS_ADD_UP = "select count(*) from envelope_balance b cross join lateral (values"
            + " ('GRANTED', b.granted), ('AVAILABLE', b.available), ('COMMITTED', b.committed), ('DUE', b.due),"
            + " ('CALLED', b.called), ('SETTLED', b.settled), ('CREDIT', b.credit)) a(account, cents)"
            + " where a.cents <> coalesce((select sum(l.cents) from ledger_line l"
            + " where l.envelope_id = b.envelope_id and l.account = a.account), 0)";
    private static final String REASON = "{\"reason\":\"en double\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static KafkaProducer<String, byte[]> refurb;

    private final UUID sponsor = Ids.next();
    private final String manager = TestTokens.of(sponsor, "programme-manager");
    private final String funder = TestTokens.of(METROPOLIS, "funder");
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
    void aPacksCostIsSharedByThreeAndTheFunderReadsWhatBecameOfItsShare() throws Exception {
        stock(2);
        UUID envelope = envelope(METROPOLIS, 1_500_000);
        UUID programme = programme(5_000);
        plan(programme, 1, split(25_000, 5_000, share(envelope, 15_000)))
                .statusCode(200)
                .header("ETag", equalTo("\"v2\""))
                .body("costCents", equalTo(25_000))
                .body("buyerCents", equalTo(5_000))
                .body("subsidyCents", equalTo(20_000))
                .body("envelopes[0].funder", equalTo(METROPOLIS.toString()));
        read(manager, "programmes/" + programme + "/co-financing")
                .statusCode(200)
                .body("costCents", equalTo(25_000));

        UUID request = requested(programme);
        UUID cancelled = packOf(reserve(request));
        accounts(envelope, 1_485_000, 15_000, 0, 0, 0, 0);
        act("packs/" + cancelled + "/cancellation", manager, 1, "{\"reason\":\"ne vient pas\"}")
                .statusCode(200);
        accounts(envelope, 1_500_000, 0, 0, 0, 0, 0);
        UUID pack = packOf(reserve(request));
        sell(pack).statusCode(200);
        accounts(envelope, 1_485_000, 0, 15_000, 0, 0, 0);

        UUID call = call(METROPOLIS);
        read(funder, "fund-calls/" + call)
                .statusCode(200)
                .body("code", startsWith("F-"))
                .body("cents", equalTo(15_000))
                .body("items", equalTo(1))
                .body("legal", contains("SETTLEMENT"));
        read(funder, "fund-calls/" + call + "/transitions").body("$", contains("SETTLEMENT"));
        read(manager, "fund-calls/" + call + "/transitions").body("$", contains("SETTLEMENT", "CANCELLATION"));
        read(funder, "fund-calls/" + call + "/entries")
                .body("itemId", contains(pack.toString()))
                .body("cents", contains(15_000));
        accounts(envelope, 1_485_000, 0, 0, 15_000, 0, 0);
        act("fund-calls/" + call + "/settlement", funder, 1, "{\"cents\":10000}")
                .statusCode(200)
                .body("status", equalTo("CALLED"))
                .body("leftCents", equalTo(5_000));
        act("fund-calls/" + call + "/settlement", manager, 2, "{}")
                .statusCode(200)
                .body("status", equalTo("SETTLED"));
        accounts(envelope, 1_485_000, 0, 0, 0, 15_000, 0);

        act("packs/" + pack + "/return", manager, 2, back()).statusCode(200);
        accounts(envelope, 1_500_000, 0, 0, 0, 15_000, 15_000);
        act("envelopes/" + envelope + "/refund", manager, 1, "{\"cents\":5000}").statusCode(200);
        accounts(envelope, 1_500_000, 0, 0, 0, 10_000, 10_000);
        assertThat(types(events(call, 3))).containsExactly("FundsCalled", "FundsSettled", "FundsSettled");
        assertThat(types(events(envelope, 2))).containsExactly("EnvelopeOpened", "FundsRefunded");
        assertThat(count(ACCOUNTS_ADD_UP)).isZero();
    }

    @Test
    void aCallTakesOffWhatPacksThatCameBackHaveLeft() throws Exception {
        stock(3);
        UUID envelope = envelope(METROPOLIS, 100_000);
        UUID programme = planned(envelope, 15_000);
        UUID first = packOf(reserve(requested(programme)));
        sell(first).statusCode(200);
        UUID called = call(METROPOLIS);
        act("packs/" + first + "/hand-over-correction", manager, 2, "{\"reason\":\"autre pack\"}")
                .statusCode(200);
        accounts(envelope, 100_000, 0, 0, 15_000, 0, 15_000);
        sell(packOf(reserve(requested(programme)))).statusCode(200);
        call(METROPOLIS, 409)
                .body("code", equalTo("nothing_due"))
                .body("extensions.dueCents", equalTo(15_000))
                .body("extensions.creditCents", equalTo(15_000));
        sell(packOf(reserve(requested(programme)))).statusCode(200);

        UUID call = call(METROPOLIS);

        read(manager, "fund-calls/" + call)
                .body("cents", equalTo(15_000))
                .body("envelopes[0].dueCents", equalTo(30_000))
                .body("envelopes[0].creditCents", equalTo(15_000));
        accounts(envelope, 70_000, 0, 0, 30_000, 0, 0);
        act("fund-calls/" + called + "/settlement", manager, 1, "{}").statusCode(200);
        accounts(envelope, 70_000, 0, 0, 15_000, 15_000, 0);
    }

    @Test
    void aPaymentThatWasNotMadeIsAskedForAgainByEitherSideUnlessItWasPaidBack() throws Exception {
        stock(1);
        UUID envelope = envelope(METROPOLIS, 100_000);
        UUID pack = packOf(reserve(requested(planned(envelope, 15_000))));
        sell(pack).statusCode(200);
        UUID call = call(METROPOLIS);
        act("fund-calls/" + call + "/settlement", manager, 1, "{}").statusCode(200);

        act("fund-calls/" + call + "/settlement-correction", funder, 2, correction(10_000))
                .statusCode(200)
                .body("status", equalTo("CALLED"))
                .body("leftCents", equalTo(10_000))
                .body("legal", contains("SETTLEMENT", "SETTLEMENT_CORRECTION"));
        accounts(envelope, 85_000, 0, 0, 10_000, 5_000, 0);
        act("fund-calls/" + call + "/settlement", funder, 3, "{}").statusCode(200);
        act("packs/" + pack + "/return", manager, 2, back()).statusCode(200);
        act("envelopes/" + envelope + "/refund", manager, 1, "{\"cents\":12000}")
                .statusCode(200);
        refused("fund-calls/" + call + "/settlement-correction", 4, correction(15_000), 409, "settlement_refunded");
        act("fund-calls/" + call + "/settlement-correction", manager, 4, correction(3_000))
                .statusCode(200);

        accounts(envelope, 100_000, 0, 0, 3_000, 0, 3_000);
        assertThat(types(events(call, 5)))
                .containsExactly(
                        "FundsCalled", "FundsSettled", "SettlementCorrected", "FundsSettled", "SettlementCorrected");
        assertThat(count(ACCOUNTS_ADD_UP)).isZero();
    }

    @Test
    void aCallMadeByMistakeIsCancelledAndEverythingStandsAsBeforeIt() throws Exception {
        stock(5);
        UUID envelope = envelope(METROPOLIS, 100_000);
        UUID programme = planned(envelope, 15_000);
        UUID first = packOf(reserve(requested(programme)));
        sell(first).statusCode(200);
        UUID earlier = call(METROPOLIS);
        act("packs/" + first + "/return", manager, 2, back()).statusCode(200);
        List<UUID> packs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            packs.add(packOf(reserve(requested(programme))));
            sell(packs.getLast()).statusCode(200);
        }
        accounts(envelope, 55_000, 0, 45_000, 15_000, 0, 15_000);
        UUID call = call(METROPOLIS);
        accounts(envelope, 55_000, 0, 0, 45_000, 0, 0);
        act("packs/" + packs.get(0) + "/return", manager, 2, back()).statusCode(200);
        act("packs/" + packs.get(1) + "/return", manager, 2, back()).statusCode(200);
        act("packs/" + packs.get(1) + "/return-correction", manager, 3, "{\"reason\":\"autre pack\"}")
                .statusCode(200);
        accounts(envelope, 70_000, 0, 15_000, 45_000, 0, 30_000);

        act("fund-calls/" + call + "/cancellation", TestTokens.of(METROPOLIS, "programme-manager"), 1, REASON)
                .statusCode(403);
        act("fund-calls/" + call + "/cancellation", manager, 1, REASON)
                .statusCode(200)
                .body("status", equalTo("CANCELLED"))
                .body("leftCents", equalTo(0))
                .body("reason", equalTo("en double"))
                .body("legal", empty());
        accounts(envelope, 70_000, 0, 30_000, 15_000, 0, 15_000);
        refused("fund-calls/" + call + "/settlement", 2, "{}", 409, "illegal_now");
        refused("fund-calls/" + call + "/settlement-correction", 2, correction(1), 409, "illegal_now");
        UUID again = call(METROPOLIS);
        read(funder, "fund-calls/" + again)
                .body("cents", equalTo(15_000))
                .body("items", equalTo(2))
                .body("envelopes[0].creditCents", equalTo(15_000));
        refused("fund-calls/" + earlier + "/cancellation", 1, REASON, 409, "credit_used");
        assertThat(types(events(call, 2))).containsExactly("FundsCalled", "FundCallCancelled");
        assertThat(count(ACCOUNTS_ADD_UP)).isZero();
    }

    private static String correction(int cents) {
        return "{\"cents\":" + cents + ",\"reason\":\"virement d'un autre dossier\"}";
    }

    @Test
    void aReturnThatIsTakenBackIsDueAgainAsLongAsTheEnvelopeHasIt() throws Exception {
        stock(2);
        UUID envelope = envelope(METROPOLIS, 15_000);
        UUID programme = planned(envelope, 15_000);
        UUID pack = packOf(reserve(requested(programme)));
        sell(pack).statusCode(200);
        act("packs/" + pack + "/return", manager, 2, back()).statusCode(200);
        accounts(envelope, 15_000, 0, 0, 0, 0, 0);
        act("packs/" + pack + "/return-correction", manager, 3, "{\"reason\":\"autre pack\"}")
                .statusCode(200);
        accounts(envelope, 0, 0, 15_000, 0, 0, 0);
        act("packs/" + pack + "/return", manager, 4, back()).statusCode(200);
        UUID other = packOf(reserve(requested(programme)));

        act("packs/" + pack + "/return-correction", manager, 5, "{\"reason\":\"autre pack\"}")
                .statusCode(409)
                .body("code", equalTo("envelope_exhausted"));

        act("packs/" + other + "/cancellation", manager, 1, "{\"reason\":\"ne vient pas\"}")
                .statusCode(200);
        act("packs/" + pack + "/return-correction", manager, 5, "{\"reason\":\"autre pack\"}")
                .statusCode(200);
    }

    @Test
    void aPackThatTheWorkshopHasWhateverWasSaidOfItsReturnIsNotPaidFor() throws Exception {
        stock(1);
        UUID envelope = envelope(METROPOLIS, 15_000);
        UUID pack = packOf(reserve(requested(planned(envelope, 15_000))));
        sell(pack).statusCode(200);
        act("packs/" + pack + "/return", manager, 2, back()).statusCode(200);
        act("packs/" + pack + "/return-correction", manager, 3, "{\"reason\":\"autre pack\"}")
                .statusCode(200);
        accounts(envelope, 0, 0, 15_000, 0, 0, 0);
        UUID device = UUID.fromString(read(manager, "packs/" + pack).extract().path("devices[0].id"));

        heard(refurb, "refurb.events", "refurb.DeviceReceived.v1", device, 2, 4, Map.of());
        await("the pack to be returned again")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, "packs/" + pack).body("status", equalTo("RETURNED")));

        accounts(envelope, 15_000, 0, 0, 0, 0, 0);
        assertThat(count(ACCOUNTS_ADD_UP)).isZero();
    }

    @Test
    void twoHundredReservationsOfAnEnvelopeForOneHundredServeOneHundredAndTellTheOthersWhy() throws Exception {
        stock(200);
        UUID envelope = envelope(METROPOLIS, 1_500_000);
        UUID programme = planned(envelope, 15_000);
        List<UUID> requests = requests(programme, 200);

        List<HttpResponse<String>> answers = atOnce(requests.stream()
                .map(request -> (Callable<HttpResponse<String>>) () -> send(
                        manager,
                        "packs",
                        "{\"request\":\"" + request + "\"}",
                        UUID.randomUUID().toString(),
                        null))
                .toList());

        assertThat(bodies(answers, 201)).hasSize(100);
        assertThat(bodies(answers, 409)).hasSize(100).allSatisfy(problem -> {
            assertThat(problem.at("/code").asText()).isEqualTo("envelope_exhausted");
            assertThat(problem.at("/extensions/envelope").asText()).isEqualTo(envelope.toString());
            assertThat(problem.at("/extensions/availableCents").asLong()).isZero();
            assertThat(problem.at("/extensions/neededCents").asLong()).isEqualTo(15_000);
        });
        accounts(envelope, 0, 1_500_000, 0, 0, 0, 0);
        read(manager, "programmes/" + programme).body("taken", equalTo(100));
        assertThat(count("select count(*) from device where status = 'STOCKED' and site = '" + sponsor + "'"))
                .isEqualTo(100);
        assertThat(count(ACCOUNTS_ADD_UP)).isZero();
    }

    @Test
    void ofManyReservationsInOneCallEachIsHeldAgainstWhatTheOthersLeftOfBothEnvelopes() throws Exception {
        stock(4);
        UUID ofMetropolis = envelope(METROPOLIS, 1_000_000);
        UUID ofState = envelope(STATE, 25_001);
        UUID programme = programme(0);
        plan(
                        programme,
                        1,
                        split(
                                25_001,
                                0,
                                "{\"envelope\":\"" + ofMetropolis + "\"}",
                                "{\"envelope\":\"" + ofState + "\"}"))
                .statusCode(200)
                .body("envelopes.cents", contains(12_501, 12_500));
        List<UUID> requests = requests(programme, 3);

        command(manager)
                .body("{\"requests\":" + JSON.writeValueAsString(requests) + "}")
                .post(API + "reservations")
                .then()
                .statusCode(200)
                .body("reserved", equalTo(2))
                .body("rows[2].errors[0].code", equalTo("envelope_exhausted"));

        accounts(ofMetropolis, 974_998, 25_002, 0, 0, 0, 0);
        accounts(ofState, 1, 25_000, 0, 0, 0, 0);
        List<String> packs =
                read(manager, "packs?programmeId=" + programme).extract().path("id");
        command(manager)
                .body("{\"packs\":" + JSON.writeValueAsString(packs) + "}")
                .post(API + "hand-overs")
                .then()
                .statusCode(200)
                .body("done", equalTo(2));
        accounts(ofState, 1, 0, 25_000, 0, 0, 0);
    }

    @Test
    void aReservationThatExpiresGivesBackWhatItHadSetAsideOnce() throws Exception {
        stock(1);
        UUID envelope = envelope(METROPOLIS, 15_000);
        UUID pack = packOf(reserve(requested(planned(envelope, 15_000))));
        accounts(envelope, 0, 15_000, 0, 0, 0, 0);

        owner("update pack set state = jsonb_set(state::jsonb, '{expiresAt}', '\"2020-01-01T00:00:00Z\"')::text"
                + " where id = '" + pack + "'");
        owner("update timer set due_at = '2020-01-01' where key = '" + pack + "'");

        await("the envelope to have it again")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> accounts(envelope, 15_000, 0, 0, 0, 0, 0));
        assertThat(count("select count(*) from posting where subject_id = '" + pack + "'"))
                .isEqualTo(2);
    }

    @Test
    void aPackThatWaitsForItsDevicesHasItsShareUntilItIsServedOrEnds() throws Exception {
        UUID envelope = envelope(METROPOLIS, 30_000);
        UUID programme = planned(envelope, 15_000);
        UUID served = waiting(programme);
        UUID ended = waiting(programme);
        accounts(envelope, 0, 30_000, 0, 0, 0, 0);
        act("packs/" + ended + "/cancellation", manager, 1, "{\"reason\":\"ne vient pas\"}")
                .statusCode(200);
        accounts(envelope, 15_000, 15_000, 0, 0, 0, 0);

        stock(1);
        await("its devices")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> read(manager, "packs/" + served).body("status", equalTo("RESERVED")));
        accounts(envelope, 15_000, 15_000, 0, 0, 0, 0);
        act("packs/" + served + "/sale", manager, 2, "{\"priceCents\":5000,\"proof\":\"SOCIAL_MINIMA\"}")
                .statusCode(200);
        accounts(envelope, 15_000, 0, 15_000, 0, 0, 0);
    }

    /** A pack of the programme that waits for devices. */
    private UUID waiting(UUID programme) throws Exception {
        return UUID.fromString(command(manager)
                .body("{\"request\":\"" + requested(programme) + "\",\"backOrder\":true}")
                .post(API + "packs")
                .then()
                .statusCode(201)
                .body("status", equalTo("BACK_ORDERED"))
                .extract()
                .path("id"));
    }

    @Test
    void everyRefusalSaysWhyInBothLanguages() throws Exception {
        stock(3);
        UUID envelope = envelope(METROPOLIS, 15_000);
        UUID programme = planned(envelope, 15_000);
        UUID pack = packOf(reserve(requested(programme)));

        refused("packs", null, "{\"request\":\"" + requested(programme) + "\"}", 409, "envelope_exhausted");
        refused(
                "programmes/" + programme + "/co-financing",
                2,
                split(null, 0, share(envelope, 100)),
                409,
                "plan_in_use");
        refused(
                "envelopes/" + envelope + "/amendment",
                1,
                "{\"ceilingCents\":14999,\"reason\":\"avenant\"}",
                409,
                "ceiling_below_committed");
        refused("envelopes/" + envelope + "/refund", 1, "{\"cents\":1}", 409, "refund_above_credit");
        refused("fund-calls", null, "{\"funder\":\"" + METROPOLIS + "\"}", 409, "nothing_due");
        sell(pack).statusCode(200);
        UUID call = call(METROPOLIS);
        refused("fund-calls/" + call + "/settlement", 1, "{\"cents\":15001}", 409, "settlement_above_call");
        act("fund-calls/" + call + "/settlement", manager, 1, "{}").statusCode(200);
        refused("fund-calls/" + call + "/settlement", 2, "{}", 409, "call_settled");
        refused(
                "fund-calls/" + call + "/settlement-correction",
                2,
                "{\"cents\":15001,\"reason\":\"erreur\"}",
                409,
                "correction_above_settlement");
        act("fund-calls/" + call + "/settlement-correction", manager, 2, "{\"cents\":1,\"reason\":\"erreur\"}")
                .statusCode(200);
        refused("fund-calls/" + call + "/cancellation", 3, "{\"reason\":\"erreur\"}", 409, "call_partly_settled");

        act("envelopes/" + envelope + "/amendment", manager, 1, "{\"ceilingCents\":45000,\"reason\":\"avenant\"}")
                .statusCode(200)
                .body("accounts.availableCents", equalTo(30_000));
        act(
                        "envelopes/" + envelope + "/amendment",
                        manager,
                        2,
                        "{\"from\":\"2020-01-01\",\"until\":\"2020-12-31\",\"reason\":\"avenant\"}")
                .statusCode(200);
        refused("packs", null, "{\"request\":\"" + requested(programme) + "\"}", 409, "envelope_closed");
        act("envelopes/" + envelope + "/closure", manager, 3, "{\"reason\":\"échue\"}")
                .statusCode(200);
        refused("packs", null, "{\"request\":\"" + requested(programme) + "\"}", 409, "envelope_closed");
        refused("envelopes/" + envelope + "/closure", 4, "{\"reason\":\"échue\"}", 409, "illegal_now");
        UUID listed = envelope(METROPOLIS, 1);
        owner("update funding_envelope set state = jsonb_set(state::jsonb, '{attributes,inKind}', (select jsonb_agg("
                + "jsonb_build_object('what', 'Salle', 'on', '2026-01-01')) from generate_series(1, 200)))::text"
                + " where id = '" + listed + "'");
        refused("envelopes/" + listed + "/in-kind", 1, "{\"what\":\"Salle\"}", 409, "too_many_contributions");

        UUID other = programme(5_000);
        String path = "programmes/" + other + "/co-financing";
        refused(path, 1, split(25_001, 5_000, share(envelope, 15_000)), 422, "shares_differ");
        refused(path, 1, split(null, 0, "{\"envelope\":\"" + envelope + "\"}"), 422, "cost_missing");
        refused(path, 1, split(null, 0, share(envelope, 1), share(envelope, 2)), 422, "envelope_twice");
        refused(
                path,
                1,
                split(null, 0, share(envelope, 1), "{\"envelope\":\"" + listed + "\"}"),
                422,
                "parity_or_cents");
        refused(path, 1, split(null, 0, share(Ids.next(), 1)), 422, "unknown_envelope");
        refused("envelopes", null, opening(METROPOLIS, 1, "2026-12-31", "2026-01-01"), 422, "before_from");
        refused("envelopes", null, opening(Ids.next(), 1, "2026-01-01", "2026-12-31"), 422, "not_registered");
    }

    @Test
    void aPublicBodysEquipmentIsHeldToItsCapByThePriceToItsBuyerAlone() throws Exception {
        stock(1, "PUBLIC_BODY");
        UUID envelope = envelope(METROPOLIS, 100_000);
        UUID programme = programme(20_000);
        plan(programme, 1, split(40_000, 5_000, share(envelope, 15_000))).statusCode(200);
        UUID pack = packOf(reserve(requested(programme)));

        act("packs/" + pack + "/sale", manager, 1, "{\"priceCents\":18001,\"proof\":\"SOCIAL_MINIMA\"}")
                .statusCode(422)
                .body("code", equalTo("price_above_legal_cap"));
        act("packs/" + pack + "/sale", manager, 1, "{\"priceCents\":18000,\"proof\":\"SOCIAL_MINIMA\"}")
                .statusCode(200);
    }

    @Test
    void aFunderReadsItsOwnStatementAndNobodyElses() throws Exception {
        stock(8);
        UUID envelope = envelope(STATE, 1_000_000);
        UUID programme = planned(envelope, 10_000);
        for (UUID request : requests(programme, 5)) {
            sell(packOf(reserve(request)), "63113").statusCode(200);
        }
        for (UUID request : requests(programme, 2)) {
            sell(packOf(reserve(request)), "67482").statusCode(200);
        }
        var _ = packOf(reserve(requested(programme)));
        act("envelopes/" + envelope + "/in-kind", manager, 1, "{\"what\":\"Salle de remise\",\"valueCents\":40000}")
                .statusCode(200)
                .body("inKind[0].what", equalTo("Salle de remise"));

        String own = "funders/" + STATE + "/statement";
        read(manager, own)
                .statusCode(200)
                .body("envelopes", hasSize(1))
                .body("total.budgetCents", equalTo(1_000_000))
                .body("total.actualCents", equalTo(70_000))
                .body("total.inKindCents", equalTo(40_000))
                .body("total.accounts.committedCents", equalTo(10_000))
                .body("total.accounts.dueCents", equalTo(70_000))
                .body("beneficiaries.total", equalTo(7))
                .body("beneficiaries.departments", empty())
                .body("beneficiaries.elsewhere", equalTo(7));
        String state = TestTokens.of(STATE, "funder");
        read(state, own).statusCode(200).body("envelopes.id", hasItem(envelope.toString()));
        read(state, "envelopes/" + envelope).statusCode(200).body("accounts.dueCents", equalTo(70_000));
        for (String stranger :
                List.of(funder, TestTokens.of(TestTokens.OTHER_WORKSHOP, "funder", "programme-manager"))) {
            read(stranger, own).statusCode(404);
            read(stranger, "envelopes/" + envelope).statusCode(404);
            read(stranger, "envelopes").body("id", not(hasItem(envelope.toString())));
        }
        read(TestTokens.of(REFERRER, "referrer"), own).statusCode(403);
        act(
                        "envelopes/" + envelope + "/closure",
                        TestTokens.of(STATE, "funder", "programme-manager"),
                        2,
                        "{\"reason\":\"x\"}")
                .statusCode(403);

        String csv = read(manager, own + ".csv")
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv).contains(";1000000;920000;10000;70000;0;0;0;70000;40000");
        byte[] pdf = read(manager, own + ".pdf")
                .statusCode(200)
                .contentType("application/pdf")
                .extract()
                .asByteArray();
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    }

    @Test
    void aServiceIsPaidAtParityDeliverableByDeliverableAsEachFunderAcceptsIt() throws Exception {
        UUID ofMetropolis = envelope(METROPOLIS, 2_556_000);
        UUID ofState = envelope(STATE, 2_556_000);
        String state = TestTokens.of(STATE, "funder");
        String body = """
                {"title":"Plan d'inclusion numérique des quartiers prioritaires","envelopes":["%s","%s"],"commune":"59392",
                "deliverables":[{"what":"Diagnostic","dueOn":"2026-10-01","cents":1704000},
                {"what":"Plan","dueOn":"2026-12-01","cents":3408000}]}""".formatted(ofMetropolis, ofState);
        ValidatableResponse signed = command(manager)
                .body(body)
                .post(API + "funding-agreements")
                .then()
                .statusCode(201)
                .body("code", startsWith("A-"))
                .body("cents", equalTo(5_112_000));
        String path = "funding-agreements/" + signed.extract().path("id");
        List<String> parts = signed.extract().path("deliverables.id");
        String diagnosis = "{\"deliverable\":\"" + parts.getFirst() + "\"}";
        String roadmap = "{\"deliverable\":\"" + parts.getLast() + "\"}";
        accounts(ofMetropolis, 0, 2_556_000, 0, 0, 0, 0);
        accounts(ofState, 0, 2_556_000, 0, 0, 0, 0);
        refused("funding-agreements", null, body, 409, "envelope_exhausted");
        refused(path + "/delivery", 1, "{\"deliverable\":\"" + Ids.next() + "\"}", 422, "unknown_deliverable");
        refused(path + "/acceptance", funder, 1, diagnosis, 409, "not_delivered");
        act(path + "/delivery", TestTokens.of(STATE, "programme-manager"), 1, diagnosis)
                .statusCode(403);

        read(manager, path + "/transitions").body("$", contains("DELIVERY", "TERMINATION"));
        read(funder, path + "/transitions").body("$", contains("ACCEPTANCE"));
        act(path + "/delivery", manager, 1, diagnosis).statusCode(200);
        refused(path + "/delivery", 2, diagnosis, 409, "already_delivered");
        refused(path + "/acceptance", TestTokens.of(sponsor, "funder"), 2, diagnosis, 403, "not_a_funder");
        act(path + "/acceptance", funder, 2, diagnosis).statusCode(200).body("status", equalTo("RUNNING"));
        refused(path + "/acceptance", funder, 3, diagnosis, 409, "already_accepted");
        accounts(ofMetropolis, 0, 1_704_000, 852_000, 0, 0, 0);
        accounts(ofState, 0, 2_556_000, 0, 0, 0, 0);
        act(path + "/acceptance", state, 3, diagnosis).statusCode(200);
        act(path + "/delivery", manager, 4, roadmap).statusCode(200);
        act(path + "/acceptance", funder, 5, roadmap).statusCode(200);
        act(path + "/acceptance", state, 6, roadmap).statusCode(200).body("status", equalTo("COMPLETED"));

        for (UUID of : List.of(METROPOLIS, STATE)) {
            UUID call = call(of);
            read(manager, "fund-calls/" + call)
                    .body("cents", equalTo(2_556_000))
                    .body("items", equalTo(2));
            act("fund-calls/" + call + "/settlement", TestTokens.of(of, "funder"), 1, "{}")
                    .statusCode(200);
        }
        accounts(ofMetropolis, 0, 0, 0, 0, 2_556_000, 0);
        accounts(ofState, 0, 0, 0, 0, 2_556_000, 0);
        assertThat(count(ACCOUNTS_ADD_UP)).isZero();
    }

    @Test
    void anAgreementThatEndsGivesBackWhatNobodyAccepted() throws Exception {
        UUID envelope = envelope(METROPOLIS, 30_000);
        ValidatableResponse signed = command(manager)
                .body("""
                        {"title":"Ateliers","envelopes":["%s"],"commune":"59392","deliverables":[
                        {"what":"Premier","dueOn":"2026-10-01","cents":10000},{"what":"Second","dueOn":"2026-12-01","cents":20000}]}""".formatted(envelope))
                .post(API + "funding-agreements")
                .then()
                .statusCode(201);
        String path = "funding-agreements/" + signed.extract().path("id");
        String first = "{\"deliverable\":\"" + signed.extract().path("deliverables[0].id") + "\"}";
        act(path + "/delivery", manager, 1, first).statusCode(200);
        act(path + "/acceptance", funder, 2, first).statusCode(200);

        act(path + "/termination", manager, 3, "{\"reason\":\"contrat clos\"}")
                .statusCode(200)
                .body("status", equalTo("ENDED"));

        accounts(envelope, 20_000, 0, 10_000, 0, 0, 0);
        assertThat(types(events(UUID.fromString(path.substring(path.lastIndexOf('/') + 1)), 4)))
                .containsExactly("AgreementSigned", "DeliverableDelivered", "DeliverableAccepted", "AgreementEnded");
    }

    @Test
    void theDatabaseLetsBePostedWhatTheDomainSays() throws Exception {
        assertThat(rows("select kind || ' ' || from_account || ' ' || to_account from posting_kind"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(PostingKind.values())
                        .map(kind -> kind + " " + kind.from() + " " + kind.to())
                        .toList());
        assertThat(rows("select from_status || ' ' || to_status || ' ' || kind from commitment_step"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(CommitmentStatus.values())
                        .flatMap(from -> Stream.of(CommitmentStatus.values())
                                .flatMap(to -> from.to(to).map(kind -> from + " " + to + " " + kind).stream()))
                        .toList());
    }

    @Test
    void noStatementOfTheServicesRolesBreaksTheLedger() throws Exception {
        stock(1);
        UUID envelope = envelope(METROPOLIS, 15_000);
        UUID pack = packOf(reserve(requested(planned(envelope, 15_000))));
        String at = " where envelope_id = '" + envelope + "'";
        String own = "'" + envelope + "', '" + sponsor + "', '" + METROPOLIS + "'";
        String posting = "insert into posting(kind, envelope_id, sponsor, funder, cents, occurred_at) values ('%s', "
                + own + ", %d, now())";
        String commitment =
                "insert into commitment(subject_id, envelope_id, sponsor, funder, cents, occurred_at) values ('"
                        + Ids.next() + "', " + own + ", 1, now())";
        Map<String, String> broken = Map.ofEntries(
                Map.entry("update posting set cents = 1" + at, "permission denied"),
                Map.entry("delete from posting" + at, "permission denied"),
                Map.entry("truncate posting", "permission denied"),
                Map.entry("update envelope_balance set available = 1" + at, "permission denied"),
                Map.entry("delete from commitment" + at, "permission denied"),
                Map.entry("update commitment set cents = 1" + at, "permission denied"),
                Map.entry("update commitment set status = 'CALLED'" + at, "foreign key"),
                Map.entry("update commitment set department = '67'" + at, "foreign key"),
                Map.entry("update commitment set status = 'NEW'" + at, "foreign key"));
        for (String role : List.of("allocation_api", "allocation_worker")) {
            broken.forEach((statement, why) ->
                    assertThatThrownBy(() -> as(role, statement)).as(role).hasMessageContaining(why));
            assertThatThrownBy(() -> as(role, commitment)).as(role).hasMessageContaining("check");
        }
        for (String kind : List.of("COMMITMENT", "RELEASE", "CALL", "CREDIT")) {
            assertThatThrownBy(() -> as("allocation_api", posting.formatted(kind, 1)))
                    .hasMessageContaining("row-level security");
        }
        for (String statement : List.of(
                posting.formatted("CUT", 1), posting.formatted("SETTLEMENT", 1), posting.formatted("REFUND", 1))) {
            assertThatThrownBy(() -> as("allocation_api", statement)).hasMessageContaining("check");
        }
        assertThatThrownBy(() -> as("allocation_api", posting.formatted("RAISE", -5)))
                .hasMessageContaining("check");
        assertThatThrownBy(() -> as("allocation_api", posting.formatted("OPENING", 5)))
                .hasMessageContaining("duplicate key");
        assertThatThrownBy(() -> as(
                        "allocation_api",
                        posting.formatted("RAISE", 5).replace(METROPOLIS.toString(), STATE.toString())))
                .hasMessageContaining("foreign key");
        accounts(envelope, 0, 15_000, 0, 0, 0, 0);
        act("packs/" + pack + "/cancellation", manager, 1, "{\"reason\":\"ne vient pas\"}")
                .statusCode(200);
        as("allocation_api", "update envelope_balance set open = false" + at);
        assertThatThrownBy(() -> as("allocation_api", commitment)).hasMessageContaining("the envelope is closed");
    }

    @Test
    void whateverHappensInWhateverOrderTheAccountsAddUpAndNoneIsBelowZero() throws Exception {
        UUID envelope = envelope(METROPOLIS, 30_000);
        String own = "'" + envelope + "', '" + sponsor + "', '" + METROPOLIS + "'";
        Random random = new Random(20_260_901);
        List<CommitmentStatus> statuses = List.of(CommitmentStatus.values());
        List<PostingKind> kinds = List.of(PostingKind.values());
        List<UUID> subjects = IntStream.range(0, 6).mapToObj(_ -> Ids.next()).toList();
        int done = 0;
        try (Connection api = connection("allocation_api");
                Statement statement = api.createStatement()) {
            statement.execute("set app.organisation = '" + sponsor + "'");
            for (int i = 0; i < 400; i++) {
                UUID subject = subjects.get(random.nextInt(subjects.size()));
                CommitmentStatus status = statuses.get(random.nextInt(statuses.size()));
                PostingKind kind = kinds.get(random.nextInt(kinds.size()));
                int cents = 1 + random.nextInt(12_000);
                String sql = switch (random.nextInt(4)) {
                    case 0 ->
                        "insert into commitment(subject_id, envelope_id, sponsor, funder, cents, occurred_at) values ('"
                                + subject + "', " + own + ", " + cents + ", now())";
                    case 1 ->
                        "insert into posting(kind, envelope_id, sponsor, funder, cents, occurred_at) values ('" + kind
                                + "', " + own + ", " + cents + ", now())";
                    default -> "update commitment set status = '" + status + "' where subject_id = '" + subject + "'";
                };
                try {
                    done += statement.executeUpdate(sql);
                } catch (SQLException refused) {
                    assertThat(refused.getSQLState()).as(sql).isIn("23503", "23505", "23514", "42501");
                }
                try (ResultSet wrong = statement.executeQuery(ACCOUNTS_ADD_UP)) {
                    assertThat(wrong.next()).isTrue();
                    assertThat(wrong.getLong(1)).as("%d: %s", i, sql).isZero();
                }
            }
        }
        assertThat(done).isGreaterThan(40);
    }

    private static List<String> rows(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection owner = connection("allocation_owner");
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void as(String role, String sql) throws SQLException {
        try (Connection connection = connection(role);
                Statement statement = connection.createStatement()) {
            statement.execute("set app.organisation = '" + sponsor + "'");
            statement.execute(sql);
        }
    }

    private static Connection connection(String role) throws SQLException {
        return DriverManager.getConnection(
                backends().jdbcUrl("allocation"), role, backends().databasePassword(role));
    }

    private void refused(String path, @Nullable Integer version, String body, int status, String code) {
        refused(path, manager, version, body, status, code);
    }

    private static void refused(
            String path, String token, @Nullable Integer version, String body, int status, String code) {
        Set<String> sentences = new HashSet<>();
        for (String language : List.of("fr", "en")) {
            RequestSpecification call = command(token).header("Accept-Language", language);
            if (version != null) {
                call.header("If-Match", "\"v" + version + "\"");
            }
            JsonNode problem = tree(call.body(body)
                    .post(API + path)
                    .then()
                    .statusCode(status)
                    .extract()
                    .asString());
            JsonNode said = problem.at("/code").asText().equals(code) ? problem : problem.at("/errors/0");
            assertThat(said.at("/code").asText()).as("%s", problem).isEqualTo(code);
            sentences.add(said.at("/detail").asText());
        }
        assertThat(sentences).as(code).hasSize(2).doesNotContain("");
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void stock(int count) throws Exception {
        stock(count, "COMPANY");
    }

    private void stock(int count, String donorKind) throws Exception {
        List<UUID> _ = laptops(refurb, sponsor, manager, count, donorKind);
    }

    private UUID envelope(UUID of, long ceilingCents) {
        return UUID.fromString(command(manager)
                .body(opening(of, ceilingCents, "2020-01-01", "2099-12-31"))
                .post(API + "envelopes")
                .then()
                .statusCode(201)
                .body("code", startsWith("E-"))
                .body("accounts.availableCents", equalTo((int) ceilingCents))
                .body("reason", nullValue())
                .extract()
                .path("id"));
    }

    private static String opening(UUID of, long ceilingCents, String from, String until) {
        return """
                {"funder":"%s","purpose":"Un ordinateur pour cent familles","ceilingCents":%d,"from":"%s","until":"%s",
                "commune":"63113"}""".formatted(of, ceilingCents, from, until);
    }

    private UUID programme(int priceCents) {
        return UUID.fromString(command(manager)
                .body("""
                        {"name":"Packs","referrers":["%s"],"commune":"63113","pack":[%s],"priceCents":%d,"quota":1000,
                        "from":"2020-01-01","until":"2099-12-31","basis":"%s"}""".formatted(REFERRER, item("LAPTOP", "C"), priceCents, priceCents == 0 ? "GIFT" : "SALE"))
                .post(API + "programmes")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    /** A programme of which this envelope pays so much, and buyer and sponsor 50 euros each. */
    private UUID planned(UUID envelope, int cents) {
        UUID programme = programme(5_000);
        plan(programme, 1, split(null, 5_000, share(envelope, cents))).statusCode(200);
        return programme;
    }

    private ValidatableResponse plan(UUID programme, int version, String body) {
        return act("programmes/" + programme + "/co-financing", manager, version, body);
    }

    private static String split(@Nullable Integer costCents, int ownCents, String... shares) {
        return "{" + (costCents == null ? "" : "\"costCents\":" + costCents + ",") + "\"ownCents\":" + ownCents
                + ",\"envelopes\":[" + String.join(",", shares) + "]}";
    }

    private static String share(UUID envelope, int cents) {
        return "{\"envelope\":\"" + envelope + "\",\"cents\":" + cents + "}";
    }

    private UUID requested(UUID programme) throws Exception {
        return requests(programme, 1).getFirst();
    }

    private List<UUID> requests(UUID programme, int count) throws Exception {
        int from = asked;
        asked += count;
        List<HttpResponse<String>> answers = atOnce(IntStream.range(from, from + count)
                .mapToObj(i -> (Callable<HttpResponse<String>>) () -> send(
                        TestTokens.of(REFERRER, "referrer"),
                        "requests",
                        request(programme, "Famille", "07%08d".formatted(i)),
                        UUID.randomUUID().toString(),
                        null))
                .toList());
        return bodies(answers, 201).stream()
                .map(body -> UUID.fromString(body.at("/id").asText()))
                .toList();
    }

    private ValidatableResponse reserve(UUID request) {
        return command(manager)
                .body("{\"request\":\"" + request + "\"}")
                .post(API + "packs")
                .then();
    }

    private ValidatableResponse sell(UUID pack) {
        return sell(pack, "63113");
    }

    private ValidatableResponse sell(UUID pack, String commune) {
        return act(
                "packs/" + pack + "/sale",
                manager,
                1,
                "{\"priceCents\":5000,\"proof\":\"SOCIAL_MINIMA\",\"commune\":\"" + commune + "\"}");
    }

    private static String back() {
        return "{\"workshop\":\"%s\",\"reason\":\"panne\"}".formatted(TestTokens.WORKSHOP);
    }

    private UUID call(UUID of) {
        return UUID.fromString(call(of, 201).extract().path("id"));
    }

    private ValidatableResponse call(UUID of, int status) {
        return command(manager)
                .body("{\"funder\":\"" + of + "\"}")
                .post(API + "fund-calls")
                .then()
                .statusCode(status);
    }

    private void accounts(UUID envelope, int available, int committed, int due, int called, int settled, int credit) {
        assertThat(read(manager, "envelopes/" + envelope)
                        .statusCode(200)
                        .extract()
                        .<Map<String, Integer>>path("accounts"))
                .isEqualTo(Map.of(
                        "availableCents",
                        available,
                        "committedCents",
                        committed,
                        "dueCents",
                        due,
                        "calledCents",
                        called,
                        "settledCents",
                        settled,
                        "creditCents",
                        credit));
    }
}
