package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Booking.Offered;
import network.reuse.mediation.domain.Booking.Waiting;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.Place.Open;
import network.reuse.mediation.domain.SeatShift;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.Workshop.Scheduled;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.BookingMails;
import network.reuse.mediation.persistence.BookingMails.Occasion;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Invitations;
import network.reuse.mediation.persistence.Places;
import network.reuse.mediation.persistence.Workshops;
import org.jspecify.annotations.Nullable;

/** A workshop is scheduled at a place, rescheduled, gets more or fewer seats, or is cancelled. */
@ApplicationScoped
public class ScheduleWorkshop {
    private static final String CHECK_VIOLATION = "23514";

    private final Commit commit;
    private final CodeNumbers codes;
    private final Places places;
    private final Workshops workshops;
    private final Bookings bookings;
    private final Invitations invitations;
    private final BookingMails mails;

    public ScheduleWorkshop(
            Commit commit,
            CodeNumbers codes,
            Places places,
            Workshops workshops,
            Bookings bookings,
            Invitations invitations,
            BookingMails mails) {
        this.commit = commit;
        this.codes = codes;
        this.places = places;
        this.workshops = workshops;
        this.bookings = bookings;
        this.invitations = invitations;
        this.mails = mails;
    }

    /**
     * What a workshop is to be.
     *
     * @param offerMinutes how long a seat that falls free is kept for whoever waits first; null when the service says it
     */
    public record Wish(
            UUID placeId,
            String title,
            Instant from,
            Instant until,
            int capacity,
            @Nullable String partnerRef,
            @Nullable Integer offerMinutes) {}

    public Uni<Answer> schedule(Command command, Wish asked, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return codes.take('W', 1)
                .chain(code -> commit.write(
                        command,
                        Unversioned.CREATES,
                        (connection, _) -> Places.TABLE.require(connection, asked.placeId()),
                        place -> {
                            UUID id = Ids.next();
                            WorkshopAttributes attributes =
                                    attributes(command, open(place.state()), asked, id, code.getFirst());
                            Creation<Workshop, MediationEvent> workshop =
                                    new Creation<>(id, Workshop.schedule(attributes, asked.capacity()), occurred);
                            return Plan.showing(workshop, WorkshopView::of)
                                    .writing((connection, cause) ->
                                            workshops.schedule(connection, place, workshop, cause));
                        }));
    }

    /** What is to be otherwise; what is not named stays as it is. */
    public record Rescheduling(
            @Nullable UUID placeId,
            @Nullable String title,
            @Nullable Instant from,
            @Nullable Instant until,
            String reason) {
        WorkshopAttributes of(WorkshopAttributes workshop) {
            return workshop.at(
                    title == null ? workshop.title() : title,
                    from == null ? workshop.from() : from,
                    until == null ? workshop.until() : until);
        }
    }

    /**
     * A workshop that is to be rescheduled.
     *
     * @param place where it is to be held, if that is said
     * @param isAttended whether anybody is said to have come
     */
    private record Read(Stored<Workshop> workshop, @Nullable Stored<Place> place, boolean isAttended) {}

    /** Holds it at another time or place, or under another title, and tells everybody who has a seat or waits for one. */
    public Uni<Answer> reschedule(VersionedCommand command, UUID id, Rescheduling asked, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command, Workshops.TABLE, (connection, _) -> read(connection, id, asked), Read::workshop, read -> {
                    Scheduled workshop = hosted(command, read.workshop().state());
                    Decision<Workshop, MediationEvent> decision =
                            workshop.reschedule(asked.of(place(command, workshop, read.place())), asked.reason());
                    if (decision.events().isEmpty()) {
                        return Plan.showing(read.workshop(), WorkshopView::of);
                    }
                    WorkshopAttributes now = decision.next().attributes();
                    if (read.isAttended() && now.from().isAfter(time.at())) {
                        throw attendanceRecorded();
                    }
                    Change<Workshop, MediationEvent> change = Change.recorded(read.workshop(), decision, time);
                    return keepingOpen(workshop, read.place(), Plan.change(Workshops.TABLE, change, WorkshopView::of))
                            .then((connection, cause) -> rescheduleBookings(connection, change, cause));
                });
    }

    /** The place that it is taken to may be closing; the one where it is to be held anyway may be closed. */
    private Plan keepingOpen(Scheduled workshop, @Nullable Stored<Place> place, Plan plan) {
        return place == null || place.id().equals(workshop.attributes().placeId())
                ? plan
                : plan.writing((connection, _) -> places.keepOpen(connection, place));
    }

    private Future<Read> read(SqlConnection connection, UUID id, Rescheduling asked) {
        Future<Stored<Workshop>> workshop = Workshops.TABLE.require(connection, id);
        Future<Boolean> held = bookings.isAttended(connection, id);
        Future<@Nullable Stored<Place>> place = asked.placeId() == null
                ? Future.succeededFuture()
                : Places.TABLE.require(connection, asked.placeId()).map(found -> found);
        return workshop.compose(
                found -> held.compose(isAttended -> place.map(there -> new Read(found, there, isAttended))));
    }

    /** The workshop at that place; the organiser alone takes it to another. */
    private static WorkshopAttributes place(
            VersionedCommand command, Scheduled workshop, @Nullable Stored<Place> place) {
        WorkshopAttributes attributes = workshop.attributes();
        if (place == null || place.id().equals(attributes.placeId())) {
            return attributes;
        }
        Hosts.require(command.caller(), Set.of(attributes.organiser()));
        return attributes.at(open(place.state()).attributes());
    }

    /** The workshop is locked with its seats, so that no booking is missed. */
    private Future<?> rescheduleBookings(
            SqlConnection connection, Change<Workshop, MediationEvent> workshop, Cause cause) {
        UUID id = workshop.from().id();
        WorkshopAttributes now = workshop.decision().next().attributes();
        return bookings.lockOpen(connection, id).compose(open -> {
            List<Change<Booking, MediationEvent>> changes = new ArrayList<>();
            Map<UUID, Instant> lapses = new HashMap<>();
            for (Stored<Booking> one : open) {
                Decision<Booking, MediationEvent> moved = switch (one.state()) {
                    case Booked seat -> seat.reschedule(now);
                    case Waiting waiting -> waiting.reschedule(now);
                    case Offered offered -> offered.reschedule(now);
                    default -> throw new IllegalStateException("it is not open");
                };
                changes.add(Change.following(one, moved, workshop.occurredAt()));
                if (moved.next() instanceof Offered offered) {
                    lapses.put(one.id(), offered.until());
                }
            }
            String version = "/" + workshop.next(cause.now()).version();
            List<String> invited = BookSeat.invited(open).stream()
                    .map(booking -> booking + version)
                    .toList();
            return Bookings.TABLE
                    .changeAll(connection, changes, cause)
                    .compose(_ -> bookings.setLapses(connection, lapses))
                    .compose(_ -> mails.tell(connection, open, Occasion.RESCHEDULED, cause.now()))
                    .compose(_ -> invitations.setTimers(connection, Invitations.RESCHEDULING, invited, cause.now()));
        });
    }

    private static Scheduled hosted(VersionedCommand command, Workshop workshop) {
        Hosts.require(command.caller(), workshop.attributes().hosts());
        return switch (workshop) {
            case Scheduled scheduled -> scheduled;
            default -> throw workshop.illegal();
        };
    }

    private static Refusal attendanceRecorded() {
        return Refusal.of(
                Refusal.Kind.ILLEGAL_NOW,
                "attendance_recorded",
                "Des présences sont déjà consignées : l'atelier ne peut pas commencer plus tard.",
                "Attendance is recorded already: the workshop cannot begin later.");
    }

    /** Cancels it with every seat that is booked in it or waited for, so that whoever booked one is told. */
    public Uni<Answer> cancel(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Workshops.TABLE, id, workshop -> {
            Change<Workshop, MediationEvent> change =
                    Change.recorded(workshop, hosted(command, workshop.state()).cancel(reason), time);
            return Plan.change(Workshops.TABLE, change, WorkshopView::of)
                    .then((connection, cause) -> cancelBookings(connection, id, reason, change.occurredAt(), cause));
        });
    }

    /** The workshop is cancelled already, so nobody books it any more and no booking is missed. */
    private Future<?> cancelBookings(SqlConnection connection, UUID id, String reason, Instant occurred, Cause cause) {
        return bookings.lockOpen(connection, id).compose(open -> {
            List<Change<Booking, MediationEvent>> changes = new ArrayList<>();
            SeatShift freed = new SeatShift(0, 0, 0);
            for (Stored<Booking> one : open) {
                changes.add(Change.following(one, BookSeat.cancellation(one.state(), reason), occurred));
                freed = freed.plus(BookSeat.freed(one.state()));
            }
            SeatShift all = freed;
            return Bookings.TABLE
                    .changeAll(connection, changes, cause)
                    .compose(_ -> invitations.setTimers(
                            connection, Invitations.REOPENING, BookSeat.invited(open), cause.now()))
                    .compose(_ -> mails.tell(connection, open, Occasion.CANCELLED, cause.now()))
                    .compose(_ -> workshops.shift(connection, id, all, cause.now()));
        });
    }

    /** Refused when more seats are booked or offered than there would be; the database decides, since bookings go on meanwhile. */
    public Uni<Answer> changeCapacity(VersionedCommand command, UUID id, int capacity, @Nullable Instant occurredAt) {
        return commit.change(
                        command,
                        Workshops.TABLE,
                        id,
                        occurredAt,
                        workshop -> switch (workshop) {
                            case Scheduled scheduled -> scheduled.changeCapacity(capacity);
                            default -> throw workshop.illegal();
                        },
                        WorkshopView::of)
                .onFailure(failure ->
                        failure instanceof PgException database && CHECK_VIOLATION.equals(database.getSqlState()))
                .transform(_ -> Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "more_booked",
                        "Plus de " + capacity
                                + " places sont déjà réservées ou proposées ; annulez d'abord des réservations.",
                        "More than " + capacity + " seats are booked or offered already; cancel bookings first."));
    }

    private static Open open(Place place) {
        return switch (place) {
            case Open open -> open;
            default -> throw place.illegal();
        };
    }

    private static WorkshopAttributes attributes(Command command, Open place, Wish asked, UUID id, String code) {
        return new WorkshopAttributes(
                id,
                code,
                place.attributes().id(),
                place.attributes().name(),
                place.attributes().manager(),
                command.caller().organisation(),
                asked.title(),
                asked.from(),
                asked.until(),
                place.attributes().territory(),
                place.attributes().env(),
                asked.partnerRef(),
                asked.offerMinutes());
    }
}
