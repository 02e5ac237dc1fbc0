package network.reuse.collection.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.collection.domain.Run;
import network.reuse.collection.domain.WantedRuns;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every run that a carrier ever planned. Whether vehicle and crew are free is for the database to say. */
@ApplicationScoped
public class Runs {
    public static final AggregateTable<Run, CollectionEvent> TABLE = new AggregateTable<>(
            "run",
            "run",
            Publisher.COLLECTION,
            StateCodec.of(Run.class),
            run -> new Visibility(
                    Set.of(run.attributes().carrier()),
                    run.legal().isEmpty() ? Set.of() : Set.of(run.attributes().carrier()),
                    run.attributes().territory(),
                    run.attributes().env(),
                    null,
                    null),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", run -> run.attributes().code()),
                    new AggregateTable.Column<>(
                            "carrier", "uuid", run -> run.attributes().carrier().toString()),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", run -> run.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", run -> run.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "vehicle_form", run -> run.transport().vehicle()),
                    AggregateTable.Column.form(
                            "crew_form", run -> run.transport().crew()),
                    new AggregateTable.Column<>(
                            "starts_at", "timestamptz", run -> run.from().toString()),
                    new AggregateTable.Column<>(
                            "ends_at", "timestamptz", run -> run.until().toString())));

    /** The runs that a run with this vehicle, this crew and these visits collides with. */
    public Future<List<Stored<Run>>> colliding(SqlConnection connection, Run run) {
        return TABLE.where(
                connection,
                "status = 'PLANNED' and carrier = $1 and env = $2 and id <> $3"
                        + " and (vehicle_form = $4 or crew_form = $5) and starts_at < $7 and ends_at > $6",
                Tuple.of(
                                run.attributes().carrier(),
                                run.attributes().env().name(),
                                run.attributes().id())
                        .addString(Devices.form(run.transport().vehicle()))
                        .addString(Devices.form(run.transport().crew()))
                        .addOffsetDateTime(run.from().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(run.until().atOffset(ZoneOffset.UTC)));
    }

    /** The run; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Run>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(RunRow.class, id).map(RunRow::found);
    }

    /** The runs after this id that are wanted, oldest first. */
    public Uni<List<Stored<Run>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedRuns wanted) {
        return ListQuery.of("run")
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("vehicle_form", wanted.vehicleRef())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, RunRow.class, after, limit)
                .map(rows -> rows.stream().map(RunRow::stored).toList());
    }
}
