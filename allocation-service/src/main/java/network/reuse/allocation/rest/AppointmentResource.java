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
import network.reuse.allocation.application.appointment.AppointmentView;
import network.reuse.allocation.application.appointment.FindHandOverDays;
import network.reuse.allocation.application.appointment.MakeAppointment;
import network.reuse.allocation.domain.Appointment;
import network.reuse.allocation.domain.AppointmentStatus;
import network.reuse.allocation.domain.WantedAppointments;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
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

/** Appointments: the places of packs in the slots of days of hand-overs. */
@Path("/v1/allocation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Remises", description = "Journées de remise et rendez-vous / Days of hand-overs and appointments")
public class AppointmentResource {
    private final Callers callers;
    private final Commands commands;
    private final FindHandOverDays find;
    private final MakeAppointment make;

    public AppointmentResource(Callers callers, Commands commands, FindHandOverDays find, MakeAppointment make) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.make = make;
    }

    @POST
    @Path("/packs/{id}/appointment")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(
            operationId = "makeAppointment",
            summary = "Inscrire un pack à un créneau / Book a pack into a slot",
            description =
                    "Le pack reste réservé jusqu'à la fin du créneau au moins. 409 : slot_full, already_booked. / The pack stays"
                            + " reserved until the end of the slot at least. 409: slot_full, already_booked.")
    @APIResponseSchema(value = AppointmentView.class, responseCode = "201")
    public Uni<Response> make(
            UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull HandOverDayForms.SlotChoice form) {
        return make.book(commands.from(headers, form), id, form.day(), form.from(), form.occurredAt())
                .map(answer -> answer.created("/v1/allocation/appointments"));
    }

    @GET
    @Path("/appointments")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "listAppointments", summary = "Les rendez-vous visibles / The appointments you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = AppointmentView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("dayId") @Nullable UUID dayId,
            @QueryParam("packId") @Nullable UUID packId,
            @QueryParam("status") @Nullable AppointmentStatus status,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedAppointments wanted = new WantedAppointments(dayId, packId, status, changedSince);
        return find.appointments(callers.current(), after, limit, wanted)
                .map(appointments -> Pages.page(uri, appointments, limit, AppointmentView::id));
    }

    @GET
    @Path("/appointments/{id}")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "getAppointment", summary = "Un rendez-vous / One appointment")
    @APIResponseSchema(value = AppointmentView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.appointment(callers.current(), id)
                .map(appointment -> Pages.one(headers, appointment, appointment.version()));
    }

    @GET
    @Path("/appointments/{id}/transitions")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "appointmentTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Appointment.Move>> transitions(UUID id) {
        return find.appointment(callers.current(), id).map(AppointmentView::legal);
    }

    @POST
    @Path("/appointments/{id}/rescheduling")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "moveAppointment", summary = "Déplacer un rendez-vous / Move an appointment")
    @APIResponseSchema(value = AppointmentView.class, responseCode = "200")
    public Uni<Response> move(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull HandOverDayForms.SlotChoice form) {
        return make.move(commands.from(headers, form), id, form.day(), form.from(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/appointments/{id}/cancellation")
    @RolesAllowed({Roles.PROGRAMME_MANAGER, Roles.REFERRER})
    @Operation(operationId = "cancelAppointment", summary = "Renoncer à un rendez-vous / Give an appointment up")
    @APIResponseSchema(value = AppointmentView.class, responseCode = "200")
    public Uni<Response> cancel(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return make.giveUp(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
