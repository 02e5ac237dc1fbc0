package network.reuse.allocation.application.stock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.Device.Lost;
import network.reuse.allocation.domain.Device.Returned;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.persistence.Stock;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import org.jspecify.annotations.Nullable;

/** A device disappears from the stock or on its way back, or turns up again where it stood. */
@ApplicationScoped
public class ReportLoss {
    private final Commit commit;

    public ReportLoss(Commit commit) {
        this.commit = commit;
    }

    public Uni<Answer> lose(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Stock.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case Stocked stocked -> stocked.lose(reason);
                    case Returned returned -> returned.lose(reason);
                    default -> throw device.illegal();
                },
                DeviceView::of);
    }

    public Uni<Answer> correctLoss(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Stock.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case Lost lost -> lost.correctLoss(reason);
                    default -> throw device.illegal();
                },
                DeviceView::of);
    }
}
