package network.reuse.allocation.application.funding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.allocation.domain.Deliverable;
import network.reuse.allocation.domain.FundingAgreement;
import network.reuse.allocation.domain.FundingAgreement.Running;
import network.reuse.allocation.domain.FundingAgreementAttributes;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.persistence.FundingAgreements;
import network.reuse.allocation.persistence.FundingEnvelopes;
import network.reuse.allocation.persistence.FundingEnvelopes.Standing;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Ledger.Reserved;
import network.reuse.allocation.persistence.Ledger.Subject;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A sponsor records that funders pay it for a service, at parity; it delivers, each funder accepts for its own share, which is due then,
 * and called for and paid like those of packs.
 */
@ApplicationScoped
public class SignAgreement {
    private final Commit commit;
    private final CodeNumbers codes;
    private final FundingEnvelopes envelopes;
    private final Ledger ledger;

    public SignAgreement(Commit commit, CodeNumbers codes, FundingEnvelopes envelopes, Ledger ledger) {
        this.commit = commit;
        this.codes = codes;
        this.envelopes = envelopes;
        this.ledger = ledger;
    }

    /** A part of the service as it is agreed. */
    public record Part(String what, LocalDate dueOn, int cents) {}

    /** What is agreed. */
    public record Terms(
            String title,
            List<UUID> envelopes,
            List<Part> deliverables,
            String commune,
            @Nullable String partnerRef) {}

    public Uni<Answer> sign(Command command, Terms terms, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return codes.take('A', 1)
                .chain(code -> commit.write(
                        command,
                        Unversioned.CREATES,
                        (connection, _) -> envelopes.standings(connection, terms.envelopes()),
                        standings -> plan(command, terms, standings, code.getFirst(), occurred)));
    }

    private Plan plan(Command command, Terms terms, List<Standing> standings, String code, Instant occurred) {
        Map<UUID, UUID> funders =
                FundingEnvelopes.funders(standings, command.caller().organisation());
        List<CoFinancing.Asked> atParity = terms.envelopes().stream()
                .map(envelope -> new CoFinancing.Asked(envelope, null))
                .toList();
        Drawing drawing = Drawing.on(standings);
        List<Reserved> setAside = new ArrayList<>();
        List<Deliverable> deliverables = new ArrayList<>();
        for (Part part : terms.deliverables()) {
            CoFinancing shared = CoFinancing.of(0, 0, part.cents(), atParity, funders);
            drawing.require(shared, HandOverPlaces.day(occurred));
            drawing.draw(shared);
            UUID id = Ids.next();
            setAside.add(new Reserved(id, shared));
            deliverables.add(new Deliverable(id, part.what(), part.dueOn(), shared.shares(), false, Set.of()));
        }
        FundingAgreementAttributes attributes = new FundingAgreementAttributes(
                Ids.next(),
                code,
                command.caller().organisation(),
                terms.title(),
                deliverables,
                HandOverPlaces.of(terms.commune()),
                command.caller().env(),
                terms.partnerRef());
        Creation<FundingAgreement, AllocationEvent> agreement =
                new Creation<>(attributes.id(), FundingAgreement.sign(attributes), occurred);
        return Plan.create(
                        FundingAgreements.TABLE, agreement, signed -> FundingAgreementView.of(signed, command.caller()))
                .writingBeforeCommit((connection, _) ->
                        ledger.commit(connection, Subject.DELIVERABLE, attributes.sponsor(), setAside, occurred));
    }

    /** The sponsor delivered a part. */
    public Uni<Answer> deliver(VersionedCommand command, UUID id, UUID deliverableId, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, FundingAgreements.TABLE, id, stored -> {
            Running running = requireRunning(stored);
            requireSponsor(running, command);
            return Plan.change(
                    FundingAgreements.TABLE,
                    Change.recorded(stored, running.deliver(deliverableId), time),
                    after -> FundingAgreementView.of(after, command.caller()));
        });
    }

    /** A funder accepts a part; its share is due. */
    public Uni<Answer> accept(VersionedCommand command, UUID id, UUID deliverableId, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        UUID funder = command.caller().organisation();
        return commit.change(command, FundingAgreements.TABLE, id, stored -> {
            Change<FundingAgreement, AllocationEvent> change =
                    Change.recorded(stored, requireRunning(stored).accept(deliverableId, funder), time);
            return Plan.change(
                            FundingAgreements.TABLE, change, after -> FundingAgreementView.of(after, command.caller()))
                    .writingBeforeCommit(
                            (connection, _) -> ledger.accept(connection, deliverableId, funder, change.occurredAt()));
        });
    }

    /** Nothing more is delivered; what is set aside for what no funder accepted is available again. */
    public Uni<Answer> end(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, FundingAgreements.TABLE, id, stored -> {
            Running running = requireRunning(stored);
            requireSponsor(running, command);
            Decision<FundingAgreement, AllocationEvent> decision = running.end(reason);
            Change<FundingAgreement, AllocationEvent> change = Change.recorded(stored, decision, time);
            List<UUID> all = running.attributes().deliverables().stream()
                    .map(Deliverable::id)
                    .toList();
            return Plan.change(
                            FundingAgreements.TABLE, change, after -> FundingAgreementView.of(after, command.caller()))
                    .writingBeforeCommit((connection, _) -> ledger.release(connection, all, change.occurredAt()));
        });
    }

    private static Running requireRunning(Stored<FundingAgreement> stored) {
        if (stored.state() instanceof Running running) {
            return running;
        }
        throw stored.state().illegal();
    }

    /** Only one side says that a part is delivered, or that there will be no more. */
    private static void requireSponsor(Running agreement, VersionedCommand command) {
        if (!agreement.attributes().sponsor().equals(command.caller().organisation())) {
            throw Refusals.notYours();
        }
    }
}
