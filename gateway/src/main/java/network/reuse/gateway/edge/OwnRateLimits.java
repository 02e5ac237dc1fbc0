package network.reuse.gateway.edge;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** The same limits for what the gateway answers by itself, behind the check of roles; what is public counts for the address. */
public class OwnRateLimits {
    private final RateLimits limits;
    private final PublicOperations open;
    private final CurrentVertxRequest request;
    private final CurrentIdentityAssociation identity;

    public OwnRateLimits(
            RateLimits limits,
            PublicOperations open,
            CurrentVertxRequest request,
            CurrentIdentityAssociation identity) {
        this.limits = limits;
        this.open = open;
        this.request = request;
        this.identity = identity;
    }

    /** Refuses a call that is one too many. */
    @ServerRequestFilter(nonBlocking = true)
    public Uni<Void> count() {
        RoutingContext call = request.getCurrent();
        boolean known = call.request().getHeader(HttpHeaders.AUTHORIZATION) != null && !open.cover(call.request());
        return known
                ? identity.getDeferredIdentity()
                        .invoke(who -> require(limits.count(call, who)))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem().invoke(() -> require(limits.count(call, null)));
    }

    private static void require(RateLimits.Verdict verdict) {
        if (!verdict.admitted()) {
            throw new ClientErrorException(Response.status(429)
                    .header("Retry-After", verdict.retrySeconds())
                    .build());
        }
    }
}
