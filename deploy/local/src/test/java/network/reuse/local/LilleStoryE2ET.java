package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.local.StoryCounter.Families;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Story 2 from its donors to 400 students of the Université de Lille: computers of two donors, which three workshops recondition, and a
 * headset, a hard disk and a sleeve for each, in one hall. How many each donor gave and which dates they have is our reading.
 */
@Order(4)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LilleStoryE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final String HALL_ID = "01900000-0000-7000-8000-000000000039";
    private static final String UNIVERSITY = "01900000-0000-7000-8000-000000000049";
    private static final String EPOS_ID = "01900000-0000-7000-8000-000000000033";
    private static final String BOULANGER_ID = "01900000-0000-7000-8000-000000000034";
    private static final int A_LOT = 20;
    private static final int OF_ADEO = 240;
    private static final int OF_DECATHLON = 160;
    private static final int STUDENTS = 400;
    private static final Instant JUNE = Instant.parse("2025-06-02T08:00:00Z");
    private static final Instant JULY = Instant.parse("2025-07-07T08:00:00Z");
    private static final Instant AUGUST = Instant.parse("2025-08-25T08:00:00Z");

    private final Partner adeo = new Partner(NETWORK, "adeo-services");
    private final Partner decathlon = new Partner(NETWORK, "decathlon-france");
    private final Partner boulanger = new Partner(NETWORK, "boulanger");
    private final Partner coordinator = new Partner(NETWORK, "lacollecte-tech");
    private final Partner university = new Partner(NETWORK, "universite-de-lille");
    private final Partner hall = new Partner(NETWORK, "emmaus-connect-lille");
    private final StoryWorkshop sansFrontieres =
            new StoryWorkshop(NETWORK, "ateliers-sans-frontieres", "01900000-0000-7000-8000-000000000036");
    private final StoryWorkshop bocage =
            new StoryWorkshop(NETWORK, "ateliers-du-bocage", "01900000-0000-7000-8000-000000000037");
    private final StoryWorkshop trira = new StoryWorkshop(NETWORK, "trira", "01900000-0000-7000-8000-000000000038");
    private final List<StoryWorkshop> workshops = List.of(sansFrontieres, bocage, trira);

    @Test
    @Order(1)
    void fourHundredPacksOfSeveralDonorsStandInOneHallBeforeTheTermStarts() {
        Map<String, Long> north = GrandEstStoryE2ET.now("32");
        Map<String, Long> grandEst = GrandEstStoryE2ET.now("44");
        List<Assigned> lots = new ArrayList<>();

        offer(adeo, "Lenovo;ThinkPad T480", OF_ADEO, lots);
        offer(decathlon, "HP;ProBook 450 G5", OF_DECATHLON, lots);
        assertThat(workshops)
                .extracting(workshop -> lotsOf(workshop, lots))
                .as("lots of each workshop, by its load")
                .containsExactlyInAnyOrder(7, 7, 6);
        lots.forEach(LilleStoryE2ET::bring);
        for (StoryWorkshop workshop : workshops) {
            int machines = workshop.ship(hall, HALL_ID, "BL-" + workshop.id.substring(34), AUGUST)
                    .size();
            assertThat(machines).isEqualTo(A_LOT * lotsOf(workshop, lots));
        }
        String headsets = goods(bocage, EPOS_ID, "HEADSET");
        String disks = goods(bocage, BOULANGER_ID, "HARD_DISK");
        String sleeves = goods(bocage, BOULANGER_ID, "SLEEVE");

        await("the counters to follow")
                .atMost(Duration.ofSeconds(60))
                .until(() -> GrandEstStoryE2ET.risen("STOCKED", north, GrandEstStoryE2ET.now("32")) == STUDENTS);
        Map<String, Long> after = GrandEstStoryE2ET.now("32");
        assertThat(GrandEstStoryE2ET.risen("COLLECTED", north, after)).isEqualTo(STUDENTS);
        assertThat(GrandEstStoryE2ET.risen("READY", north, after)).isZero();
        assertThat(GrandEstStoryE2ET.now("44")).as("Grand Est").isEqualTo(grandEst);
        assertThat(devices(adeo, "STOCKED")).isEqualTo(OF_ADEO);
        assertThat(devices(decathlon, "STOCKED")).isEqualTo(OF_DECATHLON);
        for (String goods : List.of(headsets, disks, sleeves)) {
            assertThat(hall.get("/v1/collection/goods/" + goods)
                            .expect(200)
                            .body()
                            .path("count")
                            .asInt())
                    .isEqualTo(STUDENTS);
        }
        assertThat(boulanger
                        .get("/v1/collection/goods/" + disks)
                        .expect(200)
                        .body()
                        .path("holder")
                        .asText())
                .as("a donor follows what it gave")
                .isEqualTo(HALL_ID);
    }

    @Test
    @Order(2)
    void theUniversityNamesFourHundredStudentsAndEachHasAPackBeforeTheTermStarts() {
        Map<String, Long> north = GrandEstStoryE2ET.now("32");
        StoryCounter counter = new StoryCounter(hall, "59350");
        String programme = counter.open("Packs numériques des étudiants", 0, STUDENTS, JUNE, """
                ,"referrers":["%s"],"goods":[{"name":"Casque","count":1},{"name":"Disque dur","count":1},{"name":"Housse","count":1}]""".formatted(UNIVERSITY));
        Instant named = AUGUST.plus(Duration.ofDays(2));
        List<String> requests = counter.ask(
                university, programme, new Families(59_300_000, STUDENTS, "59350", "SCHOLARSHIP", ""), named);

        counter.handOver(counter.reserveAll(requests, named), "59350", AUGUST.plus(Duration.ofDays(5)));

        await("the counters to follow")
                .atMost(Duration.ofSeconds(60))
                .until(() -> GrandEstStoryE2ET.risen("DELIVERED", north, GrandEstStoryE2ET.now("32")) == STUDENTS);
        assertThat(devices(adeo, "DELIVERED")).isEqualTo(OF_ADEO);
        assertThat(devices(decathlon, "DELIVERED"))
                .as("each donor follows its machines")
                .isGreaterThanOrEqualTo(OF_DECATHLON);
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
    }

    /** A lot that was assigned, and what is in it. */
    private record Assigned(Partner donor, String lot, String model, Instant day, StoryWorkshop workshop) {}

    private static int lotsOf(StoryWorkshop workshop, List<Assigned> lots) {
        return (int) lots.stream().filter(lot -> lot.workshop() == workshop).count();
    }

    /** A donor's lots, each assigned to the workshop that has most room. */
    private void offer(Partner donor, String model, int laptops, List<Assigned> lots) {
        for (int i = 0; i < laptops / A_LOT; i++) {
            Instant day = JUNE.plus(Duration.ofDays(i));
            String when = StoryWorkshop.when(day);
            String lot = donor.post("/v1/collection/lots", """
                            {"recipient":"%s","commune":"59350","partnerRef":"lille-%s",%s,%s}""".formatted(
                                    sansFrontieres.id, UUID.randomUUID(), StoryWorkshop.counted(A_LOT), when))
                    .expect(201)
                    .body()
                    .path("id")
                    .asText();
            StoryWorkshop workshop = leastLoaded();
            String reason = workshop == sansFrontieres ? "" : ",\"reason\":\"répartition selon la charge\"";
            JsonNode assigned = coordinator
                    .post(
                            "/v1/collection/lots/" + lot + "/assignment",
                            "{\"workshop\":\"" + workshop.id + "\"" + reason + "," + when + "}")
                    .expect(200)
                    .body();
            assertThat(assigned.path("lot").path("workshop").asText()).isEqualTo(workshop.id);
            lots.add(new Assigned(donor, lot, model, day, workshop));
        }
    }

    /** Its workshop fetches it, registers its machines and reconditions them. */
    private static void bring(Assigned lot) {
        StoryWorkshop workshop = lot.workshop();
        workshop.refurbish(workshop.fetch(lot.donor(), lot.lot(), lot.model(), A_LOT, lot.day()), true, JULY);
    }

    private StoryWorkshop leastLoaded() {
        JsonNode loads =
                coordinator.get("/v1/collection/workshop-loads").expect(200).body();
        return workshops.stream()
                .min(Comparator.comparingInt(workshop -> devices(loads, workshop.id)))
                .orElseThrow();
    }

    private static int devices(JsonNode loads, String workshop) {
        for (JsonNode load : loads) {
            if (load.path("workshop").asText().equals(workshop)) {
                return load.path("devices").asInt();
            }
        }
        return 0;
    }

    /** As many as there are students, counted when they arrive, handed over to the hall and signed for there. */
    private String goods(StoryWorkshop workshop, String donor, String kind) {
        String goods = workshop.partner
                .post("/v1/collection/goods", """
                        {"donor":"%s","kind":"%s","condition":"NEW","count":%d,"commune":"59350",%s}""".formatted(donor, kind, STUDENTS, StoryWorkshop.when(JUNE)))
                .expect(201)
                .body()
                .path("id")
                .asText();
        String box = workshop.partner
                .act("/v1/collection/goods/" + goods + "/handover", 1, """
                        {"recipient":"%s","count":%d,%s}""".formatted(
                                HALL_ID, STUDENTS, StoryWorkshop.when(AUGUST)))
                .expect(201)
                .body()
                .path("id")
                .asText();
        hall.act(
                        "/v1/collection/goods/" + box + "/takeover",
                        1,
                        "{\"count\":" + STUDENTS + "," + StoryWorkshop.when(AUGUST) + "}")
                .expect(200);
        return box;
    }

    /** How many of its machines a donor finds at a stage. */
    private static int devices(Partner donor, String stage) {
        return donor.get("/v1/donors/devices?stage=" + stage + "&limit=500")
                .expect(200)
                .body()
                .size();
    }
}
