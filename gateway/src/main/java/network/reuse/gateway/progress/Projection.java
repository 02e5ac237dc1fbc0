package network.reuse.gateway.progress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Published;

/**
 * The arithmetic of progress, and nothing else: takes events in the order of their arrival, and says what each does to
 * the devices and to the counters. Whoever reads the devices and keeps the outcome does so in one transaction.
 */
final class Projection {
    private final Map<UUID, DeviceLife> devices;
    private final List<Change> changes = new ArrayList<>();
    private int numbered;

    Projection(Map<UUID, DeviceLife> devices) {
        this.devices = new HashMap<>(devices);
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

    void take(Published<?> event) {
        if (isOfDevice(event)) {
            UUID id = event.envelope().stream().id();
            DeviceLife before = devices.getOrDefault(id, DeviceLife.unknown(id));
            DeviceLife after = before.after(event);
            devices.put(id, after);
            change(event, difference(before.counted(), after.counted()));
        } else {
            change(event, LotNews.counted(event));
        }
    }

    Map<UUID, DeviceLife> devices() {
        return devices;
    }

    /** What changes, in order. */
    List<Change> changes() {
        return changes;
    }

    /** How many of the events changed a counter. */
    int numbered() {
        return numbered;
    }

    private void change(Published<?> event, Map<Cell, Count> deltas) {
        boolean any = false;
        for (Map.Entry<Cell, Count> delta : deltas.entrySet()) {
            if (!delta.getValue().isZero()) {
                if (!any) {
                    any = true;
                    numbered++;
                }
                changes.add(new Change(numbered, event.envelope().id(), delta.getKey(), delta.getValue()));
            }
        }
    }

    private static Map<Cell, Count> difference(Map<Cell, Count> before, Map<Cell, Count> after) {
        Map<Cell, Count> difference = new HashMap<>(after);
        before.forEach((cell, count) -> difference.merge(cell, Count.ZERO.minus(count), Count::plus));
        return difference;
    }
}
