package network.reuse.mediation.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Of which workshops, and of which of their beginnings, those who have a seat were reminded. */
@ApplicationScoped
public class Reminders {

    /**
     * Takes the next workshop that begins by then and of whose beginning nobody was reminded yet; its id, or null when there is none. What has
     * begun a week ago is forgotten.
     */
    public Future<@Nullable UUID> claim(SqlConnection transaction, Instant now, Instant by) {
        return transaction
                .preparedQuery("delete from workshop_reminder where starts_at < $1::timestamptz - interval '7 days'")
                .execute(Tuple.of(time(now)))
                .compose(_ -> transaction
                        .preparedQuery("insert into workshop_reminder(workshop_id, starts_at) select w.id, w.starts_at"
                                + " from workshop w where w.status = 'SCHEDULED' and w.starts_at > $1 and w.starts_at <= $2"
                                + " and not exists (select from workshop_reminder r"
                                + " where r.workshop_id = w.id and r.starts_at = w.starts_at)"
                                + " order by w.starts_at limit 1 on conflict do nothing returning workshop_id")
                        .execute(Tuple.of(time(now), time(by))))
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getUUID(0);
                    }
                    return null;
                });
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
