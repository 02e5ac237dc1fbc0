package network.reuse.gateway.edge;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Serves the documents that partners program against, to everybody. */
@Path("/")
@PermitAll
public class DocumentResource {
    private final Documents documents;
    private final ProblemPages problems;

    public DocumentResource(Documents documents, ProblemPages problems) {
        this.documents = documents;
        this.problems = problems;
    }

    @GET
    @Path("openapi.yaml")
    @Produces("application/yaml")
    @Operation(hidden = true)
    @Blocking
    public String openApiAsYaml() throws IOException {
        return documents.openApiAsYaml();
    }

    @GET
    @Path("openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    @Blocking
    public String openApiAsJson() throws IOException {
        return documents.openApiAsJson();
    }

    @GET
    @Path("asyncapi.yaml")
    @Produces("application/yaml")
    @Operation(hidden = true)
    @Blocking
    public String asyncApi() {
        return found(documents.asyncApi());
    }

    @GET
    @Path("schemas/{name: [A-Za-z0-9.-]{1,80}}.json")
    @Produces("application/schema+json")
    @Operation(hidden = true)
    @Blocking
    public String schema(@PathParam("name") String name) {
        return found(documents.schema(name));
    }

    @GET
    @Path("problems/{code: [a-z_]{1,60}}")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    @Operation(hidden = true)
    public String problem(@PathParam("code") String code) {
        return problems.about(code);
    }

    private static String found(Optional<String> document) {
        return document.orElseThrow(NotFoundException::new);
    }
}
