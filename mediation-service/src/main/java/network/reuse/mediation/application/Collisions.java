package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
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

    /**
     * Refused, with what of the caller's collides with this claim, or with what is assigned to the workshops that would go along; of
     * another organisation's nothing is told but which workshop it is about.
     */
    Uni<Answer> refuse(Caller caller, @Nullable Claim claim, List<WorkshopAttributes> along) {
        if (claim == null) {
            throw new IllegalStateException("nothing was decided on");
        }
        return refused(caller, List.of(claim), along);
    }

    /** The same of several that would be there. */
    Uni<Answer> refuse(Caller caller, List<Claim> claims) {
        return refused(caller, claims, List.of());
    }

    /** The same of a workshop that would be held then; what is null stays as it is. */
    Uni<Answer> refuse(Caller caller, UUID workshopId, @Nullable Instant from, @Nullable Instant until) {
        return reading.inTransaction(caller, connection -> Workshops.TABLE.require(connection, workshopId))
                .chain(workshop -> {
                    WorkshopAttributes now = workshop.state().attributes();
                    return refused(
                            caller,
                            List.of(),
                            List.of(now.at(
                                    now.title(),
                                    from == null ? now.from() : from,
                                    until == null ? now.until() : until)));
                });
    }

    private Uni<Answer> refused(Caller caller, List<Claim> claims, List<WorkshopAttributes> along) {
        List<UUID> ids = along.stream().map(WorkshopAttributes::id).toList();
        List<String> others = along.stream()
                .filter(workshop -> !workshop.organiser().equals(caller.organisation()))
                .map(WorkshopAttributes::code)
                .toList();
        return reading.inTransaction(
                        caller,
                        connection -> occupations.assignments(connection, ids).compose(assigned -> {
                            List<Claim> all = new ArrayList<>(claims);
                            for (WorkshopAttributes workshop : along) {
                                Assignment assignment = assigned.get(workshop.id());
                                if (assignment != null) {
                                    all.add(Claim.of(workshop, assignment));
                                }
                            }
                            return colliding(connection, all);
                        }))
                .map(found -> {
                    // Those that would go along do not stand in each other's way.
                    found.removeIf(one -> one.workshop() != null && ids.contains(one.workshop()));
                    throw refusal(found, others);
                });
    }

    private Future<List<Occupations.Elsewhere>> colliding(SqlConnection connection, List<Claim> claims) {
        Future<List<Occupations.Elsewhere>> all = Future.succeededFuture(new ArrayList<>());
        for (Claim claim : claims) {
            all = all.compose(found -> occupations.colliding(connection, claim).map(more -> {
                found.addAll(more);
                return found;
            }));
        }
        return all;
    }

    private static Refusal refusal(List<Occupations.Elsewhere> found, List<String> others) {
        boolean isOthers = found.isEmpty() && !others.isEmpty();
        String codes = String.join(", ", others);
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "in_two_places",
                        "Un véhicule, un médiateur, une salle ou une machine est ailleurs à ce moment"
                                + (isOthers ? " ; demandez à l'organisateur de " + codes + "." : "."),
                        "A vehicle, a mediator, a room or a machine is elsewhere at that time"
                                + (isOthers ? "; ask the organiser of " + codes + "." : "."))
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
