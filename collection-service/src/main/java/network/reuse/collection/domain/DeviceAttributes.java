package network.reuse.collection.domain;

import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a device when it is told apart.
 *
 * @param registrar the organisation that registered it
 * @param partnerRef the registrar's own reference
 * @param parties the organisations of its lot
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
        UUID registrar,
        Set<UUID> parties,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {
    public DeviceAttributes {
        parties = Set.copyOf(parties);
    }

    /** What no two devices have in common. */
    public String identity() {
        return DeviceLine.identity(manufacturer, serialNumber);
    }

    /** How its registrar described it. */
    public DeviceLine line() {
        return new DeviceLine(category, manufacturer, model, serialNumber, partnerRef);
    }

    /** The same, described otherwise. */
    DeviceAttributes described(DeviceLine now) {
        return new DeviceAttributes(
                id,
                code,
                lotId,
                now.category(),
                now.manufacturer(),
                now.model(),
                now.serialNumber(),
                donor,
                donorKind,
                workshop,
                registrar,
                parties,
                territory,
                env,
                now.partnerRef());
    }
}
