package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import network.reuse.servers.Home;
import network.reuse.servers.Service;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Who may do what only an operator may, on the whole network. */
@Order(6)
class OperatorE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void theDeskOfEachServiceLetsInTheKeyAndTheRoleAlone() throws Exception {
        for (Service service : Service.ALL) {
            OperatorDesk desk = NETWORK.desk(service.name());
            // A connection that another test has broken is noticed by whoever uses it next, and answered 503.
            await(service.name())
                    .until(() -> desk.decide("/quarantine/0/replay", "Ada L.").statusCode() == 409);
            assertThat(desk.read("/quarantine").statusCode()).as(service.name()).isEqualTo(200);
            assertThat(desk.decide("/quarantine/0/replay", " ").statusCode())
                    .as(service.name())
                    .isEqualTo(400);
            assertThat(held(desk.uri(), "night-operator")).as(service.name()).isEqualTo(200);
            for (String client : List.of("network-admin", "coordination-grand-est", "no-role")) {
                assertThat(held(desk.uri(), client))
                        .as("%s at %s", client, service.name())
                        .isEqualTo(403);
            }
            assertThat(held(desk.uri(), "wrong-audience")).as(service.name()).isEqualTo(401);
        }
    }

    @Test
    void everyAlertAsksForWhatAServiceMeasures() throws Exception {
        StringBuilder measured = new StringBuilder();
        for (Service service : Service.ALL) {
            URI metrics = NETWORK.managementUri(service.name()).resolve("/q/metrics");
            measured.append(HTTP.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        }
        Set<String> asked = Pattern.compile("reuse_[a-z_]+")
                .matcher(Home.find().text("kubernetes/components/monitoring/alerts.yaml"))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(asked)
                .hasSizeGreaterThan(10)
                .allSatisfy(metric -> assertThat(measured).containsPattern("(?m)^" + metric + "[ {]"));
    }

    @Test
    void aKeycloakThatHangsHoldsNobodyUpAndIsNotRememberedWhenItAnswersAgain() throws Exception {
        String token = NETWORK.token("region-grand-est");
        String operator = NETWORK.token("night-operator");
        String another = NETWORK.token("autre-donneur");
        URI usual = NETWORK.serviceUri("collection").resolve("/v1/collection/lots");
        assertThat(get(usual, token)).isEqualTo(200);
        Part keycloak = NETWORK.process("keycloak");
        keycloak.signal("STOP");
        ServiceProcess fresh;
        ServerSocket collector = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try {
            // It has never seen the realm's keys, and now cannot fetch them; its release is older than the schema.
            laterReleaseMigrates();
            fresh = NETWORK.startExtra(
                    "collection",
                    Map.of(
                            "REUSE_TRACING_ENDPOINT",
                            "http://127.0.0.1:" + collector.getLocalPort(),
                            "REUSE_TRACING_RATIO",
                            "1"));
            URI lots = fresh.uri().resolve("/v1/collection/lots");
            List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                asked.add(HTTP.sendAsync(request(lots, token), HttpResponse.BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> one : asked) {
                HttpResponse<String> answer = one.get(60, TimeUnit.SECONDS);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("application/problem+json");
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            System.out.println(
                    "50 calls with a token at a service without keys, Keycloak hanging: " + waited.toMillis() + " ms");
            assertThat(waited).isLessThan(Duration.ofSeconds(10));

            // Without a token, or with one that is none, nobody waits for Keycloak; services that have the keys go on.
            begin = System.nanoTime();
            assertThat(HTTP.send(HttpRequest.newBuilder(lots).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(get(lots, token + "=")).isEqualTo(401);
            assertThat(get(usual, another)).isEqualTo(200);
            assertThat(NETWORK.desk("collection").read("/quarantine").statusCode())
                    .isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            assertThat(get(fresh.deskUri().resolve("/quarantine"), operator)).isEqualTo(503);
        } finally {
            keycloak.signal("CONT");
        }
        await("the keys")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get(fresh.uri().resolve("/v1/collection/lots"), token) == 200);
        assertThat(opening(collector))
                .as("what a process sends that is told of a collector")
                .startsWith("PRI * HTTP/2.0");
        fresh.stop();
    }

    private static void laterReleaseMigrates() throws SQLException {
        try (Connection owner = NETWORK.connect("collection", "collection_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("insert into flyway_schema_history(installed_rank, version, description, type, script,"
                    + " checksum, installed_by, execution_time, success) select max(installed_rank) + 1, '999', 'later',"
                    + " 'SQL', 'V999__later.sql', 1, current_user, 1, true from flyway_schema_history");
        }
    }

    private static String opening(ServerSocket server) throws IOException {
        try (server) {
            server.setSoTimeout(30_000);
            try (Socket caller = server.accept()) {
                return new String(caller.getInputStream().readNBytes(24), StandardCharsets.US_ASCII);
            }
        }
    }

    private static int held(URI desk, String client) throws Exception {
        return get(desk.resolve("/quarantine"), NETWORK.token(client));
    }

    private static int get(URI uri, String token) throws Exception {
        return HTTP.send(request(uri, token), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpRequest request(URI uri, String token) {
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .build();
    }
}
