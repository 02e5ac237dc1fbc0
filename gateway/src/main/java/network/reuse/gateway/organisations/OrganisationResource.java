package network.reuse.gateway.organisations;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
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

/** The register of organisations, over HTTP. */
@Path("/v1/organisations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(
        name = "Organisations",
        description = "Le registre des organisations du réseau / The register of the network's organisations")
public class OrganisationResource {
    private static final String EXAMPLE = """
            {"id": "01900000-0000-7000-8000-000000000003", "name": "Atelier Strasbourg", "siret": "73282932000074",
             "kind": "SOCIAL_WORKSHOP", "commune": "67482"}""";
    private static final String CORRECTION = """
            {"name": "Atelier Strasbourg", "siret": "73282932000074", "kind": "SOCIAL_WORKSHOP", "commune": "67218",
             "reason": "L'atelier a déménagé."}""";

    private final OrganisationRegister register;
    private final Commands commands;
    private final Callers callers;

    public OrganisationResource(OrganisationRegister register, Commands commands, Callers callers) {
        this.register = register;
        this.commands = commands;
        this.callers = callers;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "registerOrganisation",
            summary = "Inscrire une organisation au registre / Enter an organisation in the register")
    @APIResponse(
            responseCode = "201",
            description = "Inscrite / Entered",
            content = @Content(schema = @Schema(implementation = OrganisationView.class)))
    @APIResponse(
            responseCode = "409",
            description = "Déjà inscrite, ou SIRET déjà pris / Entered already, or its SIRET is taken")
    public Uni<Response> register(
            @BeanParam CommandHeaders headers,
            @RequestBody(content = @Content(examples = @ExampleObject(name = "organisation", value = EXAMPLE)))
                    @NotNull @Valid OrganisationForm form) {
        return register.register(commands.from(headers, form), form).map(answer -> answer.created("/v1/organisations"));
    }

    @POST
    @Path("/{id}/correction")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "correctOrganisation",
            summary = "Corriger une inscription / Correct an entry",
            description =
                    "Les nouvelles valeurs remplacent toutes les anciennes ; If-Match reprend l'ETag lu. / The new values replace all the former ones; If-Match repeats the ETag that was read.")
    @APIResponse(
            responseCode = "200",
            description = "Corrigée / Corrected",
            content = @Content(schema = @Schema(implementation = OrganisationView.class)))
    @APIResponse(responseCode = "412", description = "Modifiée depuis votre lecture / Changed since you read it")
    public Uni<Response> correct(
            @BeanParam VersionedHeaders headers,
            @Parameter(example = "01900000-0000-7000-8000-000000000003") @PathParam("id") UUID id,
            @RequestBody(content = @Content(examples = @ExampleObject(name = "correction", value = CORRECTION)))
                    @NotNull @Valid CorrectionForm form) {
        return register.correct(commands.from(headers, form), id, form).map(Answer::ok);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST, Roles.ADMIN})
    @Operation(
            operationId = "organisation",
            summary = "Lire une organisation du registre / Read an organisation of the register")
    @APIResponse(
            responseCode = "200",
            description = "L'organisation / The organisation",
            content = @Content(schema = @Schema(implementation = OrganisationView.class)))
    public Uni<Response> one(
            @Parameter(example = "01900000-0000-7000-8000-000000000003") @PathParam("id") UUID id,
            @Context HttpHeaders headers) {
        return register.find(callers.current(), id)
                .map(row -> Pages.one(headers, OrganisationView.of(row), row.version));
    }

    @GET
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST, Roles.ADMIN})
    @Operation(
            operationId = "organisations",
            summary = "Lire le registre, page par page / Read the register, page by page")
    @APIResponse(
            responseCode = "200",
            description =
                    "Une page ; l'en-tête Link mène à la suivante / A page; the Link header leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = OrganisationView.class)))
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
            @Context UriInfo uri) {
        return register.list(callers.current(), after, limit)
                .map(rows -> rows.stream().map(OrganisationView::of).toList())
                .map(organisations -> Pages.page(uri, organisations, limit, OrganisationView::id));
    }
}
