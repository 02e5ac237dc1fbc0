package network.reuse.defaults.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;

class PublishedApiTest {
    private static final String DOCUMENT = """
            components:
              responses:
                Problem: {description: Refus / Refusal, content: {application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}}}
            paths:
              /v1/lots:
                get:
                  summary: Les lots / The lots
                  description: "Tous. / All.\\n\\nTout rôle. / Any role."
                  parameters: [{name: limit, in: query, description: Combien au plus. / How many at most.}]
                  responses:
                    "200":
                      description: Une page / A page
                      content: {application/json: {schema: {properties: {description: {type: string}}}, example: {description: le lot}}}
                    default: {$ref: "#/components/responses/Problem"}
            """;

    @Test
    void aDocumentInFrenchAndEnglishPasses() throws JsonProcessingException {
        JsonNode document = document("", "");

        assertThatCode(() -> PublishedApi.requireBothLanguages(document)).doesNotThrowAnyException();
        assertThatCode(() -> PublishedApi.requireDefaultAnswers(document)).doesNotThrowAnyException();
    }

    @Test
    void aTextInOneLanguageOrInTheOtherOrderIsNamed() throws JsonProcessingException {
        assertThat(PublishedApi.isInBothLanguages("Les lots")).isFalse();
        assertThat(PublishedApi.isInBothLanguages("Le prix (…/sale)")).isFalse();
        assertThat(PublishedApi.isInBothLanguages("The lots of a donor / Les lots"))
                .isFalse();
        for (JsonNode document : new JsonNode[] {
            document("Les lots / The lots", "Les lots"),
            document("Tout rôle. / Any role.", "Tout rôle."),
            document("Tous. / All.", "Tous."),
            document(", description: Combien au plus. / How many at most.", "")
        }) {
            assertThatThrownBy(() -> PublishedApi.requireBothLanguages(document))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("/v1/lots");
        }
    }

    @Test
    void anOperationWithoutADefaultAnswerIsNamed() throws JsonProcessingException {
        JsonNode document = document("default: {$ref: \"#/components/responses/Problem\"}", "");

        assertThatThrownBy(() -> PublishedApi.requireDefaultAnswers(document)).hasMessageContaining("get /v1/lots");
    }

    private static JsonNode document(String part, String other) throws JsonProcessingException {
        return new YAMLMapper().readTree(part.isEmpty() ? DOCUMENT : DOCUMENT.replace(part, other));
    }
}
