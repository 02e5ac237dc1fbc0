package network.reuse.allocation.domain;

import java.util.UUID;

/**
 * What has become of the shares that a call asks of one envelope.
 *
 * @param calledCents those whose packs and deliverables are there
 * @param creditedCents those whose packs came back
 * @param owedCents what the funder has as a credit on the envelope, whatever it comes from
 */
public record CalledShares(UUID envelopeId, long calledCents, long creditedCents, long owedCents) {}
