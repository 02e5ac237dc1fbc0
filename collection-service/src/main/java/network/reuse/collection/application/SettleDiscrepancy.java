package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Claim;
import network.reuse.collection.domain.Departed;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.Delivered;
import network.reuse.collection.domain.Lot.Received;
import network.reuse.collection.domain.Lot.TakenOver;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Quantity;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** Where the counts of a lot differ, its parties say of each device what became of it. */
@ApplicationScoped
public class SettleDiscrepancy {
    private final Commit commit;
    private final Lots lots;

    public SettleDiscrepancy(Commit commit, Lots lots) {
        this.commit = commit;
        this.lots = lots;
    }

    /** Settles what is claimed; never so that fewer are left than are registered. */
    public Uni<Answer> settle(VersionedCommand command, UUID id, Claim claim, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command, Lots.TABLE, (connection, _) -> LockedLot.of(lots, connection, id), LockedLot::lot, locked -> {
                    Stored<Lot> stored = locked.lot();
                    Change<Lot, CollectionEvent> change =
                            Change.recorded(stored, at -> decide(stored.state(), claim, at), time);
                    List<Quantity> most =
                            change.decision().next() instanceof Departed departed ? departed.most() : List.of();
                    Lot.requireRoom(most, locked.registered(), "/outcome");
                    return Plan.change(Lots.TABLE, change, LotView::of);
                });
    }

    private static Decision<Lot, CollectionEvent> decide(Lot lot, Claim claim, Instant at) {
        return switch (lot) {
            case TakenOver takenOver -> takenOver.settle(claim, at);
            case Delivered delivered -> delivered.settle(claim, at);
            case Received received -> received.settle(claim, at);
            default -> throw lot.illegal();
        };
    }
}
