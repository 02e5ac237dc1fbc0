package network.reuse.contracts;

/** What has to be put right before a provider can activate a line, and what people call it. The provider knows the details, the network does not. */
public enum LineFailure {
    NO_MATCH_FOR_NUMBER(
            "L'opérateur ne trouve pas le numéro de téléphone donné.",
            "The provider does not find the telephone number that it was given."),
    INCORRECT_PHONE_NUMBER(
            "Le numéro de téléphone donné à l'opérateur n'en est pas un.",
            "The telephone number that the provider was given is none."),
    NO_MATCH_FOR_ACCOUNT_NAME(
            "Le numéro est au nom d'une autre personne chez l'opérateur.",
            "The number is in somebody else's name at the provider."),
    NO_LONGER_ON_NETWORK("Le numéro n'est plus chez cet opérateur.", "The number is not with this provider any more."),
    NOT_REACHED("L'opérateur n'a pas pu joindre la personne.", "The provider could not reach the person."),
    OTHER("Autre raison ; demandez à l'opérateur.", "Another reason; ask the provider.");

    private final String french;
    private final String english;

    LineFailure(String french, String english) {
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
