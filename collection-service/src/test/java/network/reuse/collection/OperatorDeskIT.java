package network.reuse.collection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.inbox.Consumers;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestDesk;
import network.reuse.defaults.testing.TestTokens;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Who is let in at the operator's desk, and who is not: the requests are the ones that a real Chromium sends. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class OperatorDeskIT {
    private static final String OPERATOR = TestTokens.of(TestTokens.ADMIN, "operator");

    /** What Chromium adds to the request of a page of another site, and to one whose origin it does not tell. */
    private static List<Map<String, String>> foreign() {
        return List.of(
                Map.of(
                        "Origin", "https://evil.example",
                        "Sec-Fetch-Site", "cross-site",
                        "Sec-Fetch-Mode", "cors",
                        "Sec-Fetch-Dest", "empty"),
                Map.of("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"),
                Map.of("Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"),
                Map.of("Origin", "null", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"),
                Map.of("Origin", "http://evil.example:" + port()),
                Map.of("Origin", "http://127.0.0.1:1"));
    }

    private final Consumers consumers;

    @Inject
    OperatorDeskIT(Consumers consumers) {
        this.consumers = consumers;
    }

    @Test
    void aPageOfAnotherOriginReadsNothingAndDecidesNothing() throws SQLException {
        long id = held();
        for (Map<String, String> headers : foreign()) {
            for (String credential : List.of(TestDesk.key(), OPERATOR)) {
                refused(with(credential).headers(headers).get(desk("/quarantine")), 403);
                refused(
                        with(credential)
                                .headers(headers)
                                .header("X-Operator", "Mallory")
                                .post(desk("/quarantine/" + id + "/rejection?reason=evil")),
                        403);
            }
            refused(given().headers(headers).get(desk("/quarantine")), 403);
        }
        assertThat(reason(id)).isEqualTo("FAULT");
    }

    @Test
    void aPreflightGivesNoLeave() {
        Map<String, String> preflight = Map.of(
                "Origin", "https://evil.example",
                "Access-Control-Request-Method", "POST",
                "Access-Control-Request-Headers", "authorization,x-operator",
                "Access-Control-Request-Private-Network", "true",
                "Sec-Fetch-Mode", "cors",
                "Sec-Fetch-Site", "cross-site",
                "Sec-Fetch-Dest", "empty");
        for (String path : List.of("/quarantine", "/quarantine/1/rejection", "/quarantined-streams", "/nothing")) {
            refused(given().headers(preflight).options(desk(path)), 403);
        }
        for (String path : List.of("/q/metrics", "/q/health", "/quarantine", "/")) {
            Response answer = given().headers(preflight).options(management(path));
            answer.then().statusCode(403);
            assertNoLeave(answer);
        }
    }

    @Test
    void nobodyIsLetInWithoutTheKeyOrTheRole() throws SQLException {
        long id = held();
        String key = TestDesk.key();
        for (String wrong : List.of(
                "",
                "x",
                key.substring(0, key.length() - 1),
                key + "=",
                key + key,
                key.toLowerCase(Locale.ROOT),
                OPERATOR + "=",
                OPERATOR.substring(0, OPERATOR.length() - 4),
                OPERATOR.substring(0, OPERATOR.lastIndexOf('.') + 1))) {
            Response answer = with(wrong).get(desk("/quarantine"));
            refused(answer, 401);
            answer.then().header("WWW-Authenticate", "Bearer");
        }
        refused(given().get(desk("/quarantine")), 401);
        refused(given().header("X-Operator", "Ada L.").post(desk("/quarantine/" + id + "/rejection?reason=x")), 401);
        refused(given().header("Authorization", "Basic " + key).get(desk("/quarantine")), 401);
        refused(given().queryParam("access_token", OPERATOR).get(desk("/quarantine")), 401);
        refused(given().get(desk("/nothing")), 401);
        for (String role : List.of("admin", "coordinator", "Operator")) {
            refused(with(TestTokens.of(TestTokens.ADMIN, role)).get(desk("/quarantine")), 403);
        }
        assertThat(reason(id)).isEqualTo("FAULT");
        given().get(management("/q/metrics"))
                .then()
                .body(containsString("reuse_operator_refused_total{reason=\"credential\"}"))
                .body(containsString("reuse_operator_refused_total{reason=\"role\"}"));
    }

    @Test
    void aDecisionKeepsTheNameThatTheTokenSays() throws SQLException {
        long id = held();
        with(OPERATOR)
                .header("X-Operator", "somebody else")
                .post(desk("/quarantine/" + id + "/rejection?reason=not ours"))
                .then()
                .statusCode(200)
                .body(equalTo("\"rejected\""));
        assertThat(text("select detail from pending_event where id = ?", id))
                .endsWith("; rejected by client-of-" + TestTokens.ADMIN + ": not ours");
    }

    @Test
    void whatComesFromTheDeskItselfOrFromAProgramIsAnswered() throws SQLException {
        int id = (int) held();
        for (Map<String, String> headers : List.<Map<String, String>>of(
                Map.of(),
                Map.of("Sec-Fetch-Site", "none"),
                Map.of("Origin", "http://127.0.0.1:" + port(), "Sec-Fetch-Site", "same-origin"))) {
            Response answer = with(TestDesk.key()).headers(headers).get(desk("/quarantine"));
            answer.then().statusCode(200).body("id", hasItem(id));
            assertNoLeave(answer);
        }
        refused(with(TestDesk.key()).get(desk("/nothing")), 404);
        for (String method : List.of("PUT", "OPTIONS", "DELETE", "HEAD")) {
            Response looked = with(TestDesk.key()).request(method, desk("/quarantine"));
            looked.then().statusCode(405).header("Allow", "GET");
            assertNoLeave(looked);
            Response decided = with(TestDesk.key()).request(method, desk("/quarantine/" + id + "/replay"));
            decided.then().statusCode(405).header("Allow", "POST");
        }
        refused(with(TestDesk.key()).put(desk("/quarantine")), 405);
        refused(
                with(TestDesk.key())
                        .header("X-Operator", "Ada L.")
                        .body("x".repeat(20_000))
                        .post(desk("/quarantine/0/replay")),
                413);
    }

    @Test
    void theDeskIsNowhereElse() {
        for (String path : List.of("/quarantine", "/quarantined-streams", "/q/quarantine")) {
            with(TestDesk.key()).get(management(path)).then().statusCode(404);
            given().get(path).then().statusCode(404);
        }
        with(TestDesk.key()).get(desk("/q/metrics")).then().statusCode(404);
        Response metrics = given().header("Origin", "https://evil.example").get(management("/q/metrics"));
        metrics.then().statusCode(403);
        assertNoLeave(metrics);
    }

    private static void refused(Response answer, int status) {
        assertNoLeave(answer);
        answer.then().statusCode(status).contentType("application/problem+json").body("status", equalTo(status));
    }

    private static void assertNoLeave(Response answer) {
        assertThat(answer.headers().asList())
                .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                .noneMatch(name -> name.startsWith("access-control-"));
    }

    private static RequestSpecification with(String credential) {
        return given().header("Authorization", "Bearer " + credential);
    }

    private static String desk(String path) {
        return TestDesk.at(path);
    }

    private static int port() {
        return TestDesk.port();
    }

    @Test
    void theLagOfEverySubscriptionIsAmongTheMetrics() {
        String metrics = given().get(management("/q/metrics"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(Subscription.of("collection"))
                .hasSize(3)
                .allSatisfy(one -> assertThat(metrics)
                        .contains("reuse_consumer_lag{channel=\""
                                + one.publisher().channel() + "\"}"));
    }

    @Test
    void theManagementPortSaysWhatRuns() {
        given().get(management("/q/info"))
                .then()
                .statusCode(200)
                .body("build.artifact", equalTo("collection-service"))
                .body("java.version", startsWith("25"));
    }

    private static String management(String path) {
        return "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class)
                + path;
    }

    /** An event whose handler has failed. */
    private long held() throws SQLException {
        String consumer = "desk-it-" + UUID.randomUUID();
        var _ = consumers.consumer(
                new Subscription<>("collection", Publisher.ORGANISATIONS, consumer, Set.of()),
                (_, _) -> Future.succeededFuture());
        var backends = NetworkResource.backends("collection");
        try (var worker = DriverManager.getConnection(
                        backends.jdbcUrl("collection"),
                        "collection_worker",
                        backends.databasePassword("collection_worker"));
                var statement = worker.prepareStatement("""
                        insert into pending_event(consumer, source, stream_type, stream_id, incarnation, sequence, event_id,
                            type, correlation_id, value, reason, detail)
                        values (?, 'network', 'organisation', gen_random_uuid(), 1, 1, gen_random_uuid(),
                            'network.OrganisationRegistered.v1', gen_random_uuid(), '{}', 'FAULT', 'failed')
                        returning id""")) {
            statement.setString(1, consumer);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }
    }

    private static String reason(long id) throws SQLException {
        return text("select reason from pending_event where id = ?", id);
    }

    private static String text(String query, long id) throws SQLException {
        var backends = NetworkResource.backends("collection");
        try (var audit =
                        DriverManager.getConnection(backends.jdbcUrl("collection"), "audit", backends.auditPassword());
                var statement = audit.prepareStatement(query)) {
            statement.setLong(1, id);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
