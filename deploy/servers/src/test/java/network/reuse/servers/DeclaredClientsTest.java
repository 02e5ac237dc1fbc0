package network.reuse.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import network.reuse.contracts.Roles;
import org.junit.jupiter.api.Test;

class DeclaredClientsTest {

    @Test
    void aClientHasNoRoleButThoseOfTheNetwork() throws JsonProcessingException {
        for (String file : List.of("demo-partners.json", "test-clients.json")) {
            for (JsonNode client : new ObjectMapper().readTree(Home.find().text("keycloak/" + file))) {
                List<String> roles = new ArrayList<>();
                client.get("roles").forEach(role -> roles.add(role.asText()));
                assertThat(Roles.ALL).as(client.get("clientId").asText()).containsAll(roles);
            }
        }
    }
}
