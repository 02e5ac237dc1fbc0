package network.reuse.gateway.edge;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import network.reuse.defaults.caller.Pages;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Serves the documents that partners program against, to everybody. */
@Path("/")
@PermitAll
public class ApiDocumentResource {
    private final ApiDocuments documents;

    public ApiDocumentResource(ApiDocuments documents) {
        this.documents = documents;
    }

    @GET
    @Path("openapi.yaml")
    @Produces("application/yaml")
    @Operation(hidden = true)
    @Blocking
    public Response openApiAsYaml(@Context HttpHeaders headers) throws IOException {
        return answer(headers, documents.openApiAsYaml());
    }

    @GET
    @Path("openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    @Blocking
    public Response openApiAsJson(@Context HttpHeaders headers) throws IOException {
        return answer(headers, documents.openApiAsJson());
    }

    @GET
    @Path("asyncapi.yaml")
    @Produces("application/yaml")
    @Operation(hidden = true)
    @Blocking
    public Response asyncApi(@Context HttpHeaders headers) throws IOException {
        return answer(headers, found(documents.asyncApi()));
    }

    @GET
    @Path("schemas/{name: [A-Za-z0-9.-]{1,80}}.json")
    @Produces("application/schema+json")
    @Operation(hidden = true)
    @Blocking
    public Response schema(@PathParam("name") String name, @Context HttpHeaders headers) throws IOException {
        return answer(headers, found(documents.schema(name)));
    }

    /** The document, or 304 to whoever has it already. */
    private static Response answer(HttpHeaders headers, String document) {
        return Pages.text(headers, document).build();
    }

    private static String found(Optional<String> document) {
        return document.orElseThrow(NotFoundException::new);
    }
}
