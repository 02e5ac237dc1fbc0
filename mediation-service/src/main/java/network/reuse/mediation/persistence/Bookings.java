package network.reuse.mediation.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import network.reuse.defaults.ids.Ids;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Waiting;
import network.reuse.mediation.domain.WantedBookings;
import network.reuse.mediation.domain.Workshop;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every seat that was ever booked or waited for. */
@ApplicationScoped
public class Bookings {
    public static final AggregateTable<Booking, MediationEvent> TABLE = new AggregateTable<>(
            "booking",
            "booking",
            Publisher.MEDIATION,
            StateCodec.of(Booking.class, Bookings::ofThoseWhoWait),
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
                            booking -> text(booking.attributes().programmeId())),
                    new AggregateTable.Column<>("waiting_place", "bigint", Bookings::place)));

    /** Since version 2, a booking may wait, be offered a seat and lapse; all earlier ones have, or had, their seat. */
    static ObjectNode ofThoseWhoWait(String status, ObjectNode state) {
        return state;
    }

    /** The timer that lets an offer lapse; its key begins with the booking's id. */
    public static final String OFFER_LAPSE = "seat-offer-lapse";

    private static final String LOCK_FREE =
            "select id, version, sequence, status, state, occurred_at, created_at, changed_at from booking";

    private static final AggregateTable<Booking, MediationEvent>.Claiming TAKING_A_SEAT =
            TABLE.claiming("update workshop_seats set booked = booked + 1"
                    + " where workshop_id = $1 and workshop_version = $2 and open and booked + offered < capacity"
                    + " and (waiting = 0 or $3) returning 1");

    /**
     * Writes the booking and takes its seat in one statement, which fails when no seat is left or the workshop is no
     * longer as it was read, so that nobody books another time or place than was shown; refused when the
     * organisation has made a booking under the same reference before. Nobody passes those who wait, until it has begun.
     */
    public Future<?> take(
            SqlConnection transaction,
            Creation<Booking, MediationEvent> booking,
            Stored<Workshop> workshop,
            Cause cause) {
        boolean hasBegun =
                !booking.occurredAt().isBefore(workshop.state().attributes().from());
        return TAKING_A_SEAT.create(transaction, booking, cause, workshop.id(), workshop.version(), hasBegun);
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

    /** The bookings of a workshop under these codes that the transaction may see, by the form of the code. */
    public Future<Map<String, Stored<Booking>>> coded(
            SqlConnection transaction, UUID workshopId, Collection<String> forms) {
        return TABLE.where(transaction, "workshop_id = $1 and code = any($2)", Tuple.of(workshopId, (Object)
                        forms.toArray(String[]::new)))
                .map(found -> found.stream()
                        .collect(Collectors.toMap(
                                booking -> booking.state().attributes().code(), Function.identity())));
    }

    /** The bookings that an organisation has made under these references, by the form of the reference. */
    public Future<Map<String, Stored<Booking>>> referred(
            SqlConnection transaction, UUID bookedBy, Collection<String> forms) {
        return TABLE.where(transaction, "booked_by = $1 and reference_form = any($2)", Tuple.of(bookedBy, (Object)
                        forms.toArray(String[]::new)))
                .map(found -> found.stream()
                        .collect(Collectors.toMap(
                                booking -> Scanned.form(String.valueOf(
                                        booking.state().attributes().partnerRef())),
                                Function.identity(),
                                (first, _) -> first)));
    }

    /** Whether anybody is said to have come to a workshop, or not to have. */
    public Future<Boolean> isAttended(SqlConnection transaction, UUID workshopId) {
        return transaction
                .preparedQuery("select exists(select from booking where workshop_id = $1"
                        + " and status in ('ATTENDED', 'ABSENT'))")
                .execute(Tuple.of(workshopId))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** The seats that are booked or offered in a workshop or waited for, locked. */
    public Future<List<Stored<Booking>>> lockOpen(SqlConnection transaction, UUID workshopId) {
        return TABLE.lockWhere(
                transaction, "workshop_id = $1 and status in ('BOOKED', 'WAITING', 'OFFERED')", Tuple.of(workshopId));
    }

    /** The seats that are booked in a workshop. */
    public Future<List<Stored<Booking>>> booked(SqlConnection transaction, UUID workshopId) {
        return TABLE.where(transaction, "workshop_id = $1 and status = 'BOOKED'", Tuple.of(workshopId));
    }

    /** The seats of a workshop that are booked, and those whose holders came or did not. */
    public Future<List<Stored<Booking>>> seated(SqlConnection transaction, UUID workshopId) {
        return TABLE.where(
                transaction, "workshop_id = $1 and status in ('BOOKED', 'ATTENDED', 'ABSENT')", Tuple.of(workshopId));
    }

    /** Who waits in a workshop for longest, in the order of their places. */
    public Future<List<UUID>> firstWaiting(SqlConnection transaction, UUID workshopId, int most) {
        return transaction
                .preparedQuery("select id from booking where workshop_id = $1 and waiting_place is not null"
                        + " order by waiting_place limit $2")
                .execute(Tuple.of(workshopId, most))
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>();
                    for (Row row : rows) {
                        ids.add(row.getUUID(0));
                    }
                    return ids;
                });
    }

    /** Those of these that nobody else is changing, locked. */
    public Future<List<Stored<Booking>>> lockFree(SqlConnection transaction, Collection<UUID> ids) {
        return transaction
                .preparedQuery(LOCK_FREE + " where id = any($1) order by id for update skip locked")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(TABLE::stored);
    }

    /** Lets the offers of these bookings lapse then, as far as nobody takes them before. */
    public Future<?> setLapses(SqlConnection transaction, Map<UUID, Instant> untils) {
        return untils.isEmpty()
                ? Future.succeededFuture()
                : transaction
                        .preparedQuery("insert into timer(due_at, command, key) select t.due_at, '" + OFFER_LAPSE
                                + "', t.key from unnest($1::timestamptz[], $2::text[]) as t(due_at, key)")
                        .execute(Tuple.of(
                                untils.values().stream()
                                        .map(until -> until.atOffset(ZoneOffset.UTC))
                                        .toArray(OffsetDateTime[]::new),
                                (Object) untils.keySet().stream()
                                        .map(id -> id + "/" + Ids.next())
                                        .toArray(String[]::new)));
    }

    /** The ranks of those of these bookings that wait and that the caller may see. */
    public Uni<Map<UUID, Integer>> ranks(Mutiny.StatelessSession session, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(
                        "select booking_id, rank from waiting_ranks(cast(cast(:asked as text) as uuid[]))",
                        Object[].class)
                .setParameter("asked", ids.toString().replace('[', '{').replace(']', '}'))
                .getResultList()
                .map(rows -> {
                    Map<UUID, Integer> ranks = new HashMap<>();
                    for (Object[] row : rows) {
                        ranks.put((UUID) row[0], ((Number) row[1]).intValue());
                    }
                    return ranks;
                });
    }

    private static @Nullable String place(Booking booking) {
        return booking instanceof Waiting waiting ? Long.toString(waiting.place()) : null;
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
