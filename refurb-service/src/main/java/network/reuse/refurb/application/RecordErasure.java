package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Erasure;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** An erasure was run on a medium of a device; its level is computed, not claimed. */
@ApplicationScoped
public class RecordErasure {
    private final Commit commit;

    public RecordErasure(Commit commit) {
        this.commit = commit;
    }

    public Uni<Answer> record(
            VersionedCommand command, UUID id, String serialNumber, Erasure run, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case OnBench bench -> bench.erase(serialNumber, run);
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }
}
