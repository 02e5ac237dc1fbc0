package network.reuse.allocation.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.EnvelopeAmended;
import network.reuse.contracts.AllocationEvent.EnvelopeClosed;
import network.reuse.contracts.AllocationEvent.EnvelopeOpened;
import network.reuse.contracts.AllocationEvent.FundsRefunded;
import network.reuse.contracts.AllocationEvent.InKindStated;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;

/** Money that a funder grants a sponsor, out of which shares of packs are paid. */
public sealed interface FundingEnvelope extends State {
    /** As many contributions in kind as one envelope lists. */
    int MOST_IN_KIND = 200;

    FundingEnvelopeAttributes attributes();

    /** The organisations whose move it is: the sponsor, as long as there is one. */
    default Set<UUID> owners() {
        return Set.of(attributes().sponsor());
    }

    @Override
    List<Move> legal();

    @Override
    default FundingEnvelopeStatus status() {
        return switch (this) {
            case Open _ -> FundingEnvelopeStatus.OPEN;
            case Closed _ -> FundingEnvelopeStatus.CLOSED;
        };
    }

    /** What can be done to an envelope. */
    enum Move {
        AMENDMENT,
        CLOSURE,
        IN_KIND,
        REFUND
    }

    /** A sponsor opens an envelope. */
    static Decision<FundingEnvelope, AllocationEvent> open(FundingEnvelopeAttributes attributes) {
        check(attributes);
        return Decision.of(
                new Open(attributes),
                new EnvelopeOpened(
                        attributes.id(),
                        attributes.code(),
                        attributes.sponsor(),
                        attributes.funder(),
                        attributes.purpose(),
                        attributes.ceilingCents(),
                        attributes.from().toString(),
                        attributes.until().toString()));
    }

    /** The sponsor paid so much of a credit back to the funder; refused when that is more than the funder has. */
    default Decision<FundingEnvelope, AllocationEvent> refund(long cents, Balance balance) {
        long most = Math.min(balance.owed(), balance.settled());
        if (cents > most) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "refund_above_credit",
                            "Le financeur a un avoir de " + most + " centimes ; un remboursement ne va pas au-delà.",
                            "The funder has a credit of " + most + " cents; a refund is no more than that.")
                    .with(Map.of("creditCents", most));
        }
        return Decision.of(this, new FundsRefunded(attributes().id(), cents));
    }

    /** Packs are reserved out of it on its days. */
    record Open(FundingEnvelopeAttributes attributes) implements FundingEnvelope {
        /** It has another ceiling, not below what is taken of it, or other days, for what is reserved from then on. */
        public Decision<FundingEnvelope, AllocationEvent> amend(
                long ceilingCents, LocalDate from, LocalDate until, String reason, Balance balance) {
            FundingEnvelopeAttributes amended = attributes.amended(ceilingCents, from, until);
            check(amended);
            if (ceilingCents < balance.taken()) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "ceiling_below_committed",
                                balance.taken() + " centimes sont déjà engagés ; le plafond ne descend pas en dessous.",
                                balance.taken() + " cents are committed already; the ceiling does not go below that.")
                        .with(Map.of("committedCents", balance.taken()));
            }
            return amended.equals(attributes)
                    ? new Decision<>(this, List.of())
                    : Decision.of(
                            new Open(amended),
                            new EnvelopeAmended(
                                    attributes.id(), ceilingCents, from.toString(), until.toString(), reason));
        }

        /** Its funder gave something besides money. */
        public Decision<FundingEnvelope, AllocationEvent> stateInKind(InKind inKind) {
            if (attributes.inKind().size() >= MOST_IN_KIND) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "too_many_contributions",
                                "Une enveloppe liste " + MOST_IN_KIND + " apports en nature au plus.",
                                "An envelope lists " + MOST_IN_KIND + " contributions in kind at most.")
                        .with(Map.of("most", MOST_IN_KIND));
            }
            return Decision.of(
                    new Open(attributes.with(inKind)),
                    new InKindStated(
                            attributes.id(),
                            inKind.what(),
                            inKind.valueCents(),
                            inKind.on().toString()));
        }

        /** Nothing is committed out of it any more; what is committed is paid as before. */
        public Decision<FundingEnvelope, AllocationEvent> close(String reason) {
            return Decision.of(new Closed(attributes, reason), new EnvelopeClosed(attributes.id(), reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.AMENDMENT, Move.CLOSURE, Move.IN_KIND, Move.REFUND);
        }
    }

    /** Nothing new is committed out of it. */
    record Closed(FundingEnvelopeAttributes attributes, String reason) implements FundingEnvelope {
        @Override
        public List<Move> legal() {
            return List.of(Move.REFUND);
        }
    }

    /** Refuses to set so much aside on a day that it does not cover, or more than is available. */
    default void requireCommittable(long cents, long available, LocalDate day) {
        if (this instanceof Closed
                || day.isBefore(attributes().from())
                || day.isAfter(attributes().until())) {
            throw closed();
        }
        if (cents > available) {
            throw exhausted(cents, available);
        }
    }

    /** It is closed, or not today. */
    default Refusal closed() {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "envelope_closed",
                        "L'enveloppe " + attributes().code() + " est fermée, ou hors de sa période (du "
                                + attributes().from() + " au " + attributes().until() + ").",
                        "The envelope " + attributes().code() + " is closed, or outside its period ("
                                + attributes().from() + " to " + attributes().until() + ").")
                .with(Map.of(
                        "envelope",
                        attributes().id(),
                        "envelopeCode",
                        attributes().code(),
                        "from",
                        attributes().from().toString(),
                        "until",
                        attributes().until().toString()));
    }

    /** Less is available than a pack needs. */
    default Refusal exhausted(long neededCents, long availableCents) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "envelope_exhausted",
                        "L'enveloppe " + attributes().code() + " n'a plus que " + availableCents
                                + " centimes, et il en faut " + neededCents
                                + " ; une réservation qui expire en libère, et le plafond peut être relevé.",
                        "The envelope " + attributes().code() + " has " + availableCents + " cents left, and "
                                + neededCents
                                + " are needed; a reservation that expires frees some, and the ceiling may be raised.")
                .with(Map.of(
                        "envelope",
                        attributes().id(),
                        "envelopeCode",
                        attributes().code(),
                        "availableCents",
                        availableCents,
                        "neededCents",
                        neededCents));
    }

    private static void check(FundingEnvelopeAttributes attributes) {
        if (attributes.until().isBefore(attributes.from())) {
            throw Refusal.invalid(
                    "/until",
                    "before_from",
                    "« until » est au plus tôt le jour de « from ».",
                    "\"until\" is not before \"from\".");
        }
    }
}
