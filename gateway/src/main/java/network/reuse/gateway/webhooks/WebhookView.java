package network.reuse.gateway.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.gateway.feed.FeedPosition;
import network.reuse.gateway.feed.WantedEvents;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as its owner sees it.
 *
 * @param secret in the answers to the calls that made it alone, and to those calls repeated
 * @param formerSecretUntil until when deliveries are signed with the secret before it as well; null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Webhook")
public record WebhookView(
        @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID id,

        @Schema(examples = "https://logiciel.example/reemploi")
        String url,

        @Schema(description = "Aucun : tous les types. / None: all types.")
        List<String> types,

        @Schema(examples = "44") @Nullable String region,

        @Schema(examples = "device/01980000-0000-7000-8000-000000000001") @Nullable String subject,

        @Schema(examples = "LOGICIEL-ATELIER") @Nullable String partnerRef,

        WebhookState.Status status,

        @Schema(
                description =
                        "ASKED : vous l'avez demandé ; GONE : l'adresse a répondu 410 ; EXHAUSTED : une livraison a échoué à sa dernière tentative. / ASKED: you said so; GONE: the address answered 410; EXHAUSTED: a delivery failed at its last attempt.")
        WebhookState.@Nullable Reason disabledReason,

        Instant statusSince,

        @Schema(
                description =
                        "Seulement dans la réponse à l'ouverture ou au changement de secret, et à cet appel répété. / In the answer to the opening or to the rotation alone, and to that call repeated.",
                examples = "whsec_…")
        @Nullable String secret,

        @Nullable Instant formerSecretUntil,

        @Schema(
                description =
                        "Jusqu'où le fil a été parcouru pour cette adresse. / How far the feed was looked through for this address.",
                examples = "1.48213")
        String position,

        @Schema(
                description =
                        "Combien de livraisons attendent ou sont en route. / How many deliveries wait or are on their way.")
        long waiting,

        Instant createdAt,
        Instant changedAt) {

    static WebhookView of(Webhook it, @Nullable String secret) {
        WantedEvents.Subject subject = it.settings().wanted().subject();
        return new WebhookView(
                it.id(),
                it.settings().url(),
                it.settings().wanted().names(),
                it.settings().wanted().region(),
                subject == null ? null : subject.toString(),
                it.settings().partnerRef(),
                it.state().status(),
                it.state() instanceof WebhookState.Disabled(Instant _, WebhookState.Reason reason) ? reason : null,
                it.state().since(),
                secret,
                it.secrets().formerUntil(),
                FeedPosition.at(it.position()).toString(),
                it.waiting(),
                it.createdAt(),
                it.changedAt());
    }
}
