package network.reuse.allocation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.application.pack.FindPacks;
import network.reuse.allocation.application.pack.PackView;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.PackStatus;
import network.reuse.allocation.domain.WantedPacks;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.Pages;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Packs, as their parties see them. */
@Path("/v1/allocation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Packs", description = "Les packs, de la réservation à la remise / Packs, from reservation to hand-over")
public class PackResource {
    private final Callers callers;
    private final FindPacks find;

    public PackResource(Callers callers, FindPacks find) {
        this.callers = callers;
        this.find = find;
    }

    @GET
    @Path("/packs")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "listPacks", summary = "Les packs visibles / The packs you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = PackView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("programmeId") @Nullable UUID programmeId,
            @QueryParam("requestId") @Nullable UUID requestId,
            @QueryParam("status") @Nullable PackStatus status,
            @QueryParam("code") @Nullable String code,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedPacks wanted = new WantedPacks(programmeId, requestId, status, code, changedSince);
        return find.packs(callers.current(), after, limit, wanted)
                .map(packs -> Pages.page(uri, packs, limit, PackView::id));
    }

    @GET
    @Path("/packs/{id}")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "getPack", summary = "Un pack / One pack")
    @APIResponseSchema(value = PackView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.pack(callers.current(), id)
                .map(pack -> Pages.one(headers, pack, pack.version(), pack.sponsorName(), pack.rank(), beside(pack)));
    }

    /** What is told of it that changes without it, in one text; null where nothing is. */
    private static @Nullable String beside(PackView pack) {
        return pack.kept() == null && pack.missing() == null ? null : pack.kept() + "/" + pack.missing();
    }

    @GET
    @Path("/packs/{id}/transitions")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "packTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Pack.Move>> transitions(UUID id) {
        return find.pack(callers.current(), id).map(PackView::legal);
    }
}
