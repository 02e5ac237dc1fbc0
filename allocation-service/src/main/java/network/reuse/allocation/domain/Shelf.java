package network.reuse.allocation.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Grade;
import network.reuse.contracts.Refusal;

/** Free devices, of which each pack takes the worst that fit it. What is taken is gone. */
public final class Shelf {
    private final Map<DeviceCategory, List<Stocked>> free = new EnumMap<>(DeviceCategory.class);

    public Shelf(Collection<Stocked> devices) {
        devices.stream()
                .sorted(Comparator.comparing(
                                (Stocked device) -> device.attributes().grade())
                        .reversed()
                        .thenComparing(device -> device.attributes().id()))
                .forEach(device -> free.computeIfAbsent(device.attributes().category(), _ -> new ArrayList<>())
                        .add(device));
    }

    /** So many devices of a category, none worse than that grade, that are not there. */
    public record Missing(DeviceCategory category, Grade worstGrade, int count) {}

    /** What is not there of a pack; empty when all of it is. */
    public List<Missing> missing(List<PackItem> pack) {
        List<Missing> missing = new ArrayList<>();
        for (PackItem item : pack) {
            int there = (int) devices(item.category()).stream()
                    .filter(device -> fits(device, item))
                    .limit(item.count())
                    .count();
            if (there < item.count()) {
                missing.add(new Missing(item.category(), item.worstGrade(), item.count() - there));
            }
        }
        return missing;
    }

    /** Takes the devices of one pack; refuses, and takes nothing, when some are missing. */
    public List<Stocked> take(List<PackItem> pack) {
        List<Missing> missing = missing(pack);
        if (!missing.isEmpty()) {
            throw noStock(missing);
        }
        List<Stocked> taken = new ArrayList<>();
        for (PackItem item : pack) {
            int wanted = item.count();
            Iterator<Stocked> devices = devices(item.category()).iterator();
            while (wanted > 0) {
                Stocked device = devices.next();
                if (fits(device, item)) {
                    devices.remove();
                    taken.add(device);
                    wanted--;
                }
            }
        }
        return taken;
    }

    private List<Stocked> devices(DeviceCategory category) {
        return free.getOrDefault(category, List.of());
    }

    private static boolean fits(Stocked device, PackItem item) {
        return device.attributes().grade().compareTo(item.worstGrade()) <= 0;
    }

    private static Refusal noStock(List<Missing> missing) {
        Missing first = missing.getFirst();
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "no_stock",
                        "Le stock ne suffit pas : il manque " + first.count() + " × " + first.category() + ", grade "
                                + first.worstGrade() + " ou mieux.",
                        "There is not enough in stock: " + first.count() + " × " + first.category() + ", grade "
                                + first.worstGrade() + " or better, missing.")
                .with(Map.of("missing", missing));
    }
}
