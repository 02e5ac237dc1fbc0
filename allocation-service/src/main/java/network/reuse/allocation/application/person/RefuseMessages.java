package network.reuse.allocation.application.person;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.people.MessageRefusal;
import network.reuse.defaults.people.People;

/** A person wants no more messages, or wants them again; whoever may read the contact says so. */
@ApplicationScoped
public class RefuseMessages {
    private final Commit commit;
    private final People people;

    public RefuseMessages(Commit commit, People people) {
        this.commit = commit;
        this.people = people;
    }

    public Uni<Answer> refuse(Command command, UUID ref, boolean refused) {
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (_, _) -> Future.succeededFuture(ref),
                person -> Plan.interacting(
                        (transaction, cause) -> people.refuseMessages(transaction, person, refused, cause.now())
                                .map(since -> new MessageRefusal(person, since))));
    }
}
