package network.reuse.mediation.rest;

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
import network.reuse.mediation.application.ScheduleSeries;
import network.reuse.mediation.application.SeriesView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Workshops that are held several times. */
@Path("/v1/mediation/series")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Ateliers",
        description = "Ce que l'on apprend, et avec combien de places / What is taught, with how many seats")
public class SeriesResource {
    private final Commands commands;
    private final ScheduleSeries schedule;

    public SeriesResource(Commands commands, ScheduleSeries schedule) {
        this.commands = commands;
        this.schedule = schedule;
    }

    @POST
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "scheduleSeries",
            summary = "Programmer un atelier plusieurs fois / Schedule a workshop several times",
            description =
                    "Tous ou aucun : le même jour de la semaine, à la même heure du lieu, aussi après un changement d'heure. Chacun est ensuite un"
                            + " atelier à part, que listWorkshops retrouve par « seriesId ». / All or none: on the"
                            + " same day of the week, at the same time by the place's clocks, also after these have changed. Each is a workshop of its own"
                            + " from then on, which listWorkshops finds by \"seriesId\".")
    @APIResponseSchema(value = SeriesView.class, responseCode = "200")
    public Uni<Response> schedule(@BeanParam CommandHeaders headers, @Valid @NotNull SeriesForm form) {
        return schedule.schedule(
                        commands.from(headers, form),
                        form.first(),
                        form.repeat().repetition(),
                        form.occurredAt())
                .map(Answer::ok);
    }
}
