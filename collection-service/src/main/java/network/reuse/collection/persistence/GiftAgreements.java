package network.reuse.collection.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.collection.domain.GiftAgreement;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;

/** The gift agreements of lots, each under its lot's id. */
public final class GiftAgreements {
    public static final AggregateTable<GiftAgreement, CollectionEvent> TABLE = new AggregateTable<>(
            "gift_agreement",
            "agreement",
            Publisher.COLLECTION,
            StateCodec.of(GiftAgreement.class),
            agreement -> new Visibility(
                    agreement.readers(),
                    agreement.readers(),
                    agreement.attributes().territory(),
                    agreement.attributes().env()),
            List.of(new AggregateTable.Column<>(
                    "lot", "uuid", agreement -> agreement.attributes().lotId().toString())));

    private GiftAgreements() {}

    /** The agreement on a lot, once one of the two has signed it; seen by these two alone. */
    public static Future<Optional<Stored<GiftAgreement>>> of(SqlConnection connection, UUID lot) {
        return TABLE.where(connection, "id = $1", Tuple.of(lot))
                .map(found -> found.stream().findFirst());
    }
}
