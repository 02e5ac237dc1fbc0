package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.ExclusionViolation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.mediation.domain.Assignment;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.Place.Open;
import network.reuse.mediation.domain.Tour;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.Workshop.Scheduled;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.domain.WorkshopDescription;
import network.reuse.mediation.domain.WorkshopStop;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Occupations;
import network.reuse.mediation.persistence.Occupations.Claim;
import network.reuse.mediation.persistence.Places;
import network.reuse.mediation.persistence.Tours;
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
    private final Tours tours;
    private final Occupations occupations;
    private final Collisions collisions;
    private final WorkshopBookings seats;

    public ScheduleWorkshop(
            Commit commit,
            CodeNumbers codes,
            Places places,
            Workshops workshops,
            Bookings bookings,
            Tours tours,
            Occupations occupations,
            Collisions collisions,
            WorkshopBookings seats) {
        this.commit = commit;
        this.codes = codes;
        this.places = places;
        this.workshops = workshops;
        this.bookings = bookings;
        this.tours = tours;
        this.occupations = occupations;
        this.collisions = collisions;
        this.seats = seats;
    }

    /**
     * What a workshop is to be.
     *
     * @param offerMinutes how long a seat that falls free is kept for whoever waits first; null when the service says it
     * @param stop the stop of a tour at which it is held, if it is
     * @param assignment who holds it, and with what
     * @param description what it is about and who may come, if it says so
     */
    public record Wish(
            UUID placeId,
            String title,
            Instant from,
            Instant until,
            int capacity,
            @Nullable String partnerRef,
            @Nullable Integer offerMinutes,
            @Nullable AtStop stop,
            Assignment assignment,
            @Nullable WorkshopDescription description) {}

    /** The stop of a tour at which a workshop is to be held. */
    public record AtStop(UUID tourId, UUID stopId) {}

    /** A place, and the tour of it that is named. */
    private record Where(Stored<Place> place, @Nullable Stored<Tour> tour) {}

    private static Future<Where> where(SqlConnection connection, Wish asked) {
        Future<Stored<Place>> place = Places.TABLE.require(connection, asked.placeId());
        AtStop stop = asked.stop();
        return stop == null
                ? place.map(there -> new Where(there, null))
                : place.compose(
                        there -> Tours.TABLE.require(connection, stop.tourId()).map(tour -> new Where(there, tour)));
    }

    public Uni<Answer> schedule(Command command, Wish asked, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        asked.assignment().requireDistinct();
        AtomicReference<@Nullable Claim> attempt = new AtomicReference<>();
        return codes.take('W', 1)
                .chain(code -> commit.write(
                        command, Unversioned.CREATES, (connection, _) -> where(connection, asked), where -> {
                            UUID id = Ids.next();
                            Open place = open(where.place().state());
                            Stored<Tour> tour = where.tour();
                            WorkshopAttributes attributes = attributes(command, place, asked, id, code.getFirst());
                            if (tour != null && asked.stop() != null) {
                                attributes = atStop(place, tour, asked.stop().stopId(), attributes);
                            }
                            Creation<Workshop, MediationEvent> workshop =
                                    new Creation<>(id, Workshop.schedule(attributes, asked.capacity()), occurred);
                            Claim claim = Claim.of(attributes, asked.assignment());
                            attempt.set(claim);
                            Plan plan = Plan.showing(workshop, now -> WorkshopView.of(now, asked.assignment()))
                                    .writing((connection, cause) ->
                                            workshops.schedule(connection, where.place(), workshop, cause));
                            if (tour != null) {
                                plan = plan.writing((connection, _) -> tours.keep(connection, tour));
                            }
                            return claim.occupations().isEmpty()
                                    ? plan
                                    : plan.writing((connection, _) -> occupations.occupy(connection, claim));
                        }))
                .onFailure(ExclusionViolation::is)
                .recoverWithUni(() -> collisions.refuse(command.caller(), attempt.get(), List.of()));
    }

    /** The workshop at that stop of its place's tour, while the tour is there. */
    private static WorkshopAttributes atStop(Open place, Stored<Tour> tour, UUID stopId, WorkshopAttributes workshop) {
        if (!tour.state().attributes().placeId().equals(place.attributes().id())) {
            throw Refusal.invalid(
                    "/stop/tourId",
                    "tour_of_another_place",
                    "La tournée est celle d'un autre lieu.",
                    "The tour is another place's.");
        }
        Tour.Planned planned = planned(tour.state());
        WorkshopAttributes there = workshop.at(place.attributes(), tour.id(), planned.requireStop(stopId));
        planned.requireWithin(stopId, there.from(), there.until());
        return there;
    }

    private static Tour.Planned planned(Tour tour) {
        return switch (tour) {
            case Tour.Planned planned -> planned;
            default -> throw tour.illegal();
        };
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
     * @param tour of which it is held at a stop, if it is
     */
    private record Read(
            Stored<Workshop> workshop,
            @Nullable Stored<Place> place,
            boolean isAttended,
            @Nullable Stored<Tour> tour) {}

    /** Holds it at another time or place, or under another title, and tells everybody who has a seat or waits for one. */
    public Uni<Answer> reschedule(VersionedCommand command, UUID id, Rescheduling asked, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                        command,
                        Workshops.TABLE,
                        (connection, _) -> read(connection, id, asked),
                        Read::workshop,
                        read -> {
                            Scheduled workshop = hosted(command, read.workshop().state());
                            Decision<Workshop, MediationEvent> decision = workshop.reschedule(
                                    asked.of(place(command, workshop, read.place())), asked.reason());
                            if (decision.events().isEmpty()) {
                                return Plan.showing(read.workshop(), WorkshopView::of);
                            }
                            WorkshopAttributes now = decision.next().attributes();
                            if (read.isAttended() && now.from().isAfter(time.at())) {
                                throw attendanceRecorded();
                            }
                            Stored<Tour> tour = read.tour();
                            if (tour != null && now.stop() != null) {
                                planned(tour.state()).requireWithin(now.stop().stopId(), now.from(), now.until());
                            }
                            Change<Workshop, MediationEvent> change = Change.recorded(read.workshop(), decision, time);
                            return keepingOpen(
                                            workshop,
                                            read.place(),
                                            keepingTour(
                                                    tour, now, Plan.change(Workshops.TABLE, change, WorkshopView::of)))
                                    .then((connection, cause) -> seats.reschedule(connection, change, cause));
                        })
                .onFailure(ExclusionViolation::is)
                .recoverWithUni(() -> collisions.refuse(command.caller(), id, asked.from(), asked.until()));
    }

    /** Others hold it, or other things are used; its organiser alone says so, and reads it. */
    public Uni<Answer> assign(VersionedCommand command, UUID id, Assignment assignment, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        assignment.requireDistinct();
        AtomicReference<@Nullable Claim> attempt = new AtomicReference<>();
        return commit.change(command, Workshops.TABLE, id, workshop -> {
                    Scheduled scheduled = hosted(command, workshop.state());
                    Hosts.requireOrganiser(command.caller(), scheduled.attributes());
                    Claim claim = Claim.of(scheduled.attributes(), assignment);
                    attempt.set(claim);
                    return Plan.change(
                                    Workshops.TABLE,
                                    Change.recorded(workshop, scheduled.assign(), time),
                                    now -> WorkshopView.of(now, assignment))
                            .then((connection, _) -> occupations.occupy(connection, claim));
                })
                .onFailure(ExclusionViolation::is)
                .recoverWithUni(() -> collisions.refuse(command.caller(), attempt.get(), List.of()));
    }

    /** It is about something else, or for others, from now on; whoever has a seat keeps it. */
    public Uni<Answer> describe(
            VersionedCommand command, UUID id, WorkshopDescription description, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Workshops.TABLE,
                id,
                workshop -> Plan.change(
                        Workshops.TABLE,
                        Change.recorded(
                                workshop, hosted(command, workshop.state()).describe(description), time),
                        WorkshopView::of));
    }

    /** The stop that it is held at may be moving. */
    private Plan keepingTour(@Nullable Stored<Tour> tour, WorkshopAttributes now, Plan plan) {
        return tour == null || now.stop() == null
                ? plan
                : plan.writing((connection, _) -> tours.keep(connection, tour));
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
        return workshop.compose(found -> held.compose(isAttended ->
                place.compose(there -> tour(connection, found).map(tour -> new Read(found, there, isAttended, tour)))));
    }

    private static Future<@Nullable Stored<Tour>> tour(SqlConnection connection, Stored<Workshop> workshop) {
        WorkshopStop stop = workshop.state().attributes().stop();
        return stop == null
                ? Future.succeededFuture()
                : Tours.TABLE.loadAll(connection, List.of(stop.tourId())).map(found -> found.get(stop.tourId()));
    }

    /** The workshop at that place; the organiser alone takes it to another. */
    private static WorkshopAttributes place(
            VersionedCommand command, Scheduled workshop, @Nullable Stored<Place> place) {
        WorkshopAttributes attributes = workshop.attributes();
        if (place == null || place.id().equals(attributes.placeId())) {
            return attributes;
        }
        Hosts.requireOrganiser(command.caller(), attributes);
        return attributes.at(open(place.state()).attributes());
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
                    .then((connection, cause) ->
                            seats.cancel(connection, workshop, reason, change.occurredAt(), cause));
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

    static Open open(Place place) {
        return switch (place) {
            case Open open -> open;
            default -> throw place.illegal();
        };
    }

    static WorkshopAttributes attributes(Command command, Open place, Wish asked, UUID id, String code) {
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
                asked.offerMinutes(),
                null,
                place.attributes().coordinates(),
                asked.description(),
                null);
    }
}
