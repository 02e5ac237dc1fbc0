package network.reuse.collection.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.DeviceLost;
import network.reuse.contracts.CollectionEvent.DeviceRegistered;
import network.reuse.contracts.CollectionEvent.LossCorrected;
import network.reuse.contracts.Decision;

/** A device from the moment it is told apart until a workshop holds it. */
public sealed interface Device {
    DeviceFacts facts();

    /** The organisations whose move it is. */
    Set<UUID> holders();

    /** The moves that are legal now. */
    List<Move> legal();

    /** What can be done to a device while collection holds it. */
    enum Move {
        LOSS,
        LOSS_CORRECTION
    }

    /** A device is told apart. */
    static Decision<Device, CollectionEvent> register(DeviceFacts facts) {
        return Decision.of(
                new Registered(facts),
                new DeviceRegistered(
                        facts.id(),
                        facts.code(),
                        facts.lotId(),
                        facts.category(),
                        facts.manufacturer(),
                        facts.model(),
                        facts.serialNumber(),
                        facts.donor(),
                        facts.workshop(),
                        facts.partnerRef()));
    }

    /** It is on its way to the workshop. */
    record Registered(DeviceFacts facts) implements Device {
        /** It disappeared; nobody has erased it, so data may be on it. */
        public Decision<Device, CollectionEvent> lose(String reason) {
            return Decision.of(new Lost(facts, reason), new DeviceLost(facts.id(), true, reason));
        }

        /** A workshop holds it now. */
        public HandedOver handOver(int epoch) {
            return new HandedOver(facts, epoch);
        }

        @Override
        public Set<UUID> holders() {
            return facts.parties();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.LOSS);
        }
    }

    /** It disappeared on the way. */
    record Lost(DeviceFacts facts, String reason) implements Device {
        /** It is there after all. */
        public Decision<Device, CollectionEvent> find(String why) {
            return Decision.of(new Registered(facts), new LossCorrected(facts.id(), why));
        }

        /** A workshop holds it now, which is how it was found. */
        public HandedOver handOver(int epoch) {
            return new HandedOver(facts, epoch);
        }

        @Override
        public Set<UUID> holders() {
            return facts.parties();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.LOSS_CORRECTION);
        }
    }

    /** A workshop has it: refurb speaks for it from this epoch on. */
    record HandedOver(DeviceFacts facts, int epoch) implements Device {
        @Override
        public Set<UUID> holders() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
