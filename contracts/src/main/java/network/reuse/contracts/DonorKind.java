package network.reuse.contracts;

/** What kind of donor equipment came from; decides price caps and the donor's own reports. */
public enum DonorKind {
    PUBLIC_BODY,
    COMPANY,
    ASSOCIATION
}
