package network.reuse.gateway.webhooks;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;

/** Stops deliveries to a webhook; what comes meanwhile waits. */
@ApplicationScoped
public class DisableWebhook {
    private final WebhookChanges changes;

    public DisableWebhook(WebhookChanges changes) {
        this.changes = changes;
    }

    Uni<Answer> disable(VersionedCommand command, UUID id) {
        return changes.change(command, id, it -> it.disabled(command.now()));
    }
}
