package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.application.request.SubmitRequest;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.FreeGoods;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.FundingEnvelopes;
import network.reuse.allocation.persistence.FundingEnvelopes.Standing;
import network.reuse.allocation.persistence.GoodsInStock;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Programmes.Used;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A pack did not come back after all: whoever received it has it as before, as long as its devices are on their way, nobody
 * has taken what its return freed of the quota, of the goods and of its envelopes, and its household was not served otherwise.
 */
@ApplicationScoped
public class CorrectReturn {
    private final Commit commit;
    private final Programmes programmes;
    private final Requests requests;
    private final Packs packs;
    private final Stock stock;
    private final GoodsInStock goods;
    private final FundingEnvelopes envelopes;
    private final Ledger ledger;

    public CorrectReturn(
            Commit commit,
            Programmes programmes,
            Requests requests,
            Packs packs,
            Stock stock,
            GoodsInStock goods,
            FundingEnvelopes envelopes,
            Ledger ledger) {
        this.commit = commit;
        this.programmes = programmes;
        this.requests = requests;
        this.packs = packs;
        this.stock = stock;
        this.goods = goods;
        this.envelopes = envelopes;
        this.ledger = ledger;
    }

    /**
     * What was read together.
     *
     * @param programme empty unless the caller is the sponsor
     * @param isServedByAnother whether the household has another request that waits, or another pack
     * @param goods the counts of its goods; nothing unless they came back as well
     * @param shares what its envelopes pay of the pack
     */
    private record Read(
            LockedPack locked,
            Optional<Used> programme,
            boolean isServedByAnother,
            Map<UUID, FreeGoods.InStock> goods,
            Map<UUID, Long> shares,
            List<Standing> envelopes) {
        Stored<Pack> pack() {
            return locked.pack();
        }
    }

    public Uni<Answer> correct(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Packs.TABLE,
                (connection, _) -> read(connection, id),
                Read::pack,
                read -> plan(read, reason, time));
    }

    private Future<Read> read(SqlConnection connection, UUID id) {
        Future<LockedPack> pack = LockedPack.read(connection, id, packs, stock, requests);
        Future<Optional<Used>> programme = programmes.ofPack(connection, id);
        return pack.compose(locked -> programme.compose(used -> isServed(connection, locked.requests())
                .compose(served -> goodsBack(connection, locked.pack())
                        .compose(back -> ledger.shares(connection, id)
                                .compose(shares -> drawnOn(connection, shares)
                                        .map(standings -> new Read(locked, used, served, back, shares, standings)))))));
    }

    /** The counts of the goods that came back with a pack; nothing is asked where none did. */
    private Future<Map<UUID, FreeGoods.InStock>> goodsBack(SqlConnection connection, Stored<Pack> pack) {
        return pack.state() instanceof Pack.Returned returned && returned.goodsBack()
                ? goods.free(connection, pack.id())
                : Future.succeededFuture(Map.of());
    }

    private Future<List<Standing>> drawnOn(SqlConnection connection, Map<UUID, Long> shares) {
        return shares.isEmpty() ? Future.succeededFuture(List.of()) : envelopes.standings(connection, shares.keySet());
    }

    private Future<Boolean> isServed(SqlConnection connection, List<Stored<Request>> met) {
        Future<Boolean> served = Future.succeededFuture(false);
        for (Stored<Request> request : met) {
            if (request.state().attributes().household() != null) {
                served = served.compose(is -> is
                        ? Future.succeededFuture(true)
                        : requests.isServedByAnother(connection, request.state().attributes()));
            }
        }
        return served;
    }

    private Plan plan(Read read, String reason, RecordedTime time) {
        Stored<Pack> pack = read.pack();
        if (!(pack.state() instanceof Pack.Returned returned)) {
            throw pack.state().illegal();
        }
        Change<Pack, AllocationEvent> change =
                Change.recorded(pack, returned.correctReturn(onTheirWay(read.locked()), reason), time);
        Used programme = read.programme()
                .orElseThrow(() -> new IllegalStateException("the sponsor of a pack sees its programme"));
        programme.programme().requireRoomForReturned(programme.taken(), programme.share());
        if (read.isServedByAnother()) {
            throw SubmitRequest.householdServed();
        }
        for (Standing standing : read.envelopes()) {
            long needed = Objects.requireNonNullElse(
                    read.shares().get(standing.envelope().id()), 0L);
            if (needed > standing.balance().available()) {
                throw standing.envelope()
                        .state()
                        .exhausted(needed, standing.balance().available());
            }
        }
        if (returned.goodsBack()) {
            new FreeGoods(read.goods().values()).require(returned.attributes().countedGoods());
        }
        List<Change<Device, AllocationEvent>> devices = new ArrayList<>();
        for (Stored<Device> device : read.locked().devices()) {
            if (device.state() instanceof Device.Returned back) {
                devices.add(Change.recorded(device, undo(back, change.decision().next(), reason), time));
            }
        }
        Plan plan = Plan.change(Packs.TABLE, change, PackView::of)
                .changing(Stock.TABLE, devices)
                .changing(Requests.TABLE, read.locked().met(Request.Met::correctReturn, change.occurredAt()))
                .writingBeforeCommit((connection, _) -> programmes.takeReturned(
                        connection,
                        returned.attributes().programmeId(),
                        returned.attributes().requestId()));
        return (returned.goodsBack()
                        ? goods.moving(plan, List.of(returned.attributes()), GoodsInStock.Fate.GONE)
                        : plan)
                .writingBeforeCommit((connection, _) -> ledger.reinstate(connection, pack.id(), change.occurredAt()));
    }

    private static List<UUID> onTheirWay(LockedPack locked) {
        return locked.devices().stream()
                .filter(device -> device.state() instanceof Device.Returned)
                .map(Stored::id)
                .toList();
    }

    private static Decision<Device, AllocationEvent> undo(Device.Returned device, Pack before, String reason) {
        UUID programme = before.attributes().programmeId();
        return before instanceof Pack.Sold sold
                ? device.correctReturn(programme, sold.priceCents(), reason)
                : device.correctReturn(programme, reason);
    }
}
