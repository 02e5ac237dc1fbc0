package network.reuse.contracts;

/** Why a provider gives no line, for good, and what people call it. */
public enum LineRefusal {
    NOT_ELIGIBLE(
            "La personne ne remplit pas les conditions de l'opérateur.",
            "The person does not meet the provider's conditions."),
    DUPLICATE("Une ligne est déjà demandée ou ouverte pour elle.", "A line is asked for or active for them already."),
    UNAVAILABLE(
            "L'opérateur ne propose pas ou plus l'offre là où vit la personne.",
            "The provider does not offer it, or no more, where the person lives."),
    OTHER("Autre raison ; demandez à l'opérateur.", "Another reason; ask the provider.");

    private final String french;
    private final String english;

    LineRefusal(String french, String english) {
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
