package network.reuse.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Example;

class ReleasedApiTest {
    private static final String RELEASED = """
            openapi: 3.1.0
            info: {title: All, version: "1"}
            components:
              schemas:
                LotForm:
                  type: object
                  required: [commune]
                  properties:
                    commune: {type: string, maxLength: 5, examples: ["67482"]}
                    count: {type: integer, exclusiveMinimum: 0}
                    kind: {type: string, enum: [LAPTOP, DESKTOP]}
                Lot:
                  type: object
                  required: [id, status]
                  properties:
                    id: {type: string, format: uuid}
                    status: {type: string, enum: [OFFERED, AGREED]}
                    note: {type: [string, "null"]}
            paths:
              /v1/lots:
                get:
                  operationId: listLots
                  parameters:
                  - {name: limit, in: query, schema: {type: integer}}
                  - {name: status, in: query, schema: {type: string}}
                  responses:
                    "200": {description: Page, content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Lot"}}}}}
                post:
                  operationId: offerLot
                  requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/LotForm"}}}}
                  responses:
                    "201":
                      description: Made
                      headers: {ETag: {schema: {type: string}}}
                      content: {application/json: {schema: {$ref: "#/components/schemas/Lot"}}}
                    "409": {description: Not now}
              /v1/lots/{id}/closure:
                post:
                  operationId: closeLot
                  parameters: [{name: id, in: path, required: true, schema: {type: string}}]
                  responses:
                    "200": {description: Closed, content: {application/json: {schema: {$ref: "#/components/schemas/Lot"}}}}
            """;

    /**
     * A change to the document.
     *
     * @param said what is said of it
     */
    private record Breaking(String part, String other, String said) {}

    private static final List<Breaking> BREAKING = List.of(
            new Breaking(
                    "    get:\n      operationId: listLots",
                    "    put:\n      operationId: listLots",
                    "GET /v1/lots is gone"),
            new Breaking("/v1/lots/{id}/closure:", "/v1/lots/{id}/end:", "POST /v1/lots/{id}/closure is gone"),
            new Breaking("required: [commune]", "required: [commune, kind]", "takes application/json/kind: needed now"),
            new Breaking(
                    "        count: {type: integer, exclusiveMinimum: 0}\n", "", "takes application/json/count: gone"),
            new Breaking(
                    "enum: [LAPTOP, DESKTOP]",
                    "enum: [LAPTOP]",
                    "takes application/json/kind: DESKTOP no longer taken"),
            new Breaking("count: {type: integer", "count: {type: string", "takes application/json/count: another type"),
            new Breaking(
                    "commune: {type: string, maxLength: 5",
                    "commune: {type: string, maxLength: 4",
                    "POST /v1/lots has changed"),
            new Breaking("        note: {type: [string, \"null\"]}\n", "", "answers 201 application/json/note: gone"),
            new Breaking(
                    "id: {type: string, format: uuid}", "id: {type: integer}", "application/json/id: another type"),
            new Breaking("required: [id, status]", "required: [id]", "application/json/status: may be absent now"),
            new Breaking("\"201\":", "\"200\":", "POST /v1/lots no longer answers 201"),
            new Breaking(
                    "\"409\": {description: Not now}",
                    "\"410\": {description: Gone}",
                    "POST /v1/lots no longer answers 409"),
            new Breaking("headers: {ETag: {schema: {type: string}}}", "headers: {}", "answers 201 without ETag"),
            new Breaking(
                    "{name: limit, in: query,",
                    "{name: limit, in: query, required: true,",
                    "GET /v1/lots needs the parameter limit"),
            new Breaking(
                    "      - {name: status, in: query, schema: {type: string}}\n",
                    "",
                    "no longer takes the parameter status"),
            new Breaking(
                    "      - {name: status",
                    "      - {name: region, in: query, required: true, schema: {type: string}}\n      - {name: status",
                    "needs the new parameter region"));

    private static final List<String[]> ADDING = List.of(
            new String[] {
                "  /v1/lots/{id}/closure:",
                "  /v1/lots/{id}/opening:\n    post: {operationId: openLot, responses: {\"200\": {description: Open}}}\n  /v1/lots/{id}/closure:"
            },
            new String[] {
                "      - {name: status",
                "      - {name: region, in: query, schema: {type: string}}\n      - {name: status"
            },
            new String[] {"        count: {type", "        colour: {type: string}\n        count: {type"},
            new String[] {"enum: [LAPTOP, DESKTOP]", "enum: [LAPTOP, DESKTOP, TABLET]"},
            new String[] {"        note: {type", "        colour: {type: string}\n        note: {type"},
            new String[] {"required: [id, status]", "required: [id, status, note]"},
            new String[] {"enum: [OFFERED, AGREED]", "enum: [OFFERED, AGREED, CLOSED]"},
            new String[] {
                "\"409\": {description: Not now}",
                "\"409\": {description: Another word}\n        \"413\": {description: Too large}"
            },
            new String[] {"maxLength: 5", "maxLength: 6"},
            new String[] {"examples: [\"67482\"]", "examples: [\"67218\"]"});

    @Example
    void theSameDocumentBreaksNobody() throws IOException {
        assertThat(ReleasedApi.broken(RELEASED, RELEASED)).isEmpty();
    }

    @Example
    void eachChangeThatBreaksCallersIsNamed() throws IOException {
        for (Breaking change : BREAKING) {
            assertThat(ReleasedApi.broken(RELEASED, with(change.part(), change.other())))
                    .as("%s instead of %s", change.other(), change.part())
                    .anySatisfy(said -> assertThat(said).contains(change.said()));
        }
    }

    @Example
    void aSchemaKeepsItsNameAndItsNameKeepsItsSchema() throws IOException {
        String renamed = RELEASED.replace("LotForm", "OfferForm");
        assertThat(ReleasedApi.broken(RELEASED, renamed)).containsExactly("the schema LotForm is gone");

        String taken = renamed.replace(
                "    OfferForm:\n",
                "    LotForm: {type: object, properties: {count: {type: integer}}}\n    OfferForm:\n");
        assertThat(ReleasedApi.broken(RELEASED, taken))
                .containsExactly(
                        "the schema LotForm has no commune: it is another one by this name",
                        "the schema LotForm has no kind: it is another one by this name");
    }

    @Example
    void whatOnlyAddsBreaksNobody() throws IOException {
        for (String[] change : ADDING) {
            assertThat(ReleasedApi.broken(RELEASED, with(change[0], change[1])))
                    .as("%s instead of %s", change[1], change[0])
                    .isEmpty();
        }
    }

    @Example
    void thereIsAReleaseAndEachOfThemHolds() throws IOException {
        Path folder = Files.createTempDirectory("released");
        assertThatThrownBy(() -> ReleasedApi.requireCompatible(folder, RELEASED))
                .hasMessageContaining("released documents");

        Files.writeString(folder.resolve("1.yaml"), RELEASED);
        ReleasedApi.requireCompatible(folder, RELEASED);
        assertThatThrownBy(() ->
                        ReleasedApi.requireCompatible(folder, with("/v1/lots/{id}/closure:", "/v1/lots/{id}/end:")))
                .hasMessageContaining("1.yaml")
                .hasMessageContaining("POST /v1/lots/{id}/closure is gone");
    }

    private static String with(String part, String other) {
        assertThat(RELEASED).contains(part);
        return RELEASED.replace(part, other);
    }
}
