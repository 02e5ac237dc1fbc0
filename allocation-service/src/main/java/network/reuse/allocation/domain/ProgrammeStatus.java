package network.reuse.allocation.domain;

/** What a programme can be, each named as its state. */
public enum ProgrammeStatus {
    DRAFT,
    OPEN,
    SUSPENDED,
    CLOSED
}
