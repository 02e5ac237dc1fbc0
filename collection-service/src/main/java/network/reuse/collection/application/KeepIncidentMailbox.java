package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.collection.persistence.IncidentMailboxes;
import network.reuse.collection.persistence.IncidentMails;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.timer.Timers;
import org.jspecify.annotations.Nullable;

/** An organisation says at which mailbox it hears of incidents, and sees what it was sent. No answer to a command says the address. */
@ApplicationScoped
public class KeepIncidentMailbox {
    private final Commit commit;
    private final Reading reading;
    private final IncidentMailboxes mailboxes;
    private final IncidentMails mails;
    private final Timers timers;

    public KeepIncidentMailbox(
            Commit commit, Reading reading, IncidentMailboxes mailboxes, IncidentMails mails, Timers timers) {
        this.commit = commit;
        this.reading = reading;
        this.mailboxes = mailboxes;
        this.mails = mails;
        this.timers = timers;
    }

    /**
     * What a command has led to.
     *
     * @param known whether there is a mailbox now
     */
    public record Kept(boolean known, Instant changedAt) {}

    /** The mailbox of the caller's organisation, if it has one. */
    public Uni<IncidentMailboxView> of(Caller caller) {
        return reading.inTransaction(caller, mailboxes::find).map(IncidentMailboxView::of);
    }

    /** This mailbox takes the place of the one before. */
    public Uni<Answer> keep(Command command, String email) {
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (connection, _) -> mailboxes.lock(connection, command.caller()),
                before -> forgetting(Plan.answering(new Kept(true, command.now())), before)
                        .then((connection, cause) ->
                                mailboxes.keep(connection, UUID.randomUUID(), email, cause.now())));
    }

    /** The organisation hears of incidents by no mail any more. */
    public Uni<Answer> remove(Command command) {
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (connection, _) -> mailboxes.lock(connection, command.caller()),
                before -> forgetting(Plan.answering(new Kept(false, command.now())), before)
                        .writing((connection, _) -> mailboxes.remove(connection)));
    }

    /** What the caller's organisation was sent, or is to be. */
    public Uni<List<IncidentMailView>> mails(Caller caller, @Nullable UUID after, int limit) {
        return reading.inTransaction(caller, connection -> mails.page(connection, after, limit))
                .map(page -> page.stream().map(IncidentMailView::of).toList());
    }

    /** The key of the mailbox before is destroyed. */
    private Plan forgetting(Plan plan, Optional<UUID> before) {
        return before.map(ref -> plan.writing((connection, cause) ->
                        timers.set(connection, cause.now(), DestroyContacts.TIMER, ref.toString())))
                .orElse(plan);
    }
}
