package network.reuse.refurb.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.refurb.application.InventoryView;
import network.reuse.refurb.application.TakeInventory;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The hardware of a device, as lshw found it. */
@Path("/v1/refurb/devices/{id}/inventory")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Appareils en atelier")
public class InventoryResource {
    private final Callers callers;
    private final Commands commands;
    private final TakeInventory inventories;

    public InventoryResource(Callers callers, Commands commands, TakeInventory inventories) {
        this.callers = callers;
        this.commands = commands;
        this.inventories = inventories;
    }

    @GET
    @RolesAllowed({
        Roles.DONOR,
        Roles.COORDINATOR,
        Roles.REFURBISHER,
        Roles.PROGRAMME_MANAGER,
        Roles.REFERRER,
        Roles.ANALYST
    })
    @Operation(
            operationId = "getInventory",
            summary = "Le matériel d'un appareil / A device's hardware",
            description =
                    "Le dernier inventaire ; les vendeurs le lisent aussi. / The last inventory; sellers read it too.")
    @APIResponseSchema(value = InventoryView.class, responseCode = "200")
    public Uni<InventoryView> get(UUID id) {
        return inventories.last(callers.current(), id);
    }

    @POST
    @Consumes(LshwReport.TYPE)
    @RolesAllowed(Roles.REFURBISHER)
    @Blocking
    @Operation(
            operationId = "takeInventory",
            summary = "Déposer l'inventaire de lshw / Upload lshw's inventory",
            description =
                    "Ce qu'écrit « lshw -json », 1 Mio au plus. Un disque interne qui n'était pas listé rejoint les supports de"
                            + " l'appareil et reste à effacer. / What \"lshw -json\" writes, 1 MiB at most. A built-in drive that was not"
                            + " listed joins the device's media and is to be erased.")
    @APIResponseSchema(value = InventoryView.class, responseCode = "200")
    public Uni<Response> take(
            UUID id,
            @BeanParam VersionedHeaders headers,
            @QueryParam("occurredAt") @Nullable Instant occurredAt,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = LshwReport.TYPE,
                                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    LshwReport report) {
        return inventories
                .take(commands.from(headers, report), id, report.inventory(), occurredAt)
                .map(Answer::ok);
    }
}
