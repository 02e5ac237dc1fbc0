package network.reuse.mediation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.Tour;

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
        return Uni.createFrom()
                .completionStage(() -> pool.preparedQuery(COLUMNS + "published_places()")
                        .execute()
                        .toCompletionStage())
                .map(Places.TABLE::stored);
    }

    /** Their tours that are planned and begin at this instant or later, soonest first. */
    public Uni<List<Stored<Tour>>> tours(Instant since) {
        return Uni.createFrom()
                .completionStage(() -> pool.preparedQuery(COLUMNS + "published_tours($1)")
                        .execute(Tuple.of(since.atOffset(ZoneOffset.UTC)))
                        .toCompletionStage())
                .map(Tours.TABLE::stored);
    }
}
