package network.reuse.mediation.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.RequiredRows;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.ids.Ids;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.SeatShift;
import network.reuse.mediation.domain.Seats;
import network.reuse.mediation.domain.WantedWorkshops;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.domain.WorkshopStatus;
import network.reuse.mediation.domain.WorkshopStop;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every workshop that was ever scheduled, and its seats. */
@ApplicationScoped
public class Workshops {
    public static final AggregateTable<Workshop, MediationEvent> TABLE = new AggregateTable<>(
            "workshop",
            "workshop",
            Publisher.MEDIATION,
            StateCodec.of(
                    Workshop.class, Workshops::withTimeOfOffers, Workshops::withItsStop, Workshops::withDescription),
            workshop -> new Visibility(
                    workshop.attributes().hosts(),
                    workshop.attributes().hosts(),
                    workshop.attributes().territory(),
                    workshop.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", workshop -> workshop.attributes().code()),
                    new AggregateTable.Column<>(
                            "organiser",
                            "uuid",
                            workshop -> workshop.attributes().organiser().toString()),
                    new AggregateTable.Column<>(
                            "department",
                            "text",
                            workshop -> workshop.attributes().territory().department()),
                    new AggregateTable.Column<>(
                            "starts_at",
                            "timestamptz",
                            workshop -> workshop.attributes().from().toString()),
                    new AggregateTable.Column<>("capacity", "int", workshop -> Integer.toString(workshop.capacity())),
                    new AggregateTable.Column<>(
                            "partner_ref",
                            "text",
                            workshop -> workshop.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", workshop -> workshop.attributes().partnerRef()),
                    new AggregateTable.Column<>(
                            "place_id",
                            "uuid",
                            workshop -> workshop.attributes().placeId().toString()),
                    new AggregateTable.Column<>("stop_id", "uuid", Workshops::stop),
                    new AggregateTable.Column<>("series_id", "uuid", Workshops::series)));

    private static @Nullable String stop(Workshop workshop) {
        WorkshopStop stop = workshop.attributes().stop();
        return stop == null ? null : stop.stopId().toString();
    }

    private static @Nullable String series(Workshop workshop) {
        UUID series = workshop.attributes().seriesId();
        return series == null ? null : series.toString();
    }

    private static final AggregateTable<Workshop, MediationEvent>.Claiming AT_AN_OPEN_PLACE =
            TABLE.claiming("select 1 from keep_open($1, $2)");

    /** The timer that offers the seats of a workshop to those who wait; its key begins with the workshop's id. */
    public static final String WAITING_LIST = "waiting-list";

    private static final int UUID_LENGTH = 36;

    private static final String ALL_SEATED =
            "select w.id, w.version, w.sequence, w.status, w.state, w.occurred_at, w.created_at, w.changed_at,"
                    + " s.capacity, s.booked, s.offered, s.waiting, s.last_place"
                    + " from workshop w join workshop_seats s on s.workshop_id = w.id";
    private static final String SEATED = ALL_SEATED + " where w.id = $1";
    private static final String BOOKABLE = ALL_SEATED
            + " where w.env = $1 and w.status = 'SCHEDULED' and w.starts_at > $2 and w.starts_at <= $3"
            + " and s.booked + s.offered < s.capacity and s.waiting = 0 order by w.starts_at, w.id limit 2000";
    private static final String LOCK =
            "select capacity, booked, offered, waiting, last_place from workshop_seats where workshop_id = $1 for update";
    private static final String SHIFT = "with shifted as (update workshop_seats set booked = booked + $2,"
            + " offered = offered + $3, waiting = waiting + $4 where workshop_id = $1 returning waiting),"
            + " woken as (insert into timer(due_at, command, key) select $5::timestamptz, '" + WAITING_LIST
            + "', $6::text from shifted where waiting > 0 and $2 + $3 < 0)"
            + " select 1 / (count(*) = 1)::int from shifted";
    private static final String JOIN = RequiredRows.one(
            "update workshop_seats set waiting = waiting + 1,"
                    + " last_place = last_place + 1 where workshop_id = $1 and workshop_version = $2 and open and last_place = $3");

    /** Since version 2, a workshop says how long its offers last; of earlier ones the service says it. */
    static ObjectNode withTimeOfOffers(String status, ObjectNode state) {
        return state;
    }

    /** Since version 3, a workshop may be held at a stop of a tour, and say its coordinates; earlier ones are not, and do not. */
    static ObjectNode withItsStop(String status, ObjectNode state) {
        return state;
    }

    /** Since version 4, a workshop may say what it is about and who may come, and be in a series; of earlier ones everybody may, and none is. */
    static ObjectNode withDescription(String status, ObjectNode state) {
        return state;
    }

    /** A workshop with its seats. */
    public record Seated(Stored<Workshop> workshop, Seats seats) {}

    /** The workshop and its seats as they are now, unlocked; refused as unknown when it is not visible. */
    public Future<Seated> seated(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(SEATED).execute(Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return new Seated(TABLE.stored(row), seats(row));
            }
            throw Refusals.unknown();
        });
    }

    /** The seats as they are now, locked until the transaction ends; refused as unknown when they are not visible. */
    public Future<Seats> lockSeats(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return seats(row);
            }
            throw Refusals.unknown();
        });
    }

    private static Seats seats(Row row) {
        return new Seats(
                row.getInteger("capacity"),
                row.getInteger("booked"),
                row.getInteger("offered"),
                row.getInteger("waiting"),
                row.getLong("last_place"));
    }

    /**
     * Writes a workshop at a place that is open still, and as it was read, and fails when it is not; refused when the
     * organisation has scheduled one under the same reference before.
     */
    public Future<?> schedule(
            SqlConnection transaction, Stored<Place> place, Creation<Workshop, MediationEvent> workshop, Cause cause) {
        return AT_AN_OPEN_PLACE.create(transaction, workshop, cause, place.id(), place.version());
    }

    /** The workshops of a place that are to be held and may not be over then, locked in the order of their ids. */
    public Future<List<Stored<Workshop>>> lockAt(SqlConnection transaction, UUID placeId, Instant then) {
        return TABLE.lockWhere(
                transaction,
                "place_id = $1 and starts_at > $2 and status = 'SCHEDULED'",
                Tuple.of(
                        placeId,
                        then.minus(Workshop.LONGEST_DAYS, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC)));
    }

    /**
     * Counts what becomes of seats, and has those that fall free offered to whoever waits once this is committed; fails when the
     * workshop has no such seats.
     */
    public Future<?> shift(SqlConnection transaction, UUID id, SeatShift by, Instant now) {
        return transaction
                .preparedQuery(SHIFT)
                .execute(Tuple.of(
                        id, by.booked(), by.offered(), by.waiting(), now.atOffset(ZoneOffset.UTC), waitingListKey(id)));
    }

    /**
     * Lets one more wait, right before the commit; fails when the workshop is no longer as it was read, or the last place another
     * one than was seen under its lock. Whoever waits still when it begins is told so.
     */
    public Future<?> join(SqlConnection transaction, Stored<Workshop> workshop, Seats seats) {
        return PipelinedStatements.answered(List.of(
                endWaiting(transaction, workshop),
                transaction
                        .preparedQuery(JOIN)
                        .execute(Tuple.of(workshop.id(), workshop.version(), seats.lastPlace()))));
    }

    /** Has those who wait looked at when the workshop begins, once. */
    public Future<?> endWaiting(SqlConnection transaction, Stored<Workshop> workshop) {
        Instant from = workshop.state().attributes().from();
        return transaction
                .preparedQuery("insert into timer(due_at, command, key) values ($1, '" + WAITING_LIST
                        + "', $2) on conflict do nothing")
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), workshop.id() + "/" + from));
    }

    /** Has those who wait looked at then. */
    public Future<?> offerAt(SqlConnection transaction, UUID id, Instant at) {
        return transaction
                .preparedQuery("insert into timer(due_at, command, key) values ($1, '" + WAITING_LIST + "', $2)")
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC), waitingListKey(id)));
    }

    private static String waitingListKey(UUID id) {
        return id + "/" + Ids.next();
    }

    /** What a timer's key is about. */
    public static UUID subject(String key) {
        return UUID.fromString(key.substring(0, UUID_LENGTH));
    }

    /** The workshops that are to be held at these stops of a tour, locked in the order of their ids. */
    public Future<List<Stored<Workshop>>> lockAtStops(SqlConnection transaction, Collection<UUID> stops) {
        return TABLE.lockWhere(transaction, "stop_id = any($1) and status = 'SCHEDULED'", Tuple.of((Object)
                stops.toArray(UUID[]::new)));
    }

    /** A workshop that was held, and how many came. */
    public record Attended(WorkshopAttributes workshop, int came) {}

    /** What an organisation has held that began between these instants, of that to which somebody came, oldest first. */
    public Future<List<Attended>> attended(
            SqlConnection transaction, UUID organiser, Environment env, Instant from, Instant until, int most) {
        return transaction
                .preparedQuery(
                        "select w.id, w.version, w.sequence, w.status, w.state, w.occurred_at, w.created_at, w.changed_at,"
                                + " came.count from workshop w cross join lateral (select count(*)::int from booking b"
                                + " where b.workshop_id = w.id and b.status = 'ATTENDED') came where w.organiser = $1 and w.env = $2"
                                + " and w.status = 'SCHEDULED' and w.starts_at >= $3 and w.starts_at < $4 and came.count > 0"
                                + " order by w.starts_at, w.id limit $5")
                .execute(Tuple.of(
                        organiser, env.name(), from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC), most))
                .map(rows -> {
                    List<Attended> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(new Attended(TABLE.stored(row).state().attributes(), row.getInteger(8)));
                    }
                    return found;
                });
    }

    /** The workshops that begin between these instants and have a seat for anybody, soonest first. */
    public Future<List<Seated>> bookable(SqlConnection transaction, Environment env, Instant from, Instant until) {
        return transaction
                .preparedQuery(BOOKABLE)
                .execute(Tuple.of(env.name(), from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    List<Seated> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(new Seated(TABLE.stored(row), seats(row)));
                    }
                    return found;
                });
    }

    /** The workshop; refused as unknown when there is none that the reader may see. */
    public Uni<Seated> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(WorkshopRow.class, id).map(WorkshopRow::found).map(WorkshopRow::seated);
    }

    /** The workshops that are wanted, after one of an earlier page, soonest first. */
    public Uni<List<Seated>> page(
            Mutiny.StatelessSession session,
            Environment env,
            WantedWorkshops wanted,
            Instant now,
            @Nullable UUID after,
            int limit) {
        Conditions conditions = new Conditions();
        conditions.add("w.env = :env", "env", env.name());
        if (wanted.isAgenda()) {
            conditions.add("w.status = :status", "status", WorkshopStatus.SCHEDULED.name());
            conditions.add("w.startsAt >= :from", "from", wanted.from() == null ? now : wanted.from());
        } else {
            conditions.add("w.status = :status", "status", name(wanted.status()));
            conditions.add("w.startsAt >= :from", "from", wanted.from());
        }
        conditions.add("w.department = :department", "department", wanted.department());
        conditions.add("w.placeId = :place", "place", wanted.placeId());
        conditions.add("w.seriesId = :series", "series", wanted.seriesId());
        conditions.add("w.code = :code", "code", form(wanted.code()));
        conditions.add("w.referenceForm = :reference", "reference", form(wanted.partnerRef()));
        conditions.add("w.changedAt >= :changed", "changed", wanted.changedSince());
        if (after == null) {
            return page(session, conditions, limit);
        }
        return session.get(WorkshopRow.class, after).map(WorkshopRow::found).chain(last -> {
            conditions.add("w.startsAt >= :start", "start", last.startsAt());
            conditions.add("(w.startsAt > :start or w.id > :after)", "after", after);
            return page(session, conditions, limit);
        });
    }

    /** What holds of the rows of a page; a condition on what is not asked is left out. */
    private static final class Conditions {
        private final List<String> all = new ArrayList<>();
        private final Map<String, Object> values = new LinkedHashMap<>();

        void add(String condition, String name, @Nullable Object value) {
            if (value != null) {
                all.add(condition);
                values.put(name, value);
            }
        }
    }

    private static Uni<List<Seated>> page(Mutiny.StatelessSession session, Conditions conditions, int limit) {
        var query = session.createSelectionQuery(
                        "from WorkshopRow w where " + String.join(" and ", conditions.all)
                                + " order by w.startsAt, w.id",
                        WorkshopRow.class)
                .setMaxResults(limit);
        for (Map.Entry<String, Object> value : conditions.values.entrySet()) {
            query = query.setParameter(value.getKey(), value.getValue());
        }
        return query.getResultList()
                .map(rows -> rows.stream().map(WorkshopRow::seated).toList());
    }

    private static @Nullable String name(@Nullable WorkshopStatus status) {
        return status == null ? null : status.name();
    }

    private static @Nullable String form(@Nullable String text) {
        return text == null ? null : Scanned.form(text);
    }
}
