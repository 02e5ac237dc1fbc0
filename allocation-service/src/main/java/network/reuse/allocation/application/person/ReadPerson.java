package network.reuse.allocation.application.person;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.application.pack.PackView;
import network.reuse.allocation.application.request.RequestView;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.InvitationMails;
import network.reuse.allocation.persistence.InvitationMails.Mail;
import network.reuse.allocation.persistence.Requests;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.People;
import network.reuse.defaults.people.PersonFile;
import network.reuse.defaults.people.Purpose;
import network.reuse.defaults.time.BusinessClock;

/** Reads who a request is for; each reading is noted with who, when and why. */
@ApplicationScoped
public class ReadPerson {
    private final Reading reading;
    private final People people;
    private final Beneficiaries beneficiaries;
    private final InvitationMails mails;
    private final BusinessClock clock;

    public ReadPerson(
            Reading reading, People people, Beneficiaries beneficiaries, InvitationMails mails, BusinessClock clock) {
        this.reading = reading;
        this.people = people;
        this.beneficiaries = beneficiaries;
        this.mails = mails;
        this.clock = clock;
    }

    /** Everything that is kept of a person, in one file. */
    public record AccessFile(
            PersonFile person, List<RequestView> requests, List<PackView> packs, List<InvitationMailView> messages) {}

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
            return people.file(connection, ref, People.who(caller), Purpose.ACCESS_REQUEST, now)
                    .compose(person ->
                            asked.compose(requests -> got.compose(packs -> sent.map(messages -> new AccessFile(
                                    person,
                                    requests.stream().map(RequestView::of).toList(),
                                    packs.stream().map(PackView::of).toList(),
                                    messages.stream()
                                            .map(InvitationMailView::of)
                                            .toList())))));
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
