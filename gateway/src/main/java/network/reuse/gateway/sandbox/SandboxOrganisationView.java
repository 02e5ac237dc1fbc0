package network.reuse.gateway.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.OrganisationKind;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An organisation of the sandbox, and how its client gets a token.
 *
 * @param clientSecret in the answer to the call that opened it alone, and to that call repeated while it is open
 * @param endedAt when its client ended; null while it is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SandboxOrganisationView(
        @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID id,

        @Schema(examples = "Atelier d'essai de notre logiciel")
        String name,

        @Schema(
                description = "Inventé : aucun établissement ne l'a. / Invented: no establishment has it.",
                examples = "00000000100018")
        String siret,

        OrganisationKind kind,
        @Schema(examples = "67482") @Nullable String commune,
        List<String> roles,
        List<String> regions,

        @Schema(examples = "01980000-0000-7000-8000-000000000001")
        String clientId,

        @Schema(
                description =
                        "Seulement dans la réponse à l'ouverture, et à cet appel répété. / In the answer to the opening"
                                + " alone, and to that call repeated.")
        @Nullable String clientSecret,

        @Schema(examples = "https://connexion.reemploi.example/realms/reuse/protocol/openid-connect/token")
        String tokenUrl,

        @Schema(
                description = "L'organisation qui l'a ouverte. / The organisation that opened it.",
                examples = "01900000-0000-7000-8000-000000000001")
        UUID maker,

        @Schema(examples = "RECETTE-ATELIER") @Nullable String partnerRef,

        Instant createdAt,

        @Schema(description = "Quand son client prend fin, au plus tard. / When its client ends at the latest.")
        Instant expiresAt,

        @Nullable Instant endedAt,
        @Nullable EndReason endReason) {

    static SandboxOrganisationView of(SandboxOrganisation it, String tokenUrl, @Nullable String secret) {
        return new SandboxOrganisationView(
                it.id(),
                it.name(),
                it.siret(),
                it.kind(),
                it.commune(),
                it.roles(),
                List.of(it.region()),
                it.id().toString(),
                secret,
                tokenUrl,
                it.maker(),
                it.partnerRef(),
                it.createdAt(),
                it.expiresAt(),
                it.endedAt(),
                it.endReason());
    }
}
