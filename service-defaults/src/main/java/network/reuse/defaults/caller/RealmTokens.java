package network.reuse.defaults.caller;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Checks a token of our realm in full: its form, to the letter, before anything else; then signature, issuer, audience and times.
 * It answers within a few seconds also when Keycloak does not.
 */
@ApplicationScoped
public class RealmTokens {
    private static final Logger LOG = Logger.getLogger(RealmTokens.class);
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final int PARTS = 3;

    private final TenantIdentityProvider realm;

    public RealmTokens(TenantIdentityProvider realm) {
        this.realm = realm;
    }

    /** Who the token speaks for; fails with {@link AuthenticationFailedException}, or {@link KeysAway} when nobody can say. */
    public Uni<SecurityIdentity> verify(AccessTokenCredential token) {
        if (!isWellFormed(token.getToken())) {
            return Uni.createFrom().failure(new AuthenticationFailedException("not a token"));
        }
        return realm.authenticate(token)
                .ifNoItem()
                .after(LONGEST)
                .fail()
                .onFailure(RealmTokens::isAway)
                .transform(failure -> {
                    LOG.warnf("a token cannot be checked now: %s", rootOf(failure));
                    return new KeysAway(failure);
                });
    }

    /**
     * Three parts in base64url, each written in the one way that there is: decoders pass over padding and spare bits, so that one
     * token would have many spellings.
     */
    static boolean isWellFormed(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty() || !isCanonical(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCanonical(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case JoseException _ -> {
                    return false;
                }
                case TimeoutException _,
                        io.smallrye.mutiny.TimeoutException _,
                        IOException _,
                        VertxException _,
                        OIDCException _ -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private static String rootOf(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root);
    }
}
