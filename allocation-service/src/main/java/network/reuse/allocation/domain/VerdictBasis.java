package network.reuse.allocation.domain;

/** What a verdict rests on. */
public enum VerdictBasis {
    /** Facts that whoever asks has stated, which are not kept. */
    FACTS,
    /** What somebody who is entitled to has found. */
    CHECK
}
