package network.reuse.mediation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.document.CalendarFile;
import network.reuse.mediation.application.PublishCalendars;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Calendars that everybody may follow (iCalendar). */
@Path("/v1/mediation/open-data")
@Produces(CalendarFile.ICALENDAR)
@Tag(
        name = "Agendas",
        description = "Ce qui a lieu, à suivre dans un agenda / What takes place, to be followed in a calendar")
public class OpenCalendarResource {
    static final String FOLLOWED =
            "iCalendar (RFC 5545), à relire toutes les heures. Les heures sont en UTC ; un atelier ou une étape garde son UID quand son heure"
                    + " change (SEQUENCE augmente), et porte STATUS:CANCELLED une fois annulé. Ce qui a commencé il y a plus de 90 jours n'y est plus ; au"
                    + " plus 5 000 ateliers et 5 000 tournées, les premiers. / iCalendar (RFC 5545), to be read again every hour. Times are in UTC; a"
                    + " workshop or a stop keeps its UID when its time changes (SEQUENCE rises), and has STATUS:CANCELLED once it is cancelled. What began"
                    + " more than 90 days ago is not shown; at most 5,000 workshops and 5,000 tours, the soonest.";
    private static final String PUBLISHED =
            "Ouvert à tous, pour les lieux publiés. " + FOLLOWED + " Open to everybody, for places that are published.";

    private final PublishCalendars publish;

    public OpenCalendarResource(PublishCalendars publish) {
        this.publish = publish;
    }

    @GET
    @Path("/places/{id}/calendar.ics")
    @PermitAll
    @Operation(
            operationId = "followPlace",
            summary = "L'agenda d'un lieu publié / The calendar of a place that is published",
            description = PUBLISHED)
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CalendarFile.ICALENDAR, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "304", description = "Rien n'a changé / Nothing has changed")
    public Uni<Response> ofPlace(UUID id, @Context HttpHeaders headers) {
        return publish.ofPlace(id).map(file -> followed(headers, file));
    }

    @GET
    @Path("/tours/{id}/calendar.ics")
    @PermitAll
    @Operation(
            operationId = "followTour",
            summary = "L'agenda d'une tournée d'un lieu publié / The calendar of a tour of a place that is published",
            description = PUBLISHED)
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CalendarFile.ICALENDAR, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "304", description = "Rien n'a changé / Nothing has changed")
    public Uni<Response> ofTour(UUID id, @Context HttpHeaders headers) {
        return publish.ofTour(id).map(file -> followed(headers, file));
    }

    @GET
    @Path("/communes/{insee}/calendar.ics")
    @PermitAll
    @Operation(
            operationId = "followCommune",
            summary =
                    "L'agenda des lieux publiés et des tournées d'une commune / The calendar of published places and tours in a commune",
            description = PUBLISHED)
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CalendarFile.ICALENDAR, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "304", description = "Rien n'a changé / Nothing has changed")
    public Uni<Response> ofCommune(
            @PathParam("insee")
                    @Size(min = 5, max = 5) @Parameter(
                            description =
                                    "Son code INSEE ; celui d'un arrondissement vaut pour toute la commune. / Its INSEE code; that of an arrondissement"
                                            + " stands for the whole commune.",
                            example = "67482")
                    String insee,
            @Context HttpHeaders headers) {
        return publish.ofCommune(insee).map(file -> followed(headers, file));
    }

    /** An answer with a calendar, which says whether anything has changed. */
    static Response followed(HttpHeaders headers, String file) {
        return Pages.text(headers, file)
                .type(CalendarFile.ICALENDAR + ";charset=UTF-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"agenda.ics\"")
                .build();
    }
}
