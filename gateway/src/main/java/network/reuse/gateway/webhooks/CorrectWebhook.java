package network.reuse.gateway.webhooks;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.gateway.feed.WantedEvents;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends a webhook's deliveries elsewhere, or other events. */
@ApplicationScoped
public class CorrectWebhook {
    private final WebhookChanges changes;
    private final boolean development;

    public CorrectWebhook(WebhookChanges changes, @ConfigProperty(name = "reuse.development") boolean development) {
        this.changes = changes;
        this.development = development;
    }

    Uni<Answer> correct(VersionedCommand command, UUID id, WebhookCorrectionForm form) {
        WebhookAddress address = WebhookAddress.of(form.url(), development);
        WantedEvents wanted = form.wanted();
        return changes.change(command, id, it -> it.corrected(address.uri().toString(), wanted, command.now()));
    }
}
