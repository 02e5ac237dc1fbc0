package network.reuse.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.reuse.local.LocalNetwork;

/**
 * 5,000 requests are made from one list, of which two rows repeat others, by turns with pgbench running the very same statements for one
 * row at a time, each in a transaction of its own on one connection. Then the service is killed half-way, and the same call is sent again.
 */
final class RequestListBench {
    private static final int ROWS = 5_000;
    private static final int REPEATED = 2;
    private static final int ROUNDS = 5;
    private static final int PEER_SECONDS = 6;
    private static final String CLIENT = "emmaus-connect-strasbourg";
    private static final String COUNTER = "01900000-0000-7000-8000-000000000009";
    private static final String AS_THE_COUNTER = "-c app.organisation=" + COUNTER + " -c app.env=LIVE";
    private static final String HEADING = "familyName;givenName;birthYear;phone;commune;proof;partnerRef\n";
    private static final Pattern COUNT = Pattern.compile("\"(created|unchanged|rejected)\":(\\d+)");

    private final BenchNetwork bench;
    private final LocalNetwork network;
    private final URI service;
    private final String run = Long.toString(System.nanoTime(), 36).toUpperCase(Locale.ROOT);
    private int lists;

    RequestListBench(BenchNetwork bench) {
        this.bench = bench;
        this.network = bench.network();
        this.service = network.serviceUri("allocation");
    }

    boolean run() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "requests: %,d rows in one call, %d of them repeated, %d rounds%n",
                ROWS,
                REPEATED,
                ROUNDS);
        Path one = oneRow();
        for (int i = 0; i < 4; i++) {
            System.out.printf(Locale.ROOT, "  warming up: %.2f s%n", listed(programme()));
        }
        double[] list = new double[ROUNDS];
        double[] single = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            list[round] = listed(programme());
            single[round] = ROWS
                    / Pgbench.run(network, "allocation", one, 1, PEER_SECONDS, AS_THE_COUNTER, List.of())
                            .rate();
            System.out.printf(
                    Locale.ROOT,
                    "  round %d: list %.2f s | one row a transaction %.2f s%n",
                    round + 1,
                    list[round],
                    single[round]);
        }
        boolean once = killedHalfWay(programme(), BenchNetwork.median(list));
        double faster = BenchNetwork.median(single) / BenchNetwork.median(list);
        System.out.printf(
                Locale.ROOT,
                "  medians: list %.2f s (%,.0f rows/s), one row a transaction %.2f s%n"
                        + "  gate at least 10 times faster than one row a transaction: %.1f, %s%n"
                        + "  gate killed half-way and sent again, each household is there once: %s%n",
                BenchNetwork.median(list),
                ROWS / BenchNetwork.median(list),
                BenchNetwork.median(single),
                faster,
                faster >= 10 ? "met" : "MISSED",
                once ? "met" : "MISSED");
        return faster >= 10 && once;
    }

    /** Makes a list's requests and returns after how many seconds it was answered; any other result than was known is an error. */
    private double listed(String programme) throws IOException {
        String list = list("L" + ++lists);
        long begin = System.nanoTime();
        String report = post(programme, list, "requests-" + run + lists);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Integer> counts = counts(report);
        if (!counts.equals(Map.of("created", ROWS - REPEATED, "unchanged", 0, "rejected", REPEATED))) {
            throw new IllegalStateException("a list came to " + counts);
        }
        return seconds;
    }

    private String post(String programme, String list, String key) throws IOException {
        String headers = BenchNetwork.headers(network.token(CLIENT), key, "").replace("application/json", "text/csv");
        try (Connection connection = new Connection(service)) {
            Connection.Answer answer =
                    connection.send("POST", "/v1/allocation/request-lists?programmeId=" + programme, headers, list);
            if (answer.status() >= 300) {
                throw new IllegalStateException("a list was answered " + answer.status() + ": " + answer.body());
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

    /** Kills the service while it makes requests, sends the same call again, and looks for households that are missing or there twice. */
    private boolean killedHalfWay(String programme, double usual) throws Exception {
        String list = list("KILLED");
        String key = "requests-" + run + "-killed";
        CompletableFuture<Boolean> lost = CompletableFuture.supplyAsync(() -> {
            try {
                return post(programme, list, key).isEmpty();
            } catch (IOException cut) {
                return true;
            }
        });
        TimeUnit.MILLISECONDS.sleep(Math.round(usual * 500));
        network.process("allocation").hold();
        boolean isLost = lost.get();
        var _ = network.process("allocation").release();
        Map<String, Integer> counts = counts(post(programme, list, key));
        System.out.printf(Locale.ROOT, "  killed half-way (%s): %s%n", isLost ? "no answer" : "answered", counts);
        String all = "select count(distinct household) from request where programme_id = '" + programme + "'";
        return counts.getOrDefault("created", 0) == ROWS - REPEATED
                && text(all).equals(Integer.toString(ROWS - REPEATED));
    }

    private String text(String query) throws SQLException {
        try (java.sql.Connection audit = network.audit("allocation");
                Statement statement = audit.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            var _ = rows.next();
            return rows.getString(1);
        }
    }

    /** A programme of a group of its own. */
    private String programme() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return BenchNetwork.field(
                bench.call(CLIENT, service, "/v1/allocation/programmes", "", """
                {"name":"Banc","group":"%s","commune":"67482","pack":[{"category":"LAPTOP","worstGrade":"C","count":1}],
                "priceCents":0,"quota":%d,"from":"%s","until":"%s","basis":"GIFT"}""".formatted(
                                UUID.randomUUID(), ROWS, today.minusDays(7), today.plusDays(60))),
                "id");
    }

    /** The pupils of a list; its last rows are those of the first with other references. */
    private String list(String name) {
        return Stream.concat(
                        IntStream.range(0, ROWS - REPEATED).mapToObj(n -> row(n, name + "-" + n)),
                        IntStream.range(0, REPEATED).mapToObj(n -> row(n, name + "-AGAIN-" + n)))
                .collect(Collectors.joining("\n", HEADING, "\n"));
    }

    private String row(int number, String reference) {
        return String.format(Locale.ROOT, "Eleve;Camille;2012;06%08d;67482;SCHOOL_LIST;%s-%s", number, run, reference);
    }

    /** The statements that keep requests, as the service sends them for one, read off PostgreSQL's log. */
    private Path oneRow() throws Exception {
        String programme = programme();
        bench.logStatements("allocation", true);
        Instant since = Instant.now();
        String reference = run + "-ONE";
        String report = post(
                programme, HEADING + row(0, "ONE") + "\n", UUID.randomUUID().toString());
        String log = bench.databaseLog();
        bench.logStatements("allocation", false);
        String id = BenchNetwork.field(report, "requestId");
        String ofIt = " from request where id = '" + id + "'";
        String padded = "lpad((:n)::text,12,'0')";
        Map<String, String> fresh = new LinkedHashMap<>();
        fresh.put(id, "'00000000-0000-7000-8000-'||" + padded);
        fresh.put(text("select person_ref" + ofIt), "'00000000-0000-4000-8000-'||" + padded);
        fresh.put(text("select household" + ofIt), "'household-'||(:n)::text");
        fresh.put(BenchNetwork.field(report, "code"), "'R-'||(:n)::text");
        fresh.put(reference, "'ONE-'||(:n)::text");
        RecordedTransaction recorded = RecordedTransaction.last(log);
        String statements = Stream.of(
                        "with made as (insert into request", "insert into person(", "insert into likeness(")
                .map(start -> recorded.alone(start, fresh, since) + ";\n")
                .collect(Collectors.joining());
        Path script = Files.createTempFile("requests", ".sql");
        Files.writeString(
                script,
                "\\set n random(1, 900000000000)\n\\startpipeline\nbegin;\n" + statements + "commit;\n\\endpipeline\n");
        return script;
    }
}
