package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.mediation.domain.WantedBookings;
import network.reuse.mediation.domain.WantedPlaces;
import network.reuse.mediation.domain.WantedWorkshops;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Places;
import network.reuse.mediation.persistence.Workshops;
import org.jspecify.annotations.Nullable;

/** What a caller may see of places, workshops and bookings. */
@ApplicationScoped
public class FindMediation {
    private final Reading reading;
    private final BusinessClock clock;
    private final Places places;
    private final Workshops workshops;
    private final Bookings bookings;

    public FindMediation(Reading reading, BusinessClock clock, Places places, Workshops workshops, Bookings bookings) {
        this.reading = reading;
        this.clock = clock;
        this.places = places;
        this.workshops = workshops;
        this.bookings = bookings;
    }

    public Uni<PlaceView> place(Caller caller, UUID id) {
        return reading.as(caller, session -> places.find(session, id)).map(PlaceView::of);
    }

    public Uni<List<PlaceView>> places(Caller caller, @Nullable UUID after, int limit, WantedPlaces wanted) {
        return reading.as(caller, session -> places.page(session, after, limit, wanted))
                .map(page -> page.stream().map(PlaceView::of).toList());
    }

    public Uni<WorkshopView> workshop(Caller caller, UUID id) {
        return reading.as(caller, session -> workshops.find(session, id)).map(WorkshopView::of);
    }

    /** The workshops that are wanted, soonest first. */
    public Uni<List<WorkshopView>> workshops(Caller caller, @Nullable UUID after, int limit, WantedWorkshops wanted) {
        Instant now = clock.shown();
        return reading.as(caller, session -> workshops.page(session, caller.env(), wanted, now, after, limit))
                .map(page -> page.stream().map(WorkshopView::of).toList());
    }

    public Uni<BookingView> booking(Caller caller, UUID id) {
        return reading.as(caller, session -> bookings.find(session, id)).map(BookingView::of);
    }

    /** The bookings of one workshop; refused as unknown when the caller does not see that. */
    public Uni<List<BookingView>> bookings(Caller caller, UUID workshopId, @Nullable UUID after, int limit) {
        WantedBookings wanted = new WantedBookings(workshopId, null, null, null, null, null);
        return reading.as(
                        caller,
                        session -> workshops
                                .find(session, workshopId)
                                .chain(_ -> bookings.page(session, after, limit, wanted)))
                .map(page -> page.stream().map(BookingView::of).toList());
    }

    public Uni<List<BookingView>> bookings(Caller caller, @Nullable UUID after, int limit, WantedBookings wanted) {
        return reading.as(caller, session -> bookings.page(session, after, limit, wanted))
                .map(page -> page.stream().map(BookingView::of).toList());
    }
}
