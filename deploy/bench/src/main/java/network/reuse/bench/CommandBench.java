package network.reuse.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

/**
 * B1: a partner's command (a grade is corrected: token, JSON, validation, guard, one transaction with journal, outbox and
 * key, relay to Kafka) against pgbench running the very same transaction, and against the least that a durable move costs.
 */
final class CommandBench {
    private static final int DEVICES = 16_000;
    private static final int[] CALLERS = {8, 16, 32};
    private static final long FIRST_SEQUENCE = 3;
    private static final int SECONDS = 8;
    private static final int ROUNDS = 5;
    private static final int LONGEST_WARM_UP = 20;
    private static final double SETTLED = 0.08;
    private static final String CLIENT = "atelier-strasbourg";

    private final Stage stage;
    private final LocalNetwork network;
    private final URI refurb;
    private static final int OURS = DEVICES / 2;
    private static final int OF_A_CLIENT = OURS / 32;
    private final long[] cycles = new long[OURS];
    private long pgbenchRuns;
    private final AtomicLong keys = new AtomicLong();
    private long firstVersion;
    private final String run = Long.toString(System.nanoTime(), 36);

    private record Load(
            double rate,
            double p50,
            double p95,
            double p99,
            double app,
            double compiling,
            double database,
            double broker) {}

    private record Pgbench(double rate, double latency) {}

    CommandBench(Stage stage) {
        this.stage = stage;
        this.network = stage.network();
        this.refurb = network.serviceUri("refurb");
    }

    boolean run() throws Exception {
        System.out.printf(
                "command: grade-correction on %,d devices; %d interleaved rounds of %d s at c = %s%n",
                DEVICES, ROUNDS, SECONDS, Arrays.toString(CALLERS));
        prepare();
        Path command = commandScript();
        Path floor = floorScript();
        network.process("gateway").holdGently();
        network.process("collection").holdGently();
        warmUp();
        double[][] app = new double[CALLERS.length][ROUNDS];
        double[][] same = new double[CALLERS.length][ROUNDS];
        List<Double> floors = new ArrayList<>();
        List<Load> loads = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int c = 0; c < CALLERS.length; c++) {
                Load load = load(CALLERS[c], SECONDS);
                awaitRelay();
                Pgbench peer = pgbench(command, CALLERS[c]);
                awaitRelay();
                app[c][round] = load.rate();
                same[c][round] = peer.rate();
                loads.add(load);
                System.out.printf(
                        Locale.ROOT,
                        "  round %d c=%-2d  app %,7.0f/s p50 %.1f p95 %.1f p99 %.1f ms | CPU us/command: app %.0f (%.0f compiling), PostgreSQL %.0f, broker %.0f"
                                + " | command.sql %,7.0f/s (%.1f ms)%n",
                        round + 1,
                        CALLERS[c],
                        load.rate(),
                        load.p50(),
                        load.p95(),
                        load.p99(),
                        load.app(),
                        load.compiling(),
                        load.database(),
                        load.broker(),
                        peer.rate(),
                        peer.latency());
            }
            floors.add(pgbench(floor, 16).rate());
        }
        var _ = network.process("collection").release();
        var _ = network.process("gateway").release();
        return judge(app, same, floors, loads);
    }

    /** Until the compilers have done their work. */
    private void warmUp() throws Exception {
        for (int i = 0; i < LONGEST_WARM_UP; i++) {
            Load load = load(16, 20);
            System.out.printf(
                    Locale.ROOT,
                    "  warming up: app CPU %.0f us/command, %.0f of it compiling%n",
                    load.app(),
                    load.compiling());
            if (load.compiling() < SETTLED * load.app()) {
                break;
            }
        }
        TimeUnit.SECONDS.sleep(10);
    }

    private static boolean judge(double[][] app, double[][] same, List<Double> floors, List<Load> loads) {
        double bestApp =
                Arrays.stream(app).mapToDouble(CommandBench::median).max().orElse(0);
        double bestSame =
                Arrays.stream(same).mapToDouble(CommandBench::median).max().orElse(1);
        double appCpu = median(loads.stream().mapToDouble(Load::app).toArray());
        double databaseCpu = median(loads.stream().mapToDouble(Load::database).toArray());
        double brokerCpu = median(loads.stream().mapToDouble(Load::broker).toArray());
        double ratio = bestApp / bestSame;
        double cpuRatio = appCpu / databaseCpu;
        System.out.printf(
                Locale.ROOT,
                "  medians: app %,.0f/s, command.sql %,.0f/s, floor.sql %,.0f/s; CPU us/command: app %.0f, PostgreSQL %.0f, broker %.0f%n",
                bestApp,
                bestSame,
                median(floors.stream().mapToDouble(f -> f).toArray()),
                appCpu,
                databaseCpu,
                brokerCpu);
        System.out.printf(
                Locale.ROOT,
                "  gate app CPU <= 1.0 of PostgreSQL's: %.2f, %s%n  gate rate >= 0.4 of command.sql (aim 0.6): %.2f, %s%n",
                cpuRatio,
                cpuRatio <= 1.0 ? "met" : "MISSED",
                ratio,
                ratio >= 0.4 ? "met" : "MISSED");
        return cpuRatio <= 1.0 && ratio >= 0.4;
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Brings one device to the bench through the API, then makes its likes in the database. */
    private void prepare() throws SQLException {
        URI gateway = network.gatewayUri();
        String count = "\"quantities\":[{\"category\":\"LAPTOP\",\"count\":1}]";
        String lots = "/v1/collection/lots";
        String id = Stage.field(
                stage.call(
                        "region-grand-est",
                        gateway,
                        lots,
                        "",
                        "{\"recipient\":\"" + Stage.WORKSHOP + "\",\"commune\":\"67482\"," + count + "}"),
                "id");
        String lot = lots + "/" + id;
        var _ = stage.call(CLIENT, gateway, lot + "/acceptance", "v1", "{}");
        var _ = stage.call(
                CLIENT,
                gateway,
                lot + "/pickup",
                "v2",
                "{\"carrier\":\"" + Stage.WORKSHOP
                        + "\",\"from\":\"2026-12-01T08:00:00Z\",\"until\":\"2026-12-01T09:00:00Z\"}");
        var _ = stage.call(CLIENT, gateway, lot + "/loading", "v3", "{" + count + "}");
        var _ = stage.call("region-grand-est", gateway, lot + "/collection", "v4", "{" + count + "}");
        String report = stage.call(
                CLIENT,
                gateway,
                lot + "/devices",
                "",
                "text/csv",
                "category;manufacturer;model;serialNumber\nLAPTOP;Dell;Latitude;BENCH-" + run + "\n");
        String device = Stage.field(report, "deviceId");
        var _ = Wait.until("refurb to expect the device", java.time.Duration.ofSeconds(60), () -> {
            try {
                return !stage.call(CLIENT, gateway, "/v1/refurb/devices/" + device, "", "")
                        .isEmpty();
            } catch (IllegalStateException notYet) {
                return false;
            }
        });
        String path = "/v1/refurb/devices/" + device;
        var _ = stage.call(CLIENT, gateway, path + "/reception", "v1", "{}");
        var _ = stage.call(
                CLIENT,
                gateway,
                path + "/triage",
                "v2",
                "{\"media\":[{\"serialNumber\":\"S1\",\"kind\":\"SSD\",\"bytes\":256060514304}]}");
        var _ = stage.call(CLIENT, gateway, path + "/grade", "v3", "{\"grade\":\"B\"}");
        firstVersion = 4;
        try (java.sql.Connection owner = network.connect("refurb", "refurb_owner");
                Statement statement = owner.createStatement();
                ResultSet columns = statement.executeQuery(
                        "select string_agg(quote_ident(column_name), ', ' order by ordinal_position)"
                                + " from information_schema.columns where table_name = 'device' and column_name not in ('id', 'state')")) {
            var _ = columns.next();
            String others = columns.getString(1);
            statement.execute("insert into device(id, state, " + others
                    + ") select n.id, replace(d.state, d.id::text, n.id::text), "
                    + others
                    + " from device d, (select ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid as id"
                    + " from generate_series(0, " + (DEVICES - 1) + ") i) n where d.id = '" + device
                    + "' on conflict do nothing");
            statement.execute(
                    "create table if not exists floor_device(id int primary key, state text not null, version bigint not null)");
            statement.execute(
                    "create table if not exists floor_outbox(id bigint generated always as identity primary key, value text not null)");
            statement.execute("insert into floor_device select i, repeat('x', 800), 1 from generate_series(0, "
                    + (DEVICES - 1) + ") i on conflict do nothing");
            statement.execute("grant all on floor_device, floor_outbox to refurb_api");
            statement.execute("alter role refurb_owner set search_path = public");
        }
    }

    private static String id(int device) {
        return "00000000-0000-7000-8000-" + String.format(Locale.ROOT, "%012d", device);
    }

    private Load load(int callers, int seconds) throws Exception {
        long service = network.process("refurb").pid();
        long database = network.process("postgresql").pid();
        long broker = network.process("kafka").pid();
        String token = network.token(CLIENT);
        double app0 = Cpu.micros(service);
        double compiling0 = Cpu.microsOfCompilers(service);
        double database0 = Cpu.microsOfTree(database);
        double broker0 = Cpu.micros(broker);
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        List<Future<long[]>> work = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int t = 0; t < callers; t++) {
                int first = t;
                work.add(threads.submit(() -> call(first, callers, token, end)));
            }
        }
        double elapsed = (System.nanoTime() - begin) / 1e9;
        List<long[]> parts = new ArrayList<>();
        for (Future<long[]> one : work) {
            parts.add(one.get());
        }
        long[] latencies = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        int n = latencies.length;
        awaitRelay();
        return new Load(
                n / elapsed,
                latencies[n / 2] / 1e6,
                latencies[(int) (n * 0.95)] / 1e6,
                latencies[(int) (n * 0.99)] / 1e6,
                (Cpu.micros(service) - app0) / n,
                (Cpu.microsOfCompilers(service) - compiling0) / n,
                (Cpu.microsOfTree(database) - database0) / n,
                (Cpu.micros(broker) - broker0) / n);
    }

    private long[] call(int first, int step, String token, long end) throws IOException {
        long[] latencies = new long[1 << 17];
        int n = 0;
        try (Connection connection = new Connection(refurb)) {
            for (int device = first; System.nanoTime() < end; device = device + step >= OURS ? first : device + step) {
                long cycle = cycles[device];
                String headers = Stage.headers(token, run + keys.incrementAndGet(), "v" + (firstVersion + cycle));
                long sent = System.nanoTime();
                Connection.Answer answer = connection.send(
                        "POST",
                        "/v1/refurb/devices/" + id(device) + "/grade-correction",
                        headers,
                        "{\"grade\":\"" + (cycle % 2 == 0 ? "C" : "B") + "\",\"reason\":\"relu\"}");
                if (answer.status() != 200) {
                    throw new IllegalStateException(answer.status() + ": " + answer.body());
                }
                latencies[n++] = System.nanoTime() - sent;
                cycles[device]++;
            }
        }
        return Arrays.copyOf(latencies, n);
    }

    private void awaitRelay() throws SQLException {
        try (java.sql.Connection audit = network.audit("refurb");
                Statement statement = audit.createStatement()) {
            var _ = Wait.until("the relay to have sent everything", java.time.Duration.ofSeconds(60), () -> {
                try (ResultSet rows = statement.executeQuery("select count(*) from outbox")) {
                    return rows.next() && rows.getLong(1) == 0;
                } catch (SQLException broken) {
                    throw new IllegalStateException(broken);
                }
            });
        }
    }

    /** The transaction as the service sends it, read off the server's log, with the values that must differ made to differ. */
    private Path commandScript() throws Exception {
        try (java.sql.Connection owner = network.connect("refurb", "postgres");
                Statement statement = owner.createStatement()) {
            statement.execute("alter role refurb_api set log_statement = 'all'");
        }
        network.process("refurb").holdGently();
        var _ = network.process("refurb").release();
        Path log = network.folder().resolve("logs/postgresql.log");
        var _ = stage.call(
                CLIENT,
                refurb,
                "/v1/refurb/devices/" + id(0) + "/grade-correction",
                "v" + firstVersion,
                "{\"grade\":\"C\",\"reason\":\"relu\"}");
        cycles[0]++;
        String text = Files.readString(log);
        try (java.sql.Connection owner = network.connect("refurb", "postgres");
                Statement statement = owner.createStatement()) {
            statement.execute("alter role refurb_api reset log_statement");
        }
        network.process("refurb").holdGently();
        var _ = network.process("refurb").release();
        Path script = Files.createTempFile("command", ".sql");
        Files.writeString(script, SentTransaction.read(text).script(OURS, OF_A_CLIENT, firstVersion, FIRST_SEQUENCE));
        return script;
    }

    private static Path floorScript() throws IOException {
        Path script = Files.createTempFile("floor", ".sql");
        Files.writeString(
                script,
                "\\set d random(0, " + (DEVICES - 1) + ")\n"
                        + "with moved as (update floor_device set version = version + 1 where id = :d returning id)"
                        + " insert into floor_outbox(value) select repeat('y', 600) from moved;\n");
        return script;
    }

    /** Puts pgbench's devices back to where its script begins. */
    private void rewind() throws SQLException {
        try (java.sql.Connection owner = network.connect("refurb", "refurb_owner");
                Statement statement = owner.createStatement()) {
            String theirs = " between '" + id(OURS) + "' and '" + id(DEVICES - 1) + "'";
            statement.execute("delete from event_journal where stream_id" + theirs);
            statement.execute("update device set version = " + firstVersion + ", sequence = " + FIRST_SEQUENCE
                    + " where id" + theirs);
            statement.execute("vacuum analyze device, event_journal");
        }
    }

    private Pgbench pgbench(Path script, int clients) throws Exception {
        rewind();
        String url = network.environment("refurb").get("REUSE_DATABASE_HOST");
        ProcessBuilder pgbench = new ProcessBuilder(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-f",
                script.toString(),
                "-c",
                Integer.toString(clients),
                "-j",
                "2",
                "-T",
                Integer.toString(SECONDS),
                "-D",
                "k=-1",
                "-D",
                "run=" + ++pgbenchRuns,
                "-h",
                url,
                "-p",
                network.environment("refurb").get("REUSE_DATABASE_PORT"),
                "-U",
                "refurb_api",
                "refurb");
        pgbench.environment().put("PGPASSWORD", network.environment("refurb").get("REUSE_DATABASE_API_PASSWORD"));
        pgbench.redirectErrorStream(true);
        Process process = pgbench.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("pgbench failed: " + output);
        }
        return new Pgbench(figure(output, "tps = "), figure(output, "latency average = "));
    }

    private static double figure(String output, String name) {
        int at = output.indexOf(name) + name.length();
        return Double.parseDouble(output.substring(at).split("[ \n]", 2)[0]);
    }
}
