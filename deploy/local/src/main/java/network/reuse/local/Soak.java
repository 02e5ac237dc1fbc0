package network.reuse.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import network.reuse.local.audit.Report;
import network.reuse.servers.Home;
import network.reuse.servers.Service;
import network.reuse.servers.Wait;

/**
 * The whole season of 20,000 computers on a network of its own while its parts are killed one after the other, and the
 * audit at the end: {@code ./reuse soak [SEED [SECONDS_BETWEEN_KILLS [COMPUTERS]]]}. Its report is written to
 * {@code deploy/local/soak.md}, when it is the whole season.
 */
public final class Soak {
    /** When the season ends; Grand Est's deadline is the end of 2025. */
    private static final Instant AFTER_THE_DEADLINE = Instant.parse("2026-02-04T06:00:00Z");

    private static final LocalDate DEADLINE = LocalDate.of(2025, 12, 31);
    private static final int WHOLE = 20_000;
    private static final int LOTS = 100;
    private static final int COUNTED_PER_PORTION = 2_000;
    private static final int CALLERS = 6;
    private static final List<String> VICTIMS = Stream.concat(
                    Service.ALL.stream().map(Service::name), Stream.of("kafka", "postgresql"))
            .toList();

    private Soak() {}

    public static void main(String[] arguments) throws IOException {
        long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
        int pause = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        int computers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : WHOLE;
        if (computers < COUNTED_PER_PORTION || computers % COUNTED_PER_PORTION != 0) {
            System.err.println("COMPUTERS is a multiple of " + COUNTED_PER_PORTION + ".");
            System.exit(2);
        }
        List<String> report = new ArrayList<>();
        boolean passed;
        Path folder = Home.find().root().resolve(".reuse/soak");
        try (LocalNetwork network = LocalNetwork.start(LocalNetwork.options()
                .folder(folder)
                .freePorts()
                .environment(Map.of(
                        "REUSE_CLOCK_OFFSET",
                        Duration.between(Instant.now(), AFTER_THE_DEADLINE).toString()))
                .progress(line -> System.out.println(line)))) {
            passed = run(network, seed, pause, computers, report);
        }
        if (computers == WHOLE) {
            Files.write(Home.find().root().resolve("deploy/local/soak.md"), report);
        }
        System.out.println(String.join("\n", report));
        System.exit(passed ? 0 : 1);
    }

    private static boolean run(LocalNetwork network, long seed, int pause, int computers, List<String> report) {
        var season = new GrandEstSeason(
                network,
                "soak",
                LOTS,
                computers / COUNTED_PER_PORTION,
                AFTER_THE_DEADLINE.truncatedTo(ChronoUnit.DAYS),
                System.out::println);
        GrandEstSeason.Totals totals = season.totals();
        AtomicBoolean ended = new AtomicBoolean();
        List<String> kills = new ArrayList<>();
        Thread killer = Thread.ofPlatform().daemon().start(() -> kill(network, new Random(seed), pause, ended, kills));
        long begin = System.nanoTime();
        season.play(CALLERS);
        double seconds = (System.nanoTime() - begin) / 1e9;
        ended.set(true);
        killer.interrupt();
        var _ = Wait.until(
                "every part to be healthy",
                Duration.ofMinutes(2),
                () -> network.parts().stream().allMatch(Part::isReady));
        long drain = System.nanoTime();
        Report audit = Audit.of(network);
        JsonNode region = new PartnerApi(network).get("region-grand-est", "/v1/progress?region=44");
        long counted = region.path("target").path("counted").asLong();
        long atDeadline = region.path("target").path("atDeadline").asLong();
        boolean passed = audit.isClean() && counted == totals.counted() && atDeadline == season.countedBy(DEADLINE);
        report.add(String.format(Locale.ROOT, "# Soak: a season of %,d computers under faults", computers));
        report.add("");
        report.add(String.format(
                Locale.ROOT,
                "%s, seed %d, one part killed every %d s: %d kills (%s).",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                seed,
                pause,
                kills.size(),
                String.join(", ", kills)));
        report.add("");
        report.add(String.format(Locale.ROOT, "- played in %.0f s", seconds));
        report.add(
                String.format(Locale.ROOT, "- counted towards the target: %,d, wanted %,d", counted, totals.counted()));
        report.add(String.format(
                Locale.ROOT,
                "- counted when the deadline ended: %,d, wanted %,d; after it: %,d",
                atDeadline,
                season.countedBy(DEADLINE),
                counted - atDeadline));
        report.add(String.format(
                Locale.ROOT,
                "- audit: %s after %.1f s; %d findings, %d explained",
                audit.isClean() ? "the books close" : "the books do NOT close",
                (System.nanoTime() - drain) / 1e9,
                audit.findings().size(),
                audit.explained().size()));
        audit.counts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        count -> report.add(String.format(Locale.ROOT, "- %s: %,d", count.getKey(), count.getValue())));
        audit.findings().stream().limit(20).forEach(finding -> report.add("- FINDING: " + finding));
        return passed;
    }

    private static void kill(LocalNetwork network, Random random, int pause, AtomicBoolean ended, List<String> kills) {
        try {
            while (!ended.get()) {
                Thread.sleep(Duration.ofSeconds(pause));
                String victim = VICTIMS.get(random.nextInt(VICTIMS.size()));
                network.process(victim).killNine();
                kills.add(victim);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
