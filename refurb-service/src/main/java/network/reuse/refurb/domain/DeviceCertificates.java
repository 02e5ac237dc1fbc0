package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import network.reuse.contracts.Published;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceDispatched;
import network.reuse.contracts.RefurbEvent.DeviceGraded;
import network.reuse.contracts.RefurbEvent.DeviceInventoried;
import network.reuse.contracts.RefurbEvent.DeviceLocked;
import network.reuse.contracts.RefurbEvent.DeviceLost;
import network.reuse.contracts.RefurbEvent.DevicePalletised;
import network.reuse.contracts.RefurbEvent.DevicePhotographed;
import network.reuse.contracts.RefurbEvent.DeviceReady;
import network.reuse.contracts.RefurbEvent.DeviceReceived;
import network.reuse.contracts.RefurbEvent.DeviceReceivedByEcoOrganism;
import network.reuse.contracts.RefurbEvent.DeviceRepaired;
import network.reuse.contracts.RefurbEvent.DeviceScrapped;
import network.reuse.contracts.RefurbEvent.DeviceTreated;
import network.reuse.contracts.RefurbEvent.DeviceTriaged;
import network.reuse.contracts.RefurbEvent.DeviceUnlocked;
import network.reuse.contracts.RefurbEvent.DispatchCorrected;
import network.reuse.contracts.RefurbEvent.GradeCorrected;
import network.reuse.contracts.RefurbEvent.LockCorrected;
import network.reuse.contracts.RefurbEvent.LockReleaseAnswered;
import network.reuse.contracts.RefurbEvent.LossCorrected;
import network.reuse.contracts.RefurbEvent.MediumAdded;
import network.reuse.contracts.RefurbEvent.MediumCorrected;
import network.reuse.contracts.RefurbEvent.MediumDestroyed;
import network.reuse.contracts.RefurbEvent.MediumErased;
import network.reuse.contracts.RefurbEvent.MediumFitted;
import network.reuse.contracts.RefurbEvent.MediumRemoved;
import network.reuse.contracts.RefurbEvent.PalletCancelled;
import network.reuse.contracts.RefurbEvent.PalletDeparted;
import network.reuse.contracts.RefurbEvent.PalletDepartureCorrected;
import network.reuse.contracts.RefurbEvent.PalletOpened;
import network.reuse.contracts.RefurbEvent.PalletReceived;
import network.reuse.contracts.RefurbEvent.PalletSlipAdded;
import network.reuse.contracts.RefurbEvent.PalletTreated;
import network.reuse.contracts.RefurbEvent.PalletisationCorrected;
import network.reuse.contracts.RefurbEvent.QualityCheckFailed;
import network.reuse.contracts.RefurbEvent.ReadinessCorrected;
import network.reuse.contracts.RefurbEvent.ScrapCorrected;
import network.reuse.contracts.RefurbEvent.SystemInstalled;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.SerialNumber;
import network.reuse.refurb.domain.CertificateEntry.Certificate;
import network.reuse.refurb.domain.CertificateEntry.Reason;
import network.reuse.refurb.domain.CertificateEntry.Revocation;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates follow from the events of one device, read in their order. A medium has one certificate that stands, or
 * none: each further one ends the one before.
 *
 * <p>A medium that is fitted into another device takes its certificate along: it gets one of that device, which replaces the one that it had.
 *
 * <p>A destroyed medium keeps its certificate when its device comes back, until a workshop lists a medium of that number in the device:
 * then it was not destroyed, or the wrong one was. The list is not refused, because what a workshop has in its hands has to be erased
 * before anything leaves, whatever was said of it; the certificate is what does not hold any more. A wrong list is mended as any is.
 */
public final class DeviceCertificates {
    /**
     * A certificate that nothing has ended.
     *
     * @param workshop in whose chain it stands
     */
    public record Standing(UUID id, UUID workshop, SanitisationLevel level, RefurbEvent.Medium medium) {}

    /** A medium as the events have described it, and what was done to it last. */
    private record Known(
            RefurbEvent.Medium medium, @Nullable Sanitisation last) {}

    private UUID workshop;
    private final Map<String, Known> media = new HashMap<>();
    private final Map<String, Standing> standing;

    /**
     * The device before its first event is read.
     *
     * @param workshop where it is, as far as no event says so
     * @param standing the certificates of its media that stand before the first event that is followed, by
     *     {@link SerialNumber#form}
     */
    public DeviceCertificates(UUID workshop, Map<String, Standing> standing) {
        this.workshop = workshop;
        this.standing = new TreeMap<>(standing);
    }

    /** Reads an event whose entries are in their chains already. */
    public void learn(Published<RefurbEvent> event) {
        switch (event.fact()) {
            case DeviceReceived received -> workshop = received.workshop();
            case DeviceTriaged triaged -> {
                media.clear();
                triaged.media().forEach(this::found);
            }
            case MediumAdded added -> found(added.medium());
            case MediumErased erased -> {
                Known known = known(erased.serialNumber());
                if (known != null) {
                    media.put(form(erased.serialNumber()), new Known(known.medium(), erasure(event, erased)));
                }
            }
            case MediumDestroyed destroyed -> {
                Known known = known(destroyed.serialNumber());
                if (known != null) {
                    media.put(form(destroyed.serialNumber()), new Known(known.medium(), destruction(event, destroyed)));
                }
            }
            case MediumFitted fitted ->
                media.put(form(fitted.medium().serialNumber()), new Known(fitted.medium(), erasure(fitted)));
            case MediumRemoved removed -> {
                media.remove(form(removed.serialNumber()));
                standing.values().removeIf(one -> one.id().equals(removed.certificateId()));
            }
            case MediumCorrected corrected -> {
                Known before = media.remove(form(corrected.before().serialNumber()));
                Sanitisation last = before == null ? null : before.last();
                media.put(
                        form(corrected.now().serialNumber()),
                        new Known(
                                corrected.now(),
                                last == null ? null : last.judged(corrected.level(), corrected.policy())));
            }
            case DeviceRepaired _,
                    DeviceGraded _,
                    GradeCorrected _,
                    QualityCheckFailed _,
                    DeviceLocked _,
                    LockReleaseAnswered _,
                    DeviceUnlocked _,
                    LockCorrected _,
                    SystemInstalled _,
                    DevicePhotographed _,
                    DeviceReady _,
                    ReadinessCorrected _,
                    DeviceScrapped _,
                    DeviceLost _,
                    LossCorrected _,
                    ScrapCorrected _,
                    DeviceDispatched _,
                    DispatchCorrected _,
                    DevicePalletised _,
                    PalletisationCorrected _,
                    DeviceReceivedByEcoOrganism _,
                    DeviceTreated _,
                    DeviceInventoried _,
                    PalletOpened _,
                    PalletCancelled _,
                    PalletDeparted _,
                    PalletDepartureCorrected _,
                    PalletSlipAdded _,
                    PalletReceived _,
                    PalletTreated _ -> {}
        }
    }

    /** Reads the next event; what it adds to the chains, each with an id of its own. */
    public List<CertificateEntry> follow(Published<RefurbEvent> event, Supplier<UUID> ids) {
        learn(event);
        Instant at = event.envelope().occurredAt();
        return switch (event.fact()) {
            case DeviceReceived _ -> comesBack(at, ids);
            case MediumErased erased -> judged(form(erased.serialNumber()), Reason.ERASURE_FAILED, at, ids);
            case MediumDestroyed destroyed -> judged(form(destroyed.serialNumber()), Reason.ERASURE_FAILED, at, ids);
            case MediumFitted fitted -> List.of(fitted(fitted, ids));
            case MediumRemoved _ -> List.of();
            case MediumCorrected corrected -> {
                String now = form(corrected.now().serialNumber());
                Standing moved = standing.remove(form(corrected.before().serialNumber()));
                if (moved != null) {
                    standing.put(now, moved);
                }
                yield judged(now, Reason.MEDIUM_CORRECTED, at, ids);
            }
            case DeviceTriaged triaged -> notDestroyed(triaged.media(), at, ids);
            case MediumAdded added -> notDestroyed(List.of(added.medium()), at, ids);
            case DeviceRepaired _,
                    DeviceGraded _,
                    GradeCorrected _,
                    QualityCheckFailed _,
                    DeviceLocked _,
                    LockReleaseAnswered _,
                    DeviceUnlocked _,
                    LockCorrected _,
                    SystemInstalled _,
                    DevicePhotographed _,
                    DeviceReady _,
                    ReadinessCorrected _,
                    DeviceScrapped _,
                    DeviceLost _,
                    LossCorrected _,
                    ScrapCorrected _,
                    DeviceDispatched _,
                    DispatchCorrected _,
                    DevicePalletised _,
                    PalletisationCorrected _,
                    DeviceReceivedByEcoOrganism _,
                    DeviceTreated _,
                    DeviceInventoried _,
                    PalletOpened _,
                    PalletCancelled _,
                    PalletDeparted _,
                    PalletDepartureCorrected _,
                    PalletSlipAdded _,
                    PalletReceived _,
                    PalletTreated _ -> List.of();
        };
    }

    /** What is destroyed stays so, whoever had the device. */
    private List<CertificateEntry> comesBack(Instant at, Supplier<UUID> ids) {
        List<CertificateEntry> entries = new ArrayList<>();
        standing.values().removeIf(one -> {
            if (one.level() == SanitisationLevel.DESTROY) {
                return false;
            }
            entries.add(new Revocation(ids.get(), one.workshop(), one.medium(), one.id(), Reason.DEVICE_RETURNED, at));
            return true;
        });
        return entries;
    }

    private List<CertificateEntry> notDestroyed(List<RefurbEvent.Medium> found, Instant at, Supplier<UUID> ids) {
        List<CertificateEntry> entries = new ArrayList<>();
        for (RefurbEvent.Medium medium : found) {
            Standing one = standing.remove(form(medium.serialNumber()));
            if (one != null) {
                entries.add(new Revocation(ids.get(), one.workshop(), one.medium(), one.id(), Reason.MEDIUM_FOUND, at));
            }
        }
        return entries;
    }

    private List<CertificateEntry> judged(String form, Reason otherwise, Instant at, Supplier<UUID> ids) {
        Known known = media.get(form);
        Sanitisation last = known == null ? null : known.last();
        Standing before = standing.get(form);
        if (known != null && last != null && last.level().atLeast(ErasurePolicy.REQUIRED)) {
            UUID id = ids.get();
            standing.put(form, new Standing(id, workshop, last.level(), known.medium()));
            return List.of(new Certificate(id, workshop, known.medium(), last, before == null ? null : before.id()));
        }
        if (before == null) {
            return List.of();
        }
        standing.remove(form);
        return List.of(new Revocation(ids.get(), before.workshop(), before.medium(), before.id(), otherwise, at));
    }

    /** A certificate of its own for a medium that was certified in another device, whose certificate it replaces. */
    private Certificate fitted(MediumFitted event, Supplier<UUID> ids) {
        UUID id = ids.get();
        standing.put(form(event.medium().serialNumber()), new Standing(id, workshop, event.level(), event.medium()));
        return new Certificate(id, workshop, event.medium(), erasure(event), event.certificateId());
    }

    private static Sanitisation erasure(MediumFitted event) {
        return new Sanitisation(
                event.level(), event.run().policy(), event.method(), event.tool(), event.run(), event.erasedAt(), null);
    }

    private void found(RefurbEvent.Medium medium) {
        media.put(form(medium.serialNumber()), new Known(medium, null));
    }

    private @Nullable Known known(String serialNumber) {
        return media.get(form(serialNumber));
    }

    private static Sanitisation erasure(Published<RefurbEvent> event, MediumErased erased) {
        RefurbEvent.ErasureRun run = erased.run();
        return new Sanitisation(
                erased.level(),
                run == null ? null : run.policy(),
                erased.method(),
                erased.tool(),
                run,
                event.envelope().occurredAt(),
                null);
    }

    private static Sanitisation destruction(Published<RefurbEvent> event, MediumDestroyed destroyed) {
        return new Sanitisation(
                SanitisationLevel.DESTROY,
                null,
                null,
                null,
                null,
                event.envelope().occurredAt(),
                destroyed.destroyedBy());
    }

    private static String form(String serialNumber) {
        return SerialNumber.form(serialNumber);
    }
}
