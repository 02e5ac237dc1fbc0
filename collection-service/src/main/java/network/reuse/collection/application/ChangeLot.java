package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.PickupSite;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.defaults.timer.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Changes one lot by a step that may end its pickup. Where it does, the timer is set that destroys the copy of how its site is
 * reached, {@link PickupSite#KEPT} after that step.
 */
@ApplicationScoped
class ChangeLot {
    private final Commit commit;
    private final Timers timers;

    ChangeLot(Commit commit, Timers timers) {
        this.commit = commit;
        this.timers = timers;
    }

    /** Changes a lot of which the caller has read the present version. */
    Uni<Answer> of(
            VersionedCommand command,
            UUID id,
            @Nullable Instant occurredAt,
            BiFunction<Lot, Instant, Decision<Lot, CollectionEvent>> decide) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Lots.TABLE,
                id,
                stored -> plan(Change.recorded(stored, at -> decide.apply(stored.state(), at), time)));
    }

    /** Writes this change. */
    Plan plan(Change<Lot, CollectionEvent> change) {
        return ending(Plan.change(Lots.TABLE, change, LotView::of), change);
    }

    /** Adds to the plan of a change what follows where a pickup ends by it. */
    Plan ending(Plan plan, Change<Lot, CollectionEvent> change) {
        return PickupSite.ended(change.from().state(), change.decision().next())
                .map(contact -> plan.writing((connection, _) -> timers.set(
                        connection,
                        change.occurredAt().plus(PickupSite.KEPT),
                        DestroyContacts.TIMER,
                        contact.toString())))
                .orElse(plan);
    }
}
