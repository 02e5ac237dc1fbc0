package network.reuse.refurb.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.domain.BenchStep;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.ErasurePolicy;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.Devices.Bounds;

/** The devices that a command finds, with what their steps are held to beside their states. */
record FoundDevices(Map<UUID, Stored<Device>> devices, Map<UUID, Bounds> bounds) {
    private static final Bounds NOTHING = new Bounds(null, null);

    FoundDevices {
        devices = Map.copyOf(devices);
        bounds = Map.copyOf(bounds);
    }

    /** Those of these ids that the caller may see, read without waiting in between. */
    static Future<FoundDevices> of(SqlConnection connection, Devices devices, Collection<UUID> ids, Instant now) {
        Future<Map<UUID, Stored<Device>>> found = Devices.TABLE.loadAll(connection, ids);
        Future<Map<UUID, Bounds>> bounds = devices.bounds(connection, ids, now);
        return Future.all(found, bounds).map(_ -> new FoundDevices(found.result(), bounds.result()));
    }

    /** The same, locked first. */
    static Future<FoundDevices> locked(SqlConnection transaction, Devices devices, Collection<UUID> ids, Instant now) {
        Future<?> locked = devices.lock(transaction, ids);
        Future<FoundDevices> found = of(transaction, devices, ids, now);
        return Future.all(locked, found).map(_ -> found.result());
    }

    /** The device; refused as unknown when there is none. */
    Stored<Device> require(UUID id) {
        return Refusals.visible(devices.get(id));
    }

    /** What each medium of the device needs before it is ready or scrapped: by the network's rules, or by its donor's. */
    SanitisationLevel required(UUID id) {
        return ErasurePolicy.required(bounds.getOrDefault(id, NOTHING).minimumLevel());
    }

    /** What a step leads to that is recorded to have happened then; refused before what has to come first. */
    Change<Device, RefurbEvent> step(Stored<Device> from, BenchStep step, RecordedTime time) {
        UUID id = from.id();
        Device device = from.state();
        return Change.recordedSince(
                from,
                step.earliest(device, bounds.getOrDefault(id, NOTHING).receivedAt(), from.occurredAt()),
                at -> step.on(device, at, required(id)),
                time);
    }
}
