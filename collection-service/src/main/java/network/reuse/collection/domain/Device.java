package network.reuse.collection.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.DeviceLost;
import network.reuse.contracts.CollectionEvent.DeviceRegistered;
import network.reuse.contracts.CollectionEvent.LossCorrected;
import network.reuse.contracts.CollectionEvent.RegistrationCorrected;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SerialNumber;
import network.reuse.contracts.State;
import network.reuse.contracts.SupplyCondition;
import org.jspecify.annotations.Nullable;

/** A device from the moment it is told apart until a workshop holds it. */
public sealed interface Device extends State {
    DeviceAttributes attributes();

    /** The organisations whose move it is. */
    Set<UUID> owners();

    @Override
    List<Move> legal();

    @Override
    default DeviceStatus status() {
        return switch (this) {
            case Registered _ -> DeviceStatus.REGISTERED;
            case Lost _ -> DeviceStatus.LOST;
            case HandedOver _ -> DeviceStatus.HANDED_OVER;
        };
    }

    /** What can be done to a device while collection holds it. */
    enum Move {
        REGISTRATION_CORRECTION,
        LOSS,
        LOSS_CORRECTION
    }

    /**
     * A device is told apart.
     *
     * @param supplied how it was when it was bought; null where it was given
     */
    static Decision<Device, CollectionEvent> register(DeviceAttributes attributes, @Nullable SupplyCondition supplied) {
        return Decision.of(
                new Registered(attributes),
                new DeviceRegistered(
                        attributes.id(),
                        attributes.code(),
                        attributes.lotId(),
                        attributes.category(),
                        attributes.manufacturer(),
                        attributes.model(),
                        attributes.serialNumber(),
                        attributes.donor(),
                        attributes.workshop(),
                        attributes.partnerRef(),
                        supplied));
    }

    /** It is on its way to the workshop. */
    record Registered(DeviceAttributes attributes) implements Device {
        /** Its registration described it wrongly. */
        public Decision<Device, CollectionEvent> correct(DeviceLine now, String reason) {
            if (now.equals(attributes.line())) {
                throw Refusal.invalid(
                        "/",
                        "nothing_changed",
                        "L'appareil est déjà enregistré ainsi.",
                        "The device is registered like this already.");
            }
            if (!now.serialNumber().equals(attributes.serialNumber())) {
                SerialNumber.fault(now.serialNumber(), "/serialNumber").ifPresent(fault -> {
                    throw Refusal.invalid(List.of(fault));
                });
            }
            return Decision.of(
                    new Registered(attributes.described(now)),
                    new RegistrationCorrected(
                            attributes.id(),
                            now.category(),
                            now.manufacturer(),
                            now.model(),
                            now.serialNumber(),
                            now.partnerRef(),
                            reason));
        }

        /** It disappeared; nobody has erased it, so data may be on it. */
        public Decision<Device, CollectionEvent> lose(String reason) {
            return Decision.of(new Lost(attributes, reason), new DeviceLost(attributes.id(), true, reason));
        }

        /** A workshop holds it now. */
        public HandedOver handOver(int epoch) {
            return new HandedOver(attributes, epoch);
        }

        @Override
        public Set<UUID> owners() {
            return attributes.parties();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.REGISTRATION_CORRECTION, Move.LOSS);
        }
    }

    /** It disappeared on the way. */
    record Lost(DeviceAttributes attributes, String reason) implements Device {
        /** It is there after all. */
        public Decision<Device, CollectionEvent> correctLoss(String why) {
            return Decision.of(new Registered(attributes), new LossCorrected(attributes.id(), why));
        }

        /** A workshop holds it now, which is how it was found. */
        public HandedOver handOver(int epoch) {
            return new HandedOver(attributes, epoch);
        }

        @Override
        public Set<UUID> owners() {
            return attributes.parties();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.LOSS_CORRECTION);
        }
    }

    /** A workshop has it: refurb speaks for it from this epoch on. */
    record HandedOver(DeviceAttributes attributes, int epoch) implements Device {
        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
