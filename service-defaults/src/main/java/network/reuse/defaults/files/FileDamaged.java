package network.reuse.defaults.files;

/** The store does not have the bytes that a row speaks of, or has others. It is an operator's to mend; nothing of them is given out. */
public final class FileDamaged extends RuntimeException {
    private FileDamaged(String message) {
        super(message, null, false, false);
    }

    static FileDamaged missing(FileKey key) {
        return new FileDamaged("the file store has no " + key);
    }

    static FileDamaged altered(FileKey key) {
        return new FileDamaged("the file store has other bytes under " + key);
    }
}
