package network.reuse.allocation.domain;

/** Where an envelope stands. */
public enum FundingEnvelopeStatus {
    OPEN,
    CLOSED
}
