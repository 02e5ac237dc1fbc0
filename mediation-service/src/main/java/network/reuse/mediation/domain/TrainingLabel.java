package network.reuse.mediation.domain;

/** The trainings and labels that a place has, in the words of LaMednum. */
public enum TrainingLabel {
    MON_ESPACE_SANTE("Formé à « Mon Espace Santé »"),
    DUPLEX("Formé à « DUPLEX » (illettrisme)"),
    ARNIA_MEDNUM_BFC("Arnia/MedNum BFC (Bourgogne-Franche-Comté)"),
    COLLECTIF_RESSOURCES_ET_ACTEURS_REEMPLOI("Collectif ressources et acteurs réemploi (Normandie)"),
    ETAPES_NUMERIQUES("Étapes numériques(La Poste)"),
    FABRIQUES_DE_TERRITOIRE("Fabriques de Territoire"),
    ECLAIREURS_DU_NUMERIQUE("Les Éclaireurs du numérique (Drôme)"),
    MES_PAPIERS("Mes Papiers (Métropole de Lyon)"),
    ORDI_3_0("ORDI 3.0"),
    SUD_LABS("SUD LABS (PACA)");

    private final String label;

    TrainingLabel(String label) {
        this.label = label;
    }

    /** As LaMednum writes it. */
    public String label() {
        return label;
    }
}
