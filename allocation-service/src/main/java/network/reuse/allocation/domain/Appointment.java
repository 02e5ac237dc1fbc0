package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.AppointmentCalledOff;
import network.reuse.contracts.AllocationEvent.AppointmentCancelled;
import network.reuse.contracts.AllocationEvent.AppointmentMade;
import network.reuse.contracts.AllocationEvent.AppointmentMoved;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;
import org.jspecify.annotations.Nullable;

/** A pack's place in a slot of a day of hand-overs. As long as it stands, the pack stays reserved until the slot is over. */
public sealed interface Appointment extends State {
    AppointmentAttributes attributes();

    /** The day that it is on, or was. */
    UUID dayId();

    /** The slot that it is in, or was. */
    HandOverSlot slot();

    /** Until when it keeps its pack reserved; null when it does not. */
    @Nullable Instant holdsUntil();

    /** The organisations whose move it is. */
    default Set<UUID> owners() {
        return this instanceof Booked ? attributes().parties() : Set.of();
    }

    @Override
    List<Move> legal();

    @Override
    default AppointmentStatus status() {
        return switch (this) {
            case Booked _ -> AppointmentStatus.BOOKED;
            case GivenUp _ -> AppointmentStatus.GIVEN_UP;
            case CalledOff _ -> AppointmentStatus.CALLED_OFF;
        };
    }

    /** What can be done to an appointment; in paths each is spelled as its resource. */
    enum Move {
        RESCHEDULING,
        CANCELLATION
    }

    /** A pack gets a place in a slot of that day. */
    static Decision<Appointment, AllocationEvent> make(
            AppointmentAttributes attributes, UUID dayId, HandOverSlot slot) {
        return Decision.of(
                new Booked(attributes, dayId, slot),
                new AppointmentMade(attributes.id(), attributes.packId(), dayId, slot.from(), slot.until()));
    }

    /** It is fetched then. */
    record Booked(AppointmentAttributes attributes, UUID dayId, HandOverSlot slot) implements Appointment {
        /** It is fetched in another slot, of that day. */
        public Decision<Appointment, AllocationEvent> move(UUID otherDay, HandOverSlot other) {
            if (otherDay.equals(dayId) && other.equals(slot)) {
                throw Refusal.invalid(
                        "/from",
                        "nothing_changed",
                        "Le rendez-vous est déjà à ce créneau.",
                        "The appointment is in this slot already.");
            }
            return Decision.of(
                    new Booked(attributes, otherDay, other),
                    new AppointmentMoved(attributes.id(), otherDay, other.from(), other.until()));
        }

        /** Nobody comes then. */
        public Decision<Appointment, AllocationEvent> giveUp(String reason) {
            return Decision.of(
                    new GivenUp(attributes, dayId, slot, reason),
                    new AppointmentCancelled(attributes.id(), attributes.packId(), reason));
        }

        /**
         * Its day does not take place: its pack is to be booked anew.
         *
         * @param held until when the pack stays reserved for that
         */
        public Decision<Appointment, AllocationEvent> callOff(String reason, Instant held) {
            return Decision.of(
                    new CalledOff(attributes, dayId, slot, reason, held),
                    new AppointmentCalledOff(attributes.id(), attributes.packId(), reason));
        }

        @Override
        public Instant holdsUntil() {
            return slot.until();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.RESCHEDULING, Move.CANCELLATION);
        }
    }

    /** It was given up, or its pack is reserved no more. */
    record GivenUp(AppointmentAttributes attributes, UUID dayId, HandOverSlot slot, String reason)
            implements Appointment {
        @Override
        public @Nullable Instant holdsUntil() {
            return null;
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** Its day does not take place. */
    record CalledOff(AppointmentAttributes attributes, UUID dayId, HandOverSlot slot, String reason, Instant holdsUntil)
            implements Appointment {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
