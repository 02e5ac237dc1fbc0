package network.reuse.bench;

import java.net.URI;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import network.reuse.local.LocalNetwork;
import network.reuse.servers.Wait;

/** B1: a workshop corrects the grade of a device. */
final class GradeCorrection implements Work {
    private static final int DEVICES = 16_000;
    private static final long FIRST_SEQUENCE = 3;
    private static final int OURS = DEVICES / 2;
    private static final int OF_A_CLIENT = OURS / 32;
    private static final long FIRST_VERSION = 4;
    private static final String CLIENT = "atelier-strasbourg";

    private final BenchNetwork bench;
    private final LocalNetwork network;
    private final long[] cycles = new long[OURS];
    private final String run = Long.toString(System.nanoTime(), 36);

    GradeCorrection(BenchNetwork bench) {
        this.bench = bench;
        this.network = bench.network();
    }

    @Override
    public String title() {
        return String.format(Locale.ROOT, "grade-correction on %,d devices", DEVICES);
    }

    @Override
    public String service() {
        return "refurb";
    }

    @Override
    public String client() {
        return CLIENT;
    }

    @Override
    public Ask ask(int caller, int callers, int n) {
        int device = (caller + n * callers) % OURS;
        long cycle = cycles[device]++;
        return new Ask(
                "/v1/refurb/devices/" + id(device) + "/grade-correction",
                "v" + (FIRST_VERSION + cycle),
                "{\"grade\":\"" + (cycle % 2 == 0 ? "C" : "B") + "\",\"reason\":\"relu\"}");
    }

    @Override
    public String script(String log, String answer) {
        return SentTransaction.read(log).script(OURS, OF_A_CLIENT, FIRST_VERSION, FIRST_SEQUENCE);
    }

    @Override
    public java.util.List<String> arguments(int clients) {
        return java.util.List.of("-D", "k=-1");
    }

    @Override
    public void prepare() throws SQLException {
        URI gateway = network.gatewayUri();
        String lot = bench.collectedLot(gateway, CLIENT, 1);
        String report = bench.call(
                CLIENT,
                gateway,
                lot + "/devices",
                "",
                "text/csv",
                "category;manufacturer;model;serialNumber\nLAPTOP;Dell;Latitude;BENCH-" + run + "\n");
        String device = BenchNetwork.field(report, "deviceId");
        var _ = Wait.until("refurb to expect the device", Duration.ofSeconds(60), () -> {
            try {
                return !bench.call(CLIENT, gateway, "/v1/refurb/devices/" + device, "", "")
                        .isEmpty();
            } catch (IllegalStateException notYet) {
                return false;
            }
        });
        String path = "/v1/refurb/devices/" + device;
        var _ = bench.call(CLIENT, gateway, path + "/reception", "v1", "{}");
        var _ = bench.call(
                CLIENT,
                gateway,
                path + "/triage",
                "v2",
                "{\"media\":[{\"serialNumber\":\"S1\",\"kind\":\"SSD\",\"bytes\":256060514304}]}");
        var _ = bench.call(CLIENT, gateway, path + "/grade", "v3", "{\"grade\":\"B\"}");
        try (java.sql.Connection owner = network.connect("refurb", "refurb_owner");
                Statement statement = owner.createStatement()) {
            String others = BenchNetwork.columns(statement, "device", "'id', 'state'");
            statement.execute("insert into device(id, state, " + others
                    + ") select n.id, replace(d.state, d.id::text, n.id::text), "
                    + others
                    + " from device d, (select ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid as id"
                    + " from generate_series(0, " + (DEVICES - 1) + ") i) n where d.id = '" + device
                    + "' on conflict do nothing");
            statement.execute("alter role refurb_owner set search_path = public");
        }
    }

    /** Puts pgbench's devices back to where its script begins; the others go on from where they are. */
    @Override
    public void rewind(int callers) throws SQLException {
        try (java.sql.Connection owner = network.connect("refurb", "refurb_owner");
                Statement statement = owner.createStatement()) {
            String theirs = " between '" + id(OURS) + "' and '" + id(DEVICES - 1) + "'";
            statement.execute("delete from event_journal where stream_id" + theirs);
            statement.execute("update device set version = " + FIRST_VERSION + ", sequence = " + FIRST_SEQUENCE
                    + " where id" + theirs);
            statement.execute("vacuum analyze device, event_journal");
        }
    }

    static String id(int device) {
        return "00000000-0000-7000-8000-" + String.format(Locale.ROOT, "%012d", device);
    }
}
