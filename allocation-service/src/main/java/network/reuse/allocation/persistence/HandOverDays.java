package network.reuse.allocation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import network.reuse.allocation.domain.Appointment;
import network.reuse.allocation.domain.HandOverDay;
import network.reuse.allocation.domain.HandOverDayAttributes;
import network.reuse.allocation.domain.HandOverSlot;
import network.reuse.allocation.domain.WantedHandOverDays;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.RequiredRows;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every day of hand-overs, and how many packs are booked into each of its slots. */
@ApplicationScoped
public class HandOverDays {
    public static final AggregateTable<HandOverDay, AllocationEvent> TABLE = new AggregateTable<>(
            "hand_over_day",
            "day",
            Publisher.ALLOCATION,
            StateCodec.of(HandOverDay.class),
            day -> new Visibility(
                    day.attributes().parties(),
                    day.owners(),
                    day.attributes().territory(),
                    day.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", day -> day.attributes().code()),
                    new AggregateTable.Column<>(
                            "programme_id",
                            "uuid",
                            day -> day.attributes().programmeId().toString()),
                    new AggregateTable.Column<>(
                            "sponsor", "uuid", day -> day.attributes().sponsor().toString()),
                    new AggregateTable.Column<>(
                            "starts_at",
                            "timestamptz",
                            day -> day.attributes().from().toString()),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", day -> day.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", day -> day.attributes().partnerRef())));

    private static final String TAKE = "with took as (update hand_over_slot set booked = booked + 1"
            + " where day_id = $1 and starts_at = $2 and open and booked < capacity returning 1) select 1 / count(*) from took";

    /** The day; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<HandOverDay>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(HandOverDayRow.class, id).map(HandOverDayRow::found);
    }

    /** The days after this id that are wanted, oldest first. */
    public Uni<List<Stored<HandOverDay>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedHandOverDays wanted) {
        return ListQuery.of("hand_over_day")
                .withFew("programme_id", wanted.programmeId())
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, HandOverDayRow.class, after, limit)
                .map(rows -> rows.stream().map(HandOverDayRow::stored).toList());
    }

    /** Keeps the slots of a new day, into which nothing is booked. */
    public Future<?> open(SqlConnection transaction, HandOverDayAttributes day) {
        return transaction
                .preparedQuery("insert into hand_over_slot(day_id, starts_at, capacity)"
                        + " select $1, s.starts_at, $3 from unnest($2::timestamptz[]) as s(starts_at)")
                .execute(Tuple.of(
                        day.id(),
                        day.slots().stream().map(slot -> utc(slot.from())).toArray(OffsetDateTime[]::new),
                        day.packsPerSlot()));
    }

    /** How many packs are booked into each slot of a day, by when it begins. */
    public Future<Map<Instant, Integer>> booked(SqlConnection connection, UUID dayId) {
        return booked(connection, "select starts_at, booked from hand_over_slot where day_id = $1", dayId);
    }

    /** The same; nobody books into one until the transaction ends. */
    public Future<Map<Instant, Integer>> lockSlots(SqlConnection transaction, UUID dayId) {
        return booked(
                transaction,
                "select starts_at, booked from hand_over_slot where day_id = $1 order by starts_at for no key update",
                dayId);
    }

    private static Future<Map<Instant, Integer>> booked(SqlConnection connection, String sql, UUID dayId) {
        return connection.preparedQuery(sql).execute(Tuple.of(dayId)).map(rows -> {
            Map<Instant, Integer> booked = new TreeMap<>();
            for (Row row : rows) {
                booked.put(row.getOffsetDateTime(0).toInstant(), row.getInteger(1));
            }
            return booked;
        });
    }

    /** Takes a place in a slot; fails when none is left, or the day does not take place. Right before the commit. */
    public Future<?> take(SqlConnection transaction, UUID dayId, HandOverSlot slot) {
        return transaction.preparedQuery(TAKE).execute(Tuple.of(dayId, utc(slot.from())));
    }

    /** Gives a place back. */
    public Future<?> giveBack(SqlConnection transaction, UUID dayId, HandOverSlot slot) {
        return transaction
                .preparedQuery(RequiredRows.one(
                        "update hand_over_slot set booked = booked - 1" + " where day_id = $1 and starts_at = $2"))
                .execute(Tuple.of(dayId, utc(slot.from())));
    }

    /** The plan that gives up these appointments of packs that nobody fetches then: each one's place is free, once. */
    public Plan givingUp(Plan plan, Collection<Stored<Appointment>> standing, Instant occurred, String why) {
        Plan ended = plan;
        for (Stored<Appointment> stored : standing) {
            if (stored.state() instanceof Appointment.Booked booked) {
                ended = ended.changing(
                                Appointments.TABLE, List.of(Change.following(stored, booked.giveUp(why), occurred)))
                        .writingBeforeCommit((connection, _) -> giveBack(connection, booked.dayId(), booked.slot()));
            }
        }
        return ended;
    }

    /** Nothing is booked into any of these slots any more, which {@link #lockSlots} locked. */
    public Future<?> close(SqlConnection transaction, UUID dayId) {
        return transaction
                .preparedQuery(
                        "update hand_over_slot s set open = false, booked = (select count(*) from appointment a"
                                + " where a.day_id = s.day_id and a.starts_at = s.starts_at and a.status = 'BOOKED') where s.day_id = $1")
                .execute(Tuple.of(dayId));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
