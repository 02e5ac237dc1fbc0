package network.reuse.mediation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
import network.reuse.contracts.MediationEvent.SeatOfferLapsed;
import network.reuse.contracts.MediationEvent.SeatOffered;
import network.reuse.contracts.MediationEvent.WaitingListLeft;
import network.reuse.contracts.MediationEvent.WorkshopCancelled;
import network.reuse.contracts.MediationEvent.WorkshopRescheduled;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import network.reuse.mediation.domain.Booking.Absent;
import network.reuse.mediation.domain.Booking.Attended;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Booking.Cancelled;
import network.reuse.mediation.domain.Booking.Lapsed;
import network.reuse.mediation.domain.Booking.Offered;
import network.reuse.mediation.domain.Booking.Waiting;
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
                new UUID(2, 1),
                "P-1",
                MANAGER,
                Set.of(ORGANISER),
                "Tiers-lieu",
                STRASBOURG,
                Environment.LIVE,
                null,
                null,
                null));
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
                new UUID(2, 1),
                "P-1",
                MANAGER,
                Set.of(ORGANISER),
                "Tiers-lieu",
                STRASBOURG,
                Environment.LIVE,
                null,
                null,
                null);
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
    void theEventsOfABookingTellWhereItStands(@ForAll @Size(max = 15) List<Try> tries, @ForAll boolean waits) {
        Booking booking = waits ? new Waiting(bookingAttributes(), 7) : new Booked(bookingAttributes());
        List<MediationEvent> said = new ArrayList<>();
        for (Try one : tries) {
            Decision<Booking, MediationEvent> decision = one.on(booking);
            assertThat(decision != null)
                    .isEqualTo(
                            one.move == null
                                    ? one.follows(booking)
                                    : booking.legal().contains(one.move));
            if (decision != null) {
                said.addAll(decision.events());
                booking = decision.next();
            }
        }
        assertThat(retold(waits ? Waiting.class : Booked.class, said)).isEqualTo(booking.getClass());
        assertThat(said.stream().filter(AttendanceRecorded.class::isInstance).count())
                .isLessThanOrEqualTo(1);
    }

    enum Try {
        OFFER(null),
        LAPSE(null),
        ACCEPT(Booking.Move.ACCEPTANCE),
        CANCEL(Booking.Move.CANCELLATION),
        PRESENT(Booking.Move.ATTENDANCE),
        ABSENT(Booking.Move.ATTENDANCE),
        CORRECT(Booking.Move.ATTENDANCE_CORRECTION);

        private final Booking.@Nullable Move move;

        Try(Booking.@Nullable Move move) {
            this.move = move;
        }

        boolean follows(Booking booking) {
            return this == OFFER ? booking instanceof Waiting : booking instanceof Offered;
        }

        @Nullable Decision<Booking, MediationEvent> on(Booking booking) {
            return switch (booking) {
                case Waiting waiting ->
                    switch (this) {
                        case OFFER -> waiting.offer(FROM);
                        case CANCEL -> waiting.cancel("Empêchement");
                        case LAPSE, ACCEPT, PRESENT, ABSENT, CORRECT -> null;
                    };
                case Offered offered ->
                    switch (this) {
                        case LAPSE -> offered.lapse();
                        case ACCEPT -> offered.accept(FROM);
                        case CANCEL -> offered.cancel("Empêchement");
                        case OFFER, PRESENT, ABSENT, CORRECT -> null;
                    };
                case Booked booked ->
                    switch (this) {
                        case CANCEL -> booked.cancel("Empêchement");
                        case PRESENT -> booked.record(true);
                        case ABSENT -> booked.record(false);
                        case OFFER, LAPSE, ACCEPT, CORRECT -> null;
                    };
                case Attended attended -> this == CORRECT ? attended.correct("Erreur") : null;
                case Absent absent -> this == CORRECT ? absent.correct("Erreur") : null;
                case Cancelled _, Lapsed _ -> null;
            };
        }
    }

    private static Class<?> retold(Class<?> first, List<MediationEvent> said) {
        Class<?> now = first;
        for (MediationEvent event : said) {
            now = switch (event) {
                case SeatOffered _ -> Offered.class;
                case SeatOfferLapsed _ -> Lapsed.class;
                case SeatBooked _ -> Booked.class;
                case BookingCancelled _ -> {
                    assertThat(now).isEqualTo(Booked.class);
                    yield Cancelled.class;
                }
                case WaitingListLeft _ -> {
                    assertThat(now).isIn(Waiting.class, Offered.class);
                    yield Cancelled.class;
                }
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
    void anOfferIsAcceptedUntilItLapsesAndNeverLastsBeyondTheBeginning() {
        Offered offered = new Offered(bookingAttributes(), FROM);
        assertThat(offered.accept(FROM).next()).isEqualTo(new Booked(bookingAttributes()));
        assertThatThrownBy(() -> offered.accept(FROM.plusSeconds(1)))
                .extracting("code")
                .isEqualTo("offer_lapsed");
        assertThat(workshop(1).offeredUntil(FROM.minusSeconds(7200), Duration.ofHours(1)))
                .isEqualTo(FROM.minusSeconds(3600));
        assertThat(workshop(1).offeredUntil(FROM.minusSeconds(60), Duration.ofHours(1)))
                .isEqualTo(FROM);
        Instant sooner = FROM.minus(Duration.ofHours(3));
        assertThat(offered.reschedule(workshopAttributes(sooner, UNTIL)).next())
                .isEqualTo(new Offered(bookingAttributes(), sooner));
    }

    /**
     * Whoever comes, gives back, accepts or lets pass, in whatever order: each seat is booked or offered once, nobody passes those who
     * wait, and ranks have neither hole nor tie.
     */
    @Property
    void everySeatIsAccountedForAndNobodyPassesThoseWhoWait(
            @ForAll @IntRange(min = 1, max = 5) int capacity,
            @ForAll @Size(max = 60) List<@IntRange(max = 99) Integer> steps) {
        Scheduled workshop = workshop(capacity);
        Instant before = FROM.minus(Duration.ofDays(2));
        List<Booking> all = new ArrayList<>();
        long lastPlace = 0;
        for (int step : steps) {
            Seats seats = seats(capacity, all, lastPlace);
            int at = all.isEmpty() ? -1 : (step / 5) % all.size();
            if (step % 5 < 2 || at < 0) {
                boolean isAwaited = workshop.isAwaited(seats, before);
                assertThat(isAwaited).isEqualTo(seats.left() == 0 || seats.waiting() > 0);
                Booking made = isAwaited
                        ? workshop.await(seats, bookingAttributes()).next()
                        : workshop.book(seats, bookingAttributes(), before).next();
                if (made instanceof Waiting waiting) {
                    assertThat(waiting.place()).isGreaterThan(lastPlace);
                    lastPlace = waiting.place();
                }
                all.add(made);
            } else {
                all.set(at, next(all.get(at), step % 5));
            }
            int offerable = seats(capacity, all, lastPlace).offerable();
            List<Integer> inOrder = IntStream.range(0, all.size())
                    .filter(i -> all.get(i) instanceof Waiting)
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> ((Waiting) all.get(i)).place()))
                    .toList();
            for (int i : inOrder.subList(0, offerable)) {
                all.set(i, ((Waiting) all.get(i)).offer(FROM).next());
            }
            Seats after = seats(capacity, all, lastPlace);
            assertThat(after.offerable()).isZero();
            assertThat(after.left() == 0 || after.waiting() == 0).isTrue();
            assertThat(after.nextRank()).isEqualTo(after.waiting() + 1);
        }
    }

    private static Booking next(Booking booking, int step) {
        return switch (booking) {
            case Booked booked -> step == 2 ? booked.cancel("Empêchement").next() : booked;
            case Waiting waiting -> step == 2 ? waiting.cancel("Empêchement").next() : waiting;
            case Offered offered ->
                switch (step) {
                    case 2 -> offered.cancel("Empêchement").next();
                    case 3 -> offered.accept(FROM).next();
                    default -> offered.lapse().next();
                };
            default -> booking;
        };
    }

    private static Seats seats(int capacity, List<Booking> all, long lastPlace) {
        return new Seats(
                capacity,
                Math.toIntExact(all.stream().filter(Booked.class::isInstance).count()),
                Math.toIntExact(all.stream().filter(Offered.class::isInstance).count()),
                Math.toIntExact(all.stream().filter(Waiting.class::isInstance).count()),
                lastPlace);
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
                        null,
                        null,
                        null));
        Decision<Booking, MediationEvent> decision = new Booked(bookingAttributes()).reschedule(moved);
        assertThat(decision.next().attributes().hosts()).containsExactlyInAnyOrder(ORGANISER, elsewhere);
        assertThat(decision.next().attributes().territory()).isEqualTo(new Territory("44", "57", null));
        assertThat(decision.events())
                .containsExactly(new BookingRescheduled(
                        new UUID(4, 1), new UUID(3, 1), new UUID(2, 2), "Premiers pas", FROM, UNTIL));
    }

    @Example
    void aWorkshopAdmitsWhomItSaysAndWhoHoldsItBooksForAnybody() {
        Scheduled open = workshop(3);
        assertThat(open.attributes().admission()).isEqualTo(Admission.OPEN);
        Scheduled invited = admitting(new Admission(Admission.Rule.BY_INVITATION, List.of()));
        Scheduled ofProgramme = admitting(new Admission(Admission.Rule.BY_PROGRAMME, List.of(PROGRAMME)));
        Scheduled ofAnother = admitting(new Admission(Admission.Rule.BY_PROGRAMME, List.of(new UUID(9, 9))));
        for (BookingAttributes host : List.of(bookedBy(ORGANISER, null, null), bookedBy(MANAGER, null, null))) {
            for (Scheduled workshop : List.of(open, invited, ofProgramme, ofAnother)) {
                assertThat(isTaken(workshop, host)).isTrue();
            }
        }
        BookingAttributes nobody = bookedBy(BOOKER, null, null);
        assertThat(isTaken(open, nobody)).isTrue();
        assertThat(isTaken(invited, nobody)).isFalse();
        assertThat(isTaken(ofProgramme, nobody)).isFalse();
        BookingAttributes ofIts = bookedBy(BOOKER, PROGRAMME, null);
        assertThat(isTaken(invited, ofIts)).isFalse();
        assertThat(isTaken(ofProgramme, ofIts)).isTrue();
        assertThat(isTaken(ofAnother, ofIts)).isFalse();
        BookingAttributes byLink = bookedBy(BOOKER, PROGRAMME, new UUID(5, 1));
        assertThat(isTaken(invited, byLink)).isTrue();
        assertThat(isTaken(ofProgramme, byLink)).isTrue();
        assertThat(isTaken(ofAnother, byLink)).isFalse();
    }

    /** Whether it takes a seat, and waits for one where none is left. */
    private static boolean isTaken(Scheduled workshop, BookingAttributes booking) {
        boolean booked = isTaken(() -> workshop.book(new Seats(3, 0, 0, 0, 0), booking, FROM.minusSeconds(60)));
        boolean waits = isTaken(() -> workshop.await(new Seats(3, 3, 0, 0, 0), booking));
        assertThat(waits).isEqualTo(booked);
        return booked;
    }

    private static boolean isTaken(Supplier<Decision<Booking, MediationEvent>> wish) {
        try {
            return !wish.get().events().isEmpty();
        } catch (Refusal refused) {
            assertThat(refused.code()).isIn("invitation_needed", "programme_not_admitted");
            return false;
        }
    }

    private static Scheduled admitting(Admission admission) {
        return (Scheduled) workshop(3)
                .describe(new WorkshopDescription(List.of(), null, List.of(), null, List.of(), admission))
                .next();
    }

    private static BookingAttributes bookedBy(UUID organisation, @Nullable UUID programme, @Nullable UUID invitation) {
        return new BookingAttributes(
                new UUID(4, 1),
                "B-1",
                new UUID(3, 1),
                Set.of(ORGANISER, MANAGER),
                organisation,
                programme,
                null,
                invitation,
                STRASBOURG,
                Environment.LIVE,
                null);
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
                null,
                null,
                null,
                null,
                null,
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
