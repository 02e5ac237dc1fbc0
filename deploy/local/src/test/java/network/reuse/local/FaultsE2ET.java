package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import network.reuse.local.LiveSubscriber.Frame;
import network.reuse.local.Partner.Reply;
import network.reuse.servers.Service;
import network.reuse.servers.TcpProxy;
import network.reuse.servers.Wait;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Order(9)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final int VIEWERS = 12;
    private static final String LAUNCHER = "launcher";

    @Order(1)
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsKilledComesBackAndNothingIsLostDoubledOrOutOfOrder(long seed) throws Exception {
        // Unlike Random, seeds that follow each other draw differently from the first number on.
        RandomGenerator random = new SplittableRandom(seed);
        Workload load = new Workload(NETWORK, NETWORK.gatewayUri(), "faults-" + seed, Duration.ZERO);
        List<String> victims = new ArrayList<>(List.of("kafka", "postgresql", LAUNCHER));
        Service.ALL.forEach(service -> victims.add(service.name()));
        Collections.shuffle(victims, random);
        // The load is closed first: it ends while a launcher still brings back what was killed.
        try (SupervisedLauncher launcher = new SupervisedLauncher(NETWORK);
                load) {
            load.begin();
            for (String victim : victims) {
                Wait.pause(Duration.ofMillis(500 + random.nextInt(2_000)));
                await("a command in flight when " + victim + " is killed")
                        .pollInterval(Duration.ofMillis(2))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> load.isInFlight(victim));
                if (victim.equals(LAUNCHER)) {
                    launcher.killNine();
                } else {
                    NETWORK.process(victim).killNine();
                }
            }
            long lastFault = System.nanoTime();
            await("every part to be healthy").atMost(Duration.ofMinutes(2)).until(() -> unhealthy(launcher), empty());
            load.end();
            await("everything to drain")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Audit.of(NETWORK).findings().stream().noneMatch(f -> f.contains("has not passed")));
            System.out.printf(
                    "seed %d: %s; drained %.1f s after the last fault; %s%n",
                    seed, victims, (System.nanoTime() - lastFault) / 1e9, load);
        }
        load.checkThatEachTookEffectOnce();
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
    }

    /** The numbers that the order and the times of the kills are drawn from: one, or those that a soak asks for. */
    private static LongStream seeds() {
        return Arrays.stream(System.getProperty("faults.seeds", "1").split(",")).mapToLong(Long::parseLong);
    }

    /** What is not as it should be, with what it says of itself: of a build machine this is all that anybody gets to see. */
    private static List<String> unhealthy(SupervisedLauncher launcher) {
        var found = new ArrayList<String>();
        for (Part part : NETWORK.parts()) {
            if (!part.isReady()) {
                found.add(part.name()
                        + (part.isUp() ? " is up and not ready: " : " is down: ")
                        + NETWORK.endOfLog(part.name()));
            }
        }
        if (!found.isEmpty() || !launcher.watches()) {
            found.add("the launcher " + (launcher.watches() ? "watches: " : "does not watch: ")
                    + NETWORK.endOfLog(LAUNCHER));
        }
        return found;
    }

    /**
     * A command that makes something, and one that says something else.
     *
     * @param made where what it makes is found
     */
    private record Keyed(Partner partner, String path, String body, String another, String made) {
        /** Always with the same key. */
        Reply send(String text) {
            return partner.post(path, "kept-over-a-kill", null, "application/json", text);
        }
    }

    private record Answered(Keyed keyed, Reply first) {}

    private static Keyed keyed(String service) {
        return switch (service) {
            case "collection" -> {
                String lot = """
                        {"recipient":"%s","commune":"67482","quantities":[{"category":"DESKTOP","count":3}]}""".formatted(RunningNetwork.WORKSHOP);
                yield new Keyed(
                        new Partner(NETWORK, "region-grand-est"),
                        "/v1/collection/lots",
                        lot,
                        lot.replace("3", "4"),
                        "/v1/collection/lots/");
            }
            case "allocation" -> {
                Shelf shelf = new Shelf(NETWORK, 2);
                yield new Keyed(
                        new Partner(NETWORK, Shelf.SPONSOR),
                        "/v1/allocation/packs",
                        Shelf.reservation(shelf.submitted()),
                        Shelf.reservation(shelf.submitted()),
                        "/v1/allocation/packs/");
            }
            case "mediation" ->
                new Keyed(
                        new Partner(NETWORK, Classroom.THIRD_PLACE),
                        new Classroom(NETWORK).scheduled() + "/bookings",
                        Classroom.SEAT,
                        "{}",
                        "/v1/mediation/bookings/");
            default -> throw new IllegalArgumentException(service);
        };
    }

    @Test
    @Order(2)
    void aKeyStillGivesItsAnswerAfterItsServiceWasKilled() {
        Map<String, Answered> all = new TreeMap<>();
        for (String service : List.of("collection", "allocation", "mediation")) {
            Keyed keyed = keyed(service);
            all.put(service, new Answered(keyed, keyed.send(keyed.body()).expect(201)));
        }
        all.keySet().forEach(service -> NETWORK.process(service).killNine());
        all.forEach((service, answered) -> {
            Keyed keyed = answered.keyed();
            Reply first = answered.first();
            await(service + " to answer again")
                    .atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .until(() -> keyed.partner()
                                    .get(keyed.made() + first.body().path("id").asText())
                                    .status()
                            == 200);
            Reply again = keyed.send(keyed.body()).expect(201);
            assertThat(again.http().body()).as(service).isEqualTo(first.http().body());
            assertThat(again.http().headers().firstValue("idempotent-replayed"))
                    .as(service)
                    .hasValue("true");
            var _ = keyed.send(keyed.another()).expect(422);
        });
    }

    @Test
    @Order(3)
    void aRelayLeaderInABlackHoleIsReplacedWithinTwentySeconds() throws IOException {
        int database = Integer.parseInt(NETWORK.environment("collection").get("REUSE_DATABASE_PORT"));
        Part usual = NETWORK.process("collection");
        usual.hold();
        try (TcpProxy proxy = new TcpProxy("127.0.0.1", database).open()) {
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

    @Test
    @Order(4)
    void aGatewayThatEndsIsUnreadyAtOnceAnswersOnAndSendsItsViewersAwayOneByOne() {
        ServiceProcess ending = NETWORK.startExtra("gateway", Map.of("REUSE_SHUTDOWN_DELAY", "PT5S"));
        List<LiveSubscriber> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < VIEWERS; i++) {
                viewers.add(new LiveSubscriber(ending.uri(), "44", null));
            }
            await("each viewer to be shown the region")
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            viewers.stream().noneMatch(viewer -> viewer.frames().isEmpty()));
            Frame seen = viewers.getFirst().frames().getLast();
            ending.signal("TERM");
            await("the gateway not to be ready any more")
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> status(ending.managementUri().resolve("/q/health/ready")) == 503);
            assertThat(status(ending.uri().resolve("/v1/progress?region=44"))).isEqualTo(200);
            Reply refused = Partner.send(HttpRequest.newBuilder(ending.uri().resolve("/v1/progress/stream?region=44")));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.http().headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body().path("code").asText()).isEqualTo("unavailable");
            assertThat(new Journey(NETWORK).offer("while-one-gateway-ends", 1, "67482"))
                    .isNotBlank();
            await("its end").atMost(Duration.ofSeconds(30)).until(() -> !ending.isUp());

            assertThat(viewers).allSatisfy(viewer -> {
                assertThat(viewer.endedNanos()).isNotZero();
                assertThat(viewer.pauses()).hasSize(2);
                assertThat(viewer.pauses().getLast()).isBetween(1_000L, 5_000L);
            });
            LongSummaryStatistics ends =
                    viewers.stream().mapToLong(LiveSubscriber::endedNanos).summaryStatistics();
            assertThat(Duration.ofNanos(ends.getMax() - ends.getMin())).isGreaterThan(Duration.ofMillis(500));
            whoComesBackToAnotherReplicaMissesNothing(seen);
        } finally {
            viewers.forEach(LiveSubscriber::close);
            ending.kill();
        }
    }

    private static void whoComesBackToAnotherReplicaMissesNothing(Frame seen) {
        try (LiveSubscriber back = new LiveSubscriber(NETWORK.gatewayUri(), "44", seen.id())) {
            await("what happened meanwhile").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(back.frames()).isNotEmpty();
                Map<String, String> shown = new TreeMap<>(seen.state());
                shown.putAll(back.frames().getLast().state());
                assertThat(shown).isEqualTo(JourneyE2ET.cells(JourneyE2ET.region("44")));
            });
            assertThat(back.frames()).extracting(Frame::event).containsOnly("change");
        }
    }

    private static int status(URI uri) {
        return Partner.send(HttpRequest.newBuilder(uri)).status();
    }

    private static boolean leads(ServiceProcess process) {
        return Partner.send(HttpRequest.newBuilder(process.managementUri().resolve("/q/metrics")))
                .http()
                .body()
                .contains("reuse_relay_leading 1.0");
    }
}
