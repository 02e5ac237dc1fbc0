package network.reuse.mediation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.Tour;
import network.reuse.mediation.domain.Workshop;
import org.jspecify.annotations.Nullable;

/** What is published, for callers without a token: the database shows them nothing else. */
@ApplicationScoped
public class OpenData {
    private static final String COLUMNS =
            "select id, version, sequence, status, state, occurred_at, created_at, changed_at from ";

    private final Pool pool;

    public OpenData(Pool pool) {
        this.pool = pool;
    }

    /** The places that are open and published, oldest first. */
    public Uni<List<Stored<Place>>> places() {
        return rows("published_places()", Tuple.tuple()).map(Places.TABLE::stored);
    }

    /** Their tours that are planned and begin at this instant or later, soonest first. */
    public Uni<List<Stored<Tour>>> tours(Instant since) {
        return rows("published_tours($1)", Tuple.of(time(since))).map(Tours.TABLE::stored);
    }

    /** Those of these places that are published, also when they are closed. */
    public Uni<List<Stored<Place>>> places(Collection<UUID> ids) {
        return rows("calendar_places($1)", Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(Places.TABLE::stored);
    }

    /**
     * The workshops at published places that begin at this instant or later, soonest first, also those that are cancelled: those at a place, at
     * stops of a tour, or in a commune. At most 5,000, as of tours.
     */
    public Uni<List<Stored<Workshop>>> workshops(
            @Nullable UUID place, Collection<UUID> stops, @Nullable String commune, Instant since) {
        return rows(
                        "calendar_workshops($1, $2, $3, $4)",
                        Tuple.of(place, stops.toArray(UUID[]::new), commune, time(since)))
                .map(Workshops.TABLE::stored);
    }

    /**
     * The tours of published places that begin at this instant or later, soonest first, also those that are cancelled: the one that is asked for,
     * those of a place, or those with a stop in a commune.
     */
    public Uni<List<Stored<Tour>>> tours(
            @Nullable UUID tour, @Nullable UUID place, @Nullable String commune, Instant since) {
        return rows("calendar_tours($1, $2, $3, $4)", Tuple.of(tour, place, commune, time(since)))
                .map(Tours.TABLE::stored);
    }

    private Uni<RowSet<Row>> rows(String function, Tuple values) {
        return Uni.createFrom()
                .completionStage(() ->
                        pool.preparedQuery(COLUMNS + function).execute(values).toCompletionStage());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
