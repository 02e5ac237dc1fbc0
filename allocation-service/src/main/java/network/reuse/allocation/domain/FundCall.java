package network.reuse.allocation.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.EnvelopeShare;
import network.reuse.contracts.AllocationEvent.FundCallCancelled;
import network.reuse.contracts.AllocationEvent.FundsCalled;
import network.reuse.contracts.AllocationEvent.FundsSettled;
import network.reuse.contracts.AllocationEvent.SettlementCorrected;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;

/** A sponsor asks a funder for the shares of packs and deliverables that are due: one document, which is paid whole or in parts. */
public sealed interface FundCall extends State {
    FundCallAttributes attributes();

    /** The organisations whose move it is: whoever of both sees the payment first says so. */
    Set<UUID> owners();

    @Override
    List<Move> legal();

    @Override
    default FundCallStatus status() {
        return switch (this) {
            case Called _ -> FundCallStatus.CALLED;
            case Settled _ -> FundCallStatus.SETTLED;
            case Cancelled _ -> FundCallStatus.CANCELLED;
        };
    }

    /** What can be done to a call. */
    enum Move {
        SETTLEMENT,
        SETTLEMENT_CORRECTION,
        CANCELLATION
    }

    /** The moves that are legal now for this organisation: the sponsor that made the call cancels it, nobody else. */
    default List<Move> legalFor(UUID organisation) {
        return legal().stream()
                .filter(move ->
                        move != Move.CANCELLATION || attributes().sponsor().equals(organisation))
                .toList();
    }

    /** What is left to pay of it, in cents. */
    default long left() {
        return this instanceof Cancelled ? 0 : attributes().left();
    }

    /** A sponsor calls for what is due; refused when nothing is left of it once credits are taken off. */
    static Decision<FundCall, AllocationEvent> open(FundCallAttributes attributes) {
        if (attributes.cents() <= 0) {
            throw nothingDue(
                    attributes.envelopes().stream()
                            .mapToLong(CalledEnvelope::dueCents)
                            .sum(),
                    attributes.envelopes().stream()
                            .mapToLong(CalledEnvelope::creditCents)
                            .sum());
        }
        return Decision.of(
                new Called(attributes),
                new FundsCalled(
                        attributes.id(),
                        attributes.code(),
                        attributes.sponsor(),
                        attributes.funder(),
                        attributes.cents(),
                        attributes.items(),
                        attributes.envelopes().stream()
                                .map(envelope -> new EnvelopeShare(envelope.envelopeId(), envelope.cents()))
                                .toList()));
    }

    /** Nothing can be called for. */
    static Refusal nothingDue(long dueCents, long creditCents) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "nothing_due",
                        "Rien n'est à appeler : " + dueCents + " centimes sont dus, " + creditCents
                                + " sont à déduire.",
                        "There is nothing to call for: " + dueCents + " cents are due, " + creditCents
                                + " are to be taken off.")
                .with(Map.of("dueCents", dueCents, "creditCents", creditCents));
    }

    /** A call that was not cancelled: something of it may have been paid. */
    sealed interface Issued extends FundCall permits Called, Settled {
        /** So much less of it was paid, of its envelopes from the last to the first; refused when less than that was paid. */
        default Decision<FundCall, AllocationEvent> correctSettlement(long cents, String reason) {
            FundCallAttributes attributes = attributes();
            if (cents > attributes.settled()) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "correction_above_settlement",
                                attributes.settled() + " centimes de cet appel sont dits payés.",
                                attributes.settled() + " cents of this call are said to be paid.")
                        .with(Map.of("settledCents", attributes.settled()));
            }
            long rest = cents;
            List<CalledEnvelope> unpaid = new ArrayList<>();
            for (CalledEnvelope envelope : attributes.envelopes().reversed()) {
                long part = Math.min(rest, envelope.settledCents());
                unpaid.add(envelope.settle(-part));
                rest -= part;
            }
            Collections.reverse(unpaid);
            FundCallAttributes next = attributes.with(unpaid);
            return Decision.of(new Called(next), new SettlementCorrected(attributes.id(), cents, next.left(), reason));
        }
    }

    /** It is not paid, or not wholly. */
    record Called(FundCallAttributes attributes) implements Issued {
        /** So much of it was paid, of its envelopes in their order; refused when that is more than is left. */
        public Decision<FundCall, AllocationEvent> settle(long cents) {
            if (cents > attributes.left()) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "settlement_above_call",
                                "Il reste " + attributes.left() + " centimes à payer de cet appel.",
                                attributes.left() + " cents of this call are left to pay.")
                        .with(Map.of("leftCents", attributes.left()));
            }
            long rest = cents;
            List<CalledEnvelope> paid = new ArrayList<>();
            for (CalledEnvelope envelope : attributes.envelopes()) {
                long part = Math.min(rest, envelope.left());
                paid.add(envelope.settle(part));
                rest -= part;
            }
            FundCallAttributes next = attributes.with(paid);
            return Decision.of(
                    next.left() == 0 ? new Settled(next) : new Called(next),
                    new FundsSettled(attributes.id(), cents, next.left()));
        }

        /**
         * Its sponsor made it by mistake. Refused once anything of it is paid, and when what it gave the funder as a credit is used.
         *
         * @param all what has become of its shares, of each envelope
         */
        public Decision<FundCall, AllocationEvent> cancel(UUID by, Collection<CalledShares> all, String reason) {
            if (!by.equals(attributes.sponsor())) {
                throw Refusal.of(
                        Refusal.Kind.NOT_YOURS,
                        "not_yours",
                        "Le porteur qui a fait l'appel l'annule.",
                        "The sponsor that made the call cancels it.");
            }
            if (attributes.settled() > 0) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "call_partly_settled",
                                attributes.settled()
                                        + " centimes de cet appel sont dits payés ; corrigez d'abord ce paiement.",
                                attributes.settled()
                                        + " cents of this call are said to be paid; correct that payment first.")
                        .with(Map.of("settledCents", attributes.settled()));
            }
            for (CalledEnvelope envelope : attributes.envelopes()) {
                if (all.stream().noneMatch(its -> envelope.keepsCredit(its))) {
                    throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "credit_used",
                            "Des packs de cet appel sont revenus et l'avoir du financeur a servi depuis ; l'appel ne s'annule"
                                    + " plus.",
                            "Packs of this call came back and the funder's credit was used since; the call cannot be cancelled"
                                    + " any more.");
                }
            }
            return Decision.of(new Cancelled(attributes, reason), new FundCallCancelled(attributes.id(), reason));
        }

        @Override
        public Set<UUID> owners() {
            return attributes.parties();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.SETTLEMENT, attributes.settled() > 0 ? Move.SETTLEMENT_CORRECTION : Move.CANCELLATION);
        }
    }

    /** It is paid. */
    record Settled(FundCallAttributes attributes) implements Issued {
        @Override
        public Set<UUID> owners() {
            return attributes.parties();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.SETTLEMENT_CORRECTION);
        }
    }

    /** It was made by mistake. */
    record Cancelled(FundCallAttributes attributes, String reason) implements FundCall {
        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** Refuses to take back a payment of which so much alone is still there. */
    static Refusal settlementRefunded(long settledCents) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "settlement_refunded",
                        "Ce paiement a été rendu au financeur en partie ; il reste " + settledCents + " centimes.",
                        "This payment was paid back to the funder in part; " + settledCents + " cents of it are left.")
                .with(Map.of("settledCents", settledCents));
    }

    /** Refuses a payment of a call that is paid. */
    static Refusal alreadySettled() {
        return Refusal.of(
                Refusal.Kind.ILLEGAL_NOW,
                "call_settled",
                "Cet appel de fonds est déjà payé.",
                "This call for funds is paid already.");
    }
}
