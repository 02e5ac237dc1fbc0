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
import network.reuse.allocation.application.connectivity.ConnectivityOfferView;
import network.reuse.allocation.application.connectivity.FindConnectivity;
import network.reuse.allocation.application.connectivity.OfferConnectivity;
import network.reuse.allocation.domain.ConnectivityOffer;
import network.reuse.allocation.domain.ConnectivityOfferStatus;
import network.reuse.allocation.domain.WantedConnectivityOffers;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Lines by which people get on the Internet, as operators and landlords offer them. */
@Path("/v1/allocation/connectivity-offers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connectivité", description = "Offres de connexion et leurs lignes / Connectivity offers and their lines")
public class ConnectivityOfferResource {
    private final Callers callers;
    private final Commands commands;
    private final FindConnectivity find;
    private final OfferConnectivity offer;

    public ConnectivityOfferResource(
            Callers callers, Commands commands, FindConnectivity find, OfferConnectivity offer) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.offer = offer;
    }

    @GET
    @RolesAllowed({Roles.CONNECTIVITY_PROVIDER, Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "listConnectivityOffers",
            summary = "Les offres de connexion visibles / The connectivity offers you may see",
            description =
                    "L'opérateur voit les siennes, les autres celles dont ils peuvent demander des lignes. / A provider sees its own, others those of which they may ask for lines.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ConnectivityOfferView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("provider") @Nullable UUID provider,
            @QueryParam("status") @Nullable ConnectivityOfferStatus status,
            @QueryParam("code") @Nullable String code,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedConnectivityOffers wanted =
                new WantedConnectivityOffers(provider, status, code, partnerRef, changedSince);
        return find.offers(callers.current(), after, limit, wanted)
                .map(offers -> Pages.page(uri, offers, limit, ConnectivityOfferView::id));
    }

    @POST
    @RolesAllowed(Roles.CONNECTIVITY_PROVIDER)
    @Operation(
            operationId = "openConnectivityOffer",
            summary = "Proposer des lignes / Offer lines",
            description =
                    "Les organisations nommées (« askers ») les demandent pour leurs demandes (…/requests/{id}/connectivity-line), jamais plus qu'il n'y en a. / The organisations that are named (\"askers\") ask for them for their requests (…/requests/{id}/connectivity-line), never more than there are.")
    @APIResponseSchema(value = ConnectivityOfferView.class, responseCode = "201")
    public Uni<Response> open(
            @BeanParam CommandHeaders headers, @Valid @NotNull ConnectivityForms.ConnectivityOfferTerms form) {
        return offer.open(commands.from(headers, form), form.terms(), form.occurredAt())
                .map(answer -> answer.created("/v1/allocation/connectivity-offers"));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.CONNECTIVITY_PROVIDER, Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "getConnectivityOffer", summary = "Une offre de connexion / One connectivity offer")
    @APIResponseSchema(value = ConnectivityOfferView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.offer(callers.current(), id)
                .map(found -> Pages.one(headers, found, found.version(), found.taken(), found.providerName()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.CONNECTIVITY_PROVIDER, Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "connectivityOfferTransitions",
            summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<ConnectivityOffer.Move>> transitions(UUID id) {
        return find.offer(callers.current(), id).map(ConnectivityOfferView::legal);
    }

    @POST
    @Path("/{id}/amendment")
    @RolesAllowed(Roles.CONNECTIVITY_PROVIDER)
    @Operation(
            operationId = "amendConnectivityOffer",
            summary = "Changer le nombre de lignes / Change the number of lines",
            description =
                    "Jamais en dessous de celles qui sont prises (409 lines_below_taken). / Never below those that are taken (409 lines_below_taken).")
    @APIResponseSchema(value = ConnectivityOfferView.class, responseCode = "200")
    public Uni<Response> amend(
            UUID id,
            @BeanParam VersionedHeaders headers,
            @Valid @NotNull ConnectivityForms.ConnectivityOfferAmendment form) {
        return offer.amend(commands.from(headers, form), id, form.lines(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/closure")
    @RolesAllowed(Roles.CONNECTIVITY_PROVIDER)
    @Operation(
            operationId = "closeConnectivityOffer",
            summary = "Clore une offre / Close an offer",
            description = "Les lignes déjà demandées suivent leur cours. / Lines that were asked for already go on.")
    @APIResponseSchema(value = ConnectivityOfferView.class, responseCode = "200")
    public Uni<Response> close(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return offer.close(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
