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
    PARTNER_REF("partnerRef", false);

    private static final int LONGEST_EMAIL = 254;

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
            case SHARE_CODE -> List.of("Code de part", "Quartier", "Code QPV");
            case PARTNER_REF -> List.of("Référence", "Réf.", "Identifiant");
        };
    }
}
