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
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.request.Bulk;
import network.reuse.mediation.application.AttendanceRow;
import network.reuse.mediation.application.BookSeat;
import network.reuse.mediation.application.BookingView;
import network.reuse.mediation.application.CheckIn;
import network.reuse.mediation.application.CheckInRow;
import network.reuse.mediation.application.FindAlternatives;
import network.reuse.mediation.application.FindMediation;
import network.reuse.mediation.application.RecordAttendance;
import network.reuse.mediation.application.ScheduleWorkshop;
import network.reuse.mediation.application.WorkshopView;
import network.reuse.mediation.domain.WantedWorkshops;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.WorkshopStatus;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Workshops: scheduled, booked, held. */
@Path("/v1/mediation/workshops")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Ateliers",
        description = "Ce que l'on apprend, et avec combien de places / What is taught, with how many seats")
public class WorkshopResource {
    private final Callers callers;
    private final Commands commands;
    private final FindMediation find;
    private final ScheduleWorkshop schedule;
    private final BookSeat book;
    private final RecordAttendance attendance;
    private final FindAlternatives alternatives;
    private final CheckIn checkIn;

    public WorkshopResource(
            Callers callers,
            Commands commands,
            FindMediation find,
            ScheduleWorkshop schedule,
            BookSeat book,
            RecordAttendance attendance,
            FindAlternatives alternatives,
            CheckIn checkIn) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.schedule = schedule;
        this.book = book;
        this.attendance = attendance;
        this.alternatives = alternatives;
        this.checkIn = checkIn;
    }

    @GET
    @RolesAllowed({
        Roles.DONOR,
        Roles.CARRIER,
        Roles.COORDINATOR,
        Roles.REFURBISHER,
        Roles.PROGRAMME_MANAGER,
        Roles.REFERRER,
        Roles.FUNDER,
        Roles.CONNECTIVITY_PROVIDER,
        Roles.ECO_ORGANISM,
        Roles.MEDIATOR,
        Roles.PLACE_MANAGER,
        Roles.ANALYST,
        Roles.ADMIN
    })
    @Operation(
            operationId = "listWorkshops",
            summary = "Les prochains ateliers, le plus proche d'abord / The next workshops, soonest first",
            description =
                    "Avec « status », « seriesId », « code », « partnerRef » ou « changedSince », aussi ceux qui sont passés ou"
                            + " annulés et que vous voyez. / With \"status\", \"seriesId\", \"code\", \"partnerRef\" or \"changedSince\", also"
                            + " those that are over or cancelled and that you see.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = WorkshopView.class)))
    public Uni<Response> list(
            @QueryParam("department") @Nullable String department,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("status") @Nullable WorkshopStatus status,
            @QueryParam("placeId") @Nullable UUID placeId,
            @Parameter(description = "La série (scheduleSeries). / The series (scheduleSeries).")
                    @QueryParam("seriesId")
                    @Nullable UUID seriesId,
            @QueryParam("code") @Nullable String code,
            @QueryParam("partnerRef") @Nullable String partnerRef,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @Context UriInfo uri) {
        WantedWorkshops wanted =
                new WantedWorkshops(department, from, status, placeId, seriesId, code, partnerRef, changedSince);
        return find.workshops(callers.current(), after, limit, wanted)
                .map(workshops -> Pages.page(uri, workshops, limit, WorkshopView::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({
        Roles.DONOR,
        Roles.CARRIER,
        Roles.COORDINATOR,
        Roles.REFURBISHER,
        Roles.PROGRAMME_MANAGER,
        Roles.REFERRER,
        Roles.FUNDER,
        Roles.CONNECTIVITY_PROVIDER,
        Roles.ECO_ORGANISM,
        Roles.MEDIATOR,
        Roles.PLACE_MANAGER,
        Roles.ANALYST,
        Roles.ADMIN
    })
    @Operation(operationId = "getWorkshop", summary = "Un atelier / One workshop")
    @APIResponseSchema(value = WorkshopView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.workshop(callers.current(), id)
                .map(workshop -> Pages.one(
                        headers,
                        workshop,
                        workshop.version(),
                        workshop.seatsLeft(),
                        workshop.waiting(),
                        workshop.organiserName()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({
        Roles.DONOR,
        Roles.CARRIER,
        Roles.COORDINATOR,
        Roles.REFURBISHER,
        Roles.PROGRAMME_MANAGER,
        Roles.REFERRER,
        Roles.FUNDER,
        Roles.CONNECTIVITY_PROVIDER,
        Roles.ECO_ORGANISM,
        Roles.MEDIATOR,
        Roles.PLACE_MANAGER,
        Roles.ANALYST,
        Roles.ADMIN
    })
    @Operation(operationId = "workshopTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Workshop.Move>> transitions(UUID id) {
        return find.workshop(callers.current(), id).map(WorkshopView::legal);
    }

    @GET
    @Path("/{id}/alternatives")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "workshopAlternatives",
            summary = "Les ateliers proches où il reste des places / Nearby workshops that have seats",
            description =
                    "À moins de « kilometres » (20 par défaut) et au plus « days » jours (30 par défaut) après ; sans coordonnées,"
                            + " ceux de la même commune. Une liste vide dit qu'il n'y en a pas. / Within \"kilometres\" (20 by default) and at most"
                            + " \"days\" days (30 by default) later; without coordinates, those of the same commune. An empty list says that there"
                            + " are none.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = WorkshopView.class)))
    public Uni<List<WorkshopView>> alternatives(
            UUID id,
            @Parameter(description = "À moins de tant de kilomètres. / Within so many kilometres.")
                    @QueryParam("kilometres")
                    @Min(0) @Max(500) @Nullable Integer kilometres,
            @Parameter(description = "Au plus tant de jours après. / At most so many days later.")
                    @QueryParam("days")
                    @Min(0) @Max(365) @Nullable Integer days,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return alternatives.near(callers.current(), id, kilometres, days, limit);
    }

    @GET
    @Path("/{id}/bookings")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "workshopBookings",
            summary = "Les réservations visibles d'un atelier / A workshop's bookings that you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = BookingView.class)))
    public Uni<Response> bookings(
            UUID id,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @Context UriInfo uri) {
        return find.bookings(callers.current(), id, after, limit)
                .map(bookings -> Pages.page(uri, bookings, limit, BookingView::id));
    }

    @POST
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(operationId = "scheduleWorkshop", summary = "Programmer un atelier / Schedule a workshop")
    @APIResponseSchema(value = WorkshopView.class, responseCode = "201")
    public Uni<Response> schedule(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.WorkshopForm form) {
        return schedule.schedule(
                        commands.from(headers, form),
                        new ScheduleWorkshop.Wish(
                                form.placeId(),
                                form.title(),
                                form.from(),
                                form.until(),
                                form.capacity(),
                                form.partnerRef(),
                                form.offerMinutes(),
                                form.stop() == null
                                        ? null
                                        : new ScheduleWorkshop.AtStop(
                                                form.stop().tourId(),
                                                form.stop().stopId()),
                                form.assignment(),
                                form.description() == null
                                        ? null
                                        : form.description().description("/description")),
                        form.occurredAt())
                .map(answer -> answer.created("/v1/mediation/workshops"));
    }

    @POST
    @Path("/{id}/rescheduling")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "rescheduleWorkshop",
            summary = "Changer la date, le lieu ou le titre / Change time, place or title",
            description = "Les réservations restent et en sont informées ; ce qui n'est pas nommé ne change pas."
                    + " / Bookings stand and are told; what is not named stays as it is.")
    @APIResponseSchema(value = WorkshopView.class, responseCode = "200")
    public Uni<Response> reschedule(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.ReschedulingForm form) {
        return schedule.reschedule(
                        commands.from(headers, form),
                        id,
                        new ScheduleWorkshop.Rescheduling(
                                form.placeId(), form.title(), form.from(), form.until(), form.reason()),
                        form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/capacity")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(operationId = "changeCapacity", summary = "Changer le nombre de places / Change the number of seats")
    @APIResponseSchema(value = WorkshopView.class, responseCode = "200")
    public Uni<Response> changeCapacity(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.CapacityForm form) {
        return schedule.changeCapacity(commands.from(headers, form), id, form.capacity(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/assignment")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "assignWorkshop",
            summary = "Dire qui tient l'atelier, et avec quoi / Say who holds a workshop, and with what",
            description =
                    "Toute la liste, chaque fois ; l'organisateur seul la dit et la lit (listWorkshops, getWorkshop), et les réponses des autres commandes ne l'ont pas. Qui est sur la tournée peut tenir un atelier à l'étape. Personne ni rien n'est en deux endroits à la fois, ateliers et tournées compris : 409"
                            + " « in_two_places » nomme ce qui se heurte. / The whole list each time; the organiser alone says it and reads it (listWorkshops, getWorkshop), and answers of other commands do not have it. Whoever is on the tour may hold a workshop at its stop. Nobody and nothing is in two"
                            + " places at once, workshops and tours included: 409 \"in_two_places\" names what clashes.")
    @APIResponseSchema(value = WorkshopView.class, responseCode = "200")
    public Uni<Response> assign(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.AssignmentForm form) {
        return schedule.assign(commands.from(headers, form), id, form.assignment(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/description")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "describeWorkshop",
            summary =
                    "Dire de quoi traite l'atelier et qui peut y venir / Say what a workshop is about and who may come",
            description =
                    "Toute la description, chaque fois ; qui a déjà une place la garde. / The whole description each time; whoever has a seat keeps it.")
    @APIResponseSchema(value = WorkshopView.class, responseCode = "200")
    public Uni<Response> describe(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.DescribedForm form) {
        return schedule.describe(
                        commands.from(headers, form),
                        id,
                        form.description().description("/description"),
                        form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(operationId = "cancelWorkshop", summary = "Annuler un atelier / Cancel a workshop")
    @APIResponseSchema(value = WorkshopView.class, responseCode = "200")
    public Uni<Response> cancel(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return schedule.cancel(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/bookings")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Operation(
            operationId = "bookSeat",
            summary = "Réserver une place / Book a seat",
            description =
                    "Un atelier complet répond 409 « workshop_full », sauf avec « waitingList » : la réservation y attend (WAITING)"
                            + " à son rang ; une place qui se libère lui est proposée (OFFERED) à son tour, et n'est à elle qu'une fois"
                            + " acceptée (acceptOffer). / A full workshop answers 409 \"workshop_full\", unless \"waitingList\" is true:"
                            + " then the booking waits (WAITING) with its rank; a seat that falls free is offered to it (OFFERED) when its"
                            + " turn has come, and is its own once accepted (acceptOffer).")
    @APIResponseSchema(value = BookingView.class, responseCode = "201")
    public Uni<Response> book(UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.BookingForm form) {
        var participant = form.participant() == null ? null : form.participant().contact();
        return book.book(
                        commands.from(headers, form),
                        id,
                        new BookSeat.Wish(
                                form.programmeId(),
                                participant,
                                form.partnerRef(),
                                Boolean.TRUE.equals(form.waitingList())),
                        form.occurredAt())
                .map(answer -> answer.created("/v1/mediation/bookings"));
    }

    @POST
    @Path("/{id}/attendance")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Bulk
    @Extension(name = Bulk.EXTENSION, value = "true")
    @Operation(operationId = "recordAttendances", summary = "Dire qui est venu / Say who came")
    @APIResponseSchema(value = AttendanceRow.class, responseCode = "200")
    public Uni<Response> attendance(
            UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.WorkshopAttendanceForm form) {
        return attendance
                .recordAll(
                        commands.from(headers, form),
                        id,
                        form.present() == null ? List.of() : form.present(),
                        form.absent() == null ? List.of() : form.absent(),
                        form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/check-ins")
    @RolesAllowed({Roles.MEDIATOR, Roles.PLACE_MANAGER})
    @Bulk
    @Extension(name = Bulk.EXTENSION, value = "true")
    @Operation(
            operationId = "checkIn",
            summary = "Pointer les arrivées, notées aussi hors ligne / Check arrivals in, also those noted offline",
            description =
                    "Par le code de la réservation, ou sans code : quelqu'un est venu sans réserver, et prend une des places qui restent. La"
                            + " même arrivée (« ref ») envoyée de nouveau, d'un appareil ou de plusieurs, n'en est qu'une (unchanged). / By the booking's"
                            + " code, or without one: somebody walked in, and takes one of the seats that are left. The same arrival (\"ref\") sent"
                            + " again, from one device or several, is one (unchanged).")
    @APIResponseSchema(value = CheckInRow.class, responseCode = "200")
    public Uni<Response> checkIn(UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.CheckInsForm form) {
        return checkIn.checkIn(
                        commands.from(headers, form),
                        id,
                        form.checkIns().stream().map(Forms.CheckInForm::arrival).toList())
                .map(Answer::ok);
    }
}
