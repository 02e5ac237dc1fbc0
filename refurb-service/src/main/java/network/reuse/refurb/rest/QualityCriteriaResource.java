package network.reuse.refurb.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import network.reuse.refurb.domain.QualityCriteria;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a device needs before it is handed to somebody; published for everybody. */
@Path("/v1/refurb/quality-criteria")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Appareils en atelier")
public class QualityCriteriaResource {

    @GET
    @PermitAll
    @Operation(
            operationId = "listQualityCriteria",
            summary = "Ce que le contrôle qualité demande / What quality control asks for",
            description = "Toutes les versions, par catégorie ; un appareil se lit selon celle du jour de son contrôle."
                    + " / All versions, by category; a device is read by the one of the day on which it was checked.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = QualityCriteria.class)))
    public List<QualityCriteria> list() {
        return QualityCriteria.ALL;
    }
}
