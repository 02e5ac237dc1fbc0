package network.reuse.contracts;

import java.util.UUID;

/** Everything the gateway publishes on {@code network.organisations}, keyed by organisation. */
public sealed interface OrganisationEvent {

    /** An organisation takes part in the network from now on. */
    record OrganisationRegistered(UUID organisationId, String name, String siret, OrganisationKind kind)
            implements OrganisationEvent {}

    /** The register was wrong or has changed; these values replace the former ones. */
    record OrganisationCorrected(UUID organisationId, String name, String siret, OrganisationKind kind, String reason)
            implements OrganisationEvent {}
}
