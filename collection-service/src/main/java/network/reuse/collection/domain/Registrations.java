package network.reuse.collection.domain;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;

/**
 * The devices of one collected lot, as they are told apart line by line. A line that says what is known already changes
 * nothing, so a file can be sent again; a lot never holds more devices of a category than were collected.
 */
public final class Registrations {
    private final Map<DeviceCategory, Integer> room = new EnumMap<>(DeviceCategory.class);
    private final Map<String, DeviceAttributes> bySerial = new HashMap<>();
    private final Map<String, DeviceAttributes> byReference = new HashMap<>();
    private final UUID registrar;

    /**
     * Begins to tell devices of this lot apart.
     *
     * @param registered how many of each category the lot holds already
     * @param known those of them that the lines may mean
     */
    public Registrations(
            Lot.Collected lot,
            Map<DeviceCategory, Integer> registered,
            Collection<DeviceAttributes> known,
            UUID registrar) {
        this.registrar = registrar;
        for (Quantity quantity : lot.quantities()) {
            room.put(
                    quantity.category(),
                    Math.max(0, quantity.count() - registered.getOrDefault(quantity.category(), 0)));
        }
        known.forEach(this::know);
    }

    /** What a line comes to. */
    public sealed interface Verdict {
        /** A device that the network does not know. */
        record New() implements Verdict {}

        /** This very device was registered before. */
        record Known(DeviceAttributes device) implements Verdict {}

        /** The line cannot be right. */
        record Wrong(Refusal.Fault fault) implements Verdict {}
    }

    /** Judges a line against what the lot holds; takes nothing up. */
    public Verdict judge(DeviceLine line) {
        DeviceAttributes same = bySerial.get(serial(line.manufacturer(), line.serialNumber()));
        DeviceAttributes named = line.partnerRef() == null ? null : byReference.get(line.partnerRef());
        if (same != null && (named == null || named.id().equals(same.id()))) {
            return new Verdict.Known(same);
        }
        if (named != null) {
            return wrong(
                    "partnerRef",
                    "reference_taken",
                    "Cette référence désigne déjà l'appareil " + named.code() + ".",
                    "This reference already names device " + named.code() + ".");
        }
        if (room.getOrDefault(line.category(), 0) == 0) {
            return wrong(
                    "category",
                    "more_than_collected",
                    "Le lot n'en compte pas davantage dans cette catégorie ; corrigez d'abord le lot.",
                    "The lot does not hold more of this category; correct the lot first.");
        }
        return new Verdict.New();
    }

    /** A device takes its place in the lot. */
    public void take(DeviceAttributes device) {
        room.merge(device.category(), -1, (left, one) -> Math.max(0, left + one));
        know(device);
    }

    private void know(DeviceAttributes device) {
        bySerial.put(serial(device.manufacturer(), device.serialNumber()), device);
        if (device.partnerRef() != null && device.registrar().equals(registrar)) {
            byReference.put(device.partnerRef(), device);
        }
    }

    private static String serial(String manufacturer, String serialNumber) {
        return manufacturer.toLowerCase(Locale.ROOT) + "\n" + serialNumber.toLowerCase(Locale.ROOT);
    }

    private static Verdict wrong(String field, String code, String french, String english) {
        return new Verdict.Wrong(new Refusal.Fault("/" + field, code, french, english));
    }
}
