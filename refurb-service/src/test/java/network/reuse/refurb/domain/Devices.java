package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Territory;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Expected;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import org.jspecify.annotations.Nullable;

/** Devices and media for tests, each at the point in its life that its name says. */
final class Devices {
    static final UUID WORKSHOP = UUID.fromString("01900000-0000-7000-8000-000000000003");
    static final UUID DONOR = UUID.fromString("01900000-0000-7000-8000-000000000001");
    static final UUID RECIPIENT = UUID.fromString("01900000-0000-7000-8000-000000000009");
    static final UUID OTHER_DEVICE = UUID.fromString("01985b32-7d20-7c44-8e02-91c7d2a40d99");
    static final UUID CERTIFICATE = UUID.fromString("01985c70-11aa-7b20-9c31-5a1e0f2b3c71");
    static final Instant AT = Instant.parse("2026-03-02T09:30:00Z");
    static final String DISK = "WD-1";
    static final long BYTES = 500_107_862_016L;

    private Devices() {}

    static Expected expected() {
        return expected(null);
    }

    static Expected expected(@Nullable Boolean boughtNew) {
        return Device.expect(new DeviceAttributes(
                UUID.fromString("01985b32-7d20-7c44-8e02-91c7d2a40d17"),
                "D-7Q4K2M",
                UUID.fromString("01985a10-4c00-7a11-9b01-3f0a5be10c01"),
                DeviceCategory.LAPTOP,
                "Dell",
                "Latitude 5400",
                "SN-1",
                DONOR,
                DonorKind.PUBLIC_BODY,
                WORKSHOP,
                Set.of(DONOR, WORKSHOP),
                new Territory("44", "67", "67482"),
                Environment.LIVE,
                1,
                null,
                boughtNew));
    }

    static Received received() {
        return (Received) expected().receive().next();
    }

    static OnBench triaged() {
        return bench(received().triage(List.of(disk()), false, AT));
    }

    static OnBench withoutStorage() {
        return bench(received().triage(List.of(), true, AT));
    }

    static OnBench cleared() {
        return bench(triaged().erase(DISK, overwritten(), AT));
    }

    static Ready ready() {
        return (Ready) bench(cleared().grade(Grade.B, AT))
                .passQuality(null, null, AT, ErasurePolicy.REQUIRED)
                .next();
    }

    static Dispatched dispatched() {
        return (Dispatched) ready().dispatch(RECIPIENT, "BL-1").next();
    }

    static OnBench bench(Decision<Device, RefurbEvent> decision) {
        return (OnBench) decision.next();
    }

    static RefurbEvent.Medium disk() {
        return new RefurbEvent.Medium(DISK, MediumKind.HDD, BYTES);
    }

    static RefurbEvent.Medium secondDisk() {
        return new RefurbEvent.Medium("WD-2", MediumKind.HDD, BYTES);
    }

    /** One that is erased in another device of the workshop. */
    static ErasedMedium erasedElsewhere(String serialNumber) {
        return new ErasedMedium(
                new RefurbEvent.Medium(serialNumber, MediumKind.HDD, BYTES),
                SanitisationLevel.CLEAR,
                overwritten(),
                AT,
                ErasurePolicy.VERSION,
                new MediumOrigin(OTHER_DEVICE, CERTIFICATE, ErasurePolicy.REQUIRED, List.of()));
    }

    static Erasure overwritten() {
        return run(ErasureMethod.OVERWRITE, BYTES, 0, true, false, Erasure.Outcome.ERASED);
    }

    static Erasure aborted() {
        return run(ErasureMethod.OVERWRITE, BYTES / 2, 0, false, false, Erasure.Outcome.ABORTED);
    }

    static Erasure run(
            ErasureMethod method,
            long bytes,
            long errors,
            boolean verified,
            boolean hiddenSectors,
            Erasure.Outcome outcome) {
        return new Erasure(method, "nwipe 0.38", bytes, errors, verified, hiddenSectors, outcome, null);
    }

    static Installation installation() {
        return new Installation(
                UUID.fromString("01985b32-7d20-7c44-8e02-91c7d2a40d18"),
                1,
                "Poste famille",
                "Linux Mint",
                "22.3",
                List.of("fr"),
                List.of("Firefox ESR"),
                null);
    }

    /** All that any device needs. */
    static Checklist complete() {
        Map<CheckItem, Boolean> stated = new EnumMap<>(CheckItem.class);
        for (CheckItem item : CheckItem.values()) {
            stated.put(item, true);
        }
        return new Checklist(stated);
    }

    /** The same but for one item, which does not work, or of which nothing is said. */
    static Checklist without(CheckItem item, @Nullable Boolean works) {
        Map<CheckItem, Boolean> stated = new EnumMap<>(complete().stated());
        stated.remove(item);
        if (works != null) {
            stated.put(item, works);
        }
        return new Checklist(stated);
    }

    /** What a tool found: drives of these numbers, each as large as the disk. */
    static Inventory inventory(String... serialNumbers) {
        return new Inventory(
                "Dell",
                "Latitude 5400",
                null,
                List.of(new Inventory.Processor("i5-8365U", 4, 8)),
                8L * 1024 * 1024 * 1024,
                Stream.of(serialNumbers)
                        .map(serial -> new Inventory.Drive(null, serial, MediumKind.HDD, BYTES))
                        .toList(),
                List.of(),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    }
}
