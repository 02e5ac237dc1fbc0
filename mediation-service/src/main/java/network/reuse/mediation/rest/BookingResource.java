package network.reuse.mediation.rest;

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
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.Purpose;
import network.reuse.mediation.application.BookSeat;
import network.reuse.mediation.application.BookingView;
import network.reuse.mediation.application.FindMediation;
import network.reuse.mediation.application.Participants;
import network.reuse.mediation.application.RecordAttendance;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.BookingStatus;
import network.reuse.mediation.domain.WantedBookings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Bookings: waited for, taken, given back, attended or not. */
@Path("/v1/mediation/bookings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Réservations", description = "Les places et ce qu'elles deviennent / Seats and what becomes of them")
public class BookingResource {
    private final Callers callers;
    private final Commands commands;
    private final FindMediation find;
    private final BookSeat book;
    private final RecordAttendance attendance;
    private final Participants people;

    public BookingResource(
            Callers callers,
            Commands commands,
            FindMediation find,
            BookSeat book,
            RecordAttendance attendance,
            Participants people) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.book = book;
        this.attendance = attendance;
        this.people = people;
    }

    @GET
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "listBookings",
            summary = "Les réservations visibles, de la plus ancienne à la plus récente / The bookings you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = BookingView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("workshopId") @Nullable UUID workshopId,
            @QueryParam("programmeId") @Nullable UUID programmeId,
            @QueryParam("status") @Nullable BookingStatus status,
            @QueryParam("code") @Nullable String code,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        WantedBookings wanted = new WantedBookings(workshopId, programmeId, status, code, partnerRef, changedSince);
        return find.bookings(callers.current(), after, limit, wanted)
                .map(bookings -> Pages.page(uri, bookings, limit, BookingView::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(operationId = "getBooking", summary = "Une réservation / One booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.booking(callers.current(), id)
                .map(booking -> Pages.one(headers, booking, booking.version(), booking.bookedByName(), booking.rank()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(operationId = "bookingTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Booking.Move>> transitions(UUID id) {
        return find.booking(callers.current(), id).map(BookingView::legal);
    }

    @GET
    @Path("/{id}/participant")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "bookingParticipant",
            summary =
                    "Les coordonnées du participant ; la lecture est consignée / The participant's contact; the reading is kept")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Contact.class)))
    public Uni<Response> participant(UUID id, @QueryParam("purpose") @NotNull Purpose purpose) {
        return people.participant(callers.current(), id, purpose)
                .map(contact -> Response.ok(contact)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "cancelBooking",
            summary = "Rendre la place, ou quitter la liste d'attente / Give the seat back, or leave the waiting list")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> cancel(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return book.cancel(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/acceptance")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "acceptOffer",
            summary = "Prendre la place proposée / Take the seat that is offered",
            description = "Jusqu'à « offeredUntil » ; après, elle est proposée au suivant : 409 « offer_lapsed »."
                    + " / Until \"offeredUntil\"; then it is offered to the next: 409 \"offer_lapsed\".")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> accept(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.AcceptanceForm form) {
        return book.accept(commands.from(headers, form), id, form.occurredAt()).map(Answer::ok);
    }

    @POST
    @Path("/{id}/attendance")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(operationId = "recordAttendance", summary = "Dire si la personne est venue / Say whether they came")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> attendance(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.SeatAttendanceForm form) {
        return attendance
                .record(commands.from(headers, form), id, form.present(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/attendance-correction")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(operationId = "correctAttendance", summary = "C'était l'inverse / It was the other way round")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> correct(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return attendance
                .correct(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }
}
