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
 * @param boughtNew that it was bought new and has been with nobody since; null of any other
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
        @Nullable String partnerRef,
        @Nullable Boolean boughtNew) {
    public DeviceAttributes {
        parties = Set.copyOf(parties);
    }

    /** Those of a device that was given, or bought used. */
    public DeviceAttributes(
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
        this(
                id,
                code,
                lotId,
                category,
                manufacturer,
                model,
                serialNumber,
                donor,
                donorKind,
                workshop,
                parties,
                territory,
                env,
                registeredEpoch,
                partnerRef,
                null);
    }

    /** Whether it was bought new and has been with nobody since: nobody has left data on what it came with. */
    boolean untouched() {
        return Boolean.TRUE.equals(boughtNew);
    }

    /** The same, seen by one organisation more. */
    DeviceAttributes joinedBy(UUID party) {
        return with(party, workshop, registeredEpoch, boughtNew);
    }

    /** The same, expected at a workshop again by the service that spoke for it in that epoch: it has been with somebody. */
    DeviceAttributes backAt(UUID nextWorkshop, int epoch) {
        return with(nextWorkshop, nextWorkshop, epoch, null);
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
                nowPartnerRef,
                boughtNew);
    }

    private DeviceAttributes with(UUID party, UUID nextWorkshop, int epoch, @Nullable Boolean unused) {
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
                partnerRef,
                unused);
    }
}
