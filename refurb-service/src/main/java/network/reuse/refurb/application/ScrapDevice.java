package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Scrapped;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** A device will not be used again, or was scrapped by mistake. */
@ApplicationScoped
public class ScrapDevice {
    private final Commit commit;

    public ScrapDevice(Commit commit) {
        this.commit = commit;
    }

    public Uni<Answer> scrap(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case Received _ -> throw mediaUnknown();
                    case OnBench bench -> bench.scrap(reason);
                    case Ready ready -> ready.scrap(reason);
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }

    public Uni<Answer> correct(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case Scrapped scrapped -> scrapped.correctScrap(reason);
                    default -> throw Devices.TABLE.illegal(device, device.legal());
                },
                DeviceView::of);
    }

    private static Refusal mediaUnknown() {
        return Refusal.of(
                Refusal.Kind.ILLEGAL_NOW,
                "triage_missing",
                "On ne sait pas encore quels supports l'appareil contient ; triez-le d'abord (…/triage).",
                "Nobody knows yet which media the device holds; triage it first (…/triage).");
    }
}
