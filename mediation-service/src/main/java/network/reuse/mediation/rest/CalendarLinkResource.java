package network.reuse.mediation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.mediation.application.ShareCalendar;
import network.reuse.mediation.application.ShareCalendar.CalendarLinkState;
import network.reuse.mediation.application.ShareCalendar.CalendarLinkView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The links by which calendar programs follow mediators. */
@Path("/v1/mediation/calendar-links")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Agendas")
public class CalendarLinkResource {
    private final Callers callers;
    private final Commands commands;
    private final ShareCalendar share;

    public CalendarLinkResource(Callers callers, Commands commands, ShareCalendar share) {
        this.callers = callers;
        this.commands = commands;
        this.share = share;
    }

    @GET
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "listCalendarLinks",
            summary = "Les liens vers les agendas de vos médiateurs / The links to your mediators' calendars",
            description =
                    "Qui connaît un lien lit l'agenda : ne le donnez qu'au médiateur. / Whoever knows a link reads the calendar: give it to the"
                            + " mediator alone.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = CalendarLinkView.class)))
    public Uni<Response> list() {
        return share.links(callers.current())
                .map(links -> Response.ok(links)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @POST
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "openCalendarLink",
            summary = "Ouvrir un lien vers l'agenda d'un médiateur / Open a link to a mediator's calendar",
            description =
                    "Pour les agendas, qui n'envoient pas de jeton ; listCalendarLinks le dit. Un lien déjà ouvert vers le même médiateur ne mène"
                            + " plus nulle part. / For calendar programs, which send no token; listCalendarLinks tells it. A link that was open to the same"
                            + " mediator leads nowhere any more.")
    @APIResponseSchema(value = CalendarLinkState.class, responseCode = "200")
    public Uni<Response> open(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.CalendarLinkForm form) {
        return share.open(commands.from(headers, form), form.mediatorRef()).map(Answer::ok);
    }

    @POST
    @Path("/closure")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "closeCalendarLink",
            summary = "Fermer un lien vers un agenda / Close a link to a calendar")
    @APIResponseSchema(value = CalendarLinkState.class, responseCode = "200")
    public Uni<Response> close(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.CalendarLinkForm form) {
        return share.close(commands.from(headers, form), form.mediatorRef()).map(Answer::ok);
    }
}
