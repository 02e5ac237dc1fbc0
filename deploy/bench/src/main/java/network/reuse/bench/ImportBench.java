package network.reuse.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import network.reuse.local.LocalNetwork;
import network.reuse.servers.Wait;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * 10,000 devices are registered from one file, of which three rows are wrong: as CSV, as NDJSON and as a workbook, by turns with pgbench running
 * the very same statement for one row at a time, each in a transaction of its own on one connection. Then the service is killed half-way,
 * and the same call is sent again.
 */
final class ImportBench {
    private static final int ROWS = 10_000;
    private static final int ROUNDS = 5;
    private static final int PEER_SECONDS = 6;
    private static final String AS_THE_WORKSHOP = "-c app.organisation=" + BenchNetwork.WORKSHOP + " -c app.env=LIVE";
    private static final List<Integer> WRONG = List.of(17, 4_242, 9_999);
    private static final String CLIENT = "atelier-strasbourg";
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final List<String> COLUMNS = List.of("category", "manufacturer", "model", "serialNumber");
    private static final Pattern COUNT = Pattern.compile("\"(created|unchanged|rejected)\":(\\d+)");

    private final BenchNetwork bench;
    private final LocalNetwork network;
    private final URI service;
    private final String run = Long.toString(System.nanoTime(), 36);
    private int files;

    ImportBench(BenchNetwork bench) {
        this.bench = bench;
        this.network = bench.network();
        this.service = network.serviceUri("collection");
    }

    boolean run() throws Exception {
        System.out.printf(
                Locale.ROOT, "import: %,d rows in one call, %d of them wrong, %d rounds%n", ROWS, WRONG.size(), ROUNDS);
        Path one = oneRow();
        String lot = lot();
        for (String type : List.of(CSV, NDJSON, WORKBOOK, CSV)) {
            System.out.printf(Locale.ROOT, "  warming up, %s: %.2f s%n", type, imported(lot, type));
        }
        double[] csv = new double[ROUNDS];
        double[] ndjson = new double[ROUNDS];
        double[] workbook = new double[ROUNDS];
        double[] single = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            csv[round] = imported(lot(), CSV);
            ndjson[round] = imported(lot(), NDJSON);
            workbook[round] = imported(lot(), WORKBOOK);
            awaitGateway();
            single[round] = ROWS
                    / Pgbench.run(network, "collection", one, 1, PEER_SECONDS, AS_THE_WORKSHOP, List.of())
                            .rate();
            awaitGateway();
            System.out.printf(
                    Locale.ROOT,
                    "  round %d: CSV %.2f s, NDJSON %.2f s, workbook %.2f s | one row a statement %.2f s%n",
                    round + 1,
                    csv[round],
                    ndjson[round],
                    workbook[round],
                    single[round]);
        }
        boolean once = killedHalfWay(lot(), BenchNetwork.median(csv));
        double faster = BenchNetwork.median(single) / BenchNetwork.median(csv);
        double heavier = BenchNetwork.median(workbook) / BenchNetwork.median(csv);
        System.out.printf(
                Locale.ROOT,
                "  medians: CSV %.2f s (%,.0f rows/s), NDJSON %.2f s, workbook %.2f s, one row a statement %.2f s%n",
                BenchNetwork.median(csv),
                ROWS / BenchNetwork.median(csv),
                BenchNetwork.median(ndjson),
                BenchNetwork.median(workbook),
                BenchNetwork.median(single));
        System.out.printf(
                Locale.ROOT,
                "  gate at least 10 times faster than one row a statement: %.1f, %s%n"
                        + "  gate a workbook takes at most 3 times as long as CSV: %.2f, %s%n"
                        + "  gate killed half-way and sent again, each device is there once, and at the gateway: %s%n",
                faster,
                faster >= 10 ? "met" : "MISSED",
                heavier,
                heavier <= 3 ? "met" : "MISSED",
                once ? "met" : "MISSED");
        return faster >= 10 && heavier <= 3 && once;
    }

    /** Registers a file's devices and returns after how many seconds it was answered; any other result than was known is an error. */
    private double imported(String lot, String type) throws IOException {
        byte[] file = file(type, "F" + ++files);
        long begin = System.nanoTime();
        String report = post(lot, type, file, "import-" + run + files);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Integer> counts = counts(report);
        if (!counts.equals(Map.of("created", ROWS - WRONG.size(), "unchanged", 0, "rejected", WRONG.size()))) {
            throw new IllegalStateException("a file came to " + counts);
        }
        return seconds;
    }

    private String post(String lot, String type, byte[] file, String key) throws IOException {
        String headers = BenchNetwork.headers(network.token(CLIENT), key, "").replace("application/json", type);
        try (Connection connection = new Connection(service)) {
            Connection.Answer answer = connection.send("POST", lot + "/devices", headers, file);
            if (answer.status() >= 300) {
                throw new IllegalStateException("a file was answered " + answer.status() + ": " + answer.body());
            }
            return answer.body();
        }
    }

    private static Map<String, Integer> counts(String report) {
        Matcher count = COUNT.matcher(report);
        return count.results()
                .collect(Collectors.toMap(
                        found -> found.group(1), found -> Integer.parseInt(found.group(2)), (first, _) -> first));
    }

    /** Kills the service while it registers, sends the same call again, and looks for devices that are missing or there twice. */
    private boolean killedHalfWay(String lot, double usual) throws Exception {
        byte[] file = file(CSV, "KILLED");
        String key = "import-" + run + "-killed";
        CompletableFuture<Boolean> lost = CompletableFuture.supplyAsync(() -> {
            try {
                return post(lot, CSV, file, key).isEmpty();
            } catch (IOException cut) {
                return true;
            }
        });
        TimeUnit.MILLISECONDS.sleep(Math.round(usual * 500));
        network.process("collection").hold();
        boolean isLost = lost.get();
        var _ = network.process("collection").release();
        Map<String, Integer> counts = counts(post(lot, CSV, file, key));
        awaitGateway();
        System.out.printf(Locale.ROOT, "  killed half-way (%s): %s%n", isLost ? "no answer" : "answered", counts);
        return counts.getOrDefault("created", 0) == ROWS - WRONG.size() && devices(lot) == ROWS - WRONG.size();
    }

    private long devices(String lot) throws SQLException {
        return count(
                "collection",
                "select count(distinct serial_number) from device where lot_id = '"
                        + lot.substring(lot.lastIndexOf('/') + 1) + "'");
    }

    /** Until each device of collection is at the gateway, by way of Kafka. */
    private void awaitGateway() throws SQLException {
        long all = count("collection", "select count(*) from device");
        var _ = Wait.until("all devices to have arrived at the gateway", Duration.ofMinutes(3), () -> {
            try {
                return count("gateway", "select count(*) from device") == all;
            } catch (SQLException broken) {
                throw new IllegalStateException(broken);
            }
        });
    }

    private long count(String database, String query) throws SQLException {
        try (java.sql.Connection audit = network.audit(database);
                Statement statement = audit.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            var _ = rows.next();
            return rows.getLong(1);
        }
    }

    /** A lot with room for a file, collected. */
    private String lot() {
        return bench.collectedLot(service, CLIENT, 4 * ROWS);
    }

    private byte[] file(String type, String name) throws IOException {
        IntFunction<List<String>> row = n -> List.of(
                WRONG.contains(n) ? "WASHING_MACHINE" : "LAPTOP", "Dell", "Latitude 5490", run + "-" + name + "-" + n);
        return switch (type) {
            case CSV ->
                IntStream.rangeClosed(1, ROWS)
                        .mapToObj(n -> String.join(";", row.apply(n)))
                        .collect(Collectors.joining("\n", String.join(";", COLUMNS) + "\n", "\n"))
                        .getBytes(StandardCharsets.UTF_8);
            case NDJSON ->
                IntStream.rangeClosed(1, ROWS)
                        .mapToObj(n -> IntStream.range(0, COLUMNS.size())
                                .mapToObj(i -> "\"" + COLUMNS.get(i) + "\":\""
                                        + row.apply(n).get(i) + "\"")
                                .collect(Collectors.joining(",", "{", "}")))
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8);
            default -> workbook(row);
        };
    }

    private static byte[] workbook(IntFunction<List<String>> row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "bench", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Matériel");
            for (int n = 0; n <= ROWS; n++) {
                List<String> cells = n == 0 ? COLUMNS : row.apply(n);
                for (int i = 0; i < cells.size(); i++) {
                    sheet.value(n, i, cells.get(i));
                }
            }
        }
        return bytes.toByteArray();
    }

    /** The statement that registers devices, as the service sends it for one, read off PostgreSQL's log. */
    private Path oneRow() throws Exception {
        String lot = lot();
        bench.logStatements("collection", true);
        Instant since = Instant.now();
        String serial = "ONE-" + run;
        String report = post(
                lot,
                CSV,
                ("category;manufacturer;model;serialNumber\nLAPTOP;Dell;Latitude 5490;" + serial + "\n")
                        .getBytes(StandardCharsets.UTF_8),
                UUID.randomUUID().toString());
        String log = bench.databaseLog();
        bench.logStatements("collection", false);
        String device = BenchNetwork.field(report, "deviceId");
        String code = BenchNetwork.field(report, "code");
        String statement = RecordedTransaction.last(log)
                .alone(
                        "with made as (insert into device",
                        Map.of(
                                device,
                                "'00000000-0000-7000-8000-'||lpad((:n)::text,12,'0')",
                                serial.toUpperCase(Locale.ROOT),
                                "'ONE-'||(:n)::text",
                                serial,
                                "'one-'||(:n)::text",
                                code,
                                "'D-'||(:n)::text"),
                        since);
        Path script = Files.createTempFile("import", ".sql");
        Files.writeString(script, "\\set n random(1, 900000000000)\n" + statement + ";\n");
        return script;
    }
}
