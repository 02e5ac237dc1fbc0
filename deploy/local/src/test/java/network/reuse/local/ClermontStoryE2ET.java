package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Story 5 from the manufacturer to the families: Secours Populaire buys 400 computers, 100 of them new, which no target of reuse
 * counts, for 50 students and 350 families, of which 100 pay 50 euros of 250; the CCAS of Cournon does the same with two funders. How many
 * were new, who buys Cournon's, how its 250 euros are shared and which dates all of it has is our reading.
 */
@Order(4)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClermontStoryE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final String SECOURS_POPULAIRE = "01900000-0000-7000-8000-000000000040";
    private static final String COURNON = "01900000-0000-7000-8000-000000000043";
    private static final String METROPOLIS = "01900000-0000-7000-8000-000000000041";
    private static final String STATE = "01900000-0000-7000-8000-000000000042";
    private static final int STUDENTS = 50;
    private static final int FAMILIES = 250;
    private static final int SHARED = 100;
    private static final int PRICE_CENTS = 5_000;
    private static final int NEW = 100;
    private static final int USED = 300;
    private static final int A_LOT = 100;
    private static final Instant MAY = Instant.parse("2025-05-12T08:00:00Z");
    private static final Instant JUNE = Instant.parse("2025-06-16T08:00:00Z");

    private static final Instant JULY = Instant.parse("2025-07-07T08:00:00Z");
    private static final Instant SEPTEMBER = Instant.parse("2025-09-01T08:00:00Z");

    private final Partner metropolis = new Partner(NETWORK, "clermont-auvergne-metropole");
    private final Partner state = new Partner(NETWORK, "prefecture-puy-de-dome");
    private final Partner ccas = new Partner(NETWORK, "ccas-cournon");
    private final StoryWorkshop secoursPopulaire =
            new StoryWorkshop(NETWORK, "secours-populaire-63", SECOURS_POPULAIRE);

    @Test
    @Order(1)
    void whatAManufacturerSoldIsThereToBeHandedOverAndWhatWasNewIsNoReuse() {
        Map<String, Long> auvergne = GrandEstStoryE2ET.now("84");
        Map<String, Long> grandEst = GrandEstStoryE2ET.now("44");

        List<String> bought = buy("NEW", "HP;ProBook 450 G9");
        for (int i = 0; i < USED / A_LOT; i++) {
            var _ = buy("USED", "HP;EliteBook 840 G5");
        }
        List<String> shelf = secoursPopulaire.ship(secoursPopulaire.partner, SECOURS_POPULAIRE, "BL-63", JUNE);

        assertThat(shelf).hasSize(NEW + USED);
        await("the counters to follow")
                .atMost(Duration.ofSeconds(60))
                .until(() -> GrandEstStoryE2ET.risen("STOCKED", auvergne, GrandEstStoryE2ET.now("84")) == USED);
        assertThat(GrandEstStoryE2ET.now("44")).as("Grand Est").isEqualTo(grandEst);
        JsonNode passport = secoursPopulaire
                .partner
                .get("/v1/devices/" + bought.getFirst() + "/passport")
                .expect(200)
                .body();
        assertThat(passport.path("stage").asText()).isEqualTo("STOCKED");
        assertThat(passport.path("target").path("counts").asBoolean(true)).isFalse();
        assertThat(passport.path("target").path("why").path("fr").asText()).contains("neuf");
    }

    @Test
    @Order(2)
    void theFamilyTheCharityAndTheMetropolisShareAPriceAndTheNextFamilyIsToldWhyItCannot() {
        Map<String, Long> auvergne = GrandEstStoryE2ET.now("84");
        Map<String, Long> grandEst = GrandEstStoryE2ET.now("44");
        Partner charity = secoursPopulaire.partner;
        StoryCounter counter = new StoryCounter(charity, "63113");
        String students = counter.open("Cinquante étudiants", 0, STUDENTS, JUNE, "");
        String families = counter.open("Familles avec enfants scolarisés", 0, FAMILIES, JUNE, "");
        String shared = counter.open("Un ordinateur à prix partagé", PRICE_CENTS, 2 * SHARED, JUNE, "");
        String envelope = counter.envelope(METROPOLIS, "Un ordinateur pour cent familles", 1_500_000, JUNE);
        counter.plan(shared, 5_000, 15_000, envelope);

        counter.handOver(
                counter.reserveAll(ask(counter, students, 63_100_000, STUDENTS, "SCHOLARSHIP"), JULY),
                "63113",
                SEPTEMBER);
        counter.handOver(
                counter.reserveAll(ask(counter, families, 63_200_000, FAMILIES, "SOCIAL_MINIMA"), JULY),
                "63113",
                SEPTEMBER);
        List<String> asked = ask(counter, shared, 63_300_000, SHARED + 1, "FAMILY_QUOTIENT");
        JsonNode report = counter.reserve(asked, JULY);
        List<String> packs = StoryCounter.packs(report);
        assertThat(packs).hasSize(SHARED);
        JsonNode refused = report.path("rows").path(SHARED).path("errors").path(0);
        assertThat(refused.path("code").asText()).isEqualTo("envelope_exhausted");
        assertThat(refused.path("messages").path("fr").asText()).isNotBlank();
        assertThat(counter.account(envelope, "availableCents")).isZero();
        assertThat(counter.account(envelope, "committedCents")).isEqualTo(1_500_000);

        // One family does not come: its share is there for the next. Another one's sale was recorded by mistake.
        String absent = packs.getLast();
        charity.act("/v1/allocation/packs/" + absent + "/cancellation", 1, because("absent"))
                .expect(200);
        assertThat(counter.account(envelope, "availableCents")).isEqualTo(15_000);
        List<String> sold = new ArrayList<>(packs.subList(0, SHARED - 1));
        counter.sell(sold, PRICE_CENTS, SEPTEMBER);
        charity.act("/v1/allocation/packs/" + sold.getFirst() + "/hand-over-correction", 2, because("autre pack"))
                .expect(200);
        assertThat(counter.account(envelope, "availableCents")).isEqualTo(30_000);
        List<String> others = counter.reserveAll(List.of(asked.getFirst(), asked.getLast()), SEPTEMBER);
        counter.sell(others, PRICE_CENTS, SEPTEMBER);

        JsonNode call = counter.call(METROPOLIS);
        assertThat(call.path("cents").asLong()).isEqualTo(1_500_000);
        JsonNode statement = StoryCounter.payAndRead(metropolis, METROPOLIS, call);
        assertThat(statement.path("total").path("budgetCents").asLong()).isEqualTo(1_500_000);
        assertThat(statement.path("total").path("actualCents").asLong()).isEqualTo(1_500_000);
        assertThat(statement.path("total").path("accounts").path("settledCents").asLong())
                .isEqualTo(1_500_000);
        assertThat(statement
                        .path("beneficiaries")
                        .path("departments")
                        .path(0)
                        .path("department")
                        .asText())
                .isEqualTo("63");
        assertThat(statement.path("beneficiaries").path("total").asInt()).isEqualTo(SHARED);
        await("the counters to follow")
                .atMost(Duration.ofSeconds(60))
                .until(() -> handedOver(auvergne, GrandEstStoryE2ET.now("84")) == USED);
        assertThat(GrandEstStoryE2ET.now("44")).as("Grand Est").isEqualTo(grandEst);
    }

    @Test
    @Order(3)
    void metropolisAndStatePayTenThousandEurosEachForTheFamiliesOfCournonAndEachReadsItsOwn() {
        var _ = buy("USED", "HP;EliteBook 840 G5");
        var _ = secoursPopulaire.ship(ccas, COURNON, "BL-63124", JUNE);
        StoryCounter counter = new StoryCounter(ccas, "63124");
        String shared = counter.open("Un ordinateur pour les familles de Cournon", PRICE_CENTS, 2 * SHARED, JUNE, "");
        String ofMetropolis = counter.envelope(METROPOLIS, "Familles de Cournon", 1_000_000, JUNE);
        String ofState = counter.envelope(STATE, "Familles de Cournon", 1_000_000, JUNE);
        counter.plan(shared, 0, 10_000, ofMetropolis, ofState);

        List<String> asked = counter.ask(
                ccas, shared, new StoryCounter.Families(63_400_000, SHARED, "63124", "FAMILY_QUOTIENT", ""), JULY);
        counter.sell(counter.reserveAll(asked, JULY), PRICE_CENTS, SEPTEMBER);

        assertThat(counter.account(ofMetropolis, "availableCents")).isZero();
        assertThat(counter.account(ofState, "availableCents")).isZero();
        for (String funder : List.of(METROPOLIS, STATE)) {
            assertThat(counter.call(funder).path("cents").asLong()).isEqualTo(1_000_000);
        }
        assertThat(state.get("/v1/allocation/funders/" + STATE + "/statement")
                        .expect(200)
                        .body()
                        .path("total")
                        .path("actualCents")
                        .asLong())
                .isEqualTo(1_000_000);
        state.get("/v1/allocation/funders/" + METROPOLIS + "/statement").expect(404);
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
    }

    private List<String> ask(StoryCounter counter, String programme, int first, int count, String proof) {
        return counter.ask(
                secoursPopulaire.partner, programme, new StoryCounter.Families(first, count, "63113", proof, ""), JULY);
    }

    private static String because(String reason) {
        return "{\"reason\":\"" + reason + "\"," + StoryWorkshop.when(SEPTEMBER) + "}";
    }

    private static long handedOver(Map<String, Long> before, Map<String, Long> after) {
        return GrandEstStoryE2ET.risen("DELIVERED", before, after) + GrandEstStoryE2ET.risen("SOLD", before, after);
    }

    /** A lot that was invoiced, whose machines are checked; those that somebody had are erased first. */
    private List<String> buy(String condition, String model) {
        String lot = secoursPopulaire
                .partner
                .post("/v1/collection/supplies", """
                        {"supplierName":"Hewlett-Packard France","supplierSiret":"73282932000074","condition":"%s",
                         "invoiceRef":"HP-%s","invoicedOn":"2025-05-05","commune":"63113","partnerRef":"clermont-%s",
                         "quantities":[{"category":"LAPTOP","count":%d}],%s}""".formatted(
                                condition, condition, UUID.randomUUID(), A_LOT, StoryWorkshop.when(MAY)))
                .expect(201)
                .body()
                .path("id")
                .asText();
        List<String> devices = secoursPopulaire.register(lot, model, A_LOT, MAY);
        secoursPopulaire.refurbish(devices, condition.equals("USED"), MAY.plus(Duration.ofDays(7)));
        return devices;
    }
}
