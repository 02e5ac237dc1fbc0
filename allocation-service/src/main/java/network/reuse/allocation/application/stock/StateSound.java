package network.reuse.allocation.application.stock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.Device.Faulty;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.Stock;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** A device that was swapped out for a fault is sound after all, or again: it is free, for whoever waits first. */
@ApplicationScoped
public class StateSound {
    private final Commit commit;
    private final BackOrders backOrders;

    public StateSound(Commit commit, BackOrders backOrders) {
        this.commit = commit;
        this.backOrders = backOrders;
    }

    public Uni<Answer> state(VersionedCommand command, UUID id, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Stock.TABLE, id, device -> switch (device.state()) {
            case Faulty faulty ->
                Plan.change(Stock.TABLE, Change.recorded(device, faulty.stateSound(), time), DeviceView::of)
                        .writingBeforeCommit((connection, cause) ->
                                backOrders.wake(connection, faulty.attributes().recipient(), cause.now()));
            default -> throw device.state().illegal();
        });
    }
}
