package network.reuse.refurb.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent.PassedChecklist;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import network.reuse.refurb.domain.Bench;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Expected;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Palletised;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Released;
import network.reuse.refurb.domain.Device.Scrapped;
import network.reuse.refurb.domain.Device.Treated;
import network.reuse.refurb.domain.Device.WithEcoOrganism;
import network.reuse.refurb.domain.DeviceAttributes;
import network.reuse.refurb.domain.DeviceStatus;
import network.reuse.refurb.domain.Erasure;
import network.reuse.refurb.domain.ErasurePolicy;
import network.reuse.refurb.domain.Installation;
import network.reuse.refurb.domain.Lock;
import network.reuse.refurb.domain.Medium;
import network.reuse.refurb.domain.MediumOrigin;
import network.reuse.refurb.domain.MediumRemoval;
import network.reuse.refurb.domain.Repair;
import org.jspecify.annotations.Nullable;

/**
 * A device in a workshop as its parties see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param media what was found at triage; absent before. Of a device that came back, what was found the last time, as never
 *     erased
 * @param removedMedia the media that were taken out of it and fitted into others
 * @param triagedAt when its media were listed; as {@code gradedAt} and {@code checkedAt} absent where it has not happened, or was
 *     recorded before its time was kept
 * @param requiredLevel what each medium needs before the device is ready or scrapped, whoever gave it; its donor may ask for more
 * @param checklist what the check stated that the device has passed; as {@code warrantyMonths} absent while it has not, and once that
 *     check no longer counts
 * @param lock what keeps the workshop from setting it up, and what its donor said; absent when nothing does
 * @param installation what is installed on it; absent when nobody said so since a medium was erased
 * @param warrantyMonths the warranty that its workshop gives for it, beside what the law gives; absent without one
 * @param possibleData of a lost device, whether data may be on it
 * @param reason why it was scrapped, or how it was lost
 * @param palletId the pallet on which it goes, or went, to an eco-organism
 */
public record DeviceView(
        UUID id,
        String code,
        DeviceStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        int epoch,
        UUID lotId,
        DeviceCategory category,
        String manufacturer,
        String model,
        String serialNumber,
        UUID donor,
        DonorKind donorKind,
        UUID workshop,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        @Nullable List<MediumView> media,
        @Nullable List<MediumRemoval> removedMedia,
        @Nullable Instant triagedAt,
        SanitisationLevel requiredLevel,
        @Nullable List<Repair> repairs,
        @Nullable Grade grade,
        @Nullable Instant gradedAt,
        @Nullable List<String> qualityFaults,
        @Nullable Instant checkedAt,
        @Nullable ChecklistView checklist,
        @Nullable Lock lock,
        @Nullable Installation installation,
        @Nullable Integer warrantyMonths,
        @Nullable Boolean possibleData,
        @Nullable String reason,
        @Nullable UUID palletId,
        @Nullable String palletCode,
        List<Device.Move> legal) {

    /** A medium of a device, with what became of its data. */
    public record MediumView(
            String serialNumber,
            MediumKind kind,
            long bytes,
            Medium.Status status,
            SanitisationLevel level,
            @Nullable Erasure lastErasure,
            @Nullable Instant erasedAt,
            @Nullable Integer policy,
            @Nullable UUID destroyedBy,
            @Nullable Instant destroyedAt,
            @Nullable MediumOrigin origin) {

        static MediumView of(Medium medium) {
            return new MediumView(
                    medium.serialNumber(),
                    medium.kind(),
                    medium.bytes(),
                    medium.status(),
                    medium.level(),
                    medium.lastErasure(),
                    medium.erasedAt(),
                    medium.policy(),
                    medium.destroyedBy(),
                    medium.destroyedAt(),
                    medium.origin());
        }
    }

    /** Whether a check that was passed stated a checklist. */
    public enum ChecklistStatus {
        STATED,
        NOT_STATED
    }

    /**
     * What a check that was passed stated.
     *
     * @param policy the version of the criteria that say what a device of its category needs
     * @param items what was there and worked; absent where nothing was stated
     */
    public record ChecklistView(
            ChecklistStatus status,
            @Nullable Integer policy,
            @Nullable List<CheckItem> items) {

        static @Nullable ChecklistView of(Bench bench) {
            if (bench.checkedAt() == null || !bench.faults().isEmpty()) {
                return null;
            }
            PassedChecklist stated = bench.checklist();
            return stated == null
                    ? new ChecklistView(ChecklistStatus.NOT_STATED, null, null)
                    : new ChecklistView(ChecklistStatus.STATED, stated.policy(), stated.items());
        }
    }

    static DeviceView of(Stored<Device> stored) {
        return switch (stored.state()) {
            case Expected expected -> view(stored, expected.earlier(), null, null);
            case Received received -> view(stored, received.earlier(), null, null);
            case Released released -> view(stored, released.bench(), null, null);
            case OnBench onBench -> view(stored, onBench.bench(), null, null);
            case Ready ready -> view(stored, ready.bench(), null, null);
            case Dispatched dispatched -> view(stored, dispatched.bench(), null, null);
            case Scrapped scrapped -> view(stored, scrapped.bench(), null, scrapped.reason());
            case Palletised on -> view(stored, on.bench(), null, on.reason());
            case WithEcoOrganism with -> view(stored, with.bench(), null, with.reason());
            case Treated treated -> view(stored, treated.bench(), null, treated.reason());
            case Lost lost -> view(stored, lost.bench(), lost.possibleData(), lost.reason());
        };
    }

    private static DeviceView view(
            Stored<Device> stored, @Nullable Bench bench, @Nullable Boolean possibleData, @Nullable String reason) {
        Device device = stored.state();
        Device.PalletReference pallet = pallet(device);
        DeviceAttributes attributes = device.attributes();
        return new DeviceView(
                stored.id(),
                attributes.code(),
                device.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                device.epoch(),
                attributes.lotId(),
                attributes.category(),
                attributes.manufacturer(),
                attributes.model(),
                attributes.serialNumber(),
                attributes.donor(),
                attributes.donorKind(),
                attributes.workshop(),
                attributes.territory(),
                attributes.env(),
                attributes.partnerRef(),
                bench == null
                        ? null
                        : bench.media().stream().map(MediumView::of).toList(),
                bench == null ? null : bench.removals(),
                bench == null ? null : bench.triagedAt(),
                ErasurePolicy.REQUIRED,
                bench == null ? null : bench.repairs(),
                bench == null ? null : bench.grade(),
                bench == null ? null : bench.gradedAt(),
                bench == null ? null : bench.faults(),
                bench == null ? null : bench.checkedAt(),
                bench == null ? null : ChecklistView.of(bench),
                bench == null ? null : bench.lock(),
                bench == null ? null : bench.installation(),
                bench == null ? null : bench.warrantyMonths(),
                possibleData,
                reason,
                pallet == null ? null : pallet.id(),
                pallet == null ? null : pallet.code(),
                device.legal());
    }

    private static Device.@Nullable PalletReference pallet(Device device) {
        return switch (device) {
            case Palletised on -> on.pallet();
            case WithEcoOrganism with -> with.pallet();
            case Treated treated -> treated.pallet();
            case Expected _, Received _, OnBench _, Ready _, Dispatched _, Released _, Scrapped _, Lost _ -> null;
        };
    }
}
