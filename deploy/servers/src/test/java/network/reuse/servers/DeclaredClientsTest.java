package network.reuse.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeclaredClientsTest {

    @Test
    void theClientsOfLocalNetworksAreAsThoseOfOthersHaveToBe() {
        for (String file : List.of("demo-partners.json", "test-clients.json")) {
            assertThat(RealmClient.read(Home.find().declaration("keycloak/" + file)))
                    .as(file)
                    .isNotEmpty();
        }
    }
}
