package network.reuse.collection.domain;

import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Scanned;
import network.reuse.contracts.SerialNumber;
import org.jspecify.annotations.Nullable;

/** One device as its registrar describes it. */
public record DeviceLine(
        DeviceCategory category,
        String manufacturer,
        String model,
        String serialNumber,
        @Nullable String partnerRef) {

    /** What no two devices have in common: a manufacturer's serial number, whatever its case and blanks. */
    public String identity() {
        return identity(manufacturer, serialNumber);
    }

    static String identity(String manufacturer, String serialNumber) {
        return Scanned.form(manufacturer) + "\n" + SerialNumber.form(serialNumber);
    }
}
