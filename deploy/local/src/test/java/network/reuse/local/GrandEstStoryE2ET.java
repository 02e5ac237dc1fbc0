package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Story 1 at a tenth of its size; {@code ./reuse soak} plays it whole. */
@Order(4)
class GrandEstStoryE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final LocalDate DEADLINE = LocalDate.of(2025, 12, 31);
    private static final Instant END = Instant.parse("2026-02-04T00:00:00Z");
    private static final int LOTS = 100;
    private static final int PORTIONS = 1;
    private static final int SAMPLE = 20;

    private final Partner region = new Partner(NETWORK, "region-grand-est");
    private final Partner counter = new Partner(NETWORK, "emmaus-connect-strasbourg");
    private final Partner thirdPlace = new Partner(NETWORK, "fabrique-des-possibles");

    @Test
    void twoThousandComputersFindASecondLifeAndEveryBookAgrees() {
        var season = new GrandEstSeason(NETWORK, "story", LOTS, PORTIONS, END, System.out::println);
        GrandEstSeason.Totals totals = season.totals();
        assertThat(totals.counted()).isEqualTo(2_000);
        Map<String, Long> before = now("44");
        JsonNode targetBefore = target();
        JsonNode donorBefore = donorReport();
        Map<String, Long> elsewhere = now("52");

        season.play(10);

        await("the counter to be complete")
                .atMost(Duration.ofSeconds(60))
                .until(() -> risen("counted", targetBefore, target()) == totals.counted()
                        && risen("ACCOMPANIED", before, now("44")) == totals.accompanied());
        Map<String, Long> after = now("44");
        assertThat(risen("SOLD", before, after)).isEqualTo(totals.sold());
        assertThat(risen("DELIVERED", before, after)).isEqualTo(totals.given());
        assertThat(risen("SCRAPPED", before, after)).isZero();
        assertThat(risen("TREATED", before, after)).isEqualTo(totals.scrapped());
        assertThat(risen("STOCKED", before, after)).isEqualTo(totals.inStock());
        assertThat(risen("COLLECTED", before, after)).isEqualTo(totals.collected());
        int atDeadline = season.countedBy(DEADLINE);
        assertThat(atDeadline).isBetween(1, totals.counted() - 1);
        assertThat(risen("atDeadline", targetBefore, target()))
                .as("the result at the deadline")
                .isEqualTo(atDeadline);
        assertThat(risen("sinceDeadline", targetBefore, target()))
                .as("what went on after it")
                .isEqualTo(totals.counted() - atDeadline);
        assertThat(risen("counted", donorBefore, donorReport()))
                .as("the Region's own part")
                .isEqualTo(totals.ofTheRegion());
        assertThat(now("52")).as("Pays de la Loire").isEqualTo(elsewhere);
        everySaleHasItsReceipt(totals.sold());
        everySeatIsTaken(season.workshops());
        passportsSay("SOLD", true);
        passportsSay("DELIVERED", true);
        passportsSay("STOCKED", false);
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
    }

    private void everySaleHasItsReceipt(int atLeast) {
        int sales = 0;
        String after = "";
        while (true) {
            JsonNode page = counter.get("/v1/allocation/packs?status=SOLD&limit=500" + after)
                    .expect(200)
                    .body();
            for (JsonNode pack : page) {
                sales++;
                assertThat(pack.path("sale").path("receipt").asText()).startsWith("V-");
                assertThat(pack.path("sale").path("proof").asText()).isEqualTo("SOCIAL_MINIMA");
                assertThat(pack.path("sale").path("rule").asText()).isEqualTo("FR-2022-1413");
                assertThat(pack.path("sale").path("ruleVersion").asInt()).isOne();
                if (sales == 1) {
                    counter.get("/v1/allocation/packs/" + pack.path("id").asText() + "/receipt.pdf")
                            .expect(200);
                }
            }
            if (page.size() < 500) {
                break;
            }
            after = "&after=" + page.get(page.size() - 1).path("id").asText();
        }
        assertThat(sales).isGreaterThanOrEqualTo(atLeast);
    }

    private void everySeatIsTaken(int atLeast) {
        JsonNode workshops = thirdPlace
                .get("/v1/mediation/workshops?department=54&from=2025-07-01T00:00:00Z&limit=500")
                .expect(200)
                .body();
        int full = 0;
        for (JsonNode workshop : workshops) {
            full += workshop.path("seatsLeft").asInt() == 0 ? 1 : 0;
        }
        assertThat(full).isGreaterThanOrEqualTo(atLeast);
    }

    /** The Region follows what it gave from its offer to the hand-over, and reads why it counts or does not. */
    private void passportsSay(String status, boolean counts) {
        JsonNode devices = region.get("/v1/allocation/devices?status=" + status + "&limit=" + SAMPLE)
                .expect(200)
                .body();
        assertThat(devices.size()).isEqualTo(SAMPLE);
        for (JsonNode device : devices) {
            JsonNode passport = region.get("/v1/devices/" + device.path("id").asText() + "/passport")
                    .expect(200)
                    .body();
            assertThat(passport.path("stage").asText()).isEqualTo(status);
            assertThat(passport.path("target").path("counts").asBoolean())
                    .as("%s", passport.path("target"))
                    .isEqualTo(counts);
            assertThat(passport.path("target").path("why").path("fr").asText()).isNotBlank();
            assertThat(passport.path("target").path("why").path("en").asText()).isNotBlank();
            assertThat(passport.path("steps").path(0).path("type").asText()).isEqualTo("collection.LotOffered.v1");
        }
    }

    /** By how much a stage has risen. */
    static long risen(String stage, Map<String, Long> before, Map<String, Long> after) {
        return after.getOrDefault(stage, 0L) - before.getOrDefault(stage, 0L);
    }

    private static long risen(String field, JsonNode before, JsonNode after) {
        return after.path(field).asLong() - before.path(field).asLong();
    }

    private static JsonNode target() {
        return JourneyE2ET.region("44").path("target");
    }

    private JsonNode donorReport() {
        return region.get("/v1/progress/donor").expect(200).body();
    }

    /** How many stand at each stage in a region. */
    static Map<String, Long> now(String region) {
        Map<String, Long> stages = new HashMap<>();
        for (JsonNode stage : JourneyE2ET.region(region).path("stages")) {
            stages.put(stage.path("stage").asText(), stage.path("now").asLong());
        }
        return stages;
    }
}
