package network.reuse.gateway.passport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.ErasureRun;
import network.reuse.contracts.SanitisationLevel;

class MediaSoFarTest {
    private static final UUID SOURCE = UUID.fromString("01985b32-7d20-7c44-8e02-91c7d2a40d17");
    private static final UUID INTO = UUID.fromString("01985b32-7d20-7c44-8e02-91c7d2a40d19");
    private static final RefurbEvent.Medium DISK = new RefurbEvent.Medium("WD-1", MediumKind.HDD, 1_000);

    @Example
    void aMediumThatWasTakenOutIsShownAsRemovedAndCountsNoMore() {
        MediaSoFar media = after(
                new RefurbEvent.DeviceTriaged(
                        SOURCE, List.of(DISK, new RefurbEvent.Medium("WD-2", MediumKind.HDD, 1_000))),
                new RefurbEvent.MediumErased(SOURCE, "WD-1", "OVERWRITE", "nwipe 0.38", SanitisationLevel.CLEAR, null),
                new RefurbEvent.MediumDestroyed(SOURCE, "WD-2", INTO),
                new RefurbEvent.MediumRemoved(SOURCE, "WD-1", INTO, INTO),
                new AllocationEvent.DeviceReturned(SOURCE, INTO, INTO, "panne"));

        assertThat(media.all())
                .containsExactly(
                        new Passport.Medium("WD-1", "HDD", SanitisationLevel.CLEAR, true),
                        new Passport.Medium("WD-2", "HDD", SanitisationLevel.DESTROY, null));
        assertThat(media.least()).isEqualTo(SanitisationLevel.DESTROY);
        assertThat(media.leastOfThoseItCameWith()).isEqualTo(SanitisationLevel.CLEAR);
    }

    @Example
    void whatWasFittedIsNotWhatTheDeviceCameWith() {
        MediaSoFar media = after(
                new RefurbEvent.DeviceTriaged(INTO, List.of(new RefurbEvent.Medium("WD-2", MediumKind.HDD, 1_000))),
                new RefurbEvent.MediumErased(INTO, "WD-2", "OVERWRITE", "nwipe 0.38", SanitisationLevel.CLEAR, null),
                fitted(INTO, SOURCE),
                new RefurbEvent.MediumErased(INTO, "WD-1", "OVERWRITE", "nwipe 0.38", SanitisationLevel.NONE, null));

        assertThat(media.least()).isEqualTo(SanitisationLevel.NONE);
        assertThat(media.leastOfThoseItCameWith()).isEqualTo(SanitisationLevel.CLEAR);
    }

    @Example
    void whatComesBackIntoTheDeviceIsWhatItCameWith() {
        MediaSoFar media = after(
                new RefurbEvent.DeviceTriaged(SOURCE, List.of(DISK)),
                new RefurbEvent.MediumErased(SOURCE, "WD-1", "OVERWRITE", "nwipe 0.38", SanitisationLevel.CLEAR, null),
                new RefurbEvent.MediumRemoved(SOURCE, "WD-1", INTO, INTO),
                fitted(SOURCE, INTO));

        assertThat(media.leastOfThoseItCameWith()).isEqualTo(SanitisationLevel.CLEAR);
    }

    @Example
    void aMediumThatWasFittedIsAsErasedAsItWas() {
        MediaSoFar media = after(new RefurbEvent.DeviceTriaged(INTO, List.of()), fitted(INTO, SOURCE));

        assertThat(media.all()).containsExactly(new Passport.Medium("WD-1", "HDD", SanitisationLevel.CLEAR, null));
        assertThat(media.least()).isEqualTo(SanitisationLevel.CLEAR);
    }

    @Example
    void whatWasNotErasedWhenTheDeviceWasHandedOnMayStillHoldItsDonorsData() {
        var found = new RefurbEvent.DeviceTriaged(SOURCE, List.of(DISK));
        var erased =
                new RefurbEvent.MediumErased(SOURCE, "WD-1", "OVERWRITE", "nwipe 0.38", SanitisationLevel.CLEAR, null);
        var returned = new AllocationEvent.DeviceReturned(SOURCE, INTO, INTO, "panne");
        var overlooked = new RefurbEvent.MediumAdded(
                SOURCE, new RefurbEvent.Medium("WD-2", MediumKind.HDD, 1_000), "sous la batterie");

        assertThat(after(found).mayHoldDonorsData()).isTrue();
        assertThat(after(found, erased, returned, found).mayHoldDonorsData()).isFalse();
        assertThat(after(found, erased, returned, found, overlooked).mayHoldDonorsData())
                .isTrue();
        assertThat(after(
                                found,
                                erased,
                                returned,
                                found,
                                overlooked,
                                new RefurbEvent.MediumDestroyed(SOURCE, "WD-2", INTO))
                        .mayHoldDonorsData())
                .isFalse();
        assertThat(after(
                                found,
                                erased,
                                returned,
                                new RefurbEvent.DeviceTriaged(SOURCE, List.of()),
                                fitted(SOURCE, INTO))
                        .mayHoldDonorsData())
                .isFalse();
    }

    @Example
    void aNumberThatIsTypedOtherwiseIsThatOfTheSameMedium() {
        MediaSoFar media = after(
                new RefurbEvent.DeviceTriaged(SOURCE, List.of(DISK)),
                new RefurbEvent.MediumErased(SOURCE, "WD-1", "OVERWRITE", "nwipe 0.38", SanitisationLevel.CLEAR, null),
                new AllocationEvent.DeviceReturned(SOURCE, INTO, INTO, "panne"),
                new RefurbEvent.DeviceTriaged(SOURCE, List.of(new RefurbEvent.Medium("wd -1", MediumKind.HDD, 1_000))));

        assertThat(media.all()).containsExactly(new Passport.Medium("wd -1", "HDD", SanitisationLevel.NONE, null));
        assertThat(media.mayHoldDonorsData()).isFalse();
    }

    private static RefurbEvent.MediumFitted fitted(UUID into, UUID from) {
        return new RefurbEvent.MediumFitted(
                into,
                DISK,
                from,
                from,
                SanitisationLevel.CLEAR,
                "OVERWRITE",
                "nwipe 0.38",
                Instant.parse("2026-09-11T09:10:00Z"),
                new ErasureRun(2, 1_000, 0, true, null));
    }

    private static MediaSoFar after(Object... events) {
        MediaSoFar media = new MediaSoFar();
        for (Object event : events) {
            media.after(event);
        }
        return media;
    }
}
