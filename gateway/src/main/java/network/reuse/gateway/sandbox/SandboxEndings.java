package network.reuse.gateway.sandbox;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Ends organisations of the sandbox whose time is over, and removes the clients of those that have ended, however they did: that they
 * have is kept first, so that a client which cannot be removed now is removed later. The organisation stays in the register.
 */
@ApplicationScoped
public class SandboxEndings {
    private static final int MOST_A_LOOK = 20;

    private final Pool pool;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final SandboxClients clients;
    private final Duration interval;

    public SandboxEndings(
            @ReactiveDataSource("worker") Pool pool,
            PeriodicJobs jobs,
            BusinessClock clock,
            SandboxClients clients,
            @ConfigProperty(name = "reuse.sandbox.looks-every") Duration interval) {
        this.pool = pool;
        this.jobs = jobs;
        this.clock = clock;
        this.clients = clients;
        this.interval = interval;
    }

    void start(@Observes StartupEvent started) {
        jobs.every(interval, "ending organisations of the sandbox", this::look);
    }

    private Future<?> look() {
        return clock.isTrusted() ? expire().compose(_ -> removeThoseThatEnded()) : Future.succeededFuture();
    }

    private Future<?> expire() {
        return pool.preparedQuery("update sandbox_organisation set ended_at = $1, end_reason = 'EXPIRED'"
                        + " where ended_at is null and expires_at <= $1")
                .execute(Tuple.of(clock.now().atOffset(ZoneOffset.UTC)));
    }

    /** One after the other, in any order; one that cannot be removed keeps no other from it, and is what the run fails with. */
    private Future<?> removeThoseThatEnded() {
        return pool.preparedQuery("select organisation, registration_token from sandbox_organisation"
                        + " where ended_at is not null and registration_token is not null order by random() limit $1")
                .execute(Tuple.of(MOST_A_LOOK))
                .compose(rows -> {
                    Future<@Nullable Throwable> removing = Future.succeededFuture();
                    for (Row row : rows) {
                        removing = removing.compose(before -> remove(row)
                                .map(_ -> before)
                                .recover(failure -> Future.succeededFuture(before == null ? failure : before)));
                    }
                    return removing.compose(
                            failure -> failure == null ? Future.succeededFuture() : Future.failedFuture(failure));
                });
    }

    /** Removes the client of one that has ended; nothing is left to do when that was done. */
    Future<Void> removeClient(UUID organisation) {
        return pool.preparedQuery("select organisation, registration_token from sandbox_organisation"
                        + " where organisation = $1 and ended_at is not null and registration_token is not null")
                .execute(Tuple.of(organisation))
                .compose((RowSet<Row> rows) -> {
                    for (Row row : rows) {
                        return remove(row);
                    }
                    return Future.succeededFuture();
                });
    }

    private Future<Void> remove(Row row) {
        UUID organisation = row.getUUID("organisation");
        return clients.remove(organisation, row.getString("registration_token"))
                .compose(_ -> pool.preparedQuery(
                                "update sandbox_organisation set registration_token = null where organisation = $1")
                        .execute(Tuple.of(organisation)))
                .mapEmpty();
    }
}
