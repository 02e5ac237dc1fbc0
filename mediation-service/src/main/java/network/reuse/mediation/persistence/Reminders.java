package network.reuse.mediation.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Of which workshops, and of which of their beginnings, those who have a seat were reminded. */
@ApplicationScoped
public class Reminders {

    /**
     * Takes the next workshop that begins by then and of whose beginning nobody was reminded yet; its id, or null when there is none.
     *
     * @param passedOver workshops that are left for later
     */
    public Future<@Nullable UUID> claim(SqlConnection transaction, Instant now, Instant by, Set<UUID> passedOver) {
        return transaction
                .preparedQuery("insert into workshop_reminder(workshop_id, starts_at) select w.id, w.starts_at"
                        + " from workshop w where w.status = 'SCHEDULED' and w.starts_at > $1 and w.starts_at <= $2"
                        + " and w.id <> all($3) and not exists (select from workshop_reminder r"
                        + " where r.workshop_id = w.id and r.starts_at = w.starts_at)"
                        + " order by w.starts_at limit 1 on conflict do nothing returning workshop_id")
                .execute(Tuple.of(time(now), time(by), passedOver.toArray(UUID[]::new)))
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getUUID(0);
                    }
                    return null;
                });
    }

    /** Forgets what has begun a week ago. */
    public Future<?> forget(SqlClient worker, Instant now) {
        return worker.preparedQuery(
                        "delete from workshop_reminder where starts_at < $1::timestamptz - interval '7 days'")
                .execute(Tuple.of(time(now)));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
