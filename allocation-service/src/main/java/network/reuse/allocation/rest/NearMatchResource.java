package network.reuse.allocation.rest;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import network.reuse.allocation.application.request.DecideNearMatch;
import network.reuse.allocation.application.request.FindNearMatches;
import network.reuse.allocation.application.request.NearMatchView;
import network.reuse.allocation.application.request.RequestView;
import network.reuse.allocation.domain.NearMatchDecision;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
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

/** Requests that look alike, for a human at the sponsor. */
@Path("/v1/allocation/near-matches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Demandes", description = "Les demandes des prescripteurs / What referrers ask for")
public class NearMatchResource {
    private final Callers callers;
    private final Commands commands;
    private final FindNearMatches find;
    private final DecideNearMatch decide;

    public NearMatchResource(Callers callers, Commands commands, FindNearMatches find, DecideNearMatch decide) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.decide = decide;
    }

    @GET
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "listNearMatches",
            summary = "Les demandes à comparer / Requests to compare",
            description =
                    "Pour le porteur : chaque demande qui attend un pack ou sa remise et ressemble à une autre du groupe qui passe avant elle (déjà"
                            + " servie, sinon plus ancienne), sans que personne ait décidé, avec les champs en commun. Les coordonnées se lisent à"
                            + " part, chaque lecture consignée."
                            + " / For the sponsor: each request that waits for a pack or for its hand-over and looks like another one of the group"
                            + " that comes before it (served already, else earlier), undecided, with the fields in common. Contacts are read apart,"
                            + " and each reading is noted.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = NearMatchView.class)))
    public Uni<Response> list(
            @Parameter(
                            description =
                                    "La demande derrière laquelle la page commence. / The request behind which the page begins.")
                    @QueryParam("after")
                    @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("programmeId") @Nullable UUID programmeId,
            @Context UriInfo uri) {
        return find.undecided(callers.current(), after, programmeId, limit)
                .map(found -> Pages.page(uri, found, limit, one -> one.request().id()));
    }

    @GET
    @Path("/decisions")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "listNearMatchDecisions",
            summary = "Ce qui a été décidé des ressemblances / What was decided about near matches",
            description = "La dernière décision sur deux demandes vaut ; les précédentes restent."
                    + " / The last decision on two requests counts; those before stay.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = NearMatchDecision.class)))
    public Uni<Response> decisions(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("requestId") @Nullable UUID requestId,
            @Context UriInfo uri) {
        return find.decisions(callers.current(), after, requestId, limit)
                .map(found -> Pages.page(uri, found, limit, NearMatchDecision::id));
    }

    @POST
    @Path("/decisions")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "decideNearMatch",
            summary = "Dire si deux demandes sont d'un même foyer / Say whether two requests are of one household",
            description =
                    "Même foyer : la plus récente, ou la plus ancienne si elle attend quand l'autre a son pack, est refusée, et son prescripteur"
                            + " n'en apprend pas plus que pour tout foyer servi ; de deux réservations, l'une s'annule d'abord. Foyers différents :"
                            + " elles ne sont plus montrées. La réponse est la demande qui serait refusée."
                            + " / One household: the later request, or the earlier if it waits while the other has its pack, is declined, and its"
                            + " referrer is told no more than of any household that is served; of two reservations one is cancelled first. Two: they"
                            + " are not shown again. The answer is the request that would be declined.")
    @APIResponseSchema(value = RequestView.class, responseCode = "200")
    public Uni<Response> decide(
            @BeanParam CommandHeaders headers, @Valid @NotNull IdentificationForms.NearMatchDecisionForm form) {
        return decide.decide(commands.from(headers, form), form.said(), form.occurredAt())
                .map(Answer::okWithoutTag);
    }
}
