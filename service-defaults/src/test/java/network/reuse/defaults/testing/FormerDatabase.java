package network.reuse.defaults.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.servers.TestBackends;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * A service's database as the release before the word <i>attributes</i> left it, with a row of each state in each of its
 * aggregate tables, and then migrated to today.
 */
public final class FormerDatabase {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path SAMPLES = Path.of("src/test/resources/states");

    /** The first migration of what every service keeps that was not there. */
    private static final String FIRST_LATER_DEFAULT = "V0_7__standard_words.sql";

    private static final UUID PENDING = new UUID(0x01900000_0000_7000L, 0x8000_0000_0000_0001L);

    /** When the former release wrote a row last, and when it recorded the first event of every other one. */
    private static final Instant CHANGED = Instant.parse("2026-11-01T08:00:00Z");

    private static final Instant RECORDED = Instant.parse("2026-10-01T08:00:00Z");

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String service;
    private final String url;
    private final String password;
    private final List<Path> folders;
    private final Map<UUID, Kept<?>> kept = new LinkedHashMap<>();

    private record Kept<S>(String table, StateCodec<S> states, String status, S meant, Instant createdAt) {
        void check(String status, String state, Instant createdAt) {
            if (!createdAt.equals(this.createdAt)) {
                throw new AssertionError(table + " says " + createdAt + " where " + this.createdAt + " is meant");
            }
            S read = states.read(status, state);
            if (!status.equals(this.status) || !read.equals(meant)) {
                throw new AssertionError(table + " has " + read + " where " + meant + " was");
            }
        }
    }

    private FormerDatabase(String service, TestBackends backends, List<String> others) {
        this.service = service;
        this.url = backends.emptyDatabase("former_" + service + DATABASES.incrementAndGet(), service);
        this.password = backends.databasePassword(service + "_owner");
        Path defaults = Path.of(System.getProperty("reuse.root"), "service-defaults/src/main/resources/db");
        this.folders = Stream.concat(
                        Stream.concat(Stream.of("rights", "defaults"), others.stream())
                                .map(defaults::resolve),
                        Stream.of(Path.of("src/main/resources/db/migration")))
                .toList();
    }

    /**
     * Migrates an empty database up to this file of the service, and what every service keeps as far as it was then.
     *
     * @param firstLater the first migration of the service that was not there
     * @param others further folders of {@code db} in service-defaults
     */
    public static FormerDatabase before(String service, String firstLater, String... others) throws IOException {
        FormerDatabase database = new FormerDatabase(service, TestBackends.start(service), List.of(others));
        Path former = Files.createTempDirectory(Path.of("target"), "former");
        for (Path folder : database.folders) {
            for (Path file : files(folder)) {
                String name = file.getFileName().toString();
                boolean later = folder.endsWith("migration")
                        ? number(name) >= number(firstLater)
                        : name.startsWith("V0_") && minor(name) >= minor(FIRST_LATER_DEFAULT);
                if (!later) {
                    Files.copy(file, former.resolve(name));
                }
            }
        }
        database.migrate(List.of(former));
        return database;
    }

    /**
     * Adds a row of each sample of this type, as the former release wrote it; tables that it refers to come first.
     *
     * @param former makes of a state of version 1 one as it was written then, beside what all have in common
     */
    public <S> FormerDatabase with(String table, StateCodec<S> states, UnaryOperator<ObjectNode> former)
            throws SQLException, IOException {
        Path samples = SAMPLES.resolve(states.type().getSimpleName().toLowerCase(Locale.ROOT))
                .resolve("v1");
        try (Connection owner = owner()) {
            for (Path sample : files(samples)) {
                if (!sample.toString().endsWith(".json")) {
                    continue;
                }
                String text = Files.readString(sample).strip();
                String status = sample.getFileName().toString().replaceAll("(\\.least)?\\.json$", "");
                ObjectNode state = former.apply((ObjectNode) named((ObjectNode) JSON.readTree(text)));
                UUID id = insert(owner, table, status, state.toString());
                Instant createdAt = kept.size() % 2 == 0 ? CHANGED : RECORDED;
                if (createdAt.equals(RECORDED)) {
                    record(owner, table, id);
                }
                kept.put(id, new Kept<>(table, states, status, states.read(status, text), createdAt));
            }
        }
        return this;
    }

    /** What was called attributes is called facts, wherever it stands, and nothing says a version. */
    private static JsonNode named(ObjectNode state) {
        ObjectNode former = JSON.createObjectNode();
        state.properties().forEach(entry -> {
            if (!entry.getKey().equals(StateCodec.VERSION)) {
                former.set(
                        entry.getKey().equals("attributes") ? "facts" : entry.getKey(),
                        entry.getValue() instanceof ObjectNode inner ? named(inner) : entry.getValue());
            }
        });
        return former;
    }

    /** Migrates to today, and reads every row that was there before. */
    public void isReadToday() throws SQLException, IOException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute("insert into held_event(consumer, source, stream_type, stream_id, incarnation, sequence,"
                    + " event_id, type, correlation_id, value, reason, detail) values ('c', 's', 't', '" + PENDING
                    + "', 1, 2, '" + PENDING + "', 'x.Y.v1', '" + PENDING + "', '{}', 'FAULT', 'd')");
            statement.execute(
                    "insert into parked_stream(stream_type, stream_id, reason) values ('t', '" + PENDING + "', 'r')");
            statement.execute(
                    "insert into consumer_position values ('c', 's', 't', '" + PENDING + "', 1, 1, '" + PENDING + "')");
            statement.execute("insert into idempotency_key(organisation, key, fingerprint, status, location, version,"
                    + " body, created_at) values ('" + PENDING + "', 'k', 'f', 201, '/v1/things/" + PENDING
                    + "', 1, '{}', now())");
        }
        migrate(folders);
        try (Connection owner = owner()) {
            for (String table :
                    Set.copyOf(kept.values().stream().map(Kept::table).toList())) {
                check(owner, table);
            }
            one(owner, "select count(*) from pending_event where state = 'QUARANTINED'");
            one(owner, "select count(*) from quarantined_stream");
            one(owner, "select count(*) from consumer_checkpoint where sequence = 1");
            one(
                    owner,
                    "select count(*) from pg_database d where datname = current_database() and not exists"
                            + " (select from aclexplode(d.datacl) where grantee = 0) and has_database_privilege('"
                            + service
                            + "_worker', d.oid, 'connect') and has_table_privilege('" + service
                            + "_worker', 'flyway_schema_history', 'select')");
            one(owner, "select count(*) from idempotency_key where resource = '" + PENDING + "'");
        }
    }

    /** A connection of the database's owner. */
    public Connection owner() throws SQLException {
        return DriverManager.getConnection(url, service + "_owner", password);
    }

    private void check(Connection owner, String table) throws SQLException {
        List<UUID> expected = new ArrayList<>(kept.entrySet().stream()
                .filter(entry -> entry.getValue().table().equals(table))
                .map(Map.Entry::getKey)
                .toList());
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select id, status, state, created_at from " + table + " where owners = readers")) {
            while (rows.next()) {
                UUID id = rows.getObject(1, UUID.class);
                Kept<?> row = kept.get(id);
                if (row == null || !expected.remove(id)) {
                    throw new AssertionError(table + " has a row that nobody wrote: " + id);
                }
                row.check(
                        rows.getString(2),
                        rows.getString(3),
                        rows.getTimestamp(4).toInstant());
            }
        }
        if (!expected.isEmpty()) {
            throw new AssertionError(table + " has lost " + expected);
        }
    }

    private static void record(Connection owner, String table, UUID id) throws SQLException {
        try (PreparedStatement event = owner.prepareStatement("insert into event_journal(event_id, topic, stream_type,"
                + " stream_id, sequence, type, value, correlation_id, occurred_at, recorded_at)"
                + " values (gen_random_uuid(), 't', ?, ?, 1, 'x.Y.v1', '{}', ?, ?, ?)")) {
            event.setString(1, table);
            event.setObject(2, id);
            event.setObject(3, id);
            event.setTimestamp(4, Timestamp.from(RECORDED));
            event.setTimestamp(5, Timestamp.from(RECORDED));
            event.executeUpdate();
        }
    }

    private static void one(Connection owner, String count) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(count)) {
            if (!rows.next() || rows.getInt(1) != 1) {
                throw new AssertionError("not one: " + count);
            }
        }
    }

    private void migrate(List<Path> from) {
        FluentConfiguration settings = Flyway.configure()
                .dataSource(url, service + "_owner", password)
                .placeholders(Map.of("service", service))
                .outOfOrder(true)
                .locations(from.stream()
                        .map(folder -> "filesystem:" + folder.toAbsolutePath())
                        .toArray(String[]::new));
        var _ = settings.load().migrate();
    }

    /** Inserts a row with a value of its own in each column that needs one. */
    private UUID insert(Connection owner, String table, String status, String state) throws SQLException {
        int n = kept.size() + 1;
        UUID id = new UUID(PENDING.getMostSignificantBits(), PENDING.getLeastSignificantBits() + n);
        Map<String, Object> values = new LinkedHashMap<>();
        try (PreparedStatement columns = owner.prepareStatement(
                "select column_name, data_type from information_schema.columns where table_name = ?"
                        + " and is_nullable = 'NO' and is_generated = 'NEVER' and column_default is null")) {
            columns.setString(1, table);
            try (ResultSet rows = columns.executeQuery()) {
                while (rows.next()) {
                    String column = rows.getString(1);
                    values.put(
                            column,
                            switch (column) {
                                case "id" -> id;
                                case "status" -> status;
                                case "state" -> state;
                                case "previous_status" -> before(owner, table, status);
                                case "env" -> "LIVE";
                                case "readers", "holders" -> owner.createArrayOf("uuid", new Object[] {PENDING});
                                default -> value(column, rows.getString(2), n);
                            });
                }
            }
        }
        String sql = "insert into " + table + "(" + String.join(", ", values.keySet()) + ") values ("
                + String.join(", ", values.keySet().stream().map(_ -> "?").toList()) + ")";
        try (PreparedStatement insert = owner.prepareStatement(sql)) {
            int at = 1;
            for (Object value : values.values()) {
                insert.setObject(at++, value);
            }
            insert.executeUpdate();
        }
        return id;
    }

    private Object value(String column, String type, int n) {
        return switch (type) {
            case "uuid" -> referred(column).orElse(new UUID(PENDING.getMostSignificantBits(), n));
            case "bigint", "integer" -> 1;
            case "timestamp with time zone" -> Timestamp.from(CHANGED);
            default -> column + "-" + n;
        };
    }

    /** The row of the table that a column such as {@code lot_id} refers to. */
    private Optional<Object> referred(String column) {
        return kept.entrySet().stream()
                .filter(entry -> column.equals(entry.getValue().table() + "_id"))
                .<Object>map(Map.Entry::getKey)
                .findFirst();
    }

    private static String before(Connection owner, String table, String status) throws SQLException {
        try (PreparedStatement moves = owner.prepareStatement(
                "select from_status from " + table + "_move where to_status = ? order by 1 limit 1")) {
            moves.setString(1, status);
            try (ResultSet found = moves.executeQuery()) {
                if (!found.next()) {
                    throw new IllegalStateException("no move of " + table + " leads to " + status);
                }
                return found.getString(1);
            }
        }
    }

    /** The second number of a migration of what every service keeps, such as 7 of V0_7. */
    private static int minor(String migration) {
        return Integer.parseInt(migration.replaceAll("^V0_(\\d+)__.*", "$1"));
    }

    private static int number(String migration) {
        return Integer.parseInt(migration.replaceAll("^V(\\d+)_.*", "$1"));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
