package network.reuse.allocation.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.EnvelopeShare;
import network.reuse.contracts.AllocationEvent.FundsCalled;
import network.reuse.contracts.AllocationEvent.FundsSettled;
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
        };
    }

    /** What can be done to a call. */
    enum Move {
        SETTLEMENT
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

    /** It is not paid, or not wholly. */
    record Called(FundCallAttributes attributes) implements FundCall {
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

        @Override
        public Set<UUID> owners() {
            return attributes.parties();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.SETTLEMENT);
        }
    }

    /** It is paid. */
    record Settled(FundCallAttributes attributes) implements FundCall {
        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
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
