package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.Place.Open;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.Workshop.Scheduled;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Places;
import network.reuse.mediation.persistence.Workshops;
import org.jspecify.annotations.Nullable;

/** A workshop is scheduled at a place, gets more or fewer seats, or is cancelled. */
@ApplicationScoped
public class ScheduleWorkshop {
    private static final String CHECK_VIOLATION = "23514";

    private final Commit commit;
    private final CodeNumbers codes;
    private final Workshops workshops;
    private final Bookings bookings;

    public ScheduleWorkshop(Commit commit, CodeNumbers codes, Workshops workshops, Bookings bookings) {
        this.commit = commit;
        this.codes = codes;
        this.workshops = workshops;
        this.bookings = bookings;
    }

    /** What a workshop is to be. */
    public record Wish(
            UUID placeId,
            String title,
            Instant from,
            Instant until,
            int capacity,
            @Nullable String partnerRef) {}

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
                            return Plan.showing(workshop.next(), WorkshopView::of)
                                    .writing((connection, cause) -> workshops.schedule(connection, workshop, cause));
                        }));
    }

    /** Cancels it with every seat that is booked in it, so that whoever booked one is told. */
    public Uni<Answer> cancel(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return commit.change(command, Workshops.TABLE, id, workshop -> {
            Hosts.require(command.caller(), workshop.state().attributes().hosts());
            Decision<Workshop, MediationEvent> decision = switch (workshop.state()) {
                case Scheduled scheduled -> scheduled.cancel(reason);
                default -> throw workshop.state().illegal();
            };
            return Plan.change(Workshops.TABLE, new Change<>(workshop, decision, occurred), WorkshopView::of)
                    .then((connection, cause) -> cancelBookings(connection, id, reason, occurred, cause));
        });
    }

    /** The workshop is cancelled already, so nobody books it any more and no booking is missed. */
    private Future<?> cancelBookings(SqlConnection connection, UUID id, String reason, Instant occurred, Cause cause) {
        return bookings.lockBooked(connection, id).compose(booked -> {
            List<Change<Booking, MediationEvent>> changes = new ArrayList<>();
            for (Stored<Booking> one : booked) {
                if (one.state() instanceof Booked seat) {
                    changes.add(new Change<>(one, seat.cancel(reason), occurred));
                }
            }
            return Bookings.TABLE
                    .changeAll(connection, changes, cause)
                    .compose(_ -> workshops.giveBack(connection, id, changes.size()));
        });
    }

    /** Refused when more seats are booked than there would be; the database decides, since bookings go on meanwhile. */
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
                        "Plus de " + capacity + " places sont déjà réservées ; annulez d'abord des réservations.",
                        "More than " + capacity + " seats are booked already; cancel bookings first."));
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
                asked.partnerRef());
    }
}
