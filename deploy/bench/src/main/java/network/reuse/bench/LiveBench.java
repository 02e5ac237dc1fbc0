package network.reuse.bench;

import static network.reuse.bench.BenchNetwork.quantile;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import network.reuse.servers.Service;

/**
 * B5: from a command, through the gateway, to the dashboards. Offers of one device arrive at a fixed rate, open loop; each
 * subscriber notes when its counter has reached the n-th offer, from the time at which that offer should have been sent.
 */
final class LiveBench {
    private static final int RATE = 200;
    private static final int SUBSCRIBERS = 100;
    private static final int SECONDS = 12;
    private static final int ROUNDS = 5;
    private static final int WARM_UP_SECONDS = 20;
    private static final int LONGEST_WARM_UP = 15;
    private static final double SETTLED = 0.08;

    private final BenchNetwork bench;
    private final AtomicLong keys = new AtomicLong(System.nanoTime());

    LiveBench(BenchNetwork bench) {
        this.bench = bench;
    }

    boolean run() throws Exception {
        System.out.printf(
                "live: %d commands/s, %d subscribers, %d rounds of %d s%n", RATE, SUBSCRIBERS, ROUNDS, SECONDS);
        warmUp();
        int good = 0;
        List<double[]> rounds = new ArrayList<>();
        for (int i = 1; i <= ROUNDS; i++) {
            Map<String, Double> before = used();
            double[] figures = round(SECONDS);
            String spent = since(before);
            rounds.add(figures);
            boolean passed = figures[0] <= 30 && figures[1] <= 150;
            good += passed ? 1 : 0;
            System.out.printf(
                    Locale.ROOT,
                    "  round %d: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms %s| CPU us/command: %s%n",
                    i,
                    figures[0],
                    figures[1],
                    figures[2],
                    figures[3],
                    passed ? "" : "(over) ",
                    spent);
        }
        System.out.printf(
                Locale.ROOT,
                "  medians: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms%n",
                median(rounds, 0),
                median(rounds, 1),
                median(rounds, 2));
        System.out.printf(
                "  gate p50 <= 30 ms and p95 <= 150 ms in 3 of 5 rounds: %d of 5, %s%n",
                good, good >= 3 ? "met" : "MISSED");
        return good >= 3;
    }

    /** Until the compilers of the two services on the way have done their work. */
    private void warmUp() throws Exception {
        long collection = bench.network().process("collection").pid();
        long gateway = bench.network().process("gateway").pid();
        for (int i = 0; i < LONGEST_WARM_UP; i++) {
            double all = Cpu.micros(collection) + Cpu.micros(gateway);
            double compiling = Cpu.microsOfCompilers(collection) + Cpu.microsOfCompilers(gateway);
            double[] figures = round(WARM_UP_SECONDS);
            all = Cpu.micros(collection) + Cpu.micros(gateway) - all;
            compiling = Cpu.microsOfCompilers(collection) + Cpu.microsOfCompilers(gateway) - compiling;
            System.out.printf(
                    Locale.ROOT,
                    "  warming up: p50 %.1f ms; the services used %.0f%% of a core, %.0f%% of that compiling%n",
                    figures[0],
                    all / WARM_UP_SECONDS / 10_000,
                    100 * compiling / all);
            if (compiling < SETTLED * all) {
                return;
            }
        }
    }

    /** Microseconds of processor time, by who used them; the benchmark itself is one of them. */
    private Map<String, Double> used() {
        Map<String, Double> used = new LinkedHashMap<>();
        for (Service service : Service.ALL) {
            used.put(
                    service.name(),
                    Cpu.micros(bench.network().process(service.name()).pid()));
        }
        used.put(
                "PostgreSQL",
                Cpu.microsOfTree(bench.network().process("postgresql").pid()));
        used.put("broker", Cpu.micros(bench.network().process("kafka").pid()));
        used.put("callers and readers", Cpu.micros(ProcessHandle.current().pid()));
        return used;
    }

    private String since(Map<String, Double> before) {
        return used().entrySet().stream()
                .map(one -> String.format(
                        Locale.ROOT,
                        "%s %.0f",
                        one.getKey(),
                        (one.getValue() - before.getOrDefault(one.getKey(), 0.0)) / (RATE * SECONDS)))
                .collect(Collectors.joining(", "));
    }

    private double[] round(int seconds) throws Exception {
        URI gateway = bench.network().gatewayUri();
        int commands = RATE * seconds;
        long[] intended = new long[commands];
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            subscribers.add(new Subscriber(gateway, intended));
        }
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService senders = Executors.newFixedThreadPool(32)) {
            List<Future<?>> reading = new ArrayList<>();
            subscribers.forEach(subscriber -> reading.add(readers.submit(subscriber::read)));
            for (Subscriber subscriber : subscribers) {
                subscriber.awaitStart();
            }
            long begin = System.nanoTime() + 200_000_000L;
            for (int n = 0; n < commands; n++) {
                intended[n] = begin + n * 1_000_000_000L / RATE;
            }
            AtomicLong next = new AtomicLong();
            List<Future<?>> sending = new ArrayList<>();
            for (int t = 0; t < 32; t++) {
                sending.add(senders.submit(() -> {
                    try (Connection connection = new Connection(gateway)) {
                        for (long n = next.getAndIncrement(); n < commands; n = next.getAndIncrement()) {
                            LockSupport.parkNanos(intended[(int) n] - System.nanoTime());
                            while (System.nanoTime() < intended[(int) n]) {
                                Thread.onSpinWait();
                            }
                            BenchNetwork.offer(
                                    connection,
                                    bench.network().token("region-grand-est"),
                                    "live-" + UUID.randomUUID() + keys.incrementAndGet());
                        }
                    } catch (IOException broken) {
                        throw new IllegalStateException(broken);
                    }
                }));
            }
            for (Future<?> one : sending) {
                one.get();
            }
            for (Future<?> one : reading) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        long[] all = subscribers.stream()
                .flatMapToLong(subscriber -> Arrays.stream(subscriber.latencies))
                .sorted()
                .toArray();
        return new double[] {quantile(all, 0.5), quantile(all, 0.95), quantile(all, 0.99), all[all.length - 1] / 1e6};
    }

    private static double median(List<double[]> rounds, int index) {
        double[] figures =
                rounds.stream().mapToDouble(round -> round[index]).sorted().toArray();
        return figures[figures.length / 2];
    }

    /** Follows region 44 and notes when each offer is counted. */
    private static final class Subscriber {
        private final URI gateway;
        private final long[] intended;
        private final long[] latencies;
        private volatile long base = -1;

        Subscriber(URI gateway, long[] intended) {
            this.gateway = gateway;
            this.intended = intended;
            this.latencies = new long[intended.length];
        }

        void awaitStart() {
            while (base < 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        void read() {
            try (Connection connection = new Connection(gateway)) {
                connection.open("/v1/progress/stream?region=44");
                int seen = 0;
                while (seen < intended.length) {
                    String line = connection.line();
                    if (!line.startsWith("data: ")) {
                        continue;
                    }
                    long offered = offered(line);
                    if (base < 0) {
                        base = Math.max(0, offered);
                    } else if (offered >= 0) {
                        long now = System.nanoTime();
                        for (; seen < intended.length && seen < offered - base; seen++) {
                            latencies[seen] = now - intended[seen];
                        }
                    }
                }
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        }

        /** What the frame says of OFFERED in department 67; -1 when it says nothing. */
        private static long offered(String line) {
            int cell = line.indexOf("\"department\":\"67\",\"stage\":\"OFFERED\"");
            if (cell < 0) {
                return -1;
            }
            int from = line.indexOf("\"ever\":", cell) + 7;
            int to = from;
            while (Character.isDigit(line.charAt(to))) {
                to++;
            }
            return Long.parseLong(line.substring(from, to));
        }
    }
}
