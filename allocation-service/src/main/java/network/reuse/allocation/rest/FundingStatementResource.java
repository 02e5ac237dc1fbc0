package network.reuse.allocation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import network.reuse.allocation.application.funding.FundingStatement;
import network.reuse.allocation.application.funding.StateFunding;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.document.CsvSheet;
import network.reuse.defaults.document.Papers;
import network.reuse.defaults.fault.Language;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of a funder's money, read by the funder itself and, for its own part, by each sponsor. */
@Path("/v1/allocation/funders/{id}")
@Tag(ref = "Cofinancement")
public class FundingStatementResource {
    private final Callers callers;
    private final StateFunding statements;
    private final Papers papers;

    public FundingStatementResource(Callers callers, StateFunding statements, Papers papers) {
        this.callers = callers;
        this.statements = statements;
        this.papers = papers;
    }

    @GET
    @Path("/statement")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.FUNDER, Roles.PROGRAMME_MANAGER})
    @Operation(
            operationId = "fundingStatement",
            summary = "Le relevé d'un financeur / The statement of a funder",
            description =
                    "Budget, engagé, exigible, appelé, payé, réalisé, apports en nature, et combien de packs ont trouvé preneur par"
                            + " département, sans aucun nombre de 1 à 4. Le financeur voit tout, un porteur sa part. / Budget, committed,"
                            + " due, called, settled, actual, in kind, and how many packs reached somebody by department, without any number"
                            + " of 1 to 4. The funder sees all, a sponsor its own part.")
    public Uni<FundingStatement> statement(UUID id) {
        return statements.of(callers.current(), id);
    }

    @GET
    @Path("/statement.csv")
    @Produces(CsvSheet.CSV)
    @RolesAllowed({Roles.FUNDER, Roles.PROGRAMME_MANAGER})
    @Operation(operationId = "exportFundingStatement", summary = "Le même relevé en CSV / The same statement as CSV")
    @APIResponse(
            responseCode = "200",
            description = "Une ligne par enveloppe / A line of each envelope",
            content = @Content(mediaType = CsvSheet.CSV, schema = @Schema(type = SchemaType.STRING)))
    public Uni<Response> export(UUID id) {
        return statements
                .of(callers.current(), id)
                .map(statement -> Response.ok(FundingPaper.csv(statement), CsvSheet.CSV)
                        .header("Content-Disposition", "attachment; filename=\"releve-" + id + ".csv\"")
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                        .build());
    }

    @GET
    @Path("/statement.pdf")
    @Produces(Papers.PDF)
    @RolesAllowed({Roles.FUNDER, Roles.PROGRAMME_MANAGER})
    @Operation(operationId = "printFundingStatement", summary = "Imprimer le relevé / Print the statement")
    @APIResponse(
            responseCode = "200",
            description = "Le relevé / The statement",
            content = @Content(mediaType = Papers.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> print(UUID id) {
        Language language = callers.language();
        return statements
                .of(callers.current(), id)
                .chain(statement -> papers.answer(FundingPaper.of(statement, language), "releve-" + id));
    }
}
