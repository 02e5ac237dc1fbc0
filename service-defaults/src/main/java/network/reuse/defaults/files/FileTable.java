package network.reuse.defaults.files;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;

/** The rows about files, as far as the transaction's organisation may read them. */
public final class FileTable {
    private static final String COLUMNS = "id, owner, readers, env, about_type, about_id, retention, sha256, bytes,"
            + " media_type, occurred_at, created_at, ends_at";
    private static final String INSERT =
            "insert into file(" + COLUMNS + ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    private static final String ABOUT =
            "select " + COLUMNS + " from file where about_type = $1 and about_id = $2 order by id";
    private static final String ONE =
            "select " + COLUMNS + " from file where about_type = $1 and about_id = $2 and id = $3";

    private FileTable() {}

    /** Writes a row; the bytes are in the store before. */
    public static Plan.Write insert(StoredFile file) {
        return insert(INSERT, file);
    }

    /** Writes a row unless there is one that the table lets be once only: then the bytes of this one have none. */
    public static Plan.Write insertOnce(StoredFile file) {
        return insert(INSERT + " on conflict do nothing", file);
    }

    private static Plan.Write insert(String statement, StoredFile file) {
        return (connection, _) -> connection
                .preparedQuery(statement)
                .execute(Tuple.tuple(List.of(
                        file.id(),
                        file.owner(),
                        file.readers().toArray(UUID[]::new),
                        file.env().name(),
                        file.aboutType(),
                        file.aboutId(),
                        file.retention().name(),
                        file.sha256(),
                        file.bytes(),
                        file.type().mediaType(),
                        file.occurredAt().atOffset(ZoneOffset.UTC),
                        file.createdAt().atOffset(ZoneOffset.UTC),
                        file.retention().endOf(file.createdAt()).atOffset(ZoneOffset.UTC))));
    }

    /** The files about something, in the order in which they came. */
    public static Future<List<StoredFile>> about(SqlConnection transaction, String type, UUID id) {
        return transaction.preparedQuery(ABOUT).execute(Tuple.of(type, id)).map(FileTable::read);
    }

    /** Which of these bytes, by their SHA-256, that owner has a file of in that class. */
    public static Future<Set<String>> kept(
            SqlConnection transaction, UUID owner, RetentionClass retention, Collection<String> sha256) {
        return transaction
                .preparedQuery("select sha256 from file where owner = $1 and retention = $2 and sha256 = any($3)")
                .execute(Tuple.of(owner, retention.name(), sha256.toArray(String[]::new)))
                .map(rows -> {
                    Set<String> kept = new HashSet<>();
                    rows.forEach(row -> kept.add(row.getString("sha256")));
                    return kept;
                });
    }

    /** A file of these bytes in that class; refused as unknown when there is none that the organisation may read. */
    public static Future<StoredFile> withBytes(SqlConnection transaction, RetentionClass retention, String sha256) {
        return transaction
                .preparedQuery(
                        "select " + COLUMNS + " from file where retention = $1 and sha256 = $2 order by id limit 1")
                .execute(Tuple.of(retention.name(), sha256))
                .map(FileTable::first);
    }

    /** One file about something; refused as unknown when there is none that the organisation may read. */
    public static Future<StoredFile> one(SqlConnection transaction, String type, UUID about, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(type, about, id)).map(FileTable::first);
    }

    private static StoredFile first(RowSet<Row> rows) {
        return read(rows).stream().findFirst().orElseThrow(Refusals::unknown);
    }

    /** Deletes the rows that end by then; the caller is a worker. */
    static Future<?> end(SqlConnection transaction, Instant now) {
        return transaction
                .preparedQuery("delete from file where ends_at <= $1")
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)));
    }

    /** Those of these ids that have a row; the caller is a worker. */
    static Future<Set<UUID>> known(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery("select id from file where id = any($1)")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Set<UUID> known = new HashSet<>();
                    for (Row row : rows) {
                        known.add(row.getUUID("id"));
                    }
                    return known;
                });
    }

    private static List<StoredFile> read(RowSet<Row> rows) {
        List<StoredFile> files = new ArrayList<>();
        for (Row row : rows) {
            files.add(new StoredFile(
                    row.getUUID("id"),
                    row.getUUID("owner"),
                    Set.of(row.getArrayOfUUIDs("readers")),
                    Environment.valueOf(row.getString("env")),
                    row.getString("about_type"),
                    row.getUUID("about_id"),
                    RetentionClass.valueOf(row.getString("retention")),
                    row.getString("sha256"),
                    row.getLong("bytes"),
                    FileType.ofMediaType(row.getString("media_type")),
                    row.getOffsetDateTime("occurred_at").toInstant(),
                    row.getOffsetDateTime("created_at").toInstant()));
        }
        return files;
    }
}
