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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.application.connectivity.ConnectivityLineView;
import network.reuse.allocation.application.connectivity.FindConnectivity;
import network.reuse.allocation.application.connectivity.TellOfLine;
import network.reuse.allocation.domain.ConnectivityLine;
import network.reuse.allocation.domain.ConnectivityLineStatus;
import network.reuse.allocation.domain.WantedConnectivityLines;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Lines of connectivity offers, each for whoever a request is for. */
@Path("/v1/allocation/connectivity-lines")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connectivité", description = "Offres de connexion et leurs lignes / Connectivity offers and their lines")
public class ConnectivityLineResource {
    private final Callers callers;
    private final Commands commands;
    private final FindConnectivity find;
    private final TellOfLine tell;

    public ConnectivityLineResource(Callers callers, Commands commands, FindConnectivity find, TellOfLine tell) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.tell = tell;
    }

    @GET
    @RolesAllowed({Roles.CONNECTIVITY_PROVIDER, Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "listConnectivityLines",
            summary = "Les lignes visibles / The lines you may see",
            description =
                    "Celles de vos offres, et celles de vos demandes. / Those of your offers, and those of your requests.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ConnectivityLineView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("offerId") @Nullable UUID offerId,
            @QueryParam("requestId") @Nullable UUID requestId,
            @QueryParam("status") @Nullable ConnectivityLineStatus status,
            @QueryParam("code") @Nullable String code,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedConnectivityLines wanted = new WantedConnectivityLines(offerId, requestId, status, code, changedSince);
        return find.lines(callers.current(), after, limit, wanted)
                .map(lines -> Pages.page(uri, lines, limit, ConnectivityLineView::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.CONNECTIVITY_PROVIDER, Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "getConnectivityLine", summary = "Une ligne / One line")
    @APIResponseSchema(value = ConnectivityLineView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.line(callers.current(), id).map(line -> Pages.one(headers, line, line.version()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.CONNECTIVITY_PROVIDER, Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "connectivityLineTransitions",
            summary = "Ce qui vous est permis maintenant / What you may do now")
    public Uni<List<ConnectivityLine.Move>> transitions(UUID id) {
        return find.line(callers.current(), id).map(ConnectivityLineView::legal);
    }

    @POST
    @Path("/{id}/activation")
    @RolesAllowed(Roles.CONNECTIVITY_PROVIDER)
    @Operation(
            operationId = "activateConnectivityLine",
            summary = "Dire que la ligne fonctionne / Say that the line works")
    @APIResponseSchema(value = ConnectivityLineView.class, responseCode = "200")
    public Uni<Response> activate(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull ConnectivityForms.ConnectivityLineStep form) {
        return tell.activate(commands.from(headers, form), id, form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/refusal")
    @RolesAllowed(Roles.CONNECTIVITY_PROVIDER)
    @Operation(
            operationId = "refuseConnectivityLine",
            summary = "Dire qu'il n'y aura pas de ligne / Say that there will be no line",
            description =
                    "La ligne revient à l'offre, et la demande peut en avoir une autre. / The line is the offer's again, and the request may have another one.")
    @APIResponseSchema(value = ConnectivityLineView.class, responseCode = "200")
    public Uni<Response> refuse(
            UUID id,
            @BeanParam VersionedHeaders headers,
            @Valid @NotNull ConnectivityForms.ConnectivityLineRefusal form) {
        return tell.refuse(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/failure")
    @RolesAllowed(Roles.CONNECTIVITY_PROVIDER)
    @Operation(
            operationId = "failConnectivityLine",
            summary = "Dire ce qui empêche d'ouvrir la ligne / Say what keeps the line from being activated",
            description =
                    "La ligne revient à l'offre jusqu'à ce qu'elle soit relancée (…/retry). / The line is the offer's again until it is asked for anew (…/retry).")
    @APIResponseSchema(value = ConnectivityLineView.class, responseCode = "200")
    public Uni<Response> fail(
            UUID id,
            @BeanParam VersionedHeaders headers,
            @Valid @NotNull ConnectivityForms.ConnectivityLineFailure form) {
        return tell.fail(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/retry")
    @RolesAllowed({Roles.CONNECTIVITY_PROVIDER, Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "retryConnectivityLine",
            summary = "Relancer une ligne qui a échoué / Ask anew for a line that failed",
            description =
                    "Une fois corrigé ce qui l'empêchait ; 409 lines_exhausted s'il n'en reste pas. / Once what kept it is put right; 409 lines_exhausted when none is left.")
    @APIResponseSchema(value = ConnectivityLineView.class, responseCode = "200")
    public Uni<Response> retry(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull ConnectivityForms.ConnectivityLineStep form) {
        return tell.retry(commands.from(headers, form), id, form.occurredAt()).map(Answer::ok);
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed({Roles.REFERRER, Roles.PROGRAMME_MANAGER})
    @Operation(operationId = "cancelConnectivityLine", summary = "Renoncer à une ligne / Give a line up")
    @APIResponseSchema(value = ConnectivityLineView.class, responseCode = "200")
    public Uni<Response> cancel(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return tell.cancel(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/termination")
    @RolesAllowed(Roles.CONNECTIVITY_PROVIDER)
    @Operation(
            operationId = "endConnectivityLine",
            summary = "Dire qu'une ligne est finie / Say that a line is over",
            description =
                    "Elle ne revient pas à l'offre ; l'opérateur peut ajouter des lignes (…/amendment). / It does not come back to the offer; the provider may add lines (…/amendment).")
    @APIResponseSchema(value = ConnectivityLineView.class, responseCode = "200")
    public Uni<Response> end(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return tell.end(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
