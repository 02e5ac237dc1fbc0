package network.reuse.refurb.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.database.PipelinedStatements;
import org.jspecify.annotations.Nullable;

/** The chains of certificates, the public keys that signed them, and up to which event of the journal they were issued. */
@ApplicationScoped
public class Certificates {
    private static final String COLUMNS = "select c.id, c.number, c.level, c.ends, c.device_id, c.medium_form, c.jws,"
            + " c.disclosures, c.hash, e.id, e.level is not null, c.workshop, c.medium from certificate c ";
    private static final String ENTRY = COLUMNS + "left join certificate e on e.signed_ends = c.id ";

    /** The same where what ended an entry may be about a device that the connection's role may not see. */
    private static final String ENTRY_WHOEVER_ENDED_IT = COLUMNS + "left join lateral certificate_end(c.id) e on true ";

    /** One chain: that of a workshop, of the live network or of the sandbox. */
    public record Chain(UUID workshop, Environment env) {}

    /** The last entry of a chain. */
    public record Head(long number, String hash) {}

    /**
     * What the journal's readers may rely on.
     *
     * @param oldestRunning the number of the oldest transaction that was writing then, or of one that had not begun
     * @param last the last event that was committed
     * @param fence a number above that of each transaction that has taken the number of an event up to the last one; null when that
     *     is not above the given event
     */
    public record Horizon(
            long oldestRunning, long last, @Nullable Long fence) {}

    /** An event of the journal, as it is kept. */
    public record Journalled(
            long id, UUID eventId, UUID deviceId, long sequence, String type, UUID correlation, String value) {}

    /**
     * An entry as it is kept.
     *
     * @param level null of a revocation
     * @param ends the certificate that it ends
     * @param endedBy the entry that was signed as the one that ends it; null of one that stands
     * @param replaced whether that is a certificate
     * @param medium the medium as it was described, as JSON
     */
    public record Entry(
            UUID id,
            long number,
            @Nullable SanitisationLevel level,
            @Nullable UUID ends,
            UUID deviceId,
            String mediumForm,
            String jws,
            List<String> disclosures,
            String hash,
            @Nullable UUID endedBy,
            boolean replaced,
            UUID workshop,
            String medium) {
        public Entry {
            disclosures = List.copyOf(disclosures);
        }
    }

    /** An entry that is to be kept. */
    public record Written(Entry entry, Chain chain, UUID lotId, long journalId, Instant issuedAt) {}

    /** Where an entry stands, seen from another. */
    public enum Place {
        ENTRY,
        BEFORE,
        AFTER,
        /** Anywhere, in whatever chain; whether it does is what it was signed with. */
        ENDS_IT
    }

    /**
     * An entry as anybody may check it.
     *
     * @param place where it stands, seen from the one that is checked
     * @param lastNumber that of its chain's last entry
     */
    public record Near(Place place, UUID id, long number, String jws, long lastNumber) {}

    /** A public key, as a JWK says it. */
    public record PublishedKey(
            String kid, String x, Instant from, @Nullable Instant until) {
        /** Whether it was to sign then. */
        public boolean isToSignAt(Instant at) {
            return !at.isBefore(from) && (until == null || !at.isAfter(until));
        }
    }

    /**
     * How far transactions are, and the journal with them. What a snapshot calls its end is the transaction behind the last that has
     * ended, not the next to begin: only a number that is taken behind the look at the journal is above all that write to it.
     */
    public Future<Horizon> horizon(SqlClient worker, long above) {
        return worker.preparedQuery("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint, journal.last,"
                        + " case when journal.last > $1 then pg_current_xact_id()::text::bigint end"
                        + " from (select coalesce(max(id), 0) as last from event_journal) journal")
                .execute(Tuple.of(above))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Horizon(row.getLong(0), row.getLong(1), row.getLong(2));
                });
    }

    /** Up to which event certificates were issued, locked; null while another process issues. */
    public Future<@Nullable Long> lockCheckpoint(SqlConnection transaction) {
        return transaction
                .query("select journal_id from certificate_checkpoint for update skip locked")
                .execute()
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getLong(0);
                    }
                    return null;
                });
    }

    public Future<?> moveCheckpoint(SqlConnection transaction, long journalId) {
        return transaction
                .preparedQuery("update certificate_checkpoint set journal_id = $1")
                .execute(Tuple.of(journalId));
    }

    /** The next events of these types behind one, in the order of the journal. */
    public Future<List<Journalled>> next(
            SqlConnection transaction, long after, long upTo, Collection<String> types, int most) {
        return transaction
                .preparedQuery(journal("id > $1 and id <= $2 and type = any($3) order by id limit $4"))
                .execute(Tuple.of(after, upTo, types.toArray(String[]::new), most))
                .map(Certificates::journalled);
    }

    /** All events of these types of these devices up to one, each device's in their order. */
    public Future<List<Journalled>> of(
            SqlConnection transaction, Collection<UUID> devices, long upTo, Collection<String> types) {
        return transaction
                .preparedQuery(
                        journal("stream_id = any($1) and id <= $2 and type = any($3) order by stream_id, sequence"))
                .execute(Tuple.of(devices.toArray(UUID[]::new), upTo, types.toArray(String[]::new)))
                .map(Certificates::journalled);
    }

    private static String journal(String condition) {
        return "select id, event_id, stream_id, sequence, type, correlation_id, value from event_journal"
                + " where stream_type = 'device' and " + condition;
    }

    private static List<Journalled> journalled(RowSet<Row> rows) {
        List<Journalled> found = new ArrayList<>(rows.size());
        for (Row row : rows) {
            found.add(new Journalled(
                    row.getLong(0),
                    row.getUUID(1),
                    row.getUUID(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getUUID(5),
                    row.getString(6)));
        }
        return found;
    }

    /** Whether every event of these types about a device that somebody has locked has led to its entries. */
    public Future<Boolean> isIssued(SqlConnection transaction, UUID device, Collection<String> types) {
        return transaction
                .preparedQuery("select certificates_are_issued($1, $2)")
                .execute(Tuple.of(device, (Object) types.toArray(String[]::new)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** The certificates of these devices that stand. */
    public Future<List<Entry>> standing(SqlConnection connection, Collection<UUID> devices) {
        return entries(
                connection,
                ENTRY,
                "where c.device_id = any($1) and c.level is not null and e.id is null",
                Tuple.of((Object) devices.toArray(UUID[]::new)));
    }

    /** All entries about a device's media that the connection's role may see, in the order in which they were issued. */
    public Future<List<Entry>> ofDevice(SqlConnection connection, UUID device) {
        return entries(
                connection,
                ENTRY_WHOEVER_ENDED_IT,
                "where c.device_id = $1 order by c.journal_id, c.medium_form",
                Tuple.of(device));
    }

    /** Those of these entries that the connection's role may see. */
    public Future<List<Entry>> all(SqlConnection connection, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Future.succeededFuture(List.of())
                : entries(connection, ENTRY_WHOEVER_ENDED_IT, "where c.id = any($1)", Tuple.of((Object)
                        ids.toArray(UUID[]::new)));
    }

    /** The entries of a chain behind a number, in their order. */
    public Future<List<Entry>> ofChain(SqlConnection connection, Chain chain, long after, int most) {
        return entries(
                connection,
                ENTRY,
                "where c.workshop = $1 and c.env = $2 and c.number > $3 order by c.number limit $4",
                Tuple.of(chain.workshop(), chain.env().name(), after, most));
    }

    private static Future<List<Entry>> entries(SqlConnection connection, String entry, String which, Tuple values) {
        return connection.preparedQuery(entry + which).execute(values).map(rows -> {
            List<Entry> found = new ArrayList<>(rows.size());
            for (Row row : rows) {
                found.add(new Entry(
                        row.getUUID(0),
                        row.getLong(1),
                        level(row.getString(2)),
                        row.getUUID(3),
                        row.getUUID(4),
                        row.getString(5),
                        row.getString(6),
                        List.of(row.getArrayOfStrings(7)),
                        row.getString(8),
                        row.getUUID(9),
                        row.getBoolean(10),
                        row.getUUID(11),
                        row.getString(12)));
            }
            return found;
        });
    }

    /** The entry of this id with those near it; nothing when there is none. For callers without a token. */
    public Future<List<Near>> withNeighbours(SqlClient anybody, UUID id) {
        return anybody.preparedQuery("select place, id, number, jws, last_number from certificate_and_neighbours($1)")
                .execute(Tuple.of(id))
                .map(rows -> {
                    List<Near> found = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        found.add(new Near(
                                Place.valueOf(row.getString(0)),
                                row.getUUID(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getLong(4)));
                    }
                    return found;
                });
    }

    private static @Nullable SanitisationLevel level(@Nullable String name) {
        return name == null ? null : SanitisationLevel.valueOf(name);
    }

    /** The last entries of the chains of these workshops. */
    public Future<Map<Chain, Head>> heads(SqlConnection connection, Collection<UUID> workshops) {
        return connection
                .preparedQuery("select workshop, env, number, hash from certificate_chain where workshop = any($1)")
                .execute(Tuple.of((Object) workshops.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<Chain, Head> heads = new HashMap<>();
                    for (Row row : rows) {
                        heads.put(
                                new Chain(row.getUUID(0), Environment.valueOf(row.getString(1))),
                                new Head(row.getLong(2), row.getString(3)));
                    }
                    return heads;
                });
    }

    /** Keeps entries and the heads that the chains have then, in the transaction that holds the checkpoint. */
    public Future<?> add(SqlConnection transaction, List<Written> entries, Map<Chain, Head> heads) {
        List<Future<?>> added = new ArrayList<>();
        List<Tuple> rows = new ArrayList<>(entries.size());
        for (Written one : entries) {
            Entry entry = one.entry();
            SanitisationLevel level = entry.level();
            rows.add(Tuple.from(new Object[] {
                one.chain().workshop(),
                one.chain().env().name(),
                entry.number(),
                entry.id(),
                level == null ? null : level.name(),
                entry.ends(),
                entry.deviceId(),
                one.lotId(),
                entry.mediumForm(),
                entry.medium(),
                one.journalId(),
                entry.jws(),
                entry.disclosures().toArray(String[]::new),
                entry.hash(),
                one.issuedAt().atOffset(ZoneOffset.UTC)
            }));
        }
        added.add(transaction
                .preparedQuery("insert into certificate(workshop, env, number, id, level, ends, device_id, lot_id,"
                        + " medium_form, medium, journal_id, jws, disclosures, hash, issued_at)"
                        + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)")
                .executeBatch(rows));
        heads.forEach((chain, head) -> added.add(transaction
                .preparedQuery("insert into certificate_chain(workshop, env, number, hash) values ($1, $2, $3, $4)"
                        + " on conflict (workshop, env) do update set number = excluded.number, hash = excluded.hash")
                .execute(Tuple.of(chain.workshop(), chain.env().name(), head.number(), head.hash()))));
        return PipelinedStatements.answered(added);
    }

    /** Publishes the key by which this process signs; the one that signed until now is done in a day. One whose end has passed stays ended. */
    public Future<?> publish(Pool worker, String kid, String x, Instant now, Instant othersUntil) {
        return worker.withTransaction(transaction -> transaction
                .preparedQuery("insert into certificate_key(kid, x, valid_from) values ($1, $2, $3)"
                        + " on conflict (kid) do update set valid_until = null where certificate_key.valid_until > $3")
                .execute(Tuple.of(kid, x, now.atOffset(ZoneOffset.UTC)))
                .compose(_ -> transaction
                        .preparedQuery(
                                "update certificate_key set valid_until = $2 where kid <> $1 and valid_until is null"
                                        + " and exists (select from certificate_key own where own.kid = $1"
                                        + " and own.valid_until is null)")
                        .execute(Tuple.of(kid, othersUntil.atOffset(ZoneOffset.UTC)))));
    }

    /** Every public key that has ever signed, the latest first. */
    public Future<List<PublishedKey>> keys(SqlClient client) {
        return client.query("select kid, x, valid_from, valid_until from certificate_key order by valid_from desc, kid")
                .execute()
                .map(rows -> {
                    List<PublishedKey> keys = new ArrayList<>();
                    for (Row row : rows) {
                        OffsetDateTime until = row.getOffsetDateTime(3);
                        keys.add(new PublishedKey(
                                row.getString(0),
                                row.getString(1),
                                row.getOffsetDateTime(2).toInstant(),
                                until == null ? null : until.toInstant()));
                    }
                    return keys;
                });
    }
}
