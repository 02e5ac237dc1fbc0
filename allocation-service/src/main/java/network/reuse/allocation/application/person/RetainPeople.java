package network.reuse.allocation.application.person;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.Beneficiaries.Kept;
import network.reuse.allocation.persistence.NearMatches;
import network.reuse.contracts.Geography;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.people.People;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;

/**
 * Forgets people two years after the last contact (CNIL, délibération 2023-095 of 14 September 2023), and reports how many are kept.
 * Once a day everybody is looked for who, or whose referrer, did nothing for so long, and who does not wait in a programme that is running;
 * each is forgotten by a timer of their own, as if
 * the sponsor had asked. Reasons that the release before wrote plain are sealed then as well.
 */
@ApplicationScoped
public class RetainPeople {
    private static final String LOOK = "people-retention";
    private static final String FORGET = "forget-person";
    private static final Duration SOON = Duration.ofDays(RetentionReport.DAYS);

    private final ForgetPerson forgetting;
    private final People people;
    private final Beneficiaries beneficiaries;
    private final NearMatches nearMatches;
    private final Timers timers;
    private final Reading reading;
    private final KnownOrganisations register;
    private final BusinessClock clock;

    public RetainPeople(
            ForgetPerson forgetting,
            People people,
            Beneficiaries beneficiaries,
            NearMatches nearMatches,
            Timers timers,
            Reading reading,
            KnownOrganisations register,
            BusinessClock clock) {
        this.forgetting = forgetting;
        this.people = people;
        this.beneficiaries = beneficiaries;
        this.nearMatches = nearMatches;
        this.timers = timers;
        this.reading = reading;
        this.register = register;
        this.clock = clock;
    }

    void listen(@Observes StartupEvent started) {
        timers.daily(LOOK, (transaction, _) -> {
            Instant now = clock.now();
            return nearMatches
                    .sealPlainReasons(transaction)
                    .compose(_ -> beneficiaries.setTimers(transaction, FORGET, now, since(now)));
        });
        timers.on(FORGET, (transaction, ref) -> forget(transaction, UUID.fromString(ref)));
    }

    /** The day two years before. */
    private static Instant since(Instant now) {
        return now.atZone(Geography.METROPOLITAN_TIME)
                .minusYears(RetentionReport.YEARS)
                .toInstant();
    }

    /** Forgets somebody; whoever was heard of meanwhile is kept. */
    private Future<?> forget(SqlConnection transaction, UUID ref) {
        Instant now = clock.now();
        return beneficiaries
                .lockRequestsOf(transaction, ref)
                .compose(requests -> beneficiaries
                        .isOutOfContact(transaction, ref, now, since(now))
                        .compose(
                                isOver -> isOver ? forget(transaction, ref, requests, now) : Future.succeededFuture()));
    }

    private Future<Void> forget(SqlConnection transaction, UUID ref, List<Stored<Request>> requests, Instant now) {
        return people.forget(transaction, ref, now)
                .compose(_ -> forgetting.erase(transaction, new Cause(Ids.next(), null, now), requests))
                .mapEmpty();
    }

    /** How many people are kept in the programmes of the caller, or in those of everybody. */
    public Uni<RetentionReport> report(Caller caller, boolean everybody) {
        Instant now = clock.now();
        return reading.inTransaction(
                        caller, connection -> beneficiaries.kept(connection, everybody, since(now.plus(SOON))))
                .chain(kept -> register.names(sponsors(kept)).map(names -> RetentionReport.of(now, kept, names)));
    }

    private static Set<UUID> sponsors(List<Kept> kept) {
        return kept.stream().map(Kept::sponsor).collect(Collectors.toSet());
    }
}
