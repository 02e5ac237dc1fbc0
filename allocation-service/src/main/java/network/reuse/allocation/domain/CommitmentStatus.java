package network.reuse.allocation.domain;

import java.util.Map;
import java.util.Optional;

/** How far an envelope's share of one pack has come. */
public enum CommitmentStatus {
    /** Nothing is set aside yet. */
    NEW,
    /** The pack is reserved. */
    COMMITTED,
    /** The pack was handed over or sold. */
    DUE,
    /** The funder was asked for it. */
    CALLED,
    /** It is available again. */
    RELEASED,
    /** It is available again, and the funder has a credit for what it was asked for. */
    CREDITED;

    private static final Map<CommitmentStatus, Map<CommitmentStatus, PostingKind>> MOVES = Map.of(
            NEW, Map.of(COMMITTED, PostingKind.COMMITMENT),
            COMMITTED, Map.of(RELEASED, PostingKind.RELEASE, DUE, PostingKind.HAND_OVER),
            DUE, Map.of(RELEASED, PostingKind.WITHDRAWAL, CALLED, PostingKind.CALL),
            CALLED, Map.of(CREDITED, PostingKind.CREDIT, DUE, PostingKind.CALL_CANCELLATION),
            RELEASED, Map.of(DUE, PostingKind.REINSTATEMENT),
            CREDITED, Map.of(DUE, PostingKind.REINSTATEMENT, RELEASED, PostingKind.OFFSET));

    /** What is posted when a share comes from here to there; empty when it cannot. */
    public Optional<PostingKind> to(CommitmentStatus next) {
        return Optional.ofNullable(MOVES.getOrDefault(this, Map.of()).get(next));
    }
}
