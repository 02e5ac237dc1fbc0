package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.application.request.Submission.Judged;
import network.reuse.allocation.domain.Proof;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.Requests;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.People;
import org.jspecify.annotations.Nullable;

/**
 * A referrer asks for a pack for somebody. Who that is is sealed; a household that a sponsor's group of programmes is
 * serving or has served is refused, and what only looks alike is left to a human.
 */
@ApplicationScoped
public class SubmitRequest {
    private final Commit commit;
    private final CodeNumbers codes;
    private final People people;
    private final Submissions submissions;
    private final Requests requests;
    private final Beneficiaries beneficiaries;

    public SubmitRequest(
            Commit commit,
            CodeNumbers codes,
            People people,
            Submissions submissions,
            Requests requests,
            Beneficiaries beneficiaries) {
        this.commit = commit;
        this.codes = codes;
        this.people = people;
        this.submissions = submissions;
        this.requests = requests;
        this.beneficiaries = beneficiaries;
    }

    /** What the referrer asks, and for whom. */
    public record Asked(
            UUID programmeId,
            Contact contact,
            String commune,
            Proof proof,
            @Nullable String shareCode,
            Statement statement,
            @Nullable String partnerRef) {}

    public Uni<Answer> submit(Command command, Asked asked, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return codes.take('R', 1)
                .chain(code -> commit.write(
                        command,
                        Unversioned.CREATES,
                        (connection, _) -> submissions.read(command, connection, asked.programmeId()),
                        read -> {
                            Submission submission = submissions.open(command, read, occurred);
                            return keep(submission, submission.judge(asked, code.getFirst()));
                        }));
    }

    private Plan keep(Submission submission, Judged judged) {
        RequestAttributes attributes = judged.attributes();
        Creation<Request, AllocationEvent> request = judged.creation();
        return Plan.showing(request, RequestView::of)
                .then((connection, cause) -> people.keep(
                                connection, attributes.personRef(), submission.parties(), judged.contact(), cause.now())
                        .compose(_ -> Requests.TABLE.createMissing(connection, List.of(request), cause))
                        .compose(created -> {
                            if (created.isEmpty()) {
                                return refuse(connection, attributes);
                            }
                            Future<?> kept = beneficiaries.keepLikeness(
                                    connection, attributes, Map.of(attributes.id(), judged.household()));
                            Future<?> unchanged = submissions.requireUnchanged(connection, submission);
                            return kept.compose(_ -> unchanged).mapEmpty();
                        }));
    }

    /** Says what the request collides with: the caller's own reference, or a household that may be another's request. */
    private Future<Void> refuse(SqlConnection connection, RequestAttributes attributes) {
        return requests.known(connection, attributes.referrer(), attributes.partnerRef())
                .compose(known -> {
                    throw known == null ? householdServed() : Refusals.alreadyExists("/partnerRef", known);
                });
    }

    /** A household that a group of programmes is serving or has served. */
    public static Refusal householdServed() {
        return Refusal.of(
                Refusal.Kind.ILLEGAL_NOW,
                "household_served",
                "Ce foyer a déjà une demande en cours ou un pack dans ce groupe de programmes ;"
                        + " adressez-vous au porteur.",
                "This household already has an open request or a pack in this group of programmes; ask the sponsor.");
    }
}
