package network.reuse.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything collection-service publishes on {@code collection.events}, keyed by lot or by device. */
public sealed interface CollectionEvent {

    /** A donor offers equipment to the network; nobody has said yes. */
    record LotOffered(
            UUID lotId,
            String code,
            UUID donor,
            UUID recipient,
            List<Quantity> quantities,
            @Nullable String partnerRef) implements CollectionEvent {
        public LotOffered {
            quantities = List.copyOf(quantities);
        }
    }

    /** The recipient takes the lot on, and says which workshop it goes to; its quantities are agreed. */
    record LotAccepted(UUID lotId, UUID workshop, List<Quantity> quantities) implements CollectionEvent {
        public LotAccepted {
            quantities = List.copyOf(quantities);
        }
    }

    /** The recipient does not take the lot; nothing of it will come. */
    record LotDeclined(UUID lotId, String reason) implements CollectionEvent {}

    /** The donor takes the offer back before anything was fetched; agreed quantities no longer count. */
    record LotWithdrawn(UUID lotId, String reason, List<Quantity> agreed) implements CollectionEvent {
        public LotWithdrawn {
            agreed = List.copyOf(agreed);
        }
    }

    /** A carrier is booked to fetch the lot between two instants. */
    record PickupScheduled(UUID lotId, UUID carrier, Instant from, Instant until) implements CollectionEvent {}

    /** The carrier says what it loaded; it counts as collected once the donor confirms. */
    record LotLoaded(UUID lotId, UUID carrier, List<Quantity> quantities) implements CollectionEvent {
        public LotLoaded {
            quantities = List.copyOf(quantities);
        }
    }

    /** Carrier and donor agree on what left: these quantities are collected. */
    record LotCollected(UUID lotId, UUID carrier, List<Quantity> quantities) implements CollectionEvent {
        public LotCollected {
            quantities = List.copyOf(quantities);
        }
    }

    /** What was collected had been counted wrongly; {@code now} replaces {@code before}. */
    record LotCorrected(UUID lotId, List<Quantity> before, List<Quantity> now, String reason)
            implements CollectionEvent, Amendment {
        public LotCorrected {
            before = List.copyOf(before);
            now = List.copyOf(now);
        }
    }

    /** The lot goes to another workshop than was said; {@code now} replaces {@code before}. */
    record WorkshopCorrected(UUID lotId, UUID before, UUID now, String reason) implements CollectionEvent, Amendment {}

    /** A single device is told apart and its life in the network begins; refurb may expect it at the workshop. */
    record DeviceRegistered(
            UUID deviceId,
            String code,
            UUID lotId,
            DeviceCategory category,
            String manufacturer,
            String model,
            String serialNumber,
            UUID donor,
            UUID workshop,
            @Nullable String partnerRef)
            implements CollectionEvent {}

    /** The registration was wrong; these values replace the former ones. */
    record RegistrationCorrected(
            UUID deviceId,
            DeviceCategory category,
            String manufacturer,
            String model,
            String serialNumber,
            @Nullable String partnerRef,
            String reason)
            implements CollectionEvent, Amendment {}

    /** The device disappeared before a workshop received it; with possible data it is an incident to the donor. */
    record DeviceLost(UUID deviceId, boolean possibleData, String reason) implements CollectionEvent {}

    /** The device that was reported lost is there after all: the loss no longer counts. */
    record LossCorrected(UUID deviceId, String reason) implements CollectionEvent {}
}
