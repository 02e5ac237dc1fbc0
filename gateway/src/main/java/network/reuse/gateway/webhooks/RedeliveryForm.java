package network.reuse.gateway.webhooks;

import jakarta.validation.constraints.Size;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is to be delivered once more: the event of one delivery, or a range of the feed.
 *
 * @param delivery as the list of deliveries names it
 * @param after behind this position, up to {@code through} or to what was delivered so far
 */
public record RedeliveryForm(
        @Schema(
                description = "Une livraison de la liste, ou « after ». / A delivery of the list, or \"after\".",
                examples = "01980000-0000-7000-8000-000000000001")
        @Nullable UUID delivery,

        @Size(max = 40) @Schema(examples = "1.48213") @Nullable String after,

        @Size(max = 40) @Schema(examples = "1.48300") @Nullable String through) {

    void require() {
        if ((delivery == null) == (after == null)) {
            throw Refusal.invalid(
                    delivery == null ? "/after" : "/delivery",
                    "one_of_two",
                    "Donnez « delivery » ou « after », et un seul des deux.",
                    "Give \"delivery\" or \"after\", and one of them alone.");
        }
        if (delivery != null && through != null) {
            throw Refusal.invalid(
                    "/through", "one_of_two", "« through » va avec « after ».", "\"through\" goes with \"after\".");
        }
    }
}
