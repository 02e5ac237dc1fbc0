package network.reuse.defaults.tls;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes of {@code reuse.database.tls}, {@code reuse.people.database.tls} and {@code reuse.kafka.tls} what the clients are told,
 * each in its own words. It adds nothing for a server that is reached in clear text.
 */
@StaticInitSafe
public final class TlsSettings implements ConfigSourceFactory {
    /** Above the environment: a client's own variable that was left over must not weaken what the one setting demands. */
    private static final int ORDINAL = 310;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        ServerTls database = tls(context, "reuse.database");
        settings.putAll(database.reactive(""));
        settings.putAll(database.reactive("worker."));
        addJdbcUrl(
                context, "reuse.database", database, settings, List.of("reuse.leader.jdbc-url", jdbcUrl("migration")));
        ServerTls people = tls(context, "reuse.people.database");
        addJdbcUrl(context, "reuse.people.database", people, settings, List.of(jdbcUrl("keys")));
        settings.putAll(tls(context, "reuse.kafka").kafka());
        return settings.isEmpty() ? List.of() : List.of(new PropertiesConfigSource(settings, "TLS", ORDINAL));
    }

    private static String jdbcUrl(String datasource) {
        return "quarkus.datasource." + datasource + ".jdbc.url";
    }

    /** @param users the settings that are this address too; those that this service does not have stay absent */
    private static void addJdbcUrl(
            ConfigSourceContext context,
            String prefix,
            ServerTls tls,
            Map<String, String> settings,
            List<String> users) {
        @Nullable String url = context.getValue(prefix + ".url").getValue();
        if (tls.verified() && url != null) {
            String verified = tls.jdbcUrl(url);
            settings.put(prefix + ".jdbc-url", verified);
            users.stream()
                    .filter(user -> context.getValue(user).getSourceName() != null)
                    .forEach(user -> settings.put(user, verified));
        }
    }

    private static ServerTls tls(ConfigSourceContext context, String prefix) {
        @Nullable String mode = context.getValue(prefix + ".tls").getValue();
        return ServerTls.of(
                prefix,
                mode == null ? "disable" : mode,
                context.getValue(prefix + ".authority").getValue());
    }
}
