package network.reuse.refurb.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.request.Bulk;
import network.reuse.refurb.application.DecideEvidence;
import network.reuse.refurb.application.EvidenceRow;
import network.reuse.refurb.application.EvidenceView;
import network.reuse.refurb.application.RecordEvidence;
import network.reuse.refurb.domain.EvidenceStatus;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Erasures that files tell of, and the tray of those that match no medium. */
@Path("/v1/refurb/evidence")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Preuves", description = "Les preuves d'effacement par fichier / Evidence of erasure by file")
public class EvidenceResource {
    private final Callers callers;
    private final Commands commands;
    private final RecordEvidence record;
    private final DecideEvidence decide;

    public EvidenceResource(Callers callers, Commands commands, RecordEvidence record, DecideEvidence decide) {
        this.callers = callers;
        this.commands = commands;
        this.record = record;
        this.decide = decide;
    }

    /** How many drives had each outcome, and the drives. */
    private record EvidenceReport(int recorded, int unchanged, int unmatched, int rejected, List<EvidenceRow> rows) {}

    @POST
    @Consumes({EvidenceUpload.LOG, EvidenceUpload.REPORT, EvidenceUpload.ZIP})
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Blocking
    @Operation(
            operationId = "uploadEvidence",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Déposer des journaux d'effacement / Upload logs of erasures",
            description =
                    "Un journal de nwipe ou de ShredOS, un rapport JSON, ou un ZIP de 60 fichiers au plus. Un résultat par fichier et"
                            + " par disque ; le même fichier, renvoyé, ne change rien. Ce qui est consigné ou attend dans la corbeille est gardé six ans tel"
                            + " quel, un journal par fichier. / A log of nwipe or ShredOS, a JSON report, or a ZIP of up to"
                            + " 60 files. One result for each file and drive; the same file again changes nothing. What is recorded or waits in the tray is"
                            + " kept for six years as it is, each log by itself.")
    @APIResponseSchema(value = EvidenceReport.class, responseCode = "200")
    public Uni<Response> upload(
            @BeanParam CommandHeaders headers,
            @QueryParam("zone")
                    @DefaultValue("UTC")
                    @Size(max = 50) @Parameter(
                            description =
                                    "Le fuseau des heures du journal, qui ne le dit pas ; ShredOS compte en UTC. / The zone of the log's times, which does not tell it; ShredOS counts in UTC.",
                            example = "Europe/Paris")
                    String zone,
            @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = EvidenceUpload.LOG,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = EvidenceUpload.REPORT,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = EvidenceUpload.ZIP,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
                            })
                    EvidenceUpload upload) {
        return record.record(commands.from(headers, upload), upload.files(zone(zone)))
                .map(Answer::ok);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw Refusal.invalid(
                    "/zone",
                    "unknown_zone",
                    "Il n'y a pas de fuseau de ce nom ; par exemple UTC ou Europe/Paris.",
                    "There is no zone of this name; such as UTC or Europe/Paris.");
        }
    }

    @GET
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "listEvidence",
            summary =
                    "Les preuves déposées, d'abord celles de la corbeille / The evidence that was uploaded, the tray's unless asked")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = EvidenceView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @DefaultValue("UNMATCHED") EvidenceStatus status,
            @Context UriInfo uri) {
        return decide.page(callers.current(), status, after, limit)
                .map(page -> Pages.page(uri, page, limit, EvidenceView::id));
    }

    @GET
    @Path("/files/{sha256}")
    @Produces({EvidenceUpload.LOG, EvidenceUpload.REPORT})
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    // What is fetched for a caller who has gone is closed all the same.
    @Cancellable(false)
    @Operation(
            operationId = "getEvidenceFile",
            summary = "Le fichier d'une preuve / The file of evidence",
            description =
                    "Celui dont « evidence » d'un effacement ou d'un certificat est le SHA-256, à l'octet près. L'atelier le lit ; et qui"
                            + " voit tous les appareils dont il parle, tant que chacun de ses disques est connu pour l'un des leurs. / The one of"
                            + " which \"evidence\" of an erasure or of a certificate is the SHA-256, to the byte. The workshop reads it; and so does"
                            + " who sees all devices that it tells of, as long as each of its drives is known to be one of theirs.")
    @APIResponse(
            responseCode = "200",
            description = "Le fichier / The file",
            headers =
                    @Header(
                            name = "ETag",
                            required = true,
                            description = "Son SHA-256 / Its SHA-256",
                            schema = @Schema(type = SchemaType.STRING)),
            content = {
                @Content(mediaType = EvidenceUpload.LOG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = EvidenceUpload.REPORT, schema = @Schema(type = SchemaType.OBJECT))
            })
    public Uni<Response> file(
            @Parameter(
                            description = "Le SHA-256, en hexadécimal. / The SHA-256, in hexadecimal.",
                            example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                    @PathParam("sha256")
                    String sha256,
            @Context HttpHeaders headers) {
        FileAnswers answers = FileAnswers.to(headers);
        return decide.file(callers.current(), sha256).map(found -> answers.of(found, sha256));
    }

    @POST
    @Path("/{id}/assignment")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "assignEvidence",
            summary = "Attribuer une preuve à un support / Assign evidence to a medium",
            description =
                    "L'effacement compte à la fin que dit la preuve. / The erasure counts when the evidence says that it ended.")
    @APIResponseSchema(value = EvidenceView.class, responseCode = "200")
    public Uni<Response> assign(
            UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.EvidenceAssignment form) {
        return decide.assign(commands.from(headers, form), id, form.deviceId(), form.serialNumber(), form.matchedBy())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/dismissal")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "dismissEvidence", summary = "Écarter une preuve / Dismiss evidence")
    @APIResponseSchema(value = EvidenceView.class, responseCode = "200")
    public Uni<Response> dismiss(
            UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.EvidenceDismissal form) {
        return decide.dismiss(commands.from(headers, form), id, form.reason()).map(Answer::ok);
    }
}
