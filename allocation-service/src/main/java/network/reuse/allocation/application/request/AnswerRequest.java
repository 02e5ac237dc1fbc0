package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.Request.BackOrdered;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.allocation.persistence.BackOrders;
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

/** The sponsor does not grant a request, or whoever asked no longer wants it. */
@ApplicationScoped
public class AnswerRequest {
    private final Commit commit;
    private final BackOrders backOrders;

    public AnswerRequest(Commit commit, BackOrders backOrders) {
        this.commit = commit;
        this.backOrders = backOrders;
    }

    public Uni<Answer> decline(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Requests.TABLE, id, request -> {
            requireCaller(command, request.state().attributes().sponsor());
            return declined(request, reason, time);
        });
    }

    /** A request that waits is not granted; refused when it does not wait. */
    Plan declined(Stored<Request> request, String reason, RecordedTime time) {
        return switch (request.state()) {
            case Submitted submitted -> plan(request, submitted.decline(reason), time);
            case BackOrdered waiting -> givingUp(waiting, plan(request, waiting.decline(reason), time));
            default -> throw request.state().illegal();
        };
    }

    public Uni<Answer> withdraw(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Requests.TABLE, id, request -> {
            requireCaller(command, request.state().attributes().referrer());
            return switch (request.state()) {
                case Submitted submitted -> plan(request, submitted.withdraw(reason), time);
                case BackOrdered waiting -> givingUp(waiting, plan(request, waiting.withdraw(reason), time));
                default -> throw request.state().illegal();
            };
        });
    }

    private static void requireCaller(VersionedCommand command, UUID organisation) {
        if (!organisation.equals(command.caller().organisation())) {
            throw Refusals.notYours();
        }
    }

    private static Plan plan(Stored<Request> request, Decision<Request, AllocationEvent> decision, RecordedTime time) {
        return Plan.change(Requests.TABLE, Change.recorded(request, decision, time), RequestView::of);
    }

    /** The pack that waited for it gives rank and quota back once this is committed: a referrer may change neither. */
    private Plan givingUp(BackOrdered waiting, Plan plan) {
        return plan.writing((connection, cause) -> backOrders.end(connection, waiting.packId(), cause.now()));
    }
}
