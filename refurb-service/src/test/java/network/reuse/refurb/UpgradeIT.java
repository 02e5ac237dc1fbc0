package network.reuse.refurb;

import java.util.function.UnaryOperator;
import network.reuse.defaults.testing.FormerDatabase;
import network.reuse.refurb.persistence.Devices;
import org.junit.jupiter.api.Test;

/** A database with data of the former release, migrated on a real server. */
class UpgradeIT {
    @Test
    void whatTheFormerReleaseWroteIsReadAfterTheMigrations() throws Exception {
        FormerDatabase.before("refurb", "V4__owners_and_attributes.sql")
                .with("device", Devices.TABLE.states(), UnaryOperator.identity())
                .isReadToday();
    }
}
