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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.request.Bulk;
import network.reuse.refurb.application.DeviceView;
import network.reuse.refurb.application.DispatchDevice;
import network.reuse.refurb.application.FindDevices;
import network.reuse.refurb.application.FitMedium;
import network.reuse.refurb.application.InventoryView;
import network.reuse.refurb.application.ReceiveDevice;
import network.reuse.refurb.application.ShowStaff;
import network.reuse.refurb.application.TakeInventory;
import network.reuse.refurb.application.WorkOnDevice;
import network.reuse.refurb.application.certificate.CertificateView;
import network.reuse.refurb.application.certificate.FindCertificates;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.DeviceStatus;
import network.reuse.refurb.domain.StaffStep;
import network.reuse.refurb.domain.WantedDevices;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Devices in a workshop: received, triaged, erased, mended, graded, and ready or scrapped. */
@Path("/v1/refurb/devices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Appareils en atelier", description = "Les appareils en atelier / Devices in workshops")
public class DeviceResource {
    private final Callers callers;
    private final Commands commands;
    private final FindDevices find;
    private final FindCertificates certificates;
    private final ReceiveDevice receive;
    private final WorkOnDevice work;
    private final DispatchDevice dispatch;
    private final TakeInventory inventories;
    private final ShowStaff staff;
    private final FitMedium fitMedium;

    public DeviceResource(
            Callers callers,
            Commands commands,
            FindDevices find,
            FindCertificates certificates,
            ReceiveDevice receive,
            WorkOnDevice work,
            DispatchDevice dispatch,
            TakeInventory inventories,
            ShowStaff staff,
            FitMedium fitMedium) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.certificates = certificates;
        this.receive = receive;
        this.work = work;
        this.dispatch = dispatch;
        this.inventories = inventories;
        this.staff = staff;
        this.fitMedium = fitMedium;
    }

    @GET
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(
            operationId = "listDevices",
            summary = "Les appareils visibles, du plus ancien au plus récent / The devices you may see",
            description = "Un code, un numéro de série ou une référence se trouve quels que soient casse et blancs."
                    + " / A code, a serial number or a reference is found whatever its case and blanks.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = DeviceView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable DeviceStatus status,
            @QueryParam("code") @Size(max = 200) @Nullable String code,
            @QueryParam("serialNumber") @Size(max = 200) @Nullable String serialNumber,
            @QueryParam("partnerRef") @Size(max = 200) @Nullable String partnerRef,
            @QueryParam("lot") @Nullable UUID lot,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedDevices wanted = new WantedDevices(status, code, serialNumber, partnerRef, lot, changedSince);
        return find.devices(callers.current(), after, limit, wanted)
                .map(devices -> Pages.page(uri, devices, limit, DeviceView::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(operationId = "getDevice", summary = "Un appareil / One device")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.device(callers.current(), id).map(device -> Pages.one(headers, device, device.version()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(operationId = "deviceTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Device.Move>> transitions(UUID id) {
        return find.device(callers.current(), id).map(DeviceView::legal);
    }

    @GET
    @Path("/{id}/certificates")
    @RolesAllowed({Roles.DONOR, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(
            operationId = "listCertificates",
            summary = "Les certificats d'effacement d'un appareil / A device's certificates of erasure",
            description = "Certificats et révocations, dans l'ordre ; émis quelques secondes après l'effacement."
                    + " / Certificates and revocations, in their order; issued a few seconds after the erasure.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = CertificateView.class)))
    public Uni<List<CertificateView>> certificates(UUID id) {
        return certificates.ofDevice(callers.current(), id);
    }

    @GET
    @Path("/{id}/staff")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "listStepStaff",
            summary = "Qui a fait quelles étapes, selon vos références / Who did which steps, by your references",
            description = "Celles de votre atelier seulement, un an au plus ; personne d'autre ne les lit."
                    + " / Your workshop's alone, for a year at most; nobody else reads them.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = StaffStep.class)))
    public Uni<List<StaffStep>> staff(UUID id) {
        return staff.of(callers.current(), id);
    }

    @GET
    @Path("/{id}/inventory")
    @RolesAllowed({
        Roles.DONOR,
        Roles.COORDINATOR,
        Roles.REFURBISHER,
        Roles.PROGRAMME_MANAGER,
        Roles.REFERRER,
        Roles.ANALYST
    })
    @Operation(
            operationId = "getInventory",
            summary = "Le matériel d'un appareil / A device's hardware",
            description =
                    "Le dernier inventaire ; les vendeurs le lisent aussi. / The last inventory; sellers read it too.")
    @APIResponseSchema(value = InventoryView.class, responseCode = "200")
    public Uni<InventoryView> inventory(UUID id) {
        return inventories.last(callers.current(), id);
    }

    @POST
    @Path("/{id}/inventory")
    @Consumes(LshwReport.TYPE)
    @RolesAllowed(Roles.REFURBISHER)
    @Bulk
    @Blocking
    @Operation(
            operationId = "takeInventory",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Déposer l'inventaire de lshw / Upload lshw's inventory",
            description =
                    "Ce qu'écrit « lshw -json », 1 Mio au plus. Un disque interne qui n'était pas listé rejoint les supports de"
                            + " l'appareil et reste à effacer. / What \"lshw -json\" writes, 1 MiB at most. A built-in drive that was not"
                            + " listed joins the device's media and is to be erased.")
    @APIResponseSchema(value = InventoryView.class, responseCode = "200")
    public Uni<Response> takeInventory(
            UUID id,
            @BeanParam VersionedHeaders headers,
            @QueryParam("occurredAt") @Nullable Instant occurredAt,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = LshwReport.TYPE,
                                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    LshwReport report) {
        return inventories
                .take(commands.from(headers, report), id, report.inventory(), occurredAt)
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/reception")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "receiveDevice", summary = "Recevoir un appareil / Receive a device")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> receive(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Reception form) {
        return receive.receive(commands.from(headers, form), id, form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/triage")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "triageDevice", summary = "Lister les supports trouvés / List the media found")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> triage(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Triage form) {
        VersionedCommand command = commands.from(headers, form);
        return work.step(command, id, form.work().requireClear(), form.staffRef(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/media")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "addMedium",
            summary = "Ajouter un support trouvé tard ou monté après coup / Add a medium found late or fitted later")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> addMedium(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.MediumAddition form) {
        return work.addMedium(commands.from(headers, form), id, form.found(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/fitting")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "fitMedium",
            summary = "Monter un support effacé d'un autre appareil / Fit an erased medium of another device",
            description =
                    "D'un appareil de votre atelier, sur l'établi ou au rebut. 409 : medium_not_erased, medium_elsewhere,"
                            + " medium_destroyed, certificate_being_issued. Un certificat au nom de cet appareil remplace celui de l'autre."
                            + " / Of a device of your workshop, on the bench or scrapped. 409: medium_not_erased, medium_elsewhere,"
                            + " medium_destroyed, certificate_being_issued. A certificate of this device replaces the other's.")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> fit(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Fitting form) {
        return fitMedium
                .fit(commands.from(headers, form), form.into(id), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/medium-correction")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "correctMedium",
            summary = "Corriger la description d'un support / Correct what was said of a medium",
            description = "Le niveau du dernier effacement est recalculé."
                    + " / The level of the last erasure is computed again.")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> correctMedium(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.MediumCorrection form) {
        return work.correctMedium(
                        commands.from(headers, form),
                        id,
                        form.serialNumber(),
                        form.now().found(),
                        form.reason(),
                        form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/erasures")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "recordErasure", summary = "Consigner un effacement / Record an erasure")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> erase(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.ErasureForm form) {
        return work.step(commands.from(headers, form), id, form.work(), form.staffRef(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/destructions")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "destroyMedium",
            summary = "Consigner la destruction d'un support / Record that a medium was destroyed")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> destroy(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Destruction form) {
        return work.step(commands.from(headers, form), id, form.work(), form.staffRef(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/repairs")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "repairDevice", summary = "Consigner une réparation / Record a repair")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> repair(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.RepairForm form) {
        return work.step(commands.from(headers, form), id, form.mending(), form.staffRef(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/grade")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "gradeDevice", summary = "Attribuer un grade / Give a grade")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> grade(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Grading form) {
        return work.step(commands.from(headers, form), id, form.work(), form.staffRef(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/grade-correction")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "correctGrade", summary = "Corriger le grade / Correct the grade")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> correctGrade(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.GradeCorrection form) {
        return work.correctGrade(commands.from(headers, form), id, form.grade(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/installation")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "installSystem",
            summary = "Consigner l'installation d'un modèle / Record that a template was installed",
            description = "Un effacement ou une destruction qui suit la fait oublier."
                    + " / An erasure or a destruction that follows lets it be forgotten.")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> install(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.InstallationForm form) {
        return work.install(commands.from(headers, form), id, form.work(), form.staffRef(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/quality-check")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "checkQuality", summary = "Contrôler la qualité / Check the quality")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> check(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.QualityCheck form) {
        VersionedCommand command = commands.from(headers, form);
        return work.step(command, id, form.work().requireClear(), form.staffRef(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/lock")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "lockDevice",
            summary = "Déclarer un appareil verrouillé / Report that a device is locked",
            description =
                    "Demande à son donateur de le libérer ; tant qu'il n'est pas ouvert, l'appareil n'est pas prêt. Il s'efface, se répare et"
                            + " se met au rebut comme un autre. / Asks its donor to release it; until it is open, the device is not ready. It is"
                            + " erased, mended and scrapped as any other.")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> lock(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.LockForm form) {
        return work.lock(commands.from(headers, form), id, form.kind(), form.note(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/lock-release")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "answerLock",
            summary = "Répondre à une demande de libération / Answer a request to release a device",
            description =
                    "Par son donateur : c'est fait, ou pourquoi ce n'est pas possible ; la dernière réponse compte. Un mot de passe ne s'écrit"
                            + " pas ici : donnez-le à l'atelier de vive voix. / By its donor: it is done, or why it cannot be; the last answer"
                            + " counts. No password is written here: tell it to the workshop by word of mouth.")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> answerLock(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.LockAnswer form) {
        return work.answerLock(
                        commands.from(headers, form), id, form.released(), form.requireReason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/unlocking")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "unlockDevice", summary = "Dire qu'un appareil est ouvert / Say that a device is open")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> unlock(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Unlocking form) {
        return work.unlock(commands.from(headers, form), id, form.occurredAt()).map(Answer::ok);
    }

    @POST
    @Path("/{id}/lock-correction")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "correctLock", summary = "Revenir d'un verrou déclaré à tort / Take a lock back")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> correctLock(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return work.correctLock(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/scrapping")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "scrapDevice", summary = "Mettre au rebut / Scrap a device")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> scrap(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return work.scrap(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/scrapping-correction")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "correctScrapping", summary = "Revenir d'une mise au rebut / Take a scrapping back")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> correctScrap(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return work.correctScrap(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/dispatch")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "dispatchDevice", summary = "Expédier un appareil prêt / Dispatch a device that is ready")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> dispatch(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Dispatch form) {
        return dispatch.dispatch(commands.from(headers, form), id, form.shipment(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/dispatch-correction")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "correctDispatch", summary = "Revenir d'une expédition / Take a dispatch back")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> correctDispatch(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return dispatch.correct(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/loss")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "reportLossFromWorkshop", summary = "Déclarer une perte / Report a loss")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> lose(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return work.lose(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/loss-correction")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(operationId = "correctLossFromWorkshop", summary = "Retrouver un appareil / Find a device again")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> correctLoss(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return work.correctLoss(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
