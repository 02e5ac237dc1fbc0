package network.reuse.collection.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Goods;
import network.reuse.collection.domain.WantedGoods;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** All goods that are counted and not told apart. */
@ApplicationScoped
public class CountedGoods {
    public static final AggregateTable<Goods, CollectionEvent> TABLE = new AggregateTable<>(
            "goods",
            "goods",
            Publisher.COLLECTION,
            StateCodec.of(Goods.class),
            goods -> new Visibility(
                    goods.attributes().parties(),
                    goods.owners(),
                    goods.attributes().territory(),
                    goods.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", goods -> goods.attributes().code()),
                    new AggregateTable.Column<>(
                            "kind", "text", goods -> goods.attributes().kind()),
                    new AggregateTable.Column<>(
                            "donor", "uuid", goods -> goods.attributes().donor().toString()),
                    new AggregateTable.Column<>(
                            "holder", "uuid", goods -> holder(goods).toString()),
                    new AggregateTable.Column<>(
                            "registrar", "uuid", goods -> registrar(goods).toString()),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", goods -> goods.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", goods -> goods.attributes().partnerRef())));

    /** Whoever has them, or sent them last. */
    private static UUID holder(Goods goods) {
        return switch (goods) {
            case Goods.InStock held -> held.holder();
            case Goods.OnTheWay onTheWay -> onTheWay.sender();
            case Goods.Recalled recalled -> recalled.sender();
        };
    }

    /** Whose reference it is that they bear. */
    private static UUID registrar(Goods goods) {
        return goods.attributes().registrar();
    }

    /** The goods; refused as unknown when there are none that the reader may see. */
    public Uni<Stored<Goods>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(GoodsRow.class, id).map(GoodsRow::found);
    }

    /** The goods after this id that are wanted, oldest first. */
    public Uni<List<Stored<Goods>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedGoods wanted) {
        return ListQuery.of("goods")
                .with("status", wanted.status())
                .with("kind", wanted.kind())
                .with("donor", wanted.donor())
                .with("holder", wanted.holder())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, GoodsRow.class, after, limit)
                .map(rows -> rows.stream().map(GoodsRow::stored).toList());
    }
}
