package network.reuse.defaults.caller;

/**
 * A token cannot be checked now, since the realm's keys cannot be fetched: 503, for it says nothing about the token. It is no failed
 * authentication to Quarkus, which would ask Keycloak once more how to challenge the caller.
 */
public final class KeysAway extends RuntimeException {
    KeysAway(Throwable cause) {
        super("the realm's keys cannot be fetched now", cause);
    }
}
