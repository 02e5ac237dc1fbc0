package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.reuse.local.StoryCounter.Families;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Story 4 up to hand-over: 660 computers for families of five neighbourhoods of Nantes, then, at the next start of term, one for pupils
 * whom 21 schools name; a family that has one already is found. How many each neighbourhood gets and each school names, who gave and
 * reconditioned the computers and all dates are our reading: what was in 2021 is told a few months back.
 */
@Order(4)
class NantesStoryE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final String CITY = "01900000-0000-7000-8000-000000000047";
    private static final String SCHOOLS = "01900000-0000-7000-8000-000000000048";
    private static final String ASSOCIATION = "01900000-0000-7000-8000-000000000012";
    private static final String WORKSHOP = "01900000-0000-7000-8000-000000000007";
    private static final String NANTES = "44109";
    private static final int FIRST_WAVE = 660;
    private static final int LISTS = 21;
    private static final int OF_A_LIST = 2;
    private static final int A_LOT = 117;
    private static final int FAMILIES = 44_000_000;
    private static final int PUPILS = 44_500_000;
    private static final Instant MARCH = Instant.parse("2025-03-10T08:00:00Z");
    private static final Instant APRIL = Instant.parse("2025-04-07T08:00:00Z");
    private static final Instant MAY = Instant.parse("2025-05-12T08:00:00Z");
    private static final Instant SEPTEMBER = Instant.parse("2025-09-15T08:00:00Z");

    private static final Map<String, String> NEIGHBOURHOODS = Map.of(
            "Bellevue", "QN04401M",
            "Bottière", "QN04402M",
            "Nantes Nord", "QN04403M",
            "Port Boyer", "QN04404M",
            "La Beaujoire", "QN04405M");

    private final Partner city = new Partner(NETWORK, "ville-de-nantes");
    private final Partner association = new Partner(NETWORK, "association-nantaise");
    private final Partner schools = new Partner(NETWORK, "ecoles-de-nantes");
    private final Partner landlord = new Partner(NETWORK, "nantes-metropole-habitat");
    private final StoryCounter counter = new StoryCounter(city, NANTES);

    @Test
    void twoWavesOfOneSponsorServeNeighbourhoodsByTheirQuotasAndThenPupilsWhoseFamiliesHaveNone() {
        Map<String, Long> loire = GrandEstStoryE2ET.now("52");
        Map<String, Long> grandEst = GrandEstStoryE2ET.now("44");
        StoryWorkshop workshop = new StoryWorkshop(NETWORK, "autre-atelier", WORKSHOP);
        int all = FIRST_WAVE + LISTS * OF_A_LIST;
        for (int i = 0; i < all / A_LOT; i++) {
            var _ = workshop.recondition(
                    new Partner(NETWORK, "autre-donneur"), NANTES, "Dell;Latitude 5490", A_LOT, MARCH);
        }
        assertThat(workshop.ship(city, CITY, "BL-44109", APRIL)).hasSize(all);

        int each = FIRST_WAVE / NEIGHBOURHOODS.size();
        String shares = NEIGHBOURHOODS.entrySet().stream()
                .map(one -> "{\"label\":\"" + one.getKey() + "\",\"count\":" + each + ",\"codes\":[\"" + one.getValue()
                        + "\"]}")
                .collect(Collectors.joining(",", ",\"shares\":[", "]"));
        String first = counter.open("Première vague", 0, FIRST_WAVE, MARCH, group(ASSOCIATION) + shares);
        List<String> equipped = new ArrayList<>();
        int family = FAMILIES;
        for (String code : NEIGHBOURHOODS.values()) {
            List<String> requests = counter.ask(association, first, families(family, each, code), MAY);
            counter.handOver(counter.reserveAll(requests, MAY), NANTES, MAY.plus(Duration.ofDays(3)));
            family += each;
            equipped.add(requests.getFirst());
        }
        connect(equipped);
        List<String> oneMore = counter.ask(association, first, families(family, 1, "QN04401M"), MAY);
        assertThat(counter.reserve(oneMore, MAY)
                        .path("rows")
                        .path(0)
                        .path("errors")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("quota_used_up");

        String second = counter.open("CM1 et CM2", 0, LISTS * OF_A_LIST, SEPTEMBER, group(SCHOOLS));
        List<String> named = new ArrayList<>();
        for (int school = 0; school < LISTS; school++) {
            // Each names a pupil whose family was equipped in the first wave.
            JsonNode report = StoryCounter.list(
                    schools,
                    second,
                    List.of(pupils(FAMILIES + school * 31, 1), pupils(PUPILS + school * OF_A_LIST, OF_A_LIST)),
                    SEPTEMBER);
            JsonNode served = report.path("rows").path(0);
            assertThat(served.path("errors").path(0).path("code").asText())
                    .as("%s", report)
                    .isEqualTo("household_served");
            assertThat(report.path("created").asInt()).isEqualTo(OF_A_LIST);
            named.addAll(StoryCounter.requests(report));
        }
        counter.handOver(counter.reserveAll(named, SEPTEMBER), NANTES, SEPTEMBER.plus(Duration.ofDays(7)));

        await("the counters to follow")
                .atMost(Duration.ofSeconds(60))
                .until(() -> GrandEstStoryE2ET.risen("DELIVERED", loire, GrandEstStoryE2ET.now("52")) == all);
        assertThat(GrandEstStoryE2ET.now("44")).as("Grand Est").isEqualTo(grandEst);
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
    }

    /** A social landlord's very cheap Internet is taken up with the computer, by as many families as it has lines for. */
    private void connect(List<String> requests) {
        String offer = StoryCounter.created(landlord.post(
                "/v1/allocation/connectivity-offers", """
                {"title":"Internet à deux euros","kind":"FIXED_LINE","months":12,"monthlyPriceCents":200,"lines":%d,"departments":["44"],
                "askers":["%s"],"from":"2025-04-01","until":"2025-12-31","commune":"%s"}""".formatted(requests.size() - 1, ASSOCIATION, NANTES)));
        String wish = "{\"offer\":\"" + offer + "\"," + StoryWorkshop.when(MAY.plus(Duration.ofDays(3))) + "}";
        for (String request : requests.subList(1, requests.size())) {
            String line = "/v1/allocation/connectivity-lines/"
                    + StoryCounter.created(
                            association.post("/v1/allocation/requests/" + request + "/connectivity-line", wish));
            landlord.act(line + "/activation", 1, "{" + StoryWorkshop.when(MAY.plus(Duration.ofDays(10))) + "}")
                    .expect(200);
            assertThat(association
                            .get("/v1/allocation/requests/" + request)
                            .expect(200)
                            .body()
                            .path("line")
                            .path("status")
                            .asText())
                    .isEqualTo("ACTIVE");
        }
        assertThat(association
                        .post("/v1/allocation/requests/" + requests.getFirst() + "/connectivity-line", wish)
                        .expect(409)
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("lines_exhausted");
    }

    private static String group(String referrer) {
        return ",\"group\":\"nantes\",\"referrers\":[\"" + referrer + "\"]";
    }

    private static Families families(int first, int count, String code) {
        return new Families(first, count, NANTES, "PRIORITY_NEIGHBOURHOOD", code);
    }

    private static Families pupils(int first, int count) {
        return new Families(first, count, NANTES, "SCHOOL_LIST", "");
    }
}
