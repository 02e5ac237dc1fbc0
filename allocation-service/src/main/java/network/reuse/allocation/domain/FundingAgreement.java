package network.reuse.allocation.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.AgreementEnded;
import network.reuse.contracts.AllocationEvent.AgreementSigned;
import network.reuse.contracts.AllocationEvent.DeliverableAccepted;
import network.reuse.contracts.AllocationEvent.DeliverableDelivered;
import network.reuse.contracts.AllocationEvent.EnvelopeShare;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;

/** Funders pay a sponsor for a service, deliverable by deliverable, as each of them accepts it. */
public sealed interface FundingAgreement extends State {
    FundingAgreementAttributes attributes();

    /** The organisations whose move it is. */
    Set<UUID> owners();

    @Override
    List<Move> legal();

    @Override
    default FundingAgreementStatus status() {
        return switch (this) {
            case Running _ -> FundingAgreementStatus.RUNNING;
            case Completed _ -> FundingAgreementStatus.COMPLETED;
            case Ended _ -> FundingAgreementStatus.ENDED;
        };
    }

    /** The moves that are legal now for this organisation: its sponsor delivers and ends it, those who pay some of it accept that. */
    default List<Move> legalFor(UUID organisation) {
        return legal().stream()
                .filter(move -> move == Move.ACCEPTANCE
                        ? attributes().deliverables().stream().anyMatch(one -> one.cents(organisation) > 0)
                        : attributes().sponsor().equals(organisation))
                .toList();
    }

    /** What can be done to an agreement. */
    enum Move {
        DELIVERY,
        ACCEPTANCE,
        TERMINATION
    }

    /** A sponsor records an agreement. */
    static Decision<FundingAgreement, AllocationEvent> sign(FundingAgreementAttributes attributes) {
        Map<UUID, Long> shares = new TreeMap<>();
        for (Deliverable deliverable : attributes.deliverables()) {
            for (CoFinancing.Share share : deliverable.shares()) {
                var _ = shares.merge(share.envelopeId(), (long) share.cents(), Long::sum);
            }
        }
        return Decision.of(
                new Running(attributes),
                new AgreementSigned(
                        attributes.id(),
                        attributes.code(),
                        attributes.sponsor(),
                        attributes.title(),
                        attributes.cents(),
                        shares.entrySet().stream()
                                .map(share -> new EnvelopeShare(share.getKey(), share.getValue()))
                                .toList()));
    }

    /** Something of it is still to be delivered or accepted. */
    record Running(FundingAgreementAttributes attributes) implements FundingAgreement {
        /** The sponsor delivered this. */
        public Decision<FundingAgreement, AllocationEvent> deliver(UUID deliverableId) {
            Deliverable deliverable = find(deliverableId);
            if (deliverable.delivered()) {
                throw Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "already_delivered",
                        "Ce livrable est déjà dit livré.",
                        "This deliverable is said to be delivered already.");
            }
            return Decision.of(
                    new Running(attributes.with(deliverable.deliver())),
                    new DeliverableDelivered(attributes.id(), deliverableId));
        }

        /** A funder accepts this: its share is due. */
        public Decision<FundingAgreement, AllocationEvent> accept(UUID deliverableId, UUID funder) {
            Deliverable deliverable = find(deliverableId);
            if (deliverable.cents(funder) == 0) {
                throw Refusal.of(
                        Refusal.Kind.NOT_YOURS,
                        "not_a_funder",
                        "Votre organisation ne paie rien de ce livrable ; ses financeurs l'acceptent.",
                        "Your organisation pays nothing of this deliverable; its funders accept it.");
            }
            if (!deliverable.delivered()) {
                throw Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "not_delivered",
                        "Ce livrable n'est pas dit livré.",
                        "This deliverable is not said to be delivered.");
            }
            if (deliverable.acceptedBy().contains(funder)) {
                throw Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "already_accepted",
                        "Votre organisation a déjà accepté ce livrable.",
                        "Your organisation accepted this deliverable already.");
            }
            FundingAgreementAttributes next = attributes.with(deliverable.acceptBy(funder));
            return Decision.of(
                    next.deliverables().stream().allMatch(Deliverable::hasAllAccepted)
                            ? new Completed(next)
                            : new Running(next),
                    new DeliverableAccepted(attributes.id(), deliverableId, funder, deliverable.cents(funder)));
        }

        /** Nothing more of it is delivered: what no funder accepted is not paid. */
        public Decision<FundingAgreement, AllocationEvent> end(String reason) {
            return Decision.of(new Ended(attributes, reason), new AgreementEnded(attributes.id(), reason));
        }

        private Deliverable find(UUID deliverableId) {
            return attributes.deliverables().stream()
                    .filter(one -> one.id().equals(deliverableId))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid(
                            "/deliverable",
                            "unknown_deliverable",
                            "La convention n'a pas ce livrable.",
                            "The agreement has no such deliverable."));
        }

        @Override
        public Set<UUID> owners() {
            return attributes.parties();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.DELIVERY, Move.ACCEPTANCE, Move.TERMINATION);
        }
    }

    /** All of it was accepted. */
    record Completed(FundingAgreementAttributes attributes) implements FundingAgreement {
        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** It ended before all of it was accepted. */
    record Ended(FundingAgreementAttributes attributes, String reason) implements FundingAgreement {
        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
