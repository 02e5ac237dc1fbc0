package network.reuse.defaults.commit;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the pools of connections, each of which is given up when the database has said nothing for 30 s: a server that
 * vanished without a word would otherwise be waited for until TCP gives up, a quarter of an hour.
 */
@Singleton
@Default
@ReactiveDataSource("worker")
public class ConnectionLimits implements PgPoolCreator {
    private static final int LONGEST_SILENCE_SECONDS = 30;

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(options -> options.setReadIdleTimeout(LONGEST_SILENCE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setTcpKeepAlive(true));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
