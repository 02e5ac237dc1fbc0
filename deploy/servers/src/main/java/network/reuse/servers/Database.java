package network.reuse.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL cluster with its superuser {@code postgres}. */
public interface Database extends Server {
    String host();

    int port();

    /** The superuser's password. */
    String password();

    /** The JDBC address of one of its databases. */
    default String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + database;
    }

    /** A connection as the given role. */
    default Connection connect(String database, String role, String rolePassword) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database) + "?connectTimeout=5&sslmode=disable", role, rolePassword);
    }

    /** A connection as superuser. */
    default Connection connect(String database) throws SQLException {
        return connect(database, "postgres", password());
    }
}
