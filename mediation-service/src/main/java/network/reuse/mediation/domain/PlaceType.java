package network.reuse.mediation.domain;

/** What kind of place it is, each by the code that LaMednum's places bear. */
public enum PlaceType {
    TIERS_LIEUX,
    ENM,
    ACI,
    EI,
    RESSOURCERIE,
    ESAT,
    CCAS,
    BIB,
    EPCI,
    MUNI,
    REG,
    ASSO
}
