package network.reuse.allocation.application.eligibility;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.application.request.Statement;
import network.reuse.allocation.domain.Combination;
import network.reuse.allocation.domain.Criterion;
import network.reuse.allocation.domain.EligibilityRules;
import network.reuse.allocation.domain.EligibilityRules.Asking;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Programme.Amendable;
import network.reuse.allocation.persistence.ProgrammeEligibility;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.contracts.AllocationEvent;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A sponsor says what its programme asks of whoever its packs are for. Each time it does is a version of its own, against which
 * requests of that day and later are held; those that were made keep theirs.
 */
@ApplicationScoped
public class SetEligibility {
    private final Commit commit;
    private final Reading reading;
    private final Programmes programmes;
    private final ProgrammeEligibility eligibility;
    private final BusinessClock clock;

    public SetEligibility(
            Commit commit,
            Reading reading,
            Programmes programmes,
            ProgrammeEligibility eligibility,
            BusinessClock clock) {
        this.commit = commit;
        this.reading = reading;
        this.programmes = programmes;
        this.eligibility = eligibility;
        this.clock = clock;
    }

    /** What the sponsor asks from now on; nothing when there are no criteria. */
    public record Asked(Combination combination, List<Criterion> criteria, List<UUID> checkers) {}

    private record Read(Stored<Programme> programme, Optional<EligibilityRules> last) {}

    public Uni<Answer> set(VersionedCommand command, UUID programmeId, Asked asked, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command, Programmes.TABLE, (connection, _) -> read(connection, programmeId), Read::programme, read -> {
                    if (!(read.programme().state() instanceof Amendable amendable)) {
                        throw read.programme().state().illegal();
                    }
                    EligibilityRules rules = EligibilityRules.behind(
                            read.last().map(EligibilityRules::version).orElse(null),
                            HandOverPlaces.day(time.at()),
                            asked.combination(),
                            asked.criteria(),
                            asked.checkers());
                    Change<Programme, AllocationEvent> change =
                            Change.recorded(read.programme(), amendable.ask(rules), time);
                    return Plan.change(
                                    Programmes.TABLE,
                                    change,
                                    stored -> EligibilityView.of(programmeId, stored.version(), rules))
                            .writing((connection, _) -> eligibility.keep(
                                    connection,
                                    programmeId,
                                    amendable.attributes().sponsor(),
                                    rules))
                            .writing((connection, cause) -> programmes.raise(
                                    connection,
                                    programmeId,
                                    change.next(cause.now()).version()));
                });
    }

    private Future<Read> read(SqlConnection connection, UUID programmeId) {
        Future<?> locked = programmes.lock(connection, programmeId);
        Future<Stored<Programme>> programme = Programmes.TABLE.require(connection, programmeId);
        Future<Optional<EligibilityRules>> last = eligibility.last(connection, programmeId);
        return locked.compose(_ -> programme).compose(found -> last.map(rules -> new Read(found, rules)));
    }

    /** What a programme asks, in its last version or another; refused as unknown when it never asked anything. */
    public Uni<EligibilityView> find(Caller caller, UUID programmeId, @Nullable Integer version) {
        return reading.inTransaction(
                caller,
                connection -> Programmes.TABLE
                        .require(connection, programmeId)
                        .compose(programme -> (version == null
                                        ? eligibility.last(connection, programmeId)
                                        : eligibility.version(connection, programmeId, version))
                                .map(rules -> EligibilityView.of(
                                        programmeId, programme.version(), rules.orElseThrow(Refusals::unknown)))));
    }

    /** Whether somebody would be eligible today, and why; nothing of it is kept. */
    public Uni<EligibilityAnswers> answer(
            Caller caller, UUID programmeId, Statement statement, @Nullable String department) {
        Instant now = clock.now();
        return reading.inTransaction(
                caller,
                connection -> Programmes.TABLE
                        .require(connection, programmeId)
                        .compose(programme -> eligibility
                                .on(connection, programmeId, HandOverPlaces.day(now))
                                .map(rules -> rules.filter(
                                                its -> !its.criteria().isEmpty())
                                        .map(its -> EligibilityAnswers.of(
                                                its.answer(
                                                        statement.attributes(caller.organisation(), department),
                                                        statement.verdicts(),
                                                        new Asking(
                                                                caller.organisation(),
                                                                programme
                                                                        .state()
                                                                        .attributes()
                                                                        .parties(),
                                                                now)),
                                                now))
                                        .orElse(EligibilityAnswers.NOTHING_ASKED))));
    }
}
