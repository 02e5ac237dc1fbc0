package network.reuse.mediation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import network.reuse.defaults.testing.FormerDatabase;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Invitations;
import network.reuse.mediation.persistence.Places;
import network.reuse.mediation.persistence.Workshops;
import org.junit.jupiter.api.Test;

/** A database with data of the former release, migrated on a real server. */
class UpgradeIT {
    @Test
    void whatTheFormerReleaseWroteIsReadAfterTheMigrations() throws Exception {
        FormerDatabase database = FormerDatabase.before("mediation", "V3__owners_and_attributes.sql", "people")
                .with("place", Places.TABLE.states(), UnaryOperator.identity())
                .with("workshop", Workshops.TABLE.states(), UnaryOperator.identity())
                .with("booking", Bookings.TABLE.states(), UnaryOperator.identity())
                .with("invitation", Invitations.TABLE.states(), UnaryOperator.identity());
        database.isReadToday();

        try (Connection owner = database.owner();
                Statement statement = owner.createStatement();
                ResultSet found = statement.executeQuery("select count(*), count(*) filter (where f.department = '67')"
                        + " from invitation i left join lateral invitation_of(i.code_hash) f on true")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getInt(2))
                    .as("invitations that are found by their code")
                    .isEqualTo(found.getInt(1));
        }
    }
}
