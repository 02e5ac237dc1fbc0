package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.reuse.local.StoryCounter.Families;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Story 3 up to hand-over and money: 100 computers for 100 families of Maubeuge Val de Sambre, and a digital inclusion plan for the
 * priority neighbourhoods that WE TECH CARE writes, paid at parity by the agglomeration and the State. Who gave and reconditioned the
 * computers, the parts of the plan and all dates are our reading.
 */
@Order(4)
class MaubeugeStoryE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final String AGGLOMERATION = "01900000-0000-7000-8000-000000000044";
    private static final String STATE = "01900000-0000-7000-8000-000000000045";
    private static final String BOCAGE = "01900000-0000-7000-8000-000000000037";
    private static final String MAUBEUGE = "59392";
    private static final String JEUMONT = "59324";
    private static final int FAMILIES = 100;
    private static final int IN_MAUBEUGE = 60;
    private static final long SHARE_CENTS = 2_556_000;
    private static final Instant JUNE = Instant.parse("2025-06-02T08:00:00Z");
    private static final Instant JULY = Instant.parse("2025-07-07T08:00:00Z");
    private static final Instant SEPTEMBER = Instant.parse("2025-09-08T08:00:00Z");

    private final Partner agglomeration = new Partner(NETWORK, "maubeuge-val-de-sambre");
    private final Partner state = new Partner(NETWORK, "prefecture-nord");
    private final Partner weTechCare = new Partner(NETWORK, "we-tech-care");

    @Test
    void aHundredFamiliesHaveAComputerInTheirCommunes() {
        Map<String, Long> north = GrandEstStoryE2ET.now("32");
        Map<String, Long> grandEst = GrandEstStoryE2ET.now("44");
        StoryWorkshop bocage = new StoryWorkshop(NETWORK, "ateliers-du-bocage", BOCAGE);
        var _ = bocage.recondition(
                new Partner(NETWORK, "decathlon-france"), "59009", "HP;ProBook 450 G5", FAMILIES, JUNE);
        var _ = bocage.ship(agglomeration, AGGLOMERATION, "BL-MVS", JULY);

        StoryCounter counter = new StoryCounter(agglomeration, MAUBEUGE);
        String programme = counter.open("Cent familles équipées", 0, FAMILIES, JUNE, "");
        handOver(counter, programme, new Families(59_100_000, IN_MAUBEUGE, MAUBEUGE, "PRIORITY_NEIGHBOURHOOD", ""));
        handOver(counter, programme, new Families(59_200_000, FAMILIES - IN_MAUBEUGE, JEUMONT, "SOCIAL_MINIMA", ""));

        await("the counters to follow")
                .atMost(Duration.ofSeconds(60))
                .until(() -> GrandEstStoryE2ET.risen("DELIVERED", north, GrandEstStoryE2ET.now("32")) == FAMILIES);
        assertThat(GrandEstStoryE2ET.now("44")).as("Grand Est").isEqualTo(grandEst);
    }

    private void handOver(StoryCounter counter, String programme, Families families) {
        List<String> requests = counter.ask(agglomeration, programme, families, JULY.plus(Duration.ofDays(2)));
        counter.handOver(counter.reserveAll(requests, JULY.plus(Duration.ofDays(2))), families.commune(), SEPTEMBER);
    }

    @Test
    void theNeedOfTheTerritoryIsStatedWithItsSourceAndSoIsItsLabel() {
        String area = "{\"kind\":\"COMMUNITY\",\"code\":\"200043396\"}";
        agglomeration
                .post("/v1/allocation/need-indicators", """
                        {"area":%s,"name":"Habitants éloignés du numérique et d'Internet","value":18,"unit":"%%","year":2022,
                        "source":"https://wetechcare.org/"}""".formatted(area))
                .expect(200);
        agglomeration
                .post("/v1/allocation/territory-labels", """
                        {"area":%s,"name":"Territoire inclusif","level":"Bronze","awardedOn":"2023-06-01","issuer":"WE TECH CARE"}""".formatted(area))
                .expect(200);

        String wanted = "?areaKind=COMMUNITY&areaCode=200043396&standing=true";
        JsonNode needs =
                state.get("/v1/allocation/need-indicators" + wanted).expect(200).body();
        JsonNode labels = state.get("/v1/allocation/territory-labels" + wanted)
                .expect(200)
                .body();
        assertThat(needs.at("/0/value").asInt()).isEqualTo(18);
        assertThat(needs.at("/0/unit").asText()).isEqualTo("%");
        assertThat(needs.at("/0/source").asText()).startsWith("https://");
        assertThat(labels.at("/0/level").asText()).isEqualTo("Bronze");
    }

    @Test
    void anInclusionPlanIsPaidAtParityAsBothFundersAcceptEachPartOfIt() {
        StoryCounter provider = new StoryCounter(weTechCare, "75110");
        String purpose = "Plan d'inclusion numérique des quartiers prioritaires";
        String ofAgglomeration = provider.envelope(AGGLOMERATION, purpose, SHARE_CENTS, JUNE);
        String ofState = provider.envelope(STATE, purpose, SHARE_CENTS, JUNE);
        JsonNode agreement = weTechCare
                .post("/v1/allocation/funding-agreements", """
                        {"title":"%s","envelopes":["%s","%s"],"commune":"75110","deliverables":[
                        {"what":"Diagnostic du territoire","dueOn":"2025-09-30","cents":1704000},
                        {"what":"Plan d'inclusion","dueOn":"2025-12-15","cents":2556000},
                        {"what":"Restitution","dueOn":"2026-01-31","cents":852000}]}""".formatted(purpose, ofAgglomeration, ofState))
                .expect(201)
                .body();
        String path =
                "/v1/allocation/funding-agreements/" + agreement.path("id").asText();
        assertThat(provider.account(ofAgglomeration, "committedCents")).isEqualTo(SHARE_CENTS);
        assertThat(provider.account(ofState, "committedCents")).isEqualTo(SHARE_CENTS);

        long version = 1;
        for (JsonNode part : agreement.path("deliverables")) {
            String deliverable = "{\"deliverable\":\"" + part.path("id").asText() + "\"}";
            weTechCare.act(path + "/delivery", version++, deliverable).expect(200);
            agglomeration.act(path + "/acceptance", version++, deliverable).expect(200);
            state.act(path + "/acceptance", version++, deliverable).expect(200);
        }
        assertThat(weTechCare.get(path).expect(200).body().path("status").asText())
                .isEqualTo("COMPLETED");
        JsonNode toAgglomeration = StoryCounter.payAndRead(agglomeration, AGGLOMERATION, provider.call(AGGLOMERATION));
        JsonNode toState = StoryCounter.payAndRead(state, STATE, provider.call(STATE));

        for (JsonNode statement : List.of(toAgglomeration, toState)) {
            assertThat(statement.path("total").path("actualCents").asLong()).isEqualTo(SHARE_CENTS);
            assertThat(statement
                            .path("total")
                            .path("accounts")
                            .path("settledCents")
                            .asLong())
                    .isEqualTo(SHARE_CENTS);
        }
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
    }
}
