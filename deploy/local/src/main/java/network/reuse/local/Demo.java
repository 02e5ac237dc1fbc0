package network.reuse.local;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Plays a small season on the network that is up, so that its page shows a life: {@code ./reuse up --demo}. */
public final class Demo {
    private static final int LOTS = 30;
    private static final int PORTIONS = 1;
    private static final int CALLERS = 2;

    private Demo() {}

    public static void main(String[] arguments) {
        int code = 0;
        try (LocalNetwork network = LocalNetwork.attach()) {
            Instant end = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.DAYS);
            var season = new GrandEstSeason(network, "demo", LOTS, PORTIONS, end, System.out::println);
            GrandEstSeason.Totals totals = season.totals();
            System.out.printf(
                    "the demo season collects %,d devices: %,d are sold, %,d given, %,d scrapped, %,d stay in stock; %,d people"
                            + " come to workshops%n",
                    totals.collected(),
                    totals.sold(),
                    totals.given(),
                    totals.scrapped(),
                    totals.inStock(),
                    totals.accompanied());
            season.play(CALLERS);
            System.out.println("the demo season is over");
        } catch (IllegalStateException broken) {
            System.err.println(broken.getMessage());
            code = 1;
        }
        System.exit(code);
    }
}
