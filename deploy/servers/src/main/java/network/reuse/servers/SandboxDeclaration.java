package network.reuse.servers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Roles;
import network.reuse.contracts.SandboxScopes;

/**
 * What the realm has so that the gateway can make clients of the sandbox, and no others: a client of its own that may register
 * clients; the client scopes of which these are made; and the policies by which whoever registers a client chooses among these
 * scopes and adds nothing to them.
 */
final class SandboxDeclaration {
    /** The gateway's own client. It may register clients; it neither reads nor changes any. */
    static final String REGISTRAR = "sandbox-registrar";

    /** Of Keycloak's own roles that of the registrar. */
    static final Set<String> REGISTERS = Set.of("create-client");

    private static final ObjectMapper JSON = new ObjectMapper();

    private SandboxDeclaration() {}

    /** The client scopes, but for the audience's, which all clients have. */
    static List<ObjectNode> scopes() {
        var scopes = new ArrayList<ObjectNode>();
        scopes.add(scope(
                SandboxScopes.SANDBOX,
                "Tokens of the sandbox, of the organisation by whose id the client is called",
                List.of(ProtocolMappers.claim("env", "String", "test"), ProtocolMappers.clientId("organisation"))));
        for (String role : Roles.OF_PARTNERS) {
            scopes.add(scope(
                    SandboxScopes.ofRole(role),
                    "The role " + role + " in the sandbox",
                    List.of(ProtocolMappers.role(role))));
        }
        for (String region : Geography.regions().keySet()) {
            String regions = JSON.createArrayNode().add(region).toString();
            scopes.add(scope(
                    SandboxScopes.ofRegion(region),
                    "The region " + region + " in the sandbox",
                    List.of(ProtocolMappers.claim("regions", "JSON", regions))));
        }
        return scopes;
    }

    /** The policies for those who register with a token, by their kind: the settings of each, which are lists. */
    static Map<String, Map<String, List<String>>> policies() {
        return Map.of(
                "allowed-client-templates",
                Map.of("allow-default-scopes", List.of("false"), "allowed-client-scopes", SandboxScopes.all()),
                "allowed-protocol-mappers",
                Map.of("allowed-protocol-mapper-types", List.of()),
                // No roles of whoever else logs in through it.
                "scope",
                Map.of());
    }

    private static ObjectNode scope(String name, String description, List<ObjectNode> mappers) {
        ObjectNode scope = JSON.createObjectNode()
                .put("name", name)
                .put("description", description)
                .put("protocol", "openid-connect");
        scope.putObject("attributes").put("include.in.token.scope", "false").put("display.on.consent.screen", "false");
        scope.putArray("protocolMappers").addAll(mappers);
        return scope;
    }
}
