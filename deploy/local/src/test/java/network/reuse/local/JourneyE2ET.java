package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.reuse.local.LiveSubscriber.Frame;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JourneyE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final int TOGETHER = 10;

    @Test
    @Order(1)
    void twoHundredDevicesOfTheRegionBecomeReadyAndTheLiveCountersFollowExactly() throws Exception {
        Journey journey = new Journey(NETWORK);
        List<Frame> frames;
        JsonNode progress;
        try (LiveSubscriber dashboard = new LiveSubscriber(NETWORK.gatewayUri(), "44", null)) {
            await("the first snapshot")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !dashboard.frames().isEmpty());
            List<String> devices = new ArrayList<>(journey.bring("strasbourg", 120, "67482"));
            devices.addAll(journey.bring("metz", 80, "57463"));
            assertThat(devices).hasSize(200).doesNotContain("");
            journey.receive(devices);
            // Each ten are shown before the next are begun: the page follows while the work goes on, however fast or
            // slow.
            try (ExecutorService bench = Executors.newFixedThreadPool(8)) {
                for (int done = 0; done < devices.size(); done += TOGETHER) {
                    List<Future<?>> work = new ArrayList<>();
                    devices.subList(done, done + TOGETHER)
                            .forEach(device -> work.add(bench.submit(() -> journey.refurbish(device))));
                    for (Future<?> one : work) {
                        one.get();
                    }
                    int ready = done + TOGETHER;
                    await("the dashboard to show " + ready + " READY")
                            .atMost(Duration.ofMinutes(1))
                            .until(() -> shown(dashboard, "READY") == ready);
                }
            }
            await("200 READY in region 44")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> figure(region("44"), "READY", "now") == 200);
            JsonNode now = region("44");
            progress = now;
            await("the dashboard to show the last change")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> dashboard.last() == now.path("seq").asLong());
            frames = dashboard.frames();
        }
        assertThat(frames).extracting(Frame::id).isSorted().doesNotHaveDuplicates();
        assertThat(frames).as("frames while 200 devices moved").hasSizeGreaterThan(200 / TOGETHER);
        checkEachAgainstTheChanges(frames);
        assertThat(frames.getLast().state()).isEqualTo(cells(progress));
        assertThat(figure(progress, "REGISTERED", "ever")).isEqualTo(200);
        assertThat(figure(progress, "RECEIVED", "now")).isZero();
        assertThat(figure(progress, "COLLECTED", "ever")).isEqualTo(200);
        assertThat(figure(region("52"), "READY", "now")).as("Pays de la Loire").isZero();
    }

    @Test
    @Order(2)
    void aScrappedALostAndACorrectedDeviceMoveTheirCounters() {
        Journey journey = new Journey(NETWORK);
        List<String> devices = journey.bring("mishaps", 4, "68066");
        String lostOnTheWay = devices.get(3);
        String lostPath = "/v1/collection/devices/" + lostOnTheWay;
        journey.workshop()
                .act(lostPath + "/loss", 1, "{\"reason\":\"absent du camion\"}")
                .expect(200);
        awaitFigure("LOST", "now", 1);
        journey.workshop()
                .act(lostPath + "/loss-correction", 2, "{\"reason\":\"sous un siège\"}")
                .expect(200);
        awaitFigure("LOST", "ever", 0);
        journey.receive(devices);
        String scrapped = devices.get(0);
        String path = "/v1/refurb/devices/" + scrapped;
        long version =
                journey.erase(scrapped, journey.triage(scrapped).version()).version();
        version = journey.workshop()
                .act(path + "/scrapping", version, "{\"reason\":\"carte mère\"}")
                .expect(200)
                .version();
        awaitFigure("SCRAPPED", "now", 1);
        journey.workshop()
                .act(path + "/scrapping-correction", version, "{\"reason\":\"erreur de pièce\"}")
                .expect(200);
        awaitFigure("SCRAPPED", "ever", 0);
        String lost = devices.get(1);
        version = journey.triage(lost).version();
        JsonNode answer = journey.workshop()
                .act("/v1/refurb/devices/" + lost + "/loss", version, "{\"reason\":\"vol au dépôt\"}")
                .expect(200)
                .body();
        assertThat(answer.path("status").asText()).isEqualTo("LOST");
        awaitFigure("LOST", "now", 1);
    }

    @Test
    @Order(3)
    void aPassportTellsTheDevicesWholeLifeToItsPartiesAlone() {
        Journey journey = new Journey(NETWORK);
        String device = journey.bring("passport", 1, "67482").getFirst();
        journey.receive(List.of(device));
        journey.refurbish(device);
        Partner donor = new Partner(NETWORK, "region-grand-est");
        await("the passport to reach READY")
                .atMost(Duration.ofSeconds(20))
                .until(() -> donor.get("/v1/devices/" + device + "/passport")
                        .body()
                        .toString()
                        .contains("READY"));
        JsonNode passport =
                donor.get("/v1/devices/" + device + "/passport").expect(200).body();
        assertThat(passport.toString())
                .contains("DeviceRegistered")
                .contains("MediumErased")
                .contains("PURGE");
        new Partner(NETWORK, "autre-donneur")
                .get("/v1/devices/" + device + "/passport")
                .expect(404);
    }

    @Test
    @Order(4)
    void aNetworkElsewhereNeverMovesTheRegion() {
        long before = region("44").path("seq").asLong();
        JsonNode was = region("44");
        Partner nantes = new Partner(NETWORK, "autre-donneur");
        nantes.post("/v1/collection/lots", """
                        {"recipient":"01900000-0000-7000-8000-000000000007","commune":"44109","quantities":[{"category":"LAPTOP","count":660}]}""").expect(201);
        await("Nantes to be counted in region 52")
                .atMost(Duration.ofSeconds(20))
                .until(() -> figure(region("52"), "OFFERED", "now") == 660);
        assertThat(cells(region("44"))).isEqualTo(cells(was));
        assertThat(region("44").path("seq").asLong()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void theSandboxPlaysTheSameLifeAmongOrganisationsOfItsOwnAndNoneOfItIsCounted() {
        JsonNode was = region("44");
        Journey journey = Journey.inTheSandbox(NETWORK);
        Partner association = new Partner(NETWORK, "sandbox-association");
        String device = journey.bring("sandbox", 1, "67482").getFirst();
        journey.receive(List.of(device));
        journey.refurbish(device);
        journey.workshop()
                .post("/v1/refurb/dispatches", """
                        {"deviceIds":["%s"],"recipient":"%s"}""".formatted(device, RunningNetwork.SANDBOX_ASSOCIATION))
                .expect(200);
        await("the association to hear of the device")
                .atMost(Duration.ofSeconds(60))
                .until(() -> association.get("/v1/allocation/devices/" + device).status() == 200);
        association
                .post("/v1/allocation/receptions", "{\"devices\":[\"" + device + "\"]}")
                .expect(200);
        String programme = made(association, "programmes", Shelf.programme("GIFT", 0));
        String request = made(association, "requests", Shelf.request(programme));
        JsonNode pack = association
                .post("/v1/allocation/packs", "{\"request\":\"" + request + "\",\"reservationMinutes\":5}")
                .expect(201)
                .body();
        assertThat(Instant.parse(pack.path("expiresAt").asText()))
                .isEqualTo(Instant.parse(pack.path("createdAt").asText()).plus(Duration.ofMinutes(5)));

        await("the passport to tell of the reservation")
                .atMost(Duration.ofSeconds(60))
                .until(() -> journey.donor()
                        .get("/v1/devices/" + device + "/passport")
                        .body()
                        .toString()
                        .contains("DeviceReserved"));
        assertThat(cells(region("44"))).isEqualTo(cells(was));
        new Partner(NETWORK, "atelier-strasbourg")
                .get("/v1/refurb/devices/" + device)
                .expect(404);
    }

    private static String made(Partner partner, String what, String body) {
        return partner.post("/v1/allocation/" + what, body)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    @Test
    @Order(6)
    void theBooksClose() {
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
    }

    /** How many devices stand in a stage now, as the dashboard shows it. */
    private static long shown(LiveSubscriber dashboard, String stage) {
        return dashboard.frames().getLast().state().entrySet().stream()
                .filter(cell -> cell.getKey().endsWith("/" + stage))
                .mapToLong(cell -> Long.parseLong(
                        cell.getValue().substring(0, cell.getValue().indexOf('/'))))
                .sum();
    }

    static JsonNode region(String region) {
        return new Partner(NETWORK, "region-grand-est")
                .get("/v1/progress?region=" + region)
                .expect(200)
                .body();
    }

    private static void awaitFigure(String stage, String which, long expected) {
        await(stage + " " + which + " to be " + expected)
                .atMost(Duration.ofSeconds(20))
                .until(() -> figure(region("44"), stage, which) == expected);
    }

    private static long figure(JsonNode progress, String stage, String which) {
        for (JsonNode one : progress.path("stages")) {
            if (one.path("stage").asText().equals(stage)) {
                return one.path(which).asLong();
            }
        }
        return -1;
    }

    static Map<String, String> cells(JsonNode progress) {
        Map<String, String> cells = new HashMap<>();
        for (JsonNode department : progress.path("departments")) {
            for (JsonNode one : department.path("stages")) {
                String value = one.path("now").asLong() + "/" + one.path("ever").asLong();
                if (!value.equals("0/0")) {
                    cells.put(
                            department.path("department").asText() + "/"
                                    + one.path("stage").asText(),
                            value);
                }
            }
        }
        return cells;
    }

    /** Recomputes, from the changes as they were written down, what every frame should have shown. */
    static void checkEachAgainstTheChanges(List<Frame> frames) throws SQLException {
        TreeMap<Long, Map<String, long[]>> deltas = new TreeMap<>();
        try (Connection audit = NETWORK.audit("gateway");
                PreparedStatement changes = audit.prepareStatement(
                        "select seq, department || '/' || stage, sum(now_delta), sum(ever_delta) from progress_change"
                                + " where region = '44' group by 1, 2");
                ResultSet rows = changes.executeQuery()) {
            while (rows.next()) {
                deltas.computeIfAbsent(rows.getLong(1), _ -> new HashMap<>())
                        .put(rows.getString(2), new long[] {rows.getLong(3), rows.getLong(4)});
            }
        }
        for (Frame frame : frames) {
            Map<String, long[]> sums = new HashMap<>();
            deltas.headMap(frame.id(), true)
                    .values()
                    .forEach(cells -> cells.forEach((cell, delta) -> {
                        long[] sum = sums.computeIfAbsent(cell, _ -> new long[2]);
                        sum[0] += delta[0];
                        sum[1] += delta[1];
                    }));
            Map<String, String> expected = new HashMap<>();
            sums.forEach((cell, sum) -> {
                if (sum[0] != 0 || sum[1] != 0) {
                    expected.put(cell, sum[0] + "/" + sum[1]);
                }
            });
            assertThat(frame.state()).as("frame %d", frame.id()).isEqualTo(expected);
        }
    }
}
