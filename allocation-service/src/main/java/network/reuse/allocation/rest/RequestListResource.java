package network.reuse.allocation.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.application.request.RequestRow;
import network.reuse.allocation.application.request.SubmitRequests;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.problem.ConstraintFaults;
import network.reuse.defaults.request.Bulk;
import network.reuse.defaults.rows.RowFile;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Requests as a list: a referrer asks for many people in one call. */
@Path("/v1/allocation/request-lists")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Demandes", description = "Les demandes des prescripteurs / What referrers ask for")
public class RequestListResource {
    private final Commands commands;
    private final SubmitRequests submit;
    private final Validator validator;
    private final ConstraintFaults constraints;

    public RequestListResource(
            Commands commands, SubmitRequests submit, Validator validator, ConstraintFaults constraints) {
        this.commands = commands;
        this.submit = submit;
        this.validator = validator;
        this.constraints = constraints;
    }

    @POST
    @Consumes({RowFile.CSV, RowFile.CSV_ON_WINDOWS, RowFile.WORKBOOK, RowFile.NDJSON})
    @RolesAllowed({Roles.REFERRER, Roles.PROGRAMME_MANAGER})
    @Bulk
    @Blocking
    @Operation(
            operationId = "submitRequests",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Demander des packs depuis une liste / Ask for packs from a list",
            description =
                    "CSV, classeur XLSX ou NDJSON ; 10 000 lignes au plus, toutes pour le programme nommé, chacune selon les règles d'une demande."
                            + " Colonnes : givenName, familyName, birthYear, phone, email, commune (code INSEE), proof, shareCode, partnerRef, ou"
                            + " leurs noms usuels tels que « Nom », « Prénom », « Téléphone ». Pour les critères du programme : neighbourhood"
                            + " (« Code QPV », ou NONE ; tient lieu de shareCode), institution (« Code UAI »), bursaryLevel (« Échelon »), student"
                            + " (« Étudiant » : oui, non), schoolYear (« Niveau »), et le constat disposableIncome (« Reste à vivre » : PASS ou"
                            + " FAIL, jamais un montant) avec disposableIncomeProofOn et disposableIncomeCheckedBy ; seules les réponses sont"
                            + " gardées. Un foyer qui figure deux fois dans la liste, ou que le groupe de programmes sert déjà, est refusé à sa"
                            + " ligne (household_served) ; la même référence avec le même contenu est UNCHANGED : la liste peut être renvoyée ; avec"
                            + " d'autres réponses aux critères, elle est refusée (reference_taken) : checkEligibility les complète."
                            + " / CSV, an XLSX workbook or NDJSON, every value of it a text; 10,000 lines at most, all of them for the programme"
                            + " that is named, each by the rules of one request. Columns as named, or by their usual names. For the programme's"
                            + " criteria: neighbourhood (a QPV code, or NONE; stands in for shareCode), institution, bursaryLevel, student (yes, no),"
                            + " schoolYear, and the finding disposableIncome (PASS or FAIL, never an amount) with disposableIncomeProofOn and"
                            + " disposableIncomeCheckedBy; the answers alone are kept. A household that is in the list twice, or that the group of"
                            + " programmes serves already, is refused in its line (household_served); the same reference with the same content is"
                            + " UNCHANGED: the list may be sent again; with other answers to the criteria it is refused (reference_taken):"
                            + " checkEligibility completes them.")
    @APIResponseSchema(value = RequestRow.class, responseCode = "200")
    public Uni<Response> submit(
            @BeanParam CommandHeaders headers,
            @QueryParam("programmeId") @NotNull UUID programmeId,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @QueryParam("occurredAt") @Nullable Instant occurredAt,
            @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = RowFile.CSV,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = RowFile.WORKBOOK,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = RowFile.NDJSON,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
                            })
                    RequestList list) {
        List<SubmitRequests.Line> lines = list.rows().stream()
                .map(row -> RequestFields.line(row, programmeId, validator, constraints))
                .toList();
        SubmitRequests.Listing listing =
                new SubmitRequests.Listing(programmeId, lines, list.ignored(), RequestColumn::pointer);
        return submit.submit(commands.from(headers, list), listing, dryRun, occurredAt)
                .map(Answer::ok);
    }
}
