package network.reuse.allocation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.Appointment;
import network.reuse.allocation.domain.AppointmentStatus;
import network.reuse.allocation.domain.KeptReservation;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.WantedAppointments;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every appointment that was ever made for a pack. */
@ApplicationScoped
public class Appointments {
    public static final AggregateTable<Appointment, AllocationEvent> TABLE = new AggregateTable<>(
            "appointment",
            "appointment",
            Publisher.ALLOCATION,
            StateCodec.of(Appointment.class),
            appointment -> new Visibility(
                    appointment.attributes().parties(),
                    appointment.owners(),
                    appointment.attributes().territory(),
                    appointment.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "pack_id",
                            "uuid",
                            appointment -> appointment.attributes().packId().toString()),
                    new AggregateTable.Column<>(
                            "day_id", "uuid", appointment -> appointment.dayId().toString()),
                    new AggregateTable.Column<>(
                            "sponsor",
                            "uuid",
                            appointment -> appointment.attributes().sponsor().toString()),
                    new AggregateTable.Column<>(
                            "starts_at",
                            "timestamptz",
                            appointment -> appointment.slot().from().toString()),
                    new AggregateTable.Column<>("holds_until", "timestamptz", Appointments::holdsUntil)));

    private static @Nullable String holdsUntil(Appointment appointment) {
        Instant until = appointment.holdsUntil();
        return until == null ? null : until.toString();
    }

    /** The appointment; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Appointment>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(AppointmentRow.class, id).map(AppointmentRow::found);
    }

    /** The appointments after this id that are wanted, oldest first. */
    public Uni<List<Stored<Appointment>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedAppointments wanted) {
        return ListQuery.of("appointment")
                .withFew("day_id", wanted.dayId())
                .withFew("pack_id", wanted.packId())
                .with("status", wanted.status())
                .since(wanted.changedSince())
                .page(session, AppointmentRow.class, after, limit)
                .map(rows -> rows.stream().map(AppointmentRow::stored).toList());
    }

    /** Keeps a pack as it is until the transaction ends; false when the caller sees none of this id. */
    public Future<Boolean> holdPack(SqlConnection transaction, UUID packId) {
        return transaction
                .preparedQuery("select hold_pack($1)")
                .execute(Tuple.of(packId))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** The appointment that stands of a pack, locked; none when there is none. */
    public Future<List<Stored<Appointment>>> lockOfPack(SqlConnection transaction, UUID packId) {
        return TABLE.lockWhere(transaction, "pack_id = $1 and status = 'BOOKED'", Tuple.of(packId));
    }

    /** The appointments that stand on a day, locked in the order of their ids. */
    public Future<List<Stored<Appointment>>> lockOfDay(SqlConnection transaction, UUID dayId) {
        return TABLE.lockWhere(transaction, "day_id = $1 and status = 'BOOKED'", Tuple.of(dayId));
    }

    /** The packs of a day's appointments that wait to be fetched. */
    public Future<Set<UUID>> awaitedOn(SqlConnection transaction, UUID dayId) {
        return transaction
                .preparedQuery("select p.id from appointment a join pack p on p.id = a.pack_id"
                        + " where a.day_id = $1 and a.status = 'BOOKED' and p.status = 'RESERVED'")
                .execute(Tuple.of(dayId))
                .map(rows -> {
                    Set<UUID> awaited = new HashSet<>();
                    rows.forEach(row -> awaited.add(row.getUUID(0)));
                    return awaited;
                });
    }

    /** Until when a pack stays reserved because of an appointment; empty when none keeps it so. */
    public Future<Optional<Instant>> holdUntil(SqlConnection transaction, UUID packId) {
        return transaction
                .preparedQuery("select max(holds_until) from appointment where pack_id = $1")
                .execute(Tuple.of(packId))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0))
                        .map(OffsetDateTime::toInstant));
    }

    /** By which appointment each of these packs stays reserved longest, by the pack's id; whoever has none is left out. */
    public Uni<Map<UUID, KeptReservation>> keeping(Mutiny.StatelessSession session, Collection<UUID> packIds) {
        if (packIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(
                        "select distinct on (pack_id) pack_id, id, status, holds_until from appointment"
                                + " where pack_id = any(cast(cast(:packs as text) as uuid[])) and holds_until is not null"
                                + " order by pack_id, holds_until desc",
                        Object[].class)
                .setParameter("packs", packIds.toString().replace('[', '{').replace(']', '}'))
                .getResultList()
                .map(rows -> {
                    Map<UUID, KeptReservation> kept = new HashMap<>();
                    for (Object[] row : rows) {
                        kept.put(
                                (UUID) row[0],
                                new KeptReservation(
                                        (UUID) row[1],
                                        AppointmentStatus.valueOf((String) row[2]),
                                        row[3] instanceof Instant instant
                                                ? instant
                                                : ((OffsetDateTime) row[3]).toInstant()));
                    }
                    return kept;
                });
    }

    /** A pack that is expected on a day, with its appointment and the code of its request. */
    public record Expected(Appointment appointment, UUID id, Pack pack, String requestCode) {}

    /** The packs that are expected on a day, in the order of the slots, as far as the caller may see them. */
    public Future<List<Expected>> expected(SqlConnection connection, UUID dayId) {
        return connection
                .preparedQuery("select a.id, a.status, a.state, p.status, p.state, r.code from appointment a"
                        + " join pack p on p.id = a.pack_id join request r on r.id = p.request_id"
                        + " where a.day_id = $1 and a.status = 'BOOKED' order by a.starts_at, p.code")
                .execute(Tuple.of(dayId))
                .map(rows -> {
                    List<Expected> expected = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        expected.add(new Expected(
                                TABLE.read(row.getString(1), row.getString(2)),
                                row.getUUID(0),
                                Packs.TABLE.read(row.getString(3), row.getString(4)),
                                row.getString(5)));
                    }
                    return expected;
                });
    }
}
