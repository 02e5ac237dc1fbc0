package network.reuse.allocation.application.funding;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.allocation.domain.CalledEnvelope;
import network.reuse.allocation.domain.FundCall;
import network.reuse.allocation.domain.FundCall.Called;
import network.reuse.allocation.domain.FundCall.Cancelled;
import network.reuse.allocation.domain.FundCall.Settled;
import network.reuse.allocation.domain.FundCallAttributes;
import network.reuse.allocation.domain.FundingEnvelopeAttributes;
import network.reuse.allocation.domain.PostingKind;
import network.reuse.allocation.persistence.FundCalls;
import network.reuse.allocation.persistence.FundingEnvelopes;
import network.reuse.allocation.persistence.FundingEnvelopes.Standing;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Ledger.Due;
import network.reuse.allocation.persistence.Ledger.Entry;
import network.reuse.contracts.AllocationEvent;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A sponsor asks a funder, in one document, for the shares of all packs and deliverables that are due, less what
 * the funder has as a credit; either of them says when it is paid, and when that was wrong.
 */
@ApplicationScoped
public class CallFunds {
    private final Commit commit;
    private final CodeNumbers codes;
    private final FundingEnvelopes envelopes;
    private final Ledger ledger;

    public CallFunds(Commit commit, CodeNumbers codes, FundingEnvelopes envelopes, Ledger ledger) {
        this.commit = commit;
        this.codes = codes;
        this.envelopes = envelopes;
        this.ledger = ledger;
    }

    /** What is called for. */
    public record Terms(
            UUID funder,
            @Nullable List<UUID> envelopes,
            @Nullable String partnerRef) {}

    private record Read(List<Due> due, List<Standing> envelopes) {}

    public Uni<Answer> call(Command command, Terms terms, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return codes.take('F', 1)
                .chain(code -> commit.write(
                        command,
                        Unversioned.CREATES,
                        (connection, _) -> read(connection, command, terms),
                        read -> plan(command, terms, read, code.getFirst(), occurred)));
    }

    private Future<Read> read(SqlConnection connection, Command command, Terms terms) {
        return ledger.lockDue(
                        connection,
                        command.caller().organisation(),
                        terms.funder(),
                        command.caller().env(),
                        terms.envelopes())
                .compose(due -> envelopes
                        .lock(connection, due.stream().map(Due::envelopeId).collect(Collectors.toSet()))
                        .map(standings -> new Read(due, standings)));
    }

    private Plan plan(Command command, Terms terms, Read read, String code, Instant occurred) {
        if (read.envelopes().isEmpty()) {
            throw FundCall.nothingDue(0, 0);
        }
        Map<UUID, Long> due =
                read.due().stream().collect(Collectors.groupingBy(Due::envelopeId, Collectors.summingLong(Due::cents)));
        List<CalledEnvelope> called = new ArrayList<>();
        List<Entry> offsets = new ArrayList<>();
        for (Standing standing : read.envelopes()) {
            FundingEnvelopeAttributes envelope = standing.envelope().state().attributes();
            long its = Objects.requireNonNullElse(due.get(envelope.id()), 0L);
            long credit = Math.min(standing.balance().owed(), its);
            called.add(new CalledEnvelope(envelope.id(), envelope.code(), its, credit, 0));
            offsets.add(new Entry(PostingKind.OFFSET, envelope.id(), credit));
        }
        UUID id = Ids.next();
        FundCallAttributes attributes = new FundCallAttributes(
                id,
                code,
                command.caller().organisation(),
                terms.funder(),
                (int) read.due().stream().map(Due::itemId).distinct().count(),
                called,
                read.envelopes().getFirst().envelope().state().attributes().territory(),
                command.caller().env(),
                terms.partnerRef());
        Creation<FundCall, AllocationEvent> call = new Creation<>(id, FundCall.open(attributes), occurred);
        return Plan.create(FundCalls.TABLE, call, stored -> FundCallView.of(stored, command.caller()))
                .writingBeforeCommit((connection, _) -> ledger.call(connection, id, read.due(), occurred))
                .writingBeforeCommit((connection, _) ->
                        ledger.post(connection, attributes.sponsor(), attributes.funder(), id, offsets, occurred));
    }

    /**
     * So much of a call was paid.
     *
     * @param cents all that is left when null
     */
    public Uni<Answer> settle(VersionedCommand command, UUID id, @Nullable Long cents, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, FundCalls.TABLE, id, stored -> switch (stored.state()) {
            case Called called -> {
                long paid = cents == null ? called.attributes().left() : cents;
                Change<FundCall, AllocationEvent> change = Change.recorded(stored, called.settle(paid), time);
                FundCallAttributes before = called.attributes();
                FundCallAttributes after = change.decision().next().attributes();
                yield Plan.change(FundCalls.TABLE, change, settled -> FundCallView.of(settled, command.caller()))
                        .writingBeforeCommit((connection, _) -> ledger.post(
                                connection,
                                before.sponsor(),
                                before.funder(),
                                id,
                                moved(PostingKind.SETTLEMENT, before, after),
                                change.occurredAt()));
            }
            case Settled _ -> throw FundCall.alreadySettled();
            case Cancelled cancelled -> throw cancelled.illegal();
        });
    }

    /** So much less of a call was paid than was said. */
    public Uni<Answer> correctSettlement(
            VersionedCommand command, UUID id, long cents, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                FundCalls.TABLE,
                (connection, _) -> readCall(connection, id, envelopes),
                CallWithEnvelopes::call,
                read -> {
                    if (!(read.call().state() instanceof FundCall.Issued issued)) {
                        throw read.call().state().illegal();
                    }
                    Change<FundCall, AllocationEvent> change =
                            Change.recorded(read.call(), issued.correctSettlement(cents, reason), time);
                    FundCallAttributes before = issued.attributes();
                    List<Entry> corrections = moved(
                            PostingKind.SETTLEMENT_CORRECTION,
                            change.decision().next().attributes(),
                            before);
                    read.requireSettled(corrections);
                    return Plan.change(FundCalls.TABLE, change, stored -> FundCallView.of(stored, command.caller()))
                            .writingBeforeCommit((connection, _) -> ledger.post(
                                    connection,
                                    before.sponsor(),
                                    before.funder(),
                                    id,
                                    corrections,
                                    change.occurredAt()));
                });
    }

    /** A call, and its envelopes as the caller sees them. */
    private record CallWithEnvelopes(Stored<FundCall> call, List<Standing> envelopes) {
        /** Refuses to take back what the sponsor has paid back to the funder since. */
        void requireSettled(List<Entry> corrections) {
            Map<UUID, Long> settled = envelopes.stream()
                    .collect(Collectors.toMap(
                            standing -> standing.envelope().id(),
                            standing -> standing.balance().settled()));
            for (Entry correction : corrections) {
                long there = Objects.requireNonNullElse(settled.get(correction.envelopeId()), 0L);
                if (correction.cents() > there) {
                    throw FundCall.settlementRefunded(there);
                }
            }
        }
    }

    private static Future<CallWithEnvelopes> readCall(SqlConnection connection, UUID id, FundingEnvelopes envelopes) {
        return FundCalls.TABLE
                .require(connection, id)
                .compose(call -> envelopes
                        .standings(
                                connection,
                                call.state().attributes().envelopes().stream()
                                        .map(CalledEnvelope::envelopeId)
                                        .toList())
                        .map(standings -> new CallWithEnvelopes(call, standings)));
    }

    /** By how much what is paid of each envelope is more afterwards than before. */
    private static List<Entry> moved(PostingKind kind, FundCallAttributes before, FundCallAttributes after) {
        List<Entry> moved = new ArrayList<>();
        for (int i = 0; i < before.envelopes().size(); i++) {
            CalledEnvelope now = after.envelopes().get(i);
            moved.add(new Entry(
                    kind,
                    now.envelopeId(),
                    now.settledCents() - before.envelopes().get(i).settledCents()));
        }
        return moved;
    }
}
