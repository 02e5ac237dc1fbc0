package network.reuse.collection.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
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
import network.reuse.collection.application.CorrectRegistration;
import network.reuse.collection.application.DeviceView;
import network.reuse.collection.application.FindLots;
import network.reuse.collection.application.ReportLoss;
import network.reuse.collection.domain.Device;
import network.reuse.collection.domain.DeviceStatus;
import network.reuse.collection.domain.WantedDevices;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Devices between donor and workshop. */
@Path("/v1/collection/devices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Appareils en route", description = "Les appareils jusqu'à l'atelier / Devices until a workshop has them")
public class DeviceResource {
    private final Callers callers;
    private final Commands commands;
    private final FindLots find;
    private final ReportLoss loss;
    private final CorrectRegistration correction;

    public DeviceResource(
            Callers callers, Commands commands, FindLots find, ReportLoss loss, CorrectRegistration correction) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.loss = loss;
        this.correction = correction;
    }

    @GET
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(
            operationId = "listCollectedDevices",
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
    @Operation(operationId = "getCollectedDevice", summary = "Un appareil / One device")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.device(callers.current(), id).map(device -> Pages.one(headers, device, device.version()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(operationId = "collectedDeviceTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Device.Move>> transitions(UUID id) {
        return find.device(callers.current(), id).map(DeviceView::legal);
    }

    @POST
    @Path("/{id}/registration-correction")
    @RolesAllowed({Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.DONOR})
    @Operation(
            operationId = "correctRegistration",
            summary = "Corriger l'enregistrement d'un appareil / Correct a device's registration")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> correct(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.RegistrationCorrection form) {
        return correction
                .correct(commands.from(headers, form), id, form.amendment(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/loss")
    @RolesAllowed({Roles.CARRIER, Roles.REFURBISHER, Roles.COORDINATOR})
    @Operation(operationId = "reportLossOnTheWay", summary = "Déclarer une perte / Report a loss")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> lose(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return loss.lose(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/loss-correction")
    @RolesAllowed({Roles.CARRIER, Roles.REFURBISHER, Roles.COORDINATOR})
    @Operation(operationId = "correctLossOnTheWay", summary = "Retrouver un appareil / Find a device again")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> correctLoss(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return loss.correctLoss(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
