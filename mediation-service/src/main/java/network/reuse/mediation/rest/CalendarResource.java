package network.reuse.mediation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.document.CalendarFile;
import network.reuse.mediation.application.PublishCalendars;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The calendar of a mediator (iCalendar). */
@Path("/v1/mediation/calendar.ics")
@Produces(CalendarFile.ICALENDAR)
@Tag(ref = "Agendas")
public class CalendarResource {
    private final Callers callers;
    private final PublishCalendars publish;

    public CalendarResource(Callers callers, PublishCalendars publish) {
        this.callers = callers;
        this.publish = publish;
    }

    @GET
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "followMediator",
            summary = "L'agenda d'un de vos médiateurs / The calendar of one of your mediators",
            description =
                    "Les ateliers qu'il tient et les étapes des tournées où il est. " + OpenCalendarResource.FOLLOWED
                            + " The workshops that the mediator holds, and the stops of tours where the mediator is.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CalendarFile.ICALENDAR, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "304", description = "Rien n'a changé / Nothing has changed")
    public Uni<Response> ofMediator(
            @QueryParam("mediatorRef")
                    @NotNull @Size(max = 40) @Pattern(regexp = Forms.STAFF_REF) @Parameter(
                            description = "Sa référence chez vous. / The reference that is yours.",
                            required = true,
                            example = "M-07")
                    String mediatorRef,
            @Context HttpHeaders headers) {
        return publish.ofMediator(callers.current(), mediatorRef)
                .map(file -> OpenCalendarResource.followed(headers, file));
    }
}
