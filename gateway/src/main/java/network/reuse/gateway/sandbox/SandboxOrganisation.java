package network.reuse.gateway.sandbox;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.OrganisationKind;
import org.jspecify.annotations.Nullable;

/**
 * An organisation of the sandbox as it is kept, with what the register says of it.
 *
 * @param maker the organisation that opened it
 * @param endReason why its client has ended; null while it is open
 */
record SandboxOrganisation(
        UUID id,
        String name,
        String siret,
        OrganisationKind kind,
        String region,
        @Nullable String commune,
        List<String> roles,
        UUID maker,
        @Nullable String partnerRef,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable EndReason endReason) {
    /** What {@link #of} reads. */
    static final String SELECT =
            "select s.organisation, o.name, o.siret, o.kind, o.region, o.commune, s.roles, s.maker,"
                    + " s.partner_ref, o.created_at, s.expires_at, s.ended_at, s.end_reason"
                    + " from sandbox_organisation s join organisation o on o.id = s.organisation";

    static SandboxOrganisation of(Row row) {
        var ended = row.getOffsetDateTime("ended_at");
        String reason = row.getString("end_reason");
        return new SandboxOrganisation(
                row.getUUID("organisation"),
                row.getString("name"),
                row.getString("siret"),
                OrganisationKind.valueOf(row.getString("kind")),
                row.getString("region"),
                row.getString("commune"),
                Arrays.asList(row.getArrayOfStrings("roles")),
                row.getUUID("maker"),
                row.getString("partner_ref"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                reason == null ? null : EndReason.valueOf(reason));
    }

    /** Its version: it is opened and it ends. */
    long version() {
        return endedAt == null ? 1 : 2;
    }

    boolean isOpen() {
        return endedAt == null;
    }
}
