package network.reuse.servers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What puts something into the access tokens of a client, as Keycloak's Admin API writes it. */
final class ProtocolMappers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProtocolMappers() {}

    /** The same claim in every token. */
    static ObjectNode claim(String name, String type, String value) {
        ObjectNode mapper = mapper(name, "oidc-hardcoded-claim-mapper");
        inAccessTokens(mapper.putObject("config"), name, type).put("claim.value", value);
        return mapper;
    }

    /** A claim that says what the client is called that asked for the token, in the client credentials grant alone. */
    static ObjectNode clientId(String name) {
        ObjectNode mapper = mapper(name, "oidc-usersessionmodel-note-mapper");
        inAccessTokens(mapper.putObject("config"), name, "String").put("user.session.note", "client_id");
        return mapper;
    }

    /** A role of the realm, whoever asks. */
    static ObjectNode role(String role) {
        ObjectNode mapper = mapper(role, "oidc-hardcoded-role-mapper");
        mapper.putObject("config").put("role", role);
        return mapper;
    }

    private static ObjectNode mapper(String name, String kind) {
        return JSON.createObjectNode()
                .put("name", name)
                .put("protocol", "openid-connect")
                .put("protocolMapper", kind);
    }

    private static ObjectNode inAccessTokens(ObjectNode config, String name, String type) {
        return config.put("claim.name", name)
                .put("jsonType.label", type)
                .put("access.token.claim", "true")
                .put("id.token.claim", "false")
                .put("userinfo.token.claim", "false")
                .put("introspection.token.claim", "true");
    }
}
