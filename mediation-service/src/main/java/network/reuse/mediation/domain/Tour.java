package network.reuse.mediation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.PlannedStop;
import network.reuse.contracts.MediationEvent.TourCancelled;
import network.reuse.contracts.MediationEvent.TourPlanned;
import network.reuse.contracts.MediationEvent.TourStopCancelled;
import network.reuse.contracts.MediationEvent.TourStopMoved;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;
import org.jspecify.annotations.Nullable;

/**
 * The way of a mobile place with one vehicle from stop to stop. Who and what is on it is in one place at a time: see {@link
 * Occupation}, of which the database is the referee.
 */
public sealed interface Tour extends State {
    /** The most days that a tour lasts. */
    int LONGEST_DAYS = 14;

    /** How fast a vehicle is reckoned to go where nothing is declared. */
    int KILOMETRES_AN_HOUR = 50;

    TourAttributes attributes();

    String vehicle();

    List<TourStop> stops();

    @Override
    List<Move> legal();

    @Override
    default TourStatus status() {
        return switch (this) {
            case Planned _ -> TourStatus.PLANNED;
            case Cancelled _ -> TourStatus.CANCELLED;
        };
    }

    /** What can be done to a tour. */
    enum Move {
        SCHEDULING,
        STOP_MOVE,
        STOP_CANCELLATION,
        CANCELLATION
    }

    /** It goes from stop to stop, in the order of their times. */
    static Decision<Tour, MediationEvent> plan(TourAttributes attributes, String vehicle, List<TourStop> stops) {
        List<Refusal.Fault> faults = new ArrayList<>();
        for (int i = 0; i < stops.size(); i++) {
            TourStop ahead = i == 0 ? null : stops.get(i - 1);
            faults.addAll(faults(ahead, stops.get(i), "/stops/" + i));
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        requireLength(stops, "/stops");
        return Decision.of(
                new Planned(attributes, vehicle, stops),
                new TourPlanned(
                        attributes.id(),
                        attributes.code(),
                        attributes.placeId(),
                        stops.stream()
                                .map(stop -> new PlannedStop(
                                        stop.id(),
                                        commune(stop),
                                        stop.priorityNeighbourhood(),
                                        stop.from(),
                                        stop.until()))
                                .toList()));
    }

    /** How long the way to a stop takes: as declared, or as reckoned where both places are known; null where neither is. */
    static @Nullable Integer legMinutes(@Nullable TourStop ahead, TourStop stop) {
        if (stop.legMinutes() != null) {
            return stop.legMinutes();
        }
        if (ahead == null) {
            return 0;
        }
        Coordinates there = stop.coordinates();
        Coordinates before = ahead.coordinates();
        return there == null || before == null
                ? null
                : (int) Math.ceil(before.kilometresTo(there) * 60 / KILOMETRES_AN_HOUR);
    }

    /** The same of a stop on this tour, from the last one ahead that takes place. */
    default @Nullable Integer legMinutes(TourStop stop) {
        TourStop last = null;
        for (TourStop one : ahead()) {
            if (one.id().equals(stop.id())) {
                break;
            }
            if (one.from().isBefore(stop.from())) {
                last = one;
            }
        }
        return legMinutes(last, stop);
    }

    /** Those of its stops that take place, in the order of their times. */
    default List<TourStop> ahead() {
        return stops().stream()
                .filter(TourStop::takesPlace)
                .sorted(Comparator.comparing(TourStop::from))
                .toList();
    }

    /** Who and what is on it, and when: the vehicle from the first way to the end of the last stop, all others stop by stop. */
    default List<Occupation> occupations() {
        List<TourStop> ahead = ahead();
        if (ahead.isEmpty() || legal().isEmpty()) {
            return List.of();
        }
        List<Occupation> all = new ArrayList<>();
        all.add(new Occupation(
                Occupation.Kind.VEHICLE,
                vehicle(),
                departure(null, ahead.getFirst()),
                ahead.getLast().until()));
        for (int i = 0; i < ahead.size(); i++) {
            TourStop stop = ahead.get(i);
            Instant departure = departure(i == 0 ? null : ahead.get(i - 1), stop);
            for (String mediator : stop.mediators()) {
                all.add(new Occupation(Occupation.Kind.MEDIATOR, mediator, departure, stop.until()));
            }
            for (String resource : stop.resources()) {
                all.add(new Occupation(Occupation.Kind.RESOURCE, resource, departure, stop.until()));
            }
        }
        return List.copyOf(all);
    }

    /** Never before the end of the stop ahead, which may be another one than the way was declared from. */
    private static Instant departure(@Nullable TourStop before, TourStop stop) {
        Integer minutes = legMinutes(before, stop);
        Instant departure = minutes == null ? stop.from() : stop.from().minus(Duration.ofMinutes(minutes));
        return before != null && departure.isBefore(before.until()) ? before.until() : departure;
    }

    /** The stop; refused as unknown when it has none by this id, and as cancelled when it does not take place. */
    default TourStop requireStop(UUID stopId) {
        TourStop stop = stops().stream()
                .filter(one -> one.id().equals(stopId))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        Refusal.Kind.UNKNOWN,
                        "unknown",
                        "La tournée n'a pas d'étape sous cet identifiant.",
                        "The tour has no stop by this id."));
        if (!stop.takesPlace()) {
            throw Refusal.of(
                    Refusal.Kind.ILLEGAL_NOW, "stop_cancelled", "L'étape est annulée.", "The stop is cancelled.");
        }
        return stop;
    }

    /** Refuses what is not within the times of one of its stops. */
    default void requireWithin(UUID stopId, Instant from, Instant until) {
        TourStop stop = requireStop(stopId);
        List<Refusal.Fault> faults = new ArrayList<>();
        if (from.isBefore(stop.from())) {
            faults.add(outside("/from", stop));
        }
        if (until.isAfter(stop.until())) {
            faults.add(outside("/until", stop));
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
    }

    private static Refusal.Fault outside(String pointer, TourStop stop) {
        return new Refusal.Fault(
                pointer,
                "outside_the_stop",
                "L'étape dure de " + stop.from() + " à " + stop.until() + ".",
                "The stop lasts from " + stop.from() + " until " + stop.until() + ".");
    }

    /** It is going to take place, or did. */
    record Planned(TourAttributes attributes, String vehicle, List<TourStop> stops) implements Tour {
        public Planned {
            stops = List.copyOf(stops);
        }

        /** One of its stops is at another time or place, or with others; the order follows the times. */
        public Decision<Tour, MediationEvent> moveStop(TourStop to, String reason) {
            TourStop from = requireStop(to.id());
            if (to.equals(from)) {
                return new Decision<>(this, List.of());
            }
            List<TourStop> now = new ArrayList<>();
            for (TourStop stop : stops) {
                now.add(stop.id().equals(to.id()) ? to : stop);
            }
            now.sort(Comparator.comparing(TourStop::from));
            Planned moved = new Planned(attributes, vehicle, now);
            List<TourStop> ahead = moved.ahead();
            List<Refusal.Fault> faults = new ArrayList<>();
            for (int i = 0; i < ahead.size(); i++) {
                faults.addAll(faults(i == 0 ? null : ahead.get(i - 1), ahead.get(i), ""));
            }
            if (!faults.isEmpty()) {
                throw Refusal.invalid(faults);
            }
            requireLength(ahead, "/from");
            return Decision.of(
                    moved,
                    new TourStopMoved(
                            attributes.id(),
                            to.id(),
                            commune(to),
                            to.priorityNeighbourhood(),
                            to.from(),
                            to.until(),
                            reason));
        }

        /** One of its stops does not take place. */
        public Decision<Tour, MediationEvent> cancelStop(UUID stopId, String reason) {
            TourStop cancelled = requireStop(stopId).cancelled(reason);
            return Decision.of(
                    new Planned(
                            attributes,
                            vehicle,
                            stops.stream()
                                    .map(stop -> stop.id().equals(stopId) ? cancelled : stop)
                                    .toList()),
                    new TourStopCancelled(attributes.id(), stopId, reason));
        }

        /** It does not take place, or not any further. */
        public Decision<Tour, MediationEvent> cancel(String reason) {
            return Decision.of(
                    new Cancelled(attributes, vehicle, stops, reason), new TourCancelled(attributes.id(), reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.SCHEDULING, Move.STOP_MOVE, Move.STOP_CANCELLATION, Move.CANCELLATION);
        }
    }

    /** It does not take place; the workshops at its stops are cancelled with it. */
    record Cancelled(TourAttributes attributes, String vehicle, List<TourStop> stops, String reason) implements Tour {
        public Cancelled {
            stops = List.copyOf(stops);
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    private static String commune(TourStop stop) {
        return String.valueOf(stop.territory().commune());
    }

    private static List<Refusal.Fault> faults(@Nullable TourStop ahead, TourStop stop, String pointer) {
        List<Refusal.Fault> faults = new ArrayList<>();
        if (!stop.until().isAfter(stop.from())) {
            faults.add(new Refusal.Fault(
                    pointer + "/until",
                    "not_after_from",
                    "« until » vient après « from ».",
                    "\"until\" comes after \"from\"."));
        }
        if (ahead == null) {
            return faults;
        }
        Integer minutes = legMinutes(ahead, stop);
        if (minutes == null) {
            faults.add(new Refusal.Fault(
                    pointer + "/legMinutes",
                    "leg_missing",
                    "Dites combien de minutes dure le trajet depuis l'étape précédente, ou donnez les coordonnées des deux.",
                    "Say how many minutes the way from the stop ahead takes, or give the coordinates of both."));
        } else if (stop.from().isBefore(ahead.until().plus(Duration.ofMinutes(minutes)))) {
            faults.add(new Refusal.Fault(
                    pointer + "/from",
                    "before_stop_ahead",
                    "L'étape commence au plus tôt " + minutes + " minutes après la fin de la précédente.",
                    "The stop begins " + minutes + " minutes after the end of the one ahead, at the earliest."));
        }
        return faults;
    }

    private static void requireLength(List<TourStop> ahead, String pointer) {
        if (!ahead.isEmpty()
                && ahead.getLast().until().isAfter(ahead.getFirst().from().plus(Duration.ofDays(LONGEST_DAYS)))) {
            throw Refusal.invalid(
                    pointer,
                    "too_long",
                    "Une tournée dure au plus " + LONGEST_DAYS + " jours.",
                    "A tour lasts at most " + LONGEST_DAYS + " days.");
        }
    }
}
