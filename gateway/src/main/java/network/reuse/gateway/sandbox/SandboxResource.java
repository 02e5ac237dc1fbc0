package network.reuse.gateway.sandbox;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.gateway.sandbox.SandboxOrganisations.Answered;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The organisations of the sandbox that the caller opened, over HTTP. */
@Path("/v1/sandbox/organisations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({
    Roles.DONOR,
    Roles.CARRIER,
    Roles.COORDINATOR,
    Roles.REFURBISHER,
    Roles.PROGRAMME_MANAGER,
    Roles.REFERRER,
    Roles.FUNDER,
    Roles.CONNECTIVITY_PROVIDER,
    Roles.ECO_ORGANISM,
    Roles.MEDIATOR,
    Roles.PLACE_MANAGER,
    Roles.ANALYST,
    Roles.ADMIN
})
@Tag(
        name = "Bac à sable",
        description =
                "Des organisations d'essai, ouvertes en un appel et jamais comptées / Sandbox organisations, opened in"
                        + " one call and never counted")
public class SandboxResource {
    private static final String PATH = "/v1/sandbox/organisations";
    private static final String EXAMPLE_ID = "01980000-0000-7000-8000-000000000001";
    private static final String EXAMPLE = """
            {"name": "Atelier d'essai de notre logiciel", "kind": "SOCIAL_WORKSHOP", "commune": "67482",
             "roles": ["refurbisher", "carrier"], "partnerRef": "RECETTE-ATELIER"}""";

    private final SandboxOrganisations organisations;
    private final Commands commands;
    private final Callers callers;

    public SandboxResource(SandboxOrganisations organisations, Commands commands, Callers callers) {
        this.organisations = organisations;
        this.commands = commands;
        this.callers = callers;
    }

    @POST
    @Operation(
            operationId = "openSandboxOrganisation",
            summary = "Ouvrir une organisation d'essai / Open a sandbox organisation",
            description =
                    "Une organisation du bac à sable, inscrite au registre sous un SIRET inventé, et le client pour demander ses"
                            + " jetons à « tokenUrl ». Ce qu'elle fait n'est jamais compté, et une coordination"
                            + " du bac à sable le voit dans sa région. Le secret n'est montré que là ; le même"
                            + " appel répété avec sa clé le redonne tant que l'organisation est ouverte. Elle est connue des services"
                            + " après un instant. / An organisation of the sandbox, in the register with an invented SIRET, and the"
                            + " client with which its tokens are asked for at \"tokenUrl\". What it does is never counted, and a"
                            + " coordinator of the sandbox sees it in its region. The secret is shown here alone; the same call repeated with its key tells it while the organisation is open. The"
                            + " services hear of it after a moment.")
    @APIResponse(
            responseCode = "201",
            description = "Ouverte / Opened",
            content = @Content(schema = @Schema(implementation = SandboxOrganisationView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "Trop sont ouvertes, ou la référence est prise / Too many are open, or the reference is taken")
    @APIResponse(
            responseCode = "503",
            description = "Le royaume est absent : rien n'est ouvert / The realm is away: nothing is opened")
    public Uni<Response> open(
            @BeanParam CommandHeaders headers,
            @RequestBody(content = @Content(examples = @ExampleObject(name = "sandbox", value = EXAMPLE)))
                    @NotNull @Valid SandboxForm form) {
        return organisations
                .open(commands.from(SandboxOrganisations.inSandbox(callers.current()), headers, form), form)
                .map(answered -> answer(
                        Response.status(Response.Status.CREATED)
                                .header(
                                        HttpHeaders.LOCATION,
                                        PATH + "/" + answered.view().id())
                                .tag(new EntityTag("v" + answered.version())),
                        answered));
    }

    @POST
    @Path("/{id}/closing")
    @Operation(
            operationId = "closeSandboxOrganisation",
            summary = "Fermer une organisation d'essai / Close a sandbox organisation",
            description =
                    "Son client n'obtient plus de jeton ; l'organisation reste au registre, et ce qu'elle a fait reste au bac à sable."
                            + " / Its client gets no more tokens; the organisation stays in the register, and what it did stays in"
                            + " the sandbox.")
    @APIResponse(
            responseCode = "200",
            description = "Fermée / Closed",
            content = @Content(schema = @Schema(implementation = SandboxOrganisationView.class)))
    public Uni<Response> close(
            @BeanParam CommandHeaders headers, @Parameter(example = EXAMPLE_ID) @PathParam("id") UUID id) {
        return organisations
                .close(commands.from(SandboxOrganisations.inSandbox(callers.current()), headers, null), id)
                .map(answered -> answer(Response.ok(), answered));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "sandboxOrganisation",
            summary = "Lire une de ses organisations d'essai / Read one of one's own sandbox organisations")
    @APIResponse(
            responseCode = "200",
            description = "L'organisation, sans secret / The organisation, without a secret",
            content = @Content(schema = @Schema(implementation = SandboxOrganisationView.class)))
    public Uni<Response> one(@Parameter(example = EXAMPLE_ID) @PathParam("id") UUID id, @Context HttpHeaders headers) {
        return organisations
                .find(callers.current(), id)
                .map(it -> Pages.one(headers, organisations.view(it, null), it.version()));
    }

    @GET
    @Operation(
            operationId = "sandboxOrganisations",
            summary =
                    "Lire ses organisations d'essai, page par page / Read one's own sandbox organisations, page by page",
            description =
                    "Celles que votre organisation a ouvertes, et celles que celles-ci ont ouvertes, fermées ou non. / Those that"
                            + " your organisation has opened, and those that these have opened, closed or not.")
    @APIResponse(
            responseCode = "200",
            description =
                    "Une page ; l'en-tête Link mène à la suivante / A page; the Link header leads to the next one",
            content =
                    @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = SandboxOrganisationView.class)))
    public Uni<Response> list(
            @Parameter(description = "Le dernier identifiant de la page précédente / The last id of the page before")
                    @QueryParam("after")
                    @Nullable UUID after,
            @Parameter(
                            description = "Nombre d'organisations par page / How many organisations a page has",
                            example = "50")
                    @QueryParam("limit")
                    @DefaultValue("50")
                    @Min(1) @Max(500) int limit,
            @Parameter(description = "Celle qui a cette référence / The one that has this reference")
                    @QueryParam("partnerRef")
                    @Size(max = 200) @Nullable String partnerRef,
            @Context UriInfo uri) {
        return organisations
                .list(callers.current(), after, limit, partnerRef)
                .map(found -> Pages.page(uri, found, limit, SandboxOrganisationView::id));
    }

    /** No cache keeps an answer that may hold a secret. */
    private static Response answer(Response.ResponseBuilder builder, Answered answered) {
        return builder.type(MediaType.APPLICATION_JSON)
                .entity(answered.view())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Idempotent-Replayed", answered.replayed() ? "true" : null)
                .build();
    }
}
