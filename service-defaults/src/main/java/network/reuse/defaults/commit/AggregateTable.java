package network.reuse.defaults.commit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.EventCodec;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Scanned;
import network.reuse.contracts.StreamId;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.database.IdArrays;
import network.reuse.defaults.ids.Ids;
import org.jspecify.annotations.Nullable;

/**
 * One kind of aggregate and the table it is kept in. Every such table has the columns {@code id, version, sequence,
 * previous_status, status, state, readers, owners, env, changed_at, occurred_at, created_at}, then its own. Each write is one
 * statement that also appends the events to {@code event_journal} and {@code outbox}; when it changes no row it writes nothing
 * at all.
 */
public final class AggregateTable<S, E> {

    /** A column of its own, kept beside the state so that it can be searched or made unique; values are written as text. */
    public record Column<S>(String name, String type, Function<S, @Nullable String> value) {
        /** One that holds the form in which a text is compared, so that it is found whatever its case and blanks. */
        public static <S> Column<S> form(String name, Function<S, @Nullable String> text) {
            return new Column<>(name, "text", state -> {
                String said = text.apply(state);
                return said == null ? null : Scanned.form(said);
            });
        }
    }

    /** What a row is to say. */
    private record Written<S>(
            S state,
            long sequence,
            Visibility visibility,
            @Nullable Instant occurredAt) {}

    /** A column that a write fills, its value as text. */
    private record Filled<S>(String name, String type, Function<Written<S>, @Nullable String> value) {}

    private static final int LARGEST_EVENT = 512 * 1024;
    private static final int EVENT_VALUES = 9;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\d+)");

    private final String table;
    private final String streamType;
    private final String topic;
    private final EventCodec<E> events;
    private final StateCodec<S> states;
    private final Function<S, Visibility> visibility;
    private final List<Filled<S>> changed;
    private final List<Filled<S>> created;
    private final String select;
    private final String selectOne;
    private final String updateKeyed;
    private final String updateMany;
    private final String insert;
    private final String insertMissing;
    private final String insertKeyed;

    public AggregateTable(
            String table,
            String streamType,
            Publisher<E> publisher,
            StateCodec<S> states,
            Function<S, Visibility> visibility,
            List<Column<S>> columns) {
        this.table = table;
        this.streamType = streamType;
        this.topic = publisher.topic();
        this.events = publisher.codec();
        this.states = states;
        this.visibility = visibility;
        this.changed = changed(columns);
        this.created = created(changed);
        this.select = "select id, version, sequence, status, state, occurred_at, created_at, changed_at from " + table
                + " where ";
        this.selectOne = select + "id = $1";
        this.updateKeyed = updateKeyedSql();
        this.updateMany = updateManySql();
        this.insert = insertSql(false, null, "");
        this.insertMissing = insertSql(false, null, " on conflict do nothing");
        this.insertKeyed = insertSql(true, null, "");
    }

    /** How states are kept. */
    public StateCodec<S> states() {
        return states;
    }

    /**
     * Refuses a caller who is not one of a state's owners: it is another's move. A state that nobody owns any more offers no
     * move, and says so itself.
     */
    public void requireOwner(S state, Caller caller) {
        Set<UUID> owners = visibility.apply(state).owners();
        if (!owners.isEmpty() && !owners.contains(caller.organisation())) {
            throw Refusals.notYours();
        }
    }

    /** Who may see and change a state, and where it counts. */
    public Visibility visibility(S state) {
        return visibility.apply(state);
    }

    /** The state that a row of this table keeps. */
    public S read(String status, String state) {
        return states.read(status, state);
    }

    /** The row, or null when there is none that the connection's role may see. */
    Future<@Nullable Stored<S>> load(SqlConnection connection, UUID id) {
        return connection.preparedQuery(selectOne).execute(Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return stored(row);
            }
            return null;
        });
    }

    /** The row; refused as unknown when there is none that the connection's role may see. */
    public Future<Stored<S>> require(SqlConnection connection, UUID id) {
        return load(connection, id).map(stored -> {
            if (stored == null) {
                throw Refusals.unknown();
            }
            return stored;
        });
    }

    /** The rows that exist of these, by id. */
    public Future<Map<UUID, Stored<S>>> loadAll(SqlConnection connection, Collection<UUID> ids) {
        return where(connection, "id = any($1)", Tuple.of(ids.toArray(UUID[]::new)))
                .map(found -> found.stream().collect(Collectors.toMap(Stored::id, Function.identity())));
    }

    /** The rows that the connection's role may see and of which an SQL condition holds, in the order of their ids. */
    public Future<List<Stored<S>>> where(SqlConnection connection, String condition, Tuple values) {
        return connection
                .preparedQuery(select + condition + " order by id")
                .execute(values)
                .map(this::stored);
    }

    /** Those of the rows of {@link #where} that the connection's role may change, each locked until the transaction ends. */
    public Future<List<Stored<S>>> lockWhere(SqlConnection transaction, String condition, Tuple values) {
        return transaction
                .preparedQuery(select + condition + " order by id for update")
                .execute(values)
                .map(this::stored);
    }

    /**
     * The row, locked until the transaction ends; as it was read when the connection's role may see it and not change it.
     * Refused as unknown when there is none that the role may see.
     */
    public Future<Stored<S>> lock(SqlConnection transaction, UUID id) {
        return lockWhere(transaction, "id = $1", Tuple.of(id))
                .compose(locked ->
                        locked.isEmpty() ? require(transaction, id) : Future.succeededFuture(locked.getFirst()));
    }

    /** Fails with {@link RetryTransaction}, and has written nothing, when the version that was decided on is gone. */
    Future<?> changeKeyed(SqlConnection connection, Change<S, E> change, Cause cause, StoredKey key) {
        Tuple values = updateValues(change, cause);
        key.addTo(values);
        return unique(
                        connection.preparedQuery(updateKeyed).execute(values),
                        List.of(change),
                        one -> one.next(cause.now()))
                .map(AggregateTable::one);
    }

    /**
     * Writes decisions on many rows that are locked, in one statement; fails, and the transaction with it, unless it
     * changes every one of them, so that more may be sent behind it without waiting.
     */
    public Future<?> changeAll(SqlConnection connection, List<Change<S, E>> changes, Cause cause) {
        if (changes.isEmpty()) {
            return Future.succeededFuture();
        }
        return unique(
                connection.preparedQuery(updateMany).execute(updateManyValues(changes, cause)),
                changes,
                change -> change.next(cause.now()));
    }

    /**
     * The rows of a query that selects {@code id, version, sequence, status, state} of this table first, and {@code
     * occurred_at, created_at, changed_at} somewhere.
     */
    public List<Stored<S>> stored(RowSet<Row> rows) {
        List<Stored<S>> found = new ArrayList<>(rows.size());
        for (Row row : rows) {
            found.add(stored(row));
        }
        return found;
    }

    /**
     * Writes what is new, in one statement; fails, and the transaction with it, when any of it collides with what exists, so
     * that more may be sent behind it without waiting.
     */
    public Future<?> createAll(SqlConnection connection, List<Creation<S, E>> creations, Cause cause) {
        return unique(
                connection.preparedQuery(insert).execute(insertValues(creations, cause)),
                creations,
                creation -> creation.next(cause.now()));
    }

    /** Writes what is new; answers the ids of those that did not collide with what exists. The others leave no trace. */
    public Future<Set<UUID>> createMissing(SqlConnection connection, List<Creation<S, E>> creations, Cause cause) {
        if (creations.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return connection
                .preparedQuery(insertMissing)
                .execute(insertValues(creations, cause))
                .map(AggregateTable::ids);
    }

    /**
     * Makes the creation that depends on another row, and may change it, in the same statement.
     *
     * @param claim finds one row when the creation may be and none when it may not, such as
     *     {@code update seats set booked = booked + 1 where id = $1 and booked < capacity returning 1}
     */
    public Claiming claiming(String claim) {
        return new Claiming(claim);
    }

    /** Creates what depends on another row: both are written by one statement, or neither. */
    public final class Claiming {
        private final String sql;

        private Claiming(String claim) {
            this.sql = insertSql(false, claim, "");
        }

        /**
         * Claims and creates. Fails, and the transaction with it, when the claim finds no row or when what is new
         * collides with what exists, so that more may be sent behind it without waiting.
         *
         * @param claimed the values of the claim, its {@code $1}, {@code $2} …
         */
        public Future<?> create(SqlConnection connection, Creation<S, E> creation, Cause cause, Object... claimed) {
            Tuple values = insertValues(List.of(creation), cause);
            for (Object value : claimed) {
                values.addValue(value);
            }
            return unique(
                    connection.preparedQuery(sql).execute(values), List.of(creation), one -> one.next(cause.now()));
        }
    }

    /** Fails, and has written nothing, when it collides with what exists. */
    Future<?> createKeyed(SqlConnection connection, Creation<S, E> creation, Cause cause, StoredKey key) {
        Tuple values = insertValues(List.of(creation), cause);
        key.addTo(values);
        return unique(
                connection.preparedQuery(insertKeyed).execute(values), List.of(creation), one -> one.next(cause.now()));
    }

    /**
     * The same write, which fails with {@link UniqueViolation} when what has to be unique is there already.
     *
     * @param next what is kept of each that is written, made only when the write fails
     */
    private <T, W> Future<T> unique(Future<T> write, List<W> written, Function<W, Stored<S>> next) {
        return UniqueViolation.of(
                write, table, () -> written.size() == 1 ? columns(next.apply(written.getFirst())) : Map.of());
    }

    /** What each column of a row is to hold. */
    private Map<String, UniqueViolation.Value> columns(Stored<S> next) {
        Written<S> row = written(next);
        Map<String, UniqueViolation.Value> columns = new HashMap<>();
        columns.put("id", new UniqueViolation.Value("uuid", next.id().toString()));
        for (Filled<S> column : created) {
            columns.put(
                    column.name(),
                    new UniqueViolation.Value(column.type(), column.value().apply(row)));
        }
        return columns;
    }

    private static RowSet<Row> one(RowSet<Row> rows) {
        if (rows.size() != 1) {
            throw new RetryTransaction();
        }
        return rows;
    }

    /** A row of such a query. */
    public Stored<S> stored(Row row) {
        OffsetDateTime occurredAt = row.getOffsetDateTime("occurred_at");
        return new Stored<>(
                row.getUUID(0),
                row.getLong(1),
                row.getLong(2),
                states.read(row.getString(3), row.getString(4)),
                occurredAt == null ? null : occurredAt.toInstant(),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }

    private static Set<UUID> ids(RowSet<Row> rows) {
        Set<UUID> ids = HashSet.newHashSet(rows.size());
        for (Row row : rows) {
            ids.add(row.getUUID(0));
        }
        return ids;
    }

    /** The columns that every write of a row fills. */
    private List<Filled<S>> changed(List<Column<S>> own) {
        List<Filled<S>> all = new ArrayList<>();
        all.add(new Filled<>("sequence", "bigint", written -> Long.toString(written.sequence())));
        all.add(new Filled<>("status", "text", written -> states.status(written.state())));
        all.add(new Filled<>("state", "text", written -> states.write(written.state())));
        all.add(new Filled<>(
                "readers",
                "uuid[]",
                written -> IdArrays.literal(written.visibility().readers())));
        all.add(new Filled<>(
                "owners",
                "uuid[]",
                written -> IdArrays.literal(written.visibility().owners())));
        all.add(new Filled<>("occurred_at", "timestamptz", written -> text(written.occurredAt())));
        for (Column<S> column : own) {
            all.add(new Filled<>(
                    column.name(), column.type(), written -> column.value().apply(written.state())));
        }
        return List.copyOf(all);
    }

    /** Those, and what never changes afterwards. */
    private static <S> List<Filled<S>> created(List<Filled<S>> changed) {
        List<Filled<S>> all = new ArrayList<>(changed);
        all.add(new Filled<>(
                "env", "text", written -> written.visibility().env().name()));
        return List.copyOf(all);
    }

    private Written<S> written(Stored<S> next) {
        return new Written<>(next.state(), next.sequence(), visibility.apply(next.state()), next.occurredAt());
    }

    private Tuple updateValues(Change<S, E> change, Cause cause) {
        Written<S> written = written(change.next(cause.now()));
        Tuple values = Tuple.tuple();
        values.addValue(change.from().id());
        values.addValue(change.from().version());
        values.addValue(cause.now().atOffset(ZoneOffset.UTC));
        for (Filled<S> column : changed) {
            values.addValue(column.value().apply(written));
        }
        Appended appended = new Appended(change.decision().events().size());
        append(appended, change, written.visibility(), cause);
        appended.addTo(values, cause);
        return values;
    }

    private Tuple updateManyValues(List<Change<S, E>> changes, Cause cause) {
        int n = changes.size();
        UUID[] ids = new UUID[n];
        Long[] versions = new Long[n];
        String[][] texts = new String[changed.size()][n];
        Appended appended = new Appended(changes.stream()
                .mapToInt(change -> change.decision().events().size())
                .sum());
        for (int i = 0; i < n; i++) {
            Change<S, E> change = changes.get(i);
            Written<S> written = written(change.next(cause.now()));
            ids[i] = change.from().id();
            versions[i] = change.from().version();
            fill(texts, i, changed, written);
            append(appended, change, written.visibility(), cause);
        }
        Tuple values = Tuple.tuple();
        values.addValue(ids);
        values.addValue(versions);
        values.addValue(cause.now().atOffset(ZoneOffset.UTC));
        for (String[] column : texts) {
            values.addValue(column);
        }
        appended.addTo(values, cause);
        return values;
    }

    private Tuple insertValues(List<Creation<S, E>> creations, Cause cause) {
        int n = creations.size();
        UUID[] ids = new UUID[n];
        String[][] texts = new String[created.size()][n];
        Appended appended = new Appended(creations.stream()
                .mapToInt(creation -> creation.decision().events().size())
                .sum());
        for (int i = 0; i < n; i++) {
            Creation<S, E> creation = creations.get(i);
            Written<S> written = written(creation.next(cause.now()));
            ids[i] = creation.id();
            fill(texts, i, created, written);
            append(
                    appended,
                    creation.id(),
                    0,
                    creation.decision().events(),
                    written.visibility(),
                    creation.occurredAt(),
                    cause);
        }
        Tuple values = Tuple.tuple();
        values.addValue(ids);
        values.addValue(cause.now().atOffset(ZoneOffset.UTC));
        for (String[] column : texts) {
            values.addValue(column);
        }
        appended.addTo(values, cause);
        return values;
    }

    private static <S> void fill(String[][] texts, int row, List<Filled<S>> columns, Written<S> written) {
        for (int c = 0; c < columns.size(); c++) {
            texts[c][row] = columns.get(c).value().apply(written);
        }
    }

    private void append(Appended appended, Change<S, E> change, Visibility row, Cause cause) {
        append(
                appended,
                change.from().id(),
                change.from().sequence(),
                change.decision().events(),
                row,
                change.occurredAt(),
                cause);
    }

    private void append(
            Appended appended, UUID id, long last, List<E> appending, Visibility row, Instant occurredAt, Cause cause) {
        long sequence = last;
        for (E event : appending) {
            Envelope envelope = new Envelope(
                    Ids.next(),
                    events.typeOf(event),
                    new StreamId(events.source(), streamType, id),
                    ++sequence,
                    cause.correlation(),
                    occurredAt,
                    cause.now(),
                    row.readers(),
                    row.territory(),
                    row.env(),
                    Incarnation.current(),
                    row.epoch(),
                    row.donorKind());
            byte[] value = events.encode(envelope, event);
            if (value.length > LARGEST_EVENT) {
                throw new IllegalStateException(
                        "an event of type " + envelope.type() + " has " + value.length + " bytes; 512 kB is the most");
            }
            appended.add(envelope, value);
        }
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** The events of one write, as the columns of an unnest. */
    private static final class Appended {
        private final UUID[] eventIds;
        private final UUID[] streams;
        private final Long[] sequences;
        private final String[] types;
        private final String[] values;
        private final OffsetDateTime[] occurred;
        private int n;

        Appended(int size) {
            eventIds = new UUID[size];
            streams = new UUID[size];
            sequences = new Long[size];
            types = new String[size];
            values = new String[size];
            occurred = new OffsetDateTime[size];
        }

        void add(Envelope envelope, byte[] value) {
            eventIds[n] = envelope.id();
            streams[n] = envelope.stream().id();
            sequences[n] = envelope.sequence();
            types[n] = envelope.type();
            values[n] = new String(value, StandardCharsets.UTF_8);
            occurred[n] = envelope.occurredAt().atOffset(ZoneOffset.UTC);
            n++;
        }

        void addTo(Tuple tuple, Cause cause) {
            tuple.addValue(eventIds);
            tuple.addValue(streams);
            tuple.addValue(sequences);
            tuple.addValue(types);
            tuple.addValue(values);
            tuple.addValue(occurred);
            tuple.addValue(cause.correlation());
            tuple.addValue(cause.traceparent());
            tuple.addValue(cause.now().atOffset(ZoneOffset.UTC));
        }
    }

    private String updateKeyedSql() {
        StringBuilder sql = new StringBuilder("with made as (update ")
                .append(table)
                .append(" set version = version + 1, previous_status = status, changed_at = greatest(changed_at, $3)");
        int next = 4;
        for (Filled<S> column : changed) {
            sql.append(", ")
                    .append(column.name())
                    .append(" = $")
                    .append(next++)
                    .append("::text::")
                    .append(column.type());
        }
        sql.append(" where id = $1 and version = $2 returning id)");
        StoredKey.appendTo(sql, appendEvents(sql, next));
        return sql.append(" select id from made").toString();
    }

    private String updateManySql() {
        StringBuilder sql = new StringBuilder("with made as (update ")
                .append(table)
                .append(" t set version = t.version + 1, previous_status = t.status,"
                        + " changed_at = greatest(t.changed_at, $3)");
        for (Filled<S> column : changed) {
            sql.append(", ").append(column.name()).append(" = ").append(given(column));
        }
        sql.append(" from unnest($1::uuid[], $2::bigint[]")
                .append(texts(4, changed))
                .append(") as g(id, version")
                .append(names(changed))
                .append(") where t.id = g.id and t.version = g.version returning t.id)");
        int _ = appendEvents(sql, 4 + changed.size());
        // A division by zero is an error without a function or a table of its own: a row that is missing ends it all.
        return sql.append(" select 1 / (count(*) = cardinality($1::uuid[]))::int from made")
                .toString();
    }

    private String insertSql(boolean keyed, @Nullable String claim, String onConflict) {
        int next = 3 + created.size();
        StringBuilder sql = new StringBuilder("with ");
        if (claim != null) {
            sql.append("claimed as (")
                    .append(shifted(claim, next + EVENT_VALUES - 1))
                    .append("), ");
        }
        sql.append("made as (insert into ")
                .append(table)
                .append("(id, version, previous_status, created_at, changed_at")
                .append(names(created))
                .append(") select g.id, 1, 'NEW', $2, $2");
        for (Filled<S> column : created) {
            sql.append(", ").append(given(column));
        }
        sql.append(" from unnest($1::uuid[]")
                .append(texts(3, created))
                .append(") with ordinality as g(id")
                .append(names(created))
                .append(", ord)")
                .append(claim == null ? "" : " where exists (select from claimed)")
                .append(" order by g.ord")
                .append(onConflict)
                .append(" returning id)");
        next = appendEvents(sql, next);
        if (keyed) {
            StoredKey.appendTo(sql, next);
        }
        // A division by zero is an error without a function or a table of its own: a claim that fails ends it all.
        return sql.append(claim == null ? " select id from made" : " select 1 / count(*)::int from made")
                .toString();
    }

    private static String given(Filled<?> column) {
        return "g." + column.name() + "::" + column.type();
    }

    private static <S> String names(List<Filled<S>> columns) {
        return columns.stream().map(column -> ", " + column.name()).collect(Collectors.joining());
    }

    private static <S> String texts(int from, List<Filled<S>> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(c -> ", $" + (from + c) + "::text[]")
                .collect(Collectors.joining());
    }

    /** The same SQL with its values numbered from behind so many others. */
    private static String shifted(String sql, int by) {
        return PLACEHOLDER
                .matcher(sql)
                .replaceAll(found -> Matcher.quoteReplacement("$" + (Integer.parseInt(found.group(1)) + by)));
    }

    private int appendEvents(StringBuilder sql, int from) {
        sql.append(", journalled as (insert into event_journal(event_id, topic, stream_type, stream_id, sequence, type,"
                        + " value, occurred_at, correlation_id, traceparent, recorded_at) select e.event_id, '")
                .append(topic)
                .append("', '")
                .append(streamType)
                .append("', e.stream_id, e.sequence, e.type, e.value, e.occurred_at, $")
                .append(from + 6)
                .append("::uuid, $")
                .append(from + 7)
                .append("::text, $")
                .append(from + 8)
                .append("::timestamptz from unnest($")
                .append(from)
                .append("::uuid[], $")
                .append(from + 1)
                .append("::uuid[], $")
                .append(from + 2)
                .append("::bigint[], $")
                .append(from + 3)
                .append("::text[], $")
                .append(from + 4)
                .append("::text[], $")
                .append(from + 5)
                .append("::timestamptz[]) with ordinality"
                        + " as e(event_id, stream_id, sequence, type, value, occurred_at, ord)"
                        + " join made on made.id = e.stream_id order by e.ord returning id),"
                        + " waiting as (insert into outbox(journal_id) select id from journalled order by id)");
        return from + EVENT_VALUES;
    }
}
