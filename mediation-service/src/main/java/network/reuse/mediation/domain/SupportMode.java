package network.reuse.mediation.domain;

import org.jspecify.annotations.Nullable;

/** How people are helped at a place, in the words of LaMednum and data·inclusion. */
public enum SupportMode {
    ON_THEIR_OWN("En autonomie", "en-presentiel"),
    ONE_TO_ONE("Accompagnement individuel", "en-presentiel"),
    IN_A_WORKSHOP("Dans un atelier collectif", "en-presentiel"),
    AT_A_DISTANCE("À distance", "a-distance");

    private final String label;
    private final @Nullable String inclusion;

    SupportMode(String label, @Nullable String inclusion) {
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
