package network.reuse.gateway.passport;

import network.reuse.contracts.RefurbEvent;
import org.jspecify.annotations.Nullable;

/** What a workshop made of a device for whoever gets it, while its steps are read in their order. */
final class Readiness {
    private Passport.@Nullable Checked checklist;
    private Passport.@Nullable Installed installed;
    private @Nullable Integer warrantyMonths;

    /** Reads the next step, null when this version does not know its type. A device that comes back to a workshop begins anew. */
    void after(@Nullable Object event) {
        switch (event) {
            case RefurbEvent.DeviceReady ready -> {
                checklist = Passport.Checked.of(ready.checklist());
                warrantyMonths = ready.warrantyMonths();
            }
            case RefurbEvent.ReadinessCorrected _, RefurbEvent.DeviceScrapped _ -> notReady();
            case RefurbEvent.SystemInstalled system -> installed = Passport.Installed.of(system);
            case RefurbEvent.MediumErased _, RefurbEvent.MediumDestroyed _, RefurbEvent.MediumRemoved _ ->
                installed = null;
            case RefurbEvent.DeviceReceived _ -> {
                notReady();
                installed = null;
            }
            case null, default -> {}
        }
    }

    private void notReady() {
        checklist = null;
        warrantyMonths = null;
    }

    Passport.@Nullable Checked checklist() {
        return checklist;
    }

    Passport.@Nullable Installed installed() {
        return installed;
    }

    @Nullable Integer warrantyMonths() {
        return warrantyMonths;
    }
}
