package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import network.reuse.local.Partner.Reply;
import network.reuse.local.Walls.Call;
import network.reuse.local.Walls.Wall;
import network.reuse.local.Walls.Walled;

/** How a donor asks the gateway for its own papers; whose they are comes from the token alone, so that another one gets its own. */
final class DonorWalls {
    private static final String DONOR = "region-grand-est";
    private static final String OTHER_DONOR = "autre-donneur";
    private static final String OTHER_DONOR_ID = "01900000-0000-7000-8000-000000000006";

    private DonorWalls() {}

    static void add(Map<String, Walled> table) {
        put(table, "listGivenDevices", "/devices", Walls::foundNothing);
        put(table, "exportGivenDevices", "/devices.csv", DonorWalls::foundAHeadingAlone);
        put(table, "listUnerasedDevices", "/unerased-devices?days=0", Walls::foundNothing);
        put(table, "listDonorIncidents", "/incidents", Walls::foundNothing);
        put(table, "listReleaseRequests", "/release-requests", Walls::foundNothing);
        put(table, "reenReport", "/reen?year=2026", reportedItsOwn("/donor"));
        put(table, "listReenDevices", "/reen/devices?year=2026", Walls::foundNothing);
        put(table, "exportReenDevices", "/reen/devices.csv?year=2026", DonorWalls::foundAHeadingAlone);
        put(table, "printReenReport", "/reen/report.pdf?year=2026", Walls::common);
        put(table, "describeDonation", "/donation?year=2026", reportedItsOwn("/donor/id"));
        put(table, "printDonation", "/donation.pdf?year=2026", Walls::common);
        table.put(
                "stateReenStock",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call("/v1/donors/reen/stock", null, Stock.REEN_STOCK),
                        Walls::common));
    }

    private static void put(Map<String, Walled> table, String operation, String path, Wall wall) {
        table.put(operation, new Walled(DONOR, OTHER_DONOR, () -> new Call("/v1/donors" + path, null, ""), wall));
    }

    private static Wall reportedItsOwn(String pointer) {
        return (other, call) -> {
            assertThat(other.expect(200).body().at(pointer).asText())
                    .as("at %s", call.path())
                    .isEqualTo(OTHER_DONOR_ID);
            assertThat(other.http().body()).doesNotContain(RunningNetwork.DONOR);
        };
    }

    private static void foundAHeadingAlone(Reply other, Call call) {
        assertThat(other.expect(200).http().body().strip().lines())
                .as("the other's lines at %s", call.path())
                .hasSize(1);
    }
}
