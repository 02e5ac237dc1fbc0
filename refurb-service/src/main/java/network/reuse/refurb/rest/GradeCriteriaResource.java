package network.reuse.refurb.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import network.reuse.refurb.domain.GradeCriteria;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What grades mean; published for everybody. */
@Path("/v1/refurb/grade-criteria")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Appareils en atelier")
public class GradeCriteriaResource {

    @GET
    @PermitAll
    @Operation(
            operationId = "listGradeCriteria",
            summary = "Ce que disent les grades / What grades mean",
            description = "Toutes les versions ; un appareil se lit selon celle du jour de son grade."
                    + " / All versions; a device is read by the one of the day on which it was graded.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = GradeCriteria.class)))
    public List<GradeCriteria> list() {
        return GradeCriteria.ALL;
    }
}
