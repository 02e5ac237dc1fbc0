package network.reuse.collection.domain;

/** What a run can be, each named as its state. */
public enum RunStatus {
    PLANNED,
    CANCELLED
}
