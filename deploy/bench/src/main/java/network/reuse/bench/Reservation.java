package network.reuse.bench;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.reuse.local.GrandEstSeason;
import network.reuse.local.LocalNetwork;

/** A counter puts a device aside for a request: stock, request, pack, quota and timer in one transaction. */
final class Reservation implements Work {
    private static final int USUAL = 40_000;
    private static final String CLIENT = "emmaus-connect-strasbourg";
    private static final String COUNTER = "01900000-0000-7000-8000-000000000009";

    private final BenchNetwork bench;
    private final LocalNetwork network;
    private final int requests;
    private final int devices;
    private final String run = Long.toString(System.nanoTime(), 36);
    private Rows there;
    private Instant since = Instant.EPOCH;
    private String programme = "";

    Reservation(BenchNetwork bench) {
        this(bench, USUAL, USUAL);
    }

    /** Of one programme with so many requests, and a shelf with so many devices. */
    Reservation(BenchNetwork bench, int requests, int devices) {
        this.bench = bench;
        this.network = bench.network();
        this.requests = requests;
        this.devices = devices;
        this.there = new Rows(requests, devices);
    }

    /** How many requests wait, and how many devices are on the shelf. */
    record Rows(int requests, int devices) {}

    /** From the next rewind on, so many of them are there. */
    void keep(Rows rows) {
        there = rows;
    }

    @Override
    public String title() {
        return String.format(Locale.ROOT, "reservation, %,d requests of one programme", requests);
    }

    @Override
    public String service() {
        return "allocation";
    }

    @Override
    public String client() {
        return CLIENT;
    }

    @Override
    public void prepare() throws SQLException {
        // Leaves devices on the counter's shelf.
        new GrandEstSeason(network, "bench" + run, 5, 1, Instant.now(), _ -> {}).play(2);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String open = bench.call(CLIENT, network.gatewayUri(), "/v1/allocation/programmes", "", """
                {"name":"Banc","group":"%s","commune":"67482","pack":[{"category":"LAPTOP","worstGrade":"C","count":1}],
                "priceCents":0,"quota":%d,"from":"%s","until":"%s","basis":"GIFT"}""".formatted(
                        run, requests, today.minusDays(7), today.plusDays(60)));
        programme = BenchNetwork.field(open, "id");
        // Too little to tell a household by, of which there may be one in a programme.
        String request = BenchNetwork.field(
                bench.call(CLIENT, network.gatewayUri(), "/v1/allocation/requests", "", """
                {"programmeId":"%s","contact":{"givenName":"Personne","familyName":"Banc"},
                "commune":"67482","proof":"SOCIAL_MINIMA"}""".formatted(programme)),
                "id");
        try (java.sql.Connection owner = network.connect("allocation", "allocation_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("drop table if exists bench_request, bench_device");
            statement.execute("create table bench_request as select * from request where id = '" + request + "'");
            statement.execute("create table bench_device as select * from device where site = '" + COUNTER
                    + "' and status = 'STOCKED' and category = 'LAPTOP' limit 1");
            for (String table : List.of("request", "device")) {
                String prefix = table.equals("request") ? "8" : "9";
                String others = BenchNetwork.columns(statement, table, "'id', 'code', 'state'");
                statement.execute(
                        "insert into bench_" + table + "(id, code, state, " + others + ") select n.id, n.code,"
                                + " replace(replace(b.state, b.id::text, n.id::text), b.code, n.code), " + others
                                + " from bench_" + table + " b, (select ('00000000-0000-7000-" + prefix
                                + "000-' || lpad(i::text, 12, '0'))::uuid as id, 'Q" + prefix
                                + "-' || lpad(i::text, 12, '0') as code"
                                + " from generate_series(0, " + (table.equals("request") ? requests : devices)
                                + " - 1) i) n");
                statement.execute("delete from bench_" + table + " where id::text not like '00000000-%'");
            }
            // What stays on the shelf otherwise would be picked as well.
            BenchNetwork.delete(statement, "device", "site = '" + COUNTER + "' and status = 'STOCKED'");
        }
        since = Instant.now();
    }

    @Override
    public void rewind(int callers) throws SQLException {
        try (java.sql.Connection owner = network.connect("allocation", "allocation_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("delete from timer where key in (select id::text from pack where programme_id = '"
                    + programme + "')");
            BenchNetwork.delete(statement, "device", "id in (select id from bench_device)");
            BenchNetwork.delete(statement, "pack", "programme_id = '" + programme + "'");
            BenchNetwork.delete(statement, "request", "id in (select id from bench_request)");
            for (String table : List.of("request", "device")) {
                String others = BenchNetwork.columns(statement, table, "'id', 'code', 'state'");
                statement.execute("insert into " + table + "(id, code, state, " + others + ") select id, code, state, "
                        + others + " from bench_" + table + " order by id limit "
                        + (table.equals("request") ? there.requests() : there.devices()));
            }
            statement.execute("update programme_quota set taken = 0 where programme_id = '" + programme + "'");
            statement.execute("delete from event_journal where recorded_at > '" + since + "'");
            statement.execute("vacuum analyze device, request, pack, timer, programme_quota, event_journal");
        }
    }

    @Override
    public Ask ask(int caller, int callers, int n) {
        return new Ask(
                "/v1/allocation/packs",
                "",
                "{\"request\":\"" + request(caller * (there.requests() / callers) + n) + "\"}");
    }

    private static String request(int number) {
        return "00000000-0000-7000-8000-" + String.format(Locale.ROOT, "%012d", number);
    }

    @Override
    public String script(String log, String answer) {
        Map<String, String> fresh = new LinkedHashMap<>();
        String padded = "lpad((:i)::text,12,'0')";
        fresh.put(request(0), "'00000000-0000-7000-8000-'||" + padded);
        fresh.put("Q8-000000000000", "'Q8-'||" + padded);
        fresh.put(BenchNetwork.field(answer, "id"), "'00000000-0000-7000-a000-'||" + padded);
        fresh.put(BenchNetwork.field(answer, "code"), "'PACK-'||" + padded);
        String devices = answer.substring(answer.indexOf("\"devices\":"));
        fresh.put(BenchNetwork.field(devices, "id"), "(:id)::text");
        RecordedTransaction recorded = RecordedTransaction.last(log);
        fresh.put(recorded.key(), "'pg'||(:run)::text||'-'||(:i)::text");
        return recorded.script(
                "\\set k :k + 1\n\\set i :client_id * :per + :k\n", fresh, since, "select d.id, d.version, d.sequence");
    }

    @Override
    public List<String> arguments(int clients) {
        return List.of("-D", "k=-1", "-D", "per=" + there.requests() / clients);
    }
}
