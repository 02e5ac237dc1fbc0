package network.reuse.collection.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import network.reuse.collection.application.IncidentMailView;
import network.reuse.collection.application.IncidentMailboxView;
import network.reuse.collection.application.KeepIncidentMailbox;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.text.FunctionalMailbox;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;

/** How a donor is told of its devices that disappear with its data possibly on them. */
@Path("/v1/collection")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Lots")
public class IncidentResource {
    private final KeepIncidentMailbox mailbox;
    private final Callers callers;
    private final Commands commands;

    public IncidentResource(KeepIncidentMailbox mailbox, Callers callers, Commands commands) {
        this.mailbox = mailbox;
        this.callers = callers;
        this.commands = commands;
    }

    /** Where to tell a donor. */
    public record IncidentMailboxForm(
            @NotNull @Email @Size(min = 3, max = 254) @FunctionalMailbox
            @Schema(description = FunctionalMailbox.DESCRIPTION, examples = "incidents@grandest.example.org")
            String email) {
        @Override
        public String toString() {
            return "IncidentMailboxForm[…]";
        }
    }

    @GET
    @Path("/incident-mailbox")
    @RolesAllowed(Roles.DONOR)
    @Cache(noStore = true)
    @Operation(
            operationId = "getIncidentMailbox",
            summary = "Où vous êtes prévenu des incidents / Where you are told of incidents")
    public Uni<IncidentMailboxView> get() {
        return mailbox.of(callers.current());
    }

    @POST
    @Path("/incident-mailbox")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "keepIncidentMailbox",
            summary = "Dire où vous prévenir des incidents / Say where to tell you of incidents",
            description =
                    "À la place de la boîte précédente, gardée scellée. Un appareil de votre organisation qui disparaît avec des données"
                            + " peut-être vous est signalé par e-mail dans les minutes, et de même s'il est retrouvé. / In place of the"
                            + " mailbox before, kept sealed. A device of your organisation's that disappears with possible data is told by"
                            + " e-mail within minutes, and so is that it was found.")
    @APIResponseSchema(value = KeepIncidentMailbox.Kept.class, responseCode = "200")
    public Uni<Response> keep(@BeanParam CommandHeaders headers, @Valid @NotNull IncidentMailboxForm form) {
        return mailbox.keep(commands.from(headers, form), form.email()).map(Answer::ok);
    }

    @POST
    @Path("/incident-mailbox/removal")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "removeIncidentMailbox",
            summary = "Ne plus être prévenu par e-mail / No longer be told by e-mail",
            description = "L'adresse est oubliée aussitôt. / The address is forgotten at once.")
    @APIResponseSchema(value = KeepIncidentMailbox.Kept.class, responseCode = "200")
    public Uni<Response> remove(@BeanParam CommandHeaders headers) {
        return mailbox.remove(commands.from(headers, null)).map(Answer::ok);
    }

    @GET
    @Path("/incident-mails")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "listIncidentMails",
            summary =
                    "Les e-mails qui vous préviennent des incidents, et leur envoi / Mails that tell you of incidents, and their delivery",
            description =
                    "SENT : le serveur de messagerie l'a pris. NO_ADDRESS : vous n'aviez pas de boîte. UNCLEAR : personne ne sait, et il"
                            + " n'est pas renvoyé. WITHDRAWN : ce n'était plus vrai. / SENT: the mail server took it. NO_ADDRESS: you had no"
                            + " mailbox. UNCLEAR: nobody knows, and it is not sent again. WITHDRAWN: it was not true any more.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = IncidentMailView.class)))
    public Uni<Response> mails(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @Context UriInfo uri) {
        return mailbox.mails(callers.current(), after, limit)
                .map(page -> Pages.page(uri, page, limit, IncidentMailView::id));
    }
}
