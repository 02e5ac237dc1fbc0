package network.reuse.contracts;

import java.util.List;
import java.util.stream.Stream;

/**
 * The realm's client scopes of which the gateway makes clients of the sandbox. They alone decide what the tokens of such a client
 * say: that they are for the sandbox, for the organisation by whose id the client is called, with these roles and regions.
 */
public final class SandboxScopes {
    /** {@code env} is test, {@code organisation} is the id of the client. */
    public static final String SANDBOX = "sandbox";

    /** The audience of the services. */
    public static final String AUDIENCE = "reuse-api";

    /** What Keycloak itself brings, by which a token names its subject and its roles. */
    private static final List<String> OF_KEYCLOAK = List.of("basic", "roles");

    private SandboxScopes() {}

    /** Gives a role. */
    public static String ofRole(String role) {
        return SANDBOX + "-role-" + role;
    }

    /** Gives a region, by its INSEE code. */
    public static String ofRegion(String region) {
        return SANDBOX + "-region-" + region;
    }

    /** Those of a client with these roles, in one region. */
    public static List<String> of(List<String> roles, String region) {
        return Stream.concat(
                        always(), Stream.concat(roles.stream().map(SandboxScopes::ofRole), Stream.of(ofRegion(region))))
                .toList();
    }

    /** All that a client of the sandbox may have. */
    public static List<String> all() {
        return Stream.concat(
                        always(),
                        Stream.concat(
                                Roles.OF_PARTNERS.stream().map(SandboxScopes::ofRole),
                                Geography.regions().keySet().stream().map(SandboxScopes::ofRegion)))
                .toList();
    }

    private static Stream<String> always() {
        return Stream.concat(OF_KEYCLOAK.stream(), Stream.of(AUDIENCE, SANDBOX));
    }
}
