package network.reuse.refurb.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.database.AdvisoryLock;

/** How far donors want the media of their devices erased at least. */
@ApplicationScoped
public class ErasureMinimums {
    /**
     * What a donor decided.
     *
     * @param version counted from 1
     */
    public record Minimum(int version, SanitisationLevel level, Instant validFrom, Instant recordedAt) {}

    /** What the caller's organisation has decided, the latest first; nobody else decides for it meanwhile. */
    public Future<List<Minimum>> lock(SqlConnection transaction, UUID organisation) {
        return AdvisoryLock.take(transaction, "erasure_minimum " + organisation).compose(_ -> all(transaction));
    }

    /** What the caller's organisation has decided, the latest first. */
    public Future<List<Minimum>> all(SqlConnection connection) {
        return connection
                .query("select version, level, valid_from, recorded_at from erasure_minimum order by version desc")
                .execute()
                .map(rows -> {
                    List<Minimum> all = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        all.add(new Minimum(
                                row.getInteger(0),
                                SanitisationLevel.valueOf(row.getString(1)),
                                row.getOffsetDateTime(2).toInstant(),
                                row.getOffsetDateTime(3).toInstant()));
                    }
                    return all;
                });
    }

    /** Adds a decision. */
    public Future<?> add(SqlConnection transaction, UUID organisation, Environment env, Minimum minimum) {
        return transaction
                .preparedQuery("insert into erasure_minimum(organisation, env, version, level, valid_from, recorded_at)"
                        + " values ($1, $2, $3, $4, $5, $6)")
                .execute(Tuple.of(
                        organisation,
                        env.name(),
                        minimum.version(),
                        minimum.level().name(),
                        minimum.validFrom().atOffset(ZoneOffset.UTC),
                        minimum.recordedAt().atOffset(ZoneOffset.UTC)));
    }
}
