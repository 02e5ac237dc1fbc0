package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import network.reuse.collection.domain.WeeklyCapacity;
import network.reuse.collection.persistence.Workshops;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Unversioned;

/** A workshop says how many machines it takes in a week, from a day on. */
@ApplicationScoped
public class StateCapacity {
    private final Commit commit;
    private final Reading reading;
    private final Workshops workshops;

    public StateCapacity(Commit commit, Reading reading, Workshops workshops) {
        this.commit = commit;
        this.reading = reading;
        this.workshops = workshops;
    }

    /** What the caller's organisation has stated, the newest day first. */
    public Uni<List<WeeklyCapacity>> of(Caller caller) {
        return reading.inTransaction(caller, workshops::capacities);
    }

    /** States it; it replaces what was stated from the same day on. */
    public Uni<Answer> state(Command command, WeeklyCapacity capacity) {
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (_, _) -> Future.succeededFuture(capacity),
                stated -> Plan.answering(stated)
                        .writing((connection, cause) -> workshops.keep(connection, stated, cause.now())));
    }
}
