package network.reuse.allocation.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;

/**
 * What never changes about a pack once it is reserved.
 *
 * @param devices these very devices; none while it waits in the back-order
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

    /** The same, of these devices. */
    PackAttributes of(List<PackedDevice> itsDevices) {
        return new PackAttributes(
                id, code, programmeId, requestId, sponsor, itsDevices, basis, priceCents, parties, territory, env);
    }

    List<UUID> deviceIds() {
        return devices.stream().map(PackedDevice::id).toList();
    }
}
