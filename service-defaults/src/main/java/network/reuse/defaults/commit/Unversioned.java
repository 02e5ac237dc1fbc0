package network.reuse.defaults.commit;

/** Why a command checks no version and no owner of an aggregate that it changes. */
public enum Unversioned {
    /** It makes something new; what it reads or changes beside it is guarded by the statements that change it. */
    CREATES,
    /** It names many, and judges each on its own: version, owner and state; the same call may be sent again. */
    JUDGES_EACH_ROW,
    /** It reaches the same end whatever the version, such as forgetting a person, and itself says who may. */
    SAME_AT_ANY_VERSION,
    /** The state lets it be done once, whatever the version, and the command itself says who may. */
    LEGAL_ONCE,
    /** It is about no aggregate, and itself compares the version of its row with the one that the caller read. */
    CHECKS_ITSELF,
    /** Whoever holds the code knows no version; the state that it is in decides. */
    HOLDS_THE_CODE
}
