package network.reuse.gateway.passport;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.SerialNumber;
import org.jspecify.annotations.Nullable;

/** A device's storage media while its steps are read in their order, by the form of their serial numbers. */
public final class MediaSoFar {
    private final Map<String, Passport.Medium> media = new LinkedHashMap<>();
    private final Map<String, Passport.Medium> beforeReturn = new LinkedHashMap<>();
    private final Set<String> fromElsewhere = new HashSet<>();
    private final Set<String> erasedWhenHandedOn = new HashSet<>();
    private final Set<String> handedOnBeforeReturn = new HashSet<>();

    /** Reads the next step, null when this version does not know its type. */
    public void after(@Nullable Object event) {
        switch (event) {
            case RefurbEvent refurb -> follow(refurb);
            case AllocationEvent.DeviceReturned _ -> {
                beforeReturn.clear();
                beforeReturn.putAll(media);
                handedOnBeforeReturn.clear();
                handedOnBeforeReturn.addAll(erasedWhenHandedOn);
                media.values().stream()
                        .filter(medium -> medium.level() != SanitisationLevel.NONE)
                        .forEach(medium -> erasedWhenHandedOn.add(form(medium)));
                media.replaceAll((_, medium) -> asNeverErased(medium));
            }
            case AllocationEvent.ReturnCorrected _ -> {
                media.putAll(beforeReturn);
                erasedWhenHandedOn.retainAll(handedOnBeforeReturn);
            }
            case null, default -> {}
        }
    }

    /** The lowest level that one of those in the device has; null while none is known. */
    public @Nullable SanitisationLevel least() {
        return least(Passport.Medium::inDevice);
    }

    /**
     * The lowest level that one has that came with the device, which is what its donor's data was on: one that was taken out has the level that
     * it had then, and what was fitted from another device is another donor's. Null while none is known.
     */
    public @Nullable SanitisationLevel leastOfThoseItCameWith() {
        return least(medium -> !fromElsewhere.contains(form(medium)));
    }

    /**
     * Whether what one of them held when the device was registered may still be on it: it came with the device, and was neither erased when
     * that was handed on, nor since.
     */
    public boolean mayHoldDonorsData() {
        return media.values().stream()
                .anyMatch(medium -> medium.inDevice()
                        && medium.level() == SanitisationLevel.NONE
                        && !fromElsewhere.contains(form(medium))
                        && !erasedWhenHandedOn.contains(form(medium)));
    }

    private @Nullable SanitisationLevel least(Predicate<Passport.Medium> which) {
        return media.values().stream()
                .filter(which)
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
            case RefurbEvent.MediumFitted e -> {
                String serial = e.medium().serialNumber();
                String form = SerialNumber.form(serial);
                if (!media.containsKey(form)) {
                    fromElsewhere.add(form);
                }
                media.put(form, new Passport.Medium(serial, e.medium().kind().name(), e.level()));
            }
            case RefurbEvent.MediumRemoved e -> {
                String form = SerialNumber.form(e.serialNumber());
                erasedWhenHandedOn.add(form);
                media.computeIfPresent(
                        form,
                        (_, medium) -> new Passport.Medium(medium.serialNumber(), medium.kind(), medium.level(), true));
            }
            case RefurbEvent.MediumCorrected e -> {
                String before = SerialNumber.form(e.before().serialNumber());
                String now = SerialNumber.form(e.now().serialNumber());
                media.remove(before);
                if (erasedWhenHandedOn.remove(before)
                        && e.before().kind() == e.now().kind()
                        && e.before().bytes() == e.now().bytes()) {
                    erasedWhenHandedOn.add(now);
                }
                if (fromElsewhere.remove(before)) {
                    fromElsewhere.add(now);
                }
                media.put(
                        now,
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
                    RefurbEvent.PalletSlipAdded _,
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

    private static String form(Passport.Medium medium) {
        return SerialNumber.form(medium.serialNumber());
    }

    private void reach(String serial, @Nullable String kind, SanitisationLevel level) {
        String form = SerialNumber.form(serial);
        Passport.Medium known = media.get(form);
        if (known == null) {
            media.put(form, new Passport.Medium(serial, kind, level));
        } else {
            media.put(
                    form,
                    new Passport.Medium(
                            serial,
                            known.kind() == null ? kind : known.kind(),
                            known.level() == SanitisationLevel.DESTROY ? known.level() : level));
        }
    }
}
