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

/**
 * Makes the databases and roles that {@code deploy/postgresql} declares, and gives the roles their rights; safe to repeat. An
 * administrator who need be no superuser makes what is missing. The rights are given by each database's owner, with what the
 * migrations begin with, so that they hold before the first migration, and in Keycloak's database, which has none of ours.
 */
public final class DatabaseProvision {
    private static final String RIGHTS = "service-defaults/src/main/resources/db/rights/beforeMigrate__rights.sql";

    private record Declared(String name, List<String> roles, boolean audited) {
        String role(String suffix) {
            return name + "_" + suffix;
        }
    }

    private final Home home;
    private final Secrets secrets;
    private final List<Declared> declared;

    public DatabaseProvision(Home home, Secrets secrets) {
        this(home, secrets, home.text("postgresql/databases.json"));
    }

    DatabaseProvision(Home home, Secrets secrets, String declarations) {
        this.home = home;
        this.secrets = secrets;
        this.declared = parsed(declarations);
    }

    /** Applies the declarations to a cluster of our own, whose superuser also makes the audit and closes what is nobody's. */
    public void apply(Database cluster) {
        try (Connection superuser = cluster.connect("postgres")) {
            run(superuser, home.text("postgresql/cluster.sql"));
            setPassword(superuser, "audit");
            make(superuser);
            giveRights(cluster);
        } catch (SQLException refused) {
            throw new IllegalStateException(
                    "PostgreSQL refused deploy/postgresql (" + refused.getMessage() + "): mend the declaration.",
                    refused);
        }
    }

    /** Makes the roles and databases that are missing, as an administrator who may create both. */
    void make(Connection administrator) throws SQLException {
        for (Declared database : declared) {
            for (String suffix : database.roles()) {
                String role = database.role(suffix);
                run(administrator, home.text("postgresql/role.sql").replace("${role}", role));
                setPassword(administrator, role);
            }
            if (!exists(administrator, database.name())) {
                run(administrator, "create database " + database.name() + " owner " + database.role("owner"));
            }
        }
    }

    /** Gives the roles of each database their rights, as its owner. */
    void giveRights(Database cluster) throws SQLException {
        String rights = home.source(RIGHTS);
        for (Declared database : declared) {
            String role = database.role("owner");
            try (Connection owner = cluster.connect(database.name(), role, secrets.get("database." + role))) {
                run(owner, rights);
            }
        }
    }

    private static List<Declared> parsed(String declarations) {
        try {
            return new ObjectMapper().readValue(declarations, new TypeReference<>() {});
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException(
                    "deploy/postgresql/databases.json is not valid: restore it from git.", wrong);
        }
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
