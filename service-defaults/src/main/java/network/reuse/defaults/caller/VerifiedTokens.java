package network.reuse.defaults.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * A token that was found good, by signature, issuer, audience and times, is not checked again within the next minute,
 * unless it ends before: a partner system sends the same one with each of its calls. It is known by its letters, so that each
 * other spelling of it goes through the full check of {@link RealmTokens}, which refuses it.
 */
@ApplicationScoped
public class VerifiedTokens implements IdentityProvider<TokenAuthenticationRequest>, SecurityIdentityAugmentor {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int BEFORE_THE_FULL_CHECK = 2 * SYSTEM_FIRST;

    private record Verified(SecurityIdentity identity, long endsAtSecond) {}

    private final RealmTokens realm;
    private final Cache<String, Verified> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();

    public VerifiedTokens(RealmTokens realm) {
        this.realm = realm;
    }

    @Override
    public int priority() {
        return BEFORE_THE_FULL_CHECK;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        if (!(request.getToken() instanceof AccessTokenCredential token)) {
            return Uni.createFrom().nullItem();
        }
        Verified verified = known.getIfPresent(token.getToken());
        return verified == null || Instant.now().getEpochSecond() >= verified.endsAtSecond()
                ? realm.verify(token)
                : Uni.createFrom().item(verified.identity());
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.getPrincipal() instanceof JsonWebToken token && token.getRawToken() != null) {
            // Not renewed by what was taken from here: each is checked in full once a minute.
            var _ = known.asMap().putIfAbsent(token.getRawToken(), new Verified(identity, token.getExpirationTime()));
        }
        return Uni.createFrom().item(identity);
    }
}
