package network.reuse.mediation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Refusals;

/** The links by which calendars of mediators are followed, one a mediator. */
@ApplicationScoped
public class CalendarLinks {
    private final Pool pool;

    public CalendarLinks(Pool pool) {
        this.pool = pool;
    }

    /** A link that is open. */
    public record Link(UUID id, String mediator, Instant openedAt) {}

    /** Whose calendar a link leads to. */
    public record Followed(UUID organisation, Environment env, String mediator) {}

    /** Those of the caller's organisation, by the names of their mediators. */
    public Future<List<Link>> all(SqlConnection transaction) {
        return transaction
                .query("select id, mediator, opened_at from calendar_link order by mediator_form")
                .execute()
                .map(rows -> {
                    List<Link> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(new Link(
                                row.getUUID(0),
                                row.getString(1),
                                row.getOffsetDateTime(2).toInstant()));
                    }
                    return found;
                });
    }

    /** Opens a link to a mediator's calendar; the one that there was leads nowhere from then on. */
    public Future<?> open(
            SqlConnection transaction, Caller caller, UUID id, String mediator, String codeHash, Instant now) {
        return transaction
                .preparedQuery(
                        "insert into calendar_link(id, organisation, env, mediator, mediator_form, code_hash, opened_at)"
                                + " values ($1, $2, $3, $4, $5, $6, $7) on conflict on constraint one_link_a_mediator do update"
                                + " set id = excluded.id, mediator = excluded.mediator, code_hash = excluded.code_hash,"
                                + " opened_at = excluded.opened_at")
                .execute(Tuple.of(
                        id,
                        caller.organisation(),
                        caller.env().name(),
                        mediator,
                        Scanned.form(mediator),
                        codeHash,
                        now.atOffset(ZoneOffset.UTC)));
    }

    /** Closes the link to a mediator's calendar; refused as unknown when there is none. */
    public Future<?> close(SqlConnection transaction, String mediator) {
        return transaction
                .preparedQuery("delete from calendar_link where mediator_form = $1")
                .execute(Tuple.of(Scanned.form(mediator)))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw Refusals.unknown();
                    }
                    return rows;
                });
    }

    /** Whose calendar the link with this code leads to, for whoever holds it; refused as unknown when it leads nowhere. */
    public Uni<Followed> of(String codeHash) {
        return Uni.createFrom()
                .completionStage(
                        () -> pool.preparedQuery("select organisation, env, mediator from calendar_link_of($1)")
                                .execute(Tuple.of(codeHash))
                                .toCompletionStage())
                .map(rows -> {
                    for (Row row : rows) {
                        return new Followed(row.getUUID(0), Environment.valueOf(row.getString(1)), row.getString(2));
                    }
                    throw Refusals.unknown();
                });
    }
}
