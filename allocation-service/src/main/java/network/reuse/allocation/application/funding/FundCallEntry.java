package network.reuse.allocation.application.funding;

import java.util.UUID;

/** What a call asks of one envelope for one pack or deliverable. */
public record FundCallEntry(UUID itemId, UUID envelopeId, long cents) {}
