package network.reuse.mediation.domain;

/** What an invitation can be, each named as its state. */
public enum InvitationStatus {
    ISSUED,
    ACCEPTED,
    WITHDRAWN
}
