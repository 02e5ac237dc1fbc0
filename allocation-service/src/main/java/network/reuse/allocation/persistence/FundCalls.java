package network.reuse.allocation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.FundCall;
import network.reuse.allocation.domain.WantedFundCalls;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every call for funds. */
@ApplicationScoped
public class FundCalls {
    public static final AggregateTable<FundCall, AllocationEvent> TABLE = new AggregateTable<>(
            "fund_call",
            "call",
            Publisher.ALLOCATION,
            StateCodec.of(FundCall.class),
            call -> new Visibility(
                    call.attributes().parties(),
                    call.owners(),
                    call.attributes().territory(),
                    call.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", call -> call.attributes().code()),
                    new AggregateTable.Column<>(
                            "sponsor",
                            "uuid",
                            call -> call.attributes().sponsor().toString()),
                    new AggregateTable.Column<>(
                            "funder", "uuid", call -> call.attributes().funder().toString()),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", call -> call.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", call -> call.attributes().partnerRef())));

    /** The call; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<FundCall>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(FundCallRow.class, id).map(FundCallRow::found);
    }

    /** The calls after this id that are wanted, oldest first. */
    public Uni<List<Stored<FundCall>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedFundCalls wanted) {
        return ListQuery.of("fund_call")
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, FundCallRow.class, after, limit)
                .map(rows -> rows.stream().map(FundCallRow::stored).toList());
    }

    /** What an envelope is asked for of a pack or a deliverable, by their ids. */
    public record Entry(UUID itemId, UUID envelopeId, long cents) {}

    /** What a call names, in the order of their ids. */
    public Future<List<Entry>> entries(SqlConnection connection, UUID callId) {
        return connection
                .preparedQuery("select subject_id, envelope_id, cents from posting where call_id = $1 and kind = 'CALL'"
                        + " order by subject_id, envelope_id")
                .execute(Tuple.of(callId))
                .map(rows -> {
                    List<Entry> entries = new ArrayList<>(rows.size());
                    rows.forEach(row -> entries.add(new Entry(row.getUUID(0), row.getUUID(1), row.getLong(2))));
                    return entries;
                });
    }
}
