package network.reuse.refurb.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.DeviceRegistered;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.DeviceAttributes;
import network.reuse.refurb.persistence.Devices;

/** Registered devices are expected at their workshops; those that are known already stay as they are. */
@ApplicationScoped
public class ExpectDevices {
    private final BusinessClock clock;

    public ExpectDevices(BusinessClock clock) {
        this.clock = clock;
    }

    public Future<?> expect(SqlConnection transaction, List<Published<CollectionEvent>> events) {
        List<Creation<Device, RefurbEvent>> expected = new ArrayList<>();
        for (Published<CollectionEvent> event : events) {
            if (event.fact() instanceof DeviceRegistered registered) {
                Device device = Device.expect(attributes(event.envelope(), registered));
                expected.add(new Creation<>(
                        registered.deviceId(),
                        Decision.of(device),
                        event.envelope().occurredAt()));
            }
        }
        if (expected.isEmpty()) {
            return Future.succeededFuture();
        }
        Cause cause = new Cause(events.getFirst().envelope().correlationId(), null, clock.now());
        return Devices.TABLE.createMissing(transaction, expected, cause);
    }

    private static DeviceAttributes attributes(Envelope envelope, DeviceRegistered registered) {
        Integer epoch = envelope.epoch();
        DonorKind donorKind = envelope.donorKind();
        if (epoch == null || donorKind == null) {
            throw new IllegalArgumentException("a registration names its epoch and its donor's kind");
        }
        return new DeviceAttributes(
                registered.deviceId(),
                registered.code(),
                registered.lotId(),
                registered.category(),
                registered.manufacturer(),
                registered.model(),
                registered.serialNumber(),
                registered.donor(),
                donorKind,
                registered.workshop(),
                envelope.parties(),
                envelope.territory(),
                envelope.env(),
                epoch,
                registered.partnerRef());
    }
}
