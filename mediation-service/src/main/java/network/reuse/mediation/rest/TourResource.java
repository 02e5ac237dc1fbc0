package network.reuse.mediation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.mediation.application.FindTours;
import network.reuse.mediation.application.PlanTours;
import network.reuse.mediation.application.TourView;
import network.reuse.mediation.domain.Tour;
import network.reuse.mediation.domain.TourStatus;
import network.reuse.mediation.domain.WantedTours;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tours of mobile places: planned, moved, cancelled. */
@Path("/v1/mediation/tours")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tournées", description = "Où va un lieu mobile, et quand / Where a mobile place goes, and when")
public class TourResource {
    private static final String STOP = "L'étape, par son identifiant. / The stop, by its id.";

    private final Callers callers;
    private final Commands commands;
    private final FindTours find;
    private final PlanTours plan;

    public TourResource(Callers callers, Commands commands, FindTours find, PlanTours plan) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.plan = plan;
    }

    @GET
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "listTours",
            summary = "Les tournées visibles, de la plus ancienne à la plus récente / The tours you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = TourView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable TourStatus status,
            @QueryParam("placeId") @Nullable UUID placeId,
            @QueryParam("code") @Nullable String code,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedTours wanted = new WantedTours(status, placeId, code, partnerRef, changedSince);
        return find.tours(callers.current(), after, limit, wanted)
                .map(tours -> Pages.page(uri, tours, limit, TourView::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(operationId = "getTour", summary = "Une tournée / One tour")
    @APIResponseSchema(value = TourView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.tour(callers.current(), id).map(tour -> Pages.one(headers, tour, tour.version()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(operationId = "tourTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Tour.Move>> transitions(UUID id) {
        return find.tour(callers.current(), id).map(TourView::legal);
    }

    @POST
    @RolesAllowed(Roles.PLACE_MANAGER)
    @Operation(
            operationId = "planTour",
            summary = "Planifier la tournée d'un lieu mobile / Plan a mobile place's tour",
            description =
                    "Un véhicule, un médiateur, une salle ou une machine n'est jamais à deux endroits à la fois, trajets compris : 409"
                            + " « in_two_places » nomme ce qui se heurte. / A vehicle, a mediator, a room or a machine is never in two places"
                            + " at once, ways included: 409 \"in_two_places\" names what clashes.")
    @APIResponseSchema(value = TourView.class, responseCode = "201")
    public Uni<Response> plan(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.TourForm form) {
        return plan.plan(commands.from(headers, form), form.wish(), form.occurredAt())
                .map(answer -> answer.created("/v1/mediation/tours"));
    }

    @POST
    @Path("/{id}/stops/{stopId}/move")
    @RolesAllowed(Roles.PLACE_MANAGER)
    @Operation(
            operationId = "moveStop",
            summary = "Déplacer une étape / Move a stop",
            description =
                    "Ses ateliers la suivent, avec leurs places ; chaque personne inscrite dont l'adresse est connue en est informée, et apprend où"
                            + " d'autres places sont libres (workshopAlternatives), ou qu'il n'y en a pas. / Its workshops go along, with their"
                            + " seats; everybody registered whose address is known is told, and hears where other seats are free"
                            + " (workshopAlternatives), or that there are none.")
    @APIResponseSchema(value = TourView.class, responseCode = "200")
    public Uni<Response> move(
            UUID id,
            @Parameter(description = STOP) @PathParam("stopId") UUID stopId,
            @BeanParam VersionedHeaders headers,
            @Valid @NotNull Forms.StopMoveForm form) {
        return plan.moveStop(commands.from(headers, form), id, stopId, form.wish(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/stops/{stopId}/cancellation")
    @RolesAllowed(Roles.PLACE_MANAGER)
    @Operation(
            operationId = "cancelStop",
            summary = "Annuler une étape et ses ateliers / Cancel a stop and its workshops",
            description =
                    "Les personnes inscrites sont informées comme à un déplacement. / Those registered are told as of a move.")
    @APIResponseSchema(value = TourView.class, responseCode = "200")
    public Uni<Response> cancelStop(
            UUID id,
            @Parameter(description = STOP) @PathParam("stopId") UUID stopId,
            @BeanParam VersionedHeaders headers,
            @Valid @NotNull Reason form) {
        return plan.cancelStop(commands.from(headers, form), id, stopId, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed(Roles.PLACE_MANAGER)
    @Operation(
            operationId = "cancelTour",
            summary = "Annuler une tournée et ses ateliers / Cancel a tour and its workshops")
    @APIResponseSchema(value = TourView.class, responseCode = "200")
    public Uni<Response> cancel(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return plan.cancel(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
