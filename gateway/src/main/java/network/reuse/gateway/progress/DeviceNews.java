package network.reuse.gateway.progress;

import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.RefurbEvent;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of a device that counts.
 *
 * @param stage the stage it is in from then on; null when the event does not move it
 * @param takenBack the stage that it turns out never to have been in
 */
record DeviceNews(
        @Nullable DeviceStage stage,
        @Nullable DeviceStage takenBack,
        @Nullable DeviceCategory category,
        @Nullable String code) {
    private static final DeviceNews NOTHING = new DeviceNews(null, null, null, null);

    static DeviceNews of(Object fact) {
        return switch (fact) {
            case CollectionEvent.DeviceRegistered e ->
                new DeviceNews(DeviceStage.REGISTERED, null, e.category(), e.code());
            case CollectionEvent.DeviceLost _ -> moved(DeviceStage.LOST);
            case CollectionEvent.LossCorrected _ ->
                new DeviceNews(DeviceStage.REGISTERED, DeviceStage.LOST, null, null);
            case RefurbEvent.DeviceReceived e -> new DeviceNews(DeviceStage.RECEIVED, null, e.category(), e.code());
            case RefurbEvent.DeviceTriaged _ -> moved(DeviceStage.TRIAGED);
            case RefurbEvent.DeviceReady e -> new DeviceNews(DeviceStage.READY, null, e.category(), null);
            case RefurbEvent.DeviceScrapped _ -> moved(DeviceStage.SCRAPPED);
            case RefurbEvent.DeviceLost _ -> moved(DeviceStage.LOST);
            case RefurbEvent.LossCorrected e -> new DeviceNews(e.stage(), DeviceStage.LOST, null, null);
            case RefurbEvent.ScrapCorrected _ -> new DeviceNews(DeviceStage.TRIAGED, DeviceStage.SCRAPPED, null, null);
            case RefurbEvent.DeviceDispatched e -> new DeviceNews(DeviceStage.DISPATCHED, null, e.category(), e.code());
            case RefurbEvent.DispatchCorrected _ ->
                new DeviceNews(DeviceStage.READY, DeviceStage.DISPATCHED, null, null);
            case AllocationEvent.DeviceStocked e -> new DeviceNews(DeviceStage.STOCKED, null, e.category(), e.code());
            case AllocationEvent.DeviceReserved _ -> moved(DeviceStage.RESERVED);
            case AllocationEvent.DeviceReleased _ -> moved(DeviceStage.STOCKED);
            case AllocationEvent.DeviceDelivered _ -> moved(DeviceStage.DELIVERED);
            case AllocationEvent.DeviceSold _ -> moved(DeviceStage.SOLD);
            case AllocationEvent.DeliveryCorrected e -> new DeviceNews(DeviceStage.STOCKED, e.stage(), null, null);
            case AllocationEvent.DeviceReturned _ -> moved(DeviceStage.RETURNED);
            case AllocationEvent.DeviceLost _ -> moved(DeviceStage.LOST);
            case AllocationEvent.LossCorrected e -> new DeviceNews(e.stage(), DeviceStage.LOST, null, null);
            default -> NOTHING;
        };
    }

    private static DeviceNews moved(DeviceStage stage) {
        return new DeviceNews(stage, null, null, null);
    }
}
