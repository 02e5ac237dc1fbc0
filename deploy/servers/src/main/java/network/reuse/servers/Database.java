package network.reuse.servers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL cluster with its superuser {@code postgres}. */
public interface Database extends Server {
    String host();

    int port();

    /** The superuser's password. */
    String password();

    /** The certificate of the authority that vouches for it, as a PEM file; null when it speaks in clear text. */
    @Nullable Path authority();

    /** The JDBC address of one of its databases, by which it is spoken to in the way that it demands. */
    default String jdbcUrl(String database) {
        return jdbcUrl(host(), port(), database, authority());
    }

    /** The same for a server of which no more is known. */
    static String jdbcUrl(String host, int port, String database, @Nullable Path authority) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database
                + (authority == null
                        ? ""
                        : "?sslmode=verify-full&sslrootcert="
                                + URLEncoder.encode(authority.toString(), StandardCharsets.UTF_8));
    }

    /** A connection as the given role. */
    default Connection connect(String database, String role, String rolePassword) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), login(role, rolePassword, authority()));
    }

    /** A connection as superuser. */
    default Connection connect(String database) throws SQLException {
        return connect(database, "postgres", password());
    }

    /** Who connects, within five seconds; in clear text where there is no authority. */
    static Properties login(String role, String rolePassword, @Nullable Path authority) {
        var login = new Properties();
        login.setProperty("user", role);
        login.setProperty("password", rolePassword);
        login.setProperty("connectTimeout", "5");
        if (authority == null) {
            login.setProperty("sslmode", "disable");
        }
        return login;
    }
}
