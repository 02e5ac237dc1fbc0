package network.reuse.refurb.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.refurb.application.AskForErasure;
import network.reuse.refurb.application.ErasureMinimumView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How far donors want the media of their devices erased at least. */
@Path("/v1/refurb/erasure-minimum")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Effacement minimal",
        description = "Le niveau d'effacement qu'un donateur demande / The level of erasure that a donor asks for")
public class ErasureMinimumResource {
    private final Callers callers;
    private final Commands commands;
    private final AskForErasure ask;

    public ErasureMinimumResource(Callers callers, Commands commands, AskForErasure ask) {
        this.callers = callers;
        this.commands = commands;
        this.ask = ask;
    }

    @POST
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "askForErasure",
            summary = "Demander un niveau d'effacement minimal / Ask for a minimum level of erasure",
            description =
                    "Vaut pour les appareils de votre organisation, à partir de cette date : aucun n'est prêt ni mis au rebut en dessous."
                            + " CLEAR vaut toujours. / Holds for your organisation's devices from that time on: none is ready or scrapped below"
                            + " it. CLEAR always holds.")
    @APIResponseSchema(value = ErasureMinimumView.class, responseCode = "200")
    public Uni<Response> ask(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.ErasureMinimum form) {
        return ask.ask(commands.from(headers, form), form.level(), form.validFrom())
                .map(Answer::ok);
    }

    @GET
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "listErasureMinimums",
            summary = "Les niveaux demandés, le dernier d'abord / The levels that were asked for, the latest first")
    public Uni<List<ErasureMinimumView>> all() {
        return ask.all(callers.current());
    }
}
