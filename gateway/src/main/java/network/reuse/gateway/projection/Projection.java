package network.reuse.gateway.projection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Environment;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Published;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.RefurbEvent;

/**
 * The arithmetic of progress, and nothing else: takes events in the order of their arrival, and says what each does to
 * the devices, to the counters, and to what stood handed over at any time. Whoever reads the devices and keeps the outcome does so in one transaction.
 */
final class Projection {
    private final Map<UUID, DeviceLife> devices;
    private final Map<UUID, List<Quantity>> offers;
    private final List<CounterChange> changes = new ArrayList<>();
    private final List<HandOverChange> handOvers = new ArrayList<>();
    private int numbered;

    Projection(Map<UUID, DeviceLife> devices, Map<UUID, List<Quantity>> offers) {
        this.devices = new HashMap<>(devices);
        this.offers = new HashMap<>(offers);
    }

    /** The lots whose offers are taken back by these events. */
    static Set<UUID> offersTakenBack(List<? extends Published<?>> events) {
        Set<UUID> ids = new HashSet<>();
        for (Published<?> event : events) {
            if (event.fact() instanceof CollectionEvent.LotDeclined
                    || event.fact() instanceof CollectionEvent.LotWithdrawn) {
                ids.add(event.envelope().stream().id());
            }
        }
        return ids;
    }

    /** The devices that these events are about. */
    static Set<UUID> devicesOf(List<? extends Published<?>> events) {
        Set<UUID> ids = new HashSet<>();
        for (Published<?> event : events) {
            if (isOfDevice(event)) {
                ids.add(event.envelope().stream().id());
            }
        }
        return ids;
    }

    static boolean isOfDevice(Published<?> event) {
        return event.envelope().stream().type().equals("device");
    }

    static boolean isOfLot(Published<?> event) {
        return event.envelope().stream().type().equals("lot");
    }

    void take(Published<?> event) {
        if (isOfDevice(event)) {
            UUID id = event.envelope().stream().id();
            DeviceLife before = devices.getOrDefault(id, DeviceLife.unknown(id));
            DeviceLife after = before.after(event);
            devices.put(id, after);
            change(
                    event,
                    difference(before.counted(), after.counted()),
                    after.env() == Environment.LIVE
                            ? HandOver.difference(before.countedHandOver(), after.countedHandOver())
                            : Map.of());
        } else {
            if (event.fact() instanceof CollectionEvent.LotOffered offer) {
                offers.put(offer.lotId(), offer.quantities());
            }
            change(event, counted(event), Map.of());
        }
    }

    /** What an event adds that is about no single device. */
    private Map<CounterCell, Count> counted(Published<?> event) {
        return switch (event.fact()) {
            case CollectionEvent fact ->
                LotNews.counted(
                        event.envelope(),
                        fact,
                        offers.getOrDefault(event.envelope().stream().id(), List.of()));
            case MediationEvent fact -> AttendanceNews.counted(event.envelope(), fact);
            case RefurbEvent _, AllocationEvent _ -> Map.of();
            default -> throw new IllegalArgumentException(event.envelope().type() + " is of no publisher that counts");
        };
    }

    Map<UUID, DeviceLife> devices() {
        return devices;
    }

    /** What lots were offered with, as far as it is known. */
    Map<UUID, List<Quantity>> offers() {
        return offers;
    }

    /** What changes, in order. */
    List<CounterChange> changes() {
        return changes;
    }

    /** What changes in what stands handed over, in order. */
    List<HandOverChange> handOvers() {
        return handOvers;
    }

    /** How many of the events changed anything that is counted. */
    int numbered() {
        return numbered;
    }

    private void change(Published<?> event, Map<CounterCell, Count> deltas, Map<HandOver.Moment, Integer> moved) {
        UUID id = event.envelope().id();
        int number = numbered + 1;
        boolean any = !moved.isEmpty();
        for (Map.Entry<CounterCell, Count> delta : deltas.entrySet()) {
            if (!delta.getValue().isZero()) {
                any = true;
                changes.add(new CounterChange(number, id, delta.getKey(), delta.getValue()));
            }
        }
        moved.forEach((moment, delta) -> handOvers.add(new HandOverChange(number, id, moment, delta)));
        if (any) {
            numbered = number;
        }
    }

    private static Map<CounterCell, Count> difference(Map<CounterCell, Count> before, Map<CounterCell, Count> after) {
        Map<CounterCell, Count> difference = new HashMap<>(after);
        before.forEach((cell, count) -> difference.merge(cell, Count.ZERO.minus(count), Count::plus));
        return difference;
    }
}
