package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.mediation.domain.Assignment;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.WantedBookings;
import network.reuse.mediation.domain.WantedPlaces;
import network.reuse.mediation.domain.WantedWorkshops;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Occupations;
import network.reuse.mediation.persistence.Places;
import network.reuse.mediation.persistence.Workshops;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a caller may see of places, workshops and bookings. */
@ApplicationScoped
public class FindMediation {
    private final Reading reading;
    private final BusinessClock clock;
    private final Places places;
    private final Workshops workshops;
    private final Bookings bookings;
    private final Occupations occupations;
    private final KnownOrganisations register;

    public FindMediation(
            Reading reading,
            BusinessClock clock,
            Places places,
            Workshops workshops,
            Bookings bookings,
            Occupations occupations,
            KnownOrganisations register) {
        this.reading = reading;
        this.clock = clock;
        this.places = places;
        this.workshops = workshops;
        this.bookings = bookings;
        this.occupations = occupations;
        this.register = register;
    }

    public Uni<PlaceView> place(Caller caller, UUID id) {
        return reading.as(caller, session -> places.find(session, id))
                .chain(found -> shownPlaces(List.of(found)))
                .map(List::getFirst);
    }

    public Uni<List<PlaceView>> places(Caller caller, @Nullable UUID after, int limit, WantedPlaces wanted) {
        return reading.as(caller, session -> places.page(session, after, limit, wanted))
                .chain(this::shownPlaces);
    }

    public Uni<WorkshopView> workshop(Caller caller, UUID id) {
        return reading.as(caller, session -> workshops.find(session, id))
                .chain(found -> shownWorkshops(caller, List.of(found)))
                .map(List::getFirst);
    }

    /** The workshops that are wanted, soonest first. */
    public Uni<List<WorkshopView>> workshops(Caller caller, @Nullable UUID after, int limit, WantedWorkshops wanted) {
        Instant now = clock.shown();
        return reading.as(caller, session -> workshops.page(session, caller.env(), wanted, now, after, limit))
                .chain(found -> shownWorkshops(caller, found));
    }

    public Uni<BookingView> booking(Caller caller, UUID id) {
        return reading.as(caller, session -> bookings.find(session, id).chain(found -> ranked(session, List.of(found))))
                .chain(this::shownBookings)
                .map(List::getFirst);
    }

    /** Bookings, and the ranks of those that wait. */
    private record Ranked(List<Stored<Booking>> bookings, Map<UUID, Integer> ranks) {}

    private Uni<Ranked> ranked(Mutiny.StatelessSession session, List<Stored<Booking>> found) {
        List<UUID> waiting = found.stream()
                .filter(booking -> booking.state() instanceof Booking.Waiting)
                .map(Stored::id)
                .toList();
        return bookings.ranks(session, waiting).map(ranks -> new Ranked(found, ranks));
    }

    /** The bookings of one workshop; refused as unknown when the caller does not see that. */
    public Uni<List<BookingView>> bookings(Caller caller, UUID workshopId, @Nullable UUID after, int limit) {
        WantedBookings wanted = new WantedBookings(workshopId, null, null, null, null, null);
        return reading.as(
                        caller,
                        session -> workshops
                                .find(session, workshopId)
                                .chain(_ -> bookings.page(session, after, limit, wanted))
                                .chain(found -> ranked(session, found)))
                .chain(this::shownBookings);
    }

    public Uni<List<BookingView>> bookings(Caller caller, @Nullable UUID after, int limit, WantedBookings wanted) {
        return reading.as(
                        caller,
                        session -> bookings.page(session, after, limit, wanted).chain(found -> ranked(session, found)))
                .chain(this::shownBookings);
    }

    private Uni<List<PlaceView>> shownPlaces(List<Stored<Place>> found) {
        return register.names(named(found, place -> place.state().attributes().manager()))
                .map(names ->
                        found.stream().map(place -> PlaceView.of(place, names)).toList());
    }

    /** Who holds a workshop, and with what, is its organiser's alone to read. */
    private Uni<List<WorkshopView>> shownWorkshops(Caller caller, List<Workshops.Seated> found) {
        List<UUID> own = found.stream()
                .map(Workshops.Seated::workshop)
                .filter(workshop -> workshop.state().attributes().organiser().equals(caller.organisation()))
                .map(Stored::id)
                .toList();
        Uni<Map<UUID, Assignment>> assigned = own.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : reading.inTransaction(caller, connection -> occupations.assignments(connection, own));
        return assigned.chain(assignments -> register.names(named(
                        found, seated -> seated.workshop().state().attributes().organiser()))
                .map(names -> found.stream()
                        .map(seated -> WorkshopView.of(
                                seated, names, assignments.get(seated.workshop().id())))
                        .toList()));
    }

    private Uni<List<BookingView>> shownBookings(Ranked found) {
        return register.names(named(
                        found.bookings(),
                        booking -> booking.state().attributes().bookedBy()))
                .map(names -> found.bookings().stream()
                        .map(booking ->
                                BookingView.of(booking, names, found.ranks().get(booking.id())))
                        .toList());
    }

    private static <T> Set<UUID> named(List<T> found, Function<T, UUID> organisation) {
        return found.stream().map(organisation).collect(Collectors.toSet());
    }
}
