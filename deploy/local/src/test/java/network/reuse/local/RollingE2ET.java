package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.reuse.local.LiveSubscriber.Frame;
import network.reuse.servers.Service;
import network.reuse.servers.Wait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Two processes of each service behind one address, as on Kubernetes, and each of them replaced while everybody works. */
@EnabledIfSystemProperty(named = "rolling", matches = "true", disabledReason = "takes minutes: ./reuse test --whole")
class RollingE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final int REPLICAS = 2;
    private static final int VIEWERS = 100;
    private static final int EXPIRING = 12;

    /** Enough that calls are under way whenever a process ends, and processors are left for its successor to start. */
    private static final Duration REST = Duration.ofMillis(200);

    /** In which the services are replaced: whoever reads before those who write. */
    private static final List<String> ORDER = List.of("gateway", "refurb", "allocation", "mediation", "collection");

    private final Map<String, Rotation> rotations = new LinkedHashMap<>();

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void everyProcessIsReplacedWithoutAFailedCallALostEventADoubleTimerOrAGapForViewers() throws Exception {
        for (Service service : Service.ALL) {
            rotations.put(service.name(), new Rotation());
        }
        ORDER.reversed().forEach(service -> {
            for (int i = 0; i < REPLICAS; i++) {
                rotation(service).add(started(service));
            }
        });
        Workload load = new Workload(NETWORK, rotation("gateway").uri(), "rolling", REST);
        List<String> packs = reservedInTheSandbox();
        Service.ALL.forEach(service -> NETWORK.process(service.name()).holdGently());
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger returns = new AtomicInteger();
        List<CompletableFuture<LiveSubscriber>> viewers = new ArrayList<>();
        List<LiveSubscriber> seen = new ArrayList<>();
        try (ExecutorService watching = Executors.newVirtualThreadPerTaskExecutor();
                load) {
            for (int i = 0; i < VIEWERS; i++) {
                viewers.add(CompletableFuture.supplyAsync(() -> watch(over, returns), watching));
            }
            load.begin();
            try {
                ORDER.forEach(this::replace);
                await("the reservations to expire")
                        .atMost(Duration.ofMinutes(6))
                        .until(() -> expired(packs) >= EXPIRING);
            } finally {
                load.end();
                over.set(true);
            }
            for (CompletableFuture<LiveSubscriber> viewer : viewers) {
                seen.add(viewer.join());
            }
            System.out.printf("%s; %d viewers came back %d times%n", load, VIEWERS, returns.get());

            assertThat(load.troubles()).as("calls that failed").isEmpty();
            load.checkThatEachTookEffectOnce();
            assertThat(expired(packs)).as("reservations that expired").isEqualTo(EXPIRING);
            noViewerHasAGap(seen);
            assertThat(returns.get()).as("streams that were taken up again").isGreaterThanOrEqualTo(VIEWERS);
        } finally {
            seen.forEach(LiveSubscriber::close);
            for (Service service : Service.ALL) {
                var _ = NETWORK.process(service.name()).release();
            }
            for (Rotation rotation : rotations.values()) {
                rotation.processes().forEach(ServiceProcess::kill);
                rotation.close();
            }
        }
        await("the books to close")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(Audit.of(NETWORK).findings()).isEmpty());
    }

    private Rotation rotation(String service) {
        Rotation rotation = rotations.get(service);
        if (rotation == null) {
            throw new IllegalArgumentException(service);
        }
        return rotation;
    }

    private ServiceProcess started(String service) {
        var told = new HashMap<String, String>(Map.of("REUSE_SHUTDOWN_DELAY", "PT8S"));
        for (Service other : Service.named(service).tellAddressesOf()) {
            told.put(
                    "REUSE_" + other.name().toUpperCase(Locale.ROOT) + "_URL",
                    rotation(other.name()).uri().toString());
        }
        return NETWORK.startExtra(service, told);
    }

    /** One after the other: first its successor, then its end; it is called until whoever balances the load has seen it. */
    private void replace(String service) {
        Rotation rotation = rotation(service);
        for (ServiceProcess former : rotation.processes()) {
            rotation.add(started(service));
            former.signal("TERM");
            await(former.name() + " not to be ready")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> !former.isReady());
            Wait.pause(Duration.ofSeconds(1));
            rotation.remove(former);
            await("the end of " + former.name()).atMost(Duration.ofSeconds(45)).until(() -> !former.isUp());
        }
    }

    /** Follows the region until it is over, and comes back whenever its stream ends. */
    private LiveSubscriber watch(AtomicBoolean over, AtomicInteger returns) {
        LiveSubscriber viewer = new LiveSubscriber(rotation("gateway").uri(), "44", null);
        while (!over.get()) {
            if (viewer.endedNanos() == 0) {
                Wait.pause(Duration.ofMillis(50));
            } else {
                Wait.pause(Duration.ofMillis(
                        viewer.pauses().isEmpty() ? 1_000 : viewer.pauses().getLast()));
                viewer = viewer.back(rotation("gateway").uri());
                returns.incrementAndGet();
            }
        }
        return viewer;
    }

    private void noViewerHasAGap(List<LiveSubscriber> viewers) throws Exception {
        JsonNode region = Partner.send(
                        HttpRequest.newBuilder(rotation("gateway").uri().resolve("/v1/progress?region=44")))
                .expect(200)
                .body();
        for (LiveSubscriber viewer : viewers) {
            await("the last change")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(viewer.frames().getLast().state()).isEqualTo(JourneyE2ET.cells(region)));
            assertThat(viewer.frames()).extracting(Frame::id).isSorted().doesNotHaveDuplicates();
        }
        JourneyE2ET.checkEachAgainstTheChanges(viewers.getFirst().frames());
    }

    /** Packs of the sandbox that nobody comes for: their reservations end while processes are replaced. */
    private static List<String> reservedInTheSandbox() {
        Journey journey = Journey.inTheSandbox(NETWORK);
        Partner sponsor = new Partner(NETWORK, "sandbox-association");
        List<String> devices = journey.bring("rolling-sandbox", EXPIRING, "67482");
        journey.receive(devices);
        devices.forEach(journey::refurbish);
        String ids = String.join("\",\"", devices);
        journey.workshop()
                .post("/v1/refurb/dispatches", """
                        {"deviceIds":["%s"],"recipient":"%s"}""".formatted(ids, RunningNetwork.SANDBOX_ASSOCIATION))
                .expect(200);
        for (String device : devices) {
            await("allocation to hear of " + device)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> sponsor.get("/v1/allocation/devices/" + device).status() == 200);
        }
        sponsor.post("/v1/allocation/receptions", "{\"devices\":[\"" + ids + "\"]}")
                .expect(200);
        String programme = made(sponsor, "programmes", Shelf.programme("GIFT", 0));
        List<String> packs = new ArrayList<>();
        for (int i = 0; i < EXPIRING; i++) {
            String request = made(sponsor, "requests", Shelf.request("programmes/" + programme));
            packs.add(made(sponsor, "packs", """
                    {"request":"%s","reservationMinutes":%d}""".formatted(request, 1 + i % 4)));
        }
        return packs;
    }

    private static String made(Partner sponsor, String what, String body) {
        return sponsor.post("/v1/allocation/" + what, body)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    private static long expired(List<String> packs) {
        return RunningNetwork.count(
                NETWORK,
                "allocation",
                "select count(*) from event_journal where type = 'allocation.PackReleased.v1' and stream_id in ('"
                        + String.join("','", packs) + "')");
    }
}
