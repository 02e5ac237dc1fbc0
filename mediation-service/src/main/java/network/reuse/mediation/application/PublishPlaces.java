package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.PlaceDescription;
import network.reuse.mediation.domain.Tour;
import network.reuse.mediation.domain.TourStop;
import network.reuse.mediation.persistence.OpenData;
import org.jspecify.annotations.Nullable;

/** The files of what is published, which anybody may have. */
@ApplicationScoped
public class PublishPlaces {
    private final OpenData open;
    private final KnownOrganisations register;
    private final BusinessClock clock;

    public PublishPlaces(OpenData open, KnownOrganisations register, BusinessClock clock) {
        this.open = open;
        this.register = register;
        this.clock = clock;
    }

    /**
     * The places and the stops to come of their tours, as LaMednum has them.
     *
     * @param department only what lies there; everything when it is null
     */
    public Uni<String> laMednum(@Nullable String department) {
        Instant now = clock.shown();
        return open.places()
                .chain(places -> open.tours(now.minus(Duration.ofDays(Tour.LONGEST_DAYS)))
                        .chain(tours -> register.names(managers(places))
                                .map(names -> LaMednum.file(lines(places, tours, names, department, now)))));
    }

    /**
     * The places as data·inclusion has them.
     *
     * @param department only those that lie there; all when it is null
     */
    public Uni<InclusionFile> inclusion(@Nullable String department) {
        return open.places().map(places -> {
            List<InclusionFile.Structure> structures = new ArrayList<>();
            List<InclusionFile.Service> services = new ArrayList<>();
            for (Stored<Place> place : places) {
                PlaceDescription description = place.state().attributes().description();
                if (description != null
                        && lies(place.state().attributes().territory().department(), department)) {
                    structures.add(InclusionFile.Structure.of(place, description));
                    services.addAll(InclusionFile.Service.of(place, description));
                }
            }
            return new InclusionFile(structures, services);
        });
    }

    private static Set<UUID> managers(List<Stored<Place>> places) {
        return places.stream()
                .map(place -> place.state().attributes().manager())
                .collect(Collectors.toSet());
    }

    private static List<List<String>> lines(
            List<Stored<Place>> places,
            List<Stored<Tour>> tours,
            Map<UUID, String> names,
            @Nullable String department,
            Instant now) {
        Map<UUID, List<Stored<Tour>>> ofPlace = tours.stream()
                .collect(Collectors.groupingBy(tour -> tour.state().attributes().placeId()));
        List<List<String>> lines = new ArrayList<>();
        for (Stored<Place> place : places) {
            PlaceDescription description = place.state().attributes().description();
            if (description == null) {
                continue;
            }
            List<Stored<Tour>> itsTours = ofPlace.getOrDefault(place.id(), List.of());
            String source = names.get(place.state().attributes().manager());
            if (lies(place.state().attributes().territory().department(), department)) {
                lines.add(LaMednum.line(place, description, !itsTours.isEmpty(), source));
            }
            for (Stored<Tour> tour : itsTours) {
                for (TourStop stop : tour.state().ahead()) {
                    if (stop.until().isAfter(now) && lies(stop.territory().department(), department)) {
                        lines.addAll(LaMednum.line(place, description, stop, tour.changedAt(), source));
                    }
                }
            }
        }
        return lines;
    }

    private static boolean lies(String there, @Nullable String wanted) {
        return wanted == null || wanted.equals(there);
    }
}
