package network.reuse.gateway.donors;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A donor's own report; whose it is comes from the token alone. */
@Path("/v1/progress/donor")
@Tag(ref = "Avancement")
public class DonorReportResource {
    private final Donors donors;
    private final Callers callers;

    public DonorReportResource(Donors donors, Callers callers) {
        this.donors = donors;
        this.callers = callers;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "donorReport",
            summary =
                    "Ce que sont devenus les appareils de votre organisation / What became of your organisation's devices",
            description =
                    "Vos appareils par étape, et combien comptent pour l'objectif de chaque région. L'organisation est celle du jeton. / Your devices by stage, and how many count for each region's target. The organisation is the token's.")
    @APIResponse(
            responseCode = "200",
            description = "Le bilan du donneur / The donor's report",
            content = @Content(schema = @Schema(implementation = DonorReport.class)))
    public Uni<Response> report() {
        return donors.report(callers.current())
                .map(report -> Response.ok(report)
                        .header("Cache-Control", "private, no-store")
                        .build());
    }
}
