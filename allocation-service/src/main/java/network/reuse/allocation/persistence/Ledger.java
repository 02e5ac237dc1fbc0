package network.reuse.allocation.persistence;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
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
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.allocation.domain.CommitmentStatus;
import network.reuse.allocation.domain.PostingKind;
import network.reuse.contracts.Environment;
import network.reuse.defaults.commit.RequiredRows;
import network.reuse.defaults.commit.RetryTransaction;
import org.jspecify.annotations.Nullable;

/**
 * Moves cents between the accounts of envelopes. Shares of packs are moved, and what that posts, and what stands on the accounts then, the
 * database does itself: no statement of this service's can unbalance an entry, take an account past zero or change what was posted.
 * Locks are taken in one order by all: packs, devices, requests, quotas, shares, and last the balances by their ids.
 */
@ApplicationScoped
public class Ledger {
    private static final String CHECK_VIOLATION = "23514";

    private static final String COMMIT =
            "insert into commitment(subject, subject_id, envelope_id, sponsor, funder, cents, occurred_at)"
                    + " select $7, s.item, s.envelope, $1, s.funder, s.cents, $6"
                    + " from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[]) as s(item, envelope, funder, cents)";

    /** What envelopes pay for. */
    public enum Subject {
        PACK,
        DELIVERABLE
    }

    /** A pack that is reserved, or a deliverable that is agreed, with the shares that it sets aside. */
    public record Reserved(UUID itemId, CoFinancing plan) {}

    /**
     * Sets aside what these need; fails with {@link RetryTransaction} when an envelope has less, or is closed, and whoever tries
     * again is told which.
     */
    public Future<?> commit(
            SqlConnection transaction, Subject subject, UUID sponsor, Collection<Reserved> items, Instant at) {
        List<UUID> ids = new ArrayList<>();
        List<UUID> envelopes = new ArrayList<>();
        List<UUID> funders = new ArrayList<>();
        List<Long> cents = new ArrayList<>();
        for (Reserved item : items) {
            for (CoFinancing.Share share : item.plan().shares()) {
                ids.add(item.itemId());
                envelopes.add(share.envelopeId());
                funders.add(share.funder());
                cents.add((long) share.cents());
            }
        }
        return retried(transaction
                .preparedQuery(COMMIT)
                .execute(Tuple.tuple()
                        .addValue(sponsor)
                        .addValue(ids.toArray(UUID[]::new))
                        .addValue(envelopes.toArray(UUID[]::new))
                        .addValue(funders.toArray(UUID[]::new))
                        .addValue(cents.toArray(Long[]::new))
                        .addValue(utc(at))
                        .addValue(subject.name())));
    }

    /** Reservations of packs ended, or deliverables will not come: what they had set aside is available again. */
    public Future<?> release(SqlConnection transaction, Collection<UUID> itemIds, Instant at) {
        return transaction
                .preparedQuery("update commitment set status = 'RELEASED', occurred_at = $2"
                        + " where subject_id = any($1) and status = 'COMMITTED'")
                .execute(Tuple.of(itemIds.toArray(UUID[]::new), utc(at)));
    }

    /** A funder accepts a deliverable: what was set aside of its own for it is due. */
    public Future<?> accept(SqlConnection transaction, UUID deliverableId, UUID funder, Instant at) {
        return transaction
                .preparedQuery("update commitment set status = 'DUE', occurred_at = $3"
                        + " where subject_id = $1 and funder = $2 and status = 'COMMITTED'")
                .execute(Tuple.of(deliverableId, funder, utc(at)));
    }

    /** A pack that was handed over or sold: where, and when. */
    public record HandedOver(UUID packId, String department, Instant at) {}

    /** What was set aside for these packs is due. */
    public Future<?> makeDue(SqlConnection transaction, List<HandedOver> packs) {
        return transaction
                .preparedQuery("update commitment c set status = 'DUE', department = h.department, occurred_at = h.at"
                        + " from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as h(pack, department, at)"
                        + " where c.subject_id = h.pack and c.status = 'COMMITTED'")
                .execute(Tuple.of(
                        packs.stream().map(HandedOver::packId).toArray(UUID[]::new),
                        packs.stream().map(HandedOver::department).toArray(String[]::new),
                        packs.stream().map(pack -> utc(pack.at())).toArray(OffsetDateTime[]::new)));
    }

    /** A pack came back, or was not handed over: its shares are available again, those called for as a credit. */
    public Future<?> giveBack(SqlConnection transaction, UUID packId, Instant at) {
        return transaction
                .preparedQuery(
                        "update commitment set status = case status when 'DUE' then 'RELEASED' else 'CREDITED' end,"
                                + " occurred_at = $2 where subject_id = $1 and status in ('DUE', 'CALLED')")
                .execute(Tuple.of(packId, utc(at)));
    }

    /** A pack did not come back after all: its shares are due again; a credit stays until a call takes it off. */
    public Future<?> reinstate(SqlConnection transaction, UUID packId, Instant at) {
        return retried(transaction
                .preparedQuery("update commitment set status = 'DUE', call_id = null, occurred_at = $2"
                        + " where subject_id = $1 and status in ('RELEASED', 'CREDITED')")
                .execute(Tuple.of(packId, utc(at))));
    }

    /** What the envelopes of a pack pay of it, by envelope. */
    public Future<Map<UUID, Long>> shares(SqlConnection transaction, UUID packId) {
        return transaction
                .preparedQuery("select envelope_id, cents from commitment where subject_id = $1")
                .execute(Tuple.of(packId))
                .map(rows -> {
                    Map<UUID, Long> shares = new HashMap<>();
                    rows.forEach(row -> shares.put(row.getUUID(0), row.getLong(1)));
                    return shares;
                });
    }

    /** A share that can be called for. */
    public record Due(UUID itemId, UUID envelopeId, long cents) {}

    /**
     * What is due to the caller of that funder, locked in the order of packs and deliverables.
     *
     * @param envelopes of these alone; of all when null
     */
    public Future<List<Due>> lockDue(
            SqlConnection transaction, UUID sponsor, UUID funder, Environment env, @Nullable List<UUID> envelopes) {
        return transaction
                .preparedQuery("select c.subject_id, c.envelope_id, c.cents from commitment c"
                        + " join funding_envelope e on e.id = c.envelope_id and e.env = $3"
                        + " where c.sponsor = $1 and c.funder = $2 and c.status = 'DUE'"
                        + " and ($4::uuid[] is null or c.envelope_id = any($4))"
                        + " order by c.subject_id, c.envelope_id for update of c")
                .execute(Tuple.of(
                        sponsor, funder, env.name(), envelopes == null ? null : envelopes.toArray(UUID[]::new)))
                .map(rows -> {
                    List<Due> due = new ArrayList<>(rows.size());
                    rows.forEach(row -> due.add(new Due(row.getUUID(0), row.getUUID(1), row.getLong(2))));
                    return due;
                });
    }

    /** These shares are called for. */
    public Future<?> call(SqlConnection transaction, UUID callId, List<Due> due, Instant at) {
        return transaction
                .preparedQuery(
                        RequiredRows.each("update commitment c set status = 'CALLED', call_id = $3, occurred_at = $4"
                                + " from unnest($1::uuid[], $2::uuid[]) as d(pack, envelope)"
                                + " where c.subject_id = d.pack and c.envelope_id = d.envelope and c.status = 'DUE'"))
                .execute(Tuple.of(
                        due.stream().map(Due::itemId).toArray(UUID[]::new),
                        due.stream().map(Due::envelopeId).toArray(UUID[]::new),
                        callId,
                        utc(at)));
    }

    /** What has become of the shares that a call names, by envelope, locked in the order of packs and deliverables. */
    public Future<Map<UUID, SharesOfCall>> lockOfCall(SqlConnection transaction, UUID callId) {
        return transaction
                .preparedQuery("select envelope_id, status, cents from commitment where call_id = $1"
                        + " order by subject_id, envelope_id for update")
                .execute(Tuple.of(callId))
                .map(rows -> {
                    Map<UUID, SharesOfCall> shares = new HashMap<>();
                    for (Row row : rows) {
                        long cents = row.getLong(2);
                        boolean credited = CommitmentStatus.CREDITED.name().equals(row.getString(1));
                        var _ = shares.merge(
                                row.getUUID(0),
                                credited ? new SharesOfCall(0, cents) : new SharesOfCall(cents, 0),
                                SharesOfCall::plus);
                    }
                    return shares;
                });
    }

    /** What a call asks of one envelope for packs and deliverables that are there, and for packs that came back. */
    public record SharesOfCall(long calledCents, long creditedCents) {
        public static final SharesOfCall NONE = new SharesOfCall(0, 0);

        SharesOfCall plus(SharesOfCall other) {
            return new SharesOfCall(calledCents + other.calledCents, creditedCents + other.creditedCents);
        }
    }

    /** A call is cancelled: the shares that it names are due again, those of packs that came back stay available. */
    public Future<?> cancelCall(SqlConnection transaction, UUID callId, Instant at) {
        return transaction
                .preparedQuery(
                        "update commitment set status = case status when 'CALLED' then 'DUE' else 'RELEASED' end,"
                                + " call_id = null, occurred_at = $2 where call_id = $1 and status in ('CALLED', 'CREDITED')")
                .execute(Tuple.of(callId, utc(at)));
    }

    /** An entry that follows no pack. */
    public record Entry(PostingKind kind, UUID envelopeId, long cents) {}

    /** Posts these in one statement; fails with {@link RetryTransaction} when an account would pass zero or an envelope is closed. */
    public Future<?> post(
            SqlConnection transaction,
            UUID sponsor,
            UUID funder,
            @Nullable UUID callId,
            List<Entry> entries,
            Instant at) {
        List<Entry> moving = entries.stream().filter(entry -> entry.cents() > 0).toList();
        return moving.isEmpty()
                ? Future.succeededFuture()
                : retried(transaction
                        .preparedQuery(
                                "insert into posting(kind, envelope_id, sponsor, funder, cents, call_id, occurred_at)"
                                        + " select e.kind, e.envelope, $4, $5, e.cents, $6, $7"
                                        + " from unnest($1::text[], $2::uuid[], $3::bigint[]) as e(kind, envelope, cents)")
                        .execute(Tuple.tuple()
                                .addValue(moving.stream()
                                        .map(entry -> entry.kind().name())
                                        .toArray(String[]::new))
                                .addValue(moving.stream().map(Entry::envelopeId).toArray(UUID[]::new))
                                .addValue(moving.stream().map(Entry::cents).toArray(Long[]::new))
                                .addValue(sponsor)
                                .addValue(funder)
                                .addValue(callId)
                                .addValue(utc(at))));
    }

    /** How many packs of these envelopes reached somebody and stayed, by department. */
    public Future<Map<String, Integer>> beneficiaries(SqlConnection connection, Collection<UUID> envelopes) {
        return connection
                .preparedQuery("select department, count(distinct subject_id)::int from commitment"
                        + " where envelope_id = any($1) and status in ('DUE', 'CALLED') and department is not null"
                        + " group by department")
                .execute(Tuple.of(envelopes.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<String, Integer> counts = new HashMap<>();
                    for (Row row : rows) {
                        counts.put(row.getString(0), row.getInteger(1));
                    }
                    return counts;
                });
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Future<?> retried(Future<?> posted) {
        return posted.recover(failure -> Future.failedFuture(
                failure instanceof PgException database && CHECK_VIOLATION.equals(database.getSqlState())
                        ? new RetryTransaction()
                        : failure));
    }
}
