package network.reuse.mediation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.mediation.domain.Occupation;
import network.reuse.mediation.domain.Tour;
import network.reuse.mediation.domain.TourStop;
import network.reuse.mediation.domain.WantedTours;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every tour that was ever planned. Whether somebody or something is elsewhere is for the database to say. */
@ApplicationScoped
public class Tours {
    private static final String EXCLUSION_VIOLATION = "23P01";

    public static final AggregateTable<Tour, MediationEvent> TABLE = new AggregateTable<>(
            "tour",
            "tour",
            Publisher.MEDIATION,
            StateCodec.of(Tour.class),
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

    private static String start(Tour tour) {
        return tour.stops().stream()
                .map(TourStop::from)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH)
                .toString();
    }

    /** Somebody or something of the caller's that is on a tour. */
    public record Elsewhere(
            Occupation.Kind kind, String reference, UUID tourId, String code, Instant from, Instant until) {}

    /** Whether a tour was refused because somebody or something on it is elsewhere. */
    public static boolean isElsewhere(Throwable failure) {
        return failure instanceof PgException database && EXCLUSION_VIOLATION.equals(database.getSqlState());
    }

    /** Writes anew who and what is on a tour, and when; fails when any of it is elsewhere then. */
    public Future<?> occupy(SqlConnection transaction, Tour tour) {
        List<Occupation> all = tour.occupations();
        Future<?> gone = transaction
                .preparedQuery("delete from occupation where tour_id = $1")
                .execute(Tuple.of(tour.attributes().id()));
        if (all.isEmpty()) {
            return gone;
        }
        Future<?> there = transaction
                .preparedQuery(
                        "insert into occupation(organisation, env, tour_id, kind, reference_form, starts_at, ends_at)"
                                + " select $1::uuid, $2::text, $3::uuid, o.* from unnest($4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[]) o")
                .execute(Tuple.tuple()
                        .addUUID(tour.attributes().operator())
                        .addString(tour.attributes().env().name())
                        .addUUID(tour.attributes().id())
                        .addArrayOfString(
                                texts(all, occupation -> occupation.kind().name()))
                        .addArrayOfString(texts(all, occupation -> Scanned.form(occupation.reference())))
                        .addArrayOfOffsetDateTime(times(all, Occupation::from))
                        .addArrayOfOffsetDateTime(times(all, Occupation::until)));
        return PipelinedStatements.answered(List.of(gone, there));
    }

    private static String[] texts(List<Occupation> all, Function<Occupation, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    private static OffsetDateTime[] times(List<Occupation> all, Function<Occupation, Instant> time) {
        return all.stream().map(time).map(at -> at.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    }

    /** What of the caller's this tour collides with. */
    public Future<List<Elsewhere>> colliding(SqlConnection connection, Tour tour) {
        List<Occupation> all = tour.occupations();
        return connection
                .preparedQuery("select distinct o.kind, o.reference_form, t.id, t.code, o.starts_at, o.ends_at"
                        + " from unnest($4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[])"
                        + " as n(kind, reference_form, starts_at, ends_at) join occupation o on o.kind = n.kind"
                        + " and o.reference_form = n.reference_form and o.starts_at < n.ends_at and o.ends_at > n.starts_at"
                        + " join tour t on t.id = o.tour_id where o.organisation = $1 and o.env = $2 and o.tour_id <> $3"
                        + " order by o.starts_at, o.kind, o.reference_form limit 20")
                .execute(Tuple.tuple()
                        .addUUID(tour.attributes().operator())
                        .addString(tour.attributes().env().name())
                        .addUUID(tour.attributes().id())
                        .addArrayOfString(
                                texts(all, occupation -> occupation.kind().name()))
                        .addArrayOfString(texts(all, occupation -> Scanned.form(occupation.reference())))
                        .addArrayOfOffsetDateTime(times(all, Occupation::from))
                        .addArrayOfOffsetDateTime(times(all, Occupation::until)))
                .map(rows -> {
                    List<Elsewhere> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(new Elsewhere(
                                Occupation.Kind.valueOf(row.getString(0)),
                                row.getString(1),
                                row.getUUID(2),
                                row.getString(3),
                                row.getOffsetDateTime(4).toInstant(),
                                row.getOffsetDateTime(5).toInstant()));
                    }
                    return found;
                });
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
