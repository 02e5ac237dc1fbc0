package network.reuse.bench;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.reuse.local.LocalNetwork;

/** A seat in a workshop is booked: seat and booking in one statement. */
final class Booking implements Work {
    private static final int WORKSHOPS = 100;
    private static final String CLIENT = "fabrique-des-possibles";

    private final BenchNetwork bench;
    private final LocalNetwork network;
    private Instant since = Instant.EPOCH;

    Booking(BenchNetwork bench) {
        this.bench = bench;
        this.network = bench.network();
    }

    @Override
    public String title() {
        return String.format(Locale.ROOT, "booking in %,d workshops", WORKSHOPS);
    }

    @Override
    public String service() {
        return "mediation";
    }

    @Override
    public String client() {
        return CLIENT;
    }

    @Override
    public void prepare() throws SQLException {
        String place = BenchNetwork.field(
                bench.call(
                        CLIENT,
                        network.gatewayUri(),
                        "/v1/mediation/places",
                        "",
                        "{\"name\":\"Banc\",\"commune\":\"54547\"}"),
                "id");
        Instant from = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(30, ChronoUnit.DAYS);
        String workshop = BenchNetwork.field(
                bench.call(CLIENT, network.gatewayUri(), "/v1/mediation/workshops", "", """
                {"placeId":"%s","title":"Banc","from":"%s","until":"%s","capacity":1000}""".formatted(
                                place, from, from.plus(2, ChronoUnit.HOURS))),
                "id");
        try (java.sql.Connection owner = network.connect("mediation", "mediation_owner");
                Statement statement = owner.createStatement()) {
            String others = BenchNetwork.columns(statement, "workshop", "'id', 'code', 'state'");
            statement.execute("insert into workshop(id, code, state, " + others + ") select n.id, n.id::text,"
                    + " replace(w.state, w.id::text, n.id::text), " + others
                    + " from workshop w, (select ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid as id"
                    + " from generate_series(0, " + (WORKSHOPS - 1) + ") i) n where w.id = '" + workshop
                    + "' on conflict do nothing");
            // More seats than a workshop may have: what is measured is the booking, never the refusal.
            statement.execute("update workshop_seats set capacity = 1000000 where workshop_id::text like '00000000-%'");
            statement.execute("update workshop set capacity = 1000000, state = replace(state, '\"capacity\":1000',"
                    + " '\"capacity\":1000000') where id::text like '00000000-%'");
        }
        since = Instant.now();
    }

    @Override
    public void rewind(int callers) throws SQLException {
        try (java.sql.Connection owner = network.connect("mediation", "mediation_owner");
                Statement statement = owner.createStatement()) {
            BenchNetwork.delete(statement, "booking", "workshop_id::text like '00000000-%'");
            statement.execute("update workshop_seats set booked = 0 where workshop_id::text like '00000000-%'");
            statement.execute("delete from event_journal where recorded_at > '" + since + "'");
            statement.execute("vacuum analyze booking, booking_reader, workshop_seats, event_journal");
        }
    }

    @Override
    public Ask ask(int caller, int callers, int n) {
        return new Ask(
                "/v1/mediation/workshops/" + workshop((caller + n * callers) % WORKSHOPS) + "/bookings", "", "{}");
    }

    private static String workshop(int number) {
        return "00000000-0000-7000-8000-" + String.format(Locale.ROOT, "%012d", number);
    }

    @Override
    public String script(String log, String answer) {
        Map<String, String> fresh = new LinkedHashMap<>();
        String padded = "lpad((:client_id * 100000 + :k)::text,12,'0')";
        fresh.put(workshop(0), "'00000000-0000-7000-8000-'||lpad((:w)::text,12,'0')");
        fresh.put(BenchNetwork.field(answer, "id"), "'00000000-0000-7000-a000-'||" + padded);
        fresh.put(BenchNetwork.field(answer, "code"), "'SEAT-'||" + padded);
        RecordedTransaction recorded = RecordedTransaction.last(log);
        fresh.put(recorded.key(), "'pg'||(:run)::text||'-'||" + padded);
        return recorded.script("\\set k :k + 1\n\\set w (:client_id + :k * 7) % " + WORKSHOPS + "\n", fresh, since, "");
    }

    @Override
    public List<String> arguments(int clients) {
        return List.of("-D", "k=-1");
    }
}
