package network.reuse.allocation.application.stock;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Announced;
import network.reuse.allocation.domain.Device.Delivered;
import network.reuse.allocation.domain.Device.Faulty;
import network.reuse.allocation.domain.Device.HandedBack;
import network.reuse.allocation.domain.Device.Lost;
import network.reuse.allocation.domain.Device.Recalled;
import network.reuse.allocation.domain.Device.Reserved;
import network.reuse.allocation.domain.Device.Returned;
import network.reuse.allocation.domain.Device.Sold;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.domain.DeviceAttributes;
import network.reuse.allocation.domain.DeviceStatus;
import network.reuse.allocation.domain.Hardware;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.RefurbEvent.Make;
import network.reuse.contracts.RefurbEvent.MediaErasure;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A device as its parties see it since it left a workshop.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param siteName as the register has it when it is read; not told in the answer to a command
 * @param workshopName as the register has it when it is read; not told in the answer to a command
 * @param site whose stock it is in, or goes to
 * @param erasure how far the data of its media is out of reach; absent where its workshop did not tell
 * @param make what its maker calls it; absent where its workshop did not tell
 * @param hardware what the workshop's tool found in it, when it is read; not told in the answer to a command
 * @param reason why it does not come, what is wrong with it in stock, or how it was lost
 */
public record DeviceView(
        UUID id,
        String code,
        DeviceStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        int epoch,
        DeviceCategory category,
        Grade grade,
        UUID site,
        @Nullable String siteName,
        DonorKind donorKind,
        Territory territory,
        Environment env,
        @Nullable String shipmentRef,
        @Nullable MediaErasure erasure,
        @Nullable Make make,
        @Nullable Hardware hardware,
        @Nullable UUID packId,
        @Nullable UUID programmeId,
        @Nullable UUID workshop,
        @Nullable String workshopName,
        @Nullable Boolean possibleData,
        @Nullable String reason,
        List<Device.Move> legal) {

    static DeviceView of(Stored<Device> stored) {
        return of(stored, Map.of(), null);
    }

    /** The organisations that it names. */
    static Stream<UUID> organisations(Device device) {
        UUID site = device.attributes().recipient();
        return device instanceof Returned returned ? Stream.of(site, returned.workshop()) : Stream.of(site);
    }

    static DeviceView of(Stored<Device> stored, Map<UUID, String> names, @Nullable Hardware hardware) {
        return switch (stored.state()) {
            case Announced _, Stocked _, HandedBack _ -> view(stored, names, hardware, null, null, null, null);
            case Recalled recalled -> view(stored, names, hardware, null, null, null, recalled.reason());
            case Reserved reserved -> view(stored, names, hardware, reserved.programmeId(), null, null, null);
            case Delivered delivered -> view(stored, names, hardware, delivered.programmeId(), null, null, null);
            case Sold sold -> view(stored, names, hardware, sold.programmeId(), null, null, null);
            case Returned returned -> view(stored, names, hardware, null, returned.workshop(), null, null);
            case Faulty faulty -> view(stored, names, hardware, null, null, null, faulty.fault());
            case Lost lost -> view(stored, names, hardware, null, null, lost.possibleData(), lost.reason());
        };
    }

    private static DeviceView view(
            Stored<Device> stored,
            Map<UUID, String> names,
            @Nullable Hardware hardware,
            @Nullable UUID programmeId,
            @Nullable UUID workshop,
            @Nullable Boolean possibleData,
            @Nullable String reason) {
        Device device = stored.state();
        DeviceAttributes attributes = device.attributes();
        return new DeviceView(
                stored.id(),
                attributes.code(),
                device.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.epoch(),
                attributes.category(),
                attributes.grade(),
                attributes.recipient(),
                names.get(attributes.recipient()),
                attributes.donorKind(),
                device.territory(),
                attributes.env(),
                attributes.shipmentRef(),
                attributes.erasure(),
                attributes.make(),
                hardware,
                device.packId(),
                programmeId,
                workshop,
                workshop == null ? null : names.get(workshop),
                possibleData,
                reason,
                device.legal());
    }
}
