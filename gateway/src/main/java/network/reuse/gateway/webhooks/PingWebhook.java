package network.reuse.gateway.webhooks;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;

/** Has a webhook called once, beside all events: whether somebody answers, and knows the secret. */
@ApplicationScoped
public class PingWebhook {
    private final Commit commit;

    public PingWebhook(Commit commit) {
        this.commit = commit;
    }

    Uni<Answer> ping(Command command, UUID id) {
        return commit.write(
                command, Unversioned.CREATES, (connection, _) -> WebhookTable.require(connection, id), it -> {
                    it.state().require(WebhookState.Move.PING);
                    UUID event = Ids.next();
                    return Plan.answering(new PingView(event))
                            .writing((connection, _) -> DeliveryTable.addPing(connection, it, event));
                });
    }
}
