package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import network.reuse.contracts.Geography;
import network.reuse.contracts.MediationEvent;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.ExclusionViolation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.Repetition;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.Occupations;
import network.reuse.mediation.persistence.Occupations.Claim;
import network.reuse.mediation.persistence.Places;
import network.reuse.mediation.persistence.Workshops;
import org.jspecify.annotations.Nullable;

/** A workshop is scheduled several times at once, all or none; its mediators, rooms and machines are free each time. */
@ApplicationScoped
public class ScheduleSeries {
    private final Commit commit;
    private final CodeNumbers codes;
    private final Workshops workshops;
    private final Occupations occupations;
    private final Collisions collisions;

    public ScheduleSeries(
            Commit commit, CodeNumbers codes, Workshops workshops, Occupations occupations, Collisions collisions) {
        this.commit = commit;
        this.codes = codes;
        this.workshops = workshops;
        this.occupations = occupations;
        this.collisions = collisions;
    }

    /** The first as it is asked for, and how it is repeated at its place. */
    public Uni<Answer> schedule(
            Command command, ScheduleWorkshop.Wish first, Repetition repetition, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        first.assignment().requireDistinct();
        AtomicReference<List<Claim>> attempt = new AtomicReference<>(List.of());
        return codes.take('W', repetition.times())
                .chain(code -> commit.write(
                        command,
                        Unversioned.CREATES,
                        (connection, _) -> Places.TABLE.require(connection, first.placeId()),
                        place -> {
                            List<WorkshopAttributes> held = inSeries(command, place, first, repetition, code);
                            List<Claim> claims = held.stream()
                                    .map(workshop -> Claim.of(workshop, first.assignment()))
                                    .filter(claim -> !claim.occupations().isEmpty())
                                    .toList();
                            attempt.set(claims);
                            return plan(place, held, first.capacity(), claims, occurred);
                        }))
                .onFailure(ExclusionViolation::is)
                .recoverWithUni(() -> collisions.refuse(command.caller(), attempt.get()));
    }

    private static List<WorkshopAttributes> inSeries(
            Command command,
            Stored<Place> place,
            ScheduleWorkshop.Wish first,
            Repetition repetition,
            List<String> codes) {
        Place.Open open = ScheduleWorkshop.open(place.state());
        UUID series = Ids.next();
        List<Repetition.Times> times = repetition.of(
                first.from(),
                first.until(),
                Geography.zoneOf(open.attributes().territory().department()));
        List<WorkshopAttributes> held = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            held.add(ScheduleWorkshop.attributes(command, open, first, Ids.next(), codes.get(i))
                    .inSeries(series, times.get(i)));
        }
        return held;
    }

    private Plan plan(
            Stored<Place> place, List<WorkshopAttributes> held, int capacity, List<Claim> claims, Instant occurred) {
        Plan plan = Plan.answering(new SeriesView(
                seriesOf(held),
                held.stream()
                        .map(workshop -> new SeriesView.Scheduled(
                                workshop.id(), workshop.code(), workshop.from(), workshop.until()))
                        .toList()));
        for (WorkshopAttributes workshop : held) {
            Creation<Workshop, MediationEvent> creation =
                    new Creation<>(workshop.id(), Workshop.schedule(workshop, capacity), occurred);
            plan = plan.writing((connection, cause) -> workshops.schedule(connection, place, creation, cause));
        }
        for (Claim claim : claims) {
            plan = plan.writing((connection, _) -> occupations.occupy(connection, claim));
        }
        return plan;
    }

    private static UUID seriesOf(List<WorkshopAttributes> held) {
        UUID series = held.getFirst().seriesId();
        if (series == null) {
            throw new IllegalStateException("it is in no series");
        }
        return series;
    }
}
