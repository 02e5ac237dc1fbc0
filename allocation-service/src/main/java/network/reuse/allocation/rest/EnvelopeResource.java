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
import network.reuse.allocation.application.funding.EnvelopeView;
import network.reuse.allocation.application.funding.FindEnvelopes;
import network.reuse.allocation.application.funding.OpenEnvelope;
import network.reuse.allocation.domain.FundingEnvelope;
import network.reuse.allocation.domain.FundingEnvelopeStatus;
import network.reuse.allocation.domain.WantedEnvelopes;
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

/** Envelopes: what funders grant sponsors. */
@Path("/v1/allocation/envelopes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cofinancement", description = "Enveloppes, plans, appels de fonds / Envelopes, plans, calls for funds")
public class EnvelopeResource {
    private final Callers callers;
    private final Commands commands;
    private final FindEnvelopes find;
    private final OpenEnvelope open;

    public EnvelopeResource(Callers callers, Commands commands, FindEnvelopes find, OpenEnvelope open) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.open = open;
    }

    @GET
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(operationId = "listEnvelopes", summary = "Les enveloppes visibles / The envelopes you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = EnvelopeView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable FundingEnvelopeStatus status,
            @QueryParam("code") @Nullable String code,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedEnvelopes wanted = new WantedEnvelopes(status, code, partnerRef, changedSince);
        return find.envelopes(callers.current(), after, limit, wanted)
                .map(envelopes -> Pages.page(uri, envelopes, limit, EnvelopeView::id));
    }

    @POST
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "openEnvelope",
            summary = "Ouvrir l'enveloppe d'un financeur / Open a funder's envelope",
            description = "Le financeur la voit avec son propre accès. / The funder sees it with its own login.")
    @APIResponseSchema(value = EnvelopeView.class, responseCode = "201")
    public Uni<Response> open(@BeanParam CommandHeaders headers, @Valid @NotNull FundingForms.EnvelopeOpening form) {
        return open.open(commands.from(headers, form), form.terms(), form.occurredAt())
                .map(answer -> answer.created("/v1/allocation/envelopes"));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(operationId = "getEnvelope", summary = "Une enveloppe et ses comptes / One envelope with its accounts")
    @APIResponseSchema(value = EnvelopeView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.envelope(callers.current(), id)
                .map(envelope -> Pages.one(
                        headers,
                        envelope,
                        envelope.version(),
                        envelope.accounts(),
                        envelope.sponsorName(),
                        envelope.funderName()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.FUNDER})
    @Operation(operationId = "envelopeTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<FundingEnvelope.Move>> transitions(UUID id) {
        return find.envelope(callers.current(), id).map(EnvelopeView::legal);
    }

    @POST
    @Path("/{id}/amendment")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "amendEnvelope",
            summary = "Changer le plafond ou la période / Change the ceiling or the period",
            description =
                    "Jamais en dessous de ce qui est engagé (409 ceiling_below_committed) ; ce qui n'est pas nommé ne change pas."
                            + " / Never below what is committed; what is not named stays.")
    @APIResponseSchema(value = EnvelopeView.class, responseCode = "200")
    public Uni<Response> amend(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull FundingForms.EnvelopeAmendment form) {
        return open.amend(commands.from(headers, form), id, form.asked(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/in-kind")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "stateInKind",
            summary = "Déclarer un apport en nature du financeur / State what the funder gave in kind",
            description =
                    "Sur aucun compte ; le relevé du financeur le montre. / On no account; the funder's statement shows it.")
    @APIResponseSchema(value = EnvelopeView.class, responseCode = "200")
    public Uni<Response> stateInKind(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull FundingForms.InKindContribution form) {
        return open.stateInKind(commands.from(headers, form), id, form.what(), form.valueCents(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/refund")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "refundFunder",
            summary = "Rembourser un avoir au financeur / Pay a credit back to the funder",
            description =
                    "Ce qu'un pack revenu a laissé : l'appel suivant le déduit, à moins qu'il ne soit remboursé d'abord."
                            + " / What a pack that came back has left: the next call takes it off, unless it is paid back first.")
    @APIResponseSchema(value = EnvelopeView.class, responseCode = "200")
    public Uni<Response> refund(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull FundingForms.FundRefund form) {
        return open.refund(commands.from(headers, form), id, form.cents(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/closure")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "closeEnvelope",
            summary = "Fermer une enveloppe / Close an envelope",
            description =
                    "Rien de plus n'est engagé ; ce qui l'est se paie comme avant. / Nothing more is committed; what is committed is paid as before.")
    @APIResponseSchema(value = EnvelopeView.class, responseCode = "200")
    public Uni<Response> close(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return open.close(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
