package network.reuse.mediation.domain;

/** What pays for a seat in place of money. */
public enum Voucher {
    /** Vouchers of the pass numérique, bought by those who hand them out. */
    PASS_NUMERIQUE
}
