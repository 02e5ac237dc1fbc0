package network.reuse.mediation.domain;

import org.jspecify.annotations.Nullable;

/** What a place asks for, in the words of LaMednum and data·inclusion. */
public enum Fee {
    FREE("Gratuit", "gratuit"),
    FREE_ON_CONDITIONS("Gratuit sous condition", null),
    PAID("Payant", "payant");

    private final String label;
    private final @Nullable String inclusion;

    Fee(String label, @Nullable String inclusion) {
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
