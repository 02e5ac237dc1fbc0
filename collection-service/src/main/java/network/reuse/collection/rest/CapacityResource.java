package network.reuse.collection.rest;

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
import network.reuse.collection.application.StateCapacity;
import network.reuse.collection.domain.WeeklyCapacity;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How many machines a workshop takes in a week. */
@Path("/v1/collection/workshop-capacity")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Lots")
public class CapacityResource {
    private final Callers callers;
    private final Commands commands;
    private final StateCapacity capacity;

    public CapacityResource(Callers callers, Commands commands, StateCapacity capacity) {
        this.callers = callers;
        this.commands = commands;
        this.capacity = capacity;
    }

    @GET
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "listWorkshopCapacity",
            summary = "Ce que votre atelier dit prendre par semaine / What your workshop says it takes in a week")
    public Uni<List<WeeklyCapacity>> list() {
        return capacity.of(callers.current());
    }

    @POST
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "stateWorkshopCapacity",
            summary = "Dire combien de machines vous prenez par semaine / Say how many machines you take in a week",
            description =
                    "Vaut depuis ce jour, jusqu'à ce qu'un autre jour en dise autre chose ; la coordination le voit."
                            + " / Stands from that day on, until another day says otherwise; the coordination sees it.")
    @APIResponseSchema(value = WeeklyCapacity.class, responseCode = "200")
    public Uni<Response> state(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.WorkshopCapacity form) {
        return capacity.state(commands.from(headers, form), new WeeklyCapacity(form.machinesPerWeek(), form.from()))
                .map(Answer::ok);
    }
}
