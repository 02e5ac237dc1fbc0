package network.reuse.collection.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.WeeklyCapacity;
import network.reuse.collection.domain.WorkshopLoad;
import org.jspecify.annotations.Nullable;

/** What workshops say that they can take, and what is on its way to them. */
@ApplicationScoped
public class Workshops {

    /** What whoever the transaction belongs to has stated, the newest day first. */
    public Future<List<WeeklyCapacity>> capacities(SqlConnection connection) {
        return connection
                .query("select machines_per_week, since from workshop_capacity order by since desc limit 100")
                .execute()
                .map(rows -> {
                    List<WeeklyCapacity> found = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        found.add(new WeeklyCapacity(row.getInteger(0), row.getLocalDate(1)));
                    }
                    return found;
                });
    }

    /** States it for whoever the transaction belongs to; it replaces what was stated from the same day on. */
    public Future<Void> keep(SqlConnection transaction, WeeklyCapacity capacity, Instant now) {
        return transaction
                .preparedQuery("insert into workshop_capacity (organisation, env, since, machines_per_week, changed_at)"
                        + " values (caller_organisation(), caller_env(), $1, $2, $3)"
                        + " on conflict (organisation, env, since) do update"
                        + " set machines_per_week = excluded.machines_per_week, changed_at = excluded.changed_at")
                .execute(Tuple.of(capacity.from(), capacity.machinesPerWeek(), now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    /**
     * The loads of workshops on this day, in the order of their names: of these, or of every one that is a workshop, has stated a
     * capacity or expects something.
     */
    public Future<List<WorkshopLoad>> loads(
            SqlConnection connection, LocalDate day, @Nullable Collection<UUID> wanted) {
        return connection
                .preparedQuery("select workshop, name, lots, devices, machines_per_week, since"
                        + " from workshop_loads(caller_env(), $1, $2) order by name, workshop")
                .execute(Tuple.of(day).addArrayOfUUID(wanted == null ? null : wanted.toArray(UUID[]::new)))
                .map(rows -> {
                    List<WorkshopLoad> found = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        found.add(new WorkshopLoad(
                                row.getUUID(0),
                                row.getString(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getInteger(4),
                                row.getLocalDate(5)));
                    }
                    return found;
                });
    }
}
