package network.reuse.allocation.domain;

/** The criteria that there are, each with what it asks in a few words. */
public enum CriterionKind {
    PRIORITY_NEIGHBOURHOOD("Habiter un quartier prioritaire", "Lives in a priority neighbourhood"),
    INSTITUTION("Relever d'un établissement de la liste", "Belongs to an institution of the list"),
    BURSARY("Être boursier", "Has a bursary"),
    DISPOSABLE_INCOME("Reste à vivre sous le plafond", "Disposable income below the bound"),
    STUDENT("Être étudiant", "Is a student"),
    SCHOOL_LEVEL("Niveau scolaire de la liste", "School year of the list");

    private final String french;
    private final String english;

    CriterionKind(String french, String english) {
        this.french = french;
        this.english = english;
    }

    public String french() {
        return french;
    }

    public String english() {
        return english;
    }
}
