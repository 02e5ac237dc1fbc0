package network.reuse.allocation.domain;

/** Where a funding agreement stands. */
public enum FundingAgreementStatus {
    RUNNING,
    COMPLETED,
    ENDED
}
