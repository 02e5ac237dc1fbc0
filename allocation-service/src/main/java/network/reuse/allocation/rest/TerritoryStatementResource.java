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
import network.reuse.allocation.application.territory.NeedIndicatorView;
import network.reuse.allocation.application.territory.StateOfTerritory;
import network.reuse.allocation.application.territory.TerritoryLabelView;
import network.reuse.allocation.domain.AreaKind;
import network.reuse.allocation.domain.WantedStatements;
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

/** Needs in figures and labels of territories, with their source, for everybody in the network. */
@Path("/v1/allocation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Territoires", description = "Besoins et labels des territoires / Needs and labels of territories")
public class TerritoryStatementResource {
    private final Callers callers;
    private final Commands commands;
    private final StateOfTerritory statements;

    public TerritoryStatementResource(Callers callers, Commands commands, StateOfTerritory statements) {
        this.callers = callers;
        this.commands = commands;
        this.statements = statements;
    }

    @GET
    @Path("/need-indicators")
    @RolesAllowed({
        Roles.PROGRAMME_MANAGER,
        Roles.REFERRER,
        Roles.FUNDER,
        Roles.COORDINATOR,
        Roles.MEDIATOR,
        Roles.PLACE_MANAGER,
        Roles.DONOR,
        Roles.REFURBISHER,
        Roles.ANALYST
    })
    @Operation(
            operationId = "listNeedIndicators",
            summary = "Les besoins des territoires en chiffres / The needs of territories in figures",
            description =
                    "De toutes les organisations, avec leur source. « standing=true » : ceux que rien ne corrige. / Of all organisations, with"
                            + " their source. \"standing=true\": those that nothing corrects.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = NeedIndicatorView.class)))
    public Uni<Response> indicators(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @Parameter(description = "Les territoires de ce genre. / Territories of this kind.")
                    @QueryParam("areaKind")
                    @Nullable AreaKind areaKind,
            @Parameter(description = "Le territoire de ce code. / The territory of this code.")
                    @QueryParam("areaCode")
                    @Nullable String areaCode,
            @Parameter(
                            description =
                                    "Ceux que rien ne corrige, ou les autres. / Those that nothing corrects, or the others.")
                    @QueryParam("standing")
                    @Nullable Boolean standing,
            @Context UriInfo uri) {
        return statements
                .indicators(callers.current(), after, limit, new WantedStatements(areaKind, areaCode, standing))
                .map(page -> Pages.page(uri, page, limit, NeedIndicatorView::id));
    }

    @POST
    @Path("/need-indicators")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "stateNeedIndicator",
            summary = "Énoncer un besoin d'un territoire / State a need of a territory",
            description =
                    "Ne se change pas : ce qui était faux se corrige (…/correction). / It is never changed: what was wrong is"
                            + " corrected (…/correction).")
    @APIResponseSchema(value = NeedIndicatorView.class, responseCode = "200")
    public Uni<Response> stateIndicator(
            @BeanParam CommandHeaders headers, @Valid @NotNull TerritoryForms.NeedIndicatorForm form) {
        return statements.state(commands.from(headers, form), form.stated()).map(Answer::ok);
    }

    @POST
    @Path("/need-indicators/{id}/correction")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "correctNeedIndicator",
            summary = "Corriger un besoin énoncé / Correct a need that was stated",
            description =
                    "Par qui l'a énoncé ; les deux restent lisibles. 409 already_corrected quand un autre l'a déjà corrigé. / By"
                            + " whoever stated it; both stay readable.")
    @APIResponseSchema(value = NeedIndicatorView.class, responseCode = "200")
    public Uni<Response> correctIndicator(
            UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull TerritoryForms.NeedIndicatorCorrection form) {
        return statements
                .correct(commands.from(headers, form), id, form.indicator().stated(), form.reason())
                .map(Answer::ok);
    }

    @GET
    @Path("/territory-labels")
    @RolesAllowed({
        Roles.PROGRAMME_MANAGER,
        Roles.REFERRER,
        Roles.FUNDER,
        Roles.COORDINATOR,
        Roles.MEDIATOR,
        Roles.PLACE_MANAGER,
        Roles.DONOR,
        Roles.REFURBISHER,
        Roles.ANALYST
    })
    @Operation(
            operationId = "listTerritoryLabels",
            summary = "Les labels des territoires / The labels of territories",
            description =
                    "De toutes les organisations. « standing=true » : ceux que rien ne corrige. / Of all organisations."
                            + " \"standing=true\": those that nothing corrects.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = TerritoryLabelView.class)))
    public Uni<Response> labels(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @Parameter(description = "Les territoires de ce genre. / Territories of this kind.")
                    @QueryParam("areaKind")
                    @Nullable AreaKind areaKind,
            @Parameter(description = "Le territoire de ce code. / The territory of this code.")
                    @QueryParam("areaCode")
                    @Nullable String areaCode,
            @Parameter(
                            description =
                                    "Ceux que rien ne corrige, ou les autres. / Those that nothing corrects, or the others.")
                    @QueryParam("standing")
                    @Nullable Boolean standing,
            @Context UriInfo uri) {
        return statements
                .labels(callers.current(), after, limit, new WantedStatements(areaKind, areaCode, standing))
                .map(page -> Pages.page(uri, page, limit, TerritoryLabelView::id));
    }

    @POST
    @Path("/territory-labels")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "stateTerritoryLabel",
            summary = "Énoncer un label d'un territoire / State a label of a territory",
            description =
                    "Ne se change pas : ce qui était faux se corrige (…/correction). / It is never changed: what was wrong is"
                            + " corrected (…/correction).")
    @APIResponseSchema(value = TerritoryLabelView.class, responseCode = "200")
    public Uni<Response> stateLabel(
            @BeanParam CommandHeaders headers, @Valid @NotNull TerritoryForms.TerritoryLabelForm form) {
        return statements.state(commands.from(headers, form), form.stated()).map(Answer::ok);
    }

    @POST
    @Path("/territory-labels/{id}/correction")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "correctTerritoryLabel",
            summary = "Corriger un label énoncé / Correct a label that was stated",
            description =
                    "Par qui l'a énoncé ; les deux restent lisibles. 409 already_corrected quand un autre l'a déjà corrigé. / By"
                            + " whoever stated it; both stay readable.")
    @APIResponseSchema(value = TerritoryLabelView.class, responseCode = "200")
    public Uni<Response> correctLabel(
            UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull TerritoryForms.TerritoryLabelCorrection form) {
        return statements
                .correct(commands.from(headers, form), id, form.label().stated(), form.reason())
                .map(Answer::ok);
    }
}
