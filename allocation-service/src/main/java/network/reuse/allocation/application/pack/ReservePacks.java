package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import network.reuse.allocation.application.funding.Drawing;
import network.reuse.allocation.application.pack.ReservationRow.Outcome;
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.FreeGoods;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Programme.ShareUse;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.allocation.domain.Shelf;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.FundingEnvelopes;
import network.reuse.allocation.persistence.FundingEnvelopes.Standing;
import network.reuse.allocation.persistence.GoodsInStock;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Ledger.Reserved;
import network.reuse.allocation.persistence.Ledger.Subject;
import network.reuse.allocation.persistence.NearMatches;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Programmes.Left;
import network.reuse.allocation.persistence.Programmes.Part;
import network.reuse.allocation.persistence.Programmes.Taking;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Requests.ToServe;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.CountedGood;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.commit.BulkReport.Pointers;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * Reserves packs for many requests in one call, in the order in which they are named: each request has its own result,
 * and one that cannot be served does not spoil its neighbours.
 */
@ApplicationScoped
public class ReservePacks {
    private final Commit commit;
    private final CodeNumbers codes;
    private final Programmes programmes;
    private final Requests requests;
    private final Packs packs;
    private final Stock stock;
    private final BackOrders backOrders;
    private final GoodsInStock goods;
    private final FundingEnvelopes envelopes;
    private final Ledger ledger;
    private final NearMatches nearMatches;

    public ReservePacks(
            Commit commit,
            CodeNumbers codes,
            Programmes programmes,
            Requests requests,
            Packs packs,
            Stock stock,
            BackOrders backOrders,
            GoodsInStock goods,
            FundingEnvelopes envelopes,
            Ledger ledger,
            NearMatches nearMatches) {
        this.commit = commit;
        this.codes = codes;
        this.programmes = programmes;
        this.requests = requests;
        this.packs = packs;
        this.stock = stock;
        this.backOrders = backOrders;
        this.goods = goods;
        this.envelopes = envelopes;
        this.ledger = ledger;
        this.nearMatches = nearMatches;
    }

    /** One result for each request. */
    public Uni<Answer> reserveAll(
            Command command, List<UUID> requestIds, ReservePack.Terms terms, @Nullable Instant occurredAt) {
        Reservation.requireSandbox(terms.minutes(), command.caller().env());
        RecordedTime time = command.recorded(occurredAt);
        return codes.take('K', requestIds.size())
                .chain(numbers -> commit.write(
                        command,
                        Unversioned.JUDGES_EACH_ROW,
                        (connection, _) -> read(connection, requestIds, time),
                        read -> plan(command, requestIds, read, numbers, terms, time)));
    }

    /**
     * What many requests find.
     *
     * @param toServe those that the caller may serve, locked, by id
     * @param seen those that the caller may see, by id
     * @param picked what was picked for each programme
     * @param shares the shares of those programmes that have some
     * @param left how many each programme has left
     * @param goods what is free of the counted goods of their packs, locked
     * @param envelopes those that the programmes' plans draw on, locked
     * @param nearMatches the requests that look like ones that come before them, undecided, and whether they wait for that
     */
    private record Read(
            Map<UUID, ToServe> toServe,
            Map<UUID, Stored<Request>> seen,
            Map<UUID, Picked> picked,
            Map<Part, ShareUse> shares,
            Map<UUID, Left> left,
            FreeGoods goods,
            List<Standing> envelopes,
            Map<UUID, Boolean> nearMatches) {}

    /**
     * Free devices for a programme's packs.
     *
     * @param belowMinimum as the shelf has it; nothing where enough were picked
     */
    private record Picked(List<Stored<Device>> devices, Map<DeviceCategory, List<SanitisationLevel>> belowMinimum) {}

    private Future<Read> read(SqlConnection connection, List<UUID> ids, RecordedTime time) {
        Future<List<ToServe>> serving = requests.lockToServe(connection, ids);
        Future<Map<UUID, Stored<Request>>> seeing = Requests.TABLE.loadAll(connection, ids);
        Future<Map<UUID, Boolean>> near = nearMatches.ofThese(connection, ids);
        return serving.compose(toServe -> seeing.compose(seen -> {
            Map<UUID, ToServe> byId = new HashMap<>();
            Map<UUID, Programme> running = new TreeMap<>();
            Map<UUID, Integer> waiting = new HashMap<>();
            Map<UUID, Integer> room = new HashMap<>();
            for (ToServe one : toServe) {
                byId.put(one.request().id(), one);
                UUID programme = one.programme().attributes().id();
                running.put(programme, one.programme());
                waiting.merge(programme, one.request().state() instanceof Submitted ? 1 : 0, Integer::sum);
                room.put(programme, room(one, time.at()));
            }
            waiting.replaceAll((programme, requests) -> Math.min(requests, room.getOrDefault(programme, 0)));
            return pickAll(connection, running, waiting, ReservePack.since(time))
                    .compose(picked -> shares(connection, toServe)
                            .compose(shares -> programmes
                                    .left(connection, running.keySet())
                                    .compose(left -> counted(connection, running.values())
                                            .compose(counted -> drawnOn(connection, toServe)
                                                    .compose(drawn -> near.map(undecided -> new Read(
                                                            byId, seen, picked, shares, left, counted, drawn,
                                                            undecided)))))));
        }));
    }

    /** What is free of the goods of these programmes' packs that their sponsor counts, locked; nothing is asked where they hold none. */
    private Future<FreeGoods> counted(SqlConnection connection, Collection<Programme> running) {
        List<CountedGood> wanted = new ArrayList<>();
        running.forEach(programme -> wanted.addAll(programme.attributes().goods()));
        if (wanted.isEmpty()) {
            return Future.succeededFuture(new FreeGoods(List.of()));
        }
        ProgrammeAttributes any = running.iterator().next().attributes();
        return goods.lockFree(connection, any.sponsor(), any.env(), wanted).map(FreeGoods::new);
    }

    /** The shares of the programmes that have some, locked before any quota is. */
    private Future<Map<Part, ShareUse>> shares(SqlConnection connection, List<ToServe> toServe) {
        Set<UUID> divided = new HashSet<>();
        for (ToServe one : toServe) {
            if (one.share() != null) {
                divided.add(one.programme().attributes().id());
            }
        }
        return divided.isEmpty() ? Future.succeededFuture(Map.of()) : programmes.leftOfShares(connection, divided);
    }

    /** The envelopes that pay for these packs, locked last and in the order of their ids; nothing is asked where there are none. */
    private Future<List<Standing>> drawnOn(SqlConnection connection, List<ToServe> toServe) {
        Set<UUID> ids = new HashSet<>();
        for (ToServe one : toServe) {
            CoFinancing plan = one.plan();
            if (plan != null) {
                ids.addAll(plan.envelopeIds());
            }
        }
        return ids.isEmpty() ? Future.succeededFuture(List.of()) : envelopes.lock(connection, ids);
    }

    private Plan plan(
            Command command,
            List<UUID> ids,
            Read read,
            List<String> numbers,
            ReservePack.Terms terms,
            RecordedTime time) {
        Serving serve = new Serving(read, time, command.now(), terms, numbers, command.caller());
        Plan plan = Plan.answering(BulkReport.evaluateEach(
                Outcome.class,
                command.language(),
                ids,
                Pointers.ofIds("/requests"),
                id -> serve.reserved(read.toServe().get(id), read.seen().get(id)),
                ReservePacks::rejected));
        if (serve.packs.isEmpty()) {
            return plan;
        }
        Plan reserving = plan.creating(Packs.TABLE, serve.packs)
                .changing(Stock.TABLE, serve.devices)
                .changing(Requests.TABLE, serve.requests)
                .writing((connection, _) -> packs.setExpiryTimers(connection, serve.expiries));
        Plan dividing = serve.ofShares.isEmpty()
                ? reserving
                : reserving.writing((connection, _) -> programmes.takeOfShares(connection, serve.ofShares));
        Plan taking = dividing.writing((connection, _) -> programmes.take(connection, serve.takings.values()));
        Plan stocking = serve.goodsTaken.isEmpty()
                ? taking
                : taking.writingBeforeCommit((connection, _) ->
                        goods.take(connection, command.caller().organisation(), serve.goodsTaken));
        Plan funding = serve.funded.isEmpty()
                ? stocking
                : stocking.writingBeforeCommit((connection, _) -> ledger.commit(
                        connection, Subject.PACK, command.caller().organisation(), serve.funded, time.at()));
        return serve.waiting.isEmpty()
                ? funding
                : funding.writingBeforeCommit(
                        (connection, cause) -> backOrders.enter(connection, serve.waiting, cause.now()));
    }

    private static ReservationRow rejected(UUID requestId, List<Fault> errors) {
        return new ReservationRow(requestId, Outcome.REJECTED, null, null, null, null, errors);
    }

    /** How many packs the programme can take as it stands, so that it keeps no device from the next one. */
    private static int room(ToServe one, Instant occurred) {
        return one.programme() instanceof Programme.Open open && open.isReservable(HandOverPlaces.day(occurred))
                ? Math.max(0, open.attributes().quota() - one.taken())
                : 0;
    }

    /** Free devices for all who wait, programme by programme; those of one are no longer free for the next. */
    private Future<Map<UUID, Picked>> pickAll(
            SqlConnection connection,
            Map<UUID, Programme> running,
            Map<UUID, Integer> waiting,
            @Nullable Instant since) {
        Map<UUID, Picked> picked = new HashMap<>();
        Set<UUID> gone = new HashSet<>();
        Future<Void> picking = Future.succeededFuture();
        for (Programme programme : running.values()) {
            int wanted = Objects.requireNonNullElse(
                    waiting.get(programme.attributes().id()), 0);
            if (wanted > 0) {
                picking = picking.compose(_ -> pick(connection, programme, wanted, gone, since))
                        .map(found -> {
                            picked.put(programme.attributes().id(), found);
                            found.devices().forEach(device -> gone.add(device.id()));
                            return null;
                        });
            }
        }
        return picking.map(_ -> picked);
    }

    private Future<Picked> pick(
            SqlConnection connection, Programme programme, int wanted, Set<UUID> gone, @Nullable Instant since) {
        UUID id = programme.attributes().id();
        String env = programme.attributes().env().name();
        int whole = wanted
                * programme.attributes().pack().stream()
                        .mapToInt(item -> item.count())
                        .sum();
        return stock.pick(connection, id, env, wanted, gone, since, false)
                .compose(devices -> devices.size() == whole
                        ? Future.succeededFuture(new Picked(devices, Map.of()))
                        : stock.pick(connection, id, env, wanted, gone, since, true)
                                .compose(waitedFor -> stock.belowMinimum(connection, programme.attributes(), since)
                                        .map(below -> new Picked(waitedFor, below))));
    }

    /** The requests of one call, served one after the other from what is on the shelves. */
    private static final class Serving {
        private final Map<UUID, Shelf> shelves = new HashMap<>();
        private final Map<UUID, Stored<Device>> stored = new HashMap<>();
        private final Map<Part, ShareUse> shares;
        private final Map<UUID, Left> left;
        private final Map<UUID, Boolean> nearMatches;
        private final RecordedTime time;
        private final Instant now;
        private final ReservePack.Terms terms;
        private final List<String> numbers;
        private final Caller caller;

        private final List<Creation<Pack, AllocationEvent>> packs = new ArrayList<>();
        private final List<Change<Device, AllocationEvent>> devices = new ArrayList<>();
        private final List<Change<Request, AllocationEvent>> requests = new ArrayList<>();
        private final Map<UUID, Instant> expiries = new LinkedHashMap<>();
        private final Map<UUID, Taking> takings = new LinkedHashMap<>();
        private final Map<Part, Integer> ofShares = new LinkedHashMap<>();
        private final List<BackOrders.Entry> waiting = new ArrayList<>();
        private final List<Reserved> funded = new ArrayList<>();
        private final List<GoodsInStock.Taken> goodsTaken = new ArrayList<>();
        private final FreeGoods goods;
        private final Set<UUID> served = new HashSet<>();
        private final Drawing drawing;

        Serving(
                Read read,
                RecordedTime time,
                Instant now,
                ReservePack.Terms terms,
                List<String> numbers,
                Caller caller) {
            read.picked()
                    .forEach((programme, found) -> shelves.put(
                            programme, new Shelf(ReservePack.free(found.devices(), stored), found.belowMinimum())));
            this.shares = new HashMap<>(read.shares());
            this.left = new HashMap<>(read.left());
            this.goods = read.goods();
            this.nearMatches = read.nearMatches();
            this.drawing = Drawing.on(read.envelopes());
            this.time = time;
            this.now = now;
            this.terms = terms;
            this.numbers = numbers;
            this.caller = caller;
        }

        private ToServe refuse(@Nullable Stored<Request> seen) {
            Request request = Refusals.visible(seen).state();
            Requests.TABLE.requireOwner(request, caller);
            throw request.illegal();
        }

        ReservationRow reserved(@Nullable ToServe locked, @Nullable Stored<Request> seen) {
            ToServe toServe = locked == null ? refuse(seen) : locked;
            Stored<Request> request = toServe.request();
            if (!(request.state() instanceof Submitted asked) || served.contains(request.id())) {
                throw request.state().illegal();
            }
            if (Boolean.TRUE.equals(nearMatches.get(request.id()))) {
                throw asked.nearMatchUndecided();
            }
            Programme.Open programme = toServe.programme().requireOpen();
            UUID programmeId = programme.attributes().id();
            programme.requireReservable(HandOverPlaces.day(time.at()));
            asked.requireEligible(now);
            Left remaining = Objects.requireNonNullElseGet(left.get(programmeId), () -> new Left(0, 0, 0));
            ShareUse asIn = toServe.share();
            Part part = new Part(programmeId, asIn == null ? ShareUse.OUTSIDE : asIn.label());
            ShareUse share = shares.get(part);
            programme.requireRoom(programme.attributes().quota() - remaining.packs(), share);
            CoFinancing plan = toServe.plan();
            if (plan != null) {
                drawing.require(plan, HandOverPlaces.day(time.at()));
            }
            Shelf shelf = shelves.computeIfAbsent(programmeId, _ -> new Shelf(List.of(), Map.of()));
            List<CountedGood> its = programme.attributes().goods();
            boolean isThere = shelf.missing(
                            programme.attributes().pack(),
                            programme.attributes().minimumLevel())
                    .isEmpty();
            if (remaining.waiting() > 0 || !isThere || !goods.suffice(its)) {
                if (terms.mayWait(programme)) {
                    return waiting(toServe, asked, programme, remaining, part, share);
                }
                if (remaining.waiting() > 0) {
                    throw programme.backOrderAhead(remaining.waiting());
                }
            }
            if (isThere) {
                goods.require(its);
            }
            Reservation reservation = Reservation.of(
                    request,
                    asked,
                    programme.attributes(),
                    shelf.take(
                            programme.attributes().pack(),
                            programme.attributes().minimumLevel()),
                    stored,
                    goods.take(its),
                    numbers.get(packs.size()),
                    Reservation.expiry(programme.attributes(), terms.minutes(), now),
                    time);
            left.put(programmeId, remaining.less());
            take(toServe, part, share, reservation.pack().id(), 0);
            packs.add(reservation.pack());
            devices.addAll(reservation.devices());
            goodsTaken.addAll(reservation.goods());
            requests.add(reservation.request());
            expiries.put(reservation.pack().id(), reservation.expiresAt());
            return new ReservationRow(
                    request.id(),
                    Outcome.RESERVED,
                    reservation.pack().id(),
                    reservation.pack().decision().next().attributes().code(),
                    null,
                    warning(request.id()),
                    List.of());
        }

        /** True where the request looks like one that comes before it, undecided. */
        private @Nullable Boolean warning(UUID requestId) {
            return nearMatches.containsKey(requestId) ? true : null;
        }

        /** Nothing is put aside: the pack waits behind the others of its programme. */
        private ReservationRow waiting(
                ToServe toServe,
                Submitted asked,
                Programme.Open programme,
                Left remaining,
                Part part,
                @Nullable ShareUse share) {
            Reservation.Waiting behind = Reservation.Waiting.behind(
                    remaining.lastPlace(),
                    toServe.request(),
                    asked,
                    programme.attributes(),
                    numbers.get(packs.size()),
                    terms.minutes(),
                    time);
            left.put(part.programmeId(), remaining.lessWaiting());
            take(toServe, part, share, behind.pack().id(), 1);
            packs.add(behind.pack());
            requests.add(behind.request());
            waiting.add(behind.entry());
            return new ReservationRow(
                    toServe.request().id(),
                    Outcome.BACK_ORDERED,
                    behind.pack().id(),
                    behind.pack().decision().next().attributes().code(),
                    remaining.waiting() + 1,
                    warning(toServe.request().id()),
                    List.of());
        }

        /** One of the quota and of its share, and what envelopes pay of the pack. */
        private void take(ToServe toServe, Part part, @Nullable ShareUse share, UUID packId, int waits) {
            CoFinancing plan = toServe.plan();
            if (plan != null) {
                drawing.draw(plan);
                funded.add(new Reserved(packId, plan));
            }
            if (share != null) {
                shares.put(part, new ShareUse(share.label(), share.count(), share.taken() + 1));
                ofShares.merge(part, 1, Integer::sum);
            }
            takings.merge(
                    part.programmeId(),
                    new Taking(part.programmeId(), toServe.programmeVersion(), 1, waits),
                    (before, one) -> new Taking(
                            one.programmeId(), one.version(), before.count() + 1, before.waiting() + one.waiting()));
            served.add(toServe.request().id());
        }
    }
}
