package network.reuse.gateway.passport;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Passports, over HTTP. */
@Path("/v1/devices/{id}/passport")
@Tag(name = "Appareils", description = "Les appareils, un par un / Devices, one by one")
public class PassportResource {
    private final Passports passports;
    private final Callers callers;

    public PassportResource(Passports passports, Callers callers) {
        this.passports = passports;
        this.callers = callers;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({
        Roles.DONOR,
        Roles.CARRIER,
        Roles.COORDINATOR,
        Roles.REFURBISHER,
        Roles.PROGRAMME_MANAGER,
        Roles.ANALYST,
        Roles.ADMIN
    })
    @Operation(
            operationId = "passport",
            summary = "Le passeport d'un appareil / A device's passport",
            description =
                    "Ce qui lui est arrivé, de l'offre du donneur à la remise ou à la vente, et s'il compte pour l'objectif, avec la raison. Pour ses parties seulement ; jamais une personne. / What happened to it, from the donor's offer to hand-over or sale, and whether it counts for the target, with the reason. For its parties alone; never a person.")
    @APIResponse(responseCode = "200", description = "Le passeport / The passport")
    @APIResponse(
            responseCode = "404",
            description =
                    "Inconnu, ou votre organisation n'a pas de part dans sa vie / Unknown, or your organisation has no part in its life")
    public Uni<Passport> passport(
            @Parameter(example = "01980000-0000-7000-8000-000000000001") @PathParam("id") UUID id) {
        return passports.of(callers.current(), id);
    }
}
