package network.reuse.collection.rest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import network.reuse.collection.application.RegisterDevices.Line;
import network.reuse.collection.domain.ColumnMapping;
import network.reuse.collection.domain.DeviceColumn;
import network.reuse.collection.domain.DeviceLine;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.NormalForm;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.text.NoContact;
import org.jspecify.annotations.Nullable;

/** What one row says of a device, field by field: each that is wrong is told. */
final class DeviceFields {
    static final int LONGEST_TEXT = 200;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private final Map<DeviceColumn, String> texts = new EnumMap<>(DeviceColumn.class);
    private final List<Refusal.Fault> faults = new ArrayList<>();

    static String pointer(DeviceColumn column) {
        return "/" + column.field();
    }

    static String folded(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    /** A field cannot be read. */
    void wrong(Refusal.Fault fault) {
        faults.add(fault);
    }

    /** A field says this. */
    void say(DeviceColumn column, String text) {
        String pointer = pointer(column);
        if (text.length() > LONGEST_TEXT) {
            faults.add(new Refusal.Fault(pointer, "size", "200 caractères au plus.", "200 characters at most."));
        } else if (text.indexOf(0xfffd) >= 0) {
            faults.add(new Refusal.Fault(
                    pointer,
                    "unreadable_character",
                    "Un caractère n'est pas lisible ; déclarez le charset du fichier (Content-Type: text/csv;"
                            + " charset=…).",
                    "A character cannot be read; declare the file's charset (Content-Type: text/csv; charset=…)."));
        } else {
            Optional<Refusal.Fault> unseen = NormalForm.fault(text, pointer);
            if (unseen.isEmpty()) {
                texts.put(column, NormalForm.of(text, pointer));
                return;
            }
            faults.add(unseen.get());
        }
        texts.put(column, folded(text));
    }

    /** The device that the row describes, or all that is wrong with it. */
    Line line(long number, ColumnMapping words) {
        DeviceCategory category = category(words);
        String manufacturer = required(DeviceColumn.MANUFACTURER);
        String model = required(DeviceColumn.MODEL);
        String serial = required(DeviceColumn.SERIAL_NUMBER);
        String reference = texts.getOrDefault(DeviceColumn.PARTNER_REF, "");
        if (NoContact.Check.isContactInReference(reference)) {
            faults.add(NoContact.Check.fault(pointer(DeviceColumn.PARTNER_REF)));
        }
        if (NoContact.Check.isContactIn(model)) {
            faults.add(NoContact.Check.fault(pointer(DeviceColumn.MODEL)));
        }
        if (category == null || !faults.isEmpty()) {
            return Line.wrong(number, faults);
        }
        return Line.of(
                number, new DeviceLine(category, manufacturer, model, serial, reference.isEmpty() ? null : reference));
    }

    private String required(DeviceColumn column) {
        String text = texts.getOrDefault(column, "");
        String pointer = pointer(column);
        if (text.isEmpty() && faults.stream().noneMatch(fault -> fault.pointer().equals(pointer))) {
            faults.add(
                    new Refusal.Fault(pointer, "required", "Cette valeur est obligatoire.", "This value is required."));
        }
        return text;
    }

    private @Nullable DeviceCategory category(ColumnMapping words) {
        String said = texts.getOrDefault(DeviceColumn.CATEGORY, "");
        Optional<DeviceCategory> category = words.category(said);
        if (category.isEmpty()) {
            String known = List.of(DeviceCategory.values()).toString();
            faults.add(new Refusal.Fault(
                    pointer(DeviceColumn.CATEGORY),
                    "unknown_category",
                    "« " + said + " » : catégorie attendue : " + known
                            + " ; ou donnez-lui un sens par POST /v1/collection/column-mapping.",
                    "\"" + said + "\": expected one of " + known
                            + "; or give it a meaning by POST /v1/collection/column-mapping."));
        }
        return category.orElse(null);
    }
}
