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
import java.util.UUID;
import network.reuse.allocation.application.funding.Drawing;
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.allocation.domain.Shelf;
import network.reuse.allocation.persistence.FundingEnvelopes;
import network.reuse.allocation.persistence.FundingEnvelopes.Standing;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Ledger.Reserved;
import network.reuse.allocation.persistence.Ledger.Subject;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Requests.ToServe;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
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
 * until the commit that is sent right behind; behind it, where envelopes pay for the pack, their shares are set aside.
 */
@ApplicationScoped
public class ReservePack {
    private final Commit commit;
    private final CodeNumbers codes;
    private final Programmes programmes;
    private final Requests requests;
    private final Packs packs;
    private final Stock stock;
    private final FundingEnvelopes envelopes;
    private final Ledger ledger;

    public ReservePack(
            Commit commit,
            CodeNumbers codes,
            Programmes programmes,
            Requests requests,
            Packs packs,
            Stock stock,
            FundingEnvelopes envelopes,
            Ledger ledger) {
        this.commit = commit;
        this.codes = codes;
        this.programmes = programmes;
        this.requests = requests;
        this.packs = packs;
        this.stock = stock;
        this.envelopes = envelopes;
        this.ledger = ledger;
    }

    /**
     * What a reservation finds.
     *
     * @param belowMinimum as the shelf has it; nothing as long as locks were not waited for
     * @param envelopes those that the programme's plan draws on
     */
    private record Read(
            ToServe toServe,
            List<Stored<Device>> devices,
            Map<DeviceCategory, List<SanitisationLevel>> belowMinimum,
            List<Standing> envelopes,
            boolean waitedForLocks) {}

    /**
     * Reserves a pack for this request.
     *
     * @param minutes in how many it expires, in the sandbox alone; null when the programme says it
     */
    public Uni<Answer> reserve(
            Command command, UUID requestId, @Nullable Integer minutes, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        Reservation.requireSandbox(minutes, command.caller().env());
        return codes.take('K', 1)
                .chain(code -> commit.write(
                        command,
                        Unversioned.CREATES,
                        (connection, waitForLocks) -> read(connection, command.caller(), requestId, time, waitForLocks),
                        read -> plan(read, code.getFirst(), minutes, time, command.now())));
    }

    private Future<Read> read(
            SqlConnection connection, Caller caller, UUID requestId, RecordedTime time, boolean waitForLocks) {
        Future<List<ToServe>> serving = requests.lockToServe(connection, List.of(requestId));
        Future<List<Stored<Device>>> picking = stock.pickFor(connection, requestId, since(time), waitForLocks);
        return serving.compose(toServe -> picking.compose(devices -> toServe.isEmpty()
                ? refuse(connection, caller, requestId)
                : belowMinimum(connection, toServe.getFirst(), time, waitForLocks)
                        .compose(below -> drawnOn(connection, toServe.getFirst())
                                .map(envelopes ->
                                        new Read(toServe.getFirst(), devices, below, envelopes, waitForLocks)))));
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

    private Plan plan(Read read, String code, @Nullable Integer minutes, RecordedTime time, Instant now) {
        Stored<Request> request = read.toServe().request();
        if (!(request.state() instanceof Submitted waiting)) {
            throw request.state().illegal();
        }
        Programme.Open programme = read.toServe().programme().requireOpen();
        programme.requireReservable(HandOverPlaces.day(time.at()));
        if (read.toServe().taken() >= programme.attributes().quota()) {
            throw programme.usedUp();
        }
        CoFinancing plan = read.toServe().plan();
        if (plan != null) {
            Drawing.on(read.envelopes()).require(plan, HandOverPlaces.day(time.at()));
        }
        Map<UUID, Stored<Device>> stored = new HashMap<>();
        Shelf shelf = new Shelf(free(read.devices(), stored), read.belowMinimum());
        SanitisationLevel minimum = programme.attributes().minimumLevel();
        if (!read.waitedForLocks()
                && !shelf.missing(programme.attributes().pack(), minimum).isEmpty()) {
            throw new RetryTransaction();
        }
        Reservation reservation = Reservation.of(
                request,
                waiting,
                programme.attributes(),
                shelf.take(programme.attributes().pack(), minimum),
                stored,
                code,
                Reservation.expiry(programme.attributes(), minutes, now),
                time);
        UUID programmeId = programme.attributes().id();
        Plan reserving = Plan.create(Packs.TABLE, reservation.pack(), PackView::of)
                .changing(Stock.TABLE, reservation.devices())
                .changing(Requests.TABLE, List.of(reservation.request()))
                .writing((connection, _) -> packs.setExpiryTimers(
                        connection, Map.of(reservation.pack().id(), reservation.expiresAt())))
                .writingBeforeCommit((connection, _) -> programmes.takeOne(
                        connection, programmeId, read.toServe().programmeVersion()));
        return plan == null
                ? reserving
                : reserving.writingBeforeCommit((connection, _) -> ledger.commit(
                        connection,
                        Subject.PACK,
                        programme.attributes().sponsor(),
                        List.of(new Reserved(reservation.pack().id(), plan)),
                        reservation.pack().occurredAt()));
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
