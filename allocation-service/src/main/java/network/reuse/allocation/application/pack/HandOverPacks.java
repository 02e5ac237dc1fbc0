package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.application.pack.HandOverPack.DeviceMove;
import network.reuse.allocation.application.pack.HandOverPack.Read;
import network.reuse.allocation.application.pack.HandOverRow.Outcome;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Pack.Delivered;
import network.reuse.allocation.domain.Pack.Sold;
import network.reuse.allocation.domain.Selling;
import network.reuse.allocation.persistence.GoodsInStock;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.commit.BulkReport.Pointers;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A day's hand-overs or sales in one call that may be sent again: each pack has its own result, and one that cannot be
 * handed over does not spoil its neighbours.
 */
@ApplicationScoped
public class HandOverPacks {
    private final Commit commit;
    private final CodeNumbers codes;
    private final Packs packs;
    private final Stock stock;
    private final GoodsInStock goods;
    private final Ledger ledger;

    public HandOverPacks(
            Commit commit, CodeNumbers codes, Packs packs, Stock stock, GoodsInStock goods, Ledger ledger) {
        this.commit = commit;
        this.codes = codes;
        this.packs = packs;
        this.stock = stock;
        this.goods = goods;
        this.ledger = ledger;
    }

    /** A pack that was sold, and how. */
    public record Sale(UUID packId, Selling selling) {}

    /** What one line of the call wants of its pack. */
    private interface Wish {
        UUID packId();

        /** Whether the pack shows that it was granted before. */
        boolean isGranted(Pack pack);

        Decision<Pack, AllocationEvent> grant(Pack.Reserved pack, List<Stored<Device>> devices, Territory place);

        DeviceMove of(Territory place);

        @Nullable String receipt();
    }

    private record Gift(UUID packId) implements Wish {
        @Override
        public boolean isGranted(Pack pack) {
            return pack instanceof Delivered;
        }

        @Override
        public Decision<Pack, AllocationEvent> grant(
                Pack.Reserved pack, List<Stored<Device>> devices, Territory place) {
            return pack.handOver(place);
        }

        @Override
        public DeviceMove of(Territory place) {
            return device -> device.deliver(place);
        }

        @Override
        public @Nullable String receipt() {
            return null;
        }
    }

    private record Purchase(Sale sale, String receipt, LocalDate day) implements Wish {
        @Override
        public UUID packId() {
            return sale.packId();
        }

        @Override
        public boolean isGranted(Pack pack) {
            return pack instanceof Sold sold
                    && sold.priceCents() == sale.selling().priceCents();
        }

        @Override
        public Decision<Pack, AllocationEvent> grant(
                Pack.Reserved pack, List<Stored<Device>> devices, Territory place) {
            return pack.sell(place, sale.selling(), receipt, day, HandOverPack.attributes(devices));
        }

        @Override
        public DeviceMove of(Territory place) {
            return device -> device.sell(place, sale.selling().priceCents());
        }
    }

    /** Hands over many packs, in that commune or where each was asked for. */
    public Uni<Answer> handOverAll(
            Command command, List<UUID> packIds, @Nullable String commune, @Nullable Instant occurredAt) {
        return grantAll(
                command,
                packIds.stream().map(Gift::new).toList(),
                Pointers.ofIds("/packs"),
                commune,
                command.recorded(occurredAt));
    }

    /** Sells many packs, over a counter in that commune or where each was asked for. */
    public Uni<Answer> sellAll(
            Command command, List<Sale> sales, @Nullable String commune, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return codes.take('V', sales.size()).chain(receipts -> {
            List<Purchase> wishes = new ArrayList<>(sales.size());
            for (int i = 0; i < sales.size(); i++) {
                wishes.add(new Purchase(sales.get(i), receipts.get(i), HandOverPlaces.day(time.at())));
            }
            return grantAll(command, wishes, HandOverPacks::ofSale, commune, time);
        });
    }

    /** What is wrong about a price stands in its row. */
    private static String ofSale(Purchase sale, int index, String pointer) {
        return pointer.isEmpty() || pointer.startsWith("/price") ? "/sales/" + index + pointer : pointer;
    }

    private <W extends Wish> Uni<Answer> grantAll(
            Command command, List<W> wishes, Pointers<W> pointers, @Nullable String commune, RecordedTime time) {
        List<UUID> ids = wishes.stream().map(Wish::packId).toList();
        return commit.write(
                command,
                Unversioned.JUDGES_EACH_ROW,
                (connection, _) -> {
                    Future<?> locked = packs.lock(connection, ids);
                    Future<List<Stored<Device>>> holding = stock.lockOfPacks(connection, ids);
                    Future<Map<UUID, Stored<Pack>>> seeing = Packs.TABLE.loadAll(connection, ids);
                    return locked.compose(
                            _ -> holding.compose(devices -> seeing.map(seen -> new Shown(seen, devices))));
                },
                shown -> grantAll(command, wishes, pointers, shown, commune, time));
    }

    /** The packs that the caller may see, by id, and the devices of those that are locked. */
    private record Shown(Map<UUID, Stored<Pack>> packs, List<Stored<Device>> devices) {}

    private <W extends Wish> Plan grantAll(
            Command command,
            List<W> wishes,
            Pointers<W> pointers,
            Shown shown,
            @Nullable String commune,
            RecordedTime time) {
        Map<UUID, List<Stored<Device>>> byPack = new HashMap<>();
        for (Stored<Device> device : shown.devices()) {
            UUID pack = device.state().packId();
            if (pack != null) {
                byPack.computeIfAbsent(pack, _ -> new ArrayList<>()).add(device);
            }
        }
        List<Change<Pack, AllocationEvent>> packChanges = new ArrayList<>();
        List<Change<Device, AllocationEvent>> deviceChanges = new ArrayList<>();
        Set<UUID> granted = new HashSet<>();
        BulkReport report = BulkReport.evaluateEach(
                Outcome.class,
                command.language(),
                wishes,
                pointers,
                wish -> {
                    Stored<Pack> pack = Refusals.visible(shown.packs().get(wish.packId()));
                    Packs.TABLE.requireOwner(pack.state(), command.caller());
                    if (wish.isGranted(pack.state())) {
                        return row(wish, Outcome.UNCHANGED, pack.version(), receipt(pack.state()));
                    }
                    if (!(pack.state() instanceof Pack.Reserved waiting) || granted.contains(pack.id())) {
                        throw pack.state().illegal();
                    }
                    List<Stored<Device>> its = byPack.getOrDefault(pack.id(), List.of());
                    Territory place = HandOverPack.place(waiting, commune);
                    Change<Pack, AllocationEvent> change = Change.recorded(pack, wish.grant(waiting, its, place), time);
                    deviceChanges.addAll(new Read(pack, its).each(wish.of(place), time));
                    packChanges.add(change);
                    granted.add(pack.id());
                    return row(wish, Outcome.DONE, pack.version() + 1, wish.receipt());
                },
                HandOverPacks::rejected);
        Plan plan = Plan.answering(report).changing(Packs.TABLE, packChanges).changing(Stock.TABLE, deviceChanges);
        return packChanges.isEmpty()
                ? plan
                : goods.moving(
                                plan,
                                packChanges.stream()
                                        .map(change -> change.decision().next().attributes())
                                        .toList(),
                                GoodsInStock.Fate.GONE)
                        .writingBeforeCommit((connection, _) -> ledger.makeDue(
                                connection,
                                packChanges.stream()
                                        .map(HandOverPack::handedOver)
                                        .toList()));
    }

    private static @Nullable String receipt(Pack pack) {
        return pack instanceof Sold sold ? sold.receipt() : null;
    }

    private static HandOverRow row(Wish wish, Outcome outcome, long version, @Nullable String receipt) {
        return new HandOverRow(wish.packId(), outcome, version, receipt, List.of());
    }

    private static HandOverRow rejected(Wish wish, List<Fault> errors) {
        return new HandOverRow(wish.packId(), Outcome.REJECTED, null, null, errors);
    }
}
