package network.reuse.allocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Stock;
import network.reuse.defaults.testing.FormerDatabase;
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

    /** The first requests did not say whether the person is forgotten. */
    private static ObjectNode asBeforeAnybodyWasForgotten(ObjectNode state) {
        ObjectNode facts = (ObjectNode) state.get("facts");
        if (!facts.get("forgotten").asBoolean()) {
            facts.remove("forgotten");
        }
        return state;
    }
}
