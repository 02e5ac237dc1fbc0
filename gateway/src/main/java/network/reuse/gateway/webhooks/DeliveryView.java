package network.reuse.gateway.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import network.reuse.gateway.feed.FeedPosition;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to deliver.
 *
 * @param position the event's place in the feed; null for a ping
 * @param status what was answered; null when nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookDelivery")
public record DeliveryView(
        @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID id,

        DeliveryKind kind,

        @Schema(
                description = "webhook-id, le même à chaque tentative. / webhook-id, the same at each attempt.",
                examples = "01980000-0000-7000-8000-000000000001")
        UUID eventId,

        @Schema(examples = "refurb.DeviceReady.v1") String type,

        @Schema(examples = "device/01980000-0000-7000-8000-000000000001")
        String subject,

        @Schema(examples = "1.48213") @Nullable String position,

        @Schema(description = "La combientième. / Which one.")
        int attempt,

        Instant at,
        DeliveryOutcome outcome,
        @Schema(examples = "200") @Nullable Integer status,
        int durationMillis) {

    static DeliveryView of(Row row) {
        Long seq = row.getLong("seq");
        return new DeliveryView(
                row.getUUID("id"),
                DeliveryKind.valueOf(row.getString("kind")),
                row.getUUID("event_id"),
                row.getString("type"),
                row.getString("subject"),
                seq == null ? null : FeedPosition.at(seq).toString(),
                row.getInteger("attempt"),
                row.getOffsetDateTime("at").toInstant(),
                DeliveryOutcome.valueOf(row.getString("outcome")),
                row.getInteger("status"),
                row.getInteger("millis"));
    }
}
