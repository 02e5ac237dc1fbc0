package network.reuse.gateway.webhooks;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import network.reuse.gateway.feed.WantedEvents;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** What a webhook is to be from now on; all of it replaces what it was. What waits already is delivered to the new address. */
public record WebhookCorrectionForm(
        @NotBlank @Size(max = 500) @Schema(examples = "https://logiciel.example/reemploi")
        String url,

        @Size(max = 100) @UniqueElements @Nullable List<@NotNull @Size(max = 100) String> types,

        @Size(max = 3) @Schema(examples = "44") @Nullable String region,

        @Size(max = 80) @Schema(examples = "device/01980000-0000-7000-8000-000000000001") @Nullable String subject) {

    WantedEvents wanted() {
        return WantedEvents.listed(types == null ? List.of() : types, region, subject);
    }
}
