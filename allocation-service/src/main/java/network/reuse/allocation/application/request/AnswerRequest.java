package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.allocation.persistence.Requests;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Refusals;
import org.jspecify.annotations.Nullable;

/** The sponsor does not grant a request, or whoever asked no longer wants it. */
@ApplicationScoped
public class AnswerRequest {
    private final Commit commit;

    public AnswerRequest(Commit commit) {
        this.commit = commit;
    }

    public Uni<Answer> decline(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Requests.TABLE,
                id,
                occurredAt,
                request -> {
                    if (!request.attributes().sponsor().equals(command.caller().organisation())) {
                        throw Refusals.notYours();
                    }
                    return switch (request) {
                        case Submitted submitted -> submitted.decline(reason);
                        default -> throw request.illegal();
                    };
                },
                RequestView::of);
    }

    public Uni<Answer> withdraw(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Requests.TABLE,
                id,
                occurredAt,
                request -> {
                    if (!request.attributes().referrer().equals(command.caller().organisation())) {
                        throw Refusals.notYours();
                    }
                    return switch (request) {
                        case Submitted submitted -> submitted.withdraw(reason);
                        default -> throw request.illegal();
                    };
                },
                RequestView::of);
    }
}
