package network.reuse.gateway.organisations;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.Geography;
import network.reuse.contracts.OrganisationKind;
import network.reuse.contracts.Siret;
import network.reuse.contracts.Territory;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An organisation to be registered.
 *
 * @param id the organisation as tokens name it
 * @param commune INSEE code of the commune that it sits in
 */
public record OrganisationForm(
        @NotNull @Schema(examples = "01900000-0000-7000-8000-000000000003")
        UUID id,

        @NotBlank @Size(max = 200) @Schema(examples = "Atelier Strasbourg")
        String name,

        @NotBlank @Size(max = 20) @Schema(examples = "73282932000074")
        String siret,

        @NotNull OrganisationKind kind,

        @NotBlank @Size(max = 5) @Schema(examples = "67482") String commune,

        @Nullable Instant occurredAt) {

    Organisation.RegisterEntry entry() {
        return entry(name, siret, kind, commune);
    }

    static Organisation.RegisterEntry entry(String name, String siret, OrganisationKind kind, String commune) {
        Territory territory = Geography.requireTerritory(commune, "/commune");
        return new Organisation.RegisterEntry(name.strip(), Siret.given(siret, "/siret"), kind, territory);
    }
}
