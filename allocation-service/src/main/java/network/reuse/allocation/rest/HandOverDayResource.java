package network.reuse.allocation.rest;

import static network.reuse.defaults.document.CsvSheet.cell;

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
import java.util.stream.Collectors;
import network.reuse.allocation.application.appointment.ExpectedPack;
import network.reuse.allocation.application.appointment.FindHandOverDays;
import network.reuse.allocation.application.appointment.HandOverDayView;
import network.reuse.allocation.application.appointment.PlanHandOverDay;
import network.reuse.allocation.domain.HandOverDay;
import network.reuse.allocation.domain.HandOverDayStatus;
import network.reuse.allocation.domain.WantedHandOverDays;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.document.CsvSheet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Days on which packs are fetched, and who is expected when. */
@Path("/v1/allocation/hand-over-days")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Remises", description = "Journées de remise et rendez-vous / Days of hand-overs and appointments")
public class HandOverDayResource {
    private static final List<String> HEADING = List.of(
            "from", "until", "packCode", "packStatus", "requestCode", "devices", "goods", "packId", "appointmentId");

    private final Callers callers;
    private final Commands commands;
    private final FindHandOverDays find;
    private final PlanHandOverDay plan;

    public HandOverDayResource(Callers callers, Commands commands, FindHandOverDays find, PlanHandOverDay plan) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.plan = plan;
    }

    @GET
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "listHandOverDays", summary = "Les journées visibles / The days you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = HandOverDayView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("programmeId") @Nullable UUID programmeId,
            @QueryParam("status") @Nullable HandOverDayStatus status,
            @QueryParam("code") @Nullable String code,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedHandOverDays wanted = new WantedHandOverDays(programmeId, status, code, partnerRef, changedSince);
        return find.days(callers.current(), after, limit, wanted)
                .map(days -> Pages.page(uri, days, limit, HandOverDayView::id));
    }

    @POST
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "planHandOverDay",
            summary = "Prévoir une journée de remise / Plan a day of hand-overs",
            description =
                    "Les prescripteurs du programme et son porteur y inscrivent les packs réservés (…/packs/{id}/appointment)."
                            + " / The programme's referrers and its sponsor book reserved packs into it.")
    @APIResponseSchema(value = HandOverDayView.class, responseCode = "201")
    public Uni<Response> plan(
            @BeanParam CommandHeaders headers, @Valid @NotNull HandOverDayForms.HandOverDayPlan form) {
        return plan.plan(commands.from(headers, form), form.terms(), form.occurredAt())
                .map(answer -> answer.created("/v1/allocation/hand-over-days"));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "getHandOverDay", summary = "Une journée et ses créneaux / One day with its slots")
    @APIResponseSchema(value = HandOverDayView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.day(callers.current(), id).map(day -> Pages.one(headers, day, day.version(), day.slots()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "handOverDayTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<HandOverDay.Move>> transitions(UUID id) {
        return find.day(callers.current(), id).map(HandOverDayView::legal);
    }

    @GET
    @Path("/{id}/packs")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "listExpectedPacks",
            summary = "Les packs attendus, créneau par créneau / The packs that are expected, slot by slot",
            description = "Un prescripteur voit les siens. / A referrer sees its own.")
    public Uni<List<ExpectedPack>> expected(UUID id) {
        return find.expected(callers.current(), id);
    }

    @GET
    @Path("/{id}/packs.csv")
    @Produces(CsvSheet.CSV)
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "exportExpectedPacks", summary = "Les mêmes en CSV / The same as CSV")
    @APIResponse(
            responseCode = "200",
            description = "Une ligne par pack / A line of each pack",
            content = @Content(mediaType = CsvSheet.CSV, schema = @Schema(type = SchemaType.STRING)))
    public Uni<Response> export(UUID id) {
        return find.expected(callers.current(), id)
                .map(packs -> Response.ok(
                                CsvSheet.of(
                                        HEADING,
                                        packs.stream()
                                                .map(HandOverDayResource::cells)
                                                .toList()),
                                CsvSheet.CSV)
                        .header("Content-Disposition", "attachment; filename=\"remise-" + id + ".csv\"")
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                        .build());
    }

    private static List<String> cells(ExpectedPack pack) {
        return List.of(
                cell(pack.from()),
                cell(pack.until()),
                cell(pack.packCode()),
                cell(pack.packStatus()),
                cell(pack.requestCode()),
                cell(pack.devices().stream().map(device -> device.code()).collect(Collectors.joining(" "))),
                cell(pack.goods().stream()
                        .map(goods -> goods.count() + " × " + goods.name())
                        .collect(Collectors.joining(", "))),
                cell(pack.packId()),
                cell(pack.appointmentId()));
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed(Roles.PROGRAMME_MANAGER)
    @Operation(
            operationId = "cancelHandOverDay",
            summary = "Annuler une journée / Cancel a day",
            description =
                    "Ses rendez-vous passent à CALLED_OFF, visibles de leurs prescripteurs ; leurs packs restent réservés aussi"
                            + " longtemps qu'un pack réservé ce jour, pour être inscrits ailleurs. / Its appointments become"
                            + " CALLED_OFF, which their referrers see; their packs stay reserved for as long as one that is reserved"
                            + " on that day, to be booked elsewhere.")
    @APIResponseSchema(value = HandOverDayView.class, responseCode = "200")
    public Uni<Response> cancel(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return plan.cancel(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
