package network.reuse.gateway.webhooks;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import network.reuse.defaults.text.NoContact;
import network.reuse.gateway.feed.WantedEvents;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to be opened.
 *
 * @param after behind which position of the feed deliveries begin; null for its end
 */
public record WebhookForm(
        @NotBlank @Size(max = 500) @Schema(
                description =
                        "https, un nom public, le port 443 ; ni nom d'utilisateur ni fragment. / https, a public name, port 443; neither a user's name nor a fragment.",
                examples = "https://logiciel.example/reemploi")
        String url,

        @Size(max = 100) @UniqueElements
        @Schema(
                description =
                        "Ces types seulement ; « refurb.* » : tous ceux de ce service. / These types alone; \"refurb.*\": all of that service.")
        @Nullable List<@NotNull @Size(max = 100) String> types,

        @Size(max = 3) @Schema(examples = "44") @Nullable String region,

        @Size(max = 80) @Schema(examples = "device/01980000-0000-7000-8000-000000000001") @Nullable String subject,

        @Size(max = 200) @NoContact(allowsDocumentNumber = true)
        @Schema(
                description =
                        "Votre référence, unique parmi vos webhooks. / Your own reference, unique among your webhooks.",
                examples = "LOGICIEL-ATELIER")
        @Nullable String partnerRef,

        @Size(max = 40) @Schema(
                description =
                        "La position du fil après laquelle livrer ; « latest » ou absente : seulement ce qui arrive désormais. / The position of the feed behind which to deliver; \"latest\" or absent: only what comes from now on.",
                examples = "latest")
        @Nullable String after) {

    WantedEvents wanted() {
        return WantedEvents.listed(types == null ? List.of() : types, region, subject);
    }
}
