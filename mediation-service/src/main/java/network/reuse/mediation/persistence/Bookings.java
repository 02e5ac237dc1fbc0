package network.reuse.mediation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.WantedBookings;
import network.reuse.mediation.domain.Workshop;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every seat that was ever booked. */
@ApplicationScoped
public class Bookings {
    public static final AggregateTable<Booking, MediationEvent> TABLE = new AggregateTable<>(
            "booking",
            "booking",
            Publisher.MEDIATION,
            StateCodec.of(Booking.class),
            booking -> new Visibility(
                    booking.attributes().parties(),
                    booking.attributes().parties(),
                    booking.attributes().territory(),
                    booking.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", booking -> booking.attributes().code()),
                    new AggregateTable.Column<>(
                            "workshop_id",
                            "uuid",
                            booking -> booking.attributes().workshopId().toString()),
                    new AggregateTable.Column<>(
                            "booked_by",
                            "uuid",
                            booking -> booking.attributes().bookedBy().toString()),
                    new AggregateTable.Column<>(
                            "participant",
                            "uuid",
                            booking -> text(booking.attributes().participant())),
                    new AggregateTable.Column<>(
                            "partner_ref",
                            "text",
                            booking -> booking.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", booking -> booking.attributes().partnerRef()),
                    new AggregateTable.Column<>(
                            "programme_id",
                            "uuid",
                            booking -> text(booking.attributes().programmeId()))));

    private static final AggregateTable<Booking, MediationEvent>.Claiming TAKING_A_SEAT =
            TABLE.claiming("update workshop_seats set booked = booked + 1"
                    + " where workshop_id = $1 and workshop_version = $2 and open and booked < capacity returning 1");

    /**
     * Writes the booking and takes its seat in one statement, which fails when no seat is left or the workshop is no
     * longer as it was read, so that nobody books another time or place than was shown; refused when the
     * organisation has made a booking under the same reference before.
     */
    public Future<?> take(
            SqlConnection transaction,
            Creation<Booking, MediationEvent> booking,
            Stored<Workshop> workshop,
            Cause cause) {
        return TAKING_A_SEAT.create(transaction, booking, cause, workshop.id(), workshop.version());
    }

    /** The booking; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Booking>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(BookingRow.class, id).map(BookingRow::found);
    }

    /** The bookings after this id that are wanted, in the order in which they were made. */
    public Uni<List<Stored<Booking>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedBookings wanted) {
        return ListQuery.of("booking")
                .withFew("workshop_id", wanted.workshopId())
                .with("programme_id", wanted.programmeId())
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, BookingRow.class, after, limit)
                .map(rows -> rows.stream().map(BookingRow::stored).toList());
    }

    /** The bookings of a person that the transaction may see. */
    public Future<List<Stored<Booking>>> of(SqlConnection transaction, UUID participant) {
        return TABLE.where(transaction, "participant = $1", Tuple.of(participant));
    }

    /** Whether anybody is said to have come to a workshop, or not to have. */
    public Future<Boolean> isAttended(SqlConnection transaction, UUID workshopId) {
        return transaction
                .preparedQuery("select exists(select from booking where workshop_id = $1"
                        + " and status in ('ATTENDED', 'ABSENT'))")
                .execute(Tuple.of(workshopId))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** The seats that are booked in a workshop, locked. */
    public Future<List<Stored<Booking>>> lockBooked(SqlConnection transaction, UUID workshopId) {
        return TABLE.lockWhere(transaction, "workshop_id = $1 and status = 'BOOKED'", Tuple.of(workshopId));
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
