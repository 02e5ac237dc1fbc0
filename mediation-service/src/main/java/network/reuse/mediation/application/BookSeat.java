package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.People;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Booking.Offered;
import network.reuse.mediation.domain.Booking.Waiting;
import network.reuse.mediation.domain.BookingAttributes;
import network.reuse.mediation.domain.SeatShift;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.Workshop.Scheduled;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Invitations;
import network.reuse.mediation.persistence.Workshops;
import network.reuse.mediation.persistence.Workshops.Seated;
import org.jspecify.annotations.Nullable;

/**
 * Seats are booked and given back. A booking takes its seat in the statement that writes it, so that a workshop never
 * overflows. In one that is full it waits with a rank, unless it says that it does not: then it is refused from what was read, without a
 * lock and without a write. Whoever waits locks the row of the seats first, which gives the places in the order of the commits.
 */
@ApplicationScoped
public class BookSeat {
    private final Commit commit;
    private final CodeNumbers codes;
    private final Workshops workshops;
    private final Bookings bookings;
    private final Invitations invitations;
    private final People people;

    public BookSeat(
            Commit commit,
            CodeNumbers codes,
            Workshops workshops,
            Bookings bookings,
            Invitations invitations,
            People people) {
        this.commit = commit;
        this.codes = codes;
        this.workshops = workshops;
        this.bookings = bookings;
        this.invitations = invitations;
        this.people = people;
    }

    /**
     * What is asked for.
     *
     * @param participant whom the seat is for, if that is to be kept
     * @param mayWait whether it waits when the workshop is full
     */
    public record Wish(
            @Nullable UUID programmeId,
            @Nullable Contact participant,
            @Nullable String partnerRef,
            boolean mayWait) {}

    public Uni<Answer> book(Command command, UUID workshopId, Wish wish, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return codes.take('B', 1).chain(code -> {
            Seat seat = new Seat(Ids.next(), code.getFirst(), wish, occurred);
            return wish.participant() == null
                    ? bookForNobody(command, workshopId, seat)
                    : bookFor(command, workshopId, seat, wish.participant());
        });
    }

    /** A booking before it is known what workshop it finds. */
    private record Seat(UUID id, String code, Wish wish, Instant occurred) {}

    private Uni<Answer> bookForNobody(Command command, UUID workshopId, Seat seat) {
        return commit.write(
                command, Unversioned.CREATES, (connection, _) -> read(connection, command, workshopId, seat), found -> {
                    Creation<Booking, MediationEvent> booking = booking(command, found, seat, null);
                    return showing(found, booking)
                            .writingBeforeCommit((connection, cause) -> write(connection, found, booking, cause));
                });
    }

    /** The workshop with its seats, which are locked when the booking has to wait for one. */
    private Future<Seated> read(SqlConnection connection, Command command, UUID workshopId, Seat seat) {
        return workshops.seated(connection, workshopId).compose(found -> {
            if (!seat.wish().mayWait()
                    || !(found.workshop().state() instanceof Scheduled workshop)
                    || !workshop.isAwaited(found.seats(), command.now())) {
                return Future.succeededFuture(found);
            }
            return workshops.lockSeats(connection, workshopId).map(locked -> new Seated(found.workshop(), locked));
        });
    }

    private static Plan showing(Seated found, Creation<Booking, MediationEvent> booking) {
        return booking.decision().next() instanceof Waiting
                ? Plan.showing(
                        booking, stored -> BookingView.of(stored, found.seats().nextRank()))
                : Plan.showing(booking, BookingView::of);
    }

    private Future<?> write(
            SqlConnection connection, Seated found, Creation<Booking, MediationEvent> booking, Cause cause) {
        return booking.decision().next() instanceof Waiting
                ? PipelinedStatements.answered(List.of(
                        Bookings.TABLE.createAll(connection, List.of(booking), cause),
                        workshops.join(connection, found.workshop(), found.seats())))
                : bookings.take(connection, booking, found.workshop(), cause);
    }

    /** The person is kept before anything is locked, since the keys are in another database. */
    private Uni<Answer> bookFor(Command command, UUID workshopId, Seat seat, Contact contact) {
        UUID participant = People.newRef();
        return commit.write(
                command, Unversioned.CREATES, (connection, _) -> read(connection, command, workshopId, seat), found -> {
                    Creation<Booking, MediationEvent> booking = booking(command, found, seat, participant);
                    Set<UUID> readers = new HashSet<>();
                    readers.add(command.caller().organisation());
                    readers.add(found.workshop().state().attributes().organiser());
                    return showing(found, booking)
                            .then((connection, cause) -> people.keep(
                                            connection, participant, readers, contact, command.now())
                                    .compose(_ -> write(connection, found, booking, cause)));
                });
    }

    /** The seat that is offered is taken, by whoever booked it or by those whose workshop it is. */
    public Uni<Answer> accept(VersionedCommand command, UUID id, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Bookings.TABLE, id, booking -> {
            Function<Instant, Decision<Booking, MediationEvent>> decide = switch (booking.state()) {
                case Offered offered -> offered::accept;
                default -> throw booking.state().illegal();
            };
            return Plan.change(Bookings.TABLE, Change.recorded(booking, decide, time), BookingView::of)
                    .writingBeforeCommit((connection, cause) ->
                            workshops.shift(connection, workshopOf(booking), SeatShift.ACCEPTED, cause.now()));
        });
    }

    private static UUID workshopOf(Stored<Booking> booking) {
        return booking.state().attributes().workshopId();
    }

    /** The seat is given back, or waited for no more, by whoever booked it, or by those whose workshop it is. */
    public Uni<Answer> cancel(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Bookings.TABLE, id, booking -> {
            Booking state = booking.state();
            Decision<Booking, MediationEvent> decision = cancellation(state, reason);
            return Plan.change(Bookings.TABLE, Change.recorded(booking, decision, time), BookingView::of)
                    .writing((connection, cause) -> invitations.setTimers(
                            connection, Invitations.REOPENING, invited(List.of(booking)), cause.now()))
                    .writingBeforeCommit((connection, cause) ->
                            workshops.shift(connection, workshopOf(booking), freed(state), cause.now()));
        });
    }

    /** What cancels it, in whatever state that may be cancelled. */
    static Decision<Booking, MediationEvent> cancellation(Booking booking, String reason) {
        return switch (booking) {
            case Booked booked -> booked.cancel(reason);
            case Offered offered -> offered.cancel(reason);
            case Waiting waiting -> waiting.cancel(reason);
            default -> throw booking.illegal();
        };
    }

    /** What becomes of the seats when a booking in this state ends. */
    static SeatShift freed(Booking booking) {
        return switch (booking) {
            case Offered _ -> SeatShift.LAPSED;
            case Waiting _ -> SeatShift.LEFT;
            default -> SeatShift.CANCELLED;
        };
    }

    /** The ids of those of these bookings that an invitation led to. */
    static List<String> invited(Collection<Stored<Booking>> bookings) {
        return bookings.stream()
                .map(booking -> booking.state().attributes())
                .filter(booking -> booking.invitationId() != null)
                .map(booking -> booking.id().toString())
                .toList();
    }

    static Scheduled scheduled(Command command, Stored<Workshop> stored) {
        if (stored.state().attributes().env() != command.caller().env()) {
            throw Refusals.unknown();
        }
        return switch (stored.state()) {
            case Scheduled scheduled -> scheduled;
            default -> throw stored.state().illegal();
        };
    }

    private static Creation<Booking, MediationEvent> booking(
            Command command, Seated found, Seat seat, @Nullable UUID participant) {
        Scheduled workshop = scheduled(command, found.workshop());
        BookingAttributes attributes = new BookingAttributes(
                seat.id(),
                seat.code(),
                workshop.attributes().id(),
                workshop.attributes().hosts(),
                command.caller().organisation(),
                seat.wish().programmeId(),
                participant,
                null,
                workshop.attributes().territory(),
                workshop.attributes().env(),
                seat.wish().partnerRef());
        Decision<Booking, MediationEvent> decision =
                seat.wish().mayWait() && workshop.isAwaited(found.seats(), command.now())
                        ? workshop.await(found.seats(), attributes)
                        : workshop.book(found.seats(), attributes, seat.occurred());
        return new Creation<>(seat.id(), decision, seat.occurred());
    }
}
