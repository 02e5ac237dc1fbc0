package network.reuse.mediation.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.CapacityChanged;
import network.reuse.contracts.MediationEvent.SeatBooked;
import network.reuse.contracts.MediationEvent.WorkshopCancelled;
import network.reuse.contracts.MediationEvent.WorkshopScheduled;
import network.reuse.contracts.Refusal;

/** A workshop with so many seats. How many are booked changes too often to be part of its state: see {@link Seats}. */
public sealed interface Workshop {
    WorkshopFacts facts();

    int capacity();

    /** The moves that are legal now. */
    List<Move> legal();

    /** What can be done to a workshop. */
    enum Move {
        BOOKING,
        CAPACITY_CHANGE,
        CANCELLATION,
        ATTENDANCE
    }

    /** It will be held. */
    static Decision<Workshop, MediationEvent> schedule(WorkshopFacts facts, int capacity) {
        if (!facts.until().isAfter(facts.from())) {
            throw Refusal.invalid(
                    "/until", "not_after_from", "« until » vient après « from ».", "\"until\" comes after \"from\".");
        }
        return Decision.of(
                new Scheduled(facts, capacity),
                new WorkshopScheduled(
                        facts.id(),
                        facts.code(),
                        facts.placeId(),
                        facts.title(),
                        facts.from(),
                        facts.until(),
                        capacity));
    }

    /** It will be held, or was. */
    record Scheduled(WorkshopFacts facts, int capacity) implements Workshop {
        public Scheduled {
            if (capacity < 1) {
                throw new IllegalArgumentException("a workshop has at least one seat, not " + capacity);
            }
        }

        /** Books a seat at this instant, which may be a walk-in's while it is being held. */
        public Decision<Booking, MediationEvent> book(Seats seats, BookingFacts booking, Instant at) {
            if (at.isAfter(facts.until())) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "workshop_over",
                                "L'atelier est terminé depuis " + facts.until() + ".",
                                "The workshop was over at " + facts.until() + ".")
                        .with(Map.of("until", facts.until().toString()));
            }
            if (seats.left() == 0) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "workshop_full",
                                "L'atelier est complet : ses " + seats.capacity() + " places sont réservées.",
                                "The workshop is full: its " + seats.capacity() + " seats are booked.")
                        .with(Map.of("capacity", seats.capacity()));
            }
            return Decision.of(
                    new Booking.Booked(booking),
                    new SeatBooked(booking.id(), booking.workshopId(), booking.programmeId()));
        }

        /** It has another number of seats; never fewer than are booked. */
        public Decision<Workshop, MediationEvent> changeCapacity(int now) {
            return now == capacity
                    ? new Decision<>(this, List.of())
                    : Decision.of(new Scheduled(facts, now), new CapacityChanged(facts.id(), capacity, now));
        }

        /** It will not be held. */
        public Decision<Workshop, MediationEvent> cancel(String reason) {
            return Decision.of(new Cancelled(facts, capacity, reason), new WorkshopCancelled(facts.id(), reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.BOOKING, Move.CAPACITY_CHANGE, Move.CANCELLATION, Move.ATTENDANCE);
        }
    }

    /** It will not be held; the seats that were booked are cancelled with it. */
    record Cancelled(WorkshopFacts facts, int capacity, String reason) implements Workshop {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
