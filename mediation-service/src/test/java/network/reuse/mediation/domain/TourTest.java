package network.reuse.mediation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import network.reuse.contracts.Environment;
import network.reuse.contracts.MediationEvent.PlannedStop;
import network.reuse.contracts.MediationEvent.TourPlanned;
import network.reuse.contracts.MediationEvent.TourStopCancelled;
import network.reuse.contracts.MediationEvent.TourStopMoved;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import network.reuse.mediation.domain.Tour.Planned;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

class TourTest {
    private static final UUID OPERATOR = new UUID(1, 1);
    private static final Instant NINE = Instant.parse("2026-11-03T09:00:00Z");
    private static final Coordinates MAUBEUGE = new Coordinates("50.2787", "3.9725");
    private static final Coordinates LOUVROIL = new Coordinates("50.2626", "3.9612");

    @Example
    void aTourGoesFromStopToStopInTheTimeThatTheWayTakes() {
        Planned tour = plan(stop(1, 0, 60, null, null), stop(2, 80, 120, 20, null));
        assertThat(tour.occupations())
                .contains(
                        new Occupation(Occupation.Kind.VEHICLE, "BUS-1", NINE, minutes(120)),
                        new Occupation(Occupation.Kind.MEDIATOR, "M-1", NINE, minutes(60)),
                        new Occupation(Occupation.Kind.MEDIATOR, "M-1", minutes(60), minutes(120)));
        refused(
                "/stops/1/from",
                "before_stop_ahead",
                () -> plan(stop(1, 0, 60, null, null), stop(2, 79, 120, 20, null)));
        refused(
                "/stops/1/legMinutes",
                "leg_missing",
                () -> plan(stop(1, 0, 60, null, null), stop(2, 80, 120, null, null)));
        refused("/stops/0/until", "not_after_from", () -> plan(stop(1, 60, 60, null, null)));
        refused(
                "/stops",
                "too_long",
                () -> plan(stop(1, 0, 60, null, null), stop(2, 60 * 24 * 15, 60 * 24 * 15 + 1, 1, null)));
    }

    @Example
    void aWayIsReckonedAtFiftyKilometresAnHourWhereBothEndsAreKnown() {
        assertThat(MAUBEUGE.kilometresTo(LOUVROIL)).isBetween(1.9, 2.1);
        TourStop first = stop(1, 0, 60, null, MAUBEUGE);
        assertThat(plan(first, stop(2, 63, 120, null, LOUVROIL)).legMinutes(stop(2, 63, 120, null, LOUVROIL)))
                .isEqualTo(3);
        refused("/stops/1/from", "before_stop_ahead", () -> plan(first, stop(2, 62, 120, null, LOUVROIL)));
        assertThat(plan(first, stop(2, 61, 120, 1, LOUVROIL)).stops()).hasSize(2);
    }

    @Example
    void whatHappensToAStopIsToldWithoutWhoGoesAlong() {
        Planned tour = plan(stop(1, 0, 60, null, null), stop(2, 80, 120, 20, null));
        TourPlanned planned = (TourPlanned)
                Tour.plan(tour.attributes(), "BUS-1", tour.stops()).events().getFirst();
        assertThat(planned.stops())
                .containsExactly(
                        new PlannedStop(new UUID(7, 1), "59392", true, NINE, minutes(60)),
                        new PlannedStop(new UUID(7, 2), "59392", true, minutes(80), minutes(120)));
        assertThat(planned.toString()).doesNotContain("M-1", "BUS-1");
        TourStop later = stop(1, 200, 260, 80, null);
        assertThat(tour.moveStop(later, "Marché").events())
                .containsExactly(new TourStopMoved(
                        new UUID(6, 1), later.id(), "59392", true, minutes(200), minutes(260), "Marché"));
        Planned moved = (Planned) tour.moveStop(later, "Marché").next();
        assertThat(moved.stops()).extracting(TourStop::id).containsExactly(new UUID(7, 2), new UUID(7, 1));
        refused("/from", "before_stop_ahead", () -> tour.moveStop(stop(1, 100, 160, 0, null), "Marché"));
        Planned cancelled = (Planned) tour.cancelStop(new UUID(7, 1), "Panne").next();
        assertThat(tour.cancelStop(new UUID(7, 1), "Panne").events())
                .containsExactly(new TourStopCancelled(new UUID(6, 1), new UUID(7, 1), "Panne"));
        assertThat(cancelled.occupations()).hasSize(2);
        assertThatThrownBy(() -> cancelled.requireStop(new UUID(7, 1)))
                .extracting("code")
                .isEqualTo("stop_cancelled");
        assertThatThrownBy(() -> cancelled.requireStop(new UUID(7, 9)))
                .extracting("code")
                .isEqualTo("unknown");
        assertThat(cancelled.cancel("Panne").next().occupations()).isEmpty();
    }

    @Example
    void aWorkshopStaysWithinItsStopAndGoesAlongWithIt() {
        Planned tour = plan(stop(1, 0, 120, null, null));
        tour.requireWithin(new UUID(7, 1), NINE, minutes(120));
        refused("/from", "outside_the_stop", () -> tour.requireWithin(new UUID(7, 1), minutes(-1), minutes(10)));
        refused("/until", "outside_the_stop", () -> tour.requireWithin(new UUID(7, 1), NINE, minutes(121)));
    }

    /**
     * Any tours, moves and cancellations, each taken unless it would have something in two places: then nobody and nothing ever is, and
     * nobody leaves a stop before it ends nor arrives by a way that takes longer.
     */
    @Property(tries = 300)
    void nobodyAndNothingIsInTwoPlaces(@ForAll @LongRange(min = 0) long seed) {
        Random random = new Random(seed);
        List<Tour> tours = new ArrayList<>();
        int taken = 0;
        for (int step = 0; step < 30; step++) {
            int at = tours.isEmpty() ? -1 : random.nextInt(tours.size());
            Tour next = attempt(random, tours, at);
            if (next == null) {
                continue;
            }
            int replaced = next.attributes().id().getLeastSignificantBits() < tours.size() ? at : -1;
            List<Tour> others = new ArrayList<>(tours);
            if (replaced >= 0) {
                others.remove(replaced);
            }
            boolean collides = others.stream()
                    .flatMap(other -> other.occupations().stream())
                    .anyMatch(there -> next.occupations().stream().anyMatch(there::collidesWith));
            if (!collides) {
                taken++;
                if (replaced >= 0) {
                    tours.set(replaced, next);
                } else {
                    tours.add(next);
                }
            }
        }
        assertThat(taken).isPositive();
        List<Occupation> all =
                tours.stream().flatMap(tour -> tour.occupations().stream()).toList();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                assertThat(all.get(i).collidesWith(all.get(j)))
                        .as("%s and %s", all.get(i), all.get(j))
                        .isFalse();
            }
        }
        for (Tour tour : tours) {
            List<TourStop> ahead = tour.ahead();
            for (int i = 1; i < ahead.size(); i++) {
                assertThat(ahead.get(i).from())
                        .isAfterOrEqualTo(ahead.get(i - 1).until());
            }
        }
    }

    /** Null when it is refused. */
    private static @Nullable Tour attempt(Random random, List<Tour> tours, int at) {
        try {
            return at < 0 || random.nextInt(3) == 0 ? randomTour(random, tours.size()) : changed(random, tours.get(at));
        } catch (Refusal refused) {
            return null;
        }
    }

    private static Tour randomTour(Random random, int number) {
        List<TourStop> stops = new ArrayList<>();
        int at = random.nextInt(600);
        for (int i = 0; i <= random.nextInt(4); i++) {
            int leg = random.nextInt(30);
            at += leg + random.nextInt(20);
            int until = at + 10 + random.nextInt(120);
            stops.add(new TourStop(
                    new UUID(100 + number, i),
                    "Étape",
                    new Territory("32", "59", "59392"),
                    null,
                    random.nextBoolean(),
                    random.nextBoolean() ? MAUBEUGE : LOUVROIL,
                    random.nextBoolean() ? leg : null,
                    minutes(at),
                    minutes(until),
                    List.of("M-" + random.nextInt(4)),
                    random.nextBoolean() ? List.of() : List.of("3D-" + random.nextInt(2)),
                    null));
            at = until;
        }
        return Tour.plan(attributes(number), "BUS-" + random.nextInt(3), stops).next();
    }

    private static Tour changed(Random random, Tour tour) {
        if (!(tour instanceof Planned planned)) {
            return tour;
        }
        TourStop stop = planned.stops().get(random.nextInt(planned.stops().size()));
        int later = random.nextInt(200) - 100;
        return switch (random.nextInt(6)) {
            case 0 -> planned.cancel("Panne").next();
            case 1 -> planned.cancelStop(stop.id(), "Panne").next();
            default ->
                planned.moveStop(
                                new TourStop(
                                        stop.id(),
                                        stop.name(),
                                        stop.territory(),
                                        stop.postalCode(),
                                        stop.priorityNeighbourhood(),
                                        stop.coordinates(),
                                        stop.legMinutes(),
                                        stop.from().plus(Duration.ofMinutes(later)),
                                        stop.until().plus(Duration.ofMinutes(later)),
                                        List.of("M-" + random.nextInt(4)),
                                        stop.resources(),
                                        null),
                                "Marché")
                        .next();
        };
    }

    private static Planned plan(TourStop... stops) {
        return (Planned) Tour.plan(attributes(1), "BUS-1", List.of(stops)).next();
    }

    private static TourAttributes attributes(int number) {
        return new TourAttributes(
                new UUID(6, number),
                "T-" + number,
                new UUID(2, 1),
                OPERATOR,
                Set.of(OPERATOR),
                new Territory("32", "59", "59392"),
                Environment.LIVE,
                null);
    }

    private static TourStop stop(
            int number, int from, int until, @Nullable Integer legMinutes, @Nullable Coordinates coordinates) {
        return new TourStop(
                new UUID(7, number),
                "Place de la Mairie",
                new Territory("32", "59", "59392"),
                null,
                true,
                coordinates,
                legMinutes,
                minutes(from),
                minutes(until),
                List.of("M-1"),
                List.of(),
                null);
    }

    private static Instant minutes(int after) {
        return NINE.plus(Duration.ofMinutes(after));
    }

    private static void refused(String pointer, String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.faults()).anySatisfy(fault -> {
                            assertThat(fault.pointer()).isEqualTo(pointer);
                            assertThat(fault.code()).isEqualTo(code);
                        }));
    }
}
