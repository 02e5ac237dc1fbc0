package network.reuse.mediation.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import network.reuse.mediation.domain.Invitation;

/** Every invitation that was ever issued: at most one a pack. */
@ApplicationScoped
public class Invitations {
    public static final AggregateTable<Invitation, MediationEvent> TABLE = new AggregateTable<>(
            "invitation",
            "invitation",
            Publisher.MEDIATION,
            StateCodec.of(Invitation.class, Invitations::withItsBooking),
            invitation -> new Visibility(
                    invitation.attributes().parties(),
                    Set.of(invitation.attributes().sponsor()),
                    invitation.attributes().territory(),
                    invitation.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "pack_id",
                            "uuid",
                            invitation -> invitation.attributes().packId().toString()),
                    new AggregateTable.Column<>(
                            "code_hash",
                            "text",
                            invitation -> invitation.attributes().codeHash())));

    /** The timer that reopens an invitation; its key is the id of the booking that was cancelled. */
    public static final String REOPENING = "invitation-reopening";

    /** The timer that tells of a rescheduled workshop; its key is the id of the booking, a slash and the workshop's version. */
    public static final String RESCHEDULING = "invitation-rescheduling";

    private final Pool pool;

    public Invitations(Pool pool) {
        this.pool = pool;
    }

    /** Since version 2, a withdrawn invitation keeps the booking that it had led to; of earlier ones nothing is known. */
    static ObjectNode withItsBooking(String status, ObjectNode state) {
        return state;
    }

    /** Whose invitation a code opens: what is done with it is done as its sponsor. */
    public record Opened(UUID id, UUID sponsor, String department, Environment env) {}

    /** Opens an invitation by what is kept of its code; refused as unknown when there is none. */
    public Uni<Opened> open(String codeHash) {
        return Uni.createFrom()
                .completionStage(() -> pool.preparedQuery("select id, sponsor, department, env from invitation_of($1)")
                        .execute(Tuple.of(codeHash))
                        .toCompletionStage())
                .map(rows -> {
                    for (Row row : rows) {
                        return new Opened(
                                row.getUUID(0),
                                row.getUUID(1),
                                row.getString(2),
                                Environment.valueOf(row.getString(3)));
                    }
                    throw Refusals.unknown();
                });
    }

    /** The invitation, locked. */
    public Future<Stored<Invitation>> lock(SqlConnection transaction, UUID id) {
        return TABLE.lockWhere(transaction, "id = $1", Tuple.of(id))
                .map(found -> found.isEmpty() ? Refusals.visible(null) : found.getFirst());
    }

    /** Has the invitations that led to these bookings follow them; a booking that none led to has no effect. */
    public Future<?> setTimers(SqlConnection transaction, String command, List<String> keys, Instant now) {
        return keys.isEmpty()
                ? Future.succeededFuture()
                : transaction
                        .preparedQuery(
                                "insert into timer(due_at, command, key) select $1, $2, k from unnest($3::text[]) k")
                        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), command, keys.toArray(String[]::new)));
    }

    /** The invitation of a pack, in a list of at most one, locked. */
    public Future<List<Stored<Invitation>>> ofPack(SqlConnection transaction, UUID packId) {
        return TABLE.lockWhere(transaction, "pack_id = $1", Tuple.of(packId));
    }
}
