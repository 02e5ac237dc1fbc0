package network.reuse.mediation.domain;

/** For whom a workshop is, in the words of La Coop de la médiation numérique. */
public enum WorkshopLevel {
    BEGINNER("debutant"),
    INTERMEDIATE("intermediaire"),
    ADVANCED("avance");

    private final String code;

    WorkshopLevel(String code) {
        this.code = code;
    }

    /** As La Coop writes it. */
    public String code() {
        return code;
    }
}
