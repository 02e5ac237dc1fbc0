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
import network.reuse.allocation.application.connectivity.AskForLine;
import network.reuse.allocation.application.connectivity.ConnectivityLineView;
import network.reuse.allocation.application.person.ReadPerson;
import network.reuse.allocation.application.request.AnswerRequest;
import network.reuse.allocation.application.request.CheckEligibility;
import network.reuse.allocation.application.request.FindRequests;
import network.reuse.allocation.application.request.RequestView;
import network.reuse.allocation.application.request.SubmitRequest;
import network.reuse.allocation.domain.RequestStatus;
import network.reuse.allocation.domain.WantedRequests;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.Purpose;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;

/** Requests: referrers ask for somebody, sponsors answer. */
@Path("/v1/allocation/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Demandes", description = "Les demandes des prescripteurs / What referrers ask for")
public class RequestResource {
    private final Callers callers;
    private final Commands commands;
    private final FindRequests find;
    private final SubmitRequest submit;
    private final AnswerRequest answer;
    private final CheckEligibility check;
    private final ReadPerson read;
    private final AskForLine ask;

    public RequestResource(
            Callers callers,
            Commands commands,
            FindRequests find,
            SubmitRequest submit,
            AnswerRequest answer,
            CheckEligibility check,
            ReadPerson read,
            AskForLine ask) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.submit = submit;
        this.answer = answer;
        this.check = check;
        this.read = read;
        this.ask = ask;
    }

    @GET
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "listRequests", summary = "Les demandes visibles / The requests you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = RequestView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("programmeId") @Nullable UUID programmeId,
            @QueryParam("status") @Nullable RequestStatus status,
            @QueryParam("code") @Nullable String code,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedRequests wanted = new WantedRequests(programmeId, status, code, partnerRef, changedSince);
        return find.requests(callers.current(), after, limit, wanted)
                .map(requests -> Pages.page(uri, requests, limit, RequestView::id));
    }

    @POST
    @RolesAllowed({Roles.REFERRER, Roles.PROGRAMME_MANAGER})
    @Operation(
            operationId = "submitRequest",
            summary = "Demander un pack pour quelqu'un / Ask for a pack for somebody",
            description = "Un foyer n'est servi qu'une fois dans le groupe de programmes du porteur."
                    + " / A household is served once within the sponsor's group of programmes.")
    @APIResponseSchema(value = RequestView.class, responseCode = "201")
    public Uni<Response> submit(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Request form) {
        return submit.submit(commands.from(headers, form), form.asked(), form.occurredAt())
                .map(answer -> answer.created("/v1/allocation/requests"));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "getRequest", summary = "Une demande / One request")
    @APIResponseSchema(value = RequestView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.request(callers.current(), id)
                .map(found -> Pages.one(
                        headers,
                        found,
                        found.version(),
                        found.sponsorName(),
                        found.referrerName(),
                        found.rank(),
                        found.lineTag()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "requestTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<network.reuse.allocation.domain.Request.Move>> transitions(UUID id) {
        return find.request(callers.current(), id).map(RequestView::legal);
    }

    @GET
    @Path("/{id}/contact")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Cache(noStore = true)
    @Operation(
            operationId = "readContact",
            summary = "Joindre la personne / Reach the person",
            description = "Chaque lecture est consignée avec son motif. / Each reading is noted with its purpose.")
    public Uni<Contact> contact(UUID id, @QueryParam("purpose") @NotNull Purpose purpose) {
        return read.contact(callers.current(), id, purpose);
    }

    @GET
    @Path("/{id}/likenesses")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "listLikenesses",
            summary = "Les demandes qui se ressemblent / Requests that look alike",
            description = "À juger par une personne : rien n'est refusé sur une ressemblance."
                    + " / For a person to judge: nothing is refused for a likeness.")
    public Uni<List<RequestView>> alike(UUID id) {
        return read.alike(callers.current(), id);
    }

    @POST
    @Path("/{id}/declination")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "declineRequest", summary = "Refuser une demande / Decline a request")
    @APIResponseSchema(value = RequestView.class, responseCode = "200")
    public Uni<Response> decline(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return answer.decline(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/withdrawal")
    @RolesAllowed({Roles.REFERRER, Roles.PROGRAMME_MANAGER})
    @Operation(operationId = "withdrawRequest", summary = "Retirer une demande / Withdraw a request")
    @APIResponseSchema(value = RequestView.class, responseCode = "200")
    public Uni<Response> withdraw(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return answer.withdraw(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/eligibility")
    @RolesAllowed({Roles.REFERRER, Roles.PROGRAMME_MANAGER})
    @Operation(
            operationId = "checkEligibility",
            summary = "Répondre aux critères d'une demande / Answer the criteria of a request",
            description =
                    "Les réponses complètent ou remplacent les précédentes ; ce qu'une organisation habilitée a constaté (CHECK) n'est remplacé"
                            + " que par un autre constat, jamais par des faits (FACTS), tant qu'il vaut. Un critère non rempli empêche de réserver"
                            + " (409 not_eligible), un critère à vérifier aussi (409 eligibility_unknown). / Answers complete or replace the former"
                            + " ones; what an entitled organisation found (CHECK) is replaced by another finding alone, never by facts (FACTS), while"
                            + " it holds. A criterion that is not met keeps from reserving (409 not_eligible), and so does one to be checked (409"
                            + " eligibility_unknown).")
    @APIResponseSchema(value = RequestView.class, responseCode = "200")
    public Uni<Response> checkEligibility(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull EligibilityForms.EligibilityCheck form) {
        return check.check(commands.from(headers, form), id, form.eligibility().statement(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/connectivity-line")
    @RolesAllowed({Roles.REFERRER, Roles.PROGRAMME_MANAGER})
    @Operation(
            operationId = "requestConnectivityLine",
            summary = "Demander une ligne / Ask for a line",
            description =
                    "Une à la fois par demande. Aucune donnée de la personne ne va à l'opérateur : elle lui donne le code de la ligne. 409 : lines_exhausted, line_already_asked, line_criteria_missing (avec les critères). / One at a time of each request. No data about the person goes to the provider: they tell it the code of the line. 409: lines_exhausted, line_already_asked, line_criteria_missing (with the criteria).")
    @APIResponseSchema(value = ConnectivityLineView.class, responseCode = "201")
    public Uni<Response> ask(
            UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull ConnectivityForms.ConnectivityLineWish form) {
        return ask.ask(commands.from(headers, form), id, form.offer(), form.occurredAt())
                .map(answer -> answer.created("/v1/allocation/connectivity-lines"));
    }
}
