package network.reuse.mediation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.OrganisationKind;

/** The organisations that mediation has heard of, with their kind. */
@ApplicationScoped
public class Organisations {
    private final Pool pool;

    public Organisations(Pool pool) {
        this.pool = pool;
    }

    /** The kinds of those among these that are in the register. */
    public Uni<Map<UUID, OrganisationKind>> kinds(Collection<UUID> ids) {
        return Uni.createFrom()
                .completionStage(() -> pool.preparedQuery("select id, kind from organisation where id = any($1)")
                        .execute(Tuple.of(ids.toArray(UUID[]::new)))
                        .toCompletionStage())
                .map(rows -> {
                    Map<UUID, OrganisationKind> kinds = new HashMap<>();
                    for (Row row : rows) {
                        kinds.put(row.getUUID(0), OrganisationKind.valueOf(row.getString(1)));
                    }
                    return kinds;
                });
    }

    /** Keeps what the register says of an organisation. */
    public Future<?> keep(SqlConnection transaction, UUID id, String name, OrganisationKind kind) {
        return transaction
                .preparedQuery("insert into organisation(id, name, kind) values ($1, $2, $3)"
                        + " on conflict (id) do update set name = excluded.name, kind = excluded.kind")
                .execute(Tuple.of(id, name, kind.name()));
    }
}
