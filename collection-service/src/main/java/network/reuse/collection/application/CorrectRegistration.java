package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.collection.domain.Departed;
import network.reuse.collection.domain.Device;
import network.reuse.collection.domain.Device.Registered;
import network.reuse.collection.domain.DeviceLine;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.persistence.Devices;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** A device was registered wrongly: it is described anew, within what its lot holds. */
@ApplicationScoped
public class CorrectRegistration {
    private final Commit commit;
    private final Lots lots;

    public CorrectRegistration(Commit commit, Lots lots) {
        this.commit = commit;
        this.lots = lots;
    }

    /** What is right; null what was right before. */
    public record Amendment(
            @Nullable DeviceCategory category,
            @Nullable String manufacturer,
            @Nullable String model,
            @Nullable String serialNumber,
            @Nullable String partnerRef) {
        DeviceLine of(DeviceLine before) {
            return new DeviceLine(
                    category == null ? before.category() : category,
                    manufacturer == null ? before.manufacturer() : manufacturer,
                    model == null ? before.model() : model,
                    serialNumber == null ? before.serialNumber() : serialNumber,
                    partnerRef == null ? before.partnerRef() : partnerRef);
        }
    }

    private record Read(Stored<Device> device, Stored<Lot> lot, Optional<Map<DeviceCategory, Integer>> registered) {}

    public Uni<Answer> correct(
            VersionedCommand command, UUID id, Amendment amendment, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Devices.TABLE,
                (connection, _) -> Devices.TABLE.require(connection, id).compose(device -> {
                    UUID lotId = device.state().attributes().lotId();
                    return lots.lock(connection, lotId)
                            .compose(registered -> Lots.TABLE
                                    .require(connection, lotId)
                                    .map(lot -> new Read(device, lot, registered)));
                }),
                Read::device,
                read -> plan(read, amendment, reason, time));
    }

    private Plan plan(Read read, Amendment amendment, String reason, RecordedTime time) {
        Device device = read.device().state();
        if (!(device instanceof Registered registered)) {
            throw device.illegal();
        }
        DeviceLine before = registered.attributes().line();
        Decision<Device, CollectionEvent> decision = registered.correct(amendment.of(before), reason);
        Plan plan = Plan.change(Devices.TABLE, Change.recorded(read.device(), decision, time), DeviceView::of);
        DeviceCategory now = decision.next().attributes().category();
        if (now == before.category()) {
            return plan;
        }
        Map<DeviceCategory, Integer> counts = new EnumMap<>(DeviceCategory.class);
        counts.putAll(read.registered().orElseThrow(Refusals::notYours));
        counts.merge(before.category(), -1, Integer::sum);
        counts.merge(now, 1, Integer::sum);
        Lot lot = read.lot().state();
        Lot.requireRoom(
                lot instanceof Departed departed ? departed.room() : lot.quantities(),
                Map.of(now, counts.getOrDefault(now, 0)),
                "/category");
        return plan.writing(
                (connection, _) -> lots.registered(connection, read.lot().id(), counts));
    }
}
