package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import network.reuse.allocation.domain.Capacity;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Pack.Replacement;
import network.reuse.allocation.domain.PackedDevice;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Programmes.Used;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.ReleaseReason;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * At the counter, a device of a pack that waits is replaced by another one of the sponsor's stock that fits into the same line of the
 * programme's packs. All swaps of a call are made, or none; what was in the pack is free again and serves whoever waits, unless it
 * is swapped for a fault.
 */
@ApplicationScoped
public class SwapDevices {
    private final Commit commit;
    private final Packs packs;
    private final Stock stock;
    private final Programmes programmes;
    private final BackOrders backOrders;

    public SwapDevices(Commit commit, Packs packs, Stock stock, Programmes programmes, BackOrders backOrders) {
        this.commit = commit;
        this.packs = packs;
        this.stock = stock;
        this.programmes = programmes;
        this.backOrders = backOrders;
    }

    /**
     * A device of the pack and the one that takes its place, each by its id or the code on its label.
     *
     * @param faulty whether the former is replaced for a fault, and is for nobody until it is stated sound
     */
    public record Swap(String former, String device, boolean faulty) {}

    /**
     * What was read together.
     *
     * @param ids those of the devices that were named, by what they were called
     * @param devices those of the pack and those that were named, locked, by id
     * @param capacities how much memory and disk those have that were named
     */
    private record Read(
            Stored<Pack> pack,
            @Nullable ProgrammeAttributes programme,
            Map<String, UUID> ids,
            Map<UUID, Stored<Device>> devices,
            Map<UUID, Capacity> capacities) {
        @Nullable Stored<Device> named(String one) {
            UUID id = ids.get(one);
            return id == null ? null : devices.get(id);
        }
    }

    public Uni<Answer> swap(
            VersionedCommand command, UUID id, List<Swap> swaps, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Packs.TABLE,
                (connection, _) -> read(connection, id, swaps),
                Read::pack,
                read -> plan(read, swaps, reason, time));
    }

    private Future<Read> read(SqlConnection connection, UUID id, List<Swap> swaps) {
        List<String> named = swaps.stream()
                .flatMap(swap -> Stream.of(swap.former(), swap.device()))
                .toList();
        return packs.lockOne(connection, id)
                .compose(pack -> programmes
                        .ofPack(connection, id)
                        .compose(used -> stock.named(connection, named)
                                .compose(ids -> stock.lockOfPackWith(connection, id, ids.values())
                                        .compose(devices -> stock.capacities(connection, ids.values())
                                                .map(capacities -> {
                                                    Map<UUID, Stored<Device>> byId = new HashMap<>();
                                                    devices.forEach(device -> byId.put(device.id(), device));
                                                    return new Read(
                                                            pack,
                                                            used.map(Used::programme)
                                                                    .map(programme -> programme.attributes())
                                                                    .orElse(null),
                                                            ids,
                                                            byId,
                                                            capacities);
                                                })))));
    }

    private Plan plan(Read read, List<Swap> swaps, String reason, RecordedTime time) {
        if (!(read.pack().state() instanceof Pack.Reserved waiting) || read.programme() == null) {
            throw read.pack().state().illegal();
        }
        List<Replacement> replacements = new ArrayList<>();
        List<Change<Device, AllocationEvent>> devices = new ArrayList<>();
        List<Refusal.Fault> faults = new ArrayList<>();
        Set<UUID> taken = new HashSet<>();
        for (int i = 0; i < swaps.size(); i++) {
            String at = "/swaps/" + i;
            Stored<Device> former = read.named(swaps.get(i).former());
            Stored<Device> next = read.named(swaps.get(i).device());
            if (former == null
                    || !(former.state() instanceof Device.Reserved reserved)
                    || !reserved.packId().equals(read.pack().id())
                    || !taken.add(former.id())) {
                faults.add(notInPack(at + "/former"));
            } else if (next == null
                    || !(next.state() instanceof Stocked free)
                    || !free.attributes()
                            .recipient()
                            .equals(waiting.attributes().sponsor())
                    || !taken.add(next.id())) {
                faults.add(notFree(at + "/device"));
            } else if (!free.fitsInto(
                    reserved.attributes().category(),
                    read.programme(),
                    Objects.requireNonNullElse(read.capacities().get(next.id()), Capacity.UNKNOWN))) {
                faults.add(doesNotFit(at + "/device"));
            } else {
                replacements.add(new Replacement(former.id(), PackedDevice.of(free.attributes())));
                devices.add(Change.recorded(
                        former,
                        swaps.get(i).faulty() ? reserved.takeOut(reason) : reserved.release(ReleaseReason.CANCELLED),
                        time));
                devices.add(Change.recorded(
                        next,
                        free.reserve(read.pack().id(), waiting.attributes().programmeId()),
                        time));
            }
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return Plan.change(
                        Packs.TABLE,
                        Change.recorded(read.pack(), waiting.swap(replacements, reason), time),
                        PackView::of)
                .changing(Stock.TABLE, devices)
                .writingBeforeCommit((connection, cause) ->
                        backOrders.wake(connection, waiting.attributes().sponsor(), cause.now()));
    }

    private static Refusal.Fault notInPack(String pointer) {
        return new Refusal.Fault(
                pointer,
                "not_in_pack",
                "Cet appareil n'est pas dans le pack, ou il est nommé deux fois.",
                "This device is not in the pack, or it is named twice.");
    }

    private static Refusal.Fault notFree(String pointer) {
        return new Refusal.Fault(
                pointer,
                "device_not_free",
                "Aucun appareil de ce nom n'est libre dans votre stock, ou il est nommé deux fois.",
                "No device of this name is free in your stock, or it is named twice.");
    }

    private static Refusal.Fault doesNotFit(String pointer) {
        return new Refusal.Fault(
                pointer,
                "device_does_not_fit",
                "Cet appareil n'est pas de la catégorie de celui qu'il remplace, ou son grade, son effacement, sa mémoire ou son disque"
                        + " ne suffit pas au programme.",
                "This device is not of the category of the one that it replaces, or its grade, its erasure, its memory or its disk is"
                        + " not enough for the programme.");
    }
}
