package network.reuse.allocation.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;

/**
 * Free devices, of which each pack takes the worst, and of those the least erased, that fit it. Their memory and disk were looked at when
 * they were picked for the pack. What is taken is gone.
 */
public final class Shelf {
    private final Map<DeviceCategory, List<Stocked>> free = new EnumMap<>(DeviceCategory.class);
    private final Map<DeviceCategory, List<SanitisationLevel>> belowMinimum;

    /**
     * A shelf with these devices.
     *
     * @param belowMinimum the levels, highest first, of devices that are free as well and fit but for their erasure, by category; of
     *     each as many as a pack may lack, or all that there are
     */
    public Shelf(Collection<Stocked> devices, Map<DeviceCategory, List<SanitisationLevel>> belowMinimum) {
        this.belowMinimum = Map.copyOf(belowMinimum);
        devices.stream()
                .sorted(Comparator.comparing(
                                (Stocked device) -> device.attributes().grade())
                        .reversed()
                        .thenComparing(device -> device.attributes().level())
                        .thenComparing(device -> device.attributes().id()))
                .forEach(device -> free.computeIfAbsent(device.attributes().category(), _ -> new ArrayList<>())
                        .add(device));
    }

    /** What is not there of a pack whose devices are erased that far; empty when all of it is. */
    public List<MissingDevices> missing(List<PackItem> pack, SanitisationLevel minimum) {
        List<MissingDevices> missing = new ArrayList<>();
        for (PackItem item : pack) {
            int there = (int) devices(item.category()).stream()
                    .filter(device -> fits(device, item, minimum))
                    .limit(item.count())
                    .count();
            if (there < item.count()) {
                missing.add(MissingDevices.of(item, item.count() - there));
            }
        }
        return missing;
    }

    /** Takes the devices of one pack that are erased that far; refuses, and takes nothing, when some are missing. */
    public List<Stocked> take(List<PackItem> pack, SanitisationLevel minimum) {
        List<MissingDevices> missing = missing(pack, minimum);
        if (!missing.isEmpty()) {
            throw obtained(missing)
                    .map(obtained -> belowProgramme(missing, minimum, obtained))
                    .orElseGet(() -> noStock(missing));
        }
        List<Stocked> taken = new ArrayList<>();
        for (PackItem item : pack) {
            int wanted = item.count();
            Iterator<Stocked> devices = devices(item.category()).iterator();
            while (wanted > 0) {
                Stocked device = devices.next();
                if (fits(device, item, minimum)) {
                    devices.remove();
                    taken.add(device);
                    wanted--;
                }
            }
        }
        return taken;
    }

    /** To which level all that is missing is there; nothing when more than the erasure is lacking. */
    private Optional<SanitisationLevel> obtained(List<MissingDevices> missing) {
        SanitisationLevel lowest = SanitisationLevel.DESTROY;
        for (MissingDevices one : missing) {
            List<SanitisationLevel> below = belowMinimum.getOrDefault(one.category(), List.of());
            if (below.size() < one.count()) {
                return Optional.empty();
            }
            SanitisationLevel last = below.get(one.count() - 1);
            lowest = last.atLeast(lowest) ? lowest : last;
        }
        return Optional.of(lowest);
    }

    private List<Stocked> devices(DeviceCategory category) {
        return free.getOrDefault(category, List.of());
    }

    private static boolean fits(Stocked device, PackItem item, SanitisationLevel minimum) {
        return device.attributes().grade().compareTo(item.worstGrade()) <= 0
                && device.attributes().level().atLeast(minimum);
    }

    private static Refusal belowProgramme(
            List<MissingDevices> missing, SanitisationLevel required, SanitisationLevel obtained) {
        MissingDevices first = missing.getFirst();
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "erasure_below_programme",
                        "Les appareils en stock ne sont pas assez effacés pour le programme (niveau requis : "
                                + required
                                + ", atteint : " + obtained + ") : il manque " + first.inFrench() + ".",
                        "The devices in stock are not erased enough for the programme (required level: " + required
                                + ", reached: " + obtained + "): " + first.inEnglish() + ", missing.")
                .with(Map.of("required", required, "obtained", obtained, "missing", missing));
    }

    private static Refusal noStock(List<MissingDevices> missing) {
        MissingDevices first = missing.getFirst();
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "no_stock",
                        "Le stock ne suffit pas : il manque " + first.inFrench() + ".",
                        "There is not enough in stock: " + first.inEnglish() + ", missing.")
                .with(Map.of("missing", missing));
    }
}
