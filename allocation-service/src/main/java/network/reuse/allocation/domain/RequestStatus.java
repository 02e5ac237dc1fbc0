package network.reuse.allocation.domain;

/** What a request can be, each named as its state. */
public enum RequestStatus {
    SUBMITTED,
    BACK_ORDERED,
    MET,
    DECLINED,
    WITHDRAWN
}
