package network.reuse.allocation.application.pack;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.domain.FreeGoods;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.PackedGoods;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.Shelf;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.BackOrders.Head;
import network.reuse.allocation.persistence.GoodsInStock;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Requests.ToServe;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.CountedGood;
import network.reuse.contracts.Environment;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;

/**
 * Puts devices that are free, with the goods that are counted, aside for whoever has waited for them longest, as soon as a sponsor has
 * signed for some or some are free again. In each programme the order of the places is kept: all of its packs are alike, so that where
 * something lacks for the first it lacks for all. Of several programmes, the one that has waited longest chooses first. Whoever is served by
 * another process meanwhile is passed over, so that this may be done at any time and by any process.
 */
@ApplicationScoped
public class ServeBackOrder {
    /** How long others keep what they have locked, as a rule. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final BackOrders backOrders;
    private final Requests requests;
    private final Packs packs;
    private final Stock stock;
    private final GoodsInStock goods;
    private final Timers timers;
    private final BusinessClock clock;

    public ServeBackOrder(
            BackOrders backOrders,
            Requests requests,
            Packs packs,
            Stock stock,
            GoodsInStock goods,
            Timers timers,
            BusinessClock clock) {
        this.backOrders = backOrders;
        this.requests = requests;
        this.packs = packs;
        this.stock = stock;
        this.goods = goods;
        this.timers = timers;
        this.clock = clock;
    }

    void listen(@Observes StartupEvent started) {
        timers.on(BackOrders.SERVE, this::serve);
    }

    /** One who waits, locked. */
    private record Waiting(
            ProgrammeAttributes programme,
            Stored<Pack> stored,
            Pack.BackOrdered pack,
            Stored<Request> request,
            Request.BackOrdered asked) {}

    private Future<Void> serve(SqlConnection transaction, String key) {
        UUID sponsor = BackOrders.subject(key);
        return backOrders
                .heads(transaction, sponsor)
                .compose(heads -> heads.isEmpty()
                        ? Future.succeededFuture()
                        : lock(transaction, heads).compose(locked -> serve(transaction, sponsor, locked)));
    }

    /**
     * Who could be served.
     *
     * @param waiting by programme, each in its order, up to the first whom somebody else is changing
     * @param isPartial whether somebody else is changing one of them
     */
    private record Locked(Map<UUID, List<Waiting>> waiting, boolean isPartial) {}

    /** Nobody is waited for: other timers of this transaction may hold what they wait for in turn. */
    private Future<Locked> lock(SqlConnection transaction, List<Head> heads) {
        Future<List<Stored<Pack>>> locking =
                packs.lockFree(transaction, heads.stream().map(Head::packId).toList());
        Future<List<ToServe>> serving = requests.lockFreeToServe(
                transaction, heads.stream().map(Head::requestId).toList());
        return locking.compose(locked -> serving.map(toServe -> sort(heads, locked, toServe)));
    }

    private Locked sort(List<Head> heads, List<Stored<Pack>> locked, List<ToServe> toServe) {
        Map<UUID, Stored<Pack>> packsById = new HashMap<>();
        locked.forEach(pack -> packsById.put(pack.id(), pack));
        Map<UUID, ToServe> requestsById = new HashMap<>();
        toServe.forEach(one -> requestsById.put(one.request().id(), one));
        Map<UUID, List<Waiting>> waiting = new LinkedHashMap<>();
        Set<UUID> cut = new HashSet<>();
        for (Head head : heads) {
            Stored<Pack> pack = packsById.get(head.packId());
            ToServe asked = requestsById.get(head.requestId());
            if (pack == null || asked == null) {
                cut.add(head.programmeId());
            } else if (!cut.contains(head.programmeId())
                    && pack.state() instanceof Pack.BackOrdered backOrdered
                    && asked.request().state() instanceof Request.BackOrdered request
                    && request.packId().equals(pack.id())
                    && asked.programme() instanceof Programme.Open running
                    && running.isReservable(HandOverPlaces.day(clock.now()))) {
                waiting.computeIfAbsent(head.programmeId(), _ -> new ArrayList<>())
                        .add(new Waiting(running.attributes(), pack, backOrdered, asked.request(), request));
            }
        }
        return new Locked(waiting, !cut.isEmpty());
    }

    private Future<Void> serve(SqlConnection transaction, UUID sponsor, Locked locked) {
        return counted(transaction, sponsor, locked).compose(free -> {
            Serving serving = new Serving(clock.now(), sponsor, free);
            serving.lookLater(locked.isPartial());
            Future<Void> picking = Future.succeededFuture();
            for (List<Waiting> waiting : locked.waiting().values()) {
                picking = picking.compose(_ -> serve(transaction, serving, waiting));
            }
            return picking.compose(_ -> serving.write(transaction)).compose(_ -> retry(transaction, sponsor, serving));
        });
    }

    /** What is free of the goods that the sponsor counts and that these programmes' packs hold; nothing is asked where they hold none. */
    private Future<Map<Environment, FreeGoods>> counted(SqlConnection transaction, UUID sponsor, Locked locked) {
        Map<Environment, List<CountedGood>> wanted = new EnumMap<>(Environment.class);
        for (List<Waiting> waiting : locked.waiting().values()) {
            ProgrammeAttributes programme = waiting.getFirst().programme();
            wanted.computeIfAbsent(programme.env(), _ -> new ArrayList<>()).addAll(programme.goods());
        }
        Map<Environment, FreeGoods> counted = new EnumMap<>(Environment.class);
        Future<Void> reading = Future.succeededFuture();
        for (Map.Entry<Environment, List<CountedGood>> one : wanted.entrySet()) {
            reading = reading.compose(_ -> goods.free(transaction, sponsor, one.getKey(), one.getValue()))
                    .map(free -> {
                        counted.put(one.getKey(), new FreeGoods(free));
                        return null;
                    });
        }
        return reading.map(_ -> counted);
    }

    private Future<Void> serve(SqlConnection transaction, Serving serving, List<Waiting> waiting) {
        ProgrammeAttributes programme = waiting.getFirst().programme();
        if (!serving.counted(programme).suffice(programme.goods())) {
            // Whatever adds some sets a timer of its own.
            return Future.succeededFuture();
        }
        String env = programme.env().name();
        return stock.pick(transaction, programme.id(), env, waiting.size(), serving.taken, null, false)
                .compose(devices -> serving.serve(waiting, devices)
                        ? Future.succeededFuture(false)
                        : stock.isThereForOne(transaction, programme.id(), env, serving.taken))
                .onSuccess(serving::lookLater)
                .mapEmpty();
    }

    /** Whatever others had locked is looked at again, and so are those behind the first ones. */
    private Future<Void> retry(SqlConnection transaction, UUID sponsor, Serving serving) {
        if (serving.isMoreLater) {
            return backOrders
                    .retry(transaction, sponsor, serving.now.plus(PATIENCE))
                    .mapEmpty();
        }
        return serving.isMoreToDo
                ? backOrders.retry(transaction, sponsor, serving.now).mapEmpty()
                : Future.succeededFuture();
    }

    /** What is served at one time. */
    private final class Serving {
        private final Instant now;
        private final UUID sponsor;
        private final Map<Environment, FreeGoods> counted;
        private final List<GoodsInStock.Taken> goodsTaken = new ArrayList<>();
        private final Set<UUID> taken = new HashSet<>();
        private final List<Change<Pack, AllocationEvent>> packsServed = new ArrayList<>();
        private final List<Change<Request, AllocationEvent>> met = new ArrayList<>();
        private final List<Change<Device, AllocationEvent>> devicesPut = new ArrayList<>();
        private final Map<UUID, Instant> packs = new LinkedHashMap<>();
        private final Map<UUID, Integer> ofProgrammes = new HashMap<>();
        private boolean isMoreToDo;
        private boolean isMoreLater;

        Serving(Instant now, UUID sponsor, Map<Environment, FreeGoods> counted) {
            this.now = now;
            this.sponsor = sponsor;
            this.counted = counted;
        }

        /** The counted goods of the network that the programme is in. */
        FreeGoods counted(ProgrammeAttributes programme) {
            return Objects.requireNonNull(counted.get(programme.env()), "counted for each programme");
        }

        /** Serves as many as there are devices and goods for; whether no device lacks for the next. */
        boolean serve(List<Waiting> waiting, List<Stored<Device>> found) {
            Map<UUID, Stored<Device>> stored = new HashMap<>();
            Shelf shelf = new Shelf(ReservePack.free(found, stored), Map.of());
            for (Waiting one : waiting) {
                ProgrammeAttributes programme = one.programme();
                if (!shelf.missing(programme.pack(), programme.minimumLevel()).isEmpty()) {
                    return false;
                }
                if (!counted(programme).suffice(programme.goods())) {
                    return true;
                }
                put(programme, one, shelf.take(programme.pack(), programme.minimumLevel()), stored);
            }
            isMoreToDo |= waiting.size() == BackOrders.MOST_AT_A_TIME;
            return true;
        }

        private void put(
                ProgrammeAttributes programme, Waiting one, List<Stocked> devices, Map<UUID, Stored<Device>> stored) {
            UUID packId = one.stored().id();
            Instant expiresAt = Reservation.expiry(programme, one.pack().minutes(), now);
            List<PackedGoods> its = counted(programme).take(programme.goods());
            goodsTaken.addAll(Reservation.goods(packId, its));
            packsServed.add(
                    Change.following(one.stored(), one.pack().serve(Reservation.packed(devices), its, expiresAt), now));
            met.add(Change.following(one.request(), one.asked().serve(), now));
            for (Stocked device : devices) {
                Stored<Device> from = stored.get(device.attributes().id());
                if (from == null) {
                    throw new IllegalStateException("a device was taken that nobody read");
                }
                devicesPut.add(Change.following(from, device.reserve(packId, programme.id()), now));
                taken.add(from.id());
            }
            packs.put(packId, expiresAt);
            ofProgrammes.merge(programme.id(), 1, Integer::sum);
        }

        void lookLater(boolean isSomethingThere) {
            isMoreLater |= isSomethingThere;
        }

        Future<Void> write(SqlConnection transaction) {
            return packs.isEmpty()
                    ? Future.succeededFuture()
                    : plan().apply(transaction, new Cause(Ids.next(), null, now))
                            .mapEmpty();
        }

        private Plan plan() {
            Plan plan = Plan.answering(packs.keySet())
                    .changing(Packs.TABLE, packsServed)
                    .changing(Stock.TABLE, devicesPut)
                    .changing(Requests.TABLE, met)
                    .writing((connection, _) -> ServeBackOrder.this.packs.setExpiryTimers(connection, packs))
                    .writingBeforeCommit((connection, _) -> backOrders.serve(connection, packs.keySet(), ofProgrammes));
            return goodsTaken.isEmpty()
                    ? plan
                    : plan.writingBeforeCommit((connection, _) -> goods.take(connection, sponsor, goodsTaken));
        }
    }
}
