package network.reuse.allocation.application.connectivity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.ConnectivityLine;
import network.reuse.allocation.domain.ConnectivityLine.Active;
import network.reuse.allocation.domain.ConnectivityLine.Cancellable;
import network.reuse.allocation.domain.ConnectivityLine.Failed;
import network.reuse.allocation.domain.ConnectivityLine.Move;
import network.reuse.allocation.domain.ConnectivityLine.Requested;
import network.reuse.allocation.domain.ConnectivityStock;
import network.reuse.allocation.persistence.ConnectivityLines;
import network.reuse.allocation.persistence.ConnectivityOffers;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.LineFailure;
import network.reuse.contracts.LineRefusal;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * The provider says what became of a line, and nobody else does; those of its request cancel it, and either side asks for it anew once what
 * kept it from being activated is put right. The line gives one back to its offer, or takes one, with the statement that writes it.
 */
@ApplicationScoped
public class TellOfLine {
    private final Commit commit;
    private final ConnectivityOffers offers;

    public TellOfLine(Commit commit, ConnectivityOffers offers) {
        this.commit = commit;
        this.offers = offers;
    }

    /** It works. */
    public Uni<Answer> activate(VersionedCommand command, UUID id, @Nullable Instant occurredAt) {
        return change(command, id, Move.ACTIVATION, line -> requested(line).activate(), occurredAt);
    }

    /** There will be none. */
    public Uni<Answer> refuse(VersionedCommand command, UUID id, LineRefusal reason, @Nullable Instant occurredAt) {
        return change(command, id, Move.REFUSAL, line -> requested(line).refuse(reason), occurredAt);
    }

    /** Something has to be put right first. */
    public Uni<Answer> fail(VersionedCommand command, UUID id, LineFailure reason, @Nullable Instant occurredAt) {
        return change(command, id, Move.FAILURE, line -> requested(line).fail(reason), occurredAt);
    }

    /** It is not wanted any more. */
    public Uni<Answer> cancel(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return change(
                command,
                id,
                Move.CANCELLATION,
                line -> {
                    if (line instanceof Cancellable cancellable) {
                        return cancellable.cancel(reason);
                    }
                    throw line.illegal();
                },
                occurredAt);
    }

    /** It is over. */
    public Uni<Answer> end(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return change(
                command,
                id,
                Move.TERMINATION,
                line -> {
                    if (line instanceof Active active) {
                        return active.end(reason);
                    }
                    throw line.illegal();
                },
                occurredAt);
    }

    private interface Step {
        Decision<ConnectivityLine, AllocationEvent> of(ConnectivityLine line);
    }

    private Uni<Answer> change(VersionedCommand command, UUID id, Move move, Step step, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                ConnectivityLines.TABLE,
                id,
                stored -> plan(command, stored, requireMover(command, stored.state(), move), step, time));
    }

    private static Requested requested(ConnectivityLine line) {
        if (line instanceof Requested requested) {
            return requested;
        }
        throw line.illegal();
    }

    /** A line, and what its offer has. */
    private record Read(Stored<ConnectivityLine> line, ConnectivityStock stock) {}

    /** What kept it from being activated is put right: it takes a line of its offer again, open or closed, if one is left. */
    public Uni<Answer> retry(VersionedCommand command, UUID id, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command, ConnectivityLines.TABLE, (connection, _) -> read(connection, id), Read::line, read -> {
                    if (!(requireMover(command, read.line().state(), Move.RETRY) instanceof Failed failed)) {
                        throw read.line().state().illegal();
                    }
                    read.stock().requireLeft();
                    return plan(command, read.line(), failed, _ -> failed.retry(), time);
                });
    }

    private Future<Read> read(SqlConnection connection, UUID id) {
        return ConnectivityLines.TABLE
                .require(connection, id)
                .compose(line -> offers.stock(
                                connection, line.state().attributes().offerId())
                        .map(stock -> new Read(line, stock)));
    }

    private static ConnectivityLine requireMover(VersionedCommand command, ConnectivityLine line, Move move) {
        if (!line.isMoveOf(move, command.caller().organisation())) {
            throw Refusals.notYours();
        }
        return line;
    }

    private static Plan plan(
            VersionedCommand command,
            Stored<ConnectivityLine> stored,
            ConnectivityLine line,
            Step step,
            RecordedTime time) {
        return Plan.change(
                ConnectivityLines.TABLE,
                Change.recorded(stored, step.of(line), time),
                changed -> ConnectivityLineView.of(changed, command.caller().organisation()));
    }
}
