package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Story 5 from the manufacturer to the shelf in Clermont-Ferrand: Secours Populaire buys 400 computers, 100 of them new, which no
 * target of reuse counts. How many were new and which dates they have is our reading.
 */
@Order(4)
class ClermontStoryE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final String SECOURS_POPULAIRE = "01900000-0000-7000-8000-000000000040";
    private static final int NEW = 100;
    private static final int USED = 300;
    private static final int A_LOT = 100;
    private static final Instant MAY = Instant.parse("2025-05-12T08:00:00Z");
    private static final Instant JUNE = Instant.parse("2025-06-16T08:00:00Z");

    private final StoryWorkshop secoursPopulaire =
            new StoryWorkshop(NETWORK, "secours-populaire-63", SECOURS_POPULAIRE);

    @Test
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
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
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
