package network.reuse.allocation.domain;

/** What a bound of disposable income (reste à vivre) is counted by. */
public enum IncomeUnit {
    PERSON_AND_DAY("par personne et par jour", "a person and day"),
    PERSON_AND_MONTH("par personne et par mois", "a person and month"),
    HOUSEHOLD_AND_MONTH("par foyer et par mois", "a household and month");

    private final String french;
    private final String english;

    IncomeUnit(String french, String english) {
        this.french = french;
        this.english = english;
    }

    String french() {
        return french;
    }

    String english() {
        return english;
    }
}
