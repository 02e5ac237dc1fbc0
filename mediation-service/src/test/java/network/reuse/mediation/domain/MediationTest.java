package network.reuse.mediation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Environment;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.AttendanceCorrected;
import network.reuse.contracts.MediationEvent.AttendanceRecorded;
import network.reuse.contracts.MediationEvent.BookingCancelled;
import network.reuse.contracts.MediationEvent.BookingRescheduled;
import network.reuse.contracts.MediationEvent.CapacityChanged;
import network.reuse.contracts.MediationEvent.InvitationAccepted;
import network.reuse.contracts.MediationEvent.InvitationIssued;
import network.reuse.contracts.MediationEvent.InvitationReinstated;
import network.reuse.contracts.MediationEvent.InvitationReopened;
import network.reuse.contracts.MediationEvent.InvitationRescheduled;
import network.reuse.contracts.MediationEvent.InvitationWithdrawn;
import network.reuse.contracts.MediationEvent.PlaceAmended;
import network.reuse.contracts.MediationEvent.PlaceClosed;
import network.reuse.contracts.MediationEvent.PlaceOpened;
import network.reuse.contracts.MediationEvent.SeatBooked;
import network.reuse.contracts.MediationEvent.WorkshopCancelled;
import network.reuse.contracts.MediationEvent.WorkshopRescheduled;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import network.reuse.mediation.domain.Booking.Absent;
import network.reuse.mediation.domain.Booking.Attended;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Booking.Cancelled;
import network.reuse.mediation.domain.Workshop.Scheduled;
import org.jspecify.annotations.Nullable;

class MediationTest {
    private static final UUID MANAGER = new UUID(1, 1);
    private static final UUID ORGANISER = new UUID(1, 2);
    private static final UUID BOOKER = new UUID(1, 3);
    private static final UUID PROGRAMME = new UUID(1, 4);
    private static final Territory STRASBOURG = new Territory("44", "67", "67482");
    private static final Instant FROM = Instant.parse("2026-12-01T13:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofHours(2));

    @Example
    void aPlaceOpensAndClosesOnce() {
        Decision<Place, MediationEvent> opened = Place.open(new PlaceAttributes(
                new UUID(2, 1), "P-1", MANAGER, Set.of(ORGANISER), "Tiers-lieu", STRASBOURG, Environment.LIVE, null));
        assertThat(opened.events()).containsExactly(new PlaceOpened(new UUID(2, 1), "P-1", "Tiers-lieu", MANAGER));
        assertThat(opened.next().attributes().organisers()).containsExactlyInAnyOrder(MANAGER, ORGANISER);
        assertThat(opened.next().legal())
                .containsExactly(Place.Move.SCHEDULING, Place.Move.AMENDMENT, Place.Move.CLOSURE);
        Decision<Place, MediationEvent> closed = ((Place.Open) opened.next()).close("Travaux");
        assertThat(closed.events()).containsExactly(new PlaceClosed(new UUID(2, 1), "Travaux"));
        assertThat(closed.next().legal()).isEmpty();
    }

    @Example
    void aPlaceIsAmendedToWhatItSaysAndTellsNothingWhenItStaysTheSame() {
        PlaceAttributes attributes = new PlaceAttributes(
                new UUID(2, 1), "P-1", MANAGER, Set.of(ORGANISER), "Tiers-lieu", STRASBOURG, Environment.LIVE, null);
        Place.Open place = new Place.Open(attributes);
        assertThat(place.amend(attributes.with("Tiers-lieu", Set.of(ORGANISER)), "Rien"))
                .isEqualTo(new Decision<>(place, List.of()));
        for (PlaceAttributes to : List.of(
                attributes.with("Médiathèque", Set.of(ORGANISER)),
                attributes.with("Tiers-lieu", Set.of()),
                attributes.with("Médiathèque", Set.of(BOOKER)))) {
            Decision<Place, MediationEvent> amended = place.amend(to, "Erreur de saisie");
            assertThat(amended.next()).isEqualTo(new Place.Open(to));
            assertThat(amended.events())
                    .containsExactly(new PlaceAmended(new UUID(2, 1), to.name(), "Erreur de saisie"));
        }
    }

    @Example
    void aWorkshopEndsAfterItBegins() {
        assertThatThrownBy(() -> Workshop.schedule(workshopAttributes(FROM, FROM), 12))
                .isInstanceOf(Refusal.class)
                .extracting("code")
                .isEqualTo("invalid");
        assertThatThrownBy(() -> new Scheduled(workshopAttributes(FROM, UNTIL), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void aSeatIsBookedUntilTheWorkshopIsOver() {
        Decision<Booking, MediationEvent> booked = workshop(12).book(new Seats(12, 11), bookingAttributes(), UNTIL);
        assertThat(booked.events()).containsExactly(new SeatBooked(new UUID(4, 1), new UUID(3, 1), PROGRAMME));
        assertThat(booked.next()).isEqualTo(new Booked(bookingAttributes()));
        assertThatThrownBy(() -> workshop(12).book(new Seats(12, 0), bookingAttributes(), UNTIL.plusSeconds(1)))
                .extracting("code")
                .isEqualTo("workshop_over");
    }

    @Property
    void aSeatIsRefusedExactlyWhenNoneIsLeft(
            @ForAll @IntRange(min = 1, max = 50) int capacity, @ForAll @IntRange(min = 0, max = 50) int taken) {
        if (taken > capacity) {
            assertThatThrownBy(() -> new Seats(capacity, taken)).isInstanceOf(IllegalArgumentException.class);
        } else if (taken == capacity) {
            assertThatThrownBy(() -> workshop(capacity).book(new Seats(capacity, taken), bookingAttributes(), FROM))
                    .extracting("code")
                    .isEqualTo("workshop_full");
        } else {
            assertThat(workshop(capacity)
                            .book(new Seats(capacity, taken), bookingAttributes(), FROM)
                            .events())
                    .hasSize(1);
        }
    }

    @Property
    void capacityChangesFollowEachOther(@ForAll @Size(max = 20) List<@IntRange(min = 1, max = 30) Integer> changes) {
        Workshop workshop = workshop(12);
        int last = 12;
        for (int now : changes) {
            Decision<Workshop, MediationEvent> changed = ((Scheduled) workshop).changeCapacity(now);
            if (now == last) {
                assertThat(changed.events()).isEmpty();
            } else {
                assertThat(changed.events()).containsExactly(new CapacityChanged(new UUID(3, 1), last, now));
            }
            workshop = changed.next();
            last = now;
        }
        assertThat(workshop.capacity()).isEqualTo(last);
    }

    @Example
    void aCancelledWorkshopAllowsNothing() {
        Decision<Workshop, MediationEvent> cancelled = workshop(12).cancel("Médiateur absent");
        assertThat(cancelled.events()).containsExactly(new WorkshopCancelled(new UUID(3, 1), "Médiateur absent"));
        assertThat(cancelled.next().legal()).isEmpty();
    }

    /** Whatever is tried in whatever order: what may not be done has no method, and the events tell the whole story. */
    @Property
    void theEventsOfABookingTellWhereItStands(@ForAll @Size(max = 15) List<Try> tries) {
        Booking booking = new Booked(bookingAttributes());
        List<MediationEvent> said = new ArrayList<>();
        for (Try one : tries) {
            Decision<Booking, MediationEvent> decision = one.on(booking);
            assertThat(decision != null).isEqualTo(booking.legal().contains(one.move));
            if (decision != null) {
                said.addAll(decision.events());
                booking = decision.next();
            }
        }
        assertThat(retold(said)).isEqualTo(booking.getClass());
        assertThat(said.stream().filter(AttendanceRecorded.class::isInstance).count())
                .isLessThanOrEqualTo(1);
    }

    enum Try {
        CANCEL(Booking.Move.CANCELLATION),
        PRESENT(Booking.Move.ATTENDANCE),
        ABSENT(Booking.Move.ATTENDANCE),
        CORRECT(Booking.Move.ATTENDANCE_CORRECTION);

        private final Booking.Move move;

        Try(Booking.Move move) {
            this.move = move;
        }

        @Nullable Decision<Booking, MediationEvent> on(Booking booking) {
            return switch (booking) {
                case Booked booked ->
                    switch (this) {
                        case CANCEL -> booked.cancel("Empêchement");
                        case PRESENT -> booked.record(true);
                        case ABSENT -> booked.record(false);
                        case CORRECT -> null;
                    };
                case Attended attended -> this == CORRECT ? attended.correct("Erreur") : null;
                case Absent absent -> this == CORRECT ? absent.correct("Erreur") : null;
                case Cancelled _ -> null;
            };
        }
    }

    private static Class<?> retold(List<MediationEvent> said) {
        Class<?> now = Booked.class;
        for (MediationEvent event : said) {
            now = switch (event) {
                case BookingCancelled _ -> Cancelled.class;
                case AttendanceRecorded recorded -> recorded.present() ? Attended.class : Absent.class;
                case AttendanceCorrected corrected -> {
                    assertThat(corrected.before()).isEqualTo(now == Attended.class);
                    yield corrected.now() ? Attended.class : Absent.class;
                }
                default -> throw new AssertionError(event);
            };
        }
        return now;
    }

    @Example
    void aBookingAndAnInvitationTellNoCommune() {
        assertThat(bookingAttributes().territory()).isEqualTo(new Territory("44", "67", null));
        assertThat(bookingAttributes().parties()).containsExactlyInAnyOrder(ORGANISER, MANAGER, BOOKER);
        assertThat(invitationAttributes().territory().commune()).isNull();
    }

    @Example
    void anInvitationIsUsedOnceOrWithdrawn() {
        Decision<Invitation, MediationEvent> issued = Invitation.issue(invitationAttributes());
        assertThat(issued.events()).containsExactly(new InvitationIssued(new UUID(5, 1), new UUID(5, 2), PROGRAMME));
        Invitation.Issued open = (Invitation.Issued) issued.next();
        assertThat(List.of(
                        open.status(),
                        open.accept(new UUID(4, 1)).next().status(),
                        open.withdraw("Remise corrigée").next().status()))
                .containsExactly(InvitationStatus.values());
        assertThat(open.accept(new UUID(4, 1)).events())
                .containsExactly(new InvitationAccepted(new UUID(5, 1), new UUID(4, 1)));
        assertThat(open.withdraw("Remise corrigée").events())
                .containsExactly(new InvitationWithdrawn(new UUID(5, 1), "Remise corrigée"));
        assertThat(open.attributes().parties()).contains(MANAGER, BOOKER);
    }

    @Example
    void anInvitationFollowsItsBookingUntilTheHandOverDoesNotStand() {
        UUID seat = new UUID(4, 1);
        Invitation.Accepted used = (Invitation.Accepted)
                ((Invitation.Issued) Invitation.issue(invitationAttributes()).next())
                        .accept(seat)
                        .next();
        assertThat(used.legal()).isEmpty();
        Decision<Invitation, MediationEvent> again = used.reopen("Médiateur absent");
        assertThat(again.next().legal()).containsExactly(Invitation.Move.BOOKING);
        assertThat(again.events()).containsExactly(new InvitationReopened(new UUID(5, 1), seat, "Médiateur absent"));
        assertThat(used.reschedule(workshopAttributes(FROM, UNTIL)))
                .isEqualTo(Decision.of(
                        used,
                        new InvitationRescheduled(new UUID(5, 1), seat, "Premiers pas", "Tiers-lieu", FROM, UNTIL)));
        assertThat(used.withdraw("Pack rendu").next().legal()).isEmpty();
    }

    @Example
    void aWithdrawnInvitationIsReinstatedAsItWasAsFarAsItsSeatStands() {
        UUID seat = new UUID(4, 1);
        Invitation.Issued open =
                (Invitation.Issued) Invitation.issue(invitationAttributes()).next();
        Invitation used = open.accept(seat).next();
        Invitation.Withdrawn unused =
                (Invitation.Withdrawn) open.withdraw("Pack rendu").next();
        Invitation.Withdrawn withSeat = (Invitation.Withdrawn)
                ((Invitation.Accepted) used).withdraw("Pack rendu").next();

        assertThat(unused.reinstate(false, "Autre pack").next()).isEqualTo(open);
        assertThat(withSeat.reinstate(true, "Autre pack").next()).isEqualTo(used);
        assertThat(withSeat.reinstate(false, "Autre pack").next()).isEqualTo(open);
        assertThat(withSeat.reinstate(true, "Autre pack").events())
                .containsExactly(new InvitationReinstated(new UUID(5, 1), "Autre pack"));
    }

    @Property
    void aWorkshopIsRescheduledToWhatItSaysAndTellsNothingWhenItStaysTheSame(
            @ForAll @IntRange(min = -500, max = 500) int hours, @ForAll @IntRange(min = -2, max = 50) int lasting) {
        WorkshopAttributes to = workshopAttributes(
                FROM.plus(Duration.ofHours(hours)), FROM.plus(Duration.ofHours((long) hours + lasting)));
        if (lasting <= 0) {
            assertThatThrownBy(() -> workshop(12).reschedule(to, "Salle prise"))
                    .extracting("code")
                    .isEqualTo("invalid");
            return;
        }
        Decision<Workshop, MediationEvent> moved = workshop(12).reschedule(to, "Salle prise");
        assertThat(moved.next()).isEqualTo(new Scheduled(to, 12));
        if (to.equals(workshop(12).attributes())) {
            assertThat(moved.events()).isEmpty();
        } else {
            assertThat(moved.events())
                    .containsExactly(new WorkshopRescheduled(
                            new UUID(3, 1), new UUID(2, 1), "Premiers pas", to.from(), to.until(), "Salle prise"));
        }
    }

    @Example
    void aBookingFollowsItsWorkshopToAnotherPlaceAndIsItsHostsFromThenOn() {
        UUID elsewhere = new UUID(1, 9);
        WorkshopAttributes moved = workshopAttributes(FROM, UNTIL)
                .at(new PlaceAttributes(
                        new UUID(2, 2),
                        "P-2",
                        elsewhere,
                        Set.of(ORGANISER),
                        "Médiathèque",
                        new Territory("44", "57", "57463"),
                        Environment.LIVE,
                        null));
        Decision<Booking, MediationEvent> decision = new Booked(bookingAttributes()).reschedule(moved);
        assertThat(decision.next().attributes().hosts()).containsExactlyInAnyOrder(ORGANISER, elsewhere);
        assertThat(decision.next().attributes().territory()).isEqualTo(new Territory("44", "57", null));
        assertThat(decision.events())
                .containsExactly(new BookingRescheduled(
                        new UUID(4, 1), new UUID(3, 1), new UUID(2, 2), "Premiers pas", FROM, UNTIL));
    }

    private static Scheduled workshop(int capacity) {
        return (Scheduled)
                Workshop.schedule(workshopAttributes(FROM, UNTIL), capacity).next();
    }

    private static WorkshopAttributes workshopAttributes(Instant from, Instant until) {
        return new WorkshopAttributes(
                new UUID(3, 1),
                "W-1",
                new UUID(2, 1),
                "Tiers-lieu",
                MANAGER,
                ORGANISER,
                "Premiers pas",
                from,
                until,
                STRASBOURG,
                Environment.LIVE,
                null);
    }

    private static BookingAttributes bookingAttributes() {
        return new BookingAttributes(
                new UUID(4, 1),
                "B-1",
                new UUID(3, 1),
                Set.of(ORGANISER, MANAGER),
                BOOKER,
                PROGRAMME,
                null,
                null,
                STRASBOURG,
                Environment.LIVE,
                null);
    }

    private static InvitationAttributes invitationAttributes() {
        return new InvitationAttributes(
                new UUID(5, 1),
                new UUID(5, 2),
                PROGRAMME,
                BOOKER,
                Set.of(MANAGER),
                "hash",
                STRASBOURG,
                Environment.LIVE);
    }
}
