package network.reuse.collection.application;

import java.time.Instant;
import java.util.Optional;
import network.reuse.collection.persistence.IncidentMailboxes.Mailbox;
import org.jspecify.annotations.Nullable;

/**
 * At which mailbox an organisation hears of incidents. Shows nothing when it is printed.
 *
 * @param known whether it has one
 * @param changedAt when it named it
 */
public record IncidentMailboxView(
        boolean known, @Nullable String email, @Nullable Instant changedAt) {

    static IncidentMailboxView of(Optional<Mailbox> found) {
        return found.map(mailbox -> new IncidentMailboxView(true, mailbox.email(), mailbox.changedAt()))
                .orElseGet(() -> new IncidentMailboxView(false, null, null));
    }

    @Override
    public String toString() {
        return "IncidentMailboxView[…]";
    }
}
