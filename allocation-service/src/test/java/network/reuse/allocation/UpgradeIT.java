package network.reuse.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Stock;
import network.reuse.defaults.testing.FormerDatabase;
import network.reuse.defaults.testing.PackagedService;
import network.reuse.servers.TestBackends;
import org.junit.jupiter.api.Test;

/** A database with data of the former release, migrated on a real server. */
class UpgradeIT {
    @Test
    void whatTheFormerReleaseWroteIsReadAfterTheMigrations() throws Exception {
        FormerDatabase.before("allocation", "V7__owners_and_attributes.sql", "people")
                .with("programme", Programmes.TABLE.states(), UnaryOperator.identity())
                .with("request", Requests.TABLE.states(), UpgradeIT::asBeforeAnybodyWasForgotten)
                .with("pack", Packs.TABLE.states(), UnaryOperator.identity())
                .with("device", Stock.TABLE.states(), UnaryOperator.identity())
                .with("forgotten_person", Beneficiaries.FORGOTTEN.states(), UnaryOperator.identity())
                .isReadToday();
    }

    @Test
    void theMigrationJobMigratesBothDatabasesWithoutKafkaAndLeavesWhatALaterReleaseDidAlone() throws Exception {
        TestBackends backends = TestBackends.start("allocation");
        String data = backends.emptyDatabase("job_allocation", "allocation");
        String keys = backends.emptyDatabase("job_allocation_keys", "allocation_keys");
        Map<String, String> job = new HashMap<>(PackagedService.variables(backends));
        job.put("REUSE_KAFKA_BOOTSTRAP", "127.0.0.1:1");
        job.put("REUSE_MAIL_HOST", "127.0.0.1");
        job.put("REUSE_MAIL_PORT", "1");
        job.put("REUSE_DATABASE_NAME", "job_allocation");
        job.put("REUSE_DATABASE_OWNER_PASSWORD", backends.databasePassword("allocation_owner"));
        job.put("REUSE_PEOPLE_DATABASE_URL", keys.replace("jdbc:", ""));
        job.put("REUSE_PEOPLE_DATABASE_OWNER_PASSWORD", backends.databasePassword("allocation_keys_owner"));

        assertThat(PackagedService.migrate(job)).isZero();

        try (Connection owner = DriverManager.getConnection(
                        data, "allocation_owner", backends.databasePassword("allocation_owner"));
                Connection ofKeys = DriverManager.getConnection(
                        keys, "allocation_keys_owner", backends.databasePassword("allocation_keys_owner"))) {
            assertThat(applied(owner)).anyMatch(script -> script.startsWith("V7__"));
            assertThat(applied(ofKeys)).contains("V1__person_keys.sql");
            for (Connection connection : List.of(owner, ofKeys)) {
                // Two migrations of a later release: one numbered after all of this one's, one among them.
                for (String version : List.of("999", "0.999")) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(
                                "insert into flyway_schema_history(installed_rank, version, description, type,"
                                        + " script, checksum, installed_by, execution_time, success) select"
                                        + " max(installed_rank) + 1, '" + version + "', 'later', 'SQL', 'V" + version
                                        + "__later.sql', 1, current_user, 1, true from flyway_schema_history");
                    }
                }
            }
            List<String> before = applied(owner);
            List<String> beforeOfKeys = applied(ofKeys);

            assertThat(PackagedService.migrate(job)).isZero();

            assertThat(applied(owner)).isEqualTo(before).contains("V999__later.sql");
            assertThat(applied(ofKeys)).isEqualTo(beforeOfKeys).contains("V999__later.sql");
        }
    }

    private static List<String> applied(Connection owner) throws SQLException {
        List<String> applied = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select script from flyway_schema_history where success order by installed_rank")) {
            while (rows.next()) {
                applied.add(rows.getString(1).replaceFirst("^.*/", ""));
            }
        }
        return applied;
    }

    /** The first requests did not say whether the person is forgotten. */
    private static ObjectNode asBeforeAnybodyWasForgotten(ObjectNode state) {
        ObjectNode facts = (ObjectNode) state.get("facts");
        if (!facts.get("forgotten").asBoolean()) {
            facts.remove("forgotten");
        }
        return state;
    }
}
