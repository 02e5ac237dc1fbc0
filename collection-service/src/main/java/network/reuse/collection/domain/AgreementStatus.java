package network.reuse.collection.domain;

/** What a gift agreement can be, each named as its state. */
public enum AgreementStatus {
    SIGNED_BY_DONOR,
    SIGNED_BY_RECIPIENT,
    SIGNED
}
