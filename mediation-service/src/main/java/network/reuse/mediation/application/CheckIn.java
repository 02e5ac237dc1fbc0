package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.mediation.application.AttendanceRow.Outcome;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Attended;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.BookingAttributes;
import network.reuse.mediation.domain.Seats;
import network.reuse.mediation.domain.Workshop.Scheduled;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Workshops;
import network.reuse.mediation.persistence.Workshops.Seated;
import org.jspecify.annotations.Nullable;

/**
 * Who came is noted at the door, also where there is no network, and sent once there is one: whoever has booked by the booking's code, whoever
 * walks in as nobody in particular, who takes a seat of those that are left. The same arrival sent again, from one device or several, is one.
 */
@ApplicationScoped
public class CheckIn {
    private final Commit commit;
    private final CodeNumbers codes;
    private final Workshops workshops;
    private final Bookings bookings;

    public CheckIn(Commit commit, CodeNumbers codes, Workshops workshops, Bookings bookings) {
        this.commit = commit;
        this.codes = codes;
        this.workshops = workshops;
        this.bookings = bookings;
    }

    /**
     * Somebody who came.
     *
     * @param ref by which the caller tells this arrival from others; a walk-in's booking bears it as its reference
     * @param code the booking's; null when somebody walked in
     * @param at when they came; null when it is now
     */
    public record Arrival(
            UUID ref, @Nullable String code, @Nullable Instant at) {}

    /**
     * What the arrivals meet.
     *
     * @param byCode bookings of the workshop, by the form of their codes
     * @param byRef bookings that the caller has made, by the form of their references
     */
    private record Read(Seated seated, Map<String, Stored<Booking>> byCode, Map<String, Stored<Booking>> byRef) {}

    /** One that cannot be recorded does not spoil its neighbours. */
    public Uni<Answer> checkIn(Command command, UUID workshopId, List<Arrival> arrivals) {
        requireDistinct(arrivals);
        int walkIns = (int) arrivals.stream().filter(one -> one.code() == null).count();
        return codes.take('B', walkIns)
                .chain(taken -> commit.write(
                        command,
                        Unversioned.JUDGES_EACH_ROW,
                        (connection, _) -> read(connection, command, workshopId, arrivals, walkIns > 0),
                        read -> plan(command, read, arrivals, taken)));
    }

    private Plan plan(Command command, Read read, List<Arrival> arrivals, List<String> taken) {
        Scheduled workshop = BookSeat.scheduled(command, read.seated().workshop());
        Hosts.require(command.caller(), workshop.attributes().hosts());
        Door door = new Door(command, workshop, read, taken.iterator());
        BulkReport report = BulkReport.evaluateEach(
                Outcome.class,
                command.language(),
                arrivals,
                BulkReport.Pointers.ofRows("/checkIns", Set.of("/code", "/at", "/ref")),
                door::pass,
                CheckIn::rejected);
        Plan plan = Plan.answering(report);
        for (Creation<Booking, MediationEvent> walkIn : door.walkIns) {
            plan = plan.writing((connection, cause) ->
                    bookings.take(connection, walkIn, read.seated().workshop(), cause));
        }
        return plan.changing(Bookings.TABLE, door.changes);
    }

    /** The seats are locked where somebody walks in, so that whatever else is sent meanwhile comes before or after. */
    private Future<Read> read(
            SqlConnection connection, Command command, UUID workshopId, List<Arrival> arrivals, boolean walkIns) {
        Future<Seated> seated = walkIns
                ? workshops
                        .lockSeats(connection, workshopId)
                        .compose(locked -> workshops
                                .seated(connection, workshopId)
                                .map(found -> new Seated(found.workshop(), locked)))
                : workshops.seated(connection, workshopId);
        List<String> said = new ArrayList<>();
        List<String> refs = new ArrayList<>();
        for (Arrival one : arrivals) {
            if (one.code() == null) {
                refs.add(Scanned.form(one.ref().toString()));
            } else {
                said.add(Scanned.form(one.code()));
            }
        }
        return seated.compose(found -> bookings.coded(connection, workshopId, said)
                .compose(
                        byCode -> bookings.referred(connection, command.caller().organisation(), refs)
                                .map(byRef -> new Read(found, byCode, byRef))));
    }

    private static void requireDistinct(List<Arrival> arrivals) {
        Set<UUID> refs = new HashSet<>();
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival one = arrivals.get(i);
            if (!refs.add(one.ref()) || (one.code() != null && !codes.add(Scanned.form(one.code())))) {
                throw Refusal.invalid(
                        "/checkIns/" + i,
                        "reference_twice",
                        "Cette arrivée y est deux fois.",
                        "This arrival is there twice.");
            }
        }
    }

    private static CheckInRow rejected(Arrival arrival, List<Fault> errors) {
        return new CheckInRow(arrival.ref(), null, Outcome.REJECTED, errors);
    }

    /** The door of a workshop while a list of arrivals is gone through. */
    private static final class Door {
        private final Command command;
        private final Scheduled workshop;
        private final Read read;
        private final Iterator<String> codes;
        private final List<Creation<Booking, MediationEvent>> walkIns = new ArrayList<>();
        private final List<Change<Booking, MediationEvent>> changes = new ArrayList<>();
        private Seats seats;

        Door(Command command, Scheduled workshop, Read read, Iterator<String> codes) {
            this.command = command;
            this.workshop = workshop;
            this.read = read;
            this.codes = codes;
            this.seats = read.seated().seats();
        }

        CheckInRow pass(Arrival arrival) {
            RecordedTime time = RecordedTime.of(arrival.at(), command.now(), "/at")
                    .notBefore(workshop.attributes().from(), "le début de l'atelier", "the beginning of the workshop");
            if (arrival.code() != null) {
                return seated(arrival, Refusals.visible(read.byCode().get(Scanned.form(arrival.code()))), time);
            }
            Stored<Booking> before = read.byRef().get(Scanned.form(arrival.ref().toString()));
            return before == null ? walkedIn(arrival, time) : seated(arrival, there(before), time);
        }

        private CheckInRow seated(Arrival arrival, Stored<Booking> stored, RecordedTime time) {
            if (stored.state() instanceof Attended) {
                return new CheckInRow(arrival.ref(), stored.id(), Outcome.UNCHANGED, List.of());
            }
            if (!(stored.state() instanceof Booked booked)) {
                throw stored.state().illegal();
            }
            changes.add(Change.recorded(stored, booked.record(true), time));
            return new CheckInRow(arrival.ref(), stored.id(), Outcome.RECORDED, List.of());
        }

        private CheckInRow walkedIn(Arrival arrival, RecordedTime time) {
            BookingAttributes attributes = new BookingAttributes(
                    Ids.next(),
                    codes.next(),
                    workshop.attributes().id(),
                    workshop.attributes().hosts(),
                    command.caller().organisation(),
                    null,
                    null,
                    null,
                    workshop.attributes().territory(),
                    workshop.attributes().env(),
                    arrival.ref().toString());
            Creation<Booking, MediationEvent> walkIn =
                    new Creation<>(attributes.id(), workshop.book(seats, attributes, time.at()), time.at());
            walkIns.add(walkIn);
            seats = seats.withOneMoreBooked();
            return seated(arrival, walkIn.next(command.now()), time);
        }

        /** The same reference at another workshop is another arrival. */
        private Stored<Booking> there(Stored<Booking> before) {
            if (!before.state()
                    .attributes()
                    .workshopId()
                    .equals(workshop.attributes().id())) {
                throw Refusal.invalid(
                        "/ref",
                        "reference_twice",
                        "Cette référence est celle d'une arrivée à un autre atelier.",
                        "This reference is that of an arrival at another workshop.");
            }
            return before;
        }
    }
}
