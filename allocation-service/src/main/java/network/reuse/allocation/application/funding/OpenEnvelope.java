package network.reuse.allocation.application.funding;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.allocation.domain.Balance;
import network.reuse.allocation.domain.FundingEnvelope;
import network.reuse.allocation.domain.FundingEnvelope.Open;
import network.reuse.allocation.domain.FundingEnvelopeAttributes;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.InKind;
import network.reuse.allocation.domain.PostingKind;
import network.reuse.allocation.persistence.FundingEnvelopes;
import network.reuse.allocation.persistence.FundingEnvelopes.Standing;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Ledger.Entry;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** A sponsor opens an envelope of a funder's, amends it, states what came in kind, pays a credit back, and closes it. */
@ApplicationScoped
public class OpenEnvelope {
    private final Commit commit;
    private final CodeNumbers codes;
    private final FundingEnvelopes envelopes;
    private final Ledger ledger;
    private final KnownOrganisations register;

    public OpenEnvelope(
            Commit commit, CodeNumbers codes, FundingEnvelopes envelopes, Ledger ledger, KnownOrganisations register) {
        this.commit = commit;
        this.codes = codes;
        this.envelopes = envelopes;
        this.ledger = ledger;
        this.register = register;
    }

    /** What the sponsor says of it. */
    public record Terms(
            UUID funder,
            String purpose,
            long ceilingCents,
            LocalDate from,
            LocalDate until,
            String commune,
            @Nullable String partnerRef) {}

    public Uni<Answer> open(Command command, Terms terms, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return register.requireAble(terms.funder(), Roles.FUNDER, "/funder")
                .chain(() -> codes.take('E', 1))
                .chain(code -> {
                    FundingEnvelopeAttributes attributes = new FundingEnvelopeAttributes(
                            Ids.next(),
                            code.getFirst(),
                            command.caller().organisation(),
                            terms.funder(),
                            terms.purpose(),
                            terms.ceilingCents(),
                            terms.from(),
                            terms.until(),
                            HandOverPlaces.of(terms.commune()),
                            List.of(),
                            command.caller().env(),
                            terms.partnerRef());
                    Creation<FundingEnvelope, AllocationEvent> envelope =
                            new Creation<>(attributes.id(), FundingEnvelope.open(attributes), occurred);
                    Balance granted = Balance.NONE.post(PostingKind.OPENING, terms.ceilingCents());
                    return commit.write(
                            command,
                            Unversioned.CREATES,
                            (_, _) -> Future.succeededFuture(envelope),
                            opening -> Plan.create(
                                            FundingEnvelopes.TABLE, opening, opened -> EnvelopeView.of(opened, granted))
                                    .writing((connection, _) -> post(
                                            connection,
                                            attributes,
                                            PostingKind.OPENING,
                                            terms.ceilingCents(),
                                            occurred)));
                });
    }

    /** What is to be otherwise; what is not named stays as it is. */
    public record Amendment(
            @Nullable Long ceilingCents,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            String reason) {
        Decision<FundingEnvelope, AllocationEvent> of(Open envelope, Balance balance) {
            FundingEnvelopeAttributes attributes = envelope.attributes();
            return envelope.amend(
                    ceilingCents == null ? attributes.ceilingCents() : ceilingCents,
                    from == null ? attributes.from() : from,
                    until == null ? attributes.until() : until,
                    reason,
                    balance);
        }
    }

    /** It has another ceiling, never below what is committed, or other days. */
    public Uni<Answer> amend(VersionedCommand command, UUID id, Amendment asked, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return change(command, id, read -> {
            Open open = requireOpen(read);
            Decision<FundingEnvelope, AllocationEvent> decision = asked.of(open, read.balance());
            if (decision.events().isEmpty()) {
                return Plan.showing(read.envelope(), stored -> EnvelopeView.of(stored, read.balance()));
            }
            long more =
                    decision.next().attributes().ceilingCents() - read.balance().ceiling();
            PostingKind kind = more < 0 ? PostingKind.CUT : PostingKind.RAISE;
            Balance after = more == 0 ? read.balance() : read.balance().post(kind, Math.abs(more));
            Change<FundingEnvelope, AllocationEvent> change = Change.recorded(read.envelope(), decision, time);
            return Plan.change(FundingEnvelopes.TABLE, change, stored -> EnvelopeView.of(stored, after))
                    .writingBeforeCommit((connection, _) ->
                            post(connection, open.attributes(), kind, Math.abs(more), change.occurredAt()));
        });
    }

    /** Its funder gave something besides money, on that day; today when none is said. */
    public Uni<Answer> stateInKind(
            VersionedCommand command, UUID id, String what, @Nullable Long valueCents, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        InKind inKind = new InKind(what, valueCents, HandOverPlaces.day(time.at()));
        return change(
                command,
                id,
                read -> Plan.change(
                        FundingEnvelopes.TABLE,
                        Change.recorded(read.envelope(), requireOpen(read).stateInKind(inKind), time),
                        stored -> EnvelopeView.of(stored, read.balance())));
    }

    /** The sponsor paid so much of a credit back. */
    public Uni<Answer> refund(VersionedCommand command, UUID id, long cents, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return change(command, id, read -> {
            FundingEnvelope envelope = read.envelope().state();
            Change<FundingEnvelope, AllocationEvent> change =
                    Change.recorded(read.envelope(), envelope.refund(cents, read.balance()), time);
            Balance after = read.balance().post(PostingKind.REFUND, cents);
            return Plan.change(FundingEnvelopes.TABLE, change, stored -> EnvelopeView.of(stored, after))
                    .writingBeforeCommit((connection, _) ->
                            post(connection, envelope.attributes(), PostingKind.REFUND, cents, change.occurredAt()));
        });
    }

    /** Nothing is committed out of it any more. */
    public Uni<Answer> close(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return change(
                command,
                id,
                read -> Plan.change(
                                FundingEnvelopes.TABLE,
                                Change.recorded(
                                        read.envelope(), requireOpen(read).close(reason), time),
                                stored -> EnvelopeView.of(stored, read.balance()))
                        .writingBeforeCommit((connection, _) -> envelopes.shut(connection, id)));
    }

    private static Open requireOpen(Standing read) {
        if (read.envelope().state() instanceof Open open) {
            return open;
        }
        throw read.envelope().state().illegal();
    }

    private Uni<Answer> change(VersionedCommand command, UUID id, Function<Standing, Plan> decide) {
        return commit.change(
                command,
                FundingEnvelopes.TABLE,
                (connection, _) -> read(connection, id),
                Standing::envelope,
                decide::apply);
    }

    /** The envelope, nobody else moving what stands on it; as it is seen, where the caller may not change it. */
    private Future<Standing> read(SqlConnection connection, UUID id) {
        return envelopes
                .lock(connection, List.of(id))
                .compose(locked -> locked.isEmpty()
                        ? FundingEnvelopes.TABLE.require(connection, id).map(seen -> new Standing(seen, Balance.NONE))
                        : Future.succeededFuture(locked.getFirst()));
    }

    private Future<?> post(
            SqlConnection connection,
            FundingEnvelopeAttributes envelope,
            PostingKind kind,
            long cents,
            Instant occurred) {
        return ledger.post(
                connection,
                envelope.sponsor(),
                envelope.funder(),
                null,
                List.of(new Entry(kind, envelope.id(), cents)),
                occurred);
    }
}
