package network.reuse.mediation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
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
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.mediation.application.AcceptInvitation;
import network.reuse.mediation.application.InvitationView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Invitations, open to whoever holds the link: its code is the credential. */
@Path("/v1/mediation/invitations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invitations", description = "Réserver avec le lien reçu / Book with the link that was sent")
public class InvitationResource {
    private final Commands commands;
    private final AcceptInvitation accept;

    public InvitationResource(Commands commands, AcceptInvitation accept) {
        this.commands = commands;
        this.accept = accept;
    }

    @GET
    @Path("/{code}")
    @PermitAll
    @Operation(
            operationId = "getInvitation",
            summary = "Les prochains ateliers du département, puis la place réservée"
                    + " / The next workshops of the department, then the seat that is booked")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvitationView.class)))
    public Uni<Response> get(String code) {
        return accept.show(code)
                .map(view -> Response.ok(view)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("Referrer-Policy", "no-referrer")
                        .build());
    }

    @POST
    @Path("/{code}/booking")
    @PermitAll
    @Operation(operationId = "acceptInvitation", summary = "Réserver sa place, une fois / Book one's seat, once")
    @APIResponseSchema(value = InvitationView.BookedView.class, responseCode = "201")
    public Uni<Response> book(
            String code, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.InvitationBookingForm form) {
        return accept.book(code, form.workshopId(), caller -> commands.from(caller, headers, form))
                .map(Answer::created);
    }

    @POST
    @Path("/{code}/cancellation")
    @PermitAll
    @Operation(
            operationId = "giveSeatBack",
            summary = "Rendre sa place ; le lien resservira / Give one's seat back; the link works again")
    @APIResponseSchema(value = InvitationView.GivenBackView.class, responseCode = "200")
    public Uni<Response> giveBack(
            String code, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.BookingCancellationForm form) {
        return accept.giveBack(code, form.code(), caller -> commands.from(caller, headers, form))
                .map(Answer::ok);
    }
}
