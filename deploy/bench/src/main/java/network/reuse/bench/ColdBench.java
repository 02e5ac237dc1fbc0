package network.reuse.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import network.reuse.servers.Service;

/**
 * All services start at once on servers that are there, and bear load from the moment at which they say that they are ready: offers
 * through the gateway at a fixed rate, open loop, each timed from when it should have been sent. By turns without and with the
 * AOT caches.
 */
final class ColdBench {
    private static final int RATE = 200;
    private static final int CALLERS = 64;
    private static final int SECONDS = 40;
    private static final int ROUNDS = 2;
    /** The windows in which answers are told apart, in seconds from readiness on. */
    private static final int[] WINDOWS = {0, 12, 20, SECONDS};

    private static final double FROM_READY_ON = 1_000;
    private static final double LATER = 150;

    private final BenchNetwork bench;
    private final TrainedCommand services;

    ColdBench(BenchNetwork bench, TrainedCommand services) {
        this.bench = bench;
        this.services = services;
    }

    boolean run() throws Exception {
        System.out.printf("cold: %d offers/s from readiness on, for %d s%n", RATE, SECONDS);
        int good = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            for (boolean cached : new boolean[] {false, true}) {
                double ready = restart(cached);
                Map<String, Double> before = processorTime();
                long[] latencies = offers();
                StringBuilder windows = new StringBuilder();
                for (int w = 1; w < WINDOWS.length; w++) {
                    long[] part = Arrays.copyOfRange(latencies, WINDOWS[w - 1] * RATE, WINDOWS[w] * RATE);
                    windows.append(String.format(
                            Locale.ROOT,
                            " | %d-%d s: p50 %.0f p95 %.0f ms",
                            WINDOWS[w - 1],
                            WINDOWS[w],
                            at(part, 0.5),
                            at(part, 0.95)));
                }
                System.out.printf(
                        Locale.ROOT,
                        "  round %d, %s: ready after %.1f s%s%n",
                        round,
                        cached ? "with caches" : "without caches",
                        ready,
                        windows);
                System.out.println("    " + processorTimeSince(before));
                System.out.println("    " + memory());
                if (cached
                        && at(Arrays.copyOf(latencies, WINDOWS[2] * RATE), 0.95) <= FROM_READY_ON
                        && at(Arrays.copyOfRange(latencies, WINDOWS[2] * RATE, latencies.length), 0.95) <= LATER) {
                    good++;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "  gate p95 <= %.0f ms from readiness on and <= %.0f ms after %d s, with caches: %d of %d rounds, %s%n",
                FROM_READY_ON,
                LATER,
                WINDOWS[2],
                good,
                ROUNDS,
                good == ROUNDS ? "met" : "MISSED");
        return good == ROUNDS;
    }

    /** Ends all services and starts them together; returns after how many seconds the last was ready. */
    private double restart(boolean cached) throws Exception {
        for (Service service : Service.ALL) {
            bench.network().process(service.name()).holdGently();
        }
        services.cached(cached);
        long begin = System.nanoTime();
        try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> starting = new ArrayList<>();
            for (Service service : Service.ALL) {
                starting.add(starters.submit(
                        () -> bench.network().process(service.name()).release()));
            }
            for (Future<?> one : starting) {
                one.get();
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** The latencies of all offers, in nanoseconds, in the order in which they were due. */
    private long[] offers() throws Exception {
        URI gateway = bench.network().gatewayUri();
        long[] latencies = new long[RATE * SECONDS];
        AtomicLong next = new AtomicLong();
        long begin = System.nanoTime();
        try (ExecutorService senders = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> sending = new ArrayList<>();
            for (int t = 0; t < CALLERS; t++) {
                sending.add(senders.submit(() -> {
                    try (Connection connection = new Connection(gateway)) {
                        for (long n = next.getAndIncrement(); n < latencies.length; n = next.getAndIncrement()) {
                            long due = begin + n * 1_000_000_000L / RATE;
                            LockSupport.parkNanos(due - System.nanoTime());
                            String token = bench.network().token("region-grand-est");
                            BenchNetwork.offer(connection, token, "cold-" + UUID.randomUUID());
                            latencies[(int) n] = System.nanoTime() - due;
                        }
                    } catch (IOException broken) {
                        throw new IllegalStateException(broken);
                    }
                }));
            }
            for (Future<?> one : sending) {
                one.get();
            }
        }
        return latencies;
    }

    /** The seconds that each part has used, and under "compiling" those of the services' just-in-time compilers. */
    private Map<String, Double> processorTime() {
        Map<String, Double> used = new LinkedHashMap<>();
        for (Service service : Service.ALL) {
            long process = bench.network().process(service.name()).pid();
            used.put(service.name(), Cpu.micros(process) / 1e6);
            used.merge("compiling", Cpu.microsOfCompilers(process) / 1e6, Double::sum);
        }
        used.put(
                "postgresql",
                Cpu.microsOfTree(bench.network().process("postgresql").pid()) / 1e6);
        used.put("kafka", Cpu.micros(bench.network().process("kafka").pid()) / 1e6);
        used.put("bench", Cpu.micros(ProcessHandle.current().pid()) / 1e6);
        return used;
    }

    private String processorTimeSince(Map<String, Double> before) {
        StringJoiner used = new StringJoiner(", ", "processor seconds: ", "");
        processorTime()
                .forEach((name, seconds) -> used.add(String.format(
                        Locale.ROOT, "%s %.1f", name, seconds - Objects.requireNonNull(before.get(name)))));
        return used.toString();
    }

    /** What each service holds of memory by now, without the pages of files, which the kernel takes back. */
    private String memory() throws IOException {
        StringJoiner held = new StringJoiner(", ", "MiB held: ", "");
        for (Service service : Service.ALL) {
            held.add(service.name() + " "
                    + anonymous(bench.network().process(service.name()).pid()));
        }
        return held.toString();
    }

    private static long anonymous(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static double at(long[] latencies, double quantile) {
        long[] sorted = latencies.clone();
        Arrays.sort(sorted);
        return BenchNetwork.quantile(sorted, quantile);
    }
}
