package network.reuse.allocation.application.goods;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.Goods;
import network.reuse.allocation.domain.Goods.Counted;
import network.reuse.allocation.domain.GoodsAttributes;
import network.reuse.allocation.domain.GoodsCount;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.GoodsInStock;
import network.reuse.allocation.persistence.GoodsInStock.Standing;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A sponsor states how many goods of a kind it has, receives more of them, and puts the count right. From the first statement on they
 * are put aside for the packs that hold them; what is added serves whoever waits for some.
 */
@ApplicationScoped
public class StockGoods {
    private final Commit commit;
    private final GoodsInStock goods;
    private final BackOrders backOrders;

    public StockGoods(Commit commit, GoodsInStock goods, BackOrders backOrders) {
        this.commit = commit;
        this.goods = goods;
        this.backOrders = backOrders;
    }

    /** What the sponsor has of a kind. */
    public record Stocked(
            String name,
            int count,
            String commune,
            @Nullable String partnerRef) {}

    /** Counts goods of a kind from now on. */
    public Uni<Answer> open(Command command, Stocked stocked, @Nullable Instant occurredAt) {
        GoodsAttributes attributes = new GoodsAttributes(
                Ids.next(),
                command.caller().organisation(),
                stocked.name(),
                HandOverPlaces.of(stocked.commune()),
                command.caller().env(),
                stocked.partnerRef());
        Creation<Goods, AllocationEvent> creation =
                new Creation<>(attributes.id(), Goods.open(attributes, stocked.count()), command.occurred(occurredAt));
        GoodsCount count = GoodsCount.NONE.with(stocked.count());
        return commit.write(
                command,
                Unversioned.CREATES,
                (_, _) -> Future.succeededFuture(creation),
                opening -> Plan.create(GoodsInStock.TABLE, opening, opened -> GoodsStockView.of(opened, count))
                        .writing((connection, _) -> goods.begin(connection, attributes, stocked.count())));
    }

    /** So many more are in stock. */
    public Uni<Answer> receive(VersionedCommand command, UUID id, int count, @Nullable Instant occurredAt) {
        return change(
                command,
                id,
                command.recorded(occurredAt),
                (counted, there) -> counted.receive(count, there),
                there -> count);
    }

    /** A stock-taking found so many in stock, those put aside among them, where the books were taken to have that many. */
    public Uni<Answer> count(
            VersionedCommand command, UUID id, int found, int expected, String reason, @Nullable Instant occurredAt) {
        return change(
                command,
                id,
                command.recorded(occurredAt),
                (counted, there) -> counted.count(found, expected, reason, there),
                there -> found - there.inStock());
    }

    private interface Step {
        Decision<Goods, AllocationEvent> of(Counted goods, GoodsCount there);
    }

    private interface More {
        int than(GoodsCount there);
    }

    private Uni<Answer> change(VersionedCommand command, UUID id, RecordedTime time, Step step, More more) {
        return commit.change(
                command, GoodsInStock.TABLE, (connection, _) -> read(connection, id), Standing::goods, read -> {
                    Counted counted = switch (read.goods().state()) {
                        case Counted one -> one;
                    };
                    Change<Goods, AllocationEvent> change =
                            Change.recorded(read.goods(), step.of(counted, read.count()), time);
                    int added = more.than(read.count());
                    GoodsCount after = read.count().with(added);
                    Plan plan = Plan.change(GoodsInStock.TABLE, change, stored -> GoodsStockView.of(stored, after))
                            .writingBeforeCommit((connection, _) -> goods.add(connection, id, added));
                    return added < 0
                            ? plan
                            : plan.writingBeforeCommit((connection, cause) -> backOrders.wake(
                                    connection, counted.attributes().sponsor(), cause.now()));
                });
    }

    /** The goods, nobody else changing how many there are; as they are seen, where the caller may not change them. */
    private Future<Standing> read(SqlConnection connection, UUID id) {
        return goods.lock(connection, id)
                .compose(locked -> locked == null
                        ? GoodsInStock.TABLE.require(connection, id).map(seen -> new Standing(seen, GoodsCount.NONE))
                        : Future.succeededFuture(locked));
    }
}
