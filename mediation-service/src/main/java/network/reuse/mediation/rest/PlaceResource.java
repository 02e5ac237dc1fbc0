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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.mediation.application.AmendPlace;
import network.reuse.mediation.application.FindMediation;
import network.reuse.mediation.application.OpenPlace;
import network.reuse.mediation.application.PlaceView;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.PlaceStatus;
import network.reuse.mediation.domain.WantedPlaces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Places: opened to workshops, amended and closed again. */
@Path("/v1/mediation/places")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lieux", description = "Où l'on apprend / Where people are taught")
public class PlaceResource {
    private final Callers callers;
    private final Commands commands;
    private final FindMediation find;
    private final OpenPlace open;
    private final AmendPlace amend;

    public PlaceResource(Callers callers, Commands commands, FindMediation find, OpenPlace open, AmendPlace amend) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.open = open;
        this.amend = amend;
    }

    @GET
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER, Roles.ANALYST})
    @Operation(
            operationId = "listPlaces",
            summary = "Les lieux visibles, du plus ancien au plus récent / The places you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = PlaceView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable PlaceStatus status,
            @QueryParam("code") @Nullable String code,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedPlaces wanted = new WantedPlaces(status, code, partnerRef, changedSince);
        return find.places(callers.current(), after, limit, wanted)
                .map(places -> Pages.page(uri, places, limit, PlaceView::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER, Roles.ANALYST})
    @Operation(operationId = "getPlace", summary = "Un lieu / One place")
    @APIResponseSchema(value = PlaceView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.place(callers.current(), id)
                .map(place -> Pages.one(headers, place, place.version(), place.managerName()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER, Roles.ANALYST})
    @Operation(operationId = "placeTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Place.Move>> transitions(UUID id) {
        return find.place(callers.current(), id).map(PlaceView::legal);
    }

    @POST
    @RolesAllowed(Roles.PLACE_MANAGER)
    @Operation(operationId = "openPlace", summary = "Ouvrir un lieu / Open a place")
    @APIResponseSchema(value = PlaceView.class, responseCode = "201")
    public Uni<Response> open(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.PlaceForm form) {
        Set<UUID> hosts = form.hosts() == null ? Set.of() : new HashSet<>(form.hosts());
        return open.open(
                        commands.from(headers, form),
                        form.name(),
                        form.commune(),
                        hosts,
                        Forms.CoordinatesForm.of(form.coordinates()),
                        PlaceForms.DescriptionForm.of(form.description()),
                        form.partnerRef(),
                        form.occurredAt())
                .map(answer -> answer.created("/v1/mediation/places"));
    }

    @POST
    @Path("/{id}/amendment")
    @RolesAllowed(Roles.PLACE_MANAGER)
    @Operation(
            operationId = "amendPlace",
            summary = "Changer le nom, les organisations accueillies ou ce que le lieu dit de lui"
                    + " / Change the name, the hosts or what the place tells of itself",
            description =
                    "Ce qui n'est pas nommé ne change pas ; les ateliers à venir portent le nouveau nom du lieu, ce qui"
                            + " change leur version, et tous ont lieu. Une organisation qui n'est plus accueillie ne voit plus le lieu."
                            + " / What is not named stays; the workshops to come bear the place's new name, which changes their version,"
                            + " and all take place. An organisation that is no longer among the hosts no longer sees the place.")
    @APIResponseSchema(value = PlaceView.class, responseCode = "200")
    public Uni<Response> amend(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.PlaceAmendmentForm form) {
        Set<UUID> hosts = form.hosts() == null ? null : new HashSet<>(form.hosts());
        return amend.amend(
                        commands.from(headers, form),
                        id,
                        new AmendPlace.Amendment(
                                form.name(),
                                hosts,
                                Forms.CoordinatesForm.of(form.coordinates()),
                                PlaceForms.DescriptionForm.of(form.description()),
                                form.reason()),
                        form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/closure")
    @RolesAllowed(Roles.PLACE_MANAGER)
    @Operation(operationId = "closePlace", summary = "Fermer un lieu / Close a place")
    @APIResponseSchema(value = PlaceView.class, responseCode = "200")
    public Uni<Response> close(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return open.close(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
