package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.domain.Eligibility;
import network.reuse.allocation.domain.EligibilityRules;
import network.reuse.allocation.domain.EligibilityRules.Asking;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.allocation.persistence.ProgrammeEligibility;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Requests;
import network.reuse.contracts.AllocationEvent;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * More is known of whoever a request waits for: its referrer or its sponsor answers criteria that were unknown, or anew. A criterion
 * that is not met is kept too, and keeps a pack from being reserved; it is the sponsor who declines. What somebody who is entitled to has
 * found is answered anew by another such finding alone, and by no facts.
 */
@ApplicationScoped
public class CheckEligibility {
    private final Commit commit;
    private final ProgrammeEligibility eligibility;

    public CheckEligibility(Commit commit, ProgrammeEligibility eligibility) {
        this.commit = commit;
        this.eligibility = eligibility;
    }

    private record Read(
            Stored<Request> request, Optional<Stored<Programme>> programme, Optional<EligibilityRules> rules) {}

    public Uni<Answer> check(VersionedCommand command, UUID id, Statement statement, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Requests.TABLE, (connection, _) -> read(connection, id), Read::request, read -> {
            if (!(read.request().state() instanceof Submitted waiting)
                    || read.programme().isEmpty()
                    || read.rules().isEmpty()) {
                throw read.request().state().illegal();
            }
            RequestAttributes request = waiting.attributes();
            Eligibility found = read.rules()
                    .get()
                    .answer(
                            statement.attributes(
                                    command.caller().organisation(),
                                    request.place().department()),
                            statement.verdicts(),
                            new Asking(
                                    command.caller().organisation(),
                                    read.programme().get().state().attributes().parties(),
                                    time.at()))
                    .kept();
            Change<Request, AllocationEvent> checked =
                    Change.recorded(read.request(), waiting.check(found, time.at()), time);
            return Plan.change(Requests.TABLE, checked, RequestView::of);
        });
    }

    private Future<Read> read(SqlConnection connection, UUID id) {
        return Requests.TABLE.require(connection, id).compose(request -> {
            RequestAttributes attributes = request.state().attributes();
            if (attributes.eligibility() == null) {
                return Future.succeededFuture(new Read(request, Optional.empty(), Optional.empty()));
            }
            Future<Stored<Programme>> programme = Programmes.TABLE.require(connection, attributes.programmeId());
            return eligibility
                    .version(
                            connection,
                            attributes.programmeId(),
                            attributes.eligibility().ruleVersion())
                    .compose(rules -> programme.map(its -> new Read(request, Optional.of(its), rules)));
        });
    }
}
