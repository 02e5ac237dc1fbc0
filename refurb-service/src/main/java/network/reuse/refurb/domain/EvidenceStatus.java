package network.reuse.refurb.domain;

/** What has become of what a file says of one drive. */
public enum EvidenceStatus {
    /** It is an erasure of a medium. */
    RECORDED,
    /** No medium is the one that it names; it waits in the tray. */
    UNMATCHED,
    /** Its workshop says that it is about nothing of its own. */
    DISMISSED
}
