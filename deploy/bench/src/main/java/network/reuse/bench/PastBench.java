package network.reuse.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import network.reuse.local.LocalNetwork;
import network.reuse.servers.Wait;

/**
 * What public questions about the past cost: of a region with a long history against one with a short one, and what they do
 * to others' commands.
 */
final class PastBench {
    private static final int SHORT = 1_000;
    private static final int LONG = 1_000_000;
    private static final String SHORT_REGION = "44";
    private static final String LONG_REGION = "11";
    private static final int ROUNDS = 5;
    private static final int QUESTIONS = 300;
    private static final int ASKERS = 30;
    private static final int COMMANDS_PER_SECOND = 40;
    private static final int SECONDS = 12;
    private static final double MOST_TIMES_ITS_COST = 2.0;
    private static final double MOST_TIMES_ITS_WAIT = 1.3;

    private final LocalNetwork network;
    private final URI gateway;
    private final AtomicLong keys = new AtomicLong(System.nanoTime());

    /** What a question costs: microseconds of processor time, and milliseconds of waiting. */
    private record Cost(double gatewayMicros, double databaseMicros, double millis) {
        double micros() {
            return gatewayMicros + databaseMicros;
        }
    }

    PastBench(BenchNetwork bench) {
        this.network = bench.network();
        this.gateway = network.gatewayUri();
    }

    boolean run() throws Exception {
        System.out.printf(
                "past: questions about %,d and %,d changes in %d rounds; then %d commands/s beside %d who ask, in %d rounds%n",
                SHORT, LONG, ROUNDS, COMMANDS_PER_SECOND, ASKERS, ROUNDS);
        prepare();
        boolean cheap = cost();
        boolean harmless = harm();
        return cheap && harmless;
    }

    private void prepare() throws SQLException {
        try (java.sql.Connection owner = network.connect("gateway", "gateway_owner");
                Statement statement = owner.createStatement()) {
            var _ = statement.execute(
                    "insert into target select '11', version, valid_from, goal, deadline, categories, basis,"
                            + " provenance, territory from target where region = '44' and version = 1");
            history(statement, SHORT_REGION, SHORT, "{08,10,51,52,54,55,57,67}");
            history(statement, LONG_REGION, LONG, "{75,77,78,91,92,93,94,95}");
            var _ = statement.execute("update public_seq set last = " + LONG + " where last < " + LONG);
            var _ = statement.execute("analyze progress_change, hand_over_change, counter");
        }
        var waited = Wait.until(
                "the snapshots",
                Duration.ofMinutes(10),
                () -> number("select count(*) from result_snapshot where region = '" + LONG_REGION + "'")
                        >= LONG / 500);
        System.out.printf(
                Locale.ROOT,
                "  snapshots of %,d changes made after %d s, %,d kB%n",
                LONG,
                waited.toSeconds(),
                number("select pg_total_relation_size('progress_snapshot') / 1024"));
    }

    private static void history(Statement statement, String region, int changes, String departments)
            throws SQLException {
        String cells = "('" + departments + "'::text[])[1 + n % 8] as department,"
                + " ('{REGISTERED,RECEIVED,TRIAGED,READY,STOCKED,RESERVED,DELIVERED,SOLD}'::text[])[1 + (n / 8) % 8] as stage,"
                + " ('{DESKTOP,LAPTOP,TABLET,SCREEN}'::text[])[1 + (n / 64) % 4] as kind";
        var _ = statement.execute(
                "insert into progress_change(seq, region, department, stage, kind, now_delta, ever_delta, committed_at, event_id)"
                        + " select n, '" + region + "', department, stage, kind, 1, 1,"
                        + " timestamptz '2025-01-01T00:00:00Z' + n * interval '10 seconds', gen_random_uuid()"
                        + " from (select n, " + cells + " from generate_series(1, " + changes + ") n) c");
        var _ = statement.execute(
                "insert into hand_over_change(seq, region, department, stage, category, delta, at, event_id)"
                        + " select seq, region, department, stage, kind, 1, committed_at, event_id from progress_change"
                        + " where region = '" + region + "' and stage in ('DELIVERED', 'SOLD')");
        var _ = statement.execute("insert into counter(region, department, stage, kind, now, ever, seq, committed_at)"
                + " select region, department, stage, kind, sum(now_delta), sum(ever_delta), max(seq), max(committed_at)"
                + " from progress_change where region = '" + region + "' group by region, department, stage, kind"
                + " on conflict do nothing");
    }

    /** Each question is about another number, so that none is answered from what is kept. */
    private boolean cost() throws IOException {
        for (int i = 0; i < 4; i++) {
            var _ = ask(SHORT_REGION, SHORT);
            var _ = ask(LONG_REGION, LONG);
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            Cost few = ask(SHORT_REGION, SHORT);
            Cost many = ask(LONG_REGION, LONG);
            ratios.add(many.micros() / few.micros());
            System.out.printf(
                    Locale.ROOT,
                    "  round %d: CPU us/question at %,d changes: gateway %.0f, PostgreSQL %.0f (%.1f ms); at %,d: gateway %.0f,"
                            + " PostgreSQL %.0f (%.1f ms); ratio %.2f%n",
                    round,
                    SHORT,
                    few.gatewayMicros(),
                    few.databaseMicros(),
                    few.millis(),
                    LONG,
                    many.gatewayMicros(),
                    many.databaseMicros(),
                    many.millis(),
                    many.micros() / few.micros());
        }
        double ratio = median(ratios);
        System.out.printf(
                Locale.ROOT,
                "  gate: at most %.1f times the cost: median %.2f, %s%n",
                MOST_TIMES_ITS_COST,
                ratio,
                ratio <= MOST_TIMES_ITS_COST ? "met" : "MISSED");
        return ratio <= MOST_TIMES_ITS_COST;
    }

    private Cost ask(String region, int changes) throws IOException {
        double gatewayBefore = Cpu.micros(network.process("gateway").pid());
        double databaseBefore = Cpu.microsOfTree(network.process("postgresql").pid());
        long begun = System.nanoTime();
        try (Connection connection = new Connection(gateway)) {
            for (int i = 0; i < QUESTIONS; i++) {
                var _ = question(connection, region, ThreadLocalRandom.current().nextInt(changes / 2, changes));
            }
        }
        return new Cost(
                (Cpu.micros(network.process("gateway").pid()) - gatewayBefore) / QUESTIONS,
                (Cpu.microsOfTree(network.process("postgresql").pid()) - databaseBefore) / QUESTIONS,
                (System.nanoTime() - begun) / 1e6 / QUESTIONS);
    }

    private static int question(Connection connection, String region, int number) throws IOException {
        String about = ThreadLocalRandom.current().nextBoolean()
                ? "&seq=" + number
                : "&asOf=" + Instant.parse("2025-01-01T00:00:00Z").plusSeconds(10L * number);
        int status = connection
                .send("GET", "/v1/progress?region=" + region + about, "", "")
                .status();
        if (status != 200 && status != 429) {
            throw new IllegalStateException("a question about the past was answered " + status);
        }
        return status;
    }

    private boolean harm() throws Exception {
        for (int i = 0; i < 3; i++) {
            var _ = commands();
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            double before = commands();
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong answered = new AtomicLong();
            AtomicLong refused = new AtomicLong();
            double beside;
            try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> asking = new ArrayList<>();
                for (int i = 0; i < ASKERS; i++) {
                    asking.add(askers.submit(() -> {
                        keepAsking(over, answered, refused);
                        return null;
                    }));
                }
                try {
                    beside = commands();
                } finally {
                    over.set(true);
                }
                for (Future<?> one : asking) {
                    one.get();
                }
            }
            ratios.add(beside / before);
            System.out.printf(
                    Locale.ROOT,
                    "  round %d: a command's p50 %.1f ms, beside %d who ask %.1f ms, ratio %.2f (%d questions answered, %d refused, a second)%n",
                    round,
                    before,
                    ASKERS,
                    beside,
                    beside / before,
                    answered.get() / SECONDS,
                    refused.get() / SECONDS);
        }
        double ratio = median(ratios);
        System.out.printf(
                Locale.ROOT,
                "  gate: a command's p50 at most %.1f times: median %.2f, %s%n",
                MOST_TIMES_ITS_WAIT,
                ratio,
                ratio <= MOST_TIMES_ITS_WAIT ? "met" : "MISSED");
        return ratio <= MOST_TIMES_ITS_WAIT;
    }

    private void keepAsking(AtomicBoolean over, AtomicLong answered, AtomicLong refused) throws IOException {
        try (Connection connection = new Connection(gateway)) {
            while (!over.get()) {
                int status = question(
                        connection, LONG_REGION, ThreadLocalRandom.current().nextInt(1, LONG));
                (status == 200 ? answered : refused).incrementAndGet();
            }
        }
    }

    /** The median of what commands at a fixed rate wait, from the instant at which each should have been sent. */
    private double commands() throws Exception {
        int count = COMMANDS_PER_SECOND * SECONDS;
        String token = network.token("region-grand-est");
        double[] waits = new double[count];
        AtomicLong next = new AtomicLong();
        long begin = System.nanoTime() + 200_000_000L;
        try (ExecutorService senders = Executors.newFixedThreadPool(8)) {
            List<Future<?>> sending = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                sending.add(senders.submit(() -> {
                    try (Connection connection = new Connection(gateway)) {
                        for (int n = (int) next.getAndIncrement(); n < count; n = (int) next.getAndIncrement()) {
                            long intended = begin + n * 1_000_000_000L / COMMANDS_PER_SECOND;
                            while (System.nanoTime() < intended) {
                                LockSupport.parkNanos(intended - System.nanoTime());
                            }
                            BenchNetwork.offer(connection, token, "past-" + keys.incrementAndGet());
                            waits[n] = (System.nanoTime() - intended) / 1e6;
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : sending) {
                one.get();
            }
        }
        Arrays.sort(waits);
        return waits[count / 2];
    }

    private long number(String query) {
        try (java.sql.Connection owner = network.connect("gateway", "gateway_owner");
                Statement statement = owner.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : -1;
        } catch (SQLException away) {
            throw new IllegalStateException(away);
        }
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
    }
}
