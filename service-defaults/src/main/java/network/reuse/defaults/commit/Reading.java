package network.reuse.defaults.commit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import network.reuse.defaults.caller.Caller;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads under the caller's row-level security: through Hibernate Reactive in a stateless session, or by plain SQL. */
@ApplicationScoped
public class Reading {
    private final Mutiny.SessionFactory sessions;
    private final Pool pool;

    public Reading(Mutiny.SessionFactory sessions, Pool pool) {
        this.sessions = sessions;
        this.pool = pool;
    }

    /** What the query finds among the rows that the caller's organisation may read. */
    public <T> Uni<T> as(Caller caller, Function<Mutiny.StatelessSession, Uni<T>> query) {
        return sessions.withStatelessTransaction(session -> session.createNativeQuery(
                        "select set_config('app.organisation', :organisation, true) || set_config('app.env', :env, true)",
                        String.class)
                .setParameter("organisation", caller.organisation().toString())
                .setParameter("env", caller.env().name())
                .getSingleResult()
                .chain(() -> query.apply(session)));
    }

    /** What the work finds in a transaction of its own, which may also note that it was read. */
    public <T> Uni<T> inTransaction(Caller caller, Function<SqlConnection, Future<T>> work) {
        return Uni.createFrom()
                .completionStage(() -> pool.getConnection()
                        .compose(connection -> Commit.begin(connection, caller)
                                .compose(_ -> work.apply(connection))
                                .compose(found ->
                                        connection.query("commit").execute().map(_ -> found))
                                .recover(failure -> connection
                                        .query("rollback")
                                        .execute()
                                        .transform(_ -> Future.failedFuture(failure)))
                                .eventually(() -> connection.close()))
                        .toCompletionStage());
    }
}
