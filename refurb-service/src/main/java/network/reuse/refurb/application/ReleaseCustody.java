package network.reuse.refurb.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.DeviceReturned;
import network.reuse.contracts.AllocationEvent.DeviceStocked;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Stored;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Expected;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Released;
import network.reuse.refurb.domain.Device.Scrapped;
import network.reuse.refurb.persistence.Devices;

/** Releases the custody of devices that somebody signed for, and expects those that come back: their media count as never erased. */
@ApplicationScoped
public class ReleaseCustody {

    public Future<?> onAllocationEvents(SqlConnection transaction, List<Published<AllocationEvent>> events) {
        Future<Void> applied = Future.succeededFuture();
        for (List<Published<AllocationEvent>> round : rounds(events)) {
            applied = applied.compose(_ -> applyOnceEach(transaction, round));
        }
        return applied;
    }

    /** The events that matter, in rounds that name each device once, so that a round is one write. */
    private static List<List<Published<AllocationEvent>>> rounds(List<Published<AllocationEvent>> events) {
        List<List<Published<AllocationEvent>>> rounds = new ArrayList<>();
        Set<UUID> named = new HashSet<>();
        for (Published<AllocationEvent> event : events) {
            if (event.fact() instanceof DeviceStocked || event.fact() instanceof DeviceReturned) {
                if (rounds.isEmpty() || !named.add(event.envelope().stream().id())) {
                    rounds.add(new ArrayList<>());
                    named.clear();
                    named.add(event.envelope().stream().id());
                }
                rounds.getLast().add(event);
            }
        }
        return rounds;
    }

    private static Future<Void> applyOnceEach(SqlConnection transaction, List<Published<AllocationEvent>> round) {
        Map<UUID, Published<AllocationEvent>> events = new HashMap<>();
        round.forEach(event -> events.put(event.envelope().stream().id(), event));
        return Devices.TABLE.loadAll(transaction, events.keySet()).compose(found -> {
            List<Change<Device, RefurbEvent>> changes = new ArrayList<>();
            Cause cause = null;
            for (Stored<Device> stored : found.values()) {
                Published<AllocationEvent> event = Objects.requireNonNull(events.get(stored.id()));
                Envelope envelope = event.envelope();
                Device next = next(stored.state(), event);
                if (!next.equals(stored.state())) {
                    cause = new Cause(envelope.correlationId(), null, envelope.recordedAt());
                    changes.add(new Change<>(stored, Decision.of(next), envelope.occurredAt()));
                }
            }
            return cause == null
                    ? Future.succeededFuture()
                    : Devices.TABLE.changeAll(transaction, changes, cause).mapEmpty();
        });
    }

    private static Device next(Device device, Published<AllocationEvent> event) {
        return event.fact() instanceof DeviceReturned returned
                ? back(device, returned.workshop(), event.envelope())
                : gone(device);
    }

    private static Device gone(Device device) {
        return switch (device) {
            case Dispatched dispatched -> dispatched.release();
            case Ready ready -> ready.release();
            case OnBench bench -> bench.release();
            case Scrapped scrapped -> scrapped.release();
            case Lost lost -> lost.release();
            case Expected _, Received _, Released _ -> device;
        };
    }

    private static Device back(Device device, UUID workshop, Envelope envelope) {
        Integer epoch = envelope.epoch();
        if (epoch == null) {
            throw new IllegalArgumentException("a return names its epoch");
        }
        return device instanceof Released released ? released.comeBack(workshop, epoch) : device;
    }
}
