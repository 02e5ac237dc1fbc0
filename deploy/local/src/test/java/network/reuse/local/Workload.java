package network.reuse.local;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.reuse.local.Partner.Reply;
import network.reuse.servers.Wait;
import org.jspecify.annotations.Nullable;

/** Benches, counters and desks of the network, each doing the same over and over, each command until it is answered. */
final class Workload implements AutoCloseable {
    private static final int BENCHES = 4;
    private static final int COUNTERS = 2;
    private static final int DESKS = 2;

    private final LocalNetwork network;
    private final Duration rest;
    private final List<Work> all = new ArrayList<>();
    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Future<?>> work = new ArrayList<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(BENCHES + COUNTERS + DESKS);
    private final String programme;
    private final String workshop;

    /**
     * What is worked on is prepared; nobody works yet.
     *
     * @param gateway where they will call
     * @param name that nothing else in the network has
     * @param rest of each between two rounds
     */
    Workload(LocalNetwork network, URI gateway, String name, Duration rest) {
        this.network = network;
        this.rest = rest;
        Journey journey = new Journey(network);
        List<String> devices = journey.bring(name, BENCHES, "67482");
        journey.receive(devices);
        for (String device : devices) {
            all.add(new Bench(
                    steadfast(gateway, "atelier-strasbourg"),
                    device,
                    journey.triage(device).version()));
        }
        Shelf shelf = new Shelf(network, COUNTERS);
        this.programme = shelf.opened("GIFT", 0);
        for (int i = 0; i < COUNTERS; i++) {
            assertThat(shelf.stocked()).isNotBlank();
            all.add(new Counter(steadfast(gateway, Shelf.SPONSOR), programme));
        }
        // A seat that is lost or taken twice is missed at once: there is one for each.
        this.workshop = new Classroom(network).scheduled(DESKS);
        for (int i = 0; i < DESKS; i++) {
            all.add(new Desk(steadfast(gateway, Classroom.THIRD_PLACE), workshop));
        }
    }

    private Steadfast steadfast(URI gateway, String client) {
        return new Steadfast(new Partner(gateway, () -> network.token(client)), inFlight, troubles);
    }

    void begin() {
        all.forEach(one -> work.add(workers.submit(() -> one.until(ended, rest))));
    }

    /** Ends when everybody has finished what he was at. */
    void end() throws Exception {
        ended.set(true);
        for (Future<?> one : work) {
            one.get(60, TimeUnit.SECONDS);
        }
    }

    /** Whatever went wrong, the work comes to an end, and so does the test. */
    @Override
    public void close() {
        ended.set(true);
        workers.close();
    }

    /** Whether a command is under way to a service; for anything else, to any. */
    boolean isInFlight(String part) {
        AtomicInteger there = inFlight.get(part);
        return there == null ? inFlight.values().stream().anyMatch(any -> any.get() > 0) : there.get() > 0;
    }

    /** Why commands were repeated, one by one. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** How many commands were answered. */
    int acknowledged() {
        return all.stream().mapToInt(one -> one.partner.acknowledged).sum();
    }

    @Override
    public String toString() {
        return acknowledged() + " commands, " + troubles.size() + " repeated; "
                + all.stream()
                        .collect(groupingBy(
                                one -> one.getClass().getSimpleName(), TreeMap::new, summingInt(one -> one.rounds)));
    }

    /** Whatever was repeated, the journals and the rows know of each command once. */
    void checkThatEachTookEffectOnce() {
        for (Work one : all) {
            if (one instanceof Bench bench) {
                assertThat(told("refurb", "refurb.DeviceRepaired.v1", "stream_id = '" + bench.device + "'"))
                        .as("repairs of %s", bench.device)
                        .isEqualTo(bench.rounds);
            }
        }
        checkHandOvers(rounds(Counter.class));
        checkBookings(rounds(Desk.class));
    }

    private long rounds(Class<? extends Work> kind) {
        return all.stream().filter(kind::isInstance).mapToInt(one -> one.rounds).sum();
    }

    private void checkHandOvers(long rounds) {
        String id = Stock.id(programme);
        for (String type : new String[] {"RequestSubmitted", "PackReserved", "PackDelivered"}) {
            assertThat(told(
                            "allocation",
                            "allocation." + type + ".v1",
                            "value like '%\"programmeId\":\"" + id + "\"%'"))
                    .as("%s in %s", type, programme)
                    .isEqualTo(rounds);
        }
        assertThat(RunningNetwork.count(
                        network,
                        "allocation",
                        "select count(*) from pack where status = 'CORRECTED' and programme_id = '" + id + "'"))
                .as("packs that were taken back")
                .isEqualTo(rounds);
        assertThat(RunningNetwork.count(
                        network,
                        "allocation",
                        "select count(*) from request where status = 'WITHDRAWN' and programme_id = '" + id + "'"))
                .as("requests that were withdrawn")
                .isEqualTo(rounds);
        assertThat(RunningNetwork.count(
                        network, "allocation", "select taken from programme_quota where programme_id = '" + id + "'"))
                .as("packs of %s that are still taken", programme)
                .isZero();
        assertThat(RunningNetwork.count(
                        network,
                        "mediation",
                        "select count(*) from invitation where status = 'WITHDRAWN' and state like '%" + id + "%'"))
                .as("invitations that came and went with them")
                .isEqualTo(rounds);
    }

    private void checkBookings(long rounds) {
        String id = Stock.id(workshop);
        for (String type : new String[] {"SeatBooked", "BookingCancelled"}) {
            assertThat(told("mediation", "mediation." + type + ".v1", "value like '%\"workshopId\":\"" + id + "\"%'"))
                    .as("%s in %s", type, workshop)
                    .isEqualTo(rounds);
        }
        assertThat(RunningNetwork.count(
                        network, "mediation", "select booked from workshop_seats where workshop_id = '" + id + "'"))
                .as("seats of %s that are still booked", workshop)
                .isZero();
    }

    private long told(String service, String type, String about) {
        return RunningNetwork.count(
                network, service, "select count(*) from event_journal where type = '" + type + "' and " + about);
    }

    /** A partner's system that repeats each command with its key until it is answered. */
    private static final class Steadfast {
        private final Partner partner;
        private final Map<String, AtomicInteger> inFlight;
        private final Queue<String> troubles;
        private int acknowledged;

        /**
         * @param inFlight how many commands of all such systems are under way to each service
         * @param troubles why commands were repeated
         */
        Steadfast(Partner partner, Map<String, AtomicInteger> inFlight, Queue<String> troubles) {
            this.partner = partner;
            this.inFlight = inFlight;
            this.troubles = troubles;
        }

        /** The id of what a command makes. */
        String make(String path, String body) {
            return command(path, null, body).body().path("id").asText();
        }

        /** The version that a command leaves behind. */
        long act(String path, long version, String body) {
            return command(path, version, body).version();
        }

        private Reply command(String path, @Nullable Long version, String body) {
            String key = UUID.randomUUID().toString();
            AtomicInteger there = inFlight.computeIfAbsent(path.split("/", 4)[2], _ -> new AtomicInteger());
            while (true) {
                there.incrementAndGet();
                try {
                    Reply reply = partner.post(path, key, version, "application/json", body);
                    if (reply.status() / 100 == 2) {
                        acknowledged++;
                        return reply;
                    }
                    if (reply.status() < 500
                            && reply.status() != 401
                            && !reply.body().path("code").asText().equals("in_progress")) {
                        throw new AssertionError(path + ": " + reply.status() + ": " + reply.body());
                    }
                    troubles.add(path + " was answered " + reply.status());
                } catch (Partner.Unanswered | IllegalStateException unknown) {
                    troubles.add(path + " was not answered: " + unknown);
                } finally {
                    there.decrementAndGet();
                }
                Wait.pause(Duration.ofMillis(200));
            }
        }
    }

    /** Somebody's work, done over and over while parts are killed. */
    private abstract static sealed class Work {
        final Steadfast partner;
        int rounds;

        Work(Steadfast partner) {
            this.partner = partner;
        }

        abstract void once();

        void until(AtomicBoolean ended, Duration rest) {
            while (!ended.get()) {
                once();
                rounds++;
                Wait.pause(rest);
            }
        }
    }

    /** A bench that repairs one device. */
    private static final class Bench extends Work {
        private final String device;
        private long version;

        Bench(Steadfast workshop, String device, long version) {
            super(workshop);
            this.device = device;
            this.version = version;
        }

        @Override
        void once() {
            version = partner.act("/v1/refurb/devices/" + device + "/repairs", version, "{\"work\":\"vis resserrée\"}");
        }
    }

    /** A counter where somebody asks for a pack, gets it, and has not got it after all. */
    private static final class Counter extends Work {
        private final String programme;

        Counter(Steadfast sponsor, String programme) {
            super(sponsor);
            this.programme = programme;
        }

        @Override
        void once() {
            String request =
                    "/v1/allocation/requests/" + partner.make("/v1/allocation/requests", Shelf.request(programme));
            String pack = "/v1/allocation/packs/" + partner.make("/v1/allocation/packs", Shelf.reservation(request));
            long handedOver = partner.act(pack + "/hand-over", 1, "{}");
            long _ = partner.act(pack + "/hand-over-correction", handedOver, Stock.REASON);
            long _ = partner.act(request + "/withdrawal", 3, Stock.REASON);
        }
    }

    /** A desk where a seat is booked and given back. */
    private static final class Desk extends Work {
        private final String workshop;

        Desk(Steadfast mediator, String workshop) {
            super(mediator);
            this.workshop = workshop;
        }

        @Override
        void once() {
            String booking = partner.make(workshop + "/bookings", Classroom.SEAT);
            long _ = partner.act("/v1/mediation/bookings/" + booking + "/cancellation", 1, Stock.REASON);
        }
    }
}
