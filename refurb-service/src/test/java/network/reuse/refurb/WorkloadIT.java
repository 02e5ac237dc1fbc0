package network.reuse.refurb;

import static network.reuse.refurb.RefurbCalls.bulk;
import static network.reuse.refurb.RefurbCalls.expectedAt;
import static network.reuse.refurb.RefurbCalls.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestTokens;
import org.junit.jupiter.api.Test;

/** What waits at a workshop's stations, and the insertion hours that it enters. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class WorkloadIT {
    private static final String HOURS = "/v1/refurb/insertion-hours";

    @Test
    void eachDeviceWaitsAtTheStationOfWhatIsToBeDoneNext() throws Exception {
        UUID workshop = Ids.next();
        String token = TestTokens.of(workshop, "refurbisher");
        List<UUID> ids = expectedAt(workshop, 3);

        assertThat(queues(token)).containsEntry("RECEPTION", 3).containsEntry("TRIAGE", 0);
        String all = ids.subList(1, 3).stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        bulk(token, "receptions", "{\"deviceIds\":[" + all + "]}").body("received", equalTo(2));
        String media = "\"triage\":{\"media\":[{\"serialNumber\":\"Q-1\",\"kind\":\"SSD\",\"bytes\":1000}]}";
        bulk(token, "device-reports", "{\"rows\":[{\"deviceId\":\"" + ids.get(2) + "\"," + media + "}]}")
                .body("recorded", equalTo(1));

        assertThat(queues(token))
                .containsEntry("RECEPTION", 1)
                .containsEntry("TRIAGE", 1)
                .containsEntry("ERASURE", 1)
                .containsEntry("GRADING", 0);
        JsonPath seen = read(token, "/v1/refurb/queues").extract().jsonPath();
        assertThat(seen.getString("find { it.station == 'ERASURE' }.waitingSince"))
                .isNotBlank();
        assertThat(seen.getString("find { it.station == 'GRADING' }.waitingSince"))
                .isNull();
        assertThat(queues(TestTokens.of(Ids.next(), "refurbisher")).values()).containsOnly(0);
    }

    @Test
    void insertionHoursAreEnteredByMonthAndCorrectedWithAReason() {
        String token = TestTokens.of(Ids.next(), "refurbisher");
        String month = YearMonth.now(ZoneId.of("Europe/Paris")).minusMonths(1).toString();

        bulk(token, "insertion-hours", entry(month, "1240.5", null))
                .statusCode(200)
                .body("hours", equalTo(1240.5f));
        bulk(token, "insertion-hours", entry(month, "1250", null))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/reason"));
        bulk(token, "insertion-hours", entry(month, "1250", "Une feuille manquait"))
                .statusCode(200);
        read(token, HOURS).body("hours", contains(1250.0f, 1240.5f)).body("month", contains(month, month));
        read(TestTokens.of(Ids.next(), "refurbisher"), HOURS).body("size()", equalTo(0));
    }

    @Test
    void hoursThatCannotBeAreRefused() {
        String token = TestTokens.of(Ids.next(), "refurbisher");
        String next = YearMonth.now(ZoneId.of("Europe/Paris")).plusMonths(1).toString();
        bulk(token, "insertion-hours", entry(next, "1", null))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/month"));
        for (String hours : List.of("-1", "100000.01", "1.234", "\"1\"")) {
            bulk(token, "insertion-hours", entry("2026-01", hours, null)).statusCode(422);
        }
        bulk(token, "insertion-hours", entry("2026-13", "1", null)).statusCode(422);
    }

    private static Map<String, Integer> queues(String token) {
        JsonPath seen =
                read(token, "/v1/refurb/queues").statusCode(200).extract().jsonPath();
        return seen.getList("", Map.class).stream()
                .collect(Collectors.toMap(one -> (String) one.get("station"), one -> (Integer) one.get("devices")));
    }

    private static String entry(String month, String hours, @org.jspecify.annotations.Nullable String reason) {
        return "{\"month\":\"" + month + "\",\"hours\":" + hours
                + (reason == null ? "" : ",\"reason\":\"" + reason + "\"") + "}";
    }
}
