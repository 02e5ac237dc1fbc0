package network.reuse.mediation.domain;

import org.jspecify.annotations.Nullable;

/** Whom a place is for in particular: the words of data·inclusion, of which LaMednum has five. */
public enum Audience {
    YOUNG_PEOPLE("Jeunes", "jeunes"),
    STUDENTS("Étudiants", "etudiants"),
    FAMILIES("Familles et/ou enfants", "familles"),
    SENIORS("Seniors", "seniors"),
    WOMEN("Femmes", "femmes"),
    WORKING_PEOPLE(null, "actifs"),
    MINIMUM_BENEFIT_RECIPIENTS(null, "beneficiaires-des-minimas-sociaux"),
    JOB_SEEKERS(null, "demandeurs-emploi"),
    DISABLED_PEOPLE(null, "personnes-en-situation-de-handicap"),
    PEOPLE_IN_EMERGENCIES(null, "personnes-en-situation-durgence"),
    PEOPLE_IN_LEGAL_SITUATIONS(null, "personnes-en-situation-juridique-specifique"),
    EXILED_PEOPLE(null, "personnes-exilees"),
    PRIORITY_AREA_RESIDENTS(null, "residents-qpv-frr");

    private final @Nullable String label;
    private final @Nullable String inclusion;

    Audience(@Nullable String label, @Nullable String inclusion) {
        this.label = label;
        this.inclusion = inclusion;
    }

    /** As LaMednum writes it; null when it has no word for it. */
    public @Nullable String label() {
        return label;
    }

    /** As data·inclusion writes it; null when it has no word for it. */
    public @Nullable String inclusion() {
        return inclusion;
    }
}
