package network.reuse.gateway.webhooks;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Unversioned;

/** How a command changes a webhook: the version that the caller read, as its owner, and no other. */
@ApplicationScoped
public class WebhookChanges {
    private final Commit commit;

    public WebhookChanges(Commit commit) {
        this.commit = commit;
    }

    /** Changes it alone; the answer shows it. */
    Uni<Answer> change(VersionedCommand command, UUID id, Function<Webhook, Webhook> decide) {
        return change(
                command, (connection, _) -> WebhookTable.require(connection, id), it -> it, decide, (_, plan) -> plan);
    }

    /** What else is written, as what was decided says. */
    interface Alongside<R> {
        Plan add(R read, Plan plan);
    }

    /**
     * Changes it as what was read tells.
     *
     * @param main the webhook that was read
     */
    <R> Uni<Answer> change(
            VersionedCommand command,
            Commit.Reads<R> reads,
            Function<R, Webhook> main,
            Function<R, Webhook> decide,
            Alongside<R> alongside) {
        return commit.write(command.command(), Unversioned.CHECKS_ITSELF, reads, read -> {
            command.requireVersion(main.apply(read).version());
            Webhook next = decide.apply(read);
            return alongside.add(
                    read,
                    Plan.showing(next.stored(), stored -> WebhookView.of(stored.state(), null))
                            .writing((connection, _) -> WebhookTable.update(connection, next)));
        });
    }
}
