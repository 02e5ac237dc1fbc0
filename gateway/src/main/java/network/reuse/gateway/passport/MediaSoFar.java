package network.reuse.gateway.passport;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import org.jspecify.annotations.Nullable;

/** A device's storage media while its steps are read in their order. */
public final class MediaSoFar {
    private final Map<String, Passport.Medium> media = new LinkedHashMap<>();
    private final Map<String, Passport.Medium> beforeReturn = new LinkedHashMap<>();

    /** Reads the next step, null when this version does not know its type. */
    public void after(@Nullable Object event) {
        switch (event) {
            case RefurbEvent refurb -> follow(refurb);
            case AllocationEvent.DeviceReturned _ -> {
                beforeReturn.clear();
                beforeReturn.putAll(media);
                media.replaceAll((_, medium) -> asNeverErased(medium));
            }
            case AllocationEvent.ReturnCorrected _ -> media.putAll(beforeReturn);
            case null, default -> {}
        }
    }

    /** The lowest level that one of them has; null while none is known. */
    public @Nullable SanitisationLevel least() {
        return media.values().stream()
                .filter(Passport.Medium::inDevice)
                .map(Passport.Medium::level)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    List<Passport.Medium> all() {
        return List.copyOf(media.values());
    }

    /** A medium's level is what its last erasure reached; what is destroyed stays so. */
    private void follow(RefurbEvent event) {
        switch (event) {
            case RefurbEvent.DeviceTriaged e ->
                e.media()
                        .forEach(medium ->
                                reach(medium.serialNumber(), medium.kind().name(), SanitisationLevel.NONE));
            case RefurbEvent.MediumErased e -> reach(e.serialNumber(), null, e.level());
            case RefurbEvent.MediumDestroyed e -> reach(e.serialNumber(), null, SanitisationLevel.DESTROY);
            case RefurbEvent.MediumAdded e ->
                reach(e.medium().serialNumber(), e.medium().kind().name(), SanitisationLevel.NONE);
            case RefurbEvent.MediumFitted e ->
                media.put(
                        e.medium().serialNumber(),
                        new Passport.Medium(
                                e.medium().serialNumber(), e.medium().kind().name(), e.level()));
            case RefurbEvent.MediumRemoved e ->
                media.computeIfPresent(
                        e.serialNumber(),
                        (serial, medium) -> new Passport.Medium(serial, medium.kind(), medium.level(), true));
            case RefurbEvent.MediumCorrected e -> {
                media.remove(e.before().serialNumber());
                media.put(
                        e.now().serialNumber(),
                        new Passport.Medium(
                                e.now().serialNumber(), e.now().kind().name(), e.level()));
            }
            case RefurbEvent.DeviceReceived _,
                    RefurbEvent.DeviceRepaired _,
                    RefurbEvent.DeviceGraded _,
                    RefurbEvent.GradeCorrected _,
                    RefurbEvent.QualityCheckFailed _,
                    RefurbEvent.DeviceLocked _,
                    RefurbEvent.LockReleaseAnswered _,
                    RefurbEvent.DeviceUnlocked _,
                    RefurbEvent.LockCorrected _,
                    RefurbEvent.SystemInstalled _,
                    RefurbEvent.DevicePhotographed _,
                    RefurbEvent.DeviceReady _,
                    RefurbEvent.ReadinessCorrected _,
                    RefurbEvent.DeviceScrapped _,
                    RefurbEvent.DeviceLost _,
                    RefurbEvent.LossCorrected _,
                    RefurbEvent.ScrapCorrected _,
                    RefurbEvent.DeviceDispatched _,
                    RefurbEvent.DispatchCorrected _,
                    RefurbEvent.DevicePalletised _,
                    RefurbEvent.PalletisationCorrected _,
                    RefurbEvent.DeviceReceivedByEcoOrganism _,
                    RefurbEvent.DeviceTreated _,
                    RefurbEvent.DeviceInventoried _,
                    RefurbEvent.PalletOpened _,
                    RefurbEvent.PalletCancelled _,
                    RefurbEvent.PalletDeparted _,
                    RefurbEvent.PalletDepartureCorrected _,
                    RefurbEvent.PalletReceived _,
                    RefurbEvent.PalletTreated _ -> {}
        }
    }

    /** Nobody knows what somebody kept on it since it was erased. */
    private static Passport.Medium asNeverErased(Passport.Medium medium) {
        return medium.level() == SanitisationLevel.DESTROY || !medium.inDevice()
                ? medium
                : new Passport.Medium(medium.serialNumber(), medium.kind(), SanitisationLevel.NONE);
    }

    private void reach(String serial, @Nullable String kind, SanitisationLevel level) {
        Passport.Medium known = media.get(serial);
        if (known == null) {
            media.put(serial, new Passport.Medium(serial, kind, level));
        } else {
            media.put(
                    serial,
                    new Passport.Medium(
                            serial,
                            known.kind() == null ? kind : known.kind(),
                            known.level() == SanitisationLevel.DESTROY ? known.level() : level));
        }
    }
}
