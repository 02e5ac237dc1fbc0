package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** A medium of a device was destroyed, by the workshop unless it names another. */
@ApplicationScoped
public class DestroyMedium {
    private final Commit commit;

    public DestroyMedium(Commit commit) {
        this.commit = commit;
    }

    public Uni<Answer> destroy(
            VersionedCommand command,
            UUID id,
            String serialNumber,
            @Nullable UUID destroyedBy,
            @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case OnBench bench ->
                        bench.destroy(
                                serialNumber,
                                destroyedBy == null ? command.caller().organisation() : destroyedBy);
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }
}
