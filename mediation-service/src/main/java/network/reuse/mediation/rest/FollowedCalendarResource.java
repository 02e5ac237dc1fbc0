package network.reuse.mediation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import network.reuse.defaults.document.CalendarFile;
import network.reuse.mediation.application.ShareCalendar;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A mediator's calendar, open to whoever holds its link: the code in it is the credential. */
@Path("/v1/mediation/calendars")
@Produces(CalendarFile.ICALENDAR)
@Tag(ref = "Agendas")
public class FollowedCalendarResource {
    private final ShareCalendar share;

    public FollowedCalendarResource(ShareCalendar share) {
        this.share = share;
    }

    @GET
    @Path("/{code}/calendar.ics")
    @PermitAll
    @Operation(
            operationId = "followByLink",
            summary = "L'agenda d'un médiateur, par son lien / A mediator's calendar, by its link",
            description = OpenCalendarResource.FOLLOWED)
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CalendarFile.ICALENDAR, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "304", description = "Rien n'a changé / Nothing has changed")
    public Uni<Response> follow(String code, @Context HttpHeaders headers) {
        return share.followed(code)
                .map(file -> Response.fromResponse(OpenCalendarResource.followed(headers, file))
                        .header(HttpHeaders.CACHE_CONTROL, null)
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                        .header("Referrer-Policy", "no-referrer")
                        .build());
    }
}
