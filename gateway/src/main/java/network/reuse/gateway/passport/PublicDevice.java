package network.reuse.gateway.passport;

import java.util.List;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Grade;
import network.reuse.contracts.SanitisationLevel;
import org.jspecify.annotations.Nullable;

/** What whoever holds a device may know of it: no serial number, no organisation, nobody. */
public sealed interface PublicDevice {
    /** Whether it is of the sandbox, where devices are made up. */
    boolean isOfSandbox();

    /**
     * It passed quality control and waits for somebody, or somebody has it.
     *
     * @param model manufacturer and model; null when nobody said them
     * @param checked what quality control stated to be there and to work; null when it stated nothing
     * @param erased what the least erased of its storage media reached; null when it has none
     */
    record Shown(
            boolean isOfSandbox,
            Whereabouts whereabouts,
            DeviceCategory category,
            @Nullable String model,
            @Nullable Grade grade,
            @Nullable List<CheckItem> checked,
            @Nullable SanitisationLevel erased)
            implements PublicDevice {}

    /** It disappeared; of what there is to find nothing is told. */
    record Lost(boolean isOfSandbox) implements PublicDevice {}

    /** It will not be used again. */
    record Scrapped(boolean isOfSandbox) implements PublicDevice {}

    /** Where a device is that is fit for use. */
    enum Whereabouts {
        WAITING,
        HANDED_OVER,
        SOLD
    }
}
