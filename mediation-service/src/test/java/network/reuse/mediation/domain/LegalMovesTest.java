package network.reuse.mediation.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.testing.LegalMoves;
import org.junit.jupiter.api.Test;

class LegalMovesTest {
    private static final UUID MANAGER = new UUID(1, 1);
    private static final Territory STRASBOURG = new Territory("44", "67", "67482");
    private static final Instant FROM = Instant.parse("2026-12-01T13:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-12-01T15:00:00Z");
    private static final BookingAttributes BOOKING = new BookingAttributes(
            new UUID(4, 1),
            "B-1",
            new UUID(3, 1),
            Set.of(MANAGER),
            MANAGER,
            null,
            null,
            null,
            STRASBOURG,
            Environment.LIVE,
            null);

    private static final WorkshopAttributes WORKSHOP = new WorkshopAttributes(
            new UUID(3, 1),
            "W-1",
            new UUID(2, 1),
            "Tiers-lieu",
            MANAGER,
            MANAGER,
            "Premiers pas",
            FROM,
            UNTIL,
            STRASBOURG,
            Environment.LIVE,
            null,
            null,
            null,
            null,
            null,
            null);

    @Test
    void aPlaceMovesAsItSaysAndAsTheDatabaseLetsIt() {
        PlaceAttributes place = new PlaceAttributes(
                new UUID(2, 1), "P-1", MANAGER, Set.of(), "Tiers-lieu", STRASBOURG, Environment.LIVE, null, null, null);
        LegalMoves.of(Place.class)
                .from(Place.open(place).next())
                .move(Place.Move.AMENDMENT, "amend")
                .move(Place.Move.CLOSURE, "close")
                .elsewhere(Place.Move.SCHEDULING, Place.Open.class)
                .with("Travaux", place, place.with("Médiathèque", Set.of(new UUID(1, 2))))
                .hold("place");
    }

    @Test
    void aWorkshopMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Workshop.class)
                .from(Workshop.schedule(WORKSHOP, 12).next())
                .move(Workshop.Move.BOOKING, "book", "await")
                .move(Workshop.Move.RESCHEDULING, "reschedule")
                .move(Workshop.Move.CAPACITY_CHANGE, "changeCapacity")
                .move(Workshop.Move.ASSIGNMENT, "assign")
                .move(Workshop.Move.DESCRIPTION, "describe")
                .move(Workshop.Move.CANCELLATION, "cancel")
                .elsewhere(Workshop.Move.ATTENDANCE, Workshop.Scheduled.class)
                .consequences("follow")
                .with(12, 15, "Médiateur absent", new Seats(12, 0), BOOKING, FROM)
                .with(new WorkshopDescription(List.of(), null, List.of("fr"), 0, List.of(), Admission.OPEN))
                .with(WORKSHOP, WORKSHOP.at("Deuxièmes pas", FROM, UNTIL))
                .hold("workshop");
    }

    @Test
    void aTourMovesAsItSaysAndAsTheDatabaseLetsIt() {
        TourStop stop = new TourStop(
                new UUID(6, 1),
                "Mairie",
                STRASBOURG,
                null,
                false,
                null,
                null,
                FROM,
                UNTIL,
                List.of("M-1"),
                List.of(),
                null);
        TourAttributes tour = new TourAttributes(
                new UUID(6, 0), "T-1", new UUID(2, 1), MANAGER, Set.of(MANAGER), STRASBOURG, Environment.LIVE, null);
        LegalMoves.of(Tour.class)
                .from(Tour.plan(tour, "BUS-1", List.of(stop)).next())
                .move(Tour.Move.STOP_MOVE, "moveStop")
                .move(Tour.Move.STOP_CANCELLATION, "cancelStop")
                .move(Tour.Move.CANCELLATION, "cancel")
                .elsewhere(Tour.Move.SCHEDULING, Tour.Planned.class)
                .with("Panne", stop.id(), stop)
                .hold("tour");
    }

    @Test
    void aBookingMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Booking.class)
                .from(new Booking.Booked(BOOKING), new Booking.Waiting(BOOKING, 1))
                .move(Booking.Move.ACCEPTANCE, "accept")
                .move(Booking.Move.CANCELLATION, "cancel")
                .move(Booking.Move.ATTENDANCE, "record")
                .move(Booking.Move.ATTENDANCE_CORRECTION, "correct")
                .consequences("reschedule", "offer", "lapse")
                .with("Erreur", true, false, WORKSHOP, FROM)
                .hold("booking");
    }

    @Test
    void anInvitationMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Invitation.class)
                .from(Invitation.issue(new InvitationAttributes(
                                new UUID(5, 1),
                                new UUID(5, 2),
                                new UUID(1, 4),
                                MANAGER,
                                Set.of(),
                                "hash",
                                STRASBOURG,
                                Environment.LIVE))
                        .next())
                .move(Invitation.Move.BOOKING, "accept")
                .consequences("reopen", "reschedule", "withdraw", "reinstate")
                .with(new UUID(4, 1), "Remise corrigée", WORKSHOP, true, false)
                .hold("invitation");
    }
}
