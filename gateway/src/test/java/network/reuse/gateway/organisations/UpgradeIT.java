package network.reuse.gateway.organisations;

import java.util.function.UnaryOperator;
import network.reuse.defaults.testing.FormerDatabase;
import org.junit.jupiter.api.Test;

/** A database with data of the former release, migrated on a real server. */
class UpgradeIT {
    @Test
    void whatTheFormerReleaseWroteIsReadAfterTheMigrations() throws Exception {
        FormerDatabase.before("gateway", "V5__owners_and_attributes.sql")
                .with("organisation", OrganisationRegister.TABLE.states(), UnaryOperator.identity())
                .isReadToday();
    }
}
