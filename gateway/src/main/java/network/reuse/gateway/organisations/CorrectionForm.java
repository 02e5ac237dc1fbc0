package network.reuse.gateway.organisations;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import network.reuse.contracts.OrganisationKind;
import network.reuse.defaults.text.NoContact;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the register should say of an organisation instead, all of it, and why. */
public record CorrectionForm(
        @NotBlank @Size(max = 200) @Schema(examples = "Atelier Strasbourg")
        String name,

        @NotBlank @Size(max = 20) @Schema(examples = "73282932000074")
        String siret,

        @NotNull OrganisationKind kind,

        @NotBlank @Size(max = 5) @Schema(examples = "67482") String commune,

        @NotBlank @Size(max = 500) @NoContact
        @Schema(description = NoContact.DESCRIPTION, examples = "L'atelier a déménagé.")
        String reason,

        @Nullable Instant occurredAt) {

    Organisation.RegisterEntry entry() {
        return OrganisationForm.entry(name, siret, kind, commune);
    }
}
