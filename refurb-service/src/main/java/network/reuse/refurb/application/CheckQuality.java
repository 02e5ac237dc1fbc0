package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** Quality control passes a device, which is ready then, or finds faults. */
@ApplicationScoped
public class CheckQuality {
    private final Commit commit;

    public CheckQuality(Commit commit) {
        this.commit = commit;
    }

    public Uni<Answer> pass(VersionedCommand command, UUID id, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case OnBench bench -> bench.passQuality();
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }

    public Uni<Answer> fail(VersionedCommand command, UUID id, List<String> faults, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case OnBench bench -> bench.failQuality(faults);
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }
}
