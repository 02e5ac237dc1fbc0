package network.reuse.allocation.application.person;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import network.reuse.allocation.application.request.SubmitRequest;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.Identifications;
import network.reuse.allocation.persistence.Requests;
import network.reuse.contracts.AllocationEvent;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.UniqueViolation;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.ContactCorrection;
import network.reuse.defaults.people.Household;
import network.reuse.defaults.people.Households;
import network.reuse.defaults.people.People;

/**
 * The contact of whoever a request is for is put right, by those whose request it is. The household that it tells apart is
 * put right with it: it may turn out to have been served.
 */
@ApplicationScoped
public class CorrectPerson {
    private final Commit commit;
    private final People people;
    private final Households households;
    private final Identifications identifications;
    private final Beneficiaries beneficiaries;

    public CorrectPerson(
            Commit commit,
            People people,
            Households households,
            Identifications identifications,
            Beneficiaries beneficiaries) {
        this.commit = commit;
        this.people = people;
        this.households = households;
        this.identifications = identifications;
        this.beneficiaries = beneficiaries;
    }

    /** That a contact was put right; nothing in it says how. */
    public record Correction(UUID ref, Instant correctedAt) {}

    /** The requests that were made for a person: those that the caller sees, and those of them that it may change, locked. */
    private record Read(List<Stored<Request>> seen, List<Stored<Request>> own) {}

    public Uni<Answer> correct(Command command, UUID ref, ContactCorrection correction) {
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (connection, _) -> {
                    Future<List<Stored<Request>>> seen = beneficiaries.requestsOf(connection, ref);
                    Future<List<Stored<Request>>> own = beneficiaries.lockRequestsOf(connection, ref);
                    return seen.compose(all -> own.map(locked -> new Read(all, locked)));
                },
                read -> {
                    if (read.seen().isEmpty()) {
                        throw Refusals.unknown();
                    }
                    if (read.own().size() < read.seen().size()) {
                        throw Refusals.notYours();
                    }
                    return Plan.interacting((connection, cause) -> people.correct(
                                    connection, ref, People.who(command.caller()), correction, cause.now())
                            .compose(contact -> identify(connection, cause, read.own(), contact))
                            .map(_ -> new Correction(ref, cause.now())));
                });
    }

    private Future<?> identify(SqlConnection connection, Cause cause, List<Stored<Request>> requests, Contact contact) {
        Future<List<Household>> found = Future.succeededFuture(List.of());
        for (Stored<Request> request : requests) {
            found = found.compose(before -> household(connection, request, contact)
                    .map(one -> Stream.concat(before.stream(), Stream.of(one)).toList()));
        }
        return found.compose(identified -> identify(connection, cause, requests, identified));
    }

    /** By what the request's group tells it apart. */
    private Future<Household> household(SqlConnection connection, Stored<Request> request, Contact contact) {
        RequestAttributes attributes = request.state().attributes();
        return identifications
                .of(connection, attributes.sponsor(), attributes.group())
                .map(declared -> households.of(
                        attributes.sponsor() + "/" + attributes.group(), declared.identification(), contact));
    }

    private Future<?> identify(
            SqlConnection connection, Cause cause, List<Stored<Request>> requests, List<Household> identified) {
        List<Change<Request, AllocationEvent>> changes = new ArrayList<>();
        List<Future<?>> likenesses = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Stored<Request> request = requests.get(i);
            Household household = identified.get(i);
            RequestAttributes attributes = request.state().attributes();
            if (!Objects.equals(household.mark(), attributes.household())) {
                changes.add(Change.following(request, request.state().identify(household.mark()), cause.now()));
            }
            likenesses.add(beneficiaries.forgetLikeness(connection, List.of(request.id())));
            likenesses.add(beneficiaries.keepLikeness(connection, attributes, Map.of(request.id(), household)));
        }
        return Requests.TABLE
                .changeAll(connection, changes, cause)
                .compose(_ -> PipelinedStatements.answered(likenesses))
                .recover(failure -> Future.failedFuture(
                        failure instanceof UniqueViolation ? SubmitRequest.householdServed() : failure));
    }
}
