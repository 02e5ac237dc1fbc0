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
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.people.ContactCorrection;
import network.reuse.defaults.people.MessageRefusal;
import network.reuse.defaults.people.MessageRefusalForm;
import network.reuse.mediation.application.Participants;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What people may ask for: everything that is kept of them, and to be forgotten. */
@Path("/v1/mediation/people")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Personnes", description = "Les droits des personnes / People's rights")
public class PersonResource {
    private final Callers callers;
    private final Commands commands;
    private final Participants people;

    public PersonResource(Callers callers, Commands commands, Participants people) {
        this.callers = callers;
        this.commands = commands;
        this.people = people;
    }

    @GET
    @Path("/{ref}/file")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "personFile",
            summary = "Tout ce qui est conservé d'une personne / Everything that is kept of a person")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Participants.Everything.class)))
    public Uni<Response> file(UUID ref) {
        return people.file(callers.current(), ref)
                .map(file -> Response.ok(file)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @POST
    @Path("/{ref}/correction")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "correctPerson",
            summary = "Rectifier les coordonnées d'une personne / Put a person's contact right",
            description = "Ce qui n'est pas nommé ne change pas. / What is not named stays as it is.")
    @APIResponseSchema(value = Participants.Correction.class, responseCode = "200")
    public Uni<Response> correct(UUID ref, @BeanParam CommandHeaders headers, @Valid @NotNull ContactCorrection form) {
        return people.correct(commands.from(headers, form), ref, form).map(Answer::ok);
    }

    @POST
    @Path("/{ref}/message-refusal")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "refuseMessages",
            summary = "Ce qu'une personne dit des messages / What a person says of messages",
            description =
                    "Ce qui n'est pas encore parti quand elle n'en veut plus ne part pas. Sans effet sur ce qui est conservé. / What has not left when it wants"
                            + " none does not leave. What is kept of it stays.")
    @APIResponseSchema(value = MessageRefusal.class, responseCode = "200")
    public Uni<Response> refuseMessages(
            UUID ref, @BeanParam CommandHeaders headers, @Valid @NotNull MessageRefusalForm form) {
        return people.refuseMessages(commands.from(headers, form), ref, form.refused())
                .map(Answer::ok);
    }

    @POST
    @Path("/{ref}/forgetting")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(operationId = "forgetPerson", summary = "Oublier une personne / Forget a person")
    @APIResponseSchema(value = Participants.Forgetting.class, responseCode = "200")
    public Uni<Response> forget(UUID ref, @BeanParam CommandHeaders headers) {
        return people.forget(commands.from(headers, null), ref).map(Answer::ok);
    }
}
