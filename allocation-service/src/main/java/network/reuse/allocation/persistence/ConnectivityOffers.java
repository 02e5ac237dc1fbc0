package network.reuse.allocation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.ConnectivityOffer;
import network.reuse.allocation.domain.ConnectivityStock;
import network.reuse.allocation.domain.WantedConnectivityOffers;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Every connectivity offer. How many of its lines are taken follows its lines in the database itself, which keeps it between zero and how
 * many there are, and takes none of an offer that is closed.
 */
@ApplicationScoped
public class ConnectivityOffers {
    public static final AggregateTable<ConnectivityOffer, AllocationEvent> TABLE = new AggregateTable<>(
            "connectivity_offer",
            "offer",
            Publisher.ALLOCATION,
            StateCodec.of(ConnectivityOffer.class),
            offer -> new Visibility(
                    offer.attributes().parties(),
                    offer.owners(),
                    offer.attributes().territory(),
                    offer.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", offer -> offer.attributes().code()),
                    new AggregateTable.Column<>(
                            "provider",
                            "uuid",
                            offer -> offer.attributes().provider().toString()),
                    new AggregateTable.Column<>("lines", "int", offer -> Integer.toString(offer.lines())),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", offer -> offer.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", offer -> offer.attributes().partnerRef())));

    /** An offer, and how many of its lines are taken. */
    public record Standing(Stored<ConnectivityOffer> offer, int taken) {}

    /** The offer as it stands; refused as unknown when there is none that the caller may see. */
    public Future<Standing> require(SqlConnection connection, UUID id) {
        return TABLE.require(connection, id)
                .compose(offer -> stock(connection, id).map(stock -> new Standing(offer, stock.taken())));
    }

    /** What an offer has, of which the caller sees a line or the offer itself. */
    public Future<ConnectivityStock> stock(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("select lines, taken from connectivity_stock where offer_id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new ConnectivityStock(row.getInteger(0), row.getInteger(1));
                });
    }

    /** The offers after this id that are wanted, oldest first. */
    public Uni<List<Stored<ConnectivityOffer>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedConnectivityOffers wanted) {
        return ListQuery.of("connectivity_offer")
                .with("provider", wanted.provider())
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, ConnectivityOfferRow.class, after, limit)
                .map(rows -> rows.stream().map(ConnectivityOfferRow::stored).toList());
    }

    /** How many lines are taken of each of these offers, by its id. */
    public Uni<Map<UUID, Integer>> taken(Mutiny.StatelessSession session, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(
                        "select offer_id, taken from connectivity_stock"
                                + " where offer_id = any(cast(cast(:offers as text) as uuid[]))",
                        Object[].class)
                .setParameter("offers", ids.toString().replace('[', '{').replace(']', '}'))
                .getResultList()
                .map(rows -> {
                    Map<UUID, Integer> taken = new HashMap<>();
                    for (Object[] row : rows) {
                        taken.put((UUID) row[0], ((Number) row[1]).intValue());
                    }
                    return taken;
                });
    }
}
