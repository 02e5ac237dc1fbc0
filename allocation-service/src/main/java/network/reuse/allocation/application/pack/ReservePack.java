package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.application.funding.Drawing;
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Stocked;
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
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.RetryTransaction;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * Puts the devices of one pack aside for a request: each device once, whoever else reserves at the same time. Devices
 * that others are about to take are passed over first; when too few are left, those are waited for before anybody is
 * refused. One of the quota is taken last, so that the row that all of a programme's reservations change is held only
 * until the commit that is sent right behind; behind it the goods that its sponsor counts are put aside, and, where envelopes pay for the
 * pack, their shares. Where a reservation may wait for devices or goods, that row is locked when they lack or when others wait, and gives its place; what envelopes
 * pay is set aside then.
 */
@ApplicationScoped
public class ReservePack {
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

    public ReservePack(
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

    /**
     * How a pack is reserved.
     *
     * @param backOrder whether it waits with a rank when devices or goods lack; null when the programme says it
     * @param minutes in how many it expires, in the sandbox alone; null when the programme says it
     */
    public record Terms(
            @Nullable Boolean backOrder, @Nullable Integer minutes) {
        boolean mayWait(Programme programme) {
            return backOrder == null ? programme.attributes().backOrder() : backOrder;
        }
    }

    /** What a programme has left, with the share that a request is in, both locked. */
    private record Locked(Left left, @Nullable ShareUse share) {}

    /**
     * What a reservation finds.
     *
     * @param belowMinimum as the shelf has it; nothing as long as locks were not waited for
     * @param goods what of the counted goods of a pack is free
     * @param locked null unless it may have to wait for devices or goods
     * @param envelopes those that the programme's plan draws on
     * @param nearMatchWaits whether it waits for a human, since it looks like a request that comes before it; null when it looks like none
     */
    private record Read(
            ToServe toServe,
            List<Stored<Device>> devices,
            Map<DeviceCategory, List<SanitisationLevel>> belowMinimum,
            FreeGoods goods,
            @Nullable Locked locked,
            List<Standing> envelopes,
            @Nullable Boolean nearMatchWaits,
            boolean waitedForLocks) {
        int taken() {
            return locked == null
                    ? toServe.taken()
                    : toServe.programme().attributes().quota() - locked.left().packs();
        }

        @Nullable ShareUse share() {
            return locked == null ? toServe.share() : locked.share();
        }

        /** Says that the request looks like one that comes before it, where nobody has decided. */
        PackView warned(PackView pack) {
            return nearMatchWaits == null ? pack : pack.ofNearMatch();
        }

        int waiting() {
            return locked == null ? toServe.waiting() : locked.left().waiting();
        }
    }

    /** Reserves a pack for this request, or lets it wait for one. */
    public Uni<Answer> reserve(Command command, UUID requestId, Terms terms, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        Reservation.requireSandbox(terms.minutes(), command.caller().env());
        return codes.take('K', 1)
                .chain(code -> commit.write(
                        command,
                        Unversioned.CREATES,
                        (connection, waitForLocks) ->
                                read(connection, command.caller(), requestId, terms, time, waitForLocks),
                        read -> plan(read, code.getFirst(), terms, time, command.now())));
    }

    private Future<Read> read(
            SqlConnection connection,
            Caller caller,
            UUID requestId,
            Terms terms,
            RecordedTime time,
            boolean waitForLocks) {
        Future<List<ToServe>> serving = requests.lockToServe(connection, List.of(requestId));
        Future<Map<UUID, Boolean>> nearMatch = nearMatches.ofThese(connection, List.of(requestId));
        Future<List<Stored<Device>>> picking = stock.pickFor(connection, requestId, since(time), waitForLocks);
        return serving.compose(toServe -> picking.compose(devices -> toServe.isEmpty()
                ? refuse(connection, caller, requestId)
                : belowMinimum(connection, toServe.getFirst(), time, waitForLocks)
                        .compose(below -> counted(connection, toServe.getFirst())
                                .compose(counted -> locked(
                                                connection,
                                                toServe.getFirst(),
                                                devices.size(),
                                                counted,
                                                terms,
                                                waitForLocks)
                                        .compose(locked -> drawnOn(connection, toServe.getFirst())
                                                .compose(drawn -> nearMatch.map(near -> new Read(
                                                        toServe.getFirst(),
                                                        devices,
                                                        below,
                                                        counted,
                                                        locked.orElse(null),
                                                        drawn,
                                                        near.get(requestId),
                                                        waitForLocks))))))));
    }

    /** What is free of the goods of a pack that its sponsor counts; nothing is asked where a pack holds none. */
    private Future<FreeGoods> counted(SqlConnection connection, ToServe toServe) {
        ProgrammeAttributes programme = toServe.programme().attributes();
        return goods.free(connection, programme.sponsor(), programme.env(), programme.goods())
                .map(FreeGoods::new);
    }

    /** What a request needs that waits: what is left, locked in the order of all, when something lacks or others wait already. */
    private Future<Optional<Locked>> locked(
            SqlConnection connection,
            ToServe toServe,
            int picked,
            FreeGoods counted,
            Terms terms,
            boolean waitForLocks) {
        ProgrammeAttributes programme = toServe.programme().attributes();
        boolean isShort = waitForLocks
                && (picked
                                < programme.pack().stream()
                                        .mapToInt(item -> item.count())
                                        .sum()
                        || !counted.suffice(programme.goods()));
        if (!(toServe.request().state() instanceof Submitted)
                || !terms.mayWait(toServe.programme())
                || !(isShort || toServe.waiting() > 0)) {
            return Future.succeededFuture(Optional.empty());
        }
        List<UUID> ids = List.of(programme.id());
        ShareUse share = toServe.share();
        Future<Map<Part, ShareUse>> shares =
                share == null ? Future.succeededFuture(Map.of()) : programmes.leftOfShares(connection, ids);
        return shares.compose(ofShares -> programmes.left(connection, ids).map(left -> {
            Left ofProgramme = left.get(programme.id());
            if (ofProgramme == null) {
                throw new RetryTransaction();
            }
            return Optional.of(new Locked(
                    ofProgramme, share == null ? null : ofShares.get(new Part(programme.id(), share.label()))));
        }));
    }

    /** The envelopes that pay for a pack; nothing is asked where there are none. */
    private Future<List<Standing>> drawnOn(SqlConnection connection, ToServe toServe) {
        CoFinancing plan = toServe.plan();
        return plan == null ? Future.succeededFuture(List.of()) : envelopes.standings(connection, plan.envelopeIds());
    }

    private Future<Map<DeviceCategory, List<SanitisationLevel>>> belowMinimum(
            SqlConnection connection, ToServe toServe, RecordedTime time, boolean waitForLocks) {
        return waitForLocks
                ? stock.belowMinimum(connection, toServe.programme().attributes(), since(time))
                : Future.succeededFuture(Map.of());
    }

    private static <T> Future<T> refuse(SqlConnection connection, Caller caller, UUID requestId) {
        return Requests.TABLE.require(connection, requestId).compose(request -> {
            Requests.TABLE.requireOwner(request.state(), caller);
            throw request.state().illegal();
        });
    }

    private Plan plan(Read read, String code, Terms terms, RecordedTime time, Instant now) {
        Stored<Request> request = read.toServe().request();
        if (!(request.state() instanceof Submitted waiting)) {
            throw request.state().illegal();
        }
        if (Boolean.TRUE.equals(read.nearMatchWaits())) {
            throw waiting.nearMatchUndecided();
        }
        Programme.Open programme = read.toServe().programme().requireOpen();
        programme.requireReservable(HandOverPlaces.day(time.at()));
        waiting.requireEligible(now);
        programme.requireRoom(read.taken(), read.share());
        CoFinancing plan = read.toServe().plan();
        if (plan != null) {
            Drawing.on(read.envelopes()).require(plan, HandOverPlaces.day(time.at()));
        }
        Map<UUID, Stored<Device>> stored = new HashMap<>();
        Shelf shelf = new Shelf(free(read.devices(), stored), read.belowMinimum());
        SanitisationLevel minimum = programme.attributes().minimumLevel();
        boolean isComplete =
                shelf.missing(programme.attributes().pack(), minimum).isEmpty()
                        && read.goods().suffice(programme.attributes().goods());
        if (read.waiting() > 0 || !isComplete) {
            if (terms.mayWait(programme)) {
                return backOrder(read, waiting, programme, code, terms, time);
            }
            if (read.waiting() > 0) {
                throw programme.backOrderAhead(read.waiting());
            }
            if (!read.waitedForLocks()) {
                throw new RetryTransaction();
            }
        }
        Reservation reservation = Reservation.of(
                request,
                waiting,
                programme.attributes(),
                shelf.take(programme.attributes().pack(), minimum),
                stored,
                read.goods().take(programme.attributes().goods()),
                code,
                Reservation.expiry(programme.attributes(), terms.minutes(), now),
                time);
        UUID programmeId = programme.attributes().id();
        Plan reserving = Plan.create(Packs.TABLE, reservation.pack(), pack -> read.warned(PackView.of(pack)))
                .changing(Stock.TABLE, reservation.devices())
                .changing(Requests.TABLE, List.of(reservation.request()))
                .writing((connection, _) -> packs.setExpiryTimers(
                        connection, Map.of(reservation.pack().id(), reservation.expiresAt())))
                .writingBeforeCommit((connection, _) -> programmes.takeOne(
                        connection, programmeId, read.toServe().programmeVersion(), read.share()));
        List<GoodsInStock.Taken> taken = reservation.goods();
        Plan stocked = taken.isEmpty()
                ? reserving
                : reserving.writingBeforeCommit((connection, _) ->
                        goods.take(connection, programme.attributes().sponsor(), taken));
        return funded(stocked, read, reservation.pack());
    }

    /** What envelopes pay of a pack is set aside, behind the quota and the goods. */
    private Plan funded(Plan reserving, Read read, Creation<Pack, AllocationEvent> pack) {
        CoFinancing plan = read.toServe().plan();
        return plan == null
                ? reserving
                : reserving.writingBeforeCommit((connection, _) -> ledger.commit(
                        connection,
                        Subject.PACK,
                        read.toServe().programme().attributes().sponsor(),
                        List.of(new Reserved(pack.id(), plan)),
                        pack.occurredAt()));
    }

    /** Nothing is put aside: the pack waits behind the others of its programme. */
    private Plan backOrder(
            Read read, Submitted asked, Programme.Open programme, String code, Terms terms, RecordedTime time) {
        Locked locked = read.locked();
        if (locked == null) {
            throw new RetryTransaction();
        }
        UUID id = programme.attributes().id();
        Reservation.Waiting waiting = Reservation.Waiting.behind(
                locked.left().lastPlace(),
                read.toServe().request(),
                asked,
                programme.attributes(),
                code,
                terms.minutes(),
                time);
        int rank = locked.left().waiting() + 1;
        Plan plan = Plan.create(Packs.TABLE, waiting.pack(), stored -> read.warned(PackView.of(stored, rank)))
                .changing(Requests.TABLE, List.of(waiting.request()));
        ShareUse share = locked.share();
        if (share != null) {
            plan = plan.writing((connection, _) ->
                    programmes.takeOfShares(connection, Map.of(new Part(id, share.label()), 1)));
        }
        Plan taking = plan.writing((connection, _) -> programmes.take(
                connection, List.of(new Taking(id, read.toServe().programmeVersion(), 1, 1))));
        return funded(taking, read, waiting.pack())
                .writingBeforeCommit(
                        (connection, cause) -> backOrders.enter(connection, List.of(waiting.entry()), cause.now()));
    }

    /** The instant at which devices have to have been there; null when nobody states one, and any that is there will do. */
    static @Nullable Instant since(RecordedTime time) {
        return time.isStated() ? time.at() : null;
    }

    /** The devices that are free, each noted as it is stored. */
    static List<Stocked> free(List<Stored<Device>> devices, Map<UUID, Stored<Device>> stored) {
        List<Stocked> free = new ArrayList<>(devices.size());
        for (Stored<Device> device : devices) {
            if (device.state() instanceof Stocked stocked) {
                free.add(stocked);
                stored.put(device.id(), device);
            }
        }
        return free;
    }
}
