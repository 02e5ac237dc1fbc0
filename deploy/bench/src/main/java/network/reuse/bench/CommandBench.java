package network.reuse.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import network.reuse.bench.CommandLoad.Cost;
import network.reuse.local.LocalNetwork;
import network.reuse.servers.Service;

/**
 * A partner's command (token, JSON, validation, guard, one transaction with journal, outbox and key, relay to Kafka)
 * against pgbench running the very same transaction, and against the least that a durable move costs.
 */
final class CommandBench {
    private static final int FLOOR_ROWS = 16_000;
    private static final int[] CALLERS = {8, 16, 32};
    private static final int SECONDS = 8;
    private static final int ROUNDS = 5;

    private final BenchNetwork bench;
    private final LocalNetwork network;
    private final Work work;
    private final URI service;
    private long pgbenchRuns;
    private final CommandLoad commands;

    CommandBench(BenchNetwork bench, Work work) {
        this.bench = bench;
        this.network = bench.network();
        this.work = work;
        this.service = network.serviceUri(work.service());
        this.commands = new CommandLoad(network, work);
    }

    boolean run() throws Exception {
        System.out.printf(
                "command: %s; %d interleaved rounds of %d s at c = %s%n",
                work.title(), ROUNDS, SECONDS, Arrays.toString(CALLERS));
        work.prepare();
        prepareFloor();
        Path command = commandScript();
        Path floor = floorScript();
        List<String> others = Service.ALL.stream()
                .map(Service::name)
                .filter(name -> !name.equals(work.service()))
                .toList();
        others.forEach(name -> network.process(name).holdGently());
        commands.warmUp();
        double[][] app = new double[CALLERS.length][ROUNDS];
        double[][] same = new double[CALLERS.length][ROUNDS];
        List<Double> floors = new ArrayList<>();
        List<Cost> loads = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int c = 0; c < CALLERS.length; c++) {
                Cost load = commands.forSeconds(CALLERS[c], SECONDS);
                commands.awaitRelay();
                Pgbench peer = pgbench(command, CALLERS[c]);
                commands.awaitRelay();
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
        others.forEach(name -> {
            var _ = network.process(name).release();
        });
        return judge(app, same, floors, loads);
    }

    private static boolean judge(double[][] app, double[][] same, List<Double> floors, List<Cost> loads) {
        double bestApp =
                Arrays.stream(app).mapToDouble(BenchNetwork::median).max().orElse(0);
        double bestSame =
                Arrays.stream(same).mapToDouble(BenchNetwork::median).max().orElse(1);
        double appCpu =
                BenchNetwork.median(loads.stream().mapToDouble(Cost::app).toArray());
        double databaseCpu =
                BenchNetwork.median(loads.stream().mapToDouble(Cost::database).toArray());
        double brokerCpu =
                BenchNetwork.median(loads.stream().mapToDouble(Cost::broker).toArray());
        double ratio = bestApp / bestSame;
        double cpuRatio = appCpu / databaseCpu;
        System.out.printf(
                Locale.ROOT,
                "  medians: app %,.0f/s, command.sql %,.0f/s, floor.sql %,.0f/s; CPU us/command: app %.0f, PostgreSQL %.0f, broker %.0f%n",
                bestApp,
                bestSame,
                BenchNetwork.median(floors.stream().mapToDouble(f -> f).toArray()),
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

    /** The transaction as the service sends it, read off the server's log, with the values that must differ made to differ. */
    private Path commandScript() throws Exception {
        work.rewind(1);
        bench.logStatements(work.service(), true);
        Work.Ask ask = work.ask(0, 1, 0);
        String answer = bench.call(work.client(), service, ask.path(), ask.etag(), ask.body());
        String text = bench.databaseLog();
        bench.logStatements(work.service(), false);
        Path script = Files.createTempFile("command", ".sql");
        Files.writeString(script, work.script(text, answer));
        return script;
    }

    private void prepareFloor() throws SQLException {
        try (java.sql.Connection owner = network.connect(work.service(), work.service() + "_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "create table if not exists floor_device(id int primary key, state text not null, version bigint not null)");
            statement.execute(
                    "create table if not exists floor_outbox(id bigint generated always as identity primary key, value text not null)");
            statement.execute("insert into floor_device select i, repeat('x', 800), 1 from generate_series(0, "
                    + (FLOOR_ROWS - 1) + ") i on conflict do nothing");
            statement.execute("grant all on floor_device, floor_outbox to " + work.service() + "_api");
        }
    }

    private static Path floorScript() throws IOException {
        Path script = Files.createTempFile("floor", ".sql");
        Files.writeString(
                script,
                "\\set d random(0, " + (FLOOR_ROWS - 1) + ")\n"
                        + "with moved as (update floor_device set version = version + 1 where id = :d returning id)"
                        + " insert into floor_outbox(value) select repeat('y', 600) from moved;\n");
        return script;
    }

    private Pgbench pgbench(Path script, int clients) throws Exception {
        work.rewind(clients);
        List<String> more = new ArrayList<>(List.of("-D", "run=" + ++pgbenchRuns));
        more.addAll(work.arguments(clients));
        return Pgbench.run(network, work.service(), script, clients, SECONDS, "", more);
    }
}
