package network.reuse.refurb.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.domain.BenchStep;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.persistence.Devices;

/** The devices that a command finds, with what its steps are held to beside their states. */
record FoundDevices(Map<UUID, Stored<Device>> devices, Map<UUID, Instant> receivedAt) {
    FoundDevices {
        devices = Map.copyOf(devices);
        receivedAt = Map.copyOf(receivedAt);
    }

    /** Those of these ids that the connection's role may see, read without waiting in between. */
    static Future<FoundDevices> of(SqlConnection connection, Devices devices, Collection<UUID> ids) {
        Future<Map<UUID, Stored<Device>>> found = Devices.TABLE.loadAll(connection, ids);
        Future<Map<UUID, Instant>> receivedAt = devices.receivedAt(connection, ids);
        return Future.all(found, receivedAt).map(_ -> new FoundDevices(found.result(), receivedAt.result()));
    }

    /** The same, locked first. */
    static Future<FoundDevices> locked(SqlConnection transaction, Devices devices, Collection<UUID> ids) {
        Future<?> locked = devices.lock(transaction, ids);
        Future<FoundDevices> found = of(transaction, devices, ids);
        return Future.all(locked, found).map(_ -> found.result());
    }

    /** The device; refused as unknown when there is none. */
    Stored<Device> require(UUID id) {
        return Refusals.visible(devices.get(id));
    }

    /** What a step leads to that is recorded to have happened then; refused before what has to come first. */
    Change<Device, RefurbEvent> step(Stored<Device> from, BenchStep step, RecordedTime time) {
        Device device = from.state();
        return Change.recordedSince(
                from,
                step.earliest(device, receivedAt.get(from.id()), from.occurredAt()),
                at -> step.on(device, at),
                time);
    }
}
