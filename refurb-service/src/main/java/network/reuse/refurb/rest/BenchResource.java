package network.reuse.refurb.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.request.Bulk;
import network.reuse.refurb.application.RecordWork;
import network.reuse.refurb.application.RecordWork.Work;
import network.reuse.refurb.application.WorkRow;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What benches do to many devices, each told in one call. */
@Path("/v1/refurb")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Établi", description = "Le travail sur plusieurs appareils / Work on many devices")
public class BenchResource {
    private static final String EACH =
            "Un résultat par ligne ; une ligne refusée ne gâte pas les autres ; peut être renvoyé."
                    + " / One result a row; a row that is refused does not spoil the others; may be sent again.";

    private final Commands commands;
    private final RecordWork record;

    public BenchResource(Commands commands, RecordWork record) {
        this.commands = commands;
        this.record = record;
    }

    /** How many rows had each outcome, and the rows. */
    private record WorkReport(int recorded, int unchanged, int rejected, List<WorkRow> rows) {}

    @POST
    @Path("/triages")
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Operation(
            operationId = "triageDevices",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Lister les supports de plusieurs appareils / List the media of many devices",
            description = EACH)
    @APIResponseSchema(value = WorkReport.class, responseCode = "200")
    public Uni<Response> triageDevices(@BeanParam CommandHeaders headers, @Valid @NotNull BenchForms.Triages form) {
        return record(headers, form, form.works());
    }

    @POST
    @Path("/erasures")
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Operation(
            operationId = "recordErasures",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Consigner des effacements / Record erasures",
            description = EACH)
    @APIResponseSchema(value = WorkReport.class, responseCode = "200")
    public Uni<Response> recordErasures(@BeanParam CommandHeaders headers, @Valid @NotNull BenchForms.Erasures form) {
        return record(headers, form, form.works());
    }

    @POST
    @Path("/repairs")
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Operation(
            operationId = "repairDevices",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Consigner des réparations / Record repairs",
            description = EACH)
    @APIResponseSchema(value = WorkReport.class, responseCode = "200")
    public Uni<Response> repairDevices(@BeanParam CommandHeaders headers, @Valid @NotNull BenchForms.Repairs form) {
        return record(headers, form, form.works());
    }

    @POST
    @Path("/grades")
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Operation(
            operationId = "gradeDevices",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Attribuer des grades / Give grades",
            description = EACH)
    @APIResponseSchema(value = WorkReport.class, responseCode = "200")
    public Uni<Response> gradeDevices(@BeanParam CommandHeaders headers, @Valid @NotNull BenchForms.Grades form) {
        return record(headers, form, form.works());
    }

    @POST
    @Path("/installations")
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Operation(
            operationId = "recordInstallations",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Consigner des installations / Record installations",
            description = EACH)
    @APIResponseSchema(value = WorkReport.class, responseCode = "200")
    public Uni<Response> recordInstallations(
            @BeanParam CommandHeaders headers, @Valid @NotNull BenchForms.Installations form) {
        return record(headers, form, form.works());
    }

    @POST
    @Path("/quality-checks")
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Operation(
            operationId = "checkQualities",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Contrôler la qualité de plusieurs appareils / Check the quality of many devices",
            description = EACH)
    @APIResponseSchema(value = WorkReport.class, responseCode = "200")
    public Uni<Response> checkQualities(
            @BeanParam CommandHeaders headers, @Valid @NotNull BenchForms.QualityChecks form) {
        return record(headers, form, form.works());
    }

    @POST
    @Path("/device-reports")
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Operation(
            operationId = "reportDevices",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary =
                    "Consigner tout le travail fait sur plusieurs appareils / Record all the work done on many devices",
            description =
                    "1 000 appareils au plus ; les étapes d'un appareil sont toutes consignées, dans l'ordre de leurs"
                            + " dates, ou aucune ne l'est. / Up to 1,000 devices; the steps of a device are all recorded, by their"
                            + " times, or none is. " + EACH)
    @APIResponseSchema(value = WorkReport.class, responseCode = "200")
    public Uni<Response> reportDevices(
            @BeanParam CommandHeaders headers, @Valid @NotNull BenchForms.DeviceReports form) {
        return record(headers, form, form.works());
    }

    private Uni<Response> record(CommandHeaders headers, Object form, List<Work> works) {
        return record.record(commands.from(headers, form), works).map(Answer::ok);
    }
}
