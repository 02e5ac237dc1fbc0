package network.reuse.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.UUID;
import network.reuse.local.LocalNetwork;
import network.reuse.local.ServiceCommand;
import network.reuse.local.ServiceJvm;
import network.reuse.servers.Home;

/** A network of its own for a benchmark, and calls to prepare it. */
final class BenchNetwork implements AutoCloseable {
    static final String WORKSHOP = "01900000-0000-7000-8000-000000000003";
    static final String DONOR = "01900000-0000-7000-8000-000000000001";

    private final LocalNetwork network;

    BenchNetwork() {
        this(ServiceJvm.own());
    }

    BenchNetwork(ServiceCommand services) {
        Path folder = Home.find().root().resolve(".reuse/bench");
        network = LocalNetwork.start(LocalNetwork.options()
                .folder(folder)
                .freePorts()
                .testClients()
                .command(services)
                .progress(line -> System.out.println("  " + line)));
    }

    LocalNetwork network() {
        return network;
    }

    static String headers(String token, String key, String etag) {
        return "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + key
                + "\r\n" + (etag.isEmpty() ? "" : "If-Match: \"" + etag + "\"\r\n");
    }

    /** Calls as a partner, once; anything but success is an error. */
    String call(String client, URI base, String path, String etag, String body) {
        return call(client, base, path, etag, "application/json", body);
    }

    String call(String client, URI base, String path, String etag, String type, String body) {
        String headers = headers(network.token(client), UUID.randomUUID().toString(), etag)
                .replace("application/json", type);
        try (Connection connection = new Connection(base)) {
            Connection.Answer answer = connection.send(body.isEmpty() ? "GET" : "POST", path, headers, body);
            if (answer.status() >= 300) {
                throw new IllegalStateException(path + " answered " + answer.status() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException broken) {
            throw new IllegalStateException(path + " gave no answer", broken);
        }
    }

    /** The path of a lot of so many laptops that the Region gave and this partner of the workshop's fetched. */
    String collectedLot(URI base, String workshop, int laptops) {
        String count = "\"quantities\":[{\"category\":\"LAPTOP\",\"count\":" + laptops + "}]";
        String lots = "/v1/collection/lots";
        String offer = "{\"recipient\":\"" + WORKSHOP + "\",\"commune\":\"67482\"," + count + "}";
        String lot = lots + "/" + field(call("region-grand-est", base, lots, "", offer), "id");
        var _ = call(workshop, base, lot + "/acceptance", "v1", "{}");
        var _ = call(
                "region-grand-est", base, lot + "/gift-agreement/donor-signature", "", "{\"highestUnitCents\":25000}");
        var _ = call(
                workshop,
                base,
                lot + "/gift-agreement/recipient-signature",
                "",
                "{\"legalQuality\":\"ESUS_REUSE_BODY\",\"commitsToReuse\":true}");
        var _ = call(
                workshop,
                base,
                lot + "/pickup",
                "v2",
                "{\"carrier\":\"" + WORKSHOP
                        + "\",\"from\":\"2026-12-01T08:00:00Z\",\"until\":\"2026-12-01T09:00:00Z\"}");
        var _ = call(workshop, base, lot + "/loading", "v3", "{" + count + "}");
        var _ = call("region-grand-est", base, lot + "/collection", "v4", "{" + count + "}");
        return lot;
    }

    /** The Region offers one laptop to the workshop, under a key that nobody has used; anything but 201 is an error. */
    static void offer(Connection connection, String token, String key) throws IOException {
        Connection.Answer answer = connection.send(
                "POST",
                "/v1/collection/lots",
                headers(token, key, ""),
                "{\"recipient\":\"" + WORKSHOP
                        + "\",\"commune\":\"67482\",\"quantities\":[{\"category\":\"LAPTOP\",\"count\":1}]}");
        if (answer.status() != 201) {
            throw new IllegalStateException("an offer was answered " + answer.status() + ": " + answer.body());
        }
    }

    /** Lets PostgreSQL log what a service asks it, or no longer; the service opens its sessions anew. */
    void logStatements(String service, boolean on) throws SQLException {
        try (java.sql.Connection owner = network.connect(service, "postgres");
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "alter role " + service + "_api " + (on ? "set log_statement = 'all'" : "reset log_statement"));
        }
        network.process(service).holdGently();
        var _ = network.process(service).release();
    }

    String databaseLog() throws IOException {
        return Files.readString(network.folder().resolve("logs/postgresql.log"));
    }

    static double median(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** That part of these latencies, which are sorted and in nanoseconds, is at most as long; in milliseconds. */
    static double quantile(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(sorted.length * part))] / 1e6;
    }

    /** A text field of a JSON answer. */
    static String field(String json, String name) {
        int at = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(at, json.indexOf('"', at));
    }

    /**
     * Deletes rows that a benchmark made. The services delete none, so that no trigger takes them off the lists of those who read
     * them: their rows in {@code <table>_reader} are deleted here as well, where the table has one.
     */
    static void delete(Statement statement, String table, String condition) throws SQLException {
        boolean listed;
        try (ResultSet found = statement.executeQuery("select to_regclass('" + table + "_reader') is not null")) {
            var _ = found.next();
            listed = found.getBoolean(1);
        }
        if (listed) {
            statement.execute("delete from " + table + "_reader where id in (select id from " + table + " where "
                    + condition + ")");
        }
        statement.execute("delete from " + table + " where " + condition);
    }

    /** The other columns of a table, for a list in SQL. */
    static String columns(Statement statement, String table, String but) throws SQLException {
        try (ResultSet columns =
                statement.executeQuery("select string_agg(quote_ident(column_name), ', ' order by ordinal_position)"
                        + " from information_schema.columns where table_schema = 'public' and table_name = '" + table
                        + "' and column_name not in (" + but + ")")) {
            var _ = columns.next();
            return columns.getString(1);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
