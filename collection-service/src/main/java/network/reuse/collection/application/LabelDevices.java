package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.collection.domain.Device;
import network.reuse.collection.domain.WantedDevices;
import network.reuse.collection.persistence.Devices;
import network.reuse.collection.persistence.Lots;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/** The devices that labels are wanted for: those of a lot, or those that are named. A label that is missing is noticed late. */
@ApplicationScoped
public class LabelDevices {
    private final Reading reading;
    private final Lots lots;
    private final Devices devices;

    public LabelDevices(Reading reading, Lots lots, Devices devices) {
        this.reading = reading;
        this.lots = lots;
        this.devices = devices;
    }

    /**
     * The devices of a lot after this one, one more than the limit where there are more; refused as unknown when there are none.
     */
    public Uni<List<DeviceView>> ofLot(Caller caller, UUID lotId, @Nullable UUID after, int limit) {
        WantedDevices wanted = new WantedDevices(null, null, null, null, lotId, null);
        return reading.as(
                        caller,
                        session ->
                                lots.find(session, lotId).chain(_ -> devices.page(session, after, limit + 1, wanted)))
                .map(page -> {
                    if (page.isEmpty()) {
                        throw Refusals.unknown();
                    }
                    return page.stream().map(DeviceView::of).toList();
                });
    }

    /** A device by its id, or by its code in the form that {@link network.reuse.contracts.Scanned} gives it. */
    public record Name(@Nullable UUID id, @Nullable String code) {}

    /** The named devices in this order; refused as unknown, with those that are, when one of them is not visible. */
    public Uni<List<DeviceView>> named(Caller caller, List<Name> names) {
        List<UUID> ids = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        for (Name name : names) {
            if (name.id() != null) {
                ids.add(name.id());
            }
            if (name.code() != null) {
                codes.add(name.code());
            }
        }
        return reading.as(caller, session -> devices.named(session, ids, codes)).map(found -> inOrder(names, found));
    }

    private static List<DeviceView> inOrder(List<Name> names, List<Stored<Device>> found) {
        Map<Object, DeviceView> known = new HashMap<>();
        for (Stored<Device> one : found) {
            DeviceView device = DeviceView.of(one);
            known.put(device.id(), device);
            known.put(device.code(), device);
        }
        List<DeviceView> devices = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Name name : names) {
            Object key = name.id() == null ? String.valueOf(name.code()) : name.id();
            DeviceView device = known.get(key);
            if (device == null) {
                unknown.add(key.toString());
            } else {
                devices.add(device);
            }
        }
        if (!unknown.isEmpty()) {
            throw Refusals.unknown().with(Map.of("devices", unknown));
        }
        return devices;
    }
}
