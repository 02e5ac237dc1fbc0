package network.reuse.allocation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.ConnectivityLine;
import network.reuse.allocation.domain.ConnectivityLine.Cancellable;
import network.reuse.allocation.domain.WantedConnectivityLines;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every line that was ever asked for of a connectivity offer. */
@ApplicationScoped
public class ConnectivityLines {
    public static final AggregateTable<ConnectivityLine, AllocationEvent> TABLE = new AggregateTable<>(
            "connectivity_line",
            "line",
            Publisher.ALLOCATION,
            StateCodec.of(ConnectivityLine.class),
            line -> new Visibility(
                    line.attributes().parties(),
                    line.owners(),
                    line.attributes().territory(),
                    line.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", line -> line.attributes().code()),
                    new AggregateTable.Column<>(
                            "offer_id",
                            "uuid",
                            line -> line.attributes().offerId().toString()),
                    new AggregateTable.Column<>(
                            "request_id",
                            "uuid",
                            line -> line.attributes().requestId().toString())));

    /** Keeps a request as it is until the transaction ends; false when the caller sees none of this id. */
    public Future<Boolean> holdRequest(SqlConnection transaction, UUID requestId) {
        return transaction
                .preparedQuery("select hold_request($1)")
                .execute(Tuple.of(requestId))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** The lines of a request, oldest first. */
    public Future<List<Stored<ConnectivityLine>>> ofRequest(SqlConnection connection, UUID requestId) {
        return TABLE.where(connection, "request_id = $1", Tuple.of(requestId));
    }

    /** The lines of everything that was asked for somebody, oldest first. */
    public Future<List<Stored<ConnectivityLine>>> ofPerson(SqlConnection connection, UUID personRef) {
        return TABLE.where(
                connection, "request_id in (select id from request where person_ref = $1)", Tuple.of(personRef));
    }

    /** The lines of these requests that their end calls off, locked in the order of their ids. */
    public Future<List<Stored<ConnectivityLine>>> lockCancellable(
            SqlConnection transaction, Collection<UUID> requestIds) {
        return TABLE.lockWhere(
                transaction, "request_id = any($1) and status in ('REQUESTED', 'FAILED')", Tuple.of((Object)
                        requestIds.toArray(UUID[]::new)));
    }

    /** What becomes of such lines when their requests are over. */
    public static List<Change<ConnectivityLine, AllocationEvent>> calledOff(
            List<Stored<ConnectivityLine>> cancellable, Instant at) {
        List<Change<ConnectivityLine, AllocationEvent>> changes = new ArrayList<>();
        for (Stored<ConnectivityLine> line : cancellable) {
            if (line.state() instanceof Cancellable standing) {
                changes.add(Change.following(line, standing.cancel(ConnectivityLine.REQUEST_OVER), at));
            }
        }
        return changes;
    }

    /** The line; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<ConnectivityLine>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(ConnectivityLineRow.class, id).map(ConnectivityLineRow::found);
    }

    /** The lines after this id that are wanted, oldest first. */
    public Uni<List<Stored<ConnectivityLine>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedConnectivityLines wanted) {
        return ListQuery.of("connectivity_line")
                .withFew("request_id", wanted.requestId())
                .with("offer_id", wanted.offerId())
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .since(wanted.changedSince())
                .page(session, ConnectivityLineRow.class, after, limit)
                .map(rows -> rows.stream().map(ConnectivityLineRow::stored).toList());
    }

    /** The last line of each of these requests, by the request's id; whoever has none is left out. */
    public Uni<Map<UUID, Stored<ConnectivityLine>>> last(Mutiny.StatelessSession session, Collection<UUID> requestIds) {
        if (requestIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(
                        "select distinct on (request_id) id, version, sequence, status, state, occurred_at, created_at,"
                                + " changed_at from connectivity_line"
                                + " where request_id = any(cast(cast(:requests as text) as uuid[]))"
                                + " order by request_id, id desc",
                        ConnectivityLineRow.class)
                .setParameter(
                        "requests", requestIds.toString().replace('[', '{').replace(']', '}'))
                .getResultList()
                .map(rows -> {
                    Map<UUID, Stored<ConnectivityLine>> last = new HashMap<>();
                    for (ConnectivityLineRow row : rows) {
                        Stored<ConnectivityLine> line = row.stored();
                        last.put(line.state().attributes().requestId(), line);
                    }
                    return last;
                });
    }
}
