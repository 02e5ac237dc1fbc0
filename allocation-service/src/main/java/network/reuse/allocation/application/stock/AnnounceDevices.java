package network.reuse.allocation.application.stock;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.application.pack.ConfirmReturn;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Announced;
import network.reuse.allocation.domain.Device.Delivered;
import network.reuse.allocation.domain.Device.Faulty;
import network.reuse.allocation.domain.Device.HandedBack;
import network.reuse.allocation.domain.Device.Lost;
import network.reuse.allocation.domain.Device.Recalled;
import network.reuse.allocation.domain.Device.Returned;
import network.reuse.allocation.domain.Device.Sold;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.domain.DeviceAttributes;
import network.reuse.allocation.persistence.DeviceHardware;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceDispatched;
import network.reuse.contracts.RefurbEvent.DeviceGraded;
import network.reuse.contracts.RefurbEvent.DeviceInventoried;
import network.reuse.contracts.RefurbEvent.DeviceLocked;
import network.reuse.contracts.RefurbEvent.DeviceLost;
import network.reuse.contracts.RefurbEvent.DevicePalletised;
import network.reuse.contracts.RefurbEvent.DevicePhotographed;
import network.reuse.contracts.RefurbEvent.DeviceReady;
import network.reuse.contracts.RefurbEvent.DeviceReceived;
import network.reuse.contracts.RefurbEvent.DeviceReceivedByEcoOrganism;
import network.reuse.contracts.RefurbEvent.DeviceRepaired;
import network.reuse.contracts.RefurbEvent.DeviceScrapped;
import network.reuse.contracts.RefurbEvent.DeviceTreated;
import network.reuse.contracts.RefurbEvent.DeviceTriaged;
import network.reuse.contracts.RefurbEvent.DeviceUnlocked;
import network.reuse.contracts.RefurbEvent.DispatchCorrected;
import network.reuse.contracts.RefurbEvent.GradeCorrected;
import network.reuse.contracts.RefurbEvent.LockCorrected;
import network.reuse.contracts.RefurbEvent.LockReleaseAnswered;
import network.reuse.contracts.RefurbEvent.LossCorrected;
import network.reuse.contracts.RefurbEvent.MediumAdded;
import network.reuse.contracts.RefurbEvent.MediumCorrected;
import network.reuse.contracts.RefurbEvent.MediumDestroyed;
import network.reuse.contracts.RefurbEvent.MediumErased;
import network.reuse.contracts.RefurbEvent.MediumFitted;
import network.reuse.contracts.RefurbEvent.MediumRemoved;
import network.reuse.contracts.RefurbEvent.PalletCancelled;
import network.reuse.contracts.RefurbEvent.PalletDeparted;
import network.reuse.contracts.RefurbEvent.PalletDepartureCorrected;
import network.reuse.contracts.RefurbEvent.PalletOpened;
import network.reuse.contracts.RefurbEvent.PalletReceived;
import network.reuse.contracts.RefurbEvent.PalletSlipAdded;
import network.reuse.contracts.RefurbEvent.PalletTreated;
import network.reuse.contracts.RefurbEvent.PalletisationCorrected;
import network.reuse.contracts.RefurbEvent.QualityCheckFailed;
import network.reuse.contracts.RefurbEvent.ReadinessCorrected;
import network.reuse.contracts.RefurbEvent.ScrapCorrected;
import network.reuse.contracts.RefurbEvent.SystemInstalled;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.inbox.Rounds;
import network.reuse.defaults.time.BusinessClock;
import org.jspecify.annotations.Nullable;

/**
 * Dispatched devices are announced to their recipients until these sign, or until they do not come after all; a device
 * that a workshop has received back is its own again, whatever was said of its return. Whoever has signed keeps what was signed
 * for. What a tool found in a device is kept from before it comes, for whoever sells it.
 */
@ApplicationScoped
public class AnnounceDevices {
    private final Stock stock;
    private final ConfirmReturn confirmReturn;
    private final DeviceHardware hardware;
    private final BusinessClock clock;

    public AnnounceDevices(Stock stock, ConfirmReturn confirmReturn, DeviceHardware hardware, BusinessClock clock) {
        this.stock = stock;
        this.confirmReturn = confirmReturn;
        this.hardware = hardware;
        this.clock = clock;
    }

    /** What an event means for the device that it names. */
    private record Consequence(Envelope envelope, RefurbEvent fact, Step step) {
        UUID device() {
            return envelope.stream().id();
        }
    }

    /** A workshop's reception of a device that somebody was said to have after all. */
    private record Arrival(Consequence consequence, UUID packId, UUID workshop) {}

    private interface Step {
        @Nullable Device after(@Nullable Device device);
    }

    public Future<?> onRefurbEvents(SqlConnection transaction, List<Published<RefurbEvent>> events) {
        List<Consequence> consequences = new ArrayList<>();
        Map<UUID, DeviceInventoried> found = new LinkedHashMap<>();
        for (Published<RefurbEvent> event : events) {
            if (event.fact() instanceof DeviceInventoried inventoried) {
                found.put(inventoried.deviceId(), inventoried);
            }
            Step step = step(event);
            if (step != null) {
                consequences.add(new Consequence(event.envelope(), event.fact(), step));
            }
        }
        Future<?> noted = found.isEmpty() ? Future.succeededFuture() : hardware.note(transaction, found.values());
        return noted.compose(
                _ -> Rounds.apply(consequences, Consequence::device, round -> applyOnceEach(transaction, round)));
    }

    private Future<Void> applyOnceEach(SqlConnection transaction, List<Consequence> round) {
        return stock.lockAll(
                        transaction, round.stream().map(Consequence::device).toList())
                .compose(found -> write(transaction, round, found))
                .mapEmpty();
    }

    private Future<?> write(SqlConnection transaction, List<Consequence> round, Map<UUID, Stored<Device>> found) {
        List<Creation<Device, AllocationEvent>> creations = new ArrayList<>();
        List<Change<Device, AllocationEvent>> changes = new ArrayList<>();
        List<Arrival> arrivals = new ArrayList<>();
        for (Consequence consequence : round) {
            Stored<Device> stored = found.get(consequence.device());
            Device before = stored == null ? null : stored.state();
            Arrival arrival = arrival(before, consequence);
            if (arrival != null) {
                arrivals.add(arrival);
                continue;
            }
            Device next = consequence.step().after(before);
            if (next == null || next.equals(before)) {
                continue;
            }
            Instant occurredAt = consequence.envelope().occurredAt();
            if (stored == null) {
                creations.add(new Creation<>(consequence.device(), Decision.of(next), occurredAt));
            } else {
                changes.add(Change.following(stored, Decision.of(next), occurredAt));
            }
        }
        Cause cause = Cause.of(round.getFirst().envelope(), clock.now());
        return Stock.TABLE
                .createMissing(transaction, creations, cause)
                .compose(_ -> Stock.TABLE.changeAll(transaction, changes, cause))
                .compose(_ -> arrive(transaction, arrivals));
    }

    /** One after the other: two may be of one pack. */
    private Future<Void> arrive(SqlConnection transaction, List<Arrival> arrivals) {
        Future<Void> arrived = Future.succeededFuture();
        for (Arrival arrival : arrivals) {
            Envelope envelope = arrival.consequence().envelope();
            Cause cause = Cause.of(envelope, clock.now());
            arrived = arrived.compose(_ -> confirmReturn
                    .arrived(
                            transaction,
                            arrival.packId(),
                            arrival.consequence().device(),
                            arrival.workshop(),
                            envelope.occurredAt(),
                            cause)
                    .mapEmpty());
        }
        return arrived;
    }

    /** Null unless a workshop received, in a later epoch, what is handed over here: its return was corrected in vain. */
    private static @Nullable Arrival arrival(@Nullable Device device, Consequence consequence) {
        if (device == null
                || !isLater(consequence.envelope(), device)
                || !(consequence.fact() instanceof DeviceReceived received)) {
            return null;
        }
        return switch (device) {
            case Delivered delivered -> new Arrival(consequence, delivered.packId(), received.workshop());
            case Sold sold -> new Arrival(consequence, sold.packId(), received.workshop());
            default -> null;
        };
    }

    /** Whether it was said in an epoch after allocation's own. */
    private static boolean isLater(Envelope envelope, Device device) {
        Integer epoch = envelope.epoch();
        return epoch != null && epoch > device.attributes().epoch();
    }

    /** Null when the event says nothing to whom a device is announced. */
    private static @Nullable Step step(Published<RefurbEvent> event) {
        return switch (event.fact()) {
            case DeviceDispatched dispatched -> device -> announced(device, attributes(event.envelope(), dispatched));
            case DispatchCorrected corrected -> device -> recalled(device, corrected.reason());
            case DeviceLost lost -> device -> recalled(device, lost.reason());
            case DeviceReceived _ -> device -> handedBack(device, event.envelope());
            case DeviceTriaged _,
                    MediumErased _,
                    MediumDestroyed _,
                    MediumAdded _,
                    MediumFitted _,
                    MediumRemoved _,
                    MediumCorrected _,
                    DeviceRepaired _,
                    DeviceGraded _,
                    GradeCorrected _,
                    QualityCheckFailed _,
                    DeviceLocked _,
                    LockReleaseAnswered _,
                    DeviceUnlocked _,
                    LockCorrected _,
                    SystemInstalled _,
                    DevicePhotographed _,
                    DeviceReady _,
                    ReadinessCorrected _,
                    DeviceScrapped _,
                    LossCorrected _,
                    ScrapCorrected _,
                    DevicePalletised _,
                    PalletisationCorrected _,
                    DeviceReceivedByEcoOrganism _,
                    DeviceTreated _,
                    DeviceInventoried _,
                    PalletOpened _,
                    PalletCancelled _,
                    PalletDeparted _,
                    PalletDepartureCorrected _,
                    PalletSlipAdded _,
                    PalletReceived _,
                    PalletTreated _ -> null;
        };
    }

    private static Device announced(@Nullable Device device, DeviceAttributes sent) {
        return switch (device) {
            case null -> Device.announce(sent);
            case Recalled recalled -> recalled.announceAnew(sent);
            case HandedBack back -> back.announceAnew(sent);
            case Device there -> there;
        };
    }

    private static @Nullable Device recalled(@Nullable Device device, String reason) {
        return device instanceof Announced announced ? announced.recall(reason) : device;
    }

    private static @Nullable Device handedBack(@Nullable Device device, Envelope envelope) {
        return switch (device) {
            case Stocked stocked when isLater(envelope, stocked) -> stocked.handBack();
            case Faulty faulty when isLater(envelope, faulty) -> faulty.handBack();
            case Returned returned -> returned.handBack();
            case Lost lost when lost.wayBack() != null || isLater(envelope, lost) -> lost.handBack();
            case null, default -> device;
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
                dispatched.shipmentRef(),
                dispatched.erasure(),
                dispatched.make());
    }
}
