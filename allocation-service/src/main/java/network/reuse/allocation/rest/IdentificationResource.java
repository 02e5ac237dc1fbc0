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
import java.util.UUID;
import network.reuse.allocation.application.programme.DeclareIdentification;
import network.reuse.allocation.application.programme.IdentificationView;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** By what a programme's group tells households apart. */
@Path("/v1/allocation/programmes/{id}/identification")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Programmes", description = "Ce que proposent les porteurs / What sponsors offer")
public class IdentificationResource {
    private final Callers callers;
    private final Commands commands;
    private final DeclareIdentification identification;

    public IdentificationResource(Callers callers, Commands commands, DeclareIdentification identification) {
        this.callers = callers;
        this.commands = commands;
        this.identification = identification;
    }

    @GET
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "getIdentification",
            summary = "Ce qui reconnaît un foyer / What a household is known by",
            description = "Ce qui vaut dans le groupe du programme, déclaré ou non."
                    + " / What holds in the programme's group, whether declared or not.")
    @APIResponseSchema(value = IdentificationView.class, responseCode = "200")
    public Uni<IdentificationView> get(UUID id) {
        return identification.find(callers.current(), id);
    }

    @POST
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "declareIdentification",
            summary = "Déclarer ce qui reconnaît un foyer / Declare what a household is known by",
            description =
                    "Vaut pour tous les programmes du groupe, qui ne peuvent ainsi différer ; If-Match nomme la version du programme. Les champs ne"
                            + " changent plus dès la première demande du groupe (409 identification_in_use, qui nomme le programme) ; l'attente des"
                            + " ressemblances se change toujours."
                            + " / Holds for all programmes of the group, which can thus not differ; If-Match names the programme's version. The"
                            + " fields stay from the group's first request on (409 identification_in_use, which names the programme); whether near"
                            + " matches wait may be changed at any time.")
    @APIResponseSchema(value = IdentificationView.class, responseCode = "200")
    public Uni<Response> declare(
            UUID id,
            @BeanParam VersionedHeaders headers,
            @Valid @NotNull IdentificationForms.IdentificationDeclaration form) {
        return identification
                .declare(
                        commands.from(headers, form),
                        id,
                        form.identification(),
                        Boolean.TRUE.equals(form.nearMatchesWait()),
                        form.occurredAt())
                .map(Answer::ok);
    }
}
