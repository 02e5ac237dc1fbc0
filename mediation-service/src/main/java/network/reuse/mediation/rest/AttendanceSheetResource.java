package network.reuse.mediation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.document.Papers;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.request.Bulk;
import network.reuse.mediation.application.PrintAttendanceSheet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The attendance sheet as a paper. */
@Path("/v1/mediation/workshops")
@Tag(ref = "Ateliers")
public class AttendanceSheetResource {
    private final Callers callers;
    private final PrintAttendanceSheet print;
    private final Papers papers;

    public AttendanceSheetResource(Callers callers, PrintAttendanceSheet print, Papers papers) {
        this.callers = callers;
        this.print = print;
        this.papers = papers;
    }

    @GET
    @Path("/{id}/attendance-sheet.pdf")
    @Produces(Papers.PDF)
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Bulk
    @Operation(
            operationId = "printAttendanceSheet",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Imprimer la feuille de présence / Print the attendance sheet",
            description =
                    "Un PDF pour la porte : les codes des inscrits, qui les a inscrits, et des lignes pour qui vient sans réserver. Aucune personne"
                            + " n'y figure. / A PDF for the door: the codes of those who are registered, who registered them, and lines for whoever walks"
                            + " in. Nobody is named.")
    @APIResponse(
            responseCode = "200",
            description = "La feuille / The sheet",
            content = @Content(mediaType = Papers.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> print(UUID id) {
        Language language = callers.language();
        return print.sheet(callers.current(), id)
                .chain(sheet -> papers.answer(
                        AttendanceSheetPaper.of(sheet, language),
                        "presence-" + sheet.workshop().code()));
    }
}
