package network.reuse.contracts;

/** How far a medium's data is out of reach, in rising order; the words of NIST SP 800-88 Rev. 2. */
public enum SanitisationLevel {
    NONE,
    CLEAR,
    PURGE,
    DESTROY;

    public boolean atLeast(SanitisationLevel required) {
        return compareTo(required) >= 0;
    }
}
