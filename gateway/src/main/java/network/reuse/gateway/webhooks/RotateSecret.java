package network.reuse.gateway.webhooks;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives a webhook another secret; deliveries are signed with both for a time. */
@ApplicationScoped
public class RotateSecret {
    private final WebhookChanges changes;
    private final Duration overlap;

    public RotateSecret(
            WebhookChanges changes, @ConfigProperty(name = "reuse.webhooks.secret-overlap") Duration overlap) {
        this.changes = changes;
        this.overlap = overlap;
    }

    Uni<Answer> rotate(VersionedCommand command, UUID id) {
        UUID next = UUID.randomUUID();
        return changes.change(command, id, it -> it.rotated(next, command.now().plus(overlap), command.now()));
    }
}
