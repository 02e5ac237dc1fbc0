package network.reuse.gateway.webhooks;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;

/** Ends a webhook for good; what waited for it is forgotten. */
@ApplicationScoped
public class CloseWebhook {
    private final WebhookChanges changes;

    public CloseWebhook(WebhookChanges changes) {
        this.changes = changes;
    }

    Uni<Answer> close(VersionedCommand command, UUID id) {
        return changes.change(
                command,
                (connection, _) -> WebhookTable.require(connection, id),
                it -> it,
                it -> it.closed(command.now()),
                (_, plan) -> plan.writing((connection, _) -> DeliveryTable.forget(connection, id)));
    }
}
