package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import network.reuse.servers.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@Order(6)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
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
        await("a service to be unready")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !NETWORK.process("collection").isReady());
        assertThat(NETWORK.process("gateway").isReady())
                .as("the gateway, whose home page and whose way to the services need no database")
                .isTrue();

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

    @Test
    void whatIsOnDiskIsItsOwnersAlone() throws IOException {
        var open = new ArrayList<String>();
        try (Stream<Path> all = Files.walk(NETWORK.folder())) {
            for (Path one : (Iterable<Path>) all::iterator) {
                try {
                    String rights = PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(one, LinkOption.NOFOLLOW_LINKS));
                    if (!rights.endsWith("------") && !Files.isSymbolicLink(one)) {
                        open.add(rights + " " + one);
                    }
                } catch (NoSuchFileException goneMeanwhile) {
                    // it cannot be read by anybody
                }
            }
        }
        assertThat(NETWORK.folder().resolve("operator.key")).exists();
        assertThat(open).isEmpty();
    }

    @Test
    void theAuditIsKeptOutOfWhatItDoesNotCompare() throws SQLException {
        // Another test may just have ended it.
        await().atMost(Duration.ofSeconds(30)).until(NETWORK.process("postgresql")::isReady);
        for (String database :
                List.of("keycloak", "allocation_keys", "collection_keys", "mediation_keys", "postgres", "template1")) {
            assertThatThrownBy(() -> NETWORK.audit(database))
                    .as(database)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for database");
        }
        try (var audit = NETWORK.audit("gateway");
                var statement = audit.createStatement();
                var rows = statement.executeQuery("show max_connections")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(PostgresServer.MOST_CONNECTIONS);
        }
    }

    /** Before PostgreSQL is killed: Keycloak notices its broken connections one by one, each with a call that fails. */
    @Test
    @Order(1)
    void theRealmKeepsLoginsAndWhatAdministratorsDo() throws Exception {
        RealmAdmin admin = new RealmAdmin(NETWORK);
        ObjectNode realm = (ObjectNode) admin.get("");
        assertThat(realm.get("eventsEnabled").asBoolean()).isTrue();
        assertThat(realm.get("eventsExpiration").asLong())
                .isEqualTo(Duration.ofDays(90).toSeconds());
        assertThat(realm.get("adminEventsEnabled").asBoolean()).isTrue();
        assertThat(realm.get("adminEventsDetailsEnabled").asBoolean()).isFalse();
        assertThat(realm.at("/attributes/adminEventsExpiration").asLong())
                .isEqualTo(Duration.ofDays(365).toSeconds());

        // One that an earlier release made, or that somebody has altered, keeps neither.
        realm.put("eventsEnabled", false).put("adminEventsEnabled", false);
        realm.withObjectProperty("attributes").remove("adminEventsExpiration");
        realm.put("eventsExpiration", 0);
        admin.put("", realm);
        assertThat(admin.get("").get("eventsEnabled").asBoolean()).isFalse();
        assertThat(admin.provision()).isTrue();
        realm = (ObjectNode) admin.get("");
        assertThat(realm.get("eventsEnabled").asBoolean()).isTrue();
        assertThat(realm.get("eventsExpiration").asLong())
                .isEqualTo(Duration.ofDays(90).toSeconds());
        assertThat(realm.at("/attributes/adminEventsExpiration").asLong()).isPositive();
        assertThat(admin.provision()).isFalse();

        assertThat(admin.login("atelier-strasbourg", "not its secret")).isEqualTo(401);
        await("the failed login")
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> admin.get("/events?type=CLIENT_LOGIN_ERROR&client=atelier-strasbourg"),
                        kept -> !kept.isEmpty());
        admin.put("/events/config", admin.get("/events/config"));
        JsonNode done = await("what the administrator did")
                .atMost(Duration.ofSeconds(20))
                .until(() -> admin.get("/admin-events?max=50"), kept -> !kept.isEmpty());
        assertThat(done)
                .allSatisfy(event -> assertThat(event.has("representation")).isFalse());
    }

    private static JsonNode claims(String client) throws IOException {
        String payload = NETWORK.token(client).split("\\.", -1)[1];
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
    }
}
