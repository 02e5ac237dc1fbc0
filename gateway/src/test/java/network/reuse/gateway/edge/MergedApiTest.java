package network.reuse.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import net.jqwik.api.Example;

class MergedApiTest {
    private static final String OWN = """
            openapi: 3.1.0
            info: {title: All, version: "1"}
            components: {schemas: {Quantity: {type: object}, Page: {type: object}}}
            paths: {/v1/a: {get: {operationId: read, tags: [a], security: [{oidc: []}]}}}
            """;
    private static final String THEIRS = """
            openapi: 3.1.0
            info: {title: Theirs, version: "2"}
            components:
              schemas: {Quantity: {type: string}, Page: {type: object}, Lot: {$ref: "#/components/schemas/Quantity"}}
            paths:
              /v1/collection/lots:
                parameters: [{name: x, in: query}]
                get: {operationId: read, tags: [lots], security: [{else: [donor, carrier]}]}
                post: {operationId: offer}
            """;

    private static MergedApi api() throws JsonProcessingException {
        return new MergedApi(yaml(OWN), "https://reuse.example", "https://id.example/token", "contact@reuse.example");
    }

    @Example
    void namesThatClashAreToldApart() throws JsonProcessingException {
        ObjectNode merged = api().with("collection", yaml(THEIRS)).document();

        assertThat(merged.at("/info/title").asText()).isEqualTo("All");
        assertThat(merged.at("/components/schemas/Quantity/type").asText()).isEqualTo("object");
        assertThat(merged.at("/components/schemas/CollectionQuantity/type").asText())
                .isEqualTo("string");
        assertThat(merged.at("/components/schemas/Lot/$ref").asText())
                .isEqualTo("#/components/schemas/CollectionQuantity");
        assertThat(merged.at("/paths/~1v1~1collection~1lots/get/operationId").asText())
                .isEqualTo("collectionRead");
        assertThat(merged.at("/paths/~1v1~1collection~1lots/post/operationId").asText())
                .isEqualTo("offer");
    }

    @Example
    void operationsAreTaggedByServiceAndSecuredAlike() throws JsonProcessingException {
        ObjectNode merged = api().with("collection", yaml(THEIRS)).document();

        assertThat(merged.at("/paths/~1v1~1collection~1lots/get/tags/0").asText())
                .isEqualTo("collection: lots");
        assertThat(merged.at("/paths/~1v1~1collection~1lots/post/tags/0").asText())
                .isEqualTo("collection");
        assertThat(merged.at("/paths/~1v1~1collection~1lots/get/security/0").has("bearer"))
                .isTrue();
        assertThat(merged.at("/paths/~1v1~1collection~1lots/get/security/0/bearer"))
                .isEmpty();
        assertThat(merged.at("/paths/~1v1~1collection~1lots/get/x-roles"))
                .as("the roles that an operation takes")
                .extracting(role -> role.asText())
                .containsExactly("carrier", "donor");
        assertThat(merged.at("/paths/~1v1~1a/get/security/0").has("bearer")).isTrue();
        assertThat(merged.at("/servers/0/url").asText()).isEqualTo("https://reuse.example");
        assertThat(merged.at("/info/contact/email").asText()).isEqualTo("contact@reuse.example");
        assertThat(merged.at("/components/securitySchemes/bearer/description").asText())
                .contains("POST to https://id.example/token with grant_type=client_credentials");
        assertThat(merged.at("/components/securitySchemes/bearer/scheme").asText())
                .isEqualTo("bearer");
    }

    @Example
    void onePathIsOfferedOnce() throws JsonProcessingException {
        MergedApi api = api().with("collection", yaml(THEIRS));
        ObjectNode again = yaml(THEIRS);

        assertThatThrownBy(() -> api.with("refurb", again)).isInstanceOf(IllegalStateException.class);
    }

    private static ObjectNode yaml(String text) throws JsonProcessingException {
        return (ObjectNode) new YAMLMapper().readTree(text);
    }
}
