package network.reuse.mediation.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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
import network.reuse.mediation.domain.Tour;
import network.reuse.mediation.domain.TourStop;
import network.reuse.mediation.domain.WantedTours;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every tour that was ever planned; who and what is on it: see {@link Occupations}. */
@ApplicationScoped
public class Tours {
    public static final AggregateTable<Tour, MediationEvent> TABLE = new AggregateTable<>(
            "tour",
            "tour",
            Publisher.MEDIATION,
            StateCodec.of(Tour.class, Tours::withPostalCodes),
            tour -> new Visibility(
                    tour.attributes().organisers(),
                    Set.of(tour.attributes().operator()),
                    tour.attributes().territory(),
                    tour.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", tour -> tour.attributes().code()),
                    new AggregateTable.Column<>(
                            "place_id",
                            "uuid",
                            tour -> tour.attributes().placeId().toString()),
                    new AggregateTable.Column<>(
                            "operator",
                            "uuid",
                            tour -> tour.attributes().operator().toString()),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", tour -> tour.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", tour -> tour.attributes().partnerRef()),
                    new AggregateTable.Column<>("starts_at", "timestamptz", Tours::start)));

    /** Since version 2, a stop may say its postal code; of earlier ones it is not known. */
    static ObjectNode withPostalCodes(String status, ObjectNode state) {
        return state;
    }

    private static String start(Tour tour) {
        return tour.stops().stream()
                .map(TourStop::from)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH)
                .toString();
    }

    /** Keeps a tour as it is until the transaction ends; fails, and the transaction with it, when it is not as it was read. */
    public Future<?> keep(SqlConnection transaction, Stored<Tour> tour) {
        return transaction
                .preparedQuery("select 1 / count(*) from keep_tour($1, $2)")
                .execute(Tuple.of(tour.id(), tour.version()));
    }

    /** The tour; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Tour>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(TourRow.class, id).map(TourRow::found);
    }

    /** The tours after this id that are wanted, oldest first. */
    public Uni<List<Stored<Tour>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedTours wanted) {
        return ListQuery.of("tour")
                .with("status", wanted.status())
                .with("place_id", wanted.placeId())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, TourRow.class, after, limit)
                .map(rows -> rows.stream().map(TourRow::stored).toList());
    }
}
