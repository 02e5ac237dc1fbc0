package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Attended;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Workshops;

/** What is printed to check people in at the door of a workshop: codes, which people have been told, and nobody's name. */
@ApplicationScoped
public class PrintAttendanceSheet {
    private final Reading reading;
    private final Bookings bookings;
    private final KnownOrganisations register;

    public PrintAttendanceSheet(Reading reading, Bookings bookings, KnownOrganisations register) {
        this.reading = reading;
        this.bookings = bookings;
        this.register = register;
    }

    /**
     * The sheet as it is now.
     *
     * @param seatsLeft how many seats nobody has booked
     * @param names of the organisations that it mentions, as the register has them
     */
    public record AttendanceSheet(
            WorkshopAttributes workshop, int seatsLeft, List<AttendanceSheet.Line> lines, Map<UUID, String> names) {
        public AttendanceSheet {
            lines = List.copyOf(lines);
            names = Map.copyOf(names);
        }

        /** Somebody who is awaited. */
        public record Line(String code, UUID bookedBy, boolean attended) {}
    }

    /** The sheet, for those who hold the workshop or run its place. */
    public Uni<AttendanceSheet> sheet(Caller caller, UUID workshopId) {
        return reading.inTransaction(
                        caller,
                        transaction -> Workshops.TABLE
                                .require(transaction, workshopId)
                                .compose(workshop -> {
                                    WorkshopAttributes attributes =
                                            workshop.state().attributes();
                                    Hosts.require(caller, attributes.hosts());
                                    int capacity = workshop.state().capacity();
                                    return bookings.seated(transaction, workshopId)
                                            .map(found -> new AttendanceSheet(
                                                    attributes, capacity - found.size(), lines(found), Map.of()));
                                }))
                .chain(sheet -> register.names(organisations(sheet))
                        .map(names -> new AttendanceSheet(sheet.workshop(), sheet.seatsLeft(), sheet.lines(), names)));
    }

    private static List<AttendanceSheet.Line> lines(List<Stored<Booking>> found) {
        return found.stream()
                .map(Stored::state)
                .map(booking -> new AttendanceSheet.Line(
                        booking.attributes().code(), booking.attributes().bookedBy(), booking instanceof Attended))
                .sorted(Comparator.comparing(AttendanceSheet.Line::code))
                .toList();
    }

    private static Set<UUID> organisations(AttendanceSheet sheet) {
        Set<UUID> all = new HashSet<>(sheet.workshop().hosts());
        sheet.lines().forEach(line -> all.add(line.bookedBy()));
        return all;
    }
}
