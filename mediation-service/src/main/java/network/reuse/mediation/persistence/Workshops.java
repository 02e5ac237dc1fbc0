package network.reuse.mediation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.RequiredRows;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import network.reuse.mediation.domain.Seats;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.WorkshopAttributes;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every workshop that was ever scheduled, and its seats. */
@ApplicationScoped
public class Workshops {
    public static final AggregateTable<Workshop, MediationEvent> TABLE = new AggregateTable<>(
            "workshop",
            "workshop",
            Publisher.MEDIATION,
            StateCodec.of(Workshop.class),
            workshop -> new Visibility(
                    workshop.attributes().hosts(),
                    workshop.attributes().hosts(),
                    workshop.attributes().territory(),
                    workshop.attributes().env(),
                    null,
                    null),
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
                            workshop -> workshop.attributes().partnerRef())));

    private static final AggregateTable<Workshop, MediationEvent>.Claiming AT_AN_OPEN_PLACE =
            TABLE.claiming("select 1 from place where id = $1 and status = 'OPEN'");
    private static final String SEATED = "select w.id, w.version, w.sequence, w.status, w.state, s.capacity, s.booked"
            + " from workshop w join workshop_seats s on s.workshop_id = w.id where w.id = $1";
    private static final String GIVE_BACK =
            RequiredRows.one("update workshop_seats set booked = booked - $2 where workshop_id = $1");

    /** A workshop with its seats. */
    public record Seated(Stored<Workshop> workshop, Seats seats) {}

    /** The workshop and its seats as they are now, unlocked; refused as unknown when it is not visible. */
    public Future<Seated> seated(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(SEATED).execute(Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return new Seated(
                        new Stored<>(
                                row.getUUID(0),
                                row.getLong(1),
                                row.getLong(2),
                                TABLE.read(row.getString(3), row.getString(4))),
                        new Seats(row.getInteger(5), row.getInteger(6)));
            }
            throw Refusals.unknown();
        });
    }

    /**
     * Writes a workshop at a place that is open still, and fails when it is not; refused when the organisation has
     * scheduled one under the same reference before.
     */
    public Future<?> schedule(SqlConnection transaction, Creation<Workshop, MediationEvent> workshop, Cause cause) {
        WorkshopAttributes attributes = workshop.decision().next().attributes();
        return AT_AN_OPEN_PLACE.create(transaction, workshop, cause, attributes.placeId());
    }

    /** Gives so many seats back; fails when the workshop has none. */
    public Future<?> giveBack(SqlConnection transaction, UUID id, int seats) {
        return transaction.preparedQuery(GIVE_BACK).execute(Tuple.of(id, seats));
    }

    /** The workshop; refused as unknown when there is none that the reader may see. */
    public Uni<Seated> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(WorkshopRow.class, id).map(WorkshopRow::found).map(WorkshopRow::seated);
    }

    /** What will be held in a department (or anywhere) from an instant on, after a workshop of an earlier page, soonest first. */
    public Uni<List<Seated>> agenda(
            Mutiny.StatelessSession session,
            Environment env,
            @Nullable String department,
            Instant from,
            @Nullable UUID after,
            int limit) {
        if (after == null) {
            return agenda(session, env, department, from, new UUID(0, 0), limit, from);
        }
        return session.get(WorkshopRow.class, after)
                .map(WorkshopRow::found)
                .chain(last -> agenda(session, env, department, from, after, limit, last.startsAt()));
    }

    private static Uni<List<Seated>> agenda(
            Mutiny.StatelessSession session,
            Environment env,
            @Nullable String department,
            Instant from,
            UUID after,
            int limit,
            Instant afterStart) {
        String there = department == null ? "" : " and w.department = :department";
        var query = session.createSelectionQuery(
                        "from WorkshopRow w where w.status = 'SCHEDULED' and w.env = :env and w.startsAt >= :from"
                                + there
                                + " and (w.startsAt > :start or w.startsAt = :start and w.id > :after)"
                                + " order by w.startsAt, w.id",
                        WorkshopRow.class)
                .setParameter("env", env.name())
                .setParameter("from", from)
                .setParameter("start", afterStart)
                .setParameter("after", after)
                .setMaxResults(limit);
        return (department == null ? query : query.setParameter("department", department))
                .getResultList()
                .map(rows -> rows.stream().map(WorkshopRow::seated).toList());
    }
}
