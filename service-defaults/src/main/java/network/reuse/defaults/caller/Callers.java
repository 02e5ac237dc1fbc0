package network.reuse.defaults.caller;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.fault.Language;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads the caller from the verified token; a token without an organisation, or without saying for which network, gives no access. */
@ApplicationScoped
public class Callers {
    private static final String ORGANISATION = "organisation";
    private static final String ENV = "env";

    private final SecurityIdentity identity;
    private final CurrentVertxRequest request;

    public Callers(SecurityIdentity identity, CurrentVertxRequest request) {
        this.identity = identity;
        this.request = request;
    }

    /** The language that the request being served asks for, with or without a token; French unless it asks for another. */
    public Language language() {
        return Language.of(request.getCurrent().request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** The caller of the request being served. */
    public Caller current() {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new ForbiddenException("no token");
        }
        UUID organisation = uuid(text(token.getClaim(ORGANISATION)));
        if (organisation == null) {
            throw incomplete(ORGANISATION);
        }
        String client = text(token.getClaim("azp"));
        return new Caller(
                organisation,
                client == null ? "" : client,
                identity.getRoles(),
                texts(token.getClaim("regions")),
                environment(text(token.getClaim(ENV))));
    }

    /** A token that does not say which network it is for, in the very words, is for none. */
    private static Environment environment(@Nullable String env) {
        return switch (env) {
            case "live" -> Environment.LIVE;
            case "test" -> Environment.TEST;
            case null, default -> throw incomplete(ENV);
        };
    }

    /** No role helps: the realm has to put the claim into the token. */
    private static Refusal incomplete(String claim) {
        return Refusal.of(
                        Refusal.Kind.NOT_YOURS,
                        "token_incomplete",
                        "Il manque à votre jeton une valeur valable de « " + claim
                                + " » ; l'administration du réseau la" + " donne à votre client.",
                        "Your token lacks a valid value of the claim \"" + claim
                                + "\"; the network's administration gives" + " it to your client.")
                .with(Map.of("claim", claim));
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private static @Nullable String text(@Nullable Object claim) {
        return switch (claim) {
            case null -> null;
            case JsonString json -> json.getString();
            default -> claim.toString();
        };
    }

    private static Set<String> texts(@Nullable Object claim) {
        if (claim instanceof Collection<?> many) {
            return many.stream().map(Callers::text).map(String::valueOf).collect(Collectors.toUnmodifiableSet());
        }
        String one = text(claim);
        return one == null ? Set.of() : Set.of(one);
    }
}
