package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What partners do in Node with the documents of a running network alone; needs Node and npm. */
@EnabledIfSystemProperty(named = "partners", matches = "true", disabledReason = "needs Node: ./reuse test --whole")
class PartnersE2ET {
    private static final NodeProject PARTNERS = new NodeProject("deploy/partners");
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final Map<String, String> VARIABLES = new HashMap<>();

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        VARIABLES.put("GATEWAY", NETWORK.gatewayUri().toString());
        VARIABLES.put("TOKEN", NETWORK.token("region-grand-est"));
        Map.of(
                        "DONOR_TOKEN", "region-grand-est",
                        "CARRIER_TOKEN", "transport-solidaire",
                        "WORKSHOP_TOKEN", "atelier-strasbourg",
                        "SPONSOR_TOKEN", "emmaus-connect-strasbourg")
                .forEach((variable, partner) -> VARIABLES.put(variable, NETWORK.token(partner)));
        VARIABLES.put(
                "KAFKA_AUTHORITY",
                String.valueOf(NETWORK.kafkaClient("dashboard").get("ssl.truststore.location")));
        VARIABLES.putAll(account("dashboard"));
        var _ = run("npm", "ci");
        var _ = run("npm", "run", "generate");
        var _ = run("npm", "run", "compile");
    }

    @Test
    void aGeneratedClientCompilesInStrictModeAndMakesTheFirstCallAndADashboardSeesItOnKafka() throws Exception {
        long before = offered(progress());
        JsonNode lot = lastLine(run("npm", "run", "--silent", "first-call"));
        assertThat(lot.path("status").asText()).isEqualTo("OFFERED");
        assertThat(lot.path("legal").toString()).contains("ACCEPTANCE");

        JsonNode counted =
                await("the offer to be counted").until(PartnersE2ET::progress, now -> offered(now) >= before + 12);
        JsonNode shown = lastLine(run(
                "npm",
                "run",
                "--silent",
                "dashboard",
                "--",
                "44",
                counted.path("seq").asText()));
        assertThat(shown.path("ever").path("OFFERED").asLong())
                .as("%s after %s", shown, counted)
                .isGreaterThanOrEqualTo(before + 12);
    }

    @Test
    void aGeneratedClientTakesTwentyFiveDevicesToTwentyFivePeopleInFewCalls() throws Exception {
        JsonNode told = lastLine(run("npm", "run", "--silent", "twenty-five"));
        assertThat(told.path("devices").asInt()).isEqualTo(25);
        assertThat(told.path("people").asInt()).isEqualTo(25);
        assertThat(told.path("toStock").asInt()).as("calls from offer to stock").isBetween(1, 12);
        assertThat(told.path("after").asInt()).as("calls after, for 25 people").isBetween(1, 3 * 25);
    }

    @Test
    void aDashboardCountsItsRegionToTheUnitFromItsEventsAndReadsNoOther() throws Exception {
        Journey journey = new Journey(NETWORK);
        List<String> devices = journey.bring("recounted-strasbourg", 3, "67482");
        journey.receive(devices);
        devices.forEach(journey::refurbish);
        journey.receive(journey.bring("recounted-metz", 2, "57463"));
        String _ = new Shelf(NETWORK, 2).sold();
        // Some of it is not told yet, or told and not kept to be.
        NETWORK.process("gateway").killNine();
        Map<String, String> dashboard = new HashMap<>(VARIABLES);
        dashboard.putAll(account("region-44"));

        await("the gateway, and what is told to be what is counted")
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(2))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                cells(lastLine(PARTNERS.run(dashboard, "npm", "run", "--silent", "region", "--", "44"))
                                        .path("departments")))
                        .containsKeys("67 READY", "67 SOLD", "57 RECEIVED")
                        .isEqualTo(shown()));

        JsonNode other = lastLine(PARTNERS.run(dashboard, "npm", "run", "--silent", "region", "--", "52"));
        assertThat(other.path("refused").asText()).isEqualTo("TOPIC_AUTHORIZATION_FAILED");
    }

    /** Each department's stages as a dashboard has counted them. */
    private static SortedMap<String, String> cells(JsonNode departments) {
        SortedMap<String, String> cells = new TreeMap<>();
        departments
                .properties()
                .forEach(department -> department
                        .getValue()
                        .properties()
                        .forEach(stage -> put(cells, department.getKey(), stage.getKey(), stage.getValue())));
        return cells;
    }

    /** The same as the gateway shows them. */
    private static SortedMap<String, String> shown() throws IOException, InterruptedException {
        SortedMap<String, String> cells = new TreeMap<>();
        for (JsonNode department : progress().path("departments")) {
            for (JsonNode stage : department.path("stages")) {
                put(
                        cells,
                        department.path("department").asText(),
                        stage.path("stage").asText(),
                        stage);
            }
        }
        return cells;
    }

    private static void put(SortedMap<String, String> cells, String department, String stage, JsonNode count) {
        long now = count.path("now").asLong();
        long ever = count.path("ever").asLong();
        if (now != 0 || ever != 0) {
            cells.put(department + " " + stage, now + "/" + ever);
        }
    }

    private static Map<String, String> account(String name) {
        String login = String.valueOf(NETWORK.kafkaClient(name).get("sasl.jaas.config"));
        return Map.of("KAFKA_ACCOUNT", name, "KAFKA_PASSWORD", login.replaceAll(".*password=\"([^\"]+)\".*", "$1"));
    }

    @Test
    void bothDocumentsPassSpectralWithoutAWarning() throws Exception {
        assertThat(run("npm", "run", "--silent", "lint-openapi")).contains("No results");
        assertThat(run("npm", "run", "--silent", "lint-asyncapi")).contains("No results");
    }

    private static long offered(JsonNode progress) {
        return progress.path("stages")
                .valueStream()
                .filter(stage -> stage.path("stage").asText().equals("OFFERED"))
                .mapToLong(stage -> stage.path("ever").asLong())
                .sum();
    }

    private static JsonNode progress() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(NETWORK.gatewayUri() + "/v1/progress?region=44"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body());
        }
    }

    private static JsonNode lastLine(String output) throws IOException {
        List<String> lines = output.strip().lines().toList();
        return new ObjectMapper().readTree(lines.getLast());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        return PARTNERS.run(VARIABLES, command);
    }
}
