package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.Grade;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** A device gets its grade, or another than it was given by mistake. */
@ApplicationScoped
public class GradeDevice {
    private final Commit commit;

    public GradeDevice(Commit commit) {
        this.commit = commit;
    }

    public Uni<Answer> grade(VersionedCommand command, UUID id, Grade grade, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case OnBench bench -> bench.grade(grade);
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }

    public Uni<Answer> correct(
            VersionedCommand command, UUID id, Grade now, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case OnBench bench -> bench.correctGrade(now, reason);
                    case Ready ready -> ready.correctGrade(now, reason);
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }
}
