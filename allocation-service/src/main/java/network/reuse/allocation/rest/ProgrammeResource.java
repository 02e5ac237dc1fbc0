package network.reuse.allocation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
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
import network.reuse.allocation.application.eligibility.EligibilityAnswers;
import network.reuse.allocation.application.eligibility.EligibilityView;
import network.reuse.allocation.application.eligibility.SetEligibility;
import network.reuse.allocation.application.funding.CoFinancingView;
import network.reuse.allocation.application.funding.PlanCoFinancing;
import network.reuse.allocation.application.programme.DeclareIdentification;
import network.reuse.allocation.application.programme.FindProgrammes;
import network.reuse.allocation.application.programme.IdentificationView;
import network.reuse.allocation.application.programme.OpenProgramme;
import network.reuse.allocation.application.programme.ProgrammeView;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.ProgrammeStatus;
import network.reuse.allocation.domain.WaitingPack;
import network.reuse.allocation.domain.WantedProgrammes;
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

/** Programmes: what sponsors offer, to whom, and how many. */
@Path("/v1/allocation/programmes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Programmes", description = "Les programmes des porteurs / What sponsors offer")
public class ProgrammeResource {
    private final Callers callers;
    private final Commands commands;
    private final FindProgrammes find;
    private final OpenProgramme open;
    private final PlanCoFinancing plans;
    private final SetEligibility rules;
    private final DeclareIdentification identification;

    public ProgrammeResource(
            Callers callers,
            Commands commands,
            FindProgrammes find,
            OpenProgramme open,
            PlanCoFinancing plans,
            SetEligibility rules,
            DeclareIdentification identification) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.open = open;
        this.plans = plans;
        this.rules = rules;
        this.identification = identification;
    }

    @GET
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER, Roles.COORDINATOR, Roles.ANALYST})
    @Operation(operationId = "listProgrammes", summary = "Les programmes visibles / The programmes you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ProgrammeView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable ProgrammeStatus status,
            @QueryParam("code") @Nullable String code,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedProgrammes wanted = new WantedProgrammes(status, code, partnerRef, changedSince);
        return find.programmes(callers.current(), after, limit, wanted)
                .map(programmes -> Pages.page(uri, programmes, limit, ProgrammeView::id));
    }

    @POST
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "openProgramme", summary = "Ouvrir un programme / Open a programme")
    @APIResponseSchema(value = ProgrammeView.class, responseCode = "201")
    public Uni<Response> open(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Programme form) {
        return open.open(
                        commands.from(headers, form),
                        form.terms(),
                        Boolean.TRUE.equals(form.draft()),
                        form.occurredAt())
                .map(answer -> answer.created("/v1/allocation/programmes"));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER, Roles.COORDINATOR, Roles.ANALYST})
    @Operation(operationId = "getProgramme", summary = "Un programme / One programme")
    @APIResponseSchema(value = ProgrammeView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.programme(callers.current(), id)
                .map(programme -> Pages.one(
                        headers,
                        programme,
                        programme.version(),
                        programme.taken(),
                        programme.shares().isEmpty() ? null : programme.shares(),
                        programme.waves().isEmpty() ? null : programme.waves(),
                        programme.sponsorName()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER, Roles.COORDINATOR, Roles.ANALYST})
    @Operation(operationId = "programmeTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Programme.Move>> transitions(UUID id) {
        return find.programme(callers.current(), id).map(ProgrammeView::legal);
    }

    @GET
    @Path("/{id}/back-order")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "listBackOrder",
            summary = "Qui attend des appareils, par rang / Who waits for devices, by rank",
            description =
                    "Le porteur voit toute la liste, un prescripteur ses demandes ; les rangs sont ceux de l'instant."
                            + " / The sponsor sees all of it, a referrer its own requests; ranks are those of the moment.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = WaitingPack.class)))
    public Uni<List<WaitingPack>> backOrder(
            UUID id,
            @Parameter(
                            description =
                                    "Le rang derrière lequel la page commence. / The rank behind which the page begins.")
                    @QueryParam("behind")
                    @DefaultValue("0")
                    @Min(0) @Max(1_000_000) int behind,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return find.backOrder(callers.current(), id, behind, limit);
    }

    @POST
    @Path("/{id}/amendment")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "amendProgramme",
            summary =
                    "Changer le quota, ses parts, les dates ou le niveau minimal / Change the quota, its shares, the days or the minimum level",
            description =
                    "Jamais en dessous de ce qui est réservé ou remis (409 quota_below_taken, share_below_taken, share_in_use, requests_in_no_share), ni à l'écart de ce qui"
                            + " a été fait (409 days_in_use) ; un niveau minimal vaut pour ce qui est réservé dès lors ; ce qui"
                            + " n'est pas nommé ne change pas."
                            + " / Never below what is reserved or gone, nor outside of what was done; a minimum level holds for what is reserved"
                            + " from then on; what is not named stays.")
    @APIResponseSchema(value = ProgrammeView.class, responseCode = "200")
    public Uni<Response> amend(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Amendment form) {
        return open.amend(commands.from(headers, form), id, form.amendment(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/opening")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "publishProgramme",
            summary = "Ouvrir un brouillon / Open a draft",
            description = "Les prescripteurs le voient dès lors. / Referrers see it from then on.")
    @APIResponseSchema(value = ProgrammeView.class, responseCode = "200")
    public Uni<Response> publish(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Opening form) {
        return open.publish(commands.from(headers, form), id, form.occurredAt()).map(Answer::ok);
    }

    @POST
    @Path("/{id}/suspension")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "suspendProgramme",
            summary = "Suspendre un programme / Suspend a programme",
            description =
                    "Ni demande ni réservation jusqu'à sa reprise (409 programme_suspended) ; les remises continuent, et qui attend garde son rang."
                            + " / No request and no reservation until it is resumed; hand-overs go on, and whoever waits keeps the rank.")
    @APIResponseSchema(value = ProgrammeView.class, responseCode = "200")
    public Uni<Response> suspend(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return open.suspend(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/resumption")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "resumeProgramme", summary = "Reprendre un programme / Resume a programme")
    @APIResponseSchema(value = ProgrammeView.class, responseCode = "200")
    public Uni<Response> resume(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return open.resume(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/closure")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "closeProgramme", summary = "Fermer un programme / Close a programme")
    @APIResponseSchema(value = ProgrammeView.class, responseCode = "200")
    public Uni<Response> close(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return open.close(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @GET
    @Path("/{id}/co-financing")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "getCoFinancing",
            summary = "Le plan de cofinancement d'un programme / The co-financing plan of a programme",
            description = "Pour son porteur. / For its sponsor.")
    public Uni<CoFinancingView> coFinancing(UUID id) {
        return plans.find(callers.current(), id);
    }

    @POST
    @Path("/{id}/co-financing")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "planCoFinancing",
            summary = "Partager le coût d'un pack / Share what a pack costs",
            description =
                    "Prix pour l'acheteur, part du porteur et parts d'enveloppes font le coût ; If-Match nomme la version du programme."
                            + " Réserver un pack engage les parts, annuler les libère, remettre les rend exigibles. 409 plan_in_use dès le"
                            + " premier pack réservé. / The buyer's price, the sponsor's share and the envelopes' make the cost; If-Match"
                            + " names the programme's version. To reserve a pack commits the shares, to cancel releases them, to hand over"
                            + " makes them due.")
    @APIResponseSchema(value = CoFinancingView.class, responseCode = "200")
    public Uni<Response> planCoFinancing(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull FundingForms.CoFinancingPlan form) {
        return plans.plan(commands.from(headers, form), id, form.asked(), form.occurredAt())
                .map(Answer::ok);
    }

    @GET
    @Path("/{id}/eligibility")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "getEligibility",
            summary = "Les critères d'un programme / The criteria of a programme",
            description = "404 quand il n'en a jamais eu. / 404 when it never had any.")
    public Uni<EligibilityView> eligibility(
            UUID id,
            @Parameter(description = "Une version ; la dernière si elle manque. / A version; the last one when absent.")
                    @QueryParam("ruleVersion")
                    @Positive @Max(EligibilityForms.MOST_VERSIONS) @Nullable Integer ruleVersion) {
        return rules.find(callers.current(), id, ruleVersion);
    }

    @POST
    @Path("/{id}/eligibility")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "setEligibility",
            summary = "Fixer les critères d'un programme / Set the criteria of a programme",
            description =
                    "Une nouvelle version, à laquelle sont tenues les demandes de ce jour et des suivants ; celles qui sont faites gardent la"
                            + " leur. If-Match nomme la version du programme. / A new version, against which requests of that day and later"
                            + " are held; those that were made keep theirs. If-Match names the programme's version.")
    @APIResponseSchema(value = EligibilityView.class, responseCode = "200")
    public Uni<Response> setEligibility(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull EligibilityForms.EligibilitySetting form) {
        return rules.set(commands.from(headers, form), id, form.asked(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/eligibility/answers")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "answerEligibility",
            summary = "Quelqu'un serait-il éligible, et pourquoi ? / Would somebody be eligible, and why?",
            description = "Pour aujourd'hui ; rien n'en est gardé. / For today; nothing of it is kept.")
    @APIResponseSchema(value = EligibilityAnswers.class, responseCode = "200")
    public Uni<EligibilityAnswers> answerEligibility(
            UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull EligibilityForms.EligibilityQuestion form) {
        return rules.answer(commands.from(headers, form).caller(), id, form.statement(), form.department());
    }

    @GET
    @Path("/{id}/identification")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "getIdentification",
            summary = "Ce qui reconnaît un foyer / What a household is known by",
            description = "Ce qui vaut dans le groupe du programme, déclaré ou non."
                    + " / What holds in the programme's group, whether declared or not.")
    @APIResponseSchema(value = IdentificationView.class, responseCode = "200")
    public Uni<IdentificationView> identification(UUID id) {
        return identification.find(callers.current(), id);
    }

    @POST
    @Path("/{id}/identification")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "declareIdentification",
            summary = "Déclarer ce qui reconnaît un foyer / Declare what a household is known by",
            description =
                    "Vaut pour tous les programmes du groupe, qui ne peuvent ainsi différer ; If-Match nomme la version du programme. Les champs ne"
                            + " changent plus dès la première demande du groupe (409 identification_in_use, qui nomme le programme) ; l'attente des"
                            + " ressemblances se change toujours."
                            + " / Holds for all programmes of the group, which can thus not differ; If-Match names the programme's version. The"
                            + " fields stay from the group's first request on (409 identification_in_use, which names the programme); whether near"
                            + " matches wait may be changed at any time.")
    @APIResponseSchema(value = IdentificationView.class, responseCode = "200")
    public Uni<Response> declareIdentification(
            UUID id,
            @BeanParam VersionedHeaders headers,
            @Valid @NotNull IdentificationForms.IdentificationDeclaration form) {
        return identification
                .declare(
                        commands.from(headers, form),
                        id,
                        form.identification(),
                        Boolean.TRUE.equals(form.nearMatchesWait()),
                        form.occurredAt())
                .map(Answer::ok);
    }
}
