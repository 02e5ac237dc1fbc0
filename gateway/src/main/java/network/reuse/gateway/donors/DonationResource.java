package network.reuse.gateway.donors;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import network.reuse.contracts.Refusal;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a donor gave, described for form 16216*02; without any value. */
@Path("/v1/donors")
@Tag(ref = "Donateurs")
public class DonationResource {
    private static final String YEAR =
            "Tous les lots qui ont quitté votre organisation cette année-là et dont au moins un appareil est enregistré. / All lots that left"
                    + " your organisation in that year and of which at least one device is registered.";
    private static final String LOT = "Ce seul lot. / This lot alone.";
    private static final String WHAT =
            "Nature, quantités et dates, et les deux identités, pour le formulaire 16216*02 (2041-MEC-SD). Il n'y a aucune valeur : la"
                    + " valorisation relève de la seule responsabilité du donateur. Donnez « year » ou « lot ». / Nature, quantities and"
                    + " dates, and both identities, for form 16216*02 (2041-MEC-SD). There is no value: putting one on the gift is the"
                    + " donor's responsibility alone. Give \"year\" or \"lot\".";

    private final DonationSheets sheets;
    private final Callers callers;
    private final Papers papers;

    public DonationResource(DonationSheets sheets, Callers callers, Papers papers) {
        this.sheets = sheets;
        this.callers = callers;
        this.papers = papers;
    }

    @GET
    @Path("/donation")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DONOR)
    @Bulk
    @Operation(
            operationId = "describeDonation",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Décrire un don en nature / Describe a gift in kind",
            description = WHAT)
    @APIResponse(
            responseCode = "200",
            description = "La description / The description",
            content = @Content(schema = @Schema(implementation = DonationSheet.class)))
    @APIResponse(
            responseCode = "404",
            description =
                    "Aucun lot de ce nom n'a quitté votre organisation / No lot by this name has left your organisation")
    public Uni<Response> describe(
            @Parameter(description = YEAR, example = "2026")
                    @QueryParam("year")
                    @Min(ReenRate.FIRST_YEAR) @Max(ReenRate.LAST_YEAR) @Nullable Integer year,
            @Parameter(description = LOT) @QueryParam("lot") @Nullable UUID lot) {
        return sheet(year, lot, callers.language()).map(Answers::own);
    }

    @GET
    @Path("/donation.pdf")
    @Produces(Papers.PDF)
    @RolesAllowed(Roles.DONOR)
    @Bulk
    @Operation(
            operationId = "printDonation",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Imprimer cette description / Print this description",
            description = WHAT)
    @APIResponse(
            responseCode = "200",
            description = "La description / The description",
            content = @Content(mediaType = Papers.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "404",
            description =
                    "Aucun lot de ce nom n'a quitté votre organisation / No lot by this name has left your organisation")
    public Uni<Response> print(
            @Parameter(description = YEAR, example = "2026")
                    @QueryParam("year")
                    @Min(ReenRate.FIRST_YEAR) @Max(ReenRate.LAST_YEAR) @Nullable Integer year,
            @Parameter(description = LOT) @QueryParam("lot") @Nullable UUID lot) {
        Language language = callers.language();
        return sheet(year, lot, language)
                .chain(sheet -> papers.answer(DonationPaper.of(sheet, language), "don-en-nature"));
    }

    private Uni<DonationSheet> sheet(@Nullable Integer year, @Nullable UUID lot, Language language) {
        if (lot != null && year != null) {
            throw Refusal.invalid(
                    "/lot",
                    "one_of_two",
                    "« year » et « lot » s'excluent.",
                    "\"year\" and \"lot\" exclude each other.");
        }
        if (lot != null) {
            return sheets.ofLot(callers.current(), lot, language);
        }
        if (year == null) {
            throw Refusal.invalid("/year", "required", "Donnez « year » ou « lot ».", "Give \"year\" or \"lot\".");
        }
        return sheets.ofYear(callers.current(), year, language);
    }
}
