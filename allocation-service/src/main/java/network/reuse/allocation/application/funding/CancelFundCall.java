package network.reuse.allocation.application.funding;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import network.reuse.allocation.domain.CalledEnvelope;
import network.reuse.allocation.domain.CalledShares;
import network.reuse.allocation.domain.FundCall;
import network.reuse.allocation.domain.FundCall.Called;
import network.reuse.allocation.domain.FundCallAttributes;
import network.reuse.allocation.domain.PostingKind;
import network.reuse.allocation.persistence.FundCalls;
import network.reuse.allocation.persistence.FundingEnvelopes;
import network.reuse.allocation.persistence.FundingEnvelopes.Standing;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Ledger.Entry;
import network.reuse.allocation.persistence.Ledger.SharesOfCall;
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
 * A sponsor takes a call for funds back that it made by mistake: what it named is due again, what came back since is available, and
 * the credits that it took off are the funder's again.
 */
@ApplicationScoped
public class CancelFundCall {
    private final Commit commit;
    private final FundingEnvelopes envelopes;
    private final Ledger ledger;

    public CancelFundCall(Commit commit, FundingEnvelopes envelopes, Ledger ledger) {
        this.commit = commit;
        this.envelopes = envelopes;
        this.ledger = ledger;
    }

    private record Read(Stored<FundCall> call, Map<UUID, CalledShares> shares) {
        CalledShares of(CalledEnvelope envelope) {
            return Objects.requireNonNull(shares.get(envelope.envelopeId()));
        }
    }

    /** Cancels this call, of which nothing is paid. */
    public Uni<Answer> cancel(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        UUID caller = command.command().caller().organisation();
        return commit.change(command, FundCalls.TABLE, (connection, _) -> read(connection, id), Read::call, read -> {
            if (!(read.call().state() instanceof Called called)) {
                throw read.call().state().illegal();
            }
            Change<FundCall, AllocationEvent> change = Change.recorded(
                    read.call(), called.cancel(caller, read.shares().values(), reason), time);
            FundCallAttributes attributes = called.attributes();
            List<Entry> restored = new ArrayList<>();
            List<Entry> reinstated = new ArrayList<>();
            for (CalledEnvelope envelope : attributes.envelopes()) {
                restored.add(new Entry(PostingKind.OFFSET_CANCELLATION, envelope.envelopeId(), envelope.creditCents()));
                reinstated.add(
                        new Entry(PostingKind.OFFSET, envelope.envelopeId(), envelope.reinstated(read.of(envelope))));
            }
            return Plan.change(FundCalls.TABLE, change, stored -> FundCallView.of(stored, command.caller()))
                    .writingBeforeCommit((connection, _) -> post(connection, attributes, restored, change.occurredAt()))
                    .writingBeforeCommit((connection, _) -> ledger.cancelCall(connection, id, change.occurredAt()))
                    .writingBeforeCommit(
                            (connection, _) -> post(connection, attributes, reinstated, change.occurredAt()));
        });
    }

    private Future<?> post(SqlConnection connection, FundCallAttributes call, List<Entry> entries, Instant occurredAt) {
        return ledger.post(connection, call.sponsor(), call.funder(), call.id(), entries, occurredAt);
    }

    /** The call; its shares first and then its envelopes are nobody else's to move. */
    private Future<Read> read(SqlConnection connection, UUID id) {
        return FundCalls.TABLE
                .lock(connection, id)
                .compose(call -> ledger.lockOfCall(connection, id)
                        .compose(shares -> envelopes
                                .lock(
                                        connection,
                                        call.state().attributes().envelopes().stream()
                                                .map(CalledEnvelope::envelopeId)
                                                .toList())
                                .map(standings -> new Read(call, together(shares, standings)))));
    }

    private static Map<UUID, CalledShares> together(Map<UUID, SharesOfCall> shares, List<Standing> standings) {
        Map<UUID, CalledShares> together = new HashMap<>();
        for (Standing standing : standings) {
            UUID envelope = standing.envelope().id();
            SharesOfCall its = Objects.requireNonNullElse(shares.get(envelope), SharesOfCall.NONE);
            together.put(
                    envelope,
                    new CalledShares(
                            envelope,
                            its.calledCents(),
                            its.creditedCents(),
                            standing.balance().owed()));
        }
        return together;
    }
}
