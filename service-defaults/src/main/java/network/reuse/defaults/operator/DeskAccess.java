package network.reuse.defaults.operator;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.RealmTokens;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who may stand at the operator's desk: whoever has the key of the key file, or an access token of our realm with the role
 * {@code operator}. The name of the first is what the header {@code X-Operator} says, that of the second what the token says.
 */
@ApplicationScoped
public class DeskAccess {
    private static final Logger LOG = Logger.getLogger(DeskAccess.class);
    private static final int LONGEST_NAME = 100;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1," + LONGEST_NAME + "}");

    private final RealmTokens realm;
    private final @Nullable OperatorKey key;
    private final boolean tokens;

    public DeskAccess(
            RealmTokens realm,
            Vertx vertx,
            @ConfigProperty(name = "reuse.operator.key-file") Optional<String> keyFile,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> server,
            @ConfigProperty(name = "quarkus.oidc.public-key") Optional<String> publicKey) {
        this.realm = realm;
        this.key = keyFile.map(file -> new OperatorKey(vertx, file)).orElse(null);
        this.tokens = enabled && (server.isPresent() || publicKey.isPresent());
    }

    /** Whether anybody could be let in. */
    boolean isPossible() {
        return key != null || tokens;
    }

    /** Who sends this; fails with the exceptions by which Quarkus says 401 and 403. */
    Future<Operator> operator(HttpServerRequest request) {
        List<String> given = request.headers().getAll("Authorization");
        if (given.size() != 1 || !given.getFirst().regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Future.failedFuture(new UnauthorizedException());
        }
        String credential = given.getFirst().substring(7).strip();
        return holdsKey(credential).compose(holds -> {
            if (holds) {
                return Future.succeededFuture(new Operator(name(request.getHeader("X-Operator"))));
            }
            return tokens ? byToken(credential) : Future.failedFuture(new UnauthorizedException());
        });
    }

    private Future<Boolean> holdsKey(String credential) {
        if (key == null) {
            return Future.succeededFuture(false);
        }
        return key.is(credential).otherwise(unreadable -> {
            LOG.errorf("the key file of the operator's desk cannot be used: %s", unreadable.getMessage());
            return false;
        });
    }

    private Future<Operator> byToken(String token) {
        Promise<Operator> promise = Promise.promise();
        var _ = realm.verify(new AccessTokenCredential(token))
                .map(DeskAccess::operator)
                .subscribe()
                .with(promise::complete, promise::fail);
        return promise.future();
    }

    private static Operator operator(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new AuthenticationFailedException();
        }
        if (!identity.hasRole(Roles.OPERATOR) || "test".equals(token.<String>getClaim("env"))) {
            throw new ForbiddenException();
        }
        String user = token.getClaim("preferred_username");
        String client = token.getClaim("azp");
        boolean isClient = user == null || user.startsWith("service-account-");
        String name = name(isClient ? client : user);
        if (name == null) {
            throw new ForbiddenException();
        }
        return new Operator(name);
    }

    private static @Nullable String name(@Nullable String given) {
        String name = given == null ? "" : given.strip();
        return NAME.matcher(name).matches() ? name : null;
    }
}
