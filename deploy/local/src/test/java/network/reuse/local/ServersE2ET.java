package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(6)
class ServersE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();

    @AfterAll
    static void everyPartIsHealthyAgain() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> NETWORK.parts().stream().allMatch(Part::isReady));
    }

    @Test
    void aPartnersTokenSaysWhoItIsAndWhatItMayDo() throws IOException {
        JsonNode claims = claims("atelier-strasbourg");

        assertThat(claims.get("iss").asText()).isEqualTo(NETWORK.realmUri().toString());
        assertThat(claims.get("aud").asText()).isEqualTo("reuse-api");
        assertThat(claims.get("organisation").asText()).isEqualTo("01900000-0000-7000-8000-000000000003");
        assertThat(claims.get("regions")).containsExactly(new ObjectMapper().readTree("\"44\""));
        assertThat(claims.get("env").asText()).isEqualTo("live");
        assertThat(claims.at("/realm_access/roles"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("refurbisher", "carrier");
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
        assertThat(NETWORK.token("atelier-strasbourg")).isEqualTo(NETWORK.token("atelier-strasbourg"));
    }

    @Test
    void theClientsOfTestsLackWhatTheirNamesSay() throws IOException {
        assertThat(claims("wrong-audience").has("aud")).isFalse();
        assertThat(claims("no-role").at("/realm_access/roles")).isEmpty();
        JsonNode brief = claims("short-lived");
        assertThat(brief.get("exp").asLong() - brief.get("iat").asLong()).isEqualTo(1);
        assertThatThrownBy(() -> NETWORK.token("nobody")).hasMessageContaining("choose a client");
    }

    @Test
    void whatIsKilledComesBackWithinFiveSeconds() {
        for (String name : List.of("postgresql", "kafka", "postgresql", "postgresql")) {
            Part part = NETWORK.process(name);
            long before = part.pid();

            part.killNine();

            await(name).atMost(Duration.ofSeconds(5)).until(part::isUp);
            assertThat(part.pid()).isNotEqualTo(before);
            assertThat(part.awaitReady()).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void whatIsHeldStaysDown() throws SQLException {
        Part database = NETWORK.process("postgresql");
        await().atMost(Duration.ofSeconds(30)).until(database::isReady);
        database.hold();
        assertThatThrownBy(() -> NETWORK.audit("collection")).isInstanceOf(SQLException.class);
        assertThat(database.isUp()).isFalse();

        assertThat(database.release()).isLessThan(Duration.ofSeconds(30));

        try (var connection = NETWORK.audit("collection")) {
            assertThat(connection.isValid(2)).isTrue();
        }
    }

    @Test
    void whoAttachesSeesTheSameProcesses() {
        var seen = LocalNetwork.attach(NETWORK.folder());

        assertThat(seen.process("keycloak").pid())
                .isEqualTo(NETWORK.process("keycloak").pid());
        await().atMost(Duration.ofSeconds(30)).until(seen.process("keycloak")::isReady);
    }

    private static JsonNode claims(String client) throws IOException {
        String payload = NETWORK.token(client).split("\\.", -1)[1];
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
    }
}
