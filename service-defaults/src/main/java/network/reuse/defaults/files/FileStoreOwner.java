package network.reuse.defaults.files;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the files in the store are those that this database knows. A mark is kept beside the files and in the database; each look replaces it by
 * another in both, so that a copy of the database has a former one as soon as the database that it was copied from has looked again. The
 * database's is replaced first and the former one is remembered, so that a look that breaks off is repeated by the next.
 */
final class FileStoreOwner {
    private static final Logger LOG = Logger.getLogger(FileStoreOwner.class);
    private static final String LOCK = "hashtextextended('file_store', 0)";
    private static final String REPLACE = "insert into file_store(mark, former) values ($1, $2)"
            + " on conflict (only_one) do update set mark = $1, former = $2";

    private FileStoreOwner() {}

    /** The database's marks. */
    private record Known(UUID mark, @Nullable UUID former) {
        boolean is(UUID there) {
            return there.equals(mark) || there.equals(former);
        }
    }

    /**
     * Whether they are, or nobody has said whose they are, and now this database has. One process looks at a time; for the others it is false.
     *
     * @param connection outside a transaction
     */
    static Future<Boolean> isThis(SqlConnection connection, FileStore store) {
        return connection
                .query("select pg_try_advisory_lock(" + LOCK + ")")
                .execute()
                .compose(rows -> rows.iterator().next().getBoolean(0)
                        ? look(connection, store)
                                .eventually(() -> connection
                                        .query("select pg_advisory_unlock(" + LOCK + ")")
                                        .execute())
                        : Future.succeededFuture(false));
    }

    private static Future<Boolean> look(SqlConnection connection, FileStore store) {
        return connection
                .query("select mark, former from file_store")
                .execute()
                .compose(rows -> store.mark().compose(there -> {
                    Known known = null;
                    for (Row row : rows) {
                        known = new Known(row.getUUID(0), row.getUUID(1));
                    }
                    if (there.isPresent() && (known == null || !known.is(there.get()))) {
                        LOG.warnf(
                                "the file store is marked by another database (%s; this one's is %s): nothing is deleted from it."
                                        + " Where this is the database whose files they are, remove the mark",
                                there.get(), known == null ? "none" : known.mark());
                        return Future.succeededFuture(false);
                    }
                    return replace(connection, store, there);
                }));
    }

    private static Future<Boolean> replace(SqlConnection connection, FileStore store, Optional<UUID> there) {
        UUID next = UUID.randomUUID();
        return connection
                .preparedQuery(REPLACE)
                .execute(Tuple.of(next, there.orElse(null)))
                .compose(_ -> store.mark(next))
                .map(true);
    }
}
