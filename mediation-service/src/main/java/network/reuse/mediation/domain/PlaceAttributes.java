package network.reuse.mediation.domain;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a place keeps whatever its status. Name, hosts and coordinates change when it is amended.
 *
 * @param manager the organisation that runs it
 * @param hosts other organisations that may hold workshops there
 * @param partnerRef the manager's own reference
 * @param coordinates where it is, if that is known
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
        @Nullable Coordinates coordinates) {
    public PlaceAttributes {
        hosts = Set.copyOf(hosts);
    }

    /** The same under another name, with other hosts. */
    public PlaceAttributes with(String otherName, Set<UUID> otherHosts) {
        return with(otherName, otherHosts, coordinates);
    }

    /** The same under another name, with other hosts, where it is found. */
    public PlaceAttributes with(String otherName, Set<UUID> otherHosts, @Nullable Coordinates otherCoordinates) {
        return new PlaceAttributes(
                id, code, manager, otherHosts, otherName, territory, env, partnerRef, otherCoordinates);
    }

    /** The organisations that may hold workshops there. */
    public Set<UUID> organisers() {
        Set<UUID> all = new HashSet<>(hosts);
        all.add(manager);
        return all;
    }
}
