package network.reuse.allocation.domain;

/** Where an envelope's cents stand; their balances add up to zero. */
public enum Account {
    /** What the funder granted: below zero by the ceiling. */
    GRANTED,
    /** What may still be committed. */
    AVAILABLE,
    /** What is set aside for packs that are reserved. */
    COMMITTED,
    /** What packs have earned that were handed over or sold, not yet called for. */
    DUE,
    /** What the funder was asked for and has not paid. */
    CALLED,
    /** What the funder paid and did not get back. */
    SETTLED,
    /** What packs that came back have left owing to the funder: below zero until a call or a refund takes it off. */
    CREDIT
}
