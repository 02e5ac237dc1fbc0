package network.reuse.gateway.organisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.OrganisationKind;
import network.reuse.defaults.commit.Stored;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An organisation as the register shows it.
 *
 * @param sandbox whether it was opened in the sandbox; null for all others
 * @param createdAt when it was entered
 * @param changedAt when its entry was last written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrganisationView(
        @Schema(examples = "01900000-0000-7000-8000-000000000003")
        UUID id,

        @Schema(examples = "Atelier Strasbourg") String name,
        @Schema(examples = "73282932000074") String siret,
        OrganisationKind kind,
        @Schema(examples = "44") String region,
        @Schema(examples = "67") String department,

        @Schema(examples = "67482") @Nullable String commune,

        @Schema(
                description =
                        "Vrai d'une organisation ouverte dans le bac à sable ; absent sinon. / True of one that was opened"
                                + " in the sandbox; absent otherwise.",
                examples = "true")
        @Nullable Boolean sandbox,

        Instant createdAt,
        Instant changedAt) {

    static OrganisationView of(Stored<Organisation> stored) {
        Organisation.RegisterEntry entry = stored.state().entry();
        return new OrganisationView(
                stored.id(),
                entry.name(),
                entry.siret().number(),
                entry.kind(),
                entry.territory().region(),
                entry.territory().department(),
                entry.territory().commune(),
                sandbox(stored.state().visibility().env()),
                stored.createdAt(),
                stored.changedAt());
    }

    static OrganisationView of(OrganisationRow row) {
        return new OrganisationView(
                row.id,
                row.name,
                row.siret,
                OrganisationKind.valueOf(row.kind),
                row.region,
                row.department,
                row.commune,
                sandbox(Environment.valueOf(row.env)),
                row.createdAt,
                row.changedAt);
    }

    private static @Nullable Boolean sandbox(Environment env) {
        return env == Environment.TEST ? true : null;
    }
}
