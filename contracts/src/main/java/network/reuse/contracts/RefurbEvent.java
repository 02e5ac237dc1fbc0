package network.reuse.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything refurb-service publishes on {@code refurb.events}, keyed by device. */
public sealed interface RefurbEvent {

    /** A storage medium found in a device. */
    record Medium(String serialNumber, MediumKind kind, long bytes) {}

    /** The workshop holds the device now: custody has passed from collection to refurb. */
    record DeviceReceived(UUID deviceId, String code, UUID workshop, DeviceCategory category) implements RefurbEvent {}

    /** The workshop looked at the device, decided to refurbish it, and listed every storage medium in it. */
    record DeviceTriaged(UUID deviceId, List<Medium> media) implements RefurbEvent {
        public DeviceTriaged {
            media = List.copyOf(media);
        }
    }

    /**
     * How an erasure ran, as its tool reported it.
     *
     * @param policy the version of the rules that computed the level
     * @param verified whether at least the last pass was read back
     * @param evidence the SHA-256, in hexadecimal, of the file that tells of it; null when somebody said so
     */
    record ErasureRun(
            int policy,
            long bytesErased,
            long errors,
            boolean verified,
            @Nullable String evidence) {}

    /** An erasure was run on one medium; the level is computed from medium and method, not claimed. */
    record MediumErased(
            UUID deviceId,
            String serialNumber,
            String method,
            String tool,
            SanitisationLevel level,
            @Nullable ErasureRun run)
            implements RefurbEvent {}

    /** An organisation destroyed a medium; no data can be left on it. */
    record MediumDestroyed(UUID deviceId, String serialNumber, UUID destroyedBy) implements RefurbEvent {}

    /** A medium was found late or fitted after a repair; it counts as never erased. */
    record MediumAdded(UUID deviceId, Medium medium, String reason) implements RefurbEvent {}

    /** A medium had been described wrongly; {@code now} replaces {@code before}, and the level is computed again. */
    record MediumCorrected(
            UUID deviceId,
            Medium before,
            Medium now,
            SanitisationLevel level,
            String reason,
            @Nullable Integer policy) implements RefurbEvent, Amendment {}

    /** An erased medium was taken out of the device and fitted into another of its workshop; it is none of this device's any more. */
    record MediumRemoved(UUID deviceId, String serialNumber, UUID fittedInto, UUID certificateId)
            implements RefurbEvent {}

    /** A medium of another device of the workshop was fitted into this one, and counts as erased as its certificate there says. */
    record MediumFitted(
            UUID deviceId,
            Medium medium,
            UUID takenFrom,
            UUID certificateId,
            SanitisationLevel level,
            String method,
            String tool,
            Instant erasedAt,
            ErasureRun run)
            implements RefurbEvent {}

    /** Something was mended or a part replaced. */
    record DeviceRepaired(UUID deviceId, String work, List<String> parts) implements RefurbEvent {
        public DeviceRepaired {
            parts = List.copyOf(parts);
        }
    }

    /** The device has a cosmetic grade. */
    record DeviceGraded(UUID deviceId, Grade grade) implements RefurbEvent {}

    /** The grade was wrong; {@code now} replaces {@code before}. */
    record GradeCorrected(UUID deviceId, Grade before, Grade now, String reason) implements RefurbEvent, Amendment {}

    /** Quality control found faults; the device stays on the bench. */
    record QualityCheckFailed(UUID deviceId, List<String> faults) implements RefurbEvent {
        public QualityCheckFailed {
            faults = List.copyOf(faults);
        }
    }

    /**
     * What quality control stated to be there and to work.
     *
     * @param policy the version of the rules that say which items a device of its category needs
     * @param items those that it needs, all of them
     */
    record PassedChecklist(int policy, List<CheckItem> items) {
        public PassedChecklist {
            items = List.copyOf(items);
        }
    }

    /** A system was installed as one of the workshop's templates says it; whatever was installed before is gone. */
    record SystemInstalled(
            UUID deviceId, String system, String systemVersion, List<String> languages, List<String> software)
            implements RefurbEvent {
        public SystemInstalled {
            languages = List.copyOf(languages);
            software = List.copyOf(software);
        }
    }

    /** The workshop took a photo of the device; its bytes are those with this SHA-256, and it has them for who may see it. */
    record DevicePhotographed(UUID deviceId, UUID fileId, String sha256, String mediaType, long size)
            implements RefurbEvent, Amendment {}

    /** Quality control passed and every medium is adequately erased: the device can be handed to somebody. */
    record DeviceReady(
            UUID deviceId,
            DeviceCategory category,
            Grade grade,
            @Nullable PassedChecklist checklist,
            @Nullable Integer warrantyMonths)
            implements RefurbEvent {
        /** One of which no checklist was stated, and for which its workshop gives no warranty. */
        public DeviceReady(UUID deviceId, DeviceCategory category, Grade grade) {
            this(deviceId, category, grade, null, null);
        }
    }

    /** The workshop found the device locked and asks its donor to release it: until it is open, it is not ready. */
    record DeviceLocked(
            UUID deviceId,
            UUID lotId,
            LockKind kind,
            @Nullable String note) implements RefurbEvent {}

    /** The donor answered the request to release the device: released, or not, with its reason. */
    record LockReleaseAnswered(
            UUID deviceId, boolean released, @Nullable String reason) implements RefurbEvent {}

    /** The workshop confirms that the device is open: nothing is asked of its donor any more. */
    record DeviceUnlocked(UUID deviceId) implements RefurbEvent {}

    /** The device was not locked after all: nothing was to be asked of its donor. */
    record LockCorrected(UUID deviceId, String reason) implements RefurbEvent, Amendment {}

    /** The device was not ready after all and is back on the bench: its readiness no longer counts. */
    record ReadinessCorrected(UUID deviceId, String reason) implements RefurbEvent {}

    /** The device will not be used again; its media are erased or destroyed. */
    record DeviceScrapped(UUID deviceId, String reason) implements RefurbEvent {}

    /**
     * The device disappeared from the workshop; with possible data it is an incident to the donor, unless it had been with somebody
     * before and nothing of the donor's may still be on it.
     */
    record DeviceLost(
            UUID deviceId,
            boolean possibleData,
            String reason,
            @Nullable Boolean donorsData) implements RefurbEvent {
        /**
         * Whether it is an incident to the donor: what was on the device when it was registered may still be on it. Of a device that has been
         * with somebody that is so where a medium was found later that no workshop had erased before; an event of a release that did not say
         * so goes by where the device is.
         */
        public boolean isIncidentToDonor(Envelope envelope) {
            return possibleData && (donorsData == null ? envelope.mayHoldDonorsData() : donorsData);
        }
    }

    /** The device that was reported lost is there after all, where it stood before: the loss no longer counts. */
    record LossCorrected(UUID deviceId, DeviceStage stage, String reason) implements RefurbEvent {}

    /** The device was scrapped by mistake and is back on the bench: the scrapping no longer counts. */
    record ScrapCorrected(UUID deviceId, String reason) implements RefurbEvent {}

    /**
     * How far the data of a device's media is out of reach.
     *
     * @param media how many media its workshop listed; with none it attests that the device holds no storage
     * @param level the lowest that any of them has reached; null where none of them ever held anybody's data
     */
    record MediaErasure(int media, @Nullable SanitisationLevel level) {
        /** Which level its data has reached: that of destruction where there never was any. */
        public SanitisationLevel reached() {
            return level == null ? SanitisationLevel.DESTROY : level;
        }
    }

    /** A machine as whoever made it calls it. */
    record Make(String manufacturer, String model, String serialNumber) {}

    /** A device that was ready left its workshop for that organisation; until it signs, nobody can scrap the device. */
    record DeviceDispatched(
            UUID deviceId,
            UUID recipient,
            DeviceCategory category,
            Grade grade,
            String code,
            @Nullable String shipmentRef,
            @Nullable MediaErasure erasure,
            @Nullable Make make)
            implements RefurbEvent {}

    /** The device did not leave its workshop after all: the dispatch no longer counts. */
    record DispatchCorrected(UUID deviceId, String reason) implements RefurbEvent {}

    /** The scrapped device is on a pallet for that eco-organism. */
    record DevicePalletised(UUID deviceId, UUID palletId, String palletCode, UUID ecoOrganism) implements RefurbEvent {}

    /** The device is not on the pallet after all: that it was palletised no longer counts. */
    record PalletisationCorrected(UUID deviceId, UUID palletId, String reason) implements RefurbEvent {}

    /** The eco-organism received the pallet and found the device on it; it answers for the device now. */
    record DeviceReceivedByEcoOrganism(UUID deviceId, UUID palletId, UUID ecoOrganism) implements RefurbEvent {}

    /** The eco-organism treated what was on the pallet: the device does not exist any more. */
    record DeviceTreated(UUID deviceId, UUID palletId, UUID ecoOrganism) implements RefurbEvent {}

    /** A drive that a tool found built in. */
    record Drive(MediumKind kind, long bytes) {}

    /**
     * A tool looked at the device's hardware and said what it found; a drive that was not listed is told by the event that
     * follows.
     */
    record DeviceInventoried(
            UUID deviceId,
            @Nullable String processor,
            @Nullable Integer cores,
            @Nullable Integer memoryMebibytes,
            List<Drive> drives,
            int batteries,
            String evidence)
            implements RefurbEvent, Amendment {
        public DeviceInventoried {
            drives = List.copyOf(drives);
        }
    }

    /** A workshop opens a pallet of scrapped devices with one waste code, for one eco-organism. */
    record PalletOpened(UUID palletId, String code, UUID workshop, UUID ecoOrganism, String wasteCode)
            implements RefurbEvent {}

    /** The pallet is empty and is not used. */
    record PalletCancelled(UUID palletId, String reason) implements RefurbEvent {}

    /** The pallet left its workshop, weighed, with these devices and no other. */
    record PalletDeparted(
            UUID palletId,
            UUID ecoOrganism,
            String wasteCode,
            List<UUID> devices,
            long grams,
            @Nullable String slipRef) implements RefurbEvent {
        public PalletDeparted {
            devices = List.copyOf(devices);
        }
    }

    /** The pallet did not leave after all; it can be loaded again. */
    record PalletDepartureCorrected(UUID palletId, String reason) implements RefurbEvent {}

    /** The slip of the pallet came as a document; its bytes are those with this SHA-256, and the pallet's parties read it. */
    record PalletSlipAdded(UUID palletId, UUID fileId, String sha256, String mediaType, long size)
            implements RefurbEvent, Amendment {}

    /** The eco-organism received and weighed the pallet; these devices of its manifest were not on it. */
    record PalletReceived(UUID palletId, UUID ecoOrganism, long grams, List<UUID> missing) implements RefurbEvent {
        public PalletReceived {
            missing = List.copyOf(missing);
        }
    }

    /**
     * What became of a part of what was on a pallet.
     *
     * @param operation its code in annex I or II of Directive 2008/98/EC, such as {@code R 4}
     */
    record Treatment(TreatmentMode mode, @Nullable String operation, long grams) {}

    /** The eco-organism treated what was on the pallet, so much of it in each way. */
    record PalletTreated(UUID palletId, List<Treatment> treatments) implements RefurbEvent {
        public PalletTreated {
            treatments = List.copyOf(treatments);
        }
    }
}
