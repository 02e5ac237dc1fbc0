package network.reuse.collection.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import network.reuse.collection.application.DescribeSites;
import network.reuse.collection.application.SiteContactView;
import network.reuse.collection.application.SiteView;
import network.reuse.collection.domain.Site;
import network.reuse.collection.domain.SiteStatus;
import network.reuse.collection.domain.WantedSites;
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
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;

/** Sites: where things are fetched from an organisation. */
@Path("/v1/collection/sites")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sites", description = "Les lieux où l'on enlève chez vous / The places where things are fetched from you")
public class SiteResource {
    private final Callers callers;
    private final Commands commands;
    private final DescribeSites sites;

    public SiteResource(Callers callers, Commands commands, DescribeSites sites) {
        this.callers = callers;
        this.commands = commands;
        this.sites = sites;
    }

    @GET
    @RolesAllowed({Roles.DONOR, Roles.REFURBISHER})
    @Operation(
            operationId = "listSites",
            summary = "Vos sites, du plus ancien au plus récent / Your sites, oldest first")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = SiteView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable SiteStatus status,
            @QueryParam("commune")
                    @Size(min = 5, max = 5) @Parameter(description = "Code INSEE. / INSEE code.")
                    @Nullable String commune,
            @QueryParam("partnerRef") @Size(max = 200) @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        return sites.sites(callers.current(), after, limit, new WantedSites(status, commune, partnerRef, changedSince))
                .map(found -> Pages.page(uri, found, limit, SiteView::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.DONOR, Roles.REFURBISHER})
    @Operation(operationId = "getSite", summary = "Un de vos sites / One of your sites")
    @APIResponseSchema(value = SiteView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return sites.site(callers.current(), id).map(site -> Pages.one(headers, site, site.version()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.DONOR, Roles.REFURBISHER})
    @Operation(operationId = "siteTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Site.Move>> transitions(UUID id) {
        return sites.site(callers.current(), id).map(SiteView::legal);
    }

    @GET
    @Path("/{id}/contact")
    @RolesAllowed({Roles.DONOR, Roles.REFURBISHER})
    @Cache(noStore = true)
    @Operation(
            operationId = "readSiteContact",
            summary =
                    "Comment joindre un de vos sites, et qui l'a lu / How one of your sites is reached, and who has read it",
            description =
                    "Avec les 500 dernières lectures des transporteurs. / With the last 500 readings by carriers.")
    public Uni<SiteContactView> contact(UUID id) {
        return sites.contact(callers.current(), id);
    }

    @POST
    @RolesAllowed({Roles.DONOR, Roles.REFURBISHER})
    @Operation(
            operationId = "describeSite",
            summary = "Décrire un site / Describe a site",
            description =
                    "Adresse, accès, horaires, téléphone et boîte sont gardés scellés, ne figurent dans aucun événement et ne sont"
                            + " donnés qu'au transporteur d'un enlèvement sur ce site, jusqu'à ce qu'il soit fait ou annulé. / Address,"
                            + " access, hours, telephone and mailbox are kept sealed, stand in no event and are given to the carrier of a"
                            + " pickup at this site alone, until it is done or cancelled.")
    @APIResponseSchema(value = SiteView.class, responseCode = "201")
    public Uni<Response> describe(@BeanParam CommandHeaders headers, @Valid @NotNull SiteForms.SiteForm form) {
        return sites.describe(
                        commands.from(headers, form),
                        form.name(),
                        form.commune(),
                        form.contact(),
                        form.partnerRef(),
                        form.occurredAt())
                .map(answer -> answer.created("/v1/collection/sites"));
    }

    @POST
    @Path("/{id}/correction")
    @RolesAllowed({Roles.DONOR, Roles.REFURBISHER})
    @Operation(
            operationId = "correctSite",
            summary = "Corriger un site / Correct a site",
            description =
                    "Ce qui est nommé remplace ce qui était gardé, aussi pour les transporteurs déjà réservés. / What is named"
                            + " replaces what was kept, also for the carriers that are booked already.")
    @APIResponseSchema(value = SiteView.class, responseCode = "200")
    public Uni<Response> correct(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull SiteForms.SiteCorrectionForm form) {
        return sites.correct(commands.from(headers, form), id, form.correction(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/deletion")
    @RolesAllowed({Roles.DONOR, Roles.REFURBISHER})
    @Operation(
            operationId = "deleteSite",
            summary = "Supprimer un site / Delete a site",
            description =
                    "Comment le joindre est oublié aussitôt, sauf pour les enlèvements déjà réservés ; sa référence redevient libre."
                            + " / How it is reached is forgotten at once, but for the pickups that are booked already; its reference is"
                            + " free again.")
    @APIResponseSchema(value = SiteView.class, responseCode = "200")
    public Uni<Response> delete(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return sites.delete(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
