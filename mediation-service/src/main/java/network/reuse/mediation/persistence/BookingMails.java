package network.reuse.mediation.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.message.ClaimedMessage;
import network.reuse.defaults.message.MessageTable;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Coordinates;
import network.reuse.mediation.domain.WorkshopAttributes;
import org.jspecify.annotations.Nullable;

/** How far each message to whoever a booking is for has come. */
@ApplicationScoped
public class BookingMails {
    /** The timer that queues a mail; its key is the booking's id, a slash, the occasion, a slash, the mail's id, a slash and
     * the origin. */
    public static final String TELL = "booking-mail-due";

    /** Of the live network. */
    public static final MessageTable<Claimed> TABLE = new MessageTable<>(
            "booking_mail",
            "id",
            "env = 'LIVE'",
            "changed_at",
            MessageTable.WAITS,
            "booking-mail",
            "id, booking_id, occasion, attempts, origin",
            BookingMails::claimed);

    /** What a message tells: that a seat is offered, that the workshop is rescheduled, that it is cancelled, or that it is soon. */
    public enum Occasion {
        OFFERED,
        RESCHEDULED,
        CANCELLED,
        REMINDED
    }

    /**
     * A mail that this process is to send now.
     *
     * @param origin where and when the workshop was to be held; null where that was not kept
     */
    public record Claimed(
            UUID id,
            UUID bookingId,
            Occasion occasion,
            int attempts,
            @Nullable Origin origin) implements ClaimedMessage {}

    /** Where and when a workshop was to be held: what is near it may do instead. */
    public record Origin(String commune, @Nullable Coordinates coordinates, Instant from) {
        static @Nullable Origin of(@Nullable String text) {
            if (text == null) {
                return null;
            }
            String[] parts = text.split(" ", -1);
            return new Origin(
                    parts[0],
                    parts.length == 4 ? new Coordinates(parts[1], parts[2]) : null,
                    Instant.parse(parts[parts.length - 1]));
        }
    }

    /**
     * Has those told, once this is committed, whom these bookings are for; nobody where that is not known.
     *
     * @param workshop as it was, so that other seats are looked for where they wanted to go
     */
    public Future<?> tell(
            SqlConnection transaction,
            Collection<Stored<Booking>> bookings,
            Occasion occasion,
            WorkshopAttributes workshop,
            Instant now) {
        Coordinates coordinates = workshop.coordinates();
        String origin = workshop.territory().commune()
                + (coordinates == null ? "" : " " + coordinates.latitude() + " " + coordinates.longitude());
        String[] keys = bookings.stream()
                .filter(booking -> booking.state().attributes().participant() != null)
                .map(booking -> booking.id() + "/" + occasion + "/" + Ids.next() + "/" + origin + " " + workshop.from())
                .toArray(String[]::new);
        return keys.length == 0
                ? Future.succeededFuture()
                : transaction
                        .preparedQuery("insert into timer(due_at, command, key) select $1, '" + TELL
                                + "', k from unnest($2::text[]) k")
                        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), (Object) keys));
    }

    /** Queues the mail that a timer's key names; once. What a partner tries out reaches nobody. */
    public Future<?> queue(SqlConnection transaction, String key, Instant now) {
        String[] parts = key.split("/", -1);
        return transaction
                .preparedQuery("insert into booking_mail(id, booking_id, occasion, env, state, changed_at, origin)"
                        + " select $1, b.id, $3, b.env, case b.env when 'LIVE' then 'DUE' else 'NOT_SENT' end, $4, $5"
                        + " from booking b where b.id = $2 on conflict do nothing")
                .execute(Tuple.of(
                        UUID.fromString(parts[2]),
                        UUID.fromString(parts[0]),
                        Occasion.valueOf(parts[1]).name(),
                        now.atOffset(ZoneOffset.UTC),
                        parts[3]));
    }

    private static Claimed claimed(Row row) {
        return new Claimed(
                row.getUUID(0),
                row.getUUID(1),
                Occasion.valueOf(row.getString(2)),
                row.getInteger(3),
                Origin.of(row.getString(4)));
    }
}
