package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.GoodsKind;
import network.reuse.collection.domain.WantedGoods;
import network.reuse.collection.persistence.CountedGoods;
import network.reuse.collection.persistence.GoodsKinds;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import org.jspecify.annotations.Nullable;

/** What a caller may see of counted goods, and the kinds that there are. */
@ApplicationScoped
public class FindGoods {
    private final Reading reading;
    private final CountedGoods goods;
    private final GoodsKinds kinds;

    public FindGoods(Reading reading, CountedGoods goods, GoodsKinds kinds) {
        this.reading = reading;
        this.goods = goods;
        this.kinds = kinds;
    }

    public Uni<GoodsView> goods(Caller caller, UUID id) {
        return reading.as(caller, session -> goods.find(session, id)).map(GoodsView::of);
    }

    public Uni<List<GoodsView>> goods(Caller caller, @Nullable UUID after, int limit, WantedGoods wanted) {
        return reading.as(caller, session -> goods.page(session, after, limit, wanted))
                .map(page -> page.stream().map(GoodsView::of).toList());
    }

    public Uni<List<GoodsKind>> kinds(Caller caller) {
        return reading.inTransaction(caller, kinds::all);
    }
}
