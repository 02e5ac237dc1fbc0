package network.reuse.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/** Makes the databases and roles that {@code deploy/postgresql} declares; safe to repeat. */
public final class DatabaseProvision {
    private record Declared(String name, List<String> roles, boolean audited) {
        String role(String suffix) {
            return name + "_" + suffix;
        }
    }

    private final Home home;
    private final Secrets secrets;

    public DatabaseProvision(Home home, Secrets secrets) {
        this.home = home;
        this.secrets = secrets;
    }

    /** Applies the declarations to the given cluster. */
    public void apply(Database cluster) {
        try (Connection connection = cluster.connect("postgres")) {
            run(connection, home.text("postgresql/cluster.sql"));
            setPassword(connection, "audit");
            for (Declared database : declared()) {
                if (!exists(connection, database.name())) {
                    run(connection, "create database " + database.name());
                }
                for (String suffix : database.roles()) {
                    run(connection, filled("postgresql/role.sql", database, suffix));
                    setPassword(connection, database.role(suffix));
                }
                String audit = database.audited() ? "postgresql/audited.sql" : "postgresql/unaudited.sql";
                run(connection, filled(audit, database, "owner"));
                applyInside(cluster, database);
            }
        } catch (SQLException refused) {
            throw new IllegalStateException(
                    "PostgreSQL refused deploy/postgresql (" + refused.getMessage() + "): mend the declaration.",
                    refused);
        }
    }

    private void applyInside(Database cluster, Declared database) throws SQLException {
        try (Connection connection = cluster.connect(database.name())) {
            run(connection, filled("postgresql/database.sql", database, "owner"));
            for (String suffix : database.roles()) {
                if (!suffix.equals("owner")) {
                    run(connection, filled("postgresql/schema-usage.sql", database, suffix));
                }
            }
        }
    }

    private List<Declared> declared() {
        try {
            return new ObjectMapper().readValue(home.text("postgresql/databases.json"), new TypeReference<>() {});
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException(
                    "deploy/postgresql/databases.json is not valid: restore it from git.", wrong);
        }
    }

    private String filled(String file, Declared database, String suffix) {
        return home.text(file).replace("${database}", database.name()).replace("${role}", database.role(suffix));
    }

    private void setPassword(Connection connection, String role) throws SQLException {
        connection
                .unwrap(PGConnection.class)
                .alterUserPassword(role, secrets.get("database." + role).toCharArray(), "scram-sha-256");
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select from pg_database where datname = ?")) {
            query.setString(1, database);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
