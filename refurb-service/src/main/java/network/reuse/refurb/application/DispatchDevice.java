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
import network.reuse.contracts.Roles;
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
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.application.DispatchRow.Outcome;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** What is ready leaves the workshop for whoever signs for it: one device, or a shipment in one call that may be sent again. */
@ApplicationScoped
public class DispatchDevice {
    private final Commit commit;
    private final Devices devices;
    private final KnownOrganisations register;

    public DispatchDevice(Commit commit, Devices devices, KnownOrganisations register) {
        this.commit = commit;
        this.devices = devices;
        this.register = register;
    }

    /** Who is to sign for what leaves, and the workshop's own reference of the shipment. */
    public record Shipment(UUID recipient, @Nullable String shipmentRef) {}

    public Uni<Answer> dispatch(VersionedCommand command, UUID id, Shipment shipment, @Nullable Instant occurredAt) {
        return requireAble(shipment)
                .chain(() -> commit.change(
                        command,
                        Devices.TABLE,
                        id,
                        occurredAt,
                        device -> switch (device) {
                            case Ready ready -> ready.dispatch(shipment.recipient(), shipment.shipmentRef());
                            default -> throw device.illegal();
                        },
                        DeviceView::of));
    }

    /** Refuses a recipient that could not hand over what it signs for. */
    private Uni<Void> requireAble(Shipment shipment) {
        return register.requireAble(shipment.recipient(), Roles.PROGRAMME_MANAGER, "/recipient");
    }

    /** The device did not leave after all. */
    public Uni<Answer> correct(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Devices.TABLE,
                id,
                occurredAt,
                device -> switch (device) {
                    case Dispatched dispatched -> dispatched.correctDispatch(reason);
                    default -> throw device.illegal();
                },
                DeviceView::of);
    }

    /** Dispatches many; one that cannot leave does not spoil its neighbours. */
    public Uni<Answer> dispatchAll(Command command, List<UUID> ids, Shipment shipment, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return requireAble(shipment)
                .chain(() -> commit.write(
                        command,
                        Unversioned.JUDGES_EACH_ROW,
                        (connection, _) -> {
                            Future<?> locked = devices.lock(connection, ids);
                            return Devices.TABLE.loadAll(connection, ids).compose(found -> locked.map(found));
                        },
                        found -> dispatchAll(command, ids, shipment, found, time)));
    }

    private static Plan dispatchAll(
            Command command, List<UUID> ids, Shipment shipment, Map<UUID, Stored<Device>> found, RecordedTime time) {
        List<Change<Device, RefurbEvent>> changes = new ArrayList<>();
        Set<UUID> leaving = new HashSet<>();
        BulkReport report = BulkReport.evaluateEach(
                Outcome.class,
                command.language(),
                ids,
                Pointers.ofIds("/deviceIds"),
                id -> {
                    Stored<Device> stored = Refusals.visible(found.get(id));
                    if (stored.state() instanceof Dispatched dispatched
                            && dispatched.recipient().equals(shipment.recipient())) {
                        return row(Outcome.UNCHANGED, stored, stored.version());
                    }
                    if (!stored.state().owners().contains(command.caller().organisation())) {
                        throw Refusals.notYours();
                    }
                    if (!(stored.state() instanceof Ready ready)) {
                        throw stored.state().illegal();
                    }
                    if (leaving.contains(id)) {
                        return row(Outcome.UNCHANGED, stored, stored.version() + 1);
                    }
                    changes.add(Change.recorded(
                            stored, ready.dispatch(shipment.recipient(), shipment.shipmentRef()), time));
                    leaving.add(id);
                    return row(Outcome.DISPATCHED, stored, stored.version() + 1);
                },
                (id, errors) -> rejected(id, found.get(id), errors));
        return Plan.answering(report).changing(Devices.TABLE, changes);
    }

    private static DispatchRow row(Outcome outcome, Stored<Device> stored, long version) {
        return new DispatchRow(stored.id(), outcome, stored.state().attributes().code(), version, List.of());
    }

    private static DispatchRow rejected(UUID id, @Nullable Stored<Device> stored, List<Fault> errors) {
        return new DispatchRow(
                id,
                Outcome.REJECTED,
                stored == null ? null : stored.state().attributes().code(),
                null,
                errors);
    }
}
