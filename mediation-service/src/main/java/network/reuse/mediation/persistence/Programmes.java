package network.reuse.mediation.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The programmes that mediation has heard of, with their sponsors. */
@ApplicationScoped
public class Programmes {

    /** Keeps whose programme it is. */
    public Future<?> keep(SqlConnection transaction, UUID id, UUID sponsor) {
        return transaction
                .preparedQuery("insert into programme(id, sponsor) values ($1, $2) on conflict do nothing")
                .execute(Tuple.of(id, sponsor));
    }

    /** Whose programme it is; null when nobody has said so yet. */
    public Future<@Nullable UUID> sponsor(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery("select sponsor from programme where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getUUID(0);
                    }
                    return null;
                });
    }
}
