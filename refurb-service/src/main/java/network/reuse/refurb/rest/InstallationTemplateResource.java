package network.reuse.refurb.rest;

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
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.refurb.application.KeepTemplates;
import network.reuse.refurb.domain.InstallationTemplate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What workshops install on devices. */
@Path("/v1/refurb/installation-templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Modèles d'installation",
        description = "Ce qu'un atelier installe sur les appareils / What a workshop installs on devices")
public class InstallationTemplateResource {
    private final Callers callers;
    private final Commands commands;
    private final KeepTemplates templates;

    public InstallationTemplateResource(Callers callers, Commands commands, KeepTemplates templates) {
        this.callers = callers;
        this.commands = commands;
        this.templates = templates;
    }

    @POST
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "keepInstallationTemplate",
            summary = "Ajouter un modèle, ou une version d'un modèle / Add a template, or a version of one",
            description = "Une version dite reste ; les appareils gardent celle qu'ils ont."
                    + " / A version that was said stays; devices keep the one that they have.")
    @APIResponseSchema(value = InstallationTemplate.class, responseCode = "200")
    public Uni<Response> keep(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.TemplateForm form) {
        return templates.keep(commands.from(headers, form), form.content()).map(Answer::ok);
    }

    @GET
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "listInstallationTemplates",
            summary =
                    "La dernière version de chaque modèle de l'atelier / The latest version of each template of the workshop's")
    public Uni<List<InstallationTemplate>> latest() {
        return templates.latest(callers.current());
    }

    @GET
    @Path("/{id}/versions")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "listTemplateVersions",
            summary =
                    "Toutes les versions d'un modèle, la dernière d'abord / Every version of a template, the latest first")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = InstallationTemplate.class)))
    public Uni<List<InstallationTemplate>> versions(UUID id) {
        return templates.versions(callers.current(), id);
    }
}
