package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.mediation.application.AttendanceRow.Outcome;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Absent;
import network.reuse.mediation.domain.Booking.Attended;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Workshops;
import org.jspecify.annotations.Nullable;

/** Those whose workshop it is say who came: one booking, or many in one call that may be sent again; and correct it. */
@ApplicationScoped
public class RecordAttendance {
    private final Commit commit;

    public RecordAttendance(Commit commit) {
        this.commit = commit;
    }

    public Uni<Answer> record(VersionedCommand command, UUID id, boolean present, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Bookings.TABLE, (connection, _) -> read(connection, id), Read::booking, read -> {
            Booking booking = read.booking().state();
            Hosts.require(command.caller(), booking.attributes().hosts());
            Decision<Booking, MediationEvent> recorded = switch (booking) {
                case Booked booked -> booked.record(present);
                default -> throw booking.illegal();
            };
            RecordedTime held = sinceItBegan(time, read.workshop());
            return Plan.change(Bookings.TABLE, Change.recorded(read.booking(), recorded, held), BookingView::of);
        });
    }

    /** A booking and its workshop; null when the caller does not see that. */
    private record Read(Stored<Booking> booking, @Nullable Stored<Workshop> workshop) {}

    private static Future<Read> read(SqlConnection connection, UUID id) {
        return Bookings.TABLE
                .require(connection, id)
                .compose(booking -> workshop(
                                connection, booking.state().attributes().workshopId())
                        .map(workshop -> new Read(booking, workshop)));
    }

    private static Future<@Nullable Stored<Workshop>> workshop(SqlConnection connection, UUID id) {
        return Workshops.TABLE.loadAll(connection, List.of(id)).map(found -> found.get(id));
    }

    /** Nobody has come to, or missed, a workshop that has not begun. */
    private static RecordedTime sinceItBegan(RecordedTime time, @Nullable Stored<Workshop> workshop) {
        return workshop == null
                ? time
                : time.notBefore(
                        workshop.state().attributes().from(), "le début de l'atelier", "the beginning of the workshop");
    }

    /** It was the other way round. */
    public Uni<Answer> correct(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Bookings.TABLE,
                id,
                occurredAt,
                booking -> {
                    Hosts.require(command.caller(), booking.attributes().hosts());
                    return switch (booking) {
                        case Attended attended -> attended.correct(reason);
                        case Absent absent -> absent.correct(reason);
                        default -> throw booking.illegal();
                    };
                },
                BookingView::of);
    }

    /** Records many of one workshop; one that cannot be recorded does not spoil its neighbours. */
    public Uni<Answer> recordAll(
            Command command, UUID workshopId, List<UUID> present, List<UUID> absent, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        List<Said> said = said(present, absent);
        List<UUID> ids = said.stream().map(Said::bookingId).toList();
        return commit.write(
                command, Unversioned.JUDGES_EACH_ROW, (connection, _) -> readAll(connection, workshopId, ids), read -> {
                    Map<UUID, Stored<Booking>> found = read.bookings();
                    RecordedTime held = sinceItBegan(time, read.workshop());
                    List<Change<Booking, MediationEvent>> changes = new ArrayList<>();
                    BulkReport report = BulkReport.evaluateEach(
                            Outcome.class,
                            command.language(),
                            said,
                            (one, _, pointer) -> pointer.isEmpty() ? one.pointer() : pointer,
                            one -> {
                                Stored<Booking> stored = Refusals.visible(of(workshopId, found.get(one.bookingId())));
                                if (!stored.state()
                                        .attributes()
                                        .hosts()
                                        .contains(command.caller().organisation())) {
                                    throw Refusals.notYours();
                                }
                                return recorded(stored, one.isPresent(), held, changes);
                            },
                            (one, errors) ->
                                    rejected(one.bookingId(), of(workshopId, found.get(one.bookingId())), errors));
                    return Plan.answering(report).changing(Bookings.TABLE, changes);
                });
    }

    /** The bookings that the caller may see, and the workshop if the caller does. */
    private record Several(
            Map<UUID, Stored<Booking>> bookings, @Nullable Stored<Workshop> workshop) {}

    private static Future<Several> readAll(SqlConnection connection, UUID workshopId, Collection<UUID> ids) {
        Future<Map<UUID, Stored<Booking>>> bookings = Bookings.TABLE.loadAll(connection, ids);
        Future<@Nullable Stored<Workshop>> workshop = workshop(connection, workshopId);
        return bookings.compose(found -> workshop.map(there -> new Several(found, there)));
    }

    private static @Nullable Stored<Booking> of(UUID workshopId, @Nullable Stored<Booking> stored) {
        return stored != null && stored.state().attributes().workshopId().equals(workshopId) ? stored : null;
    }

    private static AttendanceRow recorded(
            Stored<Booking> stored, boolean came, RecordedTime time, List<Change<Booking, MediationEvent>> changes) {
        boolean unchanged = switch (stored.state()) {
            case Attended _ -> came;
            case Absent _ -> !came;
            default -> false;
        };
        if (unchanged) {
            return new AttendanceRow(stored.id(), Outcome.UNCHANGED, stored.version(), List.of());
        }
        if (!(stored.state() instanceof Booked booked)) {
            throw stored.state().illegal();
        }
        changes.add(Change.recorded(stored, booked.record(came), time));
        return new AttendanceRow(stored.id(), Outcome.RECORDED, stored.version() + 1, List.of());
    }

    /**
     * What the call says of one booking.
     *
     * @param pointer where it says so
     */
    private record Said(UUID bookingId, boolean isPresent, String pointer) {}

    private static List<Said> said(List<UUID> present, List<UUID> absent) {
        Map<UUID, Said> said = new LinkedHashMap<>();
        for (int i = 0; i < present.size(); i++) {
            said.putIfAbsent(present.get(i), new Said(present.get(i), true, "/present/" + i));
        }
        for (int i = 0; i < absent.size(); i++) {
            UUID id = absent.get(i);
            Said before = said.putIfAbsent(id, new Said(id, false, "/absent/" + i));
            if (before != null && before.isPresent()) {
                throw Refusal.invalid(
                        "/absent/" + i,
                        "both_present_and_absent",
                        "Une réservation est soit dans « present », soit dans « absent ».",
                        "A booking stands in \"present\" or in \"absent\".");
            }
        }
        return List.copyOf(said.values());
    }

    private static AttendanceRow rejected(UUID id, @Nullable Stored<Booking> stored, List<Fault> errors) {
        return new AttendanceRow(id, Outcome.REJECTED, stored == null ? null : stored.version(), errors);
    }
}
