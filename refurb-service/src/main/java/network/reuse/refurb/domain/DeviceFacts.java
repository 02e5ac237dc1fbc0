package network.reuse.refurb.domain;

import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a device's registration says of it, which never changes.
 *
 * @param parties the organisations that may see it
 * @param registeredEpoch the epoch that it was registered in; the workshop's is the next
 */
public record DeviceFacts(
        UUID id,
        String code,
        UUID lotId,
        DeviceCategory category,
        String manufacturer,
        String model,
        String serialNumber,
        UUID donor,
        DonorKind donorKind,
        UUID workshop,
        Set<UUID> parties,
        Territory territory,
        Environment env,
        int registeredEpoch,
        @Nullable String partnerRef) {
    public DeviceFacts {
        parties = Set.copyOf(parties);
    }
}
