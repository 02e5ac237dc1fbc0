package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import network.reuse.local.Walls.Call;
import network.reuse.local.Walls.Wall;
import network.reuse.local.Walls.Walled;

/** How each of mediation's operations is called by the third place whose it is, and closed to another one. */
final class MediationWalls {
    private static final String API = "/v1/mediation/";
    private static final String STRANGER = "association-nantaise";
    private static final String STRANGER_ID = "01900000-0000-7000-8000-000000000012";

    private MediationWalls() {}

    static void add(Map<String, Walled> table, Classroom classroom) {
        places(table, classroom);
        workshops(table, classroom);
        tours(table, classroom);
        seats(table, classroom);
        calendarLinks(table, classroom);
        arrivals(table, classroom);
        bookings(table, classroom);
    }

    private static void places(Map<String, Walled> table, Classroom classroom) {
        table.put(
                "listPlaces", walled(() -> new Call(API + "places?limit=500", classroom.opened(), ""), Walls::leftOut));
        table.put(
                "openPlace",
                walled(
                        () -> new Call(API + "places", null, Classroom.place()),
                        Walls.madeItsOwn("manager", STRANGER_ID, Classroom.THIRD_PLACE_ID)));
        table.put("getPlace", on(classroom::opened, "", ""));
        table.put("placeTransitions", on(classroom::opened, "/transitions", ""));
        table.put("amendPlace", on(classroom::opened, "/amendment", Classroom.AMENDMENT));
        table.put("closePlace", on(classroom::opened, "/closure", Stock.REASON));
    }

    private static void tours(Map<String, Walled> table, Classroom classroom) {
        table.put(
                "planTour",
                walled(() -> new Call(API + "tours", null, Classroom.tour(classroom.opened())), Walls::refused));
        table.put(
                "listTours", walled(() -> new Call(API + "tours?limit=500", classroom.planned(), ""), Walls::leftOut));
        table.put("getTour", on(classroom::planned, "", ""));
        table.put("tourTransitions", on(classroom::planned, "/transitions", ""));
        table.put("moveStop", walled(() -> ofStop(classroom, "/move", Classroom.STOP_MOVE), Walls::refused));
        table.put("cancelStop", walled(() -> ofStop(classroom, "/cancellation", Stock.REASON), Walls::refused));
        table.put(
                "followMediator",
                walled(
                        () -> {
                            String tour = classroom.planned();
                            return new Call(API + "calendar.ics?mediatorRef=" + classroom.mediatorOf(tour), tour, "");
                        },
                        (other, call) -> assertThat(other.expect(200).http().body())
                                .as("the other's calendar at %s", call.path())
                                .doesNotContain("VEVENT")));
        table.put("cancelTour", on(classroom::planned, "/cancellation", Stock.REASON));
        table.put("workshopAlternatives", walled(() -> at(classroom.scheduled(), "/alternatives"), Walls::common));
    }

    private static Call ofStop(Classroom classroom, String move, String body) {
        String tour = classroom.planned();
        return new Call(tour + "/stops/" + classroom.stopOf(tour) + move, tour, body);
    }

    private static void workshops(Map<String, Walled> table, Classroom classroom) {
        table.put(
                "scheduleWorkshop",
                walled(
                        () -> new Call(API + "workshops", null, Classroom.workshop(classroom.opened(), 3)),
                        Walls::refused));
        table.put(
                "scheduleSeries",
                walled(() -> new Call(API + "series", null, Classroom.series(classroom.opened())), Walls::refused));
        table.put(
                "listWorkshops",
                walled(() -> new Call(API + "workshops?limit=500", classroom.scheduled(), ""), Walls::common));
        table.put("getWorkshop", walled(() -> at(classroom.scheduled(), ""), Walls::common));
        table.put("workshopTransitions", walled(() -> at(classroom.scheduled(), "/transitions"), Walls::common));
        table.put("cancelWorkshop", on(classroom::scheduled, "/cancellation", Stock.REASON));
        table.put("rescheduleWorkshop", on(classroom::scheduled, "/rescheduling", Classroom.RESCHEDULING));
        table.put(
                "assignWorkshop",
                on(classroom::scheduled, "/assignment", "{\"mediatorRefs\":[\"M-07\"],\"resourceRefs\":[]}"));
        table.put("describeWorkshop", on(classroom::scheduled, "/description", "{\"description\":{}}"));
        table.put("changeCapacity", on(classroom::scheduled, "/capacity", "{\"capacity\":9}"));
    }

    /** Whoever mediates may book a seat of what is on the agenda, and sees no seat but its own. */
    private static void seats(Map<String, Walled> table, Classroom classroom) {
        table.put(
                "bookSeat",
                walled(
                        () -> new Call(classroom.scheduled() + "/bookings", null, Classroom.SEAT),
                        Walls.madeItsOwn("bookedBy", STRANGER_ID, Classroom.THIRD_PLACE_ID)));
        table.put(
                "workshopBookings",
                walled(
                        () -> {
                            String booking = classroom.booked();
                            return new Call(classroom.workshopOf(booking) + "/bookings", booking, "");
                        },
                        Walls::foundNothing));
        table.put(
                "recordAttendances",
                walled(
                        () -> {
                            String booking = classroom.booked();
                            return new Call(
                                    classroom.workshopOf(booking) + "/attendance",
                                    booking,
                                    "{\"present\":[\"" + Stock.id(booking) + "\"]}");
                        },
                        Walls.rejected("recorded")));
    }

    /** A mediator's link is its organisation's alone to see and to close; under the same reference another has a link of its own. */
    private static void calendarLinks(Map<String, Walled> table, Classroom classroom) {
        table.put(
                "openCalendarLink",
                walled(
                        () -> new Call(API + "calendar-links", null, Classroom.calendarLink("M-" + UUID.randomUUID())),
                        (other, call) -> assertThat(
                                        other.expect(200).body().path("open").asBoolean())
                                .as(call.path())
                                .isTrue()));
        AtomicReference<String> listed = new AtomicReference<>("");
        table.put(
                "listCalendarLinks",
                walled(
                        () -> {
                            listed.set(classroom.calendarLink());
                            return new Call(API + "calendar-links", null, "");
                        },
                        (other, call) -> assertThat(other.expect(200).http().body())
                                .as(call.path())
                                .doesNotContain(listed.get())));
        table.put(
                "closeCalendarLink",
                walled(
                        () -> new Call(
                                API + "calendar-links/closure", null, Classroom.calendarLink(classroom.calendarLink())),
                        Walls::refused));
    }

    private static void arrivals(Map<String, Walled> table, Classroom classroom) {
        table.put(
                "exportActivities",
                walled(
                        () -> new Call(
                                API + "activities.csv?from=2021-01-01&until=2031-12-31",
                                classroom.workshopOf(classroom.attended()),
                                ""),
                        Walls::leftOut));
        table.put("printAttendanceSheet", on(classroom::scheduled, "/attendance-sheet.pdf", ""));
        table.put(
                "checkIn",
                walled(
                        () -> new Call(
                                classroom.scheduled() + "/check-ins",
                                null,
                                "{\"checkIns\":[{\"ref\":\"" + UUID.randomUUID() + "\"}]}"),
                        Walls::refused));
    }

    private static void bookings(Map<String, Walled> table, Classroom classroom) {
        table.put(
                "listBookings",
                walled(() -> new Call(API + "bookings?limit=500", classroom.booked(), ""), Walls::leftOut));
        table.put("getBooking", on(classroom::booked, "", ""));
        table.put("bookingTransitions", on(classroom::booked, "/transitions", ""));
        table.put("bookingParticipant", on(classroom::booked, "/participant?purpose=ARRANGE", ""));
        table.put("cancelBooking", on(classroom::booked, "/cancellation", Stock.REASON));
        table.put("acceptOffer", on(classroom::offered, "/acceptance", "{}"));
        table.put("recordAttendance", on(classroom::booked, "/attendance", Classroom.PRESENT));
        table.put("correctAttendance", on(classroom::attended, "/attendance-correction", Stock.REASON));
        table.put("mediationPersonFile", walled(() -> ofPerson(classroom, "/file", ""), Walls::refused));
        table.put(
                "mediationCorrectPerson",
                walled(() -> ofPerson(classroom, "/correction", Classroom.CORRECTION), Walls::refused));
        table.put(
                "mediationRefuseMessages",
                walled(() -> ofPerson(classroom, "/message-refusal", Classroom.REFUSAL), Walls::refused));
        table.put("mediationForgetPerson", walled(() -> ofPerson(classroom, "/forgetting", ""), Walls::refused));
    }

    /** Forgetting leaves the booking as it is, so that no version is asked for. */
    private static Call ofPerson(Classroom classroom, String move, String body) {
        return new Call(API + "people/" + classroom.participant(classroom.booked()) + move, null, body);
    }

    private static Call at(String path, String move) {
        return new Call(path + move, path, "");
    }

    private static Walled on(Supplier<String> object, String move, String body) {
        return Walls.on(Classroom.THIRD_PLACE, STRANGER, object, move, body);
    }

    private static Walled walled(Supplier<Call> call, Wall wall) {
        return new Walled(Classroom.THIRD_PLACE, STRANGER, call, wall);
    }
}
