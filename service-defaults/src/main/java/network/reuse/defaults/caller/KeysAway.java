package network.reuse.defaults.caller;

import io.quarkus.security.AuthenticationFailedException;

/** Why a token cannot be checked now: the realm's keys cannot be fetched. 503, for it says nothing about the token. */
public final class KeysAway extends RuntimeException {
    KeysAway(Throwable cause) {
        super("the realm's keys cannot be fetched now", cause);
    }

    /** Whether a token was refused for this reason, and not for what it is. */
    public static boolean isBehind(AuthenticationFailedException refused) {
        return refused.getCause() instanceof KeysAway;
    }
}
