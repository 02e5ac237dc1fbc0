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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import network.reuse.defaults.caller.Pages;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Serves the documents that partners program against, to everybody. */
@Path("/")
@PermitAll
public class ApiDocumentResource {
    private static final int TAG_BYTES = 8;

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
        return Pages.one(headers, document, tag(document)).build();
    }

    private static String tag(String document) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String found(Optional<String> document) {
        return document.orElseThrow(NotFoundException::new);
    }
}
