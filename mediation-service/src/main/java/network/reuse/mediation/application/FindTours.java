package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Tour;
import network.reuse.mediation.domain.WantedTours;
import network.reuse.mediation.persistence.Tours;
import org.jspecify.annotations.Nullable;

/** What a caller may see of tours: who and what goes along is the operator's alone to know. */
@ApplicationScoped
public class FindTours {
    private final Reading reading;
    private final Tours tours;

    public FindTours(Reading reading, Tours tours) {
        this.reading = reading;
        this.tours = tours;
    }

    public Uni<TourView> tour(Caller caller, UUID id) {
        return reading.as(caller, session -> tours.find(session, id)).map(tour -> view(caller, tour));
    }

    public Uni<List<TourView>> tours(Caller caller, @Nullable UUID after, int limit, WantedTours wanted) {
        return reading.as(caller, session -> tours.page(session, after, limit, wanted))
                .map(found -> found.stream().map(tour -> view(caller, tour)).toList());
    }

    private static TourView view(Caller caller, Stored<Tour> tour) {
        return TourView.of(tour, tour.state().attributes().operator().equals(caller.organisation()));
    }
}
