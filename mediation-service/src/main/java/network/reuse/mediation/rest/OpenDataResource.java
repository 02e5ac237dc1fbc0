package network.reuse.mediation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.document.CsvSheet;
import network.reuse.mediation.application.InclusionFile;
import network.reuse.mediation.application.PublishPlaces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What places publish, open to everybody: those alone whose managers say so. */
@Path("/v1/mediation/open-data")
@Tag(name = "Données ouvertes des lieux", description = "Ce que les lieux publient / What places publish")
public class OpenDataResource {
    private final PublishPlaces publish;

    public OpenDataResource(PublishPlaces publish) {
        this.publish = publish;
    }

    @GET
    @Path("/places.csv")
    @Produces(CsvSheet.CSV)
    @PermitAll
    @Operation(
            operationId = "exportPlaces",
            summary =
                    "Les lieux publiés, au format LaMednum 1.0.2 / The places that are published, as LaMednum 1.0.2 has them",
            description =
                    "Ouvert à tous. Une ligne par lieu, et une par étape à venir d'une tournée, dont « horaires » donne la date et"
                            + " « structure_parente » le lieu ; une étape sans code postal n'y est pas. / Open to everybody. A line for each place, and"
                            + " one for each stop to come of a tour, whose \"horaires\" are its dates and \"structure_parente\" its place; a stop without a"
                            + " postal code is not there.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CsvSheet.CSV, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "304", description = "Rien n'a changé / Nothing has changed")
    public Uni<Response> places(
            @QueryParam("department")
                    @Pattern(regexp = "[0-9][0-9AB][0-9]?") @Parameter(
                            description = "Un seul département, par son code. / One department alone, by its code.",
                            example = "67")
                    @Nullable String department,
            @Context HttpHeaders headers) {
        return publish.laMednum(department)
                .map(file -> Pages.text(headers, file)
                        .type(CsvSheet.CSV + ";charset=UTF-8")
                        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"lieux-de-mediation-numerique.csv\"")
                        .build());
    }

    @GET
    @Path("/places.json")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            operationId = "exportInclusion",
            summary =
                    "Les lieux publiés, au format data·inclusion v1 / The places that are published, as data·inclusion v1 has them",
            description =
                    "Ouvert à tous : une structure par lieu, et un service de ceux qui se présentent. / Open to everybody: a structure for"
                            + " each place, and a service of those that present themselves.")
    @APIResponseSchema(value = InclusionFile.class, responseCode = "200")
    @APIResponse(responseCode = "304", description = "Rien n'a changé / Nothing has changed")
    public Uni<Response> inclusion(
            @QueryParam("department")
                    @Pattern(regexp = "[0-9][0-9AB][0-9]?") @Parameter(
                            description = "Un seul département, par son code. / One department alone, by its code.",
                            example = "67")
                    @Nullable String department,
            @Context HttpHeaders headers) {
        return publish.inclusion(department)
                .map(file -> Pages.one(headers, file, "d" + Integer.toUnsignedString(file.hashCode()))
                        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .build());
    }
}
