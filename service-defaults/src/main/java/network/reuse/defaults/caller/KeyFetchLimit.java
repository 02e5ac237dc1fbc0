package network.reuse.defaults.caller;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives each question to Keycloak a time to be answered in; without it a Keycloak that hangs is waited for without end. */
@ApplicationScoped
@Unremovable
@OidcEndpoint(OidcEndpoint.Type.ALL)
public class KeyFetchLimit implements OidcRequestFilter {
    private static final long LONGEST_MILLIS = 2_000;

    @Override
    public Uni<Void> filter(OidcRequestFilterContext question) {
        var _ = question.request().timeout(LONGEST_MILLIS);
        return Uni.createFrom().voidItem();
    }
}
