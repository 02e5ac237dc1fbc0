package network.reuse.servers;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL cluster with its superuser {@code postgres}. */
public interface Database extends Server {
    /** Where it is, and how it is spoken to. */
    DatabaseAddress address();

    /** The superuser's password. */
    String password();

    default String host() {
        return address().host();
    }

    default int port() {
        return address().port();
    }

    /** The certificate of the authority that vouches for it, as a PEM file; null when it speaks in clear text. */
    default @Nullable Path authority() {
        return address().authority();
    }

    /** The JDBC address of one of its databases, by which it is spoken to in the way that it demands. */
    default String jdbcUrl(String database) {
        return address().jdbcUrl(database);
    }

    /** A connection as the given role. */
    default Connection connect(String database, String role, String rolePassword) throws SQLException {
        return address().connect(database, role, rolePassword);
    }

    /** A connection as superuser. */
    default Connection connect(String database) throws SQLException {
        return connect(database, "postgres", password());
    }
}
