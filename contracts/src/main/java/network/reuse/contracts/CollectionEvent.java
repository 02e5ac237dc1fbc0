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

    /**
     * A coordinator assigns a lot that is offered: {@code now} takes the place of {@code before} as its recipient, and has it
     * accepted by the event that follows.
     */
    record LotAssigned(
            UUID lotId,
            UUID coordinator,
            UUID before,
            UUID now,
            @Nullable String reason) implements CollectionEvent {}

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

    /** The pickup is between two other instants, with the same carrier. */
    record PickupMoved(UUID lotId, UUID carrier, Instant from, Instant until, String reason)
            implements CollectionEvent, Amendment {}

    /** That carrier does not come; the lot stays accepted, and another pickup may be booked. */
    record PickupCancelled(UUID lotId, UUID carrier, String reason) implements CollectionEvent {}

    /** The carrier comes for the lot on this run, between these two instants; it replaces the lot's former place on it. */
    record PickupPlanned(UUID lotId, UUID runId, UUID carrier, int position, Instant from, Instant until)
            implements CollectionEvent, Amendment {}

    /** The carrier does not come for the lot on this run after all; the pickup stays booked. */
    record PickupUnplanned(UUID lotId, UUID runId, String reason) implements CollectionEvent, Amendment {}

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

    /** The donor says what it hands over; it counts once the carrier has counted it too. */
    record LotHandedOver(UUID lotId, UUID carrier, List<Quantity> quantities) implements CollectionEvent {
        public LotHandedOver {
            quantities = List.copyOf(quantities);
        }
    }

    /**
     * The carrier took the lot over and says what it counted: {@code quantities}, on which donor and carrier agree, are
     * collected; what is {@code disputed} counts as it is settled.
     */
    record LotTakenOver(
            UUID lotId,
            UUID carrier,
            List<Quantity> handedOver,
            List<Quantity> counted,
            List<Quantity> quantities,
            List<Quantity> disputed)
            implements CollectionEvent {
        public LotTakenOver {
            handedOver = List.copyOf(handedOver);
            counted = List.copyOf(counted);
            quantities = List.copyOf(quantities);
            disputed = List.copyOf(disputed);
        }
    }

    /** The carrier says what it delivers to the workshop, which has not counted it. */
    record LotDelivered(UUID lotId, UUID carrier, UUID workshop, List<Quantity> quantities) implements CollectionEvent {
        public LotDelivered {
            quantities = List.copyOf(quantities);
        }
    }

    /**
     * The workshop received the lot and says what it counted: {@code quantities} are there by every count, what is
     * {@code disputed} is settled later. What is collected stays as it was.
     */
    record LotReceived(
            UUID lotId,
            UUID workshop,
            List<Quantity> delivered,
            List<Quantity> counted,
            List<Quantity> quantities,
            List<Quantity> disputed)
            implements CollectionEvent {
        public LotReceived {
            delivered = List.copyOf(delivered);
            counted = List.copyOf(counted);
            quantities = List.copyOf(quantities);
            disputed = List.copyOf(disputed);
        }
    }

    /**
     * Some devices of a category that were disputed are found, were never given, or are lost, by that party: what is
     * collected and received of it is now another number, and so many stay disputed.
     */
    record DiscrepancySettled(
            UUID lotId,
            DeviceCategory category,
            DiscrepancyOutcome outcome,
            int count,
            UUID by,
            int collectedBefore,
            int collectedNow,
            int receivedBefore,
            int receivedNow,
            int disputed,
            String reason)
            implements CollectionEvent, Amendment {}

    /**
     * An organisation received equipment that it bought, which nobody gave: it is told apart like a lot that was collected, and
     * counts as neither offered nor collected.
     */
    record LotSupplied(
            UUID lotId,
            String code,
            UUID supplier,
            UUID recipient,
            UUID workshop,
            SupplyCondition condition,
            List<Quantity> quantities,
            @Nullable String partnerRef)
            implements CollectionEvent {
        public LotSupplied {
            quantities = List.copyOf(quantities);
        }
    }

    /** What was bought had been counted wrongly; {@code now} replaces {@code before}. */
    record SupplyCorrected(UUID lotId, List<Quantity> before, List<Quantity> now, String reason)
            implements CollectionEvent, Amendment {
        public SupplyCorrected {
            before = List.copyOf(before);
            now = List.copyOf(now);
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

    /**
     * A single device is told apart and its life in the network begins; refurb may expect it at the workshop. Where it is
     * {@code supplied} its donor is whoever sold it, and one that was bought new is no reuse.
     */
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
            @Nullable String partnerRef,
            @Nullable SupplyCondition supplied)
            implements CollectionEvent {
        /** One that was given. */
        public DeviceRegistered(
                UUID deviceId,
                String code,
                UUID lotId,
                DeviceCategory category,
                String manufacturer,
                String model,
                String serialNumber,
                UUID donor,
                UUID workshop,
                @Nullable String partnerRef) {
            this(deviceId, code, lotId, category, manufacturer, model, serialNumber, donor, workshop, partnerRef, null);
        }
    }

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

    /** An organisation received goods of a kind from their donor, and counted them. */
    record GoodsReceived(
            UUID goodsId, String code, UUID donor, UUID recipient, String kind, String condition, int count)
            implements CollectionEvent {}

    /** The holder sent so many of its goods to another organisation, as a part that is goods of its own. */
    record GoodsHandedOver(UUID goodsId, UUID partId, UUID recipient, int count) implements CollectionEvent {}

    /** So many of a part are again, or still, among the goods that it was a part of, whose count changes. */
    record GoodsRejoined(UUID goodsId, UUID partId, int before, int now, String reason) implements CollectionEvent {}

    /** A stock-taking found another count than the books had. */
    record GoodsCounted(UUID goodsId, int before, int now, String reason) implements CollectionEvent {}

    /** Goods are on their way to an organisation that has not counted them. */
    record GoodsAnnounced(
            UUID goodsId,
            String code,
            UUID partOf,
            UUID donor,
            UUID sender,
            UUID recipient,
            String kind,
            String condition,
            int count)
            implements CollectionEvent {}

    /** The recipient holds the goods and counted them; where it counted otherwise than was sent, the sender has to say why. */
    record GoodsTakenOver(UUID goodsId, UUID recipient, int sent, int counted) implements CollectionEvent {}

    /** The goods did not leave, or came back before they were counted: they are again what they were a part of. */
    record GoodsRecalled(UUID goodsId, String reason) implements CollectionEvent {}

    /** The sender said what became of the difference between what it sent and what was counted. */
    record GoodsDifferenceSettled(UUID goodsId, DiscrepancyOutcome outcome, int sent, int counted, String reason)
            implements CollectionEvent {}
}
