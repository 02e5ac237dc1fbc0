package network.reuse.defaults.leader;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens leader locks in this service's database. */
@ApplicationScoped
public class LeaderLocks {
    private final String jdbcUrl;
    private final String user;
    private final String password;

    public LeaderLocks(
            @ConfigProperty(name = "reuse.leader.jdbc-url") String jdbcUrl,
            @ConfigProperty(name = "quarkus.datasource.worker.username") String user,
            @ConfigProperty(name = "quarkus.datasource.worker.password") String password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
    }

    /**
     * Connects to the database for a lock, which is not taken yet; blocks for at most five seconds.
     *
     * @param name what the session is called in {@code pg_stat_activity}
     * @param key the advisory lock's key, the same in all processes
     * @param options further session settings, such as {@code -c enable_sort=off}
     */
    public LeaderLock open(String name, long key, String options) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("user", user);
        settings.setProperty("password", password);
        settings.setProperty("ApplicationName", name);
        settings.setProperty("connectTimeout", "5");
        settings.setProperty("socketTimeout", "8");
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("prepareThreshold", "1");
        settings.setProperty(
                "options",
                "-c idle_session_timeout=12s -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2"
                        + " -c tcp_keepalives_count=3 -c tcp_user_timeout=12000 " + options);
        Connection connection = new org.postgresql.Driver().connect(jdbcUrl, settings);
        if (connection == null) {
            throw new SQLException(jdbcUrl + " is not a PostgreSQL address");
        }
        return new LeaderLock(connection, key);
    }
}
