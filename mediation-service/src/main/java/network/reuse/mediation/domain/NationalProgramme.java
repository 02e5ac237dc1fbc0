package network.reuse.mediation.domain;

/** The national programmes that a place takes part in, in the words of LaMednum. */
public enum NationalProgramme {
    AIDANTS_CONNECT("Aidants Connect"),
    BIBLIOTHEQUES_NUMERIQUES_DE_REFERENCE("Bibliothèques numérique de référence"),
    CERTIFICATION_PIX("Certification PIX"),
    CONSEILLERS_NUMERIQUES("Conseillers numériques"),
    EMMAUS_CONNECT("Emmaüs Connect"),
    FRANCE_SERVICES("France Services"),
    GRANDE_ECOLE_DU_NUMERIQUE("Grande école du numérique"),
    LA_CROIX_ROUGE("La Croix Rouge"),
    POINT_D_ACCES_NUMERIQUE_CAF("Point d'accès numérique CAF"),
    PROMENEURS_DU_NET("Promeneurs du net"),
    RELAIS_NUMERIQUE("Relais numérique (Emmaüs Connect)");

    private final String label;

    NationalProgramme(String label) {
        this.label = label;
    }

    /** As LaMednum writes it. */
    public String label() {
        return label;
    }
}
