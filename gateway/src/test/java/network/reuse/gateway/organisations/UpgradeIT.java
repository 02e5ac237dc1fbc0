package network.reuse.gateway.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import network.reuse.defaults.testing.FormerDatabase;
import org.junit.jupiter.api.Test;

/** A database with data of the former release, migrated on a real server. */
class UpgradeIT {
    private static final String OFFERED = "collection.LotOffered.v1";
    private static final String DECLINED = "collection.LotDeclined.v1";

    @Test
    void whatTheFormerReleaseWroteIsReadAfterTheMigrations() throws Exception {
        FormerDatabase database = FormerDatabase.before("gateway", "V5__owners_and_attributes.sql")
                .with("organisation", OrganisationRegister.TABLE.states(), UnaryOperator.identity());
        UUID live = lot(database, "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":3}]}", true);
        UUID test = lot(database, "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":3}]}", false);
        UUID goods = lot(database, "{\"quantities\":[]}", false);

        database.isReadToday();

        assertThat(networks(database))
                .as("an offer that was not counted is of the sandbox, and so is what followed it")
                .isEqualTo(Map.of(
                        live + " " + OFFERED, "LIVE",
                        live + " " + DECLINED, "LIVE",
                        test + " " + OFFERED, "TEST",
                        test + " " + DECLINED, "TEST",
                        goods + " " + OFFERED, "LIVE",
                        goods + " " + DECLINED, "LIVE"));
    }

    /** A lot that was offered and declined, as the former release kept the two steps; counted on the live network alone. */
    private static UUID lot(FormerDatabase database, String offer, boolean counted) throws SQLException {
        UUID lot = UUID.randomUUID();
        try (Connection owner = database.owner();
                Statement statement = owner.createStatement()) {
            UUID event = UUID.randomUUID();
            statement.execute(step(lot, event, 1, OFFERED, offer));
            statement.execute(step(lot, UUID.randomUUID(), 2, DECLINED, "{}"));
            if (counted) {
                statement.execute("insert into progress_change(seq, region, department, stage, kind, now_delta,"
                        + " ever_delta, committed_at, event_id) values (1, '44', '67', 'OFFERED', 'LAPTOP', 3, 3, now(), '"
                        + event + "')");
                statement.execute("insert into counter(region, department, stage, kind, now, ever, seq, committed_at)"
                        + " values ('44', '67', 'OFFERED', 'LAPTOP', 3, 3, 1, now())");
                statement.execute("update public_seq set last = 1");
            }
        }
        return lot;
    }

    private static String step(UUID lot, UUID event, int sequence, String type, String detail) {
        return "insert into lot_event(event_id, lot_id, sequence, source, type, occurred_at, recorded_at, region,"
                + " department, detail, readers) values ('%s', '%s', %d, 'collection', '%s', now(), now(), '44', '67', '%s', '{}')"
                        .formatted(event, lot, sequence, type, detail);
    }

    private static Map<String, String> networks(FormerDatabase database) throws SQLException {
        Map<String, String> networks = new TreeMap<>();
        try (Connection owner = database.owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery("select lot_id, type, env from lot_event")) {
            while (rows.next()) {
                networks.put(rows.getString("lot_id") + " " + rows.getString("type"), rows.getString("env"));
            }
        }
        return networks;
    }
}
