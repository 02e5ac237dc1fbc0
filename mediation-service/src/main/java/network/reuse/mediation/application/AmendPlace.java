package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.mediation.domain.Coordinates;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.Place.Open;
import network.reuse.mediation.domain.PlaceAttributes;
import network.reuse.mediation.domain.PlaceDescription;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.Workshop.Scheduled;
import network.reuse.mediation.persistence.Places;
import network.reuse.mediation.persistence.Workshops;
import org.jspecify.annotations.Nullable;

/**
 * A place has another name, which its coming workshops bear from then on, other organisations that may hold workshops there,
 * or tells otherwise of itself.
 */
@ApplicationScoped
public class AmendPlace {
    private final Commit commit;
    private final KnownOrganisations register;
    private final Workshops workshops;

    public AmendPlace(Commit commit, KnownOrganisations register, Workshops workshops) {
        this.commit = commit;
        this.register = register;
        this.workshops = workshops;
    }

    /** What is to be otherwise; what is not named stays as it is. */
    public record Amendment(
            @Nullable String name,
            @Nullable Set<UUID> hosts,
            @Nullable Coordinates coordinates,
            @Nullable PlaceDescription description,
            String reason) {
        PlaceAttributes of(PlaceAttributes place) {
            return place.with(
                    name == null ? place.name() : name,
                    hosts == null ? place.hosts() : hosts,
                    coordinates == null ? place.coordinates() : coordinates,
                    description == null ? place.description() : description);
        }
    }

    public Uni<Answer> amend(VersionedCommand command, UUID id, Amendment asked, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        Set<UUID> hosts = asked.hosts() == null ? Set.of() : asked.hosts();
        DescribedPlaces.requireSound(asked.description(), "/description");
        return register.kinds(hosts).chain(kinds -> {
            List<Refusal.Fault> faults = OpenPlace.unregistered(kinds.keySet(), hosts);
            if (!faults.isEmpty()) {
                throw Refusal.invalid(faults);
            }
            return commit.change(command, Places.TABLE, id, place -> plan(place, asked, time));
        });
    }

    private Plan plan(Stored<Place> place, Amendment asked, RecordedTime time) {
        Decision<Place, MediationEvent> decision = switch (place.state()) {
            case Open open -> open.amend(asked.of(open.attributes()), asked.reason());
            default -> throw place.state().illegal();
        };
        if (decision.events().isEmpty()) {
            return Plan.showing(place, PlaceView::of);
        }
        Plan plan = Plan.change(Places.TABLE, Change.recorded(place, decision, time), PlaceView::of);
        PlaceAttributes now = decision.next().attributes();
        return now.name().equals(place.state().attributes().name())
                ? plan
                : plan.then((connection, cause) -> follow(connection, now, cause));
    }

    /** The place is locked as it is now, so nobody schedules a workshop there under its former name any more. */
    private Future<?> follow(SqlConnection connection, PlaceAttributes place, Cause cause) {
        return workshops.lockAt(connection, place.id(), cause.now()).compose(found -> {
            List<Change<Workshop, MediationEvent>> changes = new ArrayList<>();
            for (Stored<Workshop> one : found) {
                if (one.state() instanceof Scheduled workshop
                        && workshop.attributes().until().isAfter(cause.now())
                        && !workshop.attributes().at(place.name()).equals(workshop.attributes())) {
                    changes.add(new Change<>(one, workshop.follow(place.name()), cause.now()));
                }
            }
            return Workshops.TABLE.changeAll(connection, changes, cause);
        });
    }
}
