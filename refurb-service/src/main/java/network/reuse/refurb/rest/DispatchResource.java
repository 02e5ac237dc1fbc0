package network.reuse.refurb.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.request.Bulk;
import network.reuse.refurb.application.DispatchDevice;
import network.reuse.refurb.application.DispatchRow;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shipments that leave a workshop for whoever hands the devices over. */
@Path("/v1/refurb/dispatches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Départs", description = "Les départs d'atelier / What leaves workshops")
public class DispatchResource {
    private final Commands commands;
    private final DispatchDevice dispatch;

    public DispatchResource(Commands commands, DispatchDevice dispatch) {
        this.commands = commands;
        this.dispatch = dispatch;
    }

    @POST
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Extension(name = Bulk.EXTENSION, value = "true")
    @Operation(
            operationId = "dispatchDevices",
            summary = "Expédier un envoi / Dispatch a shipment",
            description = "10 000 appareils au plus, un résultat par appareil ; peut être renvoyé."
                    + " / Up to 10,000 devices, one result each; may be sent again.")
    @APIResponseSchema(value = DispatchRow.class, responseCode = "200")
    public Uni<Response> dispatch(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Dispatches form) {
        return dispatch.dispatchAll(commands.from(headers, form), form.deviceIds(), form.shipment(), form.occurredAt())
                .map(Answer::ok);
    }
}
