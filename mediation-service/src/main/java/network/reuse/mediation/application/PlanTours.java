package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Geography;
import network.reuse.contracts.MediationEvent;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.ExclusionViolation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.mediation.domain.Coordinates;
import network.reuse.mediation.domain.Occupation;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.PlaceAttributes;
import network.reuse.mediation.domain.Tour;
import network.reuse.mediation.domain.Tour.Planned;
import network.reuse.mediation.domain.TourAttributes;
import network.reuse.mediation.domain.TourStop;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.Workshop.Scheduled;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.Occupations;
import network.reuse.mediation.persistence.Occupations.Claim;
import network.reuse.mediation.persistence.Places;
import network.reuse.mediation.persistence.Tours;
import network.reuse.mediation.persistence.Workshops;
import org.jspecify.annotations.Nullable;

/**
 * The operator of a mobile place plans where it goes, with which vehicle and whom; a stop moves or is cancelled with the workshops at it,
 * and whoever has a seat there is told. Nobody and nothing is in two places at once: the database refuses it, and what clashes is named.
 */
@ApplicationScoped
public class PlanTours {
    private final Commit commit;
    private final CodeNumbers codes;
    private final Places places;
    private final Occupations occupations;
    private final Collisions collisions;
    private final Workshops workshops;
    private final WorkshopBookings seats;

    public PlanTours(
            Commit commit,
            CodeNumbers codes,
            Places places,
            Occupations occupations,
            Collisions collisions,
            Workshops workshops,
            WorkshopBookings seats) {
        this.commit = commit;
        this.codes = codes;
        this.places = places;
        this.occupations = occupations;
        this.collisions = collisions;
        this.workshops = workshops;
        this.seats = seats;
    }

    /** What a tour is to be. */
    public record Wish(
            UUID placeId,
            String vehicle,
            List<StopWish> stops,
            @Nullable String partnerRef) {
        public Wish {
            stops = List.copyOf(stops);
        }
    }

    /** What a stop is to be; of one that moves, what is null stays as it is. */
    public record StopWish(
            @Nullable String name,
            @Nullable String commune,
            @Nullable String postalCode,
            @Nullable Boolean priorityNeighbourhood,
            @Nullable Coordinates coordinates,
            @Nullable Integer legMinutes,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable List<String> mediators,
            @Nullable List<String> resources) {

        private void requireDistinct(String pointer) {
            Occupation.requireDistinct(mediators == null ? List.of() : mediators, pointer + "/mediatorRefs");
            Occupation.requireDistinct(resources == null ? List.of() : resources, pointer + "/resourceRefs");
        }

        /** A new one; a form has seen to it that nothing lacks. */
        TourStop stop(String pointer) {
            requireDistinct(pointer);
            if (name == null || commune == null || from == null || until == null) {
                throw new IllegalStateException("a stop has a name, a commune and times");
            }
            return new TourStop(
                    Ids.next(),
                    name,
                    Geography.requireTerritory(commune, pointer + "/commune"),
                    postalCode,
                    Boolean.TRUE.equals(priorityNeighbourhood),
                    coordinates,
                    legMinutes,
                    from,
                    until,
                    mediators == null ? List.of() : mediators,
                    resources == null ? List.of() : resources,
                    null);
        }

        /** That one otherwise. Where it is elsewhere, its former coordinates are nobody's, nor in another commune its former postal code. */
        TourStop of(TourStop stop) {
            requireDistinct("");
            boolean elsewhere = commune != null || coordinates != null;
            return new TourStop(
                    stop.id(),
                    name == null ? stop.name() : name,
                    commune == null ? stop.territory() : Geography.requireTerritory(commune, "/commune"),
                    commune != null || postalCode != null ? postalCode : stop.postalCode(),
                    priorityNeighbourhood == null ? stop.priorityNeighbourhood() : priorityNeighbourhood,
                    elsewhere ? coordinates : stop.coordinates(),
                    legMinutes == null ? stop.legMinutes() : legMinutes,
                    from == null ? stop.from() : from,
                    until == null ? stop.until() : until,
                    mediators == null ? stop.mediators() : mediators,
                    resources == null ? stop.resources() : resources,
                    null);
        }
    }

    /** Plans a tour of a place that the caller runs. */
    public Uni<Answer> plan(Command command, Wish asked, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        UUID id = Ids.next();
        List<TourStop> stops = new ArrayList<>();
        for (int i = 0; i < asked.stops().size(); i++) {
            stops.add(asked.stops().get(i).stop("/stops/" + i));
        }
        AtomicReference<@Nullable Claim> attempt = new AtomicReference<>();
        return codes.take('T', 1)
                .chain(code -> commit.write(
                        command,
                        Unversioned.CREATES,
                        (connection, _) -> Places.TABLE.require(connection, asked.placeId()),
                        place -> {
                            Places.TABLE.requireOwner(place.state(), command.caller());
                            PlaceAttributes mobile = open(place.state());
                            Decision<Tour, MediationEvent> decision = Tour.plan(
                                    new TourAttributes(
                                            id,
                                            code.getFirst(),
                                            mobile.id(),
                                            mobile.manager(),
                                            mobile.organisers(),
                                            stops.getFirst().territory(),
                                            mobile.env(),
                                            asked.partnerRef()),
                                    asked.vehicle(),
                                    stops);
                            attempt.set(Claim.of(decision.next()));
                            Creation<Tour, MediationEvent> tour = new Creation<>(id, decision, occurred);
                            return Plan.showing(tour, planned -> TourView.of(planned, true))
                                    .creating(Tours.TABLE, List.of(tour))
                                    .writing((connection, _) -> places.keepOpen(connection, place))
                                    .writing((connection, _) ->
                                            occupations.occupy(connection, Claim.of(decision.next())));
                        }))
                .onFailure(ExclusionViolation::is)
                .recoverWithUni(() -> collisions.refuse(command.caller(), attempt.get(), List.of()));
    }

    /** One of its stops is at another time or place, or with others; the workshops at it go along. */
    public Uni<Answer> moveStop(
            VersionedCommand command,
            UUID id,
            UUID stopId,
            StopWish asked,
            String reason,
            @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        AtomicReference<@Nullable Claim> attempt = new AtomicReference<>();
        AtomicReference<List<WorkshopAttributes>> moved = new AtomicReference<>(List.of());
        return commit.change(command, Tours.TABLE, (connection, _) -> read(connection, id), Read::tour, read -> {
                    Planned planned = planned(read.tour().state());
                    TourStop before = planned.requireStop(stopId);
                    TourStop now = asked.of(before);
                    Decision<Tour, MediationEvent> decision = planned.moveStop(now, reason);
                    if (decision.events().isEmpty()) {
                        return Plan.showing(read.tour(), tour -> TourView.of(tour, true));
                    }
                    attempt.set(Claim.of(decision.next()));
                    return change(read.tour(), decision, time)
                            .then((connection, cause) -> workshops
                                    .lockAtStops(connection, List.of(stopId))
                                    .compose(held -> {
                                        List<Change<Workshop, MediationEvent>> following =
                                                following(held, read.placeName(), decision, before, now, reason, time);
                                        moved.set(following.stream()
                                                .map(change ->
                                                        change.decision().next().attributes())
                                                .toList());
                                        return follow(connection, following, cause);
                                    }));
                })
                .onFailure(ExclusionViolation::is)
                .recoverWithUni(() -> collisions.refuse(command.caller(), attempt.get(), moved.get()));
    }

    /** One of its stops does not take place; the workshops at it are cancelled, and so are their seats. */
    public Uni<Answer> cancelStop(
            VersionedCommand command, UUID id, UUID stopId, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Tours.TABLE, id, tour -> {
            Decision<Tour, MediationEvent> decision = planned(tour.state()).cancelStop(stopId, reason);
            return change(tour, decision, time)
                    .then((connection, cause) -> cancelWorkshops(connection, List.of(stopId), reason, time, cause));
        });
    }

    /** It does not take place, or not any further; the workshops at its stops are cancelled. */
    public Uni<Answer> cancel(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Tours.TABLE, id, tour -> {
            Planned planned = planned(tour.state());
            List<UUID> stops = planned.stops().stream().map(TourStop::id).toList();
            return change(tour, planned.cancel(reason), time)
                    .then((connection, cause) -> cancelWorkshops(connection, stops, reason, time, cause));
        });
    }

    /** A tour, and what its place is called. */
    private record Read(Stored<Tour> tour, String placeName) {}

    private static Future<Read> read(SqlConnection connection, UUID id) {
        return Tours.TABLE
                .require(connection, id)
                .compose(tour -> Places.TABLE
                        .require(connection, tour.state().attributes().placeId())
                        .map(place -> new Read(tour, place.state().attributes().name())));
    }

    private Plan change(Stored<Tour> tour, Decision<Tour, MediationEvent> decision, RecordedTime time) {
        return Plan.change(Tours.TABLE, Change.recorded(tour, decision, time), now -> TourView.of(now, true))
                .writing((connection, _) -> occupations.occupy(connection, Claim.of(decision.next())));
    }

    /**
     * The workshops at the stop go along, in an order in which none is where another has not left yet: they share mediators and machines.
     */
    private static List<Change<Workshop, MediationEvent>> following(
            List<Stored<Workshop>> held,
            String placeName,
            Decision<Tour, MediationEvent> tour,
            TourStop before,
            TourStop now,
            String reason,
            RecordedTime time) {
        List<Change<Workshop, MediationEvent>> changes = new ArrayList<>();
        for (Stored<Workshop> one : held) {
            if (one.state() instanceof Scheduled workshop) {
                WorkshopAttributes there = workshop.attributes()
                        .following(placeName, tour.next().attributes().id(), before, now);
                tour.next().requireWithin(now.id(), there.from(), there.until());
                Decision<Workshop, MediationEvent> decision = workshop.reschedule(there, reason);
                if (!decision.events().isEmpty()) {
                    changes.add(Change.following(one, decision, time.at()));
                }
            }
        }
        Comparator<Change<Workshop, MediationEvent>> soonest = Comparator.comparing(
                change -> change.from().state().attributes().from());
        changes.sort(now.from().isAfter(before.from()) ? soonest.reversed() : soonest);
        return changes;
    }

    /** The tour is locked as it is now, so nobody schedules a workshop at the stop as it was any more. */
    private Future<?> follow(SqlConnection connection, List<Change<Workshop, MediationEvent>> changes, Cause cause) {
        Future<?> followed = Future.succeededFuture();
        for (Change<Workshop, MediationEvent> change : changes) {
            followed = followed.compose(_ -> Workshops.TABLE.changeAll(connection, List.of(change), cause))
                    .compose(_ -> seats.reschedule(connection, change, cause));
        }
        return followed;
    }

    private Future<?> cancelWorkshops(
            SqlConnection connection, Collection<UUID> stops, String reason, RecordedTime time, Cause cause) {
        return workshops.lockAtStops(connection, stops).compose(held -> {
            List<Change<Workshop, MediationEvent>> changes = new ArrayList<>();
            for (Stored<Workshop> one : held) {
                if (one.state() instanceof Scheduled workshop) {
                    changes.add(Change.following(one, workshop.cancel(reason), time.at()));
                }
            }
            Future<?> cancelled = Workshops.TABLE.changeAll(connection, changes, cause);
            for (Change<Workshop, MediationEvent> change : changes) {
                cancelled = cancelled.compose(
                        _ -> seats.cancel(connection, change.from(), reason, change.occurredAt(), cause));
            }
            return cancelled;
        });
    }

    private static PlaceAttributes open(Place place) {
        return switch (place) {
            case Place.Open open -> open.attributes();
            default -> throw place.illegal();
        };
    }

    private static Planned planned(Tour tour) {
        return switch (tour) {
            case Planned planned -> planned;
            default -> throw tour.illegal();
        };
    }
}
