package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Repair;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** Something of a device was mended. */
@ApplicationScoped
public class RepairDevice {
    private final Commit commit;

    public RepairDevice(Commit commit) {
        this.commit = commit;
    }

    public Uni<Answer> repair(VersionedCommand command, UUID id, Repair repair, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case OnBench bench -> bench.repair(repair);
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }
}
