package network.reuse.gateway.webhooks;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A ping on its way; the list of deliveries says what became of it, under this id. */
@Schema(name = "WebhookPing")
public record PingView(
        @Schema(
                description = "webhook-id de la livraison. / The delivery's webhook-id.",
                examples = "01980000-0000-7000-8000-000000000001")
        UUID eventId) {}
