package network.reuse.collection.rest;

import java.util.List;
import java.util.Optional;
import network.reuse.collection.application.RegisterDevices.Line;
import network.reuse.collection.domain.ColumnMapping;
import network.reuse.collection.domain.DeviceColumn;
import network.reuse.collection.domain.DeviceLine;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.rows.ReadRow;
import network.reuse.defaults.rows.RowFields;
import network.reuse.defaults.text.NoContact;
import org.jspecify.annotations.Nullable;

/** What one row says of a device, field by field: each that is wrong is told. */
final class DeviceFields {
    private final RowFields<DeviceColumn> fields;

    private DeviceFields(RowFields<DeviceColumn> fields) {
        this.fields = fields;
    }

    /** The line that a row of the file is. */
    static Line line(ReadRow<DeviceColumn> row, ColumnMapping words) {
        return switch (row) {
            case ReadRow.Said<DeviceColumn>(long number, RowFields<DeviceColumn> fields) ->
                new DeviceFields(fields).line(number, words);
            case ReadRow.Broken<DeviceColumn>(long number, List<Refusal.Fault> faults) -> Line.wrong(number, faults);
            case ReadRow.Skipped<DeviceColumn>(long number, Refusal.Fault why) -> Line.skipped(number, why);
        };
    }

    private static String pointer(DeviceColumn column) {
        return "/" + column.field();
    }

    /** The device that the row describes, or all that is wrong with it. */
    private Line line(long number, ColumnMapping words) {
        DeviceCategory category = category(words);
        String manufacturer = fields.required(DeviceColumn.MANUFACTURER);
        String model = fields.required(DeviceColumn.MODEL);
        String serial = fields.required(DeviceColumn.SERIAL_NUMBER);
        String reference = fields.text(DeviceColumn.PARTNER_REF);
        if (NoContact.Check.isContactInReference(reference)) {
            fields.wrong(NoContact.Check.fault(pointer(DeviceColumn.PARTNER_REF)));
        }
        if (NoContact.Check.isContactIn(model)) {
            fields.wrong(NoContact.Check.fault(pointer(DeviceColumn.MODEL)));
        }
        List<Refusal.Fault> faults = fields.faults();
        if (category == null || !faults.isEmpty()) {
            return Line.wrong(number, faults);
        }
        return Line.of(
                number, new DeviceLine(category, manufacturer, model, serial, reference.isEmpty() ? null : reference));
    }

    private @Nullable DeviceCategory category(ColumnMapping words) {
        String said = fields.text(DeviceColumn.CATEGORY);
        Optional<DeviceCategory> category = words.category(said);
        if (category.isEmpty()) {
            String known = List.of(DeviceCategory.values()).toString();
            fields.wrong(new Refusal.Fault(
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
