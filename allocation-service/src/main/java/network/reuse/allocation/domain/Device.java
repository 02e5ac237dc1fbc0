package network.reuse.allocation.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.DeliveryCorrected;
import network.reuse.contracts.AllocationEvent.DeviceDelivered;
import network.reuse.contracts.AllocationEvent.DeviceLost;
import network.reuse.contracts.AllocationEvent.DeviceReleased;
import network.reuse.contracts.AllocationEvent.DeviceReserved;
import network.reuse.contracts.AllocationEvent.DeviceReturned;
import network.reuse.contracts.AllocationEvent.DeviceSold;
import network.reuse.contracts.AllocationEvent.DeviceStocked;
import network.reuse.contracts.AllocationEvent.LossCorrected;
import network.reuse.contracts.AllocationEvent.ReleaseReason;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * A device from the day it leaves a workshop for somebody until it is back at one. Allocation speaks for it once the
 * recipient has signed. Each state offers only the changes that are legal from it.
 */
public sealed interface Device {
    DeviceFacts facts();

    /** The organisations whose move it is. */
    default Set<UUID> holders() {
        return Set.of(facts().recipient());
    }

    /** What can be done to the device itself now; the rest happens to its pack. */
    List<Move> legal();

    /** Where it counts. */
    default Territory territory() {
        return facts().territory();
    }

    /** The pack that it is in, or left the stock in. */
    default @Nullable UUID packId() {
        return null;
    }

    /** What can be done to a device by itself; in paths each is spelled as its resource. */
    enum Move {
        RECEPTION,
        LOSS,
        LOSS_CORRECTION
    }

    /** A workshop sent it; refurb still speaks for it. */
    static Announced announce(DeviceFacts facts) {
        return new Announced(facts);
    }

    /** It is on its way to the recipient, which has not signed. */
    record Announced(DeviceFacts facts) implements Device {
        /** The recipient signs: custody passes. */
        public Decision<Device, AllocationEvent> sign() {
            return Decision.of(
                    new Stocked(facts),
                    new DeviceStocked(facts.id(), facts.code(), facts.recipient(), facts.category(), facts.grade()));
        }

        /** It did not leave the workshop, or got lost on the way. */
        public Recalled recall(String reason) {
            return new Recalled(facts, reason);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.RECEPTION);
        }
    }

    /** It does not come after all; it may be announced anew. */
    record Recalled(DeviceFacts facts, String reason) implements Device {
        @Override
        public Set<UUID> holders() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** It is in stock, for whoever it fits. */
    record Stocked(DeviceFacts facts) implements Device {
        public Decision<Device, AllocationEvent> reserve(UUID packId, UUID programmeId) {
            return Decision.of(
                    new Reserved(facts, packId, programmeId), new DeviceReserved(facts.id(), packId, programmeId));
        }

        /** It disappeared; it was erased before it came, so no data is on it. */
        public Decision<Device, AllocationEvent> lose(String reason) {
            return Decision.of(new Lost(facts, null, false, reason), new DeviceLost(facts.id(), false, reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.LOSS);
        }
    }

    /** It is put aside for a pack. */
    record Reserved(DeviceFacts facts, UUID packId, UUID programmeId) implements Device {
        public Decision<Device, AllocationEvent> release(ReleaseReason reason) {
            return Decision.of(new Stocked(facts), new DeviceReleased(facts.id(), packId, reason));
        }

        /** It was handed over there. */
        public Decision<Device, AllocationEvent> deliver(Territory place) {
            return Decision.of(
                    new Delivered(facts, packId, programmeId, place),
                    new DeviceDelivered(facts.id(), packId, programmeId));
        }

        /** It was sold there, in a pack of that price. */
        public Decision<Device, AllocationEvent> sell(Territory place, int priceCents) {
            return Decision.of(
                    new Sold(facts, packId, programmeId, place, priceCents),
                    new DeviceSold(facts.id(), packId, programmeId, priceCents));
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** Somebody has it, as a gift. */
    record Delivered(DeviceFacts facts, UUID packId, UUID programmeId, Territory territory) implements Device {
        /** It never left the stock. */
        public Decision<Device, AllocationEvent> correct(String reason) {
            return corrected(facts, packId, DeviceStage.DELIVERED, reason);
        }

        public Decision<Device, AllocationEvent> comeBack(UUID workshop, String reason) {
            return returned(facts, packId, territory, workshop, reason);
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** Somebody bought it. */
    record Sold(DeviceFacts facts, UUID packId, UUID programmeId, Territory territory, int priceCents)
            implements Device {
        /** It never left the stock. */
        public Decision<Device, AllocationEvent> correct(String reason) {
            return corrected(facts, packId, DeviceStage.SOLD, reason);
        }

        public Decision<Device, AllocationEvent> comeBack(UUID workshop, String reason) {
            return returned(facts, packId, territory, workshop, reason);
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** It came back and is on its way to a workshop, with whatever its user left on it. */
    record Returned(DeviceFacts facts, UUID packId, Territory territory, UUID workshop) implements Device {
        /** It disappeared on the way; its user's data may be on it. */
        public Decision<Device, AllocationEvent> lose(String reason) {
            return Decision.of(new Lost(facts, this, true, reason), new DeviceLost(facts.id(), true, reason));
        }

        /** The workshop has it: refurb speaks for it. */
        public HandedBack handBack() {
            return new HandedBack(facts);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.LOSS);
        }
    }

    /** A workshop has it again; it may be announced anew. */
    record HandedBack(DeviceFacts facts) implements Device {
        @Override
        public Set<UUID> holders() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /**
     * It disappeared.
     *
     * @param wayBack how it was on its way to a workshop; null when it disappeared from the stock
     */
    record Lost(DeviceFacts facts, @Nullable Returned wayBack, boolean possibleData, String reason) implements Device {
        /** It is there after all, where it stood. */
        public Decision<Device, AllocationEvent> find(String why) {
            return wayBack == null
                    ? Decision.of(new Stocked(facts), new LossCorrected(facts.id(), DeviceStage.STOCKED, why))
                    : Decision.of(wayBack, new LossCorrected(facts.id(), DeviceStage.RETURNED, why));
        }

        /** A workshop received it, which is how it was found. */
        public HandedBack handBack() {
            return new HandedBack(facts);
        }

        @Override
        public Territory territory() {
            return wayBack == null ? facts.territory() : wayBack.territory();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.LOSS_CORRECTION);
        }
    }

    private static Decision<Device, AllocationEvent> corrected(
            DeviceFacts facts, UUID packId, DeviceStage stage, String reason) {
        return Decision.of(new Stocked(facts), new DeliveryCorrected(facts.id(), packId, stage, reason));
    }

    private static Decision<Device, AllocationEvent> returned(
            DeviceFacts facts, UUID packId, Territory territory, UUID workshop, String reason) {
        return Decision.of(
                new Returned(facts.joinedBy(workshop), packId, territory, workshop),
                new DeviceReturned(facts.id(), packId, workshop, reason));
    }
}
