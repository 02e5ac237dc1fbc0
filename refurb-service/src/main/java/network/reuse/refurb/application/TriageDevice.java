package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** The workshop lists every storage medium that it finds in a device. */
@ApplicationScoped
public class TriageDevice {
    private final Commit commit;

    public TriageDevice(Commit commit) {
        this.commit = commit;
    }

    public Uni<Answer> triage(
            VersionedCommand command,
            UUID id,
            List<RefurbEvent.Medium> media,
            boolean noStorage,
            @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case Received received -> received.triage(media, noStorage);
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }
}
