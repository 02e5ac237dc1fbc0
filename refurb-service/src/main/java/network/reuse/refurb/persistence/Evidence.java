package network.reuse.refurb.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.defaults.files.RetentionClass;
import network.reuse.refurb.domain.EvidenceStatus;
import org.jspecify.annotations.Nullable;

/** What files have told of erasures, and the devices that they may be about. */
@ApplicationScoped
public class Evidence {
    private static final String COLUMNS =
            "id, sha256, drive_form, status, run, why, device_id, matched_by, reason, found_at, decided_at, drives";

    /** A file and a drive that it tells of, by the form of its serial number. */
    public record FileDrive(String sha256, String driveForm) {}

    /**
     * What a file says of one drive, as it is kept.
     *
     * @param run what it says, as JSON
     * @param why the code of why no medium was found for it; null of what was recorded at once
     * @param deviceId where it was recorded
     * @param matchedBy why it is about a medium of another number than the drive's
     * @param reason why it was dismissed
     * @param drives of how many drives the file tells, in all; null of one that came before files were kept
     */
    public record Kept(
            UUID id,
            FileDrive key,
            EvidenceStatus status,
            String run,
            @Nullable String why,
            @Nullable UUID deviceId,
            @Nullable String matchedBy,
            @Nullable String reason,
            Instant foundAt,
            @Nullable Instant decidedAt,
            @Nullable Integer drives) {}

    /** The devices on the bench of an organisation that have one of these numbers, or have or had a medium that has one of those. */
    public Future<Set<UUID>> candidates(
            SqlConnection connection, UUID organisation, Collection<String> hosts, Collection<String> drives) {
        return connection
                .preparedQuery("select id from device where workshop = $1 and status = 'ON_BENCH'"
                        + " and (serial_form = any($2) or exists (select from"
                        + " jsonb_array_elements(state::jsonb #> '{bench,media}') as medium"
                        + " where compared_form(medium ->> 'serialNumber') = any($3)) or exists (select from"
                        + " jsonb_array_elements(state::jsonb #> '{bench,removals}') as removal"
                        + " where compared_form(removal #>> '{medium,serialNumber}') = any($3)))")
                .execute(Tuple.of(organisation, hosts.toArray(String[]::new), drives.toArray(String[]::new)))
                .map(rows -> {
                    Set<UUID> ids = new HashSet<>();
                    for (Row row : rows) {
                        ids.add(row.getUUID(0));
                    }
                    return ids;
                });
    }

    /** What was told by files of these bytes before. */
    public Future<List<Kept>> of(SqlConnection connection, Collection<String> sha256) {
        return connection
                .preparedQuery("select " + COLUMNS + " from evidence where sha256 = any($1)")
                .execute(Tuple.of((Object) sha256.toArray(String[]::new)))
                .map(Evidence::kept);
    }

    /** The one of this id, locked; empty when there is none that the caller may see. */
    public Future<List<Kept>> lock(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery("select " + COLUMNS + " from evidence where id = $1 for update")
                .execute(Tuple.of(id))
                .map(Evidence::kept);
    }

    /** Those after this id that are so. */
    public Future<List<Kept>> page(SqlConnection connection, EvidenceStatus status, @Nullable UUID after, int limit) {
        return connection
                .preparedQuery(
                        "select " + COLUMNS + " from evidence where status = $1 and id > $2 order by id limit $3")
                .execute(Tuple.of(status.name(), after == null ? new UUID(0, 0) : after, limit))
                .map(Evidence::kept);
    }

    /** Keeps what is new; of two calls with the same file at the same time, the first one's. */
    public Future<?> add(SqlConnection transaction, UUID organisation, Environment env, List<Kept> all) {
        if (all.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Tuple> rows = new ArrayList<>();
        for (Kept one : all) {
            rows.add(Tuple.from(new @Nullable Object[] {
                one.id(),
                organisation,
                env.name(),
                one.key().sha256(),
                one.key().driveForm(),
                one.status().name(),
                one.run(),
                one.why(),
                one.deviceId(),
                one.foundAt().atOffset(ZoneOffset.UTC),
                one.drives()
            }));
        }
        return transaction
                .preparedQuery("insert into evidence(id, organisation, env, sha256, drive_form, status, run, why,"
                        + " device_id, found_at, drives)"
                        + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing")
                .executeBatch(rows);
    }

    /** Says of what files of these bytes told in which file they are kept, as far as it is not said. */
    public Future<?> file(SqlConnection transaction, Collection<String> sha256) {
        return transaction
                .preparedQuery("update evidence e set file_id = f.id from file f where e.sha256 = any($1)"
                        + " and e.file_id is null and f.sha256 = e.sha256 and f.owner = e.organisation and f.env = e.env"
                        + " and f.retention = '" + RetentionClass.ERASURE_EVIDENCE + "'")
                .execute(Tuple.of((Object) sha256.toArray(String[]::new)));
    }

    /** Assigns one that is locked. */
    public Future<?> assign(SqlConnection transaction, UUID id, UUID deviceId, @Nullable String matchedBy, Instant at) {
        return transaction
                .preparedQuery(
                        "update evidence set status = 'RECORDED', device_id = $2, matched_by = $3, decided_at = $4"
                                + " where id = $1")
                .execute(Tuple.of(id, deviceId, matchedBy, at.atOffset(ZoneOffset.UTC)));
    }

    /** Dismisses one that is locked. */
    public Future<?> dismiss(SqlConnection transaction, UUID id, String reason, Instant at) {
        return transaction
                .preparedQuery("update evidence set status = 'DISMISSED', reason = $2, decided_at = $3 where id = $1")
                .execute(Tuple.of(id, reason, at.atOffset(ZoneOffset.UTC)));
    }

    private static List<Kept> kept(RowSet<Row> rows) {
        List<Kept> all = new ArrayList<>(rows.size());
        for (Row row : rows) {
            OffsetDateTime decided = row.getOffsetDateTime(10);
            all.add(new Kept(
                    row.getUUID(0),
                    new FileDrive(row.getString(1), row.getString(2)),
                    EvidenceStatus.valueOf(row.getString(3)),
                    row.getString(4),
                    row.getString(5),
                    row.getUUID(6),
                    row.getString(7),
                    row.getString(8),
                    row.getOffsetDateTime(9).toInstant(),
                    decided == null ? null : decided.toInstant(),
                    row.getInteger(11)));
        }
        return all;
    }
}
