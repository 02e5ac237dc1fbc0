package network.reuse.contracts;

/** Whether something is real or was done in the sandbox, whose events are never counted. */
public enum Environment {
    LIVE,
    TEST
}
