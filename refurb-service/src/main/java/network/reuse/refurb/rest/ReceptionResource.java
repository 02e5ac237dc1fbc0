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
import network.reuse.refurb.application.ReceiveDevice;
import network.reuse.refurb.application.ReceptionRow;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Truckloads that arrive at a workshop. */
@Path("/v1/refurb/receptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Arrivages", description = "Les arrivages en atelier / What arrives at workshops")
public class ReceptionResource {
    private final Commands commands;
    private final ReceiveDevice receive;

    public ReceptionResource(Commands commands, ReceiveDevice receive) {
        this.commands = commands;
        this.receive = receive;
    }

    @POST
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Operation(
            operationId = "receiveDevices",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Recevoir un arrivage / Receive a truckload",
            description = "10 000 appareils au plus, un résultat par appareil ; peut être renvoyé."
                    + " / Up to 10,000 devices, one result each; may be sent again.")
    @APIResponseSchema(value = ReceptionRow.class, responseCode = "200")
    public Uni<Response> receive(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Receptions form) {
        return receive.receiveAll(commands.from(headers, form), form.deviceIds(), form.occurredAt())
                .map(Answer::ok);
    }
}
