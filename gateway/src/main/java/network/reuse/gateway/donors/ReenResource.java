package network.reuse.gateway.donors;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.document.Papers;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.request.Bulk;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The report on reuse that the law REEN asks of public donors, and that every donor may have. */
@Path("/v1/donors/reen")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(ref = "Donateurs")
public class ReenResource {
    private static final String EXAMPLE = """
            {"year": 2026, "countedOn": "2026-01-15",
             "counts": [{"category": "SCREENS", "decommissioned": 240, "olderThanTenYears": 12, "classified": 0,
                         "specialSecurity": 3}],
             "reason": "12 écrans retrouvés à l'inventaire"}""";
    private static final String YEAR = "L'année du bilan. / The report's year.";

    private final ReenReports reports;
    private final Commands commands;
    private final Callers callers;
    private final Papers papers;

    public ReenResource(ReenReports reports, Commands commands, Callers callers, Papers papers) {
        this.reports = reports;
        this.commands = commands;
        this.callers = callers;
        this.papers = papers;
    }

    @GET
    @RolesAllowed(Roles.DONOR)
    @Bulk
    @Operation(
            operationId = "reenReport",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary =
                    "Le bilan de réemploi d'une année (loi REEN, article 16) / The report on reuse of a year (law REEN, article 16)",
            description =
                    "A / B × 100 : A, les biens remis dans l'année à un preneur qui s'était engagé ; B, le stock mis au rebut au 1er janvier, tel"
                            + " que vous le déclarez. Catégories 2° et 6° de l'article R. 543-172, II du code de l'environnement. / A / B × 100: A, the"
                            + " goods that were handed in the year to a taker who had committed itself; B, the decommissioned stock on 1"
                            + " January, as you state it. Categories 2° and 6° of article R. 543-172, II of the code de l'environnement.")
    @APIResponse(
            responseCode = "200",
            description = "Le bilan / The report",
            content = @Content(schema = @Schema(implementation = ReenReport.class)))
    public Uni<Response> report(
            @Parameter(description = YEAR, example = "2026", required = true)
                    @QueryParam("year")
                    @NotNull @Min(ReenRate.FIRST_YEAR) @Max(ReenRate.LAST_YEAR) Integer year) {
        return reports.of(callers.current(), year).map(found -> Answers.own(found.report()));
    }

    @POST
    @Path("/stock")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "stateReenStock",
            summary = "Déclarer le stock mis au rebut au 1er janvier / State the decommissioned stock on 1 January",
            description =
                    "Une déclaration de plus pour la même année corrige celle d'avant et dit pourquoi ; toutes sont gardées. / A further"
                            + " statement for the same year corrects the one before and says why; all are kept.")
    @APIResponse(
            responseCode = "200",
            description = "La déclaration / The statement",
            content = @Content(schema = @Schema(implementation = ReenStock.class)))
    public Uni<Response> state(
            @BeanParam CommandHeaders headers,
            @RequestBody(content = @Content(examples = @ExampleObject(name = "stock", value = EXAMPLE))) @NotNull @Valid StockForm form) {
        return reports.state(commands.from(headers, form), form).map(Answer::okWithoutTag);
    }

    @GET
    @Path("/devices")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "listReenDevices",
            summary = "La justification du bilan, bien par bien / The report's proof, one by one")
    @APIResponse(
            responseCode = "200",
            description =
                    "Une page ; l'en-tête Link mène à la suivante / A page; the Link header leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = GivenDevice.class)))
    public Uni<Response> lines(
            @Parameter(description = YEAR, example = "2026", required = true)
                    @QueryParam("year")
                    @NotNull @Min(ReenRate.FIRST_YEAR) @Max(ReenRate.LAST_YEAR) Integer year,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit,
            @Context UriInfo uri) {
        return reports.lines(callers.current(), year, after, limit)
                .map(page -> Answers.page(uri, page, limit, GivenDevice::id));
    }

    @GET
    @Path("/devices.csv")
    @Produces(CsvLines.CSV)
    @RolesAllowed(Roles.DONOR)
    @Operation(operationId = "exportReenDevices", summary = "La même justification en CSV / The same proof as CSV")
    @APIResponse(
            responseCode = "200",
            description =
                    "Les lignes ; l'en-tête Link mène à la suite / The lines; the Link header leads to what follows",
            content = @Content(mediaType = CsvLines.CSV, schema = @Schema(type = SchemaType.STRING)))
    public Uni<Response> export(
            @Parameter(description = YEAR, example = "2026", required = true)
                    @QueryParam("year")
                    @NotNull @Min(ReenRate.FIRST_YEAR) @Max(ReenRate.LAST_YEAR) Integer year,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("5000") @Min(1) @Max(5_000) int limit,
            @Context UriInfo uri) {
        return reports.lines(callers.current(), year, after, limit)
                .map(page -> Answers.lines(uri, page, limit, "reemploi-" + year));
    }

    @GET
    @Path("/report.pdf")
    @Produces(Papers.PDF)
    @RolesAllowed(Roles.DONOR)
    @Bulk
    @Operation(
            operationId = "printReenReport",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Imprimer le bilan, avec sa justification / Print the report with its proof")
    @APIResponse(
            responseCode = "200",
            description = "Le bilan / The report",
            content = @Content(mediaType = Papers.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> print(
            @Parameter(description = YEAR, example = "2026", required = true)
                    @QueryParam("year")
                    @NotNull @Min(ReenRate.FIRST_YEAR) @Max(ReenRate.LAST_YEAR) Integer year) {
        Language language = callers.language();
        return reports.of(callers.current(), year)
                .chain(report -> papers.answer(ReenPaper.of(report, language), "bilan-reemploi-" + year));
    }
}
