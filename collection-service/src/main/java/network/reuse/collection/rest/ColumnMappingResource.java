package network.reuse.collection.rest;

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
import network.reuse.collection.application.ColumnMappingView;
import network.reuse.collection.application.KeepColumnMapping;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How an organisation's device files are read. */
@Path("/v1/collection/column-mapping")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = "Lots")
public class ColumnMappingResource {
    private final KeepColumnMapping mappings;
    private final Callers callers;
    private final Commands commands;

    public ColumnMappingResource(KeepColumnMapping mappings, Callers callers, Commands commands) {
        this.mappings = mappings;
        this.callers = callers;
        this.commands = commands;
    }

    @GET
    @RolesAllowed({Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.DONOR})
    @Operation(
            operationId = "getColumnMapping",
            summary =
                    "Comment les fichiers de l'organisation nomment colonnes et catégories / How its files name columns")
    public Uni<ColumnMappingView> get() {
        return mappings.of(callers.current()).map(ColumnMappingView::of);
    }

    @POST
    @RolesAllowed({Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.DONOR})
    @Operation(
            operationId = "keepColumnMapping",
            summary = "Remplacer cette correspondance / Replace this mapping",
            description =
                    "S'ajoute aux noms que tous les fichiers peuvent employer (serialNumber, Numéro de série, S/N…) et passe avant"
                            + " eux ; casse, accents, blancs et ponctuation ne comptent pas. / Adds to the names that all files may use"
                            + " and comes before them; case, accents, blanks and punctuation do not count.")
    @APIResponseSchema(value = ColumnMappingView.class, responseCode = "200")
    public Uni<Response> keep(@BeanParam CommandHeaders headers, @Valid @NotNull ColumnMappingForm form) {
        return mappings.keep(commands.from(headers, form), form.mapping()).map(Answer::ok);
    }
}
