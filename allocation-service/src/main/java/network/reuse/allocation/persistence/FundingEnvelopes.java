package network.reuse.allocation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.Balance;
import network.reuse.allocation.domain.FundingEnvelope;
import network.reuse.allocation.domain.FundingEnvelopeAttributes;
import network.reuse.allocation.domain.WantedEnvelopes;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.RequiredRows;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every envelope, and what stands on its accounts. */
@ApplicationScoped
public class FundingEnvelopes {
    public static final AggregateTable<FundingEnvelope, AllocationEvent> TABLE = new AggregateTable<>(
            "funding_envelope",
            "envelope",
            Publisher.ALLOCATION,
            StateCodec.of(FundingEnvelope.class),
            envelope -> new Visibility(
                    envelope.attributes().parties(),
                    envelope.owners(),
                    envelope.attributes().territory(),
                    envelope.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", envelope -> envelope.attributes().code()),
                    new AggregateTable.Column<>(
                            "sponsor",
                            "uuid",
                            envelope -> envelope.attributes().sponsor().toString()),
                    new AggregateTable.Column<>(
                            "funder",
                            "uuid",
                            envelope -> envelope.attributes().funder().toString()),
                    new AggregateTable.Column<>(
                            "partner_ref",
                            "text",
                            envelope -> envelope.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", envelope -> envelope.attributes().partnerRef())));

    private static final String BALANCE = "b.granted, b.available, b.committed, b.due, b.called, b.settled, b.credit";

    private static final String WITH_BALANCE = "select e.id, e.version, e.sequence, e.status, e.state, e.occurred_at,"
            + " e.created_at, e.changed_at, " + BALANCE
            + " from funding_envelope e join envelope_balance b on b.envelope_id = e.id ";

    /** An envelope, and what stands on its accounts. */
    public record Standing(Stored<FundingEnvelope> envelope, Balance balance) {}

    /** Whose money those of these hold that this sponsor opened, by envelope. */
    public static Map<UUID, UUID> funders(List<Standing> standings, UUID sponsor) {
        Map<UUID, UUID> funders = new HashMap<>();
        for (Standing standing : standings) {
            FundingEnvelopeAttributes envelope = standing.envelope().state().attributes();
            if (envelope.sponsor().equals(sponsor)) {
                funders.put(envelope.id(), envelope.funder());
            }
        }
        return funders;
    }

    /** Those of these that the caller may see, in the order of their ids. */
    public Future<List<Standing>> standings(SqlConnection connection, Collection<UUID> ids) {
        return standing(connection, "where e.id = any($1) order by e.id", Tuple.of(ids.toArray(UUID[]::new)));
    }

    /** The same; nobody else changes what stands on those of the caller's own until the transaction ends. */
    public Future<List<Standing>> lock(SqlConnection transaction, Collection<UUID> ids) {
        return standing(
                transaction,
                "where e.id = any($1) order by e.id for no key update of b",
                Tuple.of(ids.toArray(UUID[]::new)));
    }

    /** All that the caller sees of this funder's, in the order of their ids. */
    public Future<List<Standing>> ofFunder(SqlConnection connection, UUID funder) {
        return standing(connection, "where e.funder = $1 order by e.id", Tuple.of(funder));
    }

    private static Future<List<Standing>> standing(SqlConnection connection, String condition, Tuple values) {
        return connection
                .preparedQuery(WITH_BALANCE + condition)
                .execute(values)
                .map(rows -> {
                    List<Stored<FundingEnvelope>> envelopes = TABLE.stored(rows);
                    List<Standing> standings = new ArrayList<>(envelopes.size());
                    var row = rows.iterator();
                    for (Stored<FundingEnvelope> envelope : envelopes) {
                        standings.add(new Standing(envelope, balance(row.next())));
                    }
                    return standings;
                });
    }

    private static Balance balance(Row row) {
        return new Balance(
                row.getLong("granted"),
                row.getLong("available"),
                row.getLong("committed"),
                row.getLong("due"),
                row.getLong("called"),
                row.getLong("settled"),
                row.getLong("credit"));
    }

    /** The envelopes after this id that are wanted, oldest first. */
    public Uni<List<Stored<FundingEnvelope>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedEnvelopes wanted) {
        return ListQuery.of("funding_envelope")
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, FundingEnvelopeRow.class, after, limit)
                .map(rows -> rows.stream().map(FundingEnvelopeRow::stored).toList());
    }

    /** From now on nothing is committed out of it. */
    public Future<?> shut(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery(RequiredRows.one("update envelope_balance set open = false where envelope_id = $1"))
                .execute(Tuple.of(id));
    }
}
