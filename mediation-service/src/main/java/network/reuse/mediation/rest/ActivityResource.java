package network.reuse.mediation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.document.CsvSheet;
import network.reuse.mediation.application.ExportActivities;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an organisation has held, for the statistics of others. */
@Path("/v1/mediation")
@Tag(ref = "Ateliers")
public class ActivityResource {
    private final Callers callers;
    private final ExportActivities export;

    public ActivityResource(Callers callers, ExportActivities export) {
        this.callers = callers;
        this.export = export;
    }

    @GET
    @Path("/activities.csv")
    @Produces(CsvSheet.CSV)
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "exportActivities",
            summary =
                    "Les ateliers que vous avez tenus, dans les mots de La Coop / The workshops that you have held, in the words of La Coop",
            description =
                    "Un fichier CSV (point-virgule, UTF-8) d'activités collectives : une ligne par atelier où quelqu'un est venu, avec le nombre de"
                            + " personnes et rien sur aucune ; au plus 10 000 par fichier. / A CSV file (semicolons, UTF-8) of collective activities: a line"
                            + " for each workshop to which somebody came, with how many did and nothing about any of them; at most 10,000 in a file.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CsvSheet.CSV, schema = @Schema(type = SchemaType.STRING)))
    public Uni<Response> activities(
            @QueryParam("from")
                    @NotNull @Parameter(
                            description = "Le premier jour. / The first day.",
                            required = true,
                            example = "2026-01-01")
                    LocalDate from,
            @QueryParam("until")
                    @NotNull @Parameter(
                            description = "Le dernier jour. / The last day.",
                            required = true,
                            example = "2026-12-31")
                    LocalDate until) {
        return export.of(callers.current(), from, until)
                .map(file -> Response.ok(file, CsvSheet.CSV + ";charset=UTF-8")
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"activites.csv\"")
                        .build());
    }
}
