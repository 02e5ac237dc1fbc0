package network.reuse.allocation.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;

/**
 * What never changes about a pack.
 *
 * @param devices these very devices
 * @param parties the sponsor and whoever asked
 * @param territory where it counts until it is handed over
 */
public record PackAttributes(
        UUID id,
        String code,
        UUID programmeId,
        UUID requestId,
        UUID sponsor,
        List<PackedDevice> devices,
        Basis basis,
        int priceCents,
        Set<UUID> parties,
        Territory territory,
        Environment env) {
    public PackAttributes {
        devices = List.copyOf(devices);
        parties = Set.copyOf(parties);
    }

    List<UUID> deviceIds() {
        return devices.stream().map(PackedDevice::id).toList();
    }
}
