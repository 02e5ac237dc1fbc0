package network.reuse.allocation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.application.person.CorrectPerson;
import network.reuse.allocation.application.person.ForgetPerson;
import network.reuse.allocation.application.person.InvitationMailView;
import network.reuse.allocation.application.person.InviteByMail;
import network.reuse.allocation.application.person.ReadPerson;
import network.reuse.allocation.application.person.RefuseMessages;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.people.ContactCorrection;
import network.reuse.defaults.people.MessageRefusal;
import network.reuse.defaults.people.MessageRefusalForm;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** The people behind requests: messages to them, what is kept of them, and that they are forgotten. */
@Path("/v1/allocation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Personnes", description = "Les personnes derrière les demandes / The people behind requests")
public class PersonResource {
    private final Callers callers;
    private final Commands commands;
    private final ReadPerson read;
    private final CorrectPerson correct;
    private final RefuseMessages refuse;
    private final ForgetPerson forget;
    private final InviteByMail invite;

    public PersonResource(
            Callers callers,
            Commands commands,
            ReadPerson read,
            CorrectPerson correct,
            RefuseMessages refuse,
            ForgetPerson forget,
            InviteByMail invite) {
        this.callers = callers;
        this.commands = commands;
        this.read = read;
        this.correct = correct;
        this.refuse = refuse;
        this.forget = forget;
        this.invite = invite;
    }

    @GET
    @Path("/packs/{id}/messages")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "listMessages", summary = "Les messages envoyés pour un pack / Messages about a pack")
    public Uni<List<InvitationMailView>> messages(UUID id) {
        return invite.ofPack(callers.current(), id);
    }

    @GET
    @Path("/people/{ref}/file")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Cache(noStore = true)
    @Operation(
            operationId = "personFile",
            summary = "Tout ce qui est conservé d'une personne / All that is kept of a person",
            description =
                    "Le porteur a le dossier entier ; un prescripteur ce qu'il voit, sans les messages ni les ressemblances. / The sponsor has all"
                            + " of the file; a referrer what it sees, without messages and near matches.")
    public Uni<ReadPerson.AccessFile> file(UUID ref) {
        return read.file(callers.current(), ref);
    }

    @POST
    @Path("/people/{ref}/correction")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "correctPerson",
            summary = "Rectifier les coordonnées d'une personne / Put a person's contact right",
            description =
                    "Le référent tant que la demande attend, le porteur toujours ; ce qui n'est pas nommé ne change"
                            + " pas. / The referrer while the request waits, the sponsor always; what is not named stays.")
    @APIResponseSchema(value = CorrectPerson.Correction.class, responseCode = "200")
    public Uni<Response> correct(UUID ref, @BeanParam CommandHeaders headers, @Valid @NotNull ContactCorrection form) {
        return correct.correct(commands.from(headers, form), ref, form).map(Answer::ok);
    }

    @POST
    @Path("/people/{ref}/message-refusal")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "refuseMessages",
            summary = "Ce qu'une personne dit des messages / What a person says of messages",
            description =
                    "Ce qui n'est pas encore parti quand elle n'en veut plus ne part pas. Sans effet sur ce qui est conservé. / What has not left when it wants"
                            + " none does not leave. What is kept of it stays.")
    @APIResponseSchema(value = MessageRefusal.class, responseCode = "200")
    public Uni<Response> refuseMessages(
            UUID ref, @BeanParam CommandHeaders headers, @Valid @NotNull MessageRefusalForm form) {
        return refuse.refuse(commands.from(headers, form), ref, form.refused()).map(Answer::ok);
    }

    @POST
    @Path("/people/{ref}/forgetting")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "forgetPerson", summary = "Oublier une personne / Forget a person")
    @APIResponseSchema(value = ForgetPerson.Erasure.class, responseCode = "200")
    public Uni<Response> forget(UUID ref, @BeanParam CommandHeaders headers) {
        return forget.forget(commands.from(headers, null), ref).map(Answer::ok);
    }
}
