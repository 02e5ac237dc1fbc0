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
import network.reuse.allocation.application.funding.FindAgreements;
import network.reuse.allocation.application.funding.FundingAgreementView;
import network.reuse.allocation.application.funding.SignAgreement;
import network.reuse.allocation.domain.FundingAgreement;
import network.reuse.allocation.domain.FundingAgreementStatus;
import network.reuse.allocation.domain.WantedFundingAgreements;
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

/** Funding agreements: services that funders pay for, without a pack. */
@Path("/v1/allocation/funding-agreements")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Cofinancement")
public class FundingAgreementResource {
    private final Callers callers;
    private final Commands commands;
    private final FindAgreements find;
    private final SignAgreement agreements;

    public FundingAgreementResource(Callers callers, Commands commands, FindAgreements find, SignAgreement agreements) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.agreements = agreements;
    }

    @GET
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(operationId = "listFundingAgreements", summary = "Les conventions visibles / The agreements you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = FundingAgreementView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable FundingAgreementStatus status,
            @QueryParam("code") @Nullable String code,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedFundingAgreements wanted = new WantedFundingAgreements(status, code, partnerRef, changedSince);
        return find.agreements(callers.current(), after, limit, wanted)
                .map(agreements -> Pages.page(uri, agreements, limit, FundingAgreementView::id));
    }

    @POST
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "signFundingAgreement",
            summary = "Consigner une convention de financement d'un service / Record a funding agreement for a service",
            description =
                    "Les enveloppes paient chaque livrable à parité ; leurs parts sont engagées dès lors. / The envelopes pay each"
                            + " deliverable at parity; their shares are committed from then on.")
    @APIResponseSchema(value = FundingAgreementView.class, responseCode = "201")
    public Uni<Response> sign(@BeanParam CommandHeaders headers, @Valid @NotNull FundingForms.FundingAgreement form) {
        return agreements
                .sign(commands.from(headers, form), form.terms(), form.occurredAt())
                .map(answer -> answer.created("/v1/allocation/funding-agreements"));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(operationId = "getFundingAgreement", summary = "Une convention / One agreement")
    @APIResponseSchema(value = FundingAgreementView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.agreement(callers.current(), id)
                .map(agreement -> Pages.one(headers, agreement, agreement.version(), agreement.sponsorName()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(
            operationId = "fundingAgreementTransitions",
            summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<FundingAgreement.Move>> transitions(UUID id) {
        return find.agreement(callers.current(), id).map(FundingAgreementView::legal);
    }

    @POST
    @Path("/{id}/delivery")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "deliverDeliverable",
            summary = "Dire un livrable livré / Tell that a deliverable is delivered")
    @APIResponseSchema(value = FundingAgreementView.class, responseCode = "200")
    public Uni<Response> deliver(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull FundingForms.DeliverableForm form) {
        return agreements
                .deliver(commands.from(headers, form), id, form.deliverable(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/acceptance")
    @RolesAllowed(Roles.FUNDER)
    @Operation(
            operationId = "acceptDeliverable",
            summary = "Accepter un livrable, pour sa part / Accept a deliverable, for one's own share",
            description = "Par chaque financeur : sa part est alors exigible. / By each funder: its share is due then.")
    @APIResponseSchema(value = FundingAgreementView.class, responseCode = "200")
    public Uni<Response> accept(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull FundingForms.DeliverableForm form) {
        return agreements
                .accept(commands.from(headers, form), id, form.deliverable(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/termination")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "endFundingAgreement",
            summary = "Mettre fin à une convention / End an agreement",
            description =
                    "Ce qu'aucun financeur n'a accepté est libéré ; le reste se paie comme avant. / What no funder accepted is released; the rest is paid as before.")
    @APIResponseSchema(value = FundingAgreementView.class, responseCode = "200")
    public Uni<Response> end(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return agreements
                .end(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
