package network.reuse.collection;

import java.util.function.UnaryOperator;
import network.reuse.collection.persistence.Devices;
import network.reuse.collection.persistence.Lots;
import network.reuse.defaults.testing.FormerDatabase;
import org.junit.jupiter.api.Test;

/** A database with data of the former release, migrated on a real server. */
class UpgradeIT {
    @Test
    void whatTheFormerReleaseWroteIsReadAfterTheMigrations() throws Exception {
        FormerDatabase.before("collection", "V3__owners_and_attributes.sql")
                .with("lot", Lots.TABLE.states(), UnaryOperator.identity())
                .with("device", Devices.TABLE.states(), UnaryOperator.identity())
                .isReadToday();
    }
}
