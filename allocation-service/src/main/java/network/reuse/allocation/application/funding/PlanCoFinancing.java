package network.reuse.allocation.application.funding;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Programme.Open;
import network.reuse.allocation.domain.Programme.Uses;
import network.reuse.allocation.persistence.FundingEnvelopes;
import network.reuse.allocation.persistence.FundingEnvelopes.Standing;
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
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A sponsor says who pays what of a programme's packs, before the first is reserved: the plan is a term of the programme, and moves with
 * its version.
 */
@ApplicationScoped
public class PlanCoFinancing {
    private final Commit commit;
    private final Reading reading;
    private final Programmes programmes;
    private final FundingEnvelopes envelopes;

    public PlanCoFinancing(Commit commit, Reading reading, Programmes programmes, FundingEnvelopes envelopes) {
        this.commit = commit;
        this.reading = reading;
        this.programmes = programmes;
        this.envelopes = envelopes;
    }

    /** What the sponsor says of it. */
    public record Asked(@Nullable Integer costCents, int ownCents, List<CoFinancing.Asked> envelopes) {}

    private record Read(Stored<Programme> programme, Uses uses, List<Standing> envelopes) {}

    /** From now on a pack's cost is shared like this. */
    public Uni<Answer> plan(VersionedCommand command, UUID programmeId, Asked asked, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Programmes.TABLE,
                (connection, _) -> read(connection, programmeId, asked),
                Read::programme,
                read -> {
                    if (!(read.programme().state() instanceof Open open)) {
                        throw read.programme().state().illegal();
                    }
                    CoFinancing plan = CoFinancing.of(
                            open.attributes().priceCents(),
                            asked.ownCents(),
                            asked.costCents(),
                            asked.envelopes(),
                            FundingEnvelopes.funders(
                                    read.envelopes(), command.caller().organisation()));
                    Change<Programme, AllocationEvent> change =
                            Change.recorded(read.programme(), open.coFinance(plan, read.uses()), time);
                    return Plan.change(
                                    Programmes.TABLE,
                                    change,
                                    stored -> CoFinancingView.of(programmeId, stored.version(), plan))
                            .writing((connection, cause) -> programmes.coFinance(
                                    connection,
                                    programmeId,
                                    plan,
                                    change.next(cause.now()).version()));
                });
    }

    private Future<Read> read(SqlConnection connection, UUID programmeId, Asked asked) {
        Future<?> locked = programmes.lock(connection, programmeId);
        Future<Stored<Programme>> programme = Programmes.TABLE.require(connection, programmeId);
        Future<Uses> uses = programmes.uses(connection, programmeId);
        Future<List<Standing>> drawnOn = envelopes.standings(
                connection,
                asked.envelopes().stream().map(CoFinancing.Asked::envelopeId).toList());
        return locked.compose(_ -> programme)
                .compose(found -> uses.compose(its -> drawnOn.map(standings -> new Read(found, its, standings))));
    }

    /** The plan of a programme; refused as unknown when there is none, or the caller is not its sponsor. */
    public Uni<CoFinancingView> find(Caller caller, UUID programmeId) {
        return reading.inTransaction(
                caller,
                connection -> Programmes.TABLE
                        .require(connection, programmeId)
                        .compose(programme -> programmes
                                .coFinancing(connection, programmeId)
                                .map(plan -> CoFinancingView.of(
                                        programmeId, programme.version(), plan.orElseThrow(Refusals::unknown)))));
    }
}
