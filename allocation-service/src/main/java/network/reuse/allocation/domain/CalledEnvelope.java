package network.reuse.allocation.domain;

import java.util.UUID;

/**
 * What a call asks of one envelope.
 *
 * @param dueCents the shares that are called for
 * @param creditCents what is taken off for packs that came back since they were called for
 * @param settledCents what was paid of it
 */
public record CalledEnvelope(UUID envelopeId, String envelopeCode, long dueCents, long creditCents, long settledCents) {
    /** What is asked for. */
    public long cents() {
        return dueCents - creditCents;
    }

    /** What is not paid yet. */
    public long left() {
        return cents() - settledCents;
    }

    /** So much more of it was paid, or less where that is below zero. */
    CalledEnvelope settle(long more) {
        return new CalledEnvelope(envelopeId, envelopeCode, dueCents, creditCents, settledCents + more);
    }

    /** The part of the shares that came back and are due again, so that the call names them no longer. */
    public long reinstated(CalledShares shares) {
        return dueCents - shares.calledCents() - shares.creditedCents();
    }

    /** Whether the funder still has what packs of this call left it as a credit, once it has back what the call took off. */
    boolean keepsCredit(CalledShares shares) {
        return shares.envelopeId().equals(envelopeId)
                && shares.creditedCents() + reinstated(shares) <= shares.owedCents() + creditCents;
    }
}
