package network.reuse.mediation.domain;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a place keeps whatever its status. Name, hosts, coordinates and description change when it is amended.
 *
 * @param manager the organisation that runs it
 * @param hosts other organisations that may hold workshops there
 * @param partnerRef the manager's own reference
 * @param coordinates where it is, if that is known
 * @param description what it tells of itself, if it does
 */
public record PlaceAttributes(
        UUID id,
        String code,
        UUID manager,
        Set<UUID> hosts,
        String name,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        @Nullable Coordinates coordinates,
        @Nullable PlaceDescription description) {
    public PlaceAttributes {
        hosts = Set.copyOf(hosts);
    }

    /** The same under another name, with other hosts. */
    public PlaceAttributes with(String otherName, Set<UUID> otherHosts) {
        return with(otherName, otherHosts, coordinates, description);
    }

    /** The same under another name, with other hosts, where it is found and as it tells of itself. */
    public PlaceAttributes with(
            String otherName,
            Set<UUID> otherHosts,
            @Nullable Coordinates otherCoordinates,
            @Nullable PlaceDescription otherDescription) {
        return new PlaceAttributes(
                id,
                code,
                manager,
                otherHosts,
                otherName,
                territory,
                env,
                partnerRef,
                otherCoordinates,
                otherDescription);
    }

    /** Whether everybody may read of it. */
    public boolean published() {
        return description != null && description.published();
    }

    /** The organisations that may hold workshops there. */
    public Set<UUID> organisers() {
        Set<UUID> all = new HashSet<>(hosts);
        all.add(manager);
        return all;
    }
}
