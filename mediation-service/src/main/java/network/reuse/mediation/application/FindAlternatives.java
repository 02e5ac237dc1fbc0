package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.mediation.domain.Nearby;
import network.reuse.mediation.persistence.Workshops;
import network.reuse.mediation.persistence.Workshops.Seated;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Which workshops near another one, in kilometres and in days, are for everybody and still have a seat. */
@ApplicationScoped
public class FindAlternatives {
    private final Reading reading;
    private final BusinessClock clock;
    private final Workshops workshops;
    private final int kilometres;
    private final int days;

    public FindAlternatives(
            Reading reading,
            BusinessClock clock,
            Workshops workshops,
            @ConfigProperty(name = "reuse.mediation.alternatives.kilometres") int kilometres,
            @ConfigProperty(name = "reuse.mediation.alternatives.days") int days) {
        this.reading = reading;
        this.clock = clock;
        this.workshops = workshops;
        this.kilometres = kilometres;
        this.days = days;
    }

    /** How far what is near is, unless somebody says otherwise. */
    int kilometres() {
        return kilometres;
    }

    /** How much later what is near may begin, unless somebody says otherwise. */
    int days() {
        return days;
    }

    /** Those near a workshop that the caller sees, soonest first; none is an answer too. */
    public Uni<List<WorkshopView>> near(
            Caller caller, UUID workshopId, @Nullable Integer within, @Nullable Integer later, int most) {
        Instant now = clock.shown();
        return reading.inTransaction(
                        caller,
                        transaction -> workshops
                                .seated(transaction, workshopId)
                                .compose(found -> near(
                                        transaction,
                                        caller.env(),
                                        workshopId,
                                        Nearby.of(
                                                found.workshop().state().attributes(),
                                                within == null ? kilometres : within,
                                                later == null ? days : later),
                                        now,
                                        most)))
                .map(found -> found.stream()
                        .map(seated -> WorkshopView.of(seated, Map.of()))
                        .toList());
    }

    /** Those that begin from now on, without the workshop that they are to replace. */
    Future<List<Seated>> near(
            SqlConnection transaction, Environment env, UUID workshopId, Nearby nearby, Instant now, int most) {
        return workshops
                .bookable(transaction, env, now, nearby.latest())
                .map(found -> found.stream()
                        .filter(seated -> !seated.workshop().id().equals(workshopId))
                        .filter(seated -> seated.workshop()
                                .state()
                                .attributes()
                                .admission()
                                .admits(false, null))
                        .filter(seated ->
                                nearby.includes(seated.workshop().state().attributes()))
                        .limit(most)
                        .toList());
    }
}
