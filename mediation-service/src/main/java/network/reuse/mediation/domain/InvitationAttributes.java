package network.reuse.mediation.domain;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;

/**
 * What never changes about an invitation. It knows of a pack, and of nobody who received it.
 *
 * @param sponsor the organisation whose programme the pack is of, and in whose name the invitation books
 * @param parties the organisations that the hand-over concerned
 * @param codeHash what is kept of the code that the link carries
 * @param territory region and department alone
 */
public record InvitationAttributes(
        UUID id,
        UUID packId,
        UUID programmeId,
        UUID sponsor,
        Set<UUID> parties,
        String codeHash,
        Territory territory,
        Environment env) {
    public InvitationAttributes {
        Set<UUID> all = new HashSet<>(parties);
        all.add(sponsor);
        parties = Set.copyOf(all);
        territory = new Territory(territory.region(), territory.department(), null);
    }
}
