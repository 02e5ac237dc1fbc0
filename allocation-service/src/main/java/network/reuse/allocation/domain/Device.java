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
import network.reuse.contracts.AllocationEvent.ReturnCorrected;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.State;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * A device from the day it leaves a workshop for somebody until it is back at one. Allocation speaks for it once the
 * recipient has signed. Each state offers only the changes that are legal from it.
 */
public sealed interface Device extends State {
    DeviceAttributes attributes();

    /** The organisations whose move it is. */
    default Set<UUID> owners() {
        return Set.of(attributes().recipient());
    }

    /** What can be done to the device itself now; the rest happens to its pack. */
    @Override
    List<Move> legal();

    @Override
    default DeviceStatus status() {
        return switch (this) {
            case Announced _ -> DeviceStatus.ANNOUNCED;
            case Recalled _ -> DeviceStatus.RECALLED;
            case Stocked _ -> DeviceStatus.STOCKED;
            case Reserved _ -> DeviceStatus.RESERVED;
            case Faulty _ -> DeviceStatus.FAULTY;
            case Delivered _ -> DeviceStatus.DELIVERED;
            case Sold _ -> DeviceStatus.SOLD;
            case Returned _ -> DeviceStatus.RETURNED;
            case HandedBack _ -> DeviceStatus.HANDED_BACK;
            case Lost _ -> DeviceStatus.LOST;
        };
    }

    /** Where it counts. */
    default Territory territory() {
        return attributes().territory();
    }

    /** The pack that it is in, or left the stock in. */
    default @Nullable UUID packId() {
        return null;
    }

    /** What can be done to a device by itself; in paths each is spelled as its resource. */
    enum Move {
        RECEPTION,
        SOUNDNESS,
        LOSS,
        LOSS_CORRECTION
    }

    /** A workshop sent it; refurb still speaks for it. */
    static Announced announce(DeviceAttributes attributes) {
        return new Announced(attributes);
    }

    /** It is on its way to the recipient, which has not signed. */
    record Announced(DeviceAttributes attributes) implements Device {
        /** The recipient signs: custody passes. */
        public Decision<Device, AllocationEvent> sign() {
            return Decision.of(
                    new Stocked(attributes),
                    new DeviceStocked(
                            attributes.id(),
                            attributes.code(),
                            attributes.recipient(),
                            attributes.category(),
                            attributes.grade()));
        }

        /** It did not leave the workshop, or got lost on the way. */
        public Recalled recall(String reason) {
            return new Recalled(attributes, reason);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.RECEPTION);
        }
    }

    /** It does not come after all; it may be announced anew. */
    record Recalled(DeviceAttributes attributes, String reason) implements Device {
        /** A workshop sends it after all. */
        public Announced announceAnew(DeviceAttributes sent) {
            return announce(sent);
        }

        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** It is in stock, for whoever it fits. */
    record Stocked(DeviceAttributes attributes) implements Device {
        /** Whether it may be in the packs of a programme where these hold a device of that category. */
        public boolean fitsInto(DeviceCategory category, ProgrammeAttributes programme, Capacity capacity) {
            return attributes.category() == category
                    && attributes.level().atLeast(programme.minimumLevel())
                    && programme.pack().stream()
                            .filter(item -> item.category() == category)
                            .anyMatch(item ->
                                    attributes.grade().compareTo(item.worstGrade()) <= 0 && capacity.suffices(item));
        }

        public Decision<Device, AllocationEvent> reserve(UUID packId, UUID programmeId) {
            return Decision.of(
                    new Reserved(attributes, packId, programmeId),
                    new DeviceReserved(attributes.id(), packId, programmeId));
        }

        /** A workshop has it, whose reception came before its return and its hand-over were corrected. */
        public HandedBack handBack() {
            return new HandedBack(attributes);
        }

        /** It disappeared; it was erased before it came, so no data is on it. */
        public Decision<Device, AllocationEvent> lose(String reason) {
            return Decision.of(
                    new Lost(attributes, null, false, reason, null), new DeviceLost(attributes.id(), false, reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.LOSS);
        }
    }

    /** It is put aside for a pack. */
    record Reserved(DeviceAttributes attributes, UUID packId, UUID programmeId) implements Device {
        public Decision<Device, AllocationEvent> release(ReleaseReason reason) {
            return Decision.of(new Stocked(attributes), new DeviceReleased(attributes.id(), packId, reason));
        }

        /** It was taken out of its pack for this fault: it is in stock again, and for nobody. */
        public Decision<Device, AllocationEvent> takeOut(String fault) {
            return Decision.of(
                    new Faulty(attributes, fault),
                    new DeviceReleased(attributes.id(), packId, ReleaseReason.CANCELLED));
        }

        /** It was handed over there. */
        public Decision<Device, AllocationEvent> deliver(Territory place) {
            return Decision.of(
                    new Delivered(attributes, packId, programmeId, place),
                    new DeviceDelivered(attributes.id(), packId, programmeId));
        }

        /** It was sold there, in a pack of that price. */
        public Decision<Device, AllocationEvent> sell(Territory place, int priceCents) {
            return Decision.of(
                    new Sold(attributes, packId, programmeId, place, priceCents),
                    new DeviceSold(attributes.id(), packId, programmeId, priceCents));
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** It stands in stock and is said to have a fault: it is not reserved until it is stated sound, or a workshop has it. */
    record Faulty(DeviceAttributes attributes, String fault) implements Device {
        /** Nothing is wrong with it, or not any more; nothing is said of it, since it never left the stock. */
        public Decision<Device, AllocationEvent> stateSound() {
            return Decision.of(new Stocked(attributes));
        }

        /** A workshop has it. */
        public HandedBack handBack() {
            return new HandedBack(attributes);
        }

        /** It disappeared; it was erased before it came, so no data is on it. */
        public Decision<Device, AllocationEvent> lose(String reason) {
            return Decision.of(
                    new Lost(attributes, null, false, reason, fault), new DeviceLost(attributes.id(), false, reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.SOUNDNESS, Move.LOSS);
        }
    }

    /** Somebody has it, as a gift. */
    record Delivered(DeviceAttributes attributes, UUID packId, UUID programmeId, Territory territory)
            implements Device {
        /** It never left the stock. */
        public Decision<Device, AllocationEvent> correct(String reason) {
            return corrected(attributes, packId, DeviceStage.DELIVERED, reason);
        }

        public Decision<Device, AllocationEvent> comeBack(UUID workshop, String reason) {
            return returned(attributes, packId, territory, workshop, reason);
        }

        /** A workshop has it, whose reception came before its return was corrected: it came back. */
        public Decision<Device, AllocationEvent> arrive(UUID workshop, String reason) {
            return received(attributes, packId, workshop, reason);
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** Somebody bought it. */
    record Sold(DeviceAttributes attributes, UUID packId, UUID programmeId, Territory territory, int priceCents)
            implements Device {
        /** It never left the stock. */
        public Decision<Device, AllocationEvent> correct(String reason) {
            return corrected(attributes, packId, DeviceStage.SOLD, reason);
        }

        public Decision<Device, AllocationEvent> comeBack(UUID workshop, String reason) {
            return returned(attributes, packId, territory, workshop, reason);
        }

        /** A workshop has it, whose reception came before its return was corrected: it came back. */
        public Decision<Device, AllocationEvent> arrive(UUID workshop, String reason) {
            return received(attributes, packId, workshop, reason);
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** It came back and is on its way to a workshop, with whatever its user left on it. */
    record Returned(DeviceAttributes attributes, UUID packId, Territory territory, UUID workshop) implements Device {
        /** It did not come back after all: whoever got it as a gift in that programme has it, as before. */
        public Decision<Device, AllocationEvent> correctReturn(UUID programmeId, String reason) {
            return Decision.of(
                    new Delivered(attributes, packId, programmeId, territory),
                    new ReturnCorrected(attributes.id(), packId, DeviceStage.DELIVERED, reason));
        }

        /** It did not come back after all: whoever bought it in a pack of that price has it, as before. */
        public Decision<Device, AllocationEvent> correctReturn(UUID programmeId, int priceCents, String reason) {
            return Decision.of(
                    new Sold(attributes, packId, programmeId, territory, priceCents),
                    new ReturnCorrected(attributes.id(), packId, DeviceStage.SOLD, reason));
        }

        /** It disappeared on the way; its user's data may be on it. */
        public Decision<Device, AllocationEvent> lose(String reason) {
            return Decision.of(
                    new Lost(attributes, this, true, reason, null), new DeviceLost(attributes.id(), true, reason));
        }

        /** The workshop has it: refurb speaks for it. */
        public HandedBack handBack() {
            return new HandedBack(attributes);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.LOSS);
        }
    }

    /** A workshop has it again; it may be announced anew. */
    record HandedBack(DeviceAttributes attributes) implements Device {
        /** The workshop sends it again. */
        public Announced announceAnew(DeviceAttributes sent) {
            return announce(sent);
        }

        @Override
        public Set<UUID> owners() {
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
     * @param fault what was said to be wrong with it in stock; null when nothing was
     */
    record Lost(
            DeviceAttributes attributes,
            @Nullable Returned wayBack,
            boolean possibleData,
            String reason,
            @Nullable String fault)
            implements Device {
        /** It is there after all, where it stood. */
        public Decision<Device, AllocationEvent> correctLoss(String why) {
            if (wayBack != null) {
                return Decision.of(wayBack, new LossCorrected(attributes.id(), DeviceStage.RETURNED, why));
            }
            return Decision.of(
                    fault == null ? new Stocked(attributes) : new Faulty(attributes, fault),
                    new LossCorrected(attributes.id(), DeviceStage.STOCKED, why));
        }

        /** A workshop received it, which is how it was found. */
        public HandedBack handBack() {
            return new HandedBack(attributes);
        }

        @Override
        public Territory territory() {
            return wayBack == null ? attributes.territory() : wayBack.territory();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.LOSS_CORRECTION);
        }
    }

    private static Decision<Device, AllocationEvent> corrected(
            DeviceAttributes attributes, UUID packId, DeviceStage stage, String reason) {
        return Decision.of(new Stocked(attributes), new DeliveryCorrected(attributes.id(), packId, stage, reason));
    }

    /** The workshop had it before anybody said that it had not come back: refurb speaks for it. */
    private static Decision<Device, AllocationEvent> received(
            DeviceAttributes attributes, UUID packId, UUID workshop, String reason) {
        return Decision.of(
                new HandedBack(attributes.joinedBy(workshop)),
                new DeviceReturned(attributes.id(), packId, workshop, reason));
    }

    private static Decision<Device, AllocationEvent> returned(
            DeviceAttributes attributes, UUID packId, Territory territory, UUID workshop, String reason) {
        return Decision.of(
                new Returned(attributes.joinedBy(workshop), packId, territory, workshop),
                new DeviceReturned(attributes.id(), packId, workshop, reason));
    }
}
