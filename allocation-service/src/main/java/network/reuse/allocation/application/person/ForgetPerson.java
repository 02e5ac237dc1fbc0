package network.reuse.allocation.application.person;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.Person;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.ConnectivityLines;
import network.reuse.allocation.persistence.NearMatches;
import network.reuse.allocation.persistence.Requests;
import network.reuse.contracts.AllocationEvent;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.people.People;

/**
 * Forgets somebody: the key and the contact are destroyed, what waited is withdrawn, nothing tells the household apart
 * any more, and whoever keeps something under the reference hears of it. What was handed over stays counted.
 */
@ApplicationScoped
public class ForgetPerson {
    private final Commit commit;
    private final People people;
    private final Beneficiaries beneficiaries;
    private final BackOrders backOrders;
    private final NearMatches nearMatches;
    private final ConnectivityLines lines;

    public ForgetPerson(
            Commit commit,
            People people,
            Beneficiaries beneficiaries,
            BackOrders backOrders,
            NearMatches nearMatches,
            ConnectivityLines lines) {
        this.commit = commit;
        this.people = people;
        this.beneficiaries = beneficiaries;
        this.backOrders = backOrders;
        this.nearMatches = nearMatches;
        this.lines = lines;
    }

    /** That a person is forgotten, and whether it was this call that did it. */
    public record Erasure(UUID personRef, boolean forgotten) {}

    public Uni<Answer> forget(Command command, UUID ref) {
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (connection, _) -> beneficiaries.lockRequestsOf(connection, ref),
                requests -> {
                    if (requests.isEmpty()) {
                        throw Refusals.unknown();
                    }
                    if (!requests.getFirst()
                            .state()
                            .attributes()
                            .sponsor()
                            .equals(command.caller().organisation())) {
                        throw Refusals.notYours();
                    }
                    return Plan.interacting((connection, cause) -> people.forget(connection, ref, cause.now())
                            .compose(now -> now
                                    ? erase(connection, cause, requests).map(_ -> true)
                                    : Future.succeededFuture(false))
                            .map(now -> new Erasure(ref, now)));
                });
    }

    /** Everything else that goes with somebody, in the transaction in which the contact does. */
    Future<?> erase(SqlConnection connection, Cause cause, List<Stored<Request>> requests) {
        List<Change<Request, AllocationEvent>> changes = requests.stream()
                .map(request -> Change.following(request, request.state().forget(), cause.now()))
                .toList();
        Creation<Person, AllocationEvent> forgotten = new Creation<>(
                requests.getFirst().state().attributes().personRef(),
                Person.forget(requests.getFirst().state().attributes()),
                cause.now());
        Future<?> changed = Requests.TABLE.changeAll(connection, changes, cause);
        Future<?> calledOff = callOffLines(connection, cause, requests);
        Future<?> unlike = beneficiaries.forgetLikeness(
                connection, requests.stream().map(Stored::id).toList());
        Future<?> untold = nearMatches.forgetReasons(
                connection, requests.stream().map(Stored::id).toList());
        Future<?> said = Beneficiaries.FORGOTTEN.createAll(connection, List.of(forgotten), cause);
        Future<?> ended = Future.succeededFuture();
        for (Stored<Request> request : requests) {
            if (request.state() instanceof Request.BackOrdered waiting) {
                ended = ended.compose(_ -> backOrders.end(connection, waiting.packId(), cause.now()));
            }
        }
        Future<?> given = ended;
        return changed.compose(_ -> calledOff)
                .compose(_ -> unlike)
                .compose(_ -> untold)
                .compose(_ -> said)
                .compose(_ -> given);
    }

    /** A line that nobody activated has nobody left to get it; one that is active is between the person and the provider. */
    private Future<Void> callOffLines(SqlConnection connection, Cause cause, List<Stored<Request>> requests) {
        return lines.lockCancellable(
                        connection, requests.stream().map(Stored::id).toList())
                .compose(standing -> standing.isEmpty()
                        ? Future.succeededFuture()
                        : ConnectivityLines.TABLE
                                .changeAll(connection, ConnectivityLines.calledOff(standing, cause.now()), cause)
                                .mapEmpty());
    }
}
