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
import network.reuse.allocation.application.funding.CallFunds;
import network.reuse.allocation.application.funding.CancelFundCall;
import network.reuse.allocation.application.funding.FindFundCalls;
import network.reuse.allocation.application.funding.FundCallEntry;
import network.reuse.allocation.application.funding.FundCallView;
import network.reuse.allocation.domain.FundCall;
import network.reuse.allocation.domain.FundCallStatus;
import network.reuse.allocation.domain.WantedFundCalls;
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

/** Calls for funds: what a sponsor asks a funder for, and what was paid of it. */
@Path("/v1/allocation/fund-calls")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Cofinancement")
public class FundCallResource {
    private final Callers callers;
    private final Commands commands;
    private final FindFundCalls find;
    private final CallFunds funds;
    private final CancelFundCall cancel;

    public FundCallResource(
            Callers callers, Commands commands, FindFundCalls find, CallFunds funds, CancelFundCall cancel) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.funds = funds;
        this.cancel = cancel;
    }

    @GET
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(operationId = "listFundCalls", summary = "Les appels de fonds visibles / The calls you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = FundCallView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable FundCallStatus status,
            @QueryParam("code") @Nullable String code,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedFundCalls wanted = new WantedFundCalls(status, code, partnerRef, changedSince);
        return find.calls(callers.current(), after, limit, wanted)
                .map(calls -> Pages.page(uri, calls, limit, FundCallView::id));
    }

    @POST
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "callFunds",
            summary = "Appeler des fonds / Call for funds",
            description =
                    "Un document par financeur : les parts de tous les packs remis ou vendus qui n'ont pas été appelées, moins l'avoir du"
                            + " financeur. 409 nothing_due quand il ne reste rien. / One document per funder: the shares of all packs that were"
                            + " handed over or sold and not called for, less the funder's credit.")
    @APIResponseSchema(value = FundCallView.class, responseCode = "201")
    public Uni<Response> call(@BeanParam CommandHeaders headers, @Valid @NotNull FundingForms.FundCall form) {
        return funds.call(commands.from(headers, form), form.terms(), form.occurredAt())
                .map(answer -> answer.created("/v1/allocation/fund-calls"));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(operationId = "getFundCall", summary = "Un appel de fonds / One call for funds")
    @APIResponseSchema(value = FundCallView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.call(callers.current(), id)
                .map(call -> Pages.one(headers, call, call.version(), call.sponsorName(), call.funderName()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(operationId = "fundCallTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<FundCall.Move>> transitions(UUID id) {
        return find.call(callers.current(), id).map(FundCallView::legal);
    }

    @GET
    @Path("/{id}/entries")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(
            operationId = "listFundCallEntries",
            summary = "Les packs d'un appel de fonds / The packs of a call for funds",
            description =
                    "Chaque part, pack par pack, sans personne ni lieu. / Each share, pack by pack, without a person or a place.")
    public Uni<List<FundCallEntry>> entries(UUID id) {
        return find.entries(callers.current(), id);
    }

    @POST
    @Path("/{id}/settlement")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(
            operationId = "settleFundCall",
            summary = "Dire un appel payé, tout ou partie / Tell that a call is paid, whole or in part",
            description =
                    "Par le porteur ou par le financeur. 409 settlement_above_call au-delà de ce qui reste, call_settled quand il est payé."
                            + " / By the sponsor or the funder.")
    @APIResponseSchema(value = FundCallView.class, responseCode = "200")
    public Uni<Response> settle(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull FundingForms.FundSettlement form) {
        return funds.settle(commands.from(headers, form), id, form.cents(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/settlement-correction")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(
            operationId = "correctFundSettlement",
            summary =
                    "Dire qu'un paiement n'a pas eu lieu, tout ou partie / Tell that a payment was not made, whole or in part",
            description =
                    "Par le porteur ou par le financeur ; l'appel demande de nouveau cette somme. 409 correction_above_settlement au-delà de ce"
                            + " qui est dit payé, settlement_refunded au-delà de ce qui n'a pas été rendu. / By the sponsor or the funder; the call"
                            + " asks for that much again.")
    @APIResponseSchema(value = FundCallView.class, responseCode = "200")
    public Uni<Response> correctSettlement(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull FundingForms.SettlementCorrectionForm form) {
        return funds.correctSettlement(commands.from(headers, form), id, form.cents(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "cancelFundCall",
            summary = "Annuler un appel fait par erreur / Cancel a call that was made by mistake",
            description =
                    "Ce que l'appel nomme est dû de nouveau ; l'avoir qu'il a déduit revient au financeur. 409 call_partly_settled dès qu'il est"
                            + " payé en partie, credit_used quand l'avoir pour des packs revenus a servi. / What the call names is due again; the"
                            + " credit that it took off is the funder's again.")
    @APIResponseSchema(value = FundCallView.class, responseCode = "200")
    public Uni<Response> cancel(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return cancel.cancel(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
