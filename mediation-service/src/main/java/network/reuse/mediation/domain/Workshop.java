package network.reuse.mediation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.CapacityChanged;
import network.reuse.contracts.MediationEvent.SeatBooked;
import network.reuse.contracts.MediationEvent.WaitingListJoined;
import network.reuse.contracts.MediationEvent.WorkshopCancelled;
import network.reuse.contracts.MediationEvent.WorkshopRescheduled;
import network.reuse.contracts.MediationEvent.WorkshopScheduled;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;

/** A workshop with so many seats. How many are booked changes too often to be part of its state: see {@link Seats}. */
public sealed interface Workshop extends State {
    /** The most days that a workshop lasts. */
    int LONGEST_DAYS = 31;

    WorkshopAttributes attributes();

    int capacity();

    @Override
    List<Move> legal();

    @Override
    default WorkshopStatus status() {
        return switch (this) {
            case Scheduled _ -> WorkshopStatus.SCHEDULED;
            case Cancelled _ -> WorkshopStatus.CANCELLED;
        };
    }

    /** What can be done to a workshop. */
    enum Move {
        BOOKING,
        RESCHEDULING,
        CAPACITY_CHANGE,
        ASSIGNMENT,
        DESCRIPTION,
        CANCELLATION,
        ATTENDANCE
    }

    /** It will be held. */
    static Decision<Workshop, MediationEvent> schedule(WorkshopAttributes attributes, int capacity) {
        requireTimes(attributes);
        return Decision.of(
                new Scheduled(attributes, capacity),
                new WorkshopScheduled(
                        attributes.id(),
                        attributes.code(),
                        attributes.placeId(),
                        attributes.title(),
                        attributes.from(),
                        attributes.until(),
                        capacity));
    }

    /** It will be held, or was. */
    record Scheduled(WorkshopAttributes attributes, int capacity) implements Workshop {
        public Scheduled {
            if (capacity < 1) {
                throw new IllegalArgumentException("a workshop has at least one seat, not " + capacity);
            }
        }

        /** Books a seat at this instant, which may be a walk-in's while it is being held. */
        public Decision<Booking, MediationEvent> book(Seats seats, BookingAttributes booking, Instant at) {
            requireAdmitted(booking);
            requireNotOver(at);
            if (!seats.isBookable(at, attributes.from())) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "workshop_full",
                                "L'atelier est complet : ses " + seats.capacity()
                                        + " places sont réservées, ou attendues par d'autres.",
                                "The workshop is full: its " + seats.capacity()
                                        + " seats are booked, or others wait for them.")
                        .with(Map.of("capacity", seats.capacity()));
            }
            return Decision.of(
                    new Booking.Booked(booking),
                    new SeatBooked(booking.id(), booking.workshopId(), booking.programmeId()));
        }

        /** Whether whoever wants a seat at this instant has to wait for one; nobody waits once it has begun. */
        public boolean isAwaited(Seats seats, Instant at) {
            return at.isBefore(attributes.from()) && !seats.isBookable(at, attributes.from());
        }

        /** Waits for a seat behind all others. */
        public Decision<Booking, MediationEvent> await(Seats seats, BookingAttributes booking) {
            requireAdmitted(booking);
            return Decision.of(
                    new Booking.Waiting(booking, seats.lastPlace() + 1),
                    new WaitingListJoined(booking.id(), booking.workshopId(), booking.programmeId()));
        }

        /** Until when a seat that is offered at this instant is kept: for so long, and not beyond the beginning. */
        public Instant offeredUntil(Instant at, Duration kept) {
            Integer minutes = attributes.offerMinutes();
            Instant until = at.plus(minutes == null ? kept : Duration.ofMinutes(minutes));
            return until.isBefore(attributes.from()) ? until : attributes.from();
        }

        private void requireAdmitted(BookingAttributes booking) {
            Admission admission = attributes.admission();
            if (attributes.hosts().contains(booking.bookedBy())
                    || admission.admits(booking.invitationId() != null, booking.programmeId())) {
                return;
            }
            throw switch (admission.rule()) {
                case OPEN -> new IllegalStateException("everybody is admitted");
                case BY_INVITATION ->
                    Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "invitation_needed",
                            "On vient à cet atelier sur invitation : la place se prend par le lien reçu, ou auprès de qui le tient.",
                            "This workshop is by invitation: the seat is taken by the link that was sent, or with those who hold it.");
                case BY_PROGRAMME ->
                    Refusal.of(
                                    Refusal.Kind.ILLEGAL_NOW,
                                    "programme_not_admitted",
                                    "L'atelier est pour les personnes de certains programmes : nommez l'un d'eux dans « programmeId ».",
                                    "The workshop is for people of certain programmes: name one of them in \"programmeId\".")
                            .with(Map.of(
                                    "programmes",
                                    admission.programmes().stream()
                                            .map(UUID::toString)
                                            .toList()));
            };
        }

        private void requireNotOver(Instant at) {
            if (at.isAfter(attributes.until())) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "workshop_over",
                                "L'atelier est terminé depuis " + attributes.until() + ".",
                                "The workshop was over at " + attributes.until() + ".")
                        .with(Map.of("until", attributes.until().toString()));
            }
        }

        /** It is held at another time or place, or under another title; whoever has a seat keeps it. */
        public Decision<Workshop, MediationEvent> reschedule(WorkshopAttributes to, String reason) {
            requireTimes(to);
            return to.equals(attributes)
                    ? new Decision<>(this, List.of())
                    : Decision.of(
                            new Scheduled(to, capacity),
                            new WorkshopRescheduled(to.id(), to.placeId(), to.title(), to.from(), to.until(), reason));
        }

        /** Its place has another name, as the place's event says. */
        public Decision<Workshop, MediationEvent> follow(String placeName) {
            return new Decision<>(new Scheduled(attributes.at(placeName), capacity), List.of());
        }

        /** It has another number of seats; never fewer than are booked. */
        public Decision<Workshop, MediationEvent> changeCapacity(int now) {
            return now == capacity
                    ? new Decision<>(this, List.of())
                    : Decision.of(new Scheduled(attributes, now), new CapacityChanged(attributes.id(), capacity, now));
        }

        /** Others hold it, or other things are used: see {@link Assignment}, which is no part of its state. */
        public Decision<Workshop, MediationEvent> assign() {
            return new Decision<>(this, List.of());
        }

        /** It is about something else, or for others; whoever has a seat keeps it. No event has any of it. */
        public Decision<Workshop, MediationEvent> describe(WorkshopDescription description) {
            return new Decision<>(new Scheduled(attributes.described(description), capacity), List.of());
        }

        /** It will not be held. */
        public Decision<Workshop, MediationEvent> cancel(String reason) {
            return Decision.of(
                    new Cancelled(attributes, capacity, reason), new WorkshopCancelled(attributes.id(), reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(
                    Move.BOOKING,
                    Move.RESCHEDULING,
                    Move.CAPACITY_CHANGE,
                    Move.ASSIGNMENT,
                    Move.DESCRIPTION,
                    Move.CANCELLATION,
                    Move.ATTENDANCE);
        }
    }

    /** It will not be held; the seats that were booked are cancelled with it. */
    record Cancelled(WorkshopAttributes attributes, int capacity, String reason) implements Workshop {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    private static void requireTimes(WorkshopAttributes attributes) {
        if (!attributes.until().isAfter(attributes.from())) {
            throw Refusal.invalid(
                    "/until", "not_after_from", "« until » vient après « from ».", "\"until\" comes after \"from\".");
        }
        if (attributes.until().isAfter(attributes.from().plus(Duration.ofDays(LONGEST_DAYS)))) {
            throw Refusal.invalid(
                    "/until",
                    "too_long",
                    "Au plus " + LONGEST_DAYS + " jours après « from ».",
                    "At most " + LONGEST_DAYS + " days after \"from\".");
        }
    }
}
