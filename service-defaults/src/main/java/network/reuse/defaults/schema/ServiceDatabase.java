package network.reuse.defaults.schema;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Names the database that every service has. */
@Singleton
class ServiceDatabase {
    @Produces
    @Singleton
    MigratedDatabase database(
            @ReactiveDataSource("worker") Pool pool,
            @ConfigProperty(name = "reuse.database.name") String name,
            @ConfigProperty(name = "quarkus.flyway.migration.locations") List<String> locations) {
        return MigratedDatabase.of(name, locations, pool);
    }
}
