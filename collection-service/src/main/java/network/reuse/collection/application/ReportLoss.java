package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.collection.domain.Device.Lost;
import network.reuse.collection.domain.Device.Registered;
import network.reuse.collection.persistence.Devices;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import org.jspecify.annotations.Nullable;

/** A device disappears between donor and workshop, or turns up again. */
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
                    case Registered registered -> registered.lose(reason);
                    default -> throw device.illegal();
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
                    default -> throw device.illegal();
                },
                DeviceView::of);
    }
}
