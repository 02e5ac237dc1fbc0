package network.reuse.allocation.application.goods;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.GoodsCount;
import network.reuse.allocation.domain.WantedGoods;
import network.reuse.allocation.persistence.GoodsInStock;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import org.jspecify.annotations.Nullable;

/** What a sponsor sees of the goods that it counts. */
@ApplicationScoped
public class FindGoodsStock {
    private final Reading reading;
    private final GoodsInStock goods;

    public FindGoodsStock(Reading reading, GoodsInStock goods) {
        this.reading = reading;
        this.goods = goods;
    }

    public Uni<GoodsStockView> goods(Caller caller, UUID id) {
        return reading.inTransaction(
                caller,
                connection -> goods.find(connection, id).map(found -> {
                    GoodsInStock.Standing standing = Refusals.visible(found);
                    return GoodsStockView.of(standing.goods(), standing.count());
                }));
    }

    public Uni<List<GoodsStockView>> goods(Caller caller, @Nullable UUID after, int limit, WantedGoods wanted) {
        return reading.as(
                caller,
                session -> goods.page(session, after, limit, wanted)
                        .chain(page -> goods.counts(session)
                                .map(counts -> page.stream()
                                        .map(one ->
                                                GoodsStockView.of(one, counts.getOrDefault(one.id(), GoodsCount.NONE)))
                                        .toList())));
    }
}
