package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.reuse.local.Partner.Reply;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Order(9)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final int BENCHES = 6;
    private static final String LAUNCHER = "launcher";

    /** A bench that repairs one device over and over, repeating each call with its key until it is answered. */
    private static final class Bench {
        private final Partner workshop = new Partner(NETWORK, "atelier-strasbourg");
        private final String device;
        private final AtomicInteger inFlight;
        private long version;
        private int acknowledged;
        private int repeated;

        Bench(String device, long version, AtomicInteger inFlight) {
            this.device = device;
            this.version = version;
            this.inFlight = inFlight;
        }

        void workUntil(AtomicBoolean ended) {
            while (!ended.get()) {
                repairOnce();
            }
        }

        private void repairOnce() {
            String key = UUID.randomUUID().toString();
            String path = "/v1/refurb/devices/" + device + "/repairs";
            while (true) {
                inFlight.incrementAndGet();
                try {
                    Reply reply = workshop.post(path, key, version, "application/json", "{\"work\":\"vis resserrée\"}");
                    if (reply.status() == 200) {
                        version = reply.version();
                        acknowledged++;
                        return;
                    }
                    if (reply.status() < 500 && reply.status() != 401) {
                        throw new AssertionError(reply.status() + ": " + reply.body());
                    }
                } catch (Partner.Unanswered | IllegalStateException unknown) {
                    // repeated below with the same key
                } finally {
                    inFlight.decrementAndGet();
                }
                repeated++;
                pause(200);
            }
        }
    }

    @Order(1)
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsKilledComesBackAndNothingIsLostDoubledOrOutOfOrder(long seed) throws Exception {
        Random random = new Random(seed);
        Journey journey = new Journey(NETWORK);
        List<String> devices = journey.bring("faults-" + seed, BENCHES, "67482");
        journey.receive(devices);
        AtomicInteger inFlight = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        List<Bench> benches = new ArrayList<>();
        for (String device : devices) {
            benches.add(new Bench(device, journey.triage(device).version(), inFlight));
        }
        List<String> victims =
                new ArrayList<>(List.of("collection", "refurb", "gateway", "kafka", "postgresql", LAUNCHER));
        Collections.shuffle(victims, random);
        List<Future<?>> work = new ArrayList<>();
        try (SupervisedLauncher launcher = new SupervisedLauncher(NETWORK);
                ExecutorService workers = Executors.newFixedThreadPool(BENCHES);
                // Closed first: whatever went wrong, the benches come to an end, and so does the test.
                Closing _ = () -> ended.set(true)) {
            benches.forEach(bench -> work.add(workers.submit(() -> bench.workUntil(ended))));
            for (String victim : victims) {
                pause(500 + random.nextInt(2_000));
                await("a command in flight when " + victim + " is killed")
                        .pollInterval(Duration.ofMillis(2))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> inFlight.get() > 0);
                if (victim.equals(LAUNCHER)) {
                    launcher.killNine();
                } else {
                    NETWORK.process(victim).killNine();
                }
            }
            long lastFault = System.nanoTime();
            await("every part to be healthy")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> launcher.watches() && NETWORK.parts().stream().allMatch(Part::isReady));
            ended.set(true);
            for (Future<?> one : work) {
                one.get(60, TimeUnit.SECONDS);
            }
            await("everything to drain")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Audit.of(NETWORK).findings().stream().noneMatch(f -> f.contains("has not passed")));
            System.out.printf(
                    "seed %d: %s; drained %.1f s after the last fault; %d commands, %d repeated%n",
                    seed,
                    victims,
                    (System.nanoTime() - lastFault) / 1e9,
                    benches.stream().mapToInt(b -> b.acknowledged).sum(),
                    benches.stream().mapToInt(b -> b.repeated).sum());
        }
        for (Bench bench : benches) {
            assertThat(RunningNetwork.count(
                            NETWORK,
                            "refurb",
                            "select count(*) from event_journal where type = 'refurb.DeviceRepaired.v1' and stream_id = '"
                                    + bench.device + "'"))
                    .as("repairs of %s", bench.device)
                    .isEqualTo(bench.acknowledged);
        }
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
    }

    @Test
    @Order(2)
    void aKeyStillGivesItsAnswerAfterItsServiceWasKilled() {
        Partner donor = new Partner(NETWORK, "region-grand-est");
        String body = """
                {"recipient":"%s","commune":"67482","quantities":[{"category":"DESKTOP","count":3}]}""".formatted(RunningNetwork.WORKSHOP);
        Reply first = donor.post("/v1/collection/lots", "kept-over-a-kill", null, "application/json", body)
                .expect(201);
        NETWORK.process("collection").killNine();
        await("collection to answer again")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> donor.get("/v1/collection/lots/"
                                        + first.body().path("id").asText())
                                .status()
                        == 200);
        Reply again = donor.post("/v1/collection/lots", "kept-over-a-kill", null, "application/json", body)
                .expect(201);
        assertThat(again.http().body()).isEqualTo(first.http().body());
        assertThat(again.http().headers().firstValue("idempotent-replayed")).hasValue("true");
        donor.post("/v1/collection/lots", "kept-over-a-kill", null, "application/json", body.replace("3", "4"))
                .expect(422);
    }

    @Test
    @Order(3)
    void aRelayLeaderInABlackHoleIsReplacedWithinTwentySeconds() throws IOException {
        int database = Integer.parseInt(NETWORK.environment("collection").get("REUSE_DATABASE_PORT"));
        Part usual = NETWORK.process("collection");
        usual.hold();
        try (SilentProxy proxy = new SilentProxy(database)) {
            ServiceProcess leader = NETWORK.startExtra(
                    "collection",
                    Map.of("REUSE_DATABASE_HOST", "127.0.0.1", "REUSE_DATABASE_PORT", Integer.toString(proxy.port())));
            await("the first to lead").atMost(Duration.ofSeconds(30)).until(() -> leads(leader));
            ServiceProcess standby = NETWORK.startExtra("collection", Map.of());
            assertThat(leads(standby)).isFalse();
            proxy.fallSilent();
            long silent = System.nanoTime();
            Partner donor = new Partner(standby.uri(), () -> NETWORK.token("region-grand-est"));
            donor.post("/v1/collection/lots", """
                            {"recipient":"%s","commune":"67482","quantities":[{"category":"LAPTOP","count":1}]}""".formatted(RunningNetwork.WORKSHOP))
                    .expect(201);
            await("the standby to lead and send")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> leads(standby)
                            && RunningNetwork.count(NETWORK, "collection", "select count(*) from outbox") == 0);
            System.out.printf(
                    "a leader in a black hole was replaced after %.1f s%n", (System.nanoTime() - silent) / 1e9);
            leader.kill();
            standby.kill();
        } finally {
            var _ = usual.release();
        }
        await("the books to close")
                .atMost(Duration.ofSeconds(60))
                .until(() -> Audit.of(NETWORK).isClean());
    }

    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    private static boolean leads(ServiceProcess process) {
        return Partner.send(java.net.http.HttpRequest.newBuilder(
                        process.managementUri().resolve("/q/metrics")))
                .http()
                .body()
                .contains("reuse_relay_leading 1.0");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
