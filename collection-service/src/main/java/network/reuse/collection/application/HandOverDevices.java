package network.reuse.collection.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.collection.domain.Device;
import network.reuse.collection.domain.Device.HandedOver;
import network.reuse.collection.domain.Device.Lost;
import network.reuse.collection.domain.Device.Registered;
import network.reuse.collection.persistence.Devices;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.time.BusinessClock;

/** Lets go of devices that a workshop has received: from then on, refurb speaks for them. */
@ApplicationScoped
public class HandOverDevices {
    private final BusinessClock clock;

    public HandOverDevices(BusinessClock clock) {
        this.clock = clock;
    }

    public Future<?> handOver(SqlConnection transaction, List<Published<RefurbEvent>> received) {
        if (received.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<UUID, Envelope> envelopes = new HashMap<>();
        received.forEach(event -> envelopes.put(event.envelope().stream().id(), event.envelope()));
        return Devices.TABLE.loadAll(transaction, envelopes.keySet()).compose(found -> {
            List<Future<?>> changes = new ArrayList<>();
            for (Stored<Device> stored : found.values()) {
                Envelope envelope = envelopes.get(stored.id());
                if (envelope == null || stored.state() instanceof HandedOver) {
                    continue;
                }
                HandedOver handedOver = next(stored.state(), envelope);
                changes.add(Devices.TABLE.changeAll(
                        transaction,
                        List.of(new Change<>(
                                stored, Decision.<Device, CollectionEvent>of(handedOver), envelope.occurredAt())),
                        Cause.of(envelope, clock.now())));
            }
            return PipelinedStatements.answered(changes);
        });
    }

    private static HandedOver next(Device device, Envelope envelope) {
        Integer epoch = envelope.epoch();
        int newEpoch = epoch == null ? 0 : epoch;
        return switch (device) {
            case Registered registered -> registered.handOver(newEpoch);
            case Lost lost -> lost.handOver(newEpoch);
            case HandedOver already -> already;
        };
    }
}
