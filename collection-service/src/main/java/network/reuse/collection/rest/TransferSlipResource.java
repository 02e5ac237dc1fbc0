package network.reuse.collection.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import network.reuse.collection.application.PrintTransferSlip;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.document.Papers;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.request.Bulk;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The transfer slip as a paper. */
@Path("/v1/collection/lots")
@Tag(ref = "Lots")
public class TransferSlipResource {
    /** As many devices as are drawn within a second. */
    private static final int MOST = 3_000;

    private final Callers callers;
    private final PrintTransferSlip print;
    private final Papers papers;

    public TransferSlipResource(Callers callers, PrintTransferSlip print, Papers papers) {
        this.callers = callers;
        this.print = print;
        this.papers = papers;
    }

    @GET
    @Path("/{id}/transfer-slip.pdf")
    @Produces(Papers.PDF)
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Bulk
    @Operation(
            operationId = "printTransferSlip",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Imprimer le bordereau de transfert d'un lot / Print a lot's transfer slip",
            description =
                    "Un PDF : les parties, les décomptes et leurs signatures, les écarts réglés, les appareils enregistrés avec leurs"
                            + " numéros de série. Aucune personne n'y figure. Refusé tant que des décomptes diffèrent. / A PDF: the"
                            + " parties, the counts and their signatures, settled discrepancies, registered devices with their serial"
                            + " numbers. Nobody is named. Refused while counts differ.")
    @APIResponse(
            responseCode = "200",
            description = "Le bordereau / The slip",
            content = @Content(mediaType = Papers.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "409",
            description = "Des décomptes diffèrent, ou manquent encore / Counts differ, or are still missing")
    public Uni<Response> print(UUID id) {
        Language language = callers.language();
        return print.of(callers.current(), id, MOST)
                .chain(contents -> papers.answer(
                        TransferSlipPaper.of(contents, language),
                        "bordereau-" + contents.slip().code()));
    }
}
