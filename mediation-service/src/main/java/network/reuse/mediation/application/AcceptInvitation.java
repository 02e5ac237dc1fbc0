package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.people.InvitationCodes;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.mediation.application.InvitationView.BookedView;
import network.reuse.mediation.application.InvitationView.GivenBackView;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Booking.Cancelled;
import network.reuse.mediation.domain.BookingAttributes;
import network.reuse.mediation.domain.Invitation;
import network.reuse.mediation.domain.Invitation.Accepted;
import network.reuse.mediation.domain.Invitation.Issued;
import network.reuse.mediation.domain.Invitation.Withdrawn;
import network.reuse.mediation.domain.InvitationAttributes;
import network.reuse.mediation.domain.InvitationStatus;
import network.reuse.mediation.domain.SeatShift;
import network.reuse.mediation.domain.WantedWorkshops;
import network.reuse.mediation.domain.Workshop.Scheduled;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Invitations;
import network.reuse.mediation.persistence.Invitations.Opened;
import network.reuse.mediation.persistence.Workshops;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Whoever holds an invitation's link sees what is offered nearby, books one seat and may give it back, without a token and
 * without a name. The code is the credential: it opens one invitation, and what follows is done as the sponsor whose invitation it
 * is, so that every check and row-level security hold as for any caller.
 */
@ApplicationScoped
public class AcceptInvitation {
    private static final int MOST_SHOWN = 20;

    private static final String CLIENT = "invitation";
    private static final String GIVEN_BACK = "Annulé par la personne invitée / Cancelled by the person invited";

    private final Commit commit;
    private final CodeNumbers codes;
    private final Reading reading;
    private final BusinessClock clock;
    private final Invitations invitations;
    private final Workshops workshops;
    private final Bookings bookings;

    public AcceptInvitation(
            Commit commit,
            CodeNumbers codes,
            Reading reading,
            BusinessClock clock,
            Invitations invitations,
            Workshops workshops,
            Bookings bookings) {
        this.commit = commit;
        this.codes = codes;
        this.reading = reading;
        this.clock = clock;
        this.invitations = invitations;
        this.workshops = workshops;
        this.bookings = bookings;
    }

    /** The next workshops of the invitation's department, as long as it may be used; then the seat that it has led to. */
    public Uni<InvitationView> show(String code) {
        return invitations
                .open(InvitationCodes.hash(code))
                .chain(opened -> reading.inTransaction(
                                sponsor(opened), transaction -> Invitations.TABLE.require(transaction, opened.id()))
                        .chain(stored -> switch (stored.state()) {
                            case Issued issued ->
                                agenda(opened, issued.attributes())
                                        .map(agenda -> InvitationView.of(stored, opened.department(), null, agenda));
                            case Accepted accepted ->
                                booked(opened, accepted)
                                        .map(seat -> InvitationView.of(
                                                stored, opened.department(), seat.orElse(null), List.of()));
                            case Withdrawn _ ->
                                Uni.createFrom().item(InvitationView.of(stored, opened.department(), null, List.of()));
                        }));
    }

    /** The next workshops that admit whoever holds the link. */
    private Uni<List<Workshops.Seated>> agenda(Opened opened, InvitationAttributes invitation) {
        return reading.as(
                sponsor(opened),
                session -> admitting(session, opened, invitation.programmeId(), null, new ArrayList<>()));
    }

    /** Reads page by page, since some of those that come next are for others alone. */
    private Uni<List<Workshops.Seated>> admitting(
            Mutiny.StatelessSession session,
            Opened opened,
            UUID programme,
            @Nullable UUID after,
            List<Workshops.Seated> found) {
        return workshops
                .page(session, opened.env(), wanted(opened), clock.shown(), after, MOST_SHOWN)
                .chain(page -> {
                    page.stream()
                            .filter(seated -> seated.workshop()
                                    .state()
                                    .attributes()
                                    .admission()
                                    .admits(true, programme))
                            .limit(MOST_SHOWN - found.size())
                            .forEach(found::add);
                    return page.size() < MOST_SHOWN || found.size() == MOST_SHOWN
                            ? Uni.createFrom().item(found)
                            : admitting(
                                    session,
                                    opened,
                                    programme,
                                    page.getLast().workshop().id(),
                                    found);
                });
    }

    /** The seat; none when its cancellation has not reached the invitation yet. */
    private Uni<Optional<BookedView>> booked(Opened opened, Accepted accepted) {
        return reading.inTransaction(
                sponsor(opened),
                transaction -> Bookings.TABLE
                        .require(transaction, accepted.bookingId())
                        .compose(booking -> {
                            if (booking.state() instanceof Cancelled) {
                                return Future.succeededFuture(Optional.empty());
                            }
                            BookingAttributes seat = booking.state().attributes();
                            return workshops
                                    .seated(transaction, seat.workshopId())
                                    .map(there -> Optional.of(BookedView.of(
                                            seat.code(),
                                            there.workshop().state().attributes())));
                        }));
    }

    private static WantedWorkshops wanted(Opened opened) {
        return new WantedWorkshops(opened.department(), null, null, null, null, null, null, null);
    }

    /**
     * Books the one seat.
     *
     * @param commandOf makes the command of the caller that the code stands for
     */
    public Uni<Answer> book(String code, UUID workshopId, Function<Caller, Command> commandOf) {
        return invitations.open(InvitationCodes.hash(code)).chain(opened -> {
            Command command = ownKey(commandOf.apply(sponsor(opened)), opened.id());
            return codes.take('B', 1).chain(bookingCode -> book(command, opened, workshopId, bookingCode.getFirst()));
        });
    }

    /** What was read together. */
    private record Read(Stored<Invitation> invitation, Workshops.Seated seated) {}

    private Uni<Answer> book(Command command, Opened opened, UUID workshopId, String bookingCode) {
        UUID bookingId = Ids.next();
        return commit.write(
                command,
                Unversioned.CREATES,
                (connection, _) -> {
                    var invitation = Invitations.TABLE.require(connection, opened.id());
                    var seated = workshops.seated(connection, workshopId);
                    return invitation.compose(found -> seated.map(there -> new Read(found, there)));
                },
                read -> {
                    if (!(read.invitation().state() instanceof Issued issued)) {
                        throw used();
                    }
                    Instant now = command.now();
                    Scheduled workshop =
                            BookSeat.scheduled(command, read.seated().workshop());
                    BookingAttributes attributes = attributes(issued.attributes(), workshop, bookingId, bookingCode);
                    Creation<Booking, MediationEvent> booking = new Creation<>(
                            bookingId, workshop.book(read.seated().seats(), attributes, now), now);
                    return Plan.answering(BookedView.of(bookingCode, workshop.attributes()))
                            .changing(
                                    Invitations.TABLE,
                                    List.of(Change.following(read.invitation(), issued.accept(bookingId), now)))
                            .writingBeforeCommit((connection, cause) -> bookings.take(
                                    connection, booking, read.seated().workshop(), cause));
                });
    }

    /**
     * Gives the seat back, and has the invitation open again.
     *
     * @param seat the booking's code, so that nobody gives back another one than was shown
     * @param commandOf makes the command of the caller that the code stands for
     */
    public Uni<Answer> giveBack(String code, String seat, Function<Caller, Command> commandOf) {
        return invitations
                .open(InvitationCodes.hash(code))
                .chain(opened -> giveBack(ownKey(commandOf.apply(sponsor(opened)), opened.id()), opened, seat));
    }

    /** What was read together. */
    private record Used(Stored<Invitation> invitation, Accepted accepted, Stored<Booking> booking) {}

    private Uni<Answer> giveBack(Command command, Opened opened, String seat) {
        return commit.write(
                command,
                Unversioned.HOLDS_THE_CODE,
                (connection, _) -> Invitations.TABLE
                        .require(connection, opened.id())
                        .compose(invitation -> {
                            if (!(invitation.state() instanceof Accepted accepted)) {
                                throw nothingBooked();
                            }
                            return Bookings.TABLE
                                    .require(connection, accepted.bookingId())
                                    .map(booking -> new Used(invitation, accepted, booking));
                        }),
                read -> {
                    if (!(read.booking().state() instanceof Booked booked)
                            || !Scanned.form(booked.attributes().code()).equals(Scanned.form(seat))) {
                        throw nothingBooked();
                    }
                    Instant now = command.now();
                    return Plan.answering(new GivenBackView(
                                    InvitationStatus.ISSUED, booked.attributes().code()))
                            .changing(
                                    Invitations.TABLE,
                                    List.of(Change.following(
                                            read.invitation(), read.accepted().reopen(GIVEN_BACK), now)))
                            .changing(
                                    Bookings.TABLE,
                                    List.of(Change.following(read.booking(), booked.cancel(GIVEN_BACK), now)))
                            .writingBeforeCommit((connection, cause) -> workshops.shift(
                                    connection, booked.attributes().workshopId(), SeatShift.CANCELLED, cause.now()));
                });
    }

    private static BookingAttributes attributes(
            InvitationAttributes invitation, Scheduled workshop, UUID id, String code) {
        return new BookingAttributes(
                id,
                code,
                workshop.attributes().id(),
                workshop.attributes().hosts(),
                invitation.sponsor(),
                invitation.programmeId(),
                null,
                invitation.id(),
                workshop.attributes().territory(),
                workshop.attributes().env(),
                null);
    }

    private static Caller sponsor(Opened opened) {
        return new Caller(opened.sponsor(), CLIENT, Set.of(), Set.of(), opened.env());
    }

    /** Keys of the link's holder never meet those of the sponsor or of another link. */
    private static Command ownKey(Command command, UUID invitationId) {
        return new Command(
                command.caller(),
                CLIENT + "/" + invitationId + "/" + command.key(),
                command.fingerprint(),
                command.correlation(),
                command.traceparent(),
                command.now(),
                command.language());
    }

    private static Refusal nothingBooked() {
        return Refusal.of(
                Refusal.Kind.ILLEGAL_NOW,
                "nothing_booked",
                "Cette invitation n'a pas de place réservée sous ce code.",
                "This invitation has no seat that is booked under this code.");
    }

    private static Refusal used() {
        return Refusal.of(
                Refusal.Kind.ILLEGAL_NOW,
                "invitation_used",
                "Cette invitation a déjà servi ou n'est plus valable.",
                "This invitation was used already or is no longer valid.");
    }
}
