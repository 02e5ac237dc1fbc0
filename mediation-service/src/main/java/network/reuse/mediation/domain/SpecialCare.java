package network.reuse.mediation.domain;

/** What a place is fitted for, in the words of LaMednum. */
public enum SpecialCare {
    DEAFNESS("Surdité"),
    MOTOR_DISABILITIES("Handicaps moteurs"),
    MENTAL_DISABILITIES("Handicaps mentaux"),
    ILLITERACY("Illettrisme"),
    ENGLISH("Langues étrangères (anglais)"),
    OTHER_LANGUAGES("Langues étrangères (autres)"),
    VISUAL_IMPAIRMENT("Déficience visuelle");

    private final String label;

    SpecialCare(String label) {
        this.label = label;
    }

    /** As LaMednum writes it. */
    public String label() {
        return label;
    }
}
