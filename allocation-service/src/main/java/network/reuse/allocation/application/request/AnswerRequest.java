package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.ConnectivityLine;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.Request.BackOrdered;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.ConnectivityLines;
import network.reuse.allocation.persistence.Requests;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
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
 * The sponsor does not grant a request, or whoever asked no longer wants it. A line of a connectivity offer that is asked for, and not
 * active, is called off with it.
 */
@ApplicationScoped
public class AnswerRequest {
    private final Commit commit;
    private final BackOrders backOrders;
    private final ConnectivityLines lines;

    public AnswerRequest(Commit commit, BackOrders backOrders, ConnectivityLines lines) {
        this.commit = commit;
        this.backOrders = backOrders;
        this.lines = lines;
    }

    private record Read(Stored<Request> request, List<Stored<ConnectivityLine>> lines) {}

    /** The request is locked before its lines are read: none is asked for meanwhile. */
    private Future<Read> read(SqlConnection connection, UUID id) {
        return Requests.TABLE
                .lock(connection, id)
                .compose(request ->
                        lines.lockCancellable(connection, List.of(id)).map(standing -> new Read(request, standing)));
    }

    public Uni<Answer> decline(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Requests.TABLE, (connection, _) -> read(connection, id), Read::request, read -> {
            requireCaller(command, read.request().state().attributes().sponsor());
            return declined(read.request(), read.lines(), reason, time);
        });
    }

    /** A request that waits is not granted; refused when it does not wait. */
    Plan declined(
            Stored<Request> request, List<Stored<ConnectivityLine>> cancellable, String reason, RecordedTime time) {
        return switch (request.state()) {
            case Submitted submitted -> plan(request, cancellable, submitted.decline(reason), time);
            case BackOrdered waiting -> givingUp(waiting, plan(request, cancellable, waiting.decline(reason), time));
            default -> throw request.state().illegal();
        };
    }

    public Uni<Answer> withdraw(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Requests.TABLE, (connection, _) -> read(connection, id), Read::request, read -> {
            Stored<Request> request = read.request();
            requireCaller(command, request.state().attributes().referrer());
            return switch (request.state()) {
                case Submitted submitted -> plan(request, read.lines(), submitted.withdraw(reason), time);
                case BackOrdered waiting ->
                    givingUp(waiting, plan(request, read.lines(), waiting.withdraw(reason), time));
                default -> throw request.state().illegal();
            };
        });
    }

    private static void requireCaller(VersionedCommand command, UUID organisation) {
        if (!organisation.equals(command.caller().organisation())) {
            throw Refusals.notYours();
        }
    }

    private static Plan plan(
            Stored<Request> request,
            List<Stored<ConnectivityLine>> cancellable,
            Decision<Request, AllocationEvent> decision,
            RecordedTime time) {
        Change<Request, AllocationEvent> change = Change.recorded(request, decision, time);
        return Plan.change(Requests.TABLE, change, RequestView::of)
                .changing(ConnectivityLines.TABLE, ConnectivityLines.calledOff(cancellable, change.occurredAt()));
    }

    /** The pack that waited for it gives rank and quota back once this is committed: a referrer may change neither. */
    private Plan givingUp(BackOrdered waiting, Plan plan) {
        return plan.writing((connection, cause) -> backOrders.end(connection, waiting.packId(), cause.now()));
    }
}
