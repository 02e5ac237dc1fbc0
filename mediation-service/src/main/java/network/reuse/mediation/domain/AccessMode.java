package network.reuse.mediation.domain;

import org.jspecify.annotations.Nullable;

/** How whoever wants help comes to a place, in the words of LaMednum and data·inclusion. */
public enum AccessMode {
    COME_IN("Se présenter", "se-presenter"),
    TELEPHONE("Téléphoner", "telephoner"),
    EMAIL("Contacter par mail", "envoyer-un-courriel"),
    BOOK_ONLINE("Prendre un RDV en ligne", "utiliser-lien-mobilisation"),
    NOT_OPEN_TO_THE_PUBLIC("Ce lieu n'accueille pas de public", null),
    REFERRAL_BY_EMAIL("Envoyer un mail avec une fiche de prescription", "envoyer-un-courriel");

    private final String label;
    private final @Nullable String inclusion;

    AccessMode(String label, @Nullable String inclusion) {
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
