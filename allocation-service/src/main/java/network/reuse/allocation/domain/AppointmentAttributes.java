package network.reuse.allocation.domain;

import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;

/**
 * What never changes about an appointment. Nothing in it says who comes.
 *
 * @param parties those of the pack: the sponsor and whoever asked
 * @param territory where the pack counts until it is handed over
 */
public record AppointmentAttributes(
        UUID id, UUID packId, UUID programmeId, UUID sponsor, Set<UUID> parties, Territory territory, Environment env) {
    public AppointmentAttributes {
        parties = Set.copyOf(parties);
    }
}
