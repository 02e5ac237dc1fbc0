package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Scanned;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.document.CalendarFile;
import network.reuse.defaults.document.CalendarFile.Event;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.mediation.domain.Admission.Rule;
import network.reuse.mediation.domain.Coordinates;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.Tour;
import network.reuse.mediation.domain.TourStatus;
import network.reuse.mediation.domain.TourStop;
import network.reuse.mediation.domain.Voucher;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.domain.WorkshopDescription;
import network.reuse.mediation.domain.WorkshopStatus;
import network.reuse.mediation.persistence.Occupations;
import network.reuse.mediation.persistence.OpenData;
import network.reuse.mediation.persistence.Places;
import network.reuse.mediation.persistence.Tours;
import network.reuse.mediation.persistence.Workshops;
import org.jspecify.annotations.Nullable;

/**
 * The calendars that are followed: of a place, a tour or a commune by everybody, as far as places are published and workshops are not by
 * invitation alone, and of a mediator by the organisation alone whose mediator that is. A workshop and a stop are the same event in each of them, whatever becomes of their times; those
 * that are cancelled say so.
 */
@ApplicationScoped
public class PublishCalendars {
    /** What has begun longer ago is no longer shown. */
    private static final Duration SHOWN_FOR = Duration.ofDays(90);

    private final OpenData open;
    private final Reading reading;
    private final Occupations occupations;
    private final BusinessClock clock;

    public PublishCalendars(OpenData open, Reading reading, Occupations occupations, BusinessClock clock) {
        this.open = open;
        this.reading = reading;
        this.occupations = occupations;
        this.clock = clock;
    }

    /** The workshops of a place and the stops of its tours; refused as unknown unless the place is published. */
    public Uni<String> ofPlace(UUID id) {
        Instant since = since();
        return open.places(List.of(id))
                .map(PublishCalendars::only)
                .chain(place -> forAll(id, List.of(), null, since)
                        .chain(workshops -> open.tours(null, id, null, since)
                                .map(tours -> file(
                                        place.state().attributes().name(),
                                        workshops,
                                        tours,
                                        List.of(place),
                                        _ -> true))));
    }

    /** The stops of a tour and the workshops at them; refused as unknown unless its place is published. */
    public Uni<String> ofTour(UUID id) {
        return open.tours(id, null, null, Instant.EPOCH)
                .map(PublishCalendars::only)
                .chain(tour -> open.places(placesOf(List.of(tour)))
                        .map(PublishCalendars::only)
                        .chain(place -> forAll(null, stopsOf(tour), null, Instant.EPOCH)
                                .map(workshops -> file(
                                        place.state().attributes().name() + ", "
                                                + tour.state().attributes().code(),
                                        workshops,
                                        List.of(tour),
                                        List.of(place),
                                        _ -> true))));
    }

    /**
     * The workshops and the stops of tours in a commune; none is an answer too.
     *
     * @param insee its code; that of an arrondissement stands for the whole commune
     */
    public Uni<String> ofCommune(String insee) {
        Instant since = since();
        Territory territory = Geography.requireTerritory(insee, "/insee");
        String commune = territory.commune();
        if (commune == null) {
            throw Refusals.unknown();
        }
        return forAll(null, List.of(), commune, since)
                .chain(workshops -> open.tours(null, null, commune, since)
                        .chain(tours -> open.places(placesOf(tours))
                                .map(places -> file(
                                        Geography.communeName(commune).orElse(commune),
                                        workshops,
                                        tours,
                                        places,
                                        stop -> commune.equals(stop.territory().commune())))));
    }

    /**
     * The workshops that a mediator of the caller's organisation holds, and the stops of tours where that mediator is; none is an answer too,
     * since references are the organisation's own.
     */
    public Uni<String> ofMediator(Caller caller, String mediator) {
        Instant since = since();
        String form = Scanned.form(mediator);
        return reading.inTransaction(
                caller,
                transaction -> occupations
                        .whereabouts(transaction, mediator, since)
                        .compose(there -> Workshops.TABLE
                                .loadAll(transaction, there.workshops())
                                .compose(workshops -> Tours.TABLE
                                        .loadAll(transaction, there.tours())
                                        .compose(tours -> placesOf(transaction, tours.values())
                                                .map(places -> file(
                                                        mediator,
                                                        workshops.values(),
                                                        tours.values(),
                                                        places.values(),
                                                        stop -> stop.mediators().stream()
                                                                .map(Scanned::form)
                                                                .anyMatch(form::equals)))))));
    }

    /** Those workshops that are not by invitation alone: nobody else is told when such a group meets. */
    private Uni<List<Stored<Workshop>>> forAll(
            @Nullable UUID place, Collection<UUID> stops, @Nullable String commune, Instant since) {
        return open.workshops(place, stops, commune, since)
                .map(found -> found.stream()
                        .filter(workshop ->
                                workshop.state().attributes().admission().rule() != Rule.BY_INVITATION)
                        .toList());
    }

    private Instant since() {
        return clock.shown().minus(SHOWN_FOR);
    }

    private static <T> T only(List<T> found) {
        return Refusals.visible(found.isEmpty() ? null : found.getFirst());
    }

    private static Set<UUID> placesOf(Collection<Stored<Tour>> tours) {
        return tours.stream().map(tour -> tour.state().attributes().placeId()).collect(Collectors.toSet());
    }

    private static Future<Map<UUID, Stored<Place>>> placesOf(
            SqlConnection transaction, Collection<Stored<Tour>> tours) {
        return Places.TABLE.loadAll(transaction, placesOf(tours));
    }

    private static Set<UUID> stopsOf(Stored<Tour> tour) {
        return tour.state().stops().stream().map(TourStop::id).collect(Collectors.toSet());
    }

    /**
     * A file of these workshops and of the stops that are wanted, in the order of their times.
     *
     * @param places those of the tours; what is at another one is left out
     */
    private static String file(
            String name,
            Collection<Stored<Workshop>> workshops,
            Collection<Stored<Tour>> tours,
            Collection<Stored<Place>> places,
            Predicate<TourStop> wanted) {
        Map<UUID, Stored<Place>> byId = places.stream().collect(Collectors.toMap(Stored::id, Function.identity()));
        List<Event> events = new ArrayList<>();
        for (Stored<Workshop> workshop : workshops) {
            events.add(event(workshop));
        }
        for (Stored<Tour> tour : tours) {
            Stored<Place> place = byId.get(tour.state().attributes().placeId());
            if (place != null) {
                tour.state().stops().stream()
                        .filter(wanted)
                        .map(stop ->
                                event(tour, stop, place.state().attributes().name()))
                        .forEach(events::add);
            }
        }
        events.sort(Comparator.comparing(Event::from).thenComparing(Event::uid));
        return CalendarFile.subscribed(name, events);
    }

    private static Event event(Stored<Workshop> workshop) {
        WorkshopAttributes attributes = workshop.state().attributes();
        boolean cancelled = workshop.state().status() == WorkshopStatus.CANCELLED;
        return new Event(
                workshop.id().toString(),
                sequence(workshop),
                attributes.from(),
                attributes.until(),
                attributes.title(),
                location(attributes.placeName(), attributes.territory()),
                coordinates(attributes.coordinates()),
                words(attributes.code(), cancelled, attributes.description()),
                cancelled,
                workshop.changedAt());
    }

    private static Event event(Stored<Tour> tour, TourStop stop, String placeName) {
        boolean cancelled = tour.state().status() == TourStatus.CANCELLED || !stop.takesPlace();
        return new Event(
                stop.id().toString(),
                sequence(tour),
                stop.from(),
                stop.until(),
                placeName,
                location(stop.name(), stop.territory()),
                coordinates(stop.coordinates()),
                words(tour.state().attributes().code(), cancelled, null),
                cancelled,
                tour.changedAt());
    }

    /** Some calendars show what is cancelled as if it took place, so words say it too. */
    private static String words(String code, boolean cancelled, @Nullable WorkshopDescription description) {
        List<String> lines = new ArrayList<>();
        if (cancelled) {
            lines.add("Annulé / Cancelled");
        }
        if (description != null) {
            if (description.admission().rule() == Rule.BY_PROGRAMME) {
                lines.add("Pour les personnes de certains programmes / For people of certain programmes");
            }
            Integer cents = description.priceCents();
            if (cents != null) {
                lines.add(cents == 0 ? "Gratuit / Free" : new Wording(Language.FRENCH).euros(cents));
            }
            if (description.vouchers().contains(Voucher.PASS_NUMERIQUE)) {
                lines.add("Pass numérique accepté / accepted");
            }
        }
        lines.add(code);
        return String.join("\n", lines);
    }

    private static int sequence(Stored<?> stored) {
        return Math.toIntExact(stored.version() - 1);
    }

    private static String location(String name, Territory territory) {
        String commune = territory.commune();
        return commune == null
                ? name
                : name
                        + Geography.communeName(commune)
                                .map(communeName -> ", " + communeName)
                                .orElse("");
    }

    private static CalendarFile.@Nullable Coordinates coordinates(@Nullable Coordinates told) {
        return told == null
                ? null
                : new CalendarFile.Coordinates(
                        Double.parseDouble(told.latitude()), Double.parseDouble(told.longitude()));
    }
}
