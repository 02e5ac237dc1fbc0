package network.reuse.gateway.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is delivered once more.
 *
 * @param next where the next call goes on; null when the range is through
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookRedelivery")
public record RedeliveryView(
        @Schema(description = "Combien d'événements. / How many events.")
        int events,

        @Schema(
                description =
                        "La plage est plus longue qu'un appel : refaites-le avec after=. / The range is longer than a call: call again with after=.",
                examples = "1.48300")
        @Nullable String next) {}
