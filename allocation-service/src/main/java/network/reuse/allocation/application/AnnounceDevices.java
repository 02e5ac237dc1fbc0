package network.reuse.allocation.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Announced;
import network.reuse.allocation.domain.Device.HandedBack;
import network.reuse.allocation.domain.Device.Lost;
import network.reuse.allocation.domain.Device.Recalled;
import network.reuse.allocation.domain.Device.Returned;
import network.reuse.allocation.domain.DeviceAttributes;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceDispatched;
import network.reuse.contracts.RefurbEvent.DeviceLost;
import network.reuse.contracts.RefurbEvent.DeviceReceived;
import network.reuse.contracts.RefurbEvent.DispatchCorrected;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * Dispatched devices are announced to their recipients until these sign, or until they do not come after all; a device
 * that a workshop has received back is its own again. Whoever has signed keeps what was signed for.
 */
@ApplicationScoped
public class AnnounceDevices {

    public Future<?> onRefurbEvents(SqlConnection transaction, List<Published<RefurbEvent>> events) {
        Future<Void> heard = Future.succeededFuture();
        for (List<Published<RefurbEvent>> round : rounds(events)) {
            heard = heard.compose(_ -> hearOnceEach(transaction, round));
        }
        return heard;
    }

    /** The events that matter, in rounds that name each device once, so that a round is two writes at most. */
    private static List<List<Published<RefurbEvent>>> rounds(List<Published<RefurbEvent>> events) {
        List<List<Published<RefurbEvent>>> rounds = new ArrayList<>();
        Set<UUID> named = new HashSet<>();
        for (Published<RefurbEvent> event : events) {
            boolean matters = switch (event.fact()) {
                case DeviceDispatched _, DispatchCorrected _, DeviceLost _, DeviceReceived _ -> true;
                default -> false;
            };
            if (matters) {
                UUID id = event.envelope().stream().id();
                if (rounds.isEmpty() || !named.add(id)) {
                    rounds.add(new ArrayList<>());
                    named.clear();
                    named.add(id);
                }
                rounds.getLast().add(event);
            }
        }
        return rounds;
    }

    private static Future<Void> hearOnceEach(SqlConnection transaction, List<Published<RefurbEvent>> round) {
        List<UUID> ids =
                round.stream().map(event -> event.envelope().stream().id()).toList();
        return Stock.TABLE
                .loadAll(transaction, ids)
                .compose(found -> write(transaction, round, found))
                .mapEmpty();
    }

    private static Future<?> write(
            SqlConnection transaction, List<Published<RefurbEvent>> round, Map<UUID, Stored<Device>> found) {
        List<Creation<Device, AllocationEvent>> creations = new ArrayList<>();
        List<Change<Device, AllocationEvent>> changes = new ArrayList<>();
        for (Published<RefurbEvent> event : round) {
            Envelope envelope = event.envelope();
            Stored<Device> stored = found.get(envelope.stream().id());
            Device before = stored == null ? null : stored.state();
            Device next = next(before, event);
            if (next == null || next.equals(before)) {
                continue;
            }
            if (stored == null) {
                creations.add(new Creation<>(envelope.stream().id(), Decision.of(next), envelope.occurredAt()));
            } else {
                changes.add(new Change<>(stored, Decision.of(next), envelope.occurredAt()));
            }
        }
        Envelope first = round.getFirst().envelope();
        Cause cause = new Cause(first.correlationId(), null, first.recordedAt());
        return Stock.TABLE
                .createMissing(transaction, creations, cause)
                .compose(_ -> Stock.TABLE.changeAll(transaction, changes, cause));
    }

    private static @Nullable Device next(@Nullable Device device, Published<RefurbEvent> event) {
        return switch (event.fact()) {
            case DeviceDispatched dispatched ->
                device == null || device instanceof Recalled || device instanceof HandedBack
                        ? Device.announce(attributes(event.envelope(), dispatched))
                        : device;
            case DispatchCorrected corrected ->
                device instanceof Announced announced ? announced.recall(corrected.reason()) : device;
            case DeviceLost lost -> device instanceof Announced announced ? announced.recall(lost.reason()) : device;
            case DeviceReceived _ ->
                switch (device) {
                    case Returned returned -> returned.handBack();
                    case Lost lost when lost.wayBack() != null -> lost.handBack();
                    case null, default -> device;
                };
            default -> device;
        };
    }

    private static DeviceAttributes attributes(Envelope envelope, DeviceDispatched dispatched) {
        Integer epoch = envelope.epoch();
        DonorKind donorKind = envelope.donorKind();
        if (epoch == null || donorKind == null) {
            throw new IllegalArgumentException("a dispatch names its epoch and its donor's kind");
        }
        Set<UUID> parties = new HashSet<>(envelope.parties());
        parties.add(dispatched.recipient());
        return new DeviceAttributes(
                dispatched.deviceId(),
                dispatched.code(),
                dispatched.category(),
                dispatched.grade(),
                dispatched.recipient(),
                donorKind,
                parties,
                envelope.territory(),
                envelope.env(),
                epoch + 1,
                dispatched.shipmentRef());
    }
}
