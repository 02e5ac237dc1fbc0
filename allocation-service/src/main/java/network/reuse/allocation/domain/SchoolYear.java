package network.reuse.allocation.domain;

/** The years of school by their French names (Code de l'éducation, D. 311-10 and D. 332-3). */
public enum SchoolYear {
    PS,
    MS,
    GS,
    CP,
    CE1,
    CE2,
    CM1,
    CM2,
    SIXIEME,
    CINQUIEME,
    QUATRIEME,
    TROISIEME,
    SECONDE,
    PREMIERE,
    TERMINALE
}
