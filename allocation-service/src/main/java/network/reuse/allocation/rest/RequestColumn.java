package network.reuse.allocation.rest;

import java.util.List;
import network.reuse.defaults.rows.Headings;

/** What a list says of a request, in a column each. */
enum RequestColumn {
    GIVEN_NAME("givenName", false),
    FAMILY_NAME("familyName", false),
    BIRTH_YEAR("birthYear", false),
    PHONE("phone", false),
    EMAIL("email", false),
    COMMUNE("commune", true),
    PROOF("proof", true),
    SHARE_CODE("shareCode", false),
    PARTNER_REF("partnerRef", false),
    NEIGHBOURHOOD("neighbourhood", false),
    INSTITUTION("institution", false),
    BURSARY_LEVEL("bursaryLevel", false),
    STUDENT("student", false),
    SCHOOL_YEAR("schoolYear", false),
    DISPOSABLE_INCOME("disposableIncome", false),
    DISPOSABLE_INCOME_PROOF_ON("disposableIncomeProofOn", false),
    DISPOSABLE_INCOME_CHECKED_BY("disposableIncomeCheckedBy", false);

    private static final int LONGEST_EMAIL = 254;

    /** Where the form of one request has the only verdict that a list may state. */
    private static final String VERDICT = "/eligibility/verdicts/0/";

    private final String field;
    private final boolean isRequired;

    RequestColumn(String field, boolean isRequired) {
        this.field = field;
        this.isRequired = isRequired;
    }

    /** What it is called in JSON and in pointers. */
    String field() {
        return field;
    }

    /** Whether a list without it says too little. */
    boolean isRequired() {
        return isRequired;
    }

    /** The longest text that it takes; what a value may be is said where one request is made. */
    int longest() {
        return this == EMAIL ? LONGEST_EMAIL : Headings.LONGEST_TEXT;
    }

    /** What lists call it as well, in French and in English. */
    List<String> synonyms() {
        return switch (this) {
            case GIVEN_NAME -> List.of("Prénom", "Prénoms", "First name");
            case FAMILY_NAME -> List.of("Nom", "Nom de famille", "Last name", "Surname");
            case BIRTH_YEAR -> List.of("Année de naissance", "Year of birth");
            case PHONE -> List.of("Téléphone", "Tél.", "Numéro de téléphone", "Telephone");
            case EMAIL -> List.of("E-mail", "Courriel", "Adresse e-mail", "Mail");
            case COMMUNE -> List.of("Code INSEE", "Code commune", "Commune (code INSEE)");
            case PROOF -> List.of("Justificatif", "Pièce présentée");
            case SHARE_CODE -> List.of("Code de part", "Quartier", "Share code");
            case PARTNER_REF -> List.of("Référence", "Réf.", "Identifiant");
            case NEIGHBOURHOOD -> List.of("Code QPV", "QPV", "Quartier prioritaire", "Priority neighbourhood");
            case INSTITUTION -> List.of("Code UAI", "UAI", "Code établissement", "School code");
            case BURSARY_LEVEL -> List.of("Échelon", "Échelon de bourse", "Level of bursary");
            case STUDENT -> List.of("Étudiant", "Étudiante");
            case SCHOOL_YEAR -> List.of("Niveau", "Niveau scolaire", "School level", "Year of school");
            case DISPOSABLE_INCOME -> List.of("Reste à vivre", "Reste à vivre sous le plafond");
            case DISPOSABLE_INCOME_PROOF_ON -> List.of("Preuve du reste à vivre", "Date de preuve du reste à vivre");
            case DISPOSABLE_INCOME_CHECKED_BY -> List.of("Reste à vivre vérifié par");
        };
    }

    /** Where in a row stands what the form of one request has at this pointer. */
    static String pointer(String ofForm) {
        if (ofForm.startsWith(VERDICT)) {
            return switch (ofForm.substring(VERDICT.length())) {
                case "proofOn" -> "/" + DISPOSABLE_INCOME_PROOF_ON.field;
                case "checkedBy" -> "/" + DISPOSABLE_INCOME_CHECKED_BY.field;
                default -> "/" + DISPOSABLE_INCOME.field;
            };
        }
        return ofForm.replaceFirst("^/(contact|eligibility)/", "/");
    }
}
