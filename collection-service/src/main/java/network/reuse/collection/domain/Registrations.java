package network.reuse.collection.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Scanned;
import network.reuse.contracts.SerialNumber;

/**
 * The devices of one lot that has left its donor, as they are told apart line by line. A line that says what is known already changes
 * nothing, so a file can be sent again; a lot never holds more devices of a category than were collected.
 */
public final class Registrations {
    private final Map<DeviceCategory, Integer> room = new EnumMap<>(DeviceCategory.class);
    private final Map<String, DeviceAttributes> byIdentity = new HashMap<>();
    private final Map<String, DeviceAttributes> byReference = new HashMap<>();
    private final UUID registrar;

    /**
     * Begins to tell devices of this lot apart.
     *
     * @param registered how many of each category the lot holds already
     * @param known those of them that the lines may mean
     */
    public Registrations(
            Departed lot, Map<DeviceCategory, Integer> registered, Collection<DeviceAttributes> known, UUID registrar) {
        this.registrar = registrar;
        for (Quantity quantity : lot.room()) {
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
        record Wrong(List<Refusal.Fault> faults) implements Verdict {}
    }

    /** Judges a line against what the lot holds; takes nothing up. */
    public Verdict judge(DeviceLine line) {
        Optional<Refusal.Fault> nothing = SerialNumber.fault(line.serialNumber(), "/serialNumber");
        if (nothing.isPresent()) {
            return new Verdict.Wrong(List.of(nothing.get()));
        }
        DeviceAttributes same = byIdentity.get(line.identity());
        DeviceAttributes named = line.partnerRef() == null ? null : byReference.get(line.partnerRef());
        if (same != null && (named == null || named.id().equals(same.id()))) {
            List<Refusal.Fault> differences = differences(line, same);
            return differences.isEmpty() ? new Verdict.Known(same) : new Verdict.Wrong(differences);
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
        byIdentity.put(device.identity(), device);
        if (device.partnerRef() != null && device.registrar().equals(registrar)) {
            byReference.put(device.partnerRef(), device);
        }
    }

    /** Where a line says something else than what is registered; what it leaves out, it does not say. */
    private static List<Refusal.Fault> differences(DeviceLine line, DeviceAttributes device) {
        List<Refusal.Fault> differences = new ArrayList<>();
        if (line.category() != device.category()) {
            differences.add(difference(
                    "category",
                    device,
                    line.category().name(),
                    device.category().name()));
        }
        if (!Scanned.form(line.model()).equals(Scanned.form(device.model()))) {
            differences.add(difference("model", device, line.model(), device.model()));
        }
        String reference = line.partnerRef();
        if (reference != null && !reference.equals(device.partnerRef())) {
            String known = device.partnerRef();
            differences.add(difference("partnerRef", device, reference, known == null ? "—" : known));
        }
        return differences;
    }

    private static Refusal.Fault difference(String field, DeviceAttributes device, String said, String known) {
        return new Refusal.Fault(
                "/" + field,
                "differs_from_registration",
                "L'appareil " + device.code() + " est enregistré avec « " + known + " », pas « " + said
                        + " » ; corrigez la ligne, ou l'enregistrement (…/registration-correction).",
                "Device " + device.code() + " is registered with \"" + known + "\", not \"" + said
                        + "\"; correct the line, or the registration (…/registration-correction).");
    }

    private static Verdict wrong(String field, String code, String french, String english) {
        return new Verdict.Wrong(List.of(new Refusal.Fault("/" + field, code, french, english)));
    }
}
