package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import network.reuse.collection.domain.ColumnMapping;
import network.reuse.collection.persistence.ColumnMappings;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Unversioned;

/** Keeps the words by which an organisation's files name columns and categories; each time all of them. */
@ApplicationScoped
public class KeepColumnMapping {
    private final Commit commit;
    private final Reading reading;
    private final ColumnMappings mappings;

    public KeepColumnMapping(Commit commit, Reading reading, ColumnMappings mappings) {
        this.commit = commit;
        this.reading = reading;
        this.mappings = mappings;
    }

    /** The mapping of the caller's organisation. */
    public Uni<ColumnMapping> of(Caller caller) {
        return reading.inTransaction(caller, mappings::find);
    }

    /** This mapping takes the place of the one before. */
    public Uni<Answer> keep(Command command, ColumnMapping mapping) {
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (_, _) -> Future.succeededFuture(mapping),
                kept -> Plan.answering(ColumnMappingView.of(kept))
                        .writing((connection, cause) -> mappings.keep(connection, kept, cause.now())));
    }
}
