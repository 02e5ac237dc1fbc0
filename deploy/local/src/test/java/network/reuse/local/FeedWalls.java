package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import network.reuse.local.Partner.Reply;
import network.reuse.local.Walls.Call;
import network.reuse.local.Walls.Walled;

/** How a donor reads what happened to its lot, of which another one reads nothing. */
final class FeedWalls {
    private static final String DONOR = "region-grand-est";
    private static final String OTHER_DONOR = "autre-donneur";

    private FeedWalls() {}

    static void add(Map<String, Walled> table, Stock stock) {
        table.put(
                "listEvents",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call("/v1/events?subject=lot/" + Stock.id(stock.offered()), null, ""),
                        Walls::foundNothing));
        table.put(
                "streamEvents",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(
                                "/v1/events/stream?seconds=1&subject=lot/" + Stock.id(stock.offered()), null, ""),
                        FeedWalls::readNoEvent));
    }

    private static void readNoEvent(Reply other, Call call) {
        assertThat(other.status()).as("at %s", call.path()).isEqualTo(200);
        assertThat(other.http().body())
                .as("the other's lines of %s", call.path())
                .isBlank();
    }
}
