package network.reuse.collection.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import network.reuse.collection.application.PlanRuns;
import network.reuse.collection.application.RunView;
import network.reuse.collection.domain.Run;
import network.reuse.collection.domain.Run.Transport;
import network.reuse.collection.domain.RunStatus;
import network.reuse.collection.domain.WantedRuns;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Runs: how a carrier fetches the lots that it is booked for. */
@Path("/v1/collection/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tournées", description = "Les tournées d'un transporteur / A carrier's runs")
public class RunResource {
    private final Callers callers;
    private final Commands commands;
    private final PlanRuns plan;

    public RunResource(Callers callers, Commands commands, PlanRuns plan) {
        this.callers = callers;
        this.commands = commands;
        this.plan = plan;
    }

    @GET
    @RolesAllowed(Roles.CARRIER)
    @Operation(
            operationId = "listRuns",
            summary = "Vos tournées, de la plus ancienne à la plus récente / Your runs, oldest first")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = RunView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable RunStatus status,
            @QueryParam("code") @Size(max = 200) @Nullable String code,
            @QueryParam("vehicleRef")
                    @Size(max = 100) @Parameter(description = "Votre référence du véhicule. / Your own reference of the vehicle.")
                    @Nullable String vehicleRef,
            @QueryParam("partnerRef") @Size(max = 200) @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        return plan.runs(
                        callers.current(),
                        after,
                        limit,
                        new WantedRuns(status, code, vehicleRef, partnerRef, changedSince))
                .map(runs -> Pages.page(uri, runs, limit, RunView::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.CARRIER)
    @Operation(operationId = "getRun", summary = "Une tournée / One run")
    @APIResponseSchema(value = RunView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return plan.run(callers.current(), id).map(run -> Pages.one(headers, run, run.version(), run.stops()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed(Roles.CARRIER)
    @Operation(operationId = "runTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Run.Move>> transitions(UUID id) {
        return plan.run(callers.current(), id).map(RunView::legal);
    }

    @POST
    @RolesAllowed(Roles.CARRIER)
    @Operation(
            operationId = "planRun",
            summary = "Planifier une tournée / Plan a run",
            description =
                    "Chaque arrêt tient dans le temps réservé pour son lot et commence après le précédent. Un véhicule ou un"
                            + " équipage est dans une seule tournée à la fois. / Each stop lies within the time that is booked for its lot and"
                            + " begins after the one ahead of it. A vehicle or a crew is on one run at a time.")
    @APIResponseSchema(value = RunView.class, responseCode = "201")
    public Uni<Response> plan(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.RunForm form) {
        return plan.plan(
                        commands.from(headers, form),
                        new Transport(form.vehicleRef(), form.crewRef()),
                        Forms.visits(form.stops()),
                        form.partnerRef(),
                        form.occurredAt())
                .map(answer -> answer.created("/v1/collection/runs"));
    }

    @POST
    @Path("/{id}/move")
    @RolesAllowed(Roles.CARRIER)
    @Operation(
            operationId = "moveRun",
            summary = "Modifier une tournée / Change a run",
            description = "Ce qui est fait (stops.done) reste, que vous le nommiez ou non ; « stops » dit ce qui vient."
                    + " / What is done (stops.done) stays, whether you name it or not; \"stops\" says what is to come.")
    @APIResponseSchema(value = RunView.class, responseCode = "200")
    public Uni<Response> move(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.RunMove form) {
        return plan.move(
                        commands.from(headers, form),
                        id,
                        form.vehicleRef(),
                        form.crewRef(),
                        Forms.visits(form.stops()),
                        form.reason(),
                        form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed(Roles.CARRIER)
    @Operation(
            operationId = "cancelRun",
            summary = "Annuler une tournée / Cancel a run",
            description = "Ce qui est fait reste fait. / What is done stays done.")
    @APIResponseSchema(value = RunView.class, responseCode = "200")
    public Uni<Response> cancel(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return plan.cancel(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
