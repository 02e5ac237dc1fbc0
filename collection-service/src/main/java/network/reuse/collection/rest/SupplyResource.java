package network.reuse.collection.rest;

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
import network.reuse.collection.application.LotView;
import network.reuse.collection.application.SupplyLot;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Supplies: what organisations bought, and received without a donor. */
@Path("/v1/collection/supplies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Lots")
public class SupplyResource {
    private final Commands commands;
    private final SupplyLot supply;

    public SupplyResource(Commands commands, SupplyLot supply) {
        this.commands = commands;
        this.supply = supply;
    }

    @POST
    @RolesAllowed({Roles.COORDINATOR, Roles.REFURBISHER})
    @Operation(
            operationId = "supplyLot",
            summary = "Enregistrer un lot acheté / Record a lot that was bought",
            description =
                    "L'acheteur est l'organisation du jeton, qui a reçu le lot : ni enlèvement ni bordereau. Ses appareils"
                            + " s'enregistrent comme ceux d'un lot collecté ; ceux achetés neufs ne comptent pour aucun objectif de"
                            + " réemploi. / The buyer is the token's organisation, which has received the lot: there is neither pickup nor"
                            + " slip. Its devices are registered like those of a lot that was collected; those bought new count towards no"
                            + " target of reuse.")
    @APIResponseSchema(value = LotView.class, responseCode = "201")
    public Uni<Response> supply(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Supply form) {
        return supply.supply(
                        commands.from(headers, form),
                        form.supplier(),
                        form.purchase(),
                        form.workshop(),
                        form.commune(),
                        Forms.quantities(form.quantities()),
                        form.partnerRef(),
                        form.occurredAt())
                .map(answer -> answer.created("/v1/collection/lots"));
    }
}
