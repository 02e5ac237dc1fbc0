package network.reuse.mediation.domain;

import org.jspecify.annotations.Nullable;

/** What people are helped with at a place, in the words of LaMednum; where data·inclusion has a theme that says the same, it is named. */
public enum DigitalService {
    ADMINISTRATIVE_HELP("Aide aux démarches administratives", "numerique--acceder-a-des-services-en-ligne"),
    EVERYDAY_TOOLS("Maîtrise des outils numériques du quotidien", "numerique--maitriser-les-fondamentaux-du-numerique"),
    WORK_INTEGRATION("Insertion professionnelle via le numérique", null),
    SAFE_USE("Utilisation sécurisée du numérique", null),
    PARENTING_AND_EDUCATION("Parentalité et éducation avec le numérique", null),
    LEISURE_AND_CREATION("Loisirs et créations numériques", null),
    UNDERSTANDING_THE_DIGITAL_WORLD("Compréhension du monde numérique", null),
    ACCESS_AND_EQUIPMENT("Accès internet et matériel informatique", "numerique--acceder-a-une-connexion-internet"),
    SOLIDARITY_PRICED_EQUIPMENT(
            "Acquisition de matériel informatique à prix solidaire", "numerique--acquerir-un-equipement");

    private final String label;
    private final @Nullable String inclusion;

    DigitalService(String label, @Nullable String inclusion) {
        this.label = label;
        this.inclusion = inclusion;
    }

    /** As LaMednum writes it. */
    public String label() {
        return label;
    }

    /** As data·inclusion writes it; null when it has no word for it. */
    public @Nullable String inclusion() {
        return inclusion;
    }
}
