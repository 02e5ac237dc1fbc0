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

    CalledEnvelope settle(long more) {
        return new CalledEnvelope(envelopeId, envelopeCode, dueCents, creditCents, settledCents + more);
    }
}
