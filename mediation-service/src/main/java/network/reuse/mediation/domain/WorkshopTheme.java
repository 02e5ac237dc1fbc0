package network.reuse.mediation.domain;

/** What is taught or helped with, in the words of La Coop de la médiation numérique: its themes, and those of administrative procedures. */
public enum WorkshopTheme {
    DIGITAL_ASSESSMENT("diagnostic_numerique"),
    GETTING_STARTED("prendre_en_main_du_materiel"),
    EQUIPMENT_MAINTENANCE("maintenance_de_materiel"),
    FILES_AND_PHOTOS("gere_ses_contenus_numeriques"),
    BROWSING("navigation_sur_internet"),
    EMAIL("email"),
    OFFICE_SOFTWARE("bureautique"),
    SOCIAL_NETWORKS("reseaux_sociaux"),
    HEALTH("sante"),
    BANKING_AND_SHOPPING("banque_et_achats_en_ligne"),
    ENTREPRENEURSHIP("entrepreneuriat"),
    WORK_INTEGRATION("insertion_professionnelle"),
    SAFETY("securite_numerique"),
    PARENTING("parentalite"),
    SCHOOL("scolarite_et_numerique"),
    CREATION("creer_avec_le_numerique"),
    DIGITAL_CULTURE("culture_numerique"),
    ARTIFICIAL_INTELLIGENCE("intelligence_artificielle"),
    ADMINISTRATIVE_PROCEDURES("aide_aux_demarches_administratives"),
    PROCEDURES_PAPERS_AND_CITIZENSHIP("papiers_elections_citoyennete"),
    PROCEDURES_FAMILY_AND_SCHOOL("famille_scolarite"),
    PROCEDURES_SOCIAL_AND_HEALTH("social_sante"),
    PROCEDURES_WORK_AND_TRAINING("travail_formation"),
    PROCEDURES_HOUSING("logement"),
    PROCEDURES_TRANSPORT("transports_mobilite"),
    PROCEDURES_MONEY_AND_TAXES("argent_impots"),
    PROCEDURES_JUSTICE("justice"),
    PROCEDURES_FOREIGNERS_AND_EUROPE("etrangers_europe"),
    PROCEDURES_LEISURE_AND_CULTURE("loisirs_sports_culture"),
    PROCEDURES_ASSOCIATIONS("associations");

    private final String code;

    WorkshopTheme(String code) {
        this.code = code;
    }

    /** As La Coop writes it. */
    public String code() {
        return code;
    }
}
