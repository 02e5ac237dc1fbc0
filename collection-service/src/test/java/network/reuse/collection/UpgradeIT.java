package network.reuse.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import network.reuse.collection.persistence.Devices;
import network.reuse.collection.persistence.Lots;
import network.reuse.defaults.testing.FormerDatabase;
import org.junit.jupiter.api.Test;

/** A database with data of the former release, migrated on a real server. */
class UpgradeIT {
    @Test
    void whatTheFormerReleaseWroteIsReadAfterTheMigrations() throws Exception {
        former().isReadToday();
    }

    @Test
    void devicesThatBlanksAndCaseAloneToldApartStayTwoWhateverIsWritten() throws Exception {
        FormerDatabase database = former();
        try (Connection owner = database.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("update device set manufacturer = 'Dell', serial_number = 'ab 12'"
                    + " where id = (select min(id::text)::uuid from device)");
            statement.execute("update device set manufacturer = 'DELL ', serial_number = 'AB12'"
                    + " where id = (select max(id::text)::uuid from device)");
        }
        database.isReadToday();

        try (Connection owner = database.owner();
                Statement statement = owner.createStatement()) {
            List<String> migrated = identities(statement);
            assertThat(migrated).hasSize(2).doesNotHaveDuplicates();

            statement.execute(
                    "update device set identity_form = 'DELL' || chr(10) || 'AB12' where serial_form = 'AB12'");
            assertThat(identities(statement)).containsExactlyElementsOf(migrated);

            statement.execute(
                    "update device set serial_number = 'CD34', serial_form = 'CD34',"
                            + " identity_form = 'DELL' || chr(10) || 'CD34' where id = (select max(id::text)::uuid from device)");
            assertThat(identities(statement)).containsExactly("DELL\nAB12");
        }
    }

    @Test
    void whatTheFormerReleaseWritesAfterTheMigrationsIsFound() throws Exception {
        FormerDatabase database = former();
        database.isReadToday();

        try (Connection owner = database.owner();
                Statement statement = owner.createStatement()) {
            for (String serial : List.of("ef\u00a056", "EF 56")) {
                statement.execute(writtenByTheFormer(serial));
            }
            try (ResultSet found = statement.executeQuery(
                    "select count(*), count(distinct identity_form) from device where serial_form = 'EF56'")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getInt(1)).isEqualTo(2);
                assertThat(found.getInt(2)).isEqualTo(2);
            }
        }
    }

    /** A copy of a device with this serial number, in the columns that the former release knows. */
    private static String writtenByTheFormer(String serial) {
        return "insert into device(id, version, sequence, previous_status, status, state, readers, owners, env,"
                + " changed_at, code, lot_id, manufacturer, serial_number, registrar)"
                + " select gen_random_uuid(), version, sequence, 'NEW', 'REGISTERED', state, readers, owners, env,"
                + " changed_at, gen_random_uuid()::text, lot_id, manufacturer, '" + serial + "', registrar from device"
                + " order by id limit 1";
    }

    private static List<String> identities(Statement statement) throws SQLException {
        List<String> identities = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery("select identity_form from device where serial_form = 'AB12' order by id")) {
            while (rows.next()) {
                identities.add(rows.getString(1));
            }
        }
        return identities;
    }

    private static FormerDatabase former() throws Exception {
        return FormerDatabase.before("collection", "V3__owners_and_attributes.sql")
                .with("lot", Lots.TABLE.states(), UnaryOperator.identity())
                .with("device", Devices.TABLE.states(), UnaryOperator.identity());
    }
}
