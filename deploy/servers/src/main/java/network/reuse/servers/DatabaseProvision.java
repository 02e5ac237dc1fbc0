package network.reuse.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Makes the databases and roles that {@code deploy/postgresql} declares, and gives the roles their rights; safe to repeat. An
 * administrator who need be no superuser makes what is missing. The rights are given by each database's owner, with what the
 * migrations begin with, so that they hold before the first migration, and in Keycloak's database, which has none of ours.
 */
public final class DatabaseProvision {
    static final String RIGHTS = "service-defaults/src/main/resources/db/rights/beforeMigrate__rights.sql";

    private static final String AUDIT = "audit";

    /** What a role may do beyond what it is granted, as text. */
    private static final String ROLE_STATE = """
            select row(rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolconnlimit, rolconfig)::text
            from pg_roles where rolname = ?""";

    /** What {@code cluster.sql} gives beside the role's own state: who is a member of what, and who may enter the databases of nobody. */
    private static final String CLUSTER_STATE = """
            select concat_ws(' ',
                (select array_agg(granted.rolname order by granted.rolname)::text
                    from pg_auth_members m join pg_roles granted on granted.oid = m.roleid
                    join pg_roles who on who.oid = m.member where who.rolname = 'audit'),
                (select array_agg(datname || ' ' || acl::text order by datname, acl::text)::text
                    from pg_database, unnest(datacl) acl where datname in ('postgres', 'template1')))""";

    /** What the rights are of the database that is asked, and its settings and its owner's. */
    private static final String RIGHTS_STATE = """
            select concat_ws(' ',
                (select array_agg(acl::text order by acl::text)::text
                    from pg_database, unnest(datacl) acl where datname = current_database()),
                (select array_agg(acl::text order by acl::text)::text
                    from pg_namespace, unnest(nspacl) acl where nspname = 'public'),
                (select array_agg(setting order by setting)::text
                    from pg_db_role_setting, unnest(setconfig) setting
                    where setdatabase = (select oid from pg_database where datname = current_database())
                        or setrole = (select oid from pg_roles where rolname = current_user)))""";

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
        boolean _ = apply(cluster.address(), "postgres", cluster.password(), _ -> {});
    }

    /**
     * Applies the declarations as an administrator who may create roles and databases.
     *
     * @param applied is told what was not as declared
     * @return whether he is a superuser; if not, {@code cluster.sql} is left to somebody who is
     */
    boolean apply(DatabaseAddress cluster, String administrator, String password, Consumer<String> applied) {
        Map<String, String> passwords = passwords();
        try (Connection connection = connectAdministrator(cluster, administrator, password)) {
            boolean superuser =
                    "t".equals(text(connection, "select rolsuper from pg_roles where rolname = current_user"));
            if (superuser) {
                makeAudit(cluster, connection, applied);
            }
            make(cluster, connection, passwords, applied);
            giveRights(cluster, passwords, applied);
            return superuser;
        } catch (SQLException refused) {
            throw isAway(refused)
                    ? ServerAway.of("PostgreSQL at " + cluster, refused)
                    : new IllegalStateException(
                            "PostgreSQL refused deploy/postgresql (" + refused.getMessage()
                                    + "): mend the declaration, or give the administrator " + administrator
                                    + " the right.",
                            refused);
        }
    }

    private Map<String, String> passwords() {
        var passwords = new LinkedHashMap<String, String>();
        for (Declared database : declared) {
            for (String suffix : database.roles()) {
                passwords.put(database.role(suffix), secrets.get("database." + database.role(suffix)));
            }
        }
        return passwords;
    }

    private static Connection connectAdministrator(DatabaseAddress cluster, String administrator, String password)
            throws SQLException {
        try {
            return connect(cluster, "postgres", administrator, password);
        } catch (SQLException refused) {
            if (isLoginRefused(refused)) {
                throw new IllegalStateException(
                        "PostgreSQL at " + cluster + " does not let in the administrator " + administrator + " ("
                                + refused.getMessage() + "): check his name and his password.",
                        refused);
            }
            throw refused;
        }
    }

    /** What takes a superuser. */
    private void makeAudit(DatabaseAddress cluster, Connection superuser, Consumer<String> applied)
            throws SQLException {
        String password = secrets.get("database." + AUDIT);
        @Nullable String role = text(superuser, ROLE_STATE, AUDIT);
        @Nullable String closed = text(superuser, CLUSTER_STATE);
        run(superuser, home.text("postgresql/cluster.sql"));
        tellOfRole(cluster, superuser, AUDIT, role, "postgres", password, applied);
        if (role != null && !Objects.equals(closed, text(superuser, CLUSTER_STATE))) {
            applied.accept("gave back what role audit is a member of and who may enter postgres and template1");
        }
    }

    /** Makes the roles and databases that are missing. */
    private void make(
            DatabaseAddress cluster, Connection administrator, Map<String, String> passwords, Consumer<String> applied)
            throws SQLException {
        for (Declared database : declared) {
            for (String suffix : database.roles()) {
                String role = database.role(suffix);
                @Nullable String before = text(administrator, ROLE_STATE, role);
                run(administrator, home.text("postgresql/role.sql").replace("${role}", role));
                tellOfRole(
                        cluster,
                        administrator,
                        role,
                        before,
                        database.name(),
                        Objects.requireNonNull(passwords.get(role)),
                        applied);
            }
            if (text(administrator, "select datname from pg_database where datname = ?", database.name()) == null) {
                run(administrator, "create database " + database.name() + " owner " + database.role("owner"));
                applied.accept("made database " + database.name());
            }
        }
    }

    /**
     * Sets the password of a role that is new or has another one, and tells what was done.
     *
     * @param before its state before it was declared; null when there was none
     * @param database where it is tried whether the role has the password
     */
    private static void tellOfRole(
            DatabaseAddress cluster,
            Connection administrator,
            String role,
            @Nullable String before,
            String database,
            String password,
            Consumer<String> applied)
            throws SQLException {
        if (before == null) {
            setPassword(administrator, role, password);
            applied.accept("made role " + role);
            return;
        }
        if (!before.equals(text(administrator, ROLE_STATE, role))) {
            applied.accept("gave back role " + role + " the attributes that are declared");
        }
        if (!accepts(cluster, database, role, password)) {
            setPassword(administrator, role, password);
            applied.accept("set the password of role " + role);
        }
    }

    /** Gives the roles of each database their rights, as its owner. */
    private void giveRights(DatabaseAddress cluster, Map<String, String> passwords, Consumer<String> applied)
            throws SQLException {
        String rights = home.source(RIGHTS);
        for (Declared database : declared) {
            String role = database.role("owner");
            try (Connection owner =
                    connect(cluster, database.name(), role, Objects.requireNonNull(passwords.get(role)))) {
                @Nullable String before = text(owner, RIGHTS_STATE);
                run(owner, rights);
                if (!Objects.equals(before, text(owner, RIGHTS_STATE))) {
                    applied.accept("gave the rights in database " + database.name());
                }
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

    private static void setPassword(Connection connection, String role, String password) throws SQLException {
        connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
    }

    /** Who is let in and then may not enter the database, or finds none, has the password all the same. */
    private static boolean accepts(DatabaseAddress cluster, String database, String role, String password)
            throws SQLException {
        try (Connection _ = connect(cluster, database, role, password)) {
            return true;
        } catch (SQLException refused) {
            if (isAway(refused)) {
                throw refused;
            }
            return !isLoginRefused(refused);
        }
    }

    private static Connection connect(DatabaseAddress cluster, String database, String role, String password)
            throws SQLException {
        Properties login = cluster.login(role, password);
        // Whoever takes the connection and then says nothing does not answer.
        login.setProperty("loginTimeout", "20");
        login.setProperty("socketTimeout", "120");
        return DriverManager.getConnection(cluster.jdbcUrl(database), login);
    }

    private static boolean isLoginRefused(SQLException refused) {
        return state(refused).startsWith("28");
    }

    /** Not connected, shutting down, starting up, or no connection left. */
    private static boolean isAway(SQLException refused) {
        String state = state(refused);
        return state.startsWith("08")
                || Set.of("57P01", "57P02", "57P03", "53300").contains(state);
    }

    private static String state(SQLException refused) {
        return Objects.requireNonNullElse(refused.getSQLState(), "");
    }

    /** The one value that a query answers; null when it answers none. */
    private static @Nullable String text(Connection connection, String sql, String... arguments) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                query.setString(i + 1, arguments[i]);
            }
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? found.getString(1) : null;
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
