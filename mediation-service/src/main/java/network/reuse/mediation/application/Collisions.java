package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Reading;
import network.reuse.mediation.domain.Assignment;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.Occupations;
import network.reuse.mediation.persistence.Occupations.Claim;
import network.reuse.mediation.persistence.Workshops;
import org.jspecify.annotations.Nullable;

/** Says what of the caller's is elsewhere, once the database has refused that something is in two places. */
@ApplicationScoped
class Collisions {
    private final Reading reading;
    private final Occupations occupations;

    Collisions(Reading reading, Occupations occupations) {
        this.reading = reading;
        this.occupations = occupations;
    }

    /** Refused, with what of the caller's collides with this claim; what is another organisation's is not told. */
    Uni<Answer> refuse(Caller caller, @Nullable Claim claim) {
        if (claim == null) {
            throw new IllegalStateException("nothing was decided on");
        }
        return refused(reading.inTransaction(caller, connection -> occupations.colliding(connection, claim)));
    }

    /** The same of what is assigned to a workshop that would be held then; what is null stays as it is. */
    Uni<Answer> refuse(Caller caller, UUID workshopId, @Nullable Instant from, @Nullable Instant until) {
        return refused(reading.inTransaction(
                caller,
                connection -> Workshops.TABLE
                        .require(connection, workshopId)
                        .compose(workshop -> occupations
                                .assignments(connection, List.of(workshopId))
                                .compose(assigned -> occupations.colliding(
                                        connection,
                                        claim(
                                                workshop.state().attributes(),
                                                assigned.get(workshopId),
                                                from,
                                                until))))));
    }

    private static Claim claim(
            WorkshopAttributes workshop,
            @Nullable Assignment assignment,
            @Nullable Instant from,
            @Nullable Instant until) {
        return new Claim(
                workshop.organiser(),
                workshop.env(),
                null,
                workshop.id(),
                assignment == null
                        ? List.of()
                        : assignment.during(
                                from == null ? workshop.from() : from, until == null ? workshop.until() : until));
    }

    private static Uni<Answer> refused(Uni<List<Occupations.Elsewhere>> colliding) {
        return colliding.map(found -> {
            throw refusal(found);
        });
    }

    private static Refusal refusal(List<Occupations.Elsewhere> found) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "in_two_places",
                        "Un véhicule, un médiateur, une salle ou une machine est ailleurs à ce moment"
                                + (found.isEmpty() ? ", chez l'organisateur d'un atelier : demandez-lui." : "."),
                        "A vehicle, a mediator, a room or a machine is elsewhere at that time"
                                + (found.isEmpty() ? ", by the organiser of a workshop: ask it." : "."))
                .with(Map.of("collides", found.stream().map(Collisions::named).toList()));
    }

    private static Map<String, Object> named(Occupations.Elsewhere one) {
        Map<String, Object> named = new HashMap<>(Map.of(
                "kind", one.kind().name(),
                "reference", one.reference(),
                "code", one.code(),
                "from", one.from(),
                "until", one.until()));
        if (one.tour() != null) {
            named.put("tour", one.tour());
        }
        if (one.workshop() != null) {
            named.put("workshop", one.workshop());
        }
        return named;
    }
}
