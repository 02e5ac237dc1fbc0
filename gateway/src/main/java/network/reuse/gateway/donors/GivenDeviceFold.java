package network.reuse.gateway.donors;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.gateway.donors.GivenDevice.GivenLot;
import network.reuse.gateway.donors.GivenDevice.HandedOver;
import network.reuse.gateway.donors.GivenDevice.Reuse;
import network.reuse.gateway.passport.MediaSoFar;
import network.reuse.gateway.projection.Stage;
import org.jspecify.annotations.Nullable;

/** What a donor sees of a device while its steps are read in their order. */
final class GivenDeviceFold {
    private final MediaSoFar media = new MediaSoFar();
    private @Nullable String manufacturer;
    private @Nullable String model;
    private @Nullable String serialNumber;
    private @Nullable UUID programme;
    private @Nullable Instant registeredAt;
    private @Nullable Stage said;
    private @Nullable Instant since;

    /**
     * A device as the projection keeps it.
     *
     * @param handedAs null unless its newest hand-over or sale stands
     */
    record Known(
            UUID id,
            @Nullable String code,
            @Nullable DeviceCategory category,
            @Nullable UUID lot,
            @Nullable Stage stage,
            @Nullable Stage handedAs,
            @Nullable Instant handedAt,
            @Nullable String department) {}

    /** Reads the next step, null when this version does not know its type. */
    void after(@Nullable Object event, Instant at) {
        media.after(event);
        switch (event) {
            case CollectionEvent.DeviceRegistered e -> {
                describe(e.manufacturer(), e.model(), e.serialNumber());
                registeredAt = at;
            }
            case CollectionEvent.RegistrationCorrected e -> describe(e.manufacturer(), e.model(), e.serialNumber());
            case AllocationEvent.DeviceDelivered e -> programme = e.programmeId();
            case AllocationEvent.DeviceSold e -> programme = e.programmeId();
            case null, default -> {}
        }
        Stage moved = Stage.after(event);
        if (moved != null) {
            said = moved;
            since = at;
        }
    }

    private void describe(String by, String called, String number) {
        manufacturer = by;
        model = called;
        serialNumber = number;
    }

    /** Whether what one of its media held when it was registered may still be on it. */
    boolean mayHoldDonorsData() {
        return media.mayHoldDonorsData();
    }

    /** The device when all that its donor may read of it has been read. */
    GivenDevice of(Known device, @Nullable GivenLot lot, @Nullable Instant leftAt) {
        SanitisationLevel level = media.leastOfThoseItCameWith();
        Stage handedAs = device.handedAs();
        return new GivenDevice(
                device.id(),
                device.code(),
                device.category(),
                manufacturer,
                model,
                serialNumber,
                lot,
                leftAt == null ? registeredAt : leftAt,
                device.stage(),
                said == device.stage() ? since : null,
                level,
                level == null || level == SanitisationLevel.NONE
                        ? null
                        : "/v1/refurb/devices/" + device.id() + "/certificates",
                Reuse.of(device.stage(), handedAs != null),
                handedAs == null || device.handedAt() == null
                        ? null
                        : new HandedOver(handedAs, device.handedAt(), device.department(), programme));
    }
}
