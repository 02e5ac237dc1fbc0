package network.reuse.allocation.rest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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
import network.reuse.allocation.application.stock.DeviceView;
import network.reuse.allocation.application.stock.FindStock;
import network.reuse.allocation.application.stock.ReportLoss;
import network.reuse.allocation.application.stock.SignForDevices;
import network.reuse.allocation.application.stock.SigningRow;
import network.reuse.allocation.application.stock.StateSound;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.DeviceStatus;
import network.reuse.allocation.domain.WantedDevices;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.request.Bulk;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Devices that left a workshop: signed for, in stock, lost and found. */
@Path("/v1/allocation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Stock", description = "Le stock des porteurs / What sponsors have in stock")
public class StockResource {
    private final Callers callers;
    private final Commands commands;
    private final FindStock find;
    private final SignForDevices sign;
    private final StateSound sound;
    private final ReportLoss loss;

    public StockResource(
            Callers callers,
            Commands commands,
            FindStock find,
            SignForDevices sign,
            StateSound sound,
            ReportLoss loss) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.sign = sign;
        this.sound = sound;
        this.loss = loss;
    }

    @POST
    @Path("/receptions")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Bulk
    @Extension(name = Bulk.EXTENSION, value = "true")
    @Operation(
            operationId = "signForDevices",
            summary = "Signer un envoi / Sign for a shipment",
            description =
                    "10 000 appareils au plus, par identifiant ou code, un résultat par appareil ; peut être renvoyé."
                            + " / Up to 10,000 devices, by id or code, one result each; may be sent again.")
    @APIResponseSchema(value = SigningRow.class, responseCode = "200")
    public Uni<Response> sign(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Receptions form) {
        return sign.sign(commands.from(headers, form), form.devices(), form.occurredAt())
                .map(Answer::ok);
    }

    @GET
    @Path("/devices")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.DONOR, Roles.REFURBISHER, Roles.COORDINATOR, Roles.ANALYST})
    @Operation(operationId = "listStock", summary = "Les appareils visibles / The devices you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = DeviceView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable DeviceStatus status,
            @QueryParam("category") @Nullable DeviceCategory category,
            @QueryParam("code") @Nullable String code,
            @QueryParam("shipmentRef") @Nullable String shipmentRef,
            @QueryParam("packId") @Nullable UUID packId,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedDevices wanted = new WantedDevices(status, category, code, shipmentRef, packId, changedSince);
        return find.devices(callers.current(), after, limit, wanted)
                .map(devices -> Pages.page(uri, devices, limit, DeviceView::id));
    }

    @GET
    @Path("/devices/{id}")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.DONOR, Roles.REFURBISHER, Roles.COORDINATOR, Roles.ANALYST})
    @Operation(operationId = "getStockedDevice", summary = "Un appareil / One device")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.device(callers.current(), id)
                .map(device -> Pages.one(
                        headers,
                        device,
                        device.version(),
                        device.siteName(),
                        device.workshopName(),
                        device.hardware()));
    }

    @GET
    @Path("/devices/{id}/transitions")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.DONOR, Roles.REFURBISHER, Roles.COORDINATOR, Roles.ANALYST})
    @Operation(operationId = "stockedDeviceTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Device.Move>> transitions(UUID id) {
        return find.device(callers.current(), id).map(DeviceView::legal);
    }

    @POST
    @Path("/devices/{id}/soundness")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "stateDeviceSound",
            summary = "Dire un appareil en état / State that a device is sound",
            description =
                    "Un appareil échangé pour une panne (« faulty ») n'est plus réservé jusque-là. / A device that was swapped out for"
                            + " a fault (\"faulty\") is not reserved until then.")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> stateSound(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Soundness form) {
        return sound.state(commands.from(headers, form), id, form.occurredAt()).map(Answer::ok);
    }

    @POST
    @Path("/devices/{id}/loss")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "reportLossFromStock", summary = "Déclarer une perte / Report a loss")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> lose(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return loss.lose(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/devices/{id}/loss-correction")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(operationId = "correctLossFromStock", summary = "Retrouver un appareil / Find a device again")
    @APIResponseSchema(value = DeviceView.class, responseCode = "200")
    public Uni<Response> correctLoss(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return loss.correctLoss(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
