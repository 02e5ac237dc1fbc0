package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.commit.BulkReport.Pointers;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.application.ReceptionRow.Outcome;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.Expected;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** A workshop holds what it expected: one device, or a truckload in one call that may be sent again. */
@ApplicationScoped
public class ReceiveDevice {
    private final Commit commit;
    private final Devices devices;

    public ReceiveDevice(Commit commit, Devices devices) {
        this.commit = commit;
        this.devices = devices;
    }

    public Uni<Answer> receive(VersionedCommand command, UUID id, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case Expected expected -> expected.receive();
                    default -> throw device.illegal();
                },
                DeviceView::of);
    }

    /** Receives many; one that cannot be received does not spoil its neighbours. */
    public Uni<Answer> receiveAll(Command command, List<UUID> ids, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.write(
                command,
                Unversioned.JUDGES_EACH_ROW,
                (connection, _) -> {
                    Future<?> locked = devices.lock(connection, ids);
                    return Devices.TABLE.loadAll(connection, ids).compose(found -> locked.map(found));
                },
                found -> receiveAll(command, ids, found, time));
    }

    private static Plan receiveAll(
            Command command, List<UUID> ids, Map<UUID, Stored<Device>> found, RecordedTime time) {
        List<Change<Device, RefurbEvent>> changes = new ArrayList<>();
        Set<UUID> received = new HashSet<>();
        BulkReport report = BulkReport.evaluateEach(
                Outcome.class,
                command.language(),
                ids,
                Pointers.ofIds("/deviceIds"),
                id -> {
                    Stored<Device> stored = Refusals.visible(found.get(id));
                    if (!stored.state().owners().contains(command.caller().organisation())) {
                        throw Refusals.notYours();
                    }
                    if (stored.state() instanceof Expected expected && !received.contains(id)) {
                        changes.add(Change.recorded(stored, expected.receive(), time));
                        received.add(id);
                        return row(Outcome.RECEIVED, stored, stored.version() + 1);
                    }
                    return row(
                            Outcome.UNCHANGED, stored, received.contains(id) ? stored.version() + 1 : stored.version());
                },
                (id, errors) -> rejected(id, found.get(id), errors));
        return Plan.answering(report).changing(Devices.TABLE, changes);
    }

    private static ReceptionRow row(Outcome outcome, Stored<Device> stored, long version) {
        return new ReceptionRow(
                stored.id(), outcome, stored.state().attributes().code(), version, List.of());
    }

    private static ReceptionRow rejected(UUID id, @Nullable Stored<Device> stored, List<Fault> errors) {
        return new ReceptionRow(
                id,
                Outcome.REJECTED,
                stored == null ? null : stored.state().attributes().code(),
                null,
                errors);
    }
}
