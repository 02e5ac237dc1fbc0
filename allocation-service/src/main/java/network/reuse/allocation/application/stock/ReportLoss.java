package network.reuse.allocation.application.stock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.Device.Faulty;
import network.reuse.allocation.domain.Device.Lost;
import network.reuse.allocation.domain.Device.Returned;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.Stock;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** A device disappears from the stock or on its way back, or turns up again where it stood. */
@ApplicationScoped
public class ReportLoss {
    private final Commit commit;
    private final BackOrders backOrders;

    public ReportLoss(Commit commit, BackOrders backOrders) {
        this.commit = commit;
        this.backOrders = backOrders;
    }

    public Uni<Answer> lose(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Stock.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case Stocked stocked -> stocked.lose(reason);
                    case Faulty faulty -> faulty.lose(reason);
                    case Returned returned -> returned.lose(reason);
                    default -> throw device.illegal();
                },
                DeviceView::of);
    }

    public Uni<Answer> correctLoss(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Stock.TABLE, id, device -> switch (device.state()) {
            case Lost lost ->
                Plan.change(Stock.TABLE, Change.recorded(device, lost.correctLoss(reason), time), DeviceView::of)
                        .writingBeforeCommit((connection, cause) ->
                                backOrders.wake(connection, lost.attributes().recipient(), cause.now()));
            default -> throw device.state().illegal();
        });
    }
}
