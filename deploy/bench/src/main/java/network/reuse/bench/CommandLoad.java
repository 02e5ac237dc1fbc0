package network.reuse.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import network.reuse.local.LocalNetwork;
import network.reuse.servers.Wait;

/** Sends a command from several callers at once, each waiting for its answers, and tells what one costs. */
final class CommandLoad {
    private static final int LONGEST_WARM_UP = 20;
    private static final double SETTLED = 0.08;
    private static final int MOST_CALLS = 1 << 17;

    private final LocalNetwork network;
    private final Work work;
    private final URI service;
    private final AtomicLong keys = new AtomicLong();
    private final String run = Long.toString(System.nanoTime(), 36);

    CommandLoad(LocalNetwork network, Work work) {
        this.network = network;
        this.work = work;
        this.service = network.serviceUri(work.service());
    }

    /**
     * What commands cost: how many are answered a second, milliseconds of waiting, and microseconds of processor time a command, of
     * the service, of its compilers, of PostgreSQL and of the broker.
     */
    record Cost(
            double rate,
            double p50,
            double p95,
            double p99,
            double app,
            double compiling,
            double database,
            double broker) {}

    /** Until the compilers have done their work. */
    void warmUp() throws Exception {
        for (int i = 0; i < LONGEST_WARM_UP; i++) {
            Cost cost = forSeconds(16, 20);
            System.out.printf(
                    Locale.ROOT,
                    "  warming up: app CPU %.0f us/command, %.0f of it compiling%n",
                    cost.app(),
                    cost.compiling());
            if (cost.compiling() < SETTLED * cost.app()) {
                break;
            }
        }
        TimeUnit.SECONDS.sleep(10);
    }

    /** As many commands as are answered in so many seconds. */
    Cost forSeconds(int callers, int seconds) throws Exception {
        return load(callers, MOST_CALLS, TimeUnit.SECONDS.toNanos(seconds));
    }

    /** So many commands of each caller. */
    Cost ofEach(int callers, int commands) throws Exception {
        return load(callers, commands, TimeUnit.HOURS.toNanos(1));
    }

    private Cost load(int callers, int most, long nanos) throws Exception {
        work.rewind(callers);
        long pid = network.process(work.service()).pid();
        long database = network.process("postgresql").pid();
        long broker = network.process("kafka").pid();
        String token = network.token(work.client());
        double app0 = Cpu.micros(pid);
        double compiling0 = Cpu.microsOfCompilers(pid);
        double database0 = Cpu.microsOfTree(database);
        double broker0 = Cpu.micros(broker);
        long begin = System.nanoTime();
        List<Future<long[]>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int t = 0; t < callers; t++) {
                int first = t;
                calls.add(threads.submit(() -> call(first, callers, token, most, begin + nanos)));
            }
        }
        double elapsed = (System.nanoTime() - begin) / 1e9;
        List<long[]> parts = new ArrayList<>();
        for (Future<long[]> one : calls) {
            parts.add(one.get());
        }
        long[] latencies = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        int n = latencies.length;
        awaitRelay();
        return new Cost(
                n / elapsed,
                BenchNetwork.quantile(latencies, 0.5),
                BenchNetwork.quantile(latencies, 0.95),
                BenchNetwork.quantile(latencies, 0.99),
                (Cpu.micros(pid) - app0) / n,
                (Cpu.microsOfCompilers(pid) - compiling0) / n,
                (Cpu.microsOfTree(database) - database0) / n,
                (Cpu.micros(broker) - broker0) / n);
    }

    private long[] call(int first, int step, String token, int most, long end) throws IOException {
        long[] latencies = new long[most];
        int n = 0;
        try (Connection connection = new Connection(service)) {
            while (n < most && System.nanoTime() < end) {
                Work.Ask ask = work.ask(first, step, n);
                String headers = BenchNetwork.headers(token, run + keys.incrementAndGet(), ask.etag());
                long sent = System.nanoTime();
                Connection.Answer answer = connection.send("POST", ask.path(), headers, ask.body());
                if (answer.status() >= 300) {
                    throw new IllegalStateException(answer.status() + ": " + answer.body());
                }
                latencies[n++] = System.nanoTime() - sent;
            }
        }
        return Arrays.copyOf(latencies, n);
    }

    /** Until the relay has sent everything. */
    void awaitRelay() throws SQLException {
        try (java.sql.Connection audit = network.audit(work.service());
                Statement statement = audit.createStatement()) {
            var _ = Wait.until("the relay to have sent everything", Duration.ofSeconds(60), () -> {
                try (ResultSet rows = statement.executeQuery("select count(*) from outbox")) {
                    return rows.next() && rows.getLong(1) == 0;
                } catch (SQLException broken) {
                    throw new IllegalStateException(broken);
                }
            });
        }
    }
}
