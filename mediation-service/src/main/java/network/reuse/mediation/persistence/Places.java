package network.reuse.mediation.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.WantedPlaces;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every place that was ever opened. */
@ApplicationScoped
public class Places {
    public static final AggregateTable<Place, MediationEvent> TABLE = new AggregateTable<>(
            "place",
            "place",
            Publisher.MEDIATION,
            StateCodec.of(Place.class, Places::withItsCoordinates, Places::withItsDescription),
            place -> new Visibility(
                    place.attributes().organisers(),
                    Set.of(place.attributes().manager()),
                    place.attributes().territory(),
                    place.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", place -> place.attributes().code()),
                    new AggregateTable.Column<>(
                            "manager",
                            "uuid",
                            place -> place.attributes().manager().toString()),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", place -> place.attributes().partnerRef()),
                    new AggregateTable.Column<>(
                            "published",
                            "boolean",
                            place -> Boolean.toString(place.attributes().published())),
                    AggregateTable.Column.form(
                            "reference_form", place -> place.attributes().partnerRef())));

    /** Since version 2, a place may say its coordinates; of earlier ones they are not known. */
    static ObjectNode withItsCoordinates(String status, ObjectNode state) {
        return state;
    }

    /** Since version 3, a place may describe itself, and is published when it says so; of earlier ones nothing is told. */
    static ObjectNode withItsDescription(String status, ObjectNode state) {
        return state;
    }

    /** Keeps a place open and as it is until the transaction ends; fails, and the transaction with it, when it is not. */
    public Future<?> keepOpen(SqlConnection transaction, Stored<Place> place) {
        return transaction
                .preparedQuery("select 1 / count(*) from keep_open($1, $2)")
                .execute(Tuple.of(place.id(), place.version()));
    }

    /** The place; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Place>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(PlaceRow.class, id).map(PlaceRow::found);
    }

    /** The places after this id that are wanted, oldest first. */
    public Uni<List<Stored<Place>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedPlaces wanted) {
        return ListQuery.of("place")
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, PlaceRow.class, after, limit)
                .map(rows -> rows.stream().map(PlaceRow::stored).toList());
    }
}
