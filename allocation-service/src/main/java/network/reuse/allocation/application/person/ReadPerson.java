package network.reuse.allocation.application.person;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.allocation.application.connectivity.ConnectivityLineView;
import network.reuse.allocation.application.pack.PackView;
import network.reuse.allocation.application.request.RequestView;
import network.reuse.allocation.domain.ConnectivityLine;
import network.reuse.allocation.domain.NearMatchDecision;
import network.reuse.allocation.domain.NearMatchVerdict;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.ConnectivityLines;
import network.reuse.allocation.persistence.InvitationMails;
import network.reuse.allocation.persistence.InvitationMails.Mail;
import network.reuse.allocation.persistence.NearMatches;
import network.reuse.allocation.persistence.Requests;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.People;
import network.reuse.defaults.people.PersonFile;
import network.reuse.defaults.people.Purpose;
import network.reuse.defaults.time.BusinessClock;
import org.jspecify.annotations.Nullable;

/** Reads who a request is for; each reading is noted with who, when and why. */
@ApplicationScoped
public class ReadPerson {
    private final Reading reading;
    private final People people;
    private final Beneficiaries beneficiaries;
    private final InvitationMails mails;
    private final NearMatches nearMatches;
    private final ConnectivityLines lines;
    private final BusinessClock clock;

    public ReadPerson(
            Reading reading,
            People people,
            Beneficiaries beneficiaries,
            InvitationMails mails,
            NearMatches nearMatches,
            ConnectivityLines lines,
            BusinessClock clock) {
        this.reading = reading;
        this.people = people;
        this.beneficiaries = beneficiaries;
        this.mails = mails;
        this.nearMatches = nearMatches;
        this.lines = lines;
        this.clock = clock;
    }

    /**
     * Everything that is kept of a person, in one file.
     *
     * @param lines what was asked for the person of connectivity offers
     * @param nearMatches what was found of requests that look alike; for the sponsor alone, who decides about them
     */
    public record AccessFile(
            PersonFile person,
            List<RequestView> requests,
            List<PackView> packs,
            List<ConnectivityLineView> lines,
            List<InvitationMailView> messages,
            List<Comparison> nearMatches) {}

    /** That a human compared a request of the person with another that looked like it, which is another's and is not named. */
    public record Comparison(
            UUID requestId,
            NearMatchVerdict verdict,
            @Nullable String reason,
            String decidedBy,
            Instant occurredAt,
            Instant decidedAt) {
        static List<Comparison> of(List<NearMatchDecision> decisions, List<Stored<Request>> requests) {
            Set<UUID> own = requests.stream().map(Stored::id).collect(Collectors.toSet());
            return decisions.stream()
                    .map(one -> new Comparison(
                            own.contains(one.requestId()) ? one.requestId() : one.alike(),
                            one.verdict(),
                            one.reason(),
                            one.decidedBy(),
                            one.occurredAt(),
                            one.decidedAt()))
                    .toList();
        }
    }

    /** How to reach whoever a request is for. */
    public Uni<Contact> contact(Caller caller, UUID requestId, Purpose purpose) {
        Instant now = clock.now();
        return reading.inTransaction(
                caller,
                connection -> Requests.TABLE
                        .require(connection, requestId)
                        .compose(request -> people.read(
                                connection,
                                request.state().attributes().personRef(),
                                People.who(caller),
                                purpose,
                                now)));
    }

    /** Everything, because the person asked. */
    public Uni<AccessFile> file(Caller caller, UUID ref) {
        Instant now = clock.now();
        return reading.inTransaction(caller, connection -> {
            Future<List<Stored<Request>>> asked = beneficiaries.requestsOf(connection, ref);
            Future<List<Stored<Pack>>> got = beneficiaries.packsOf(connection, ref);
            Future<List<Mail>> sent = mails.ofPerson(connection, ref);
            Future<List<NearMatchDecision>> compared = nearMatches.decisionsOf(connection, ref);
            Future<List<Stored<ConnectivityLine>>> connected = lines.ofPerson(connection, ref);
            return people.file(connection, ref, People.who(caller), Purpose.ACCESS_REQUEST, now)
                    .compose(person -> asked.compose(requests -> got.compose(packs ->
                            sent.compose(messages -> compared.compose(decisions -> connected.map(its -> new AccessFile(
                                    person,
                                    requests.stream().map(RequestView::of).toList(),
                                    packs.stream().map(PackView::of).toList(),
                                    its.stream()
                                            .map(line -> ConnectivityLineView.of(line, caller.organisation()))
                                            .toList(),
                                    messages.stream()
                                            .map(InvitationMailView::of)
                                            .toList(),
                                    Comparison.of(decisions, requests))))))));
        });
    }

    /** The other requests of the group that look alike, for a human to judge. */
    public Uni<List<RequestView>> alike(Caller caller, UUID requestId) {
        return reading.inTransaction(
                        caller,
                        connection -> Requests.TABLE
                                .require(connection, requestId)
                                .compose(_ -> beneficiaries.alike(connection, requestId)))
                .map(found -> found.stream().map(RequestView::of).toList());
    }
}
