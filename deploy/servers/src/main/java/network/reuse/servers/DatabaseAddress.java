package network.reuse.servers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL server is, and how it is spoken to.
 *
 * @param authority the certificate of the authority that vouches for it, as a PEM file; null when it speaks in clear text
 */
public record DatabaseAddress(
        String host, int port, @Nullable Path authority) {

    /** The JDBC address of one of its databases. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database
                + (authority == null
                        ? ""
                        : "?sslmode=verify-full&sslrootcert="
                                + URLEncoder.encode(authority.toString(), StandardCharsets.UTF_8));
    }

    /** A connection as the given role. */
    public Connection connect(String database, String role, String password) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), login(role, password));
    }

    /** Who connects, within five seconds; in clear text where there is no authority. */
    Properties login(String role, String password) {
        var login = new Properties();
        login.setProperty("user", role);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", "5");
        if (authority == null) {
            login.setProperty("sslmode", "disable");
        }
        return login;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
