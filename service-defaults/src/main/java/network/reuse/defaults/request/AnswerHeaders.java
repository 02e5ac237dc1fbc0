package network.reuse.defaults.request;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Names in the OpenAPI document the headers of answers: an aggregate's ETag, the address of what was made, and the next page. */
final class AnswerHeaders {
    /** What a link without a token opens has no address, and a tag only where it is read again and again. */
    private static final String CODE = "{code}";

    private AnswerHeaders() {}

    static void describe(String path, HttpMethod method, Operation operation) {
        if (operation.getResponses() == null) {
            return;
        }
        if (path.contains(CODE)) {
            if (operation.getResponses().hasAPIResponse("304")) {
                addTag(operation.getResponses().getAPIResponse("200"));
                addTag(operation.getResponses().getAPIResponse("304"));
            }
            return;
        }
        APIResponse ok = operation.getResponses().getAPIResponse("200");
        APIResponse created = operation.getResponses().getAPIResponse("201");
        if (created != null) {
            add(
                    created,
                    "Location",
                    true,
                    "L'adresse de ce qui a été créé / The address of what was created",
                    "/v1/…/01980000-0000-7000-8000-000000000001");
            addTag(created);
        }
        boolean hasTag = method == HttpMethod.GET
                ? path.endsWith("{id}") || operation.getResponses().hasAPIResponse("304")
                : has(operation, Parameter.In.HEADER, "If-Match");
        if (hasTag) {
            addTag(ok);
            addTag(operation.getResponses().getAPIResponse("304"));
        }
        if (method == HttpMethod.GET && has(operation, Parameter.In.QUERY, "after")) {
            add(
                    ok,
                    "Link",
                    false,
                    "La page suivante (rel=next), s'il peut y en avoir une / The next page (rel=next), when there may be"
                            + " one",
                    "<?after=01980000-0000-7000-8000-000000000001&limit=50>; rel=\"next\"");
        }
    }

    private static void addTag(@Nullable APIResponse response) {
        add(
                response,
                "ETag",
                true,
                "La version, à reprendre dans If-Match / The version, to be repeated in If-Match",
                "\"v3\"");
    }

    private static void add(
            @Nullable APIResponse response, String name, boolean required, String description, String example) {
        if (response == null
                || (response.getHeaders() != null && response.getHeaders().containsKey(name))) {
            return;
        }
        response.addHeader(
                name,
                OASFactory.createHeader()
                        .description(description)
                        .required(required)
                        .schema(OASFactory.createSchema()
                                .addType(SchemaType.STRING)
                                .addExample(example)));
    }

    private static boolean has(Operation operation, Parameter.In in, String name) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> parameter.getIn() == in && name.equalsIgnoreCase(parameter.getName()));
    }
}
