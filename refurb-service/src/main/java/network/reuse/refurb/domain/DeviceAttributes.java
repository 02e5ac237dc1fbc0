package network.reuse.refurb.domain;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a device's registration says of it; who may see it grows, and its workshop is the one that it goes to.
 *
 * @param parties the organisations that may see it
 * @param registeredEpoch the epoch in which it was registered or came back; the workshop's is the next
 */
public record DeviceAttributes(
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
    public DeviceAttributes {
        parties = Set.copyOf(parties);
    }

    /** The same, seen by one organisation more. */
    DeviceAttributes joinedBy(UUID party) {
        return with(party, workshop, registeredEpoch);
    }

    /** The same, expected at a workshop again by the service that spoke for it in that epoch. */
    DeviceAttributes backAt(UUID nextWorkshop, int epoch) {
        return with(nextWorkshop, nextWorkshop, epoch);
    }

    /** The same, as its registration says it since it was corrected. */
    public DeviceAttributes corrected(
            DeviceCategory nowCategory,
            String nowManufacturer,
            String nowModel,
            String nowSerialNumber,
            @Nullable String nowPartnerRef) {
        return new DeviceAttributes(
                id,
                code,
                lotId,
                nowCategory,
                nowManufacturer,
                nowModel,
                nowSerialNumber,
                donor,
                donorKind,
                workshop,
                parties,
                territory,
                env,
                registeredEpoch,
                nowPartnerRef);
    }

    private DeviceAttributes with(UUID party, UUID nextWorkshop, int epoch) {
        Set<UUID> seenBy = new HashSet<>(parties);
        seenBy.add(party);
        return new DeviceAttributes(
                id,
                code,
                lotId,
                category,
                manufacturer,
                model,
                serialNumber,
                donor,
                donorKind,
                nextWorkshop,
                seenBy,
                territory,
                env,
                epoch,
                partnerRef);
    }
}
