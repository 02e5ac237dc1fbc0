package network.reuse.gateway.donors;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An organisation as the register has it; without name and SIRET when the register does not know it. */
public record Party(
        UUID id,
        @Schema(examples = "Région Grand Est") @Nullable String name,
        @Schema(examples = "20005226400013") @Nullable String siret) {

    /** Each of these organisations by its id. */
    static Future<Map<UUID, Party>> named(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery("select id, name, siret from organisation where id = any($1)")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Party> parties = new HashMap<>();
                    ids.forEach(id -> parties.put(id, new Party(id, null, null)));
                    for (Row row : rows) {
                        UUID id = row.getUUID("id");
                        parties.put(id, new Party(id, row.getString("name"), row.getString("siret")));
                    }
                    return parties;
                });
    }
}
