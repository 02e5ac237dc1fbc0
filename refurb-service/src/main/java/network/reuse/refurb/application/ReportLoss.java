package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** A device disappears from the workshop, or turns up again where it stood. */
@ApplicationScoped
public class ReportLoss {
    private final Commit commit;

    public ReportLoss(Commit commit) {
        this.commit = commit;
    }

    public Uni<Answer> lose(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case Received received -> received.lose(reason);
                    case OnBench bench -> bench.lose(reason);
                    case Ready ready -> ready.lose(reason);
                    case Dispatched dispatched -> dispatched.lose(reason);
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }

    public Uni<Answer> correctLoss(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case Lost lost -> lost.correctLoss(reason);
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }
}
