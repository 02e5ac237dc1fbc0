package network.reuse.refurb.domain;

import static network.reuse.refurb.domain.Devices.AT;
import static network.reuse.refurb.domain.Devices.BYTES;
import static network.reuse.refurb.domain.Devices.CERTIFICATE;
import static network.reuse.refurb.domain.Devices.DISK;
import static network.reuse.refurb.domain.Devices.OTHER_DEVICE;
import static network.reuse.refurb.domain.Devices.bench;
import static network.reuse.refurb.domain.Devices.cleared;
import static network.reuse.refurb.domain.Devices.disk;
import static network.reuse.refurb.domain.Devices.erasedElsewhere;
import static network.reuse.refurb.domain.Devices.installation;
import static network.reuse.refurb.domain.Devices.overwritten;
import static network.reuse.refurb.domain.Devices.ready;
import static network.reuse.refurb.domain.Devices.run;
import static network.reuse.refurb.domain.Devices.secondDisk;
import static network.reuse.refurb.domain.Devices.triaged;
import static network.reuse.refurb.domain.Devices.withoutStorage;
import static network.reuse.refurb.domain.ErasurePolicy.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Grade;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.ErasureRun;
import network.reuse.contracts.RefurbEvent.MediumFitted;
import network.reuse.contracts.RefurbEvent.MediumRemoved;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Scrapped;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A medium that is taken out of one device and fitted into another. */
class FittingTest {
    private static final UUID ID = triaged().attributes().id();

    @Test
    void itLeavesTheDeviceWhoseHistoryKeepsWhereItWent() {
        OnBench source = bench(cleared().install(installation(), AT));
        ErasedMedium medium = source.erased(DISK, REQUIRED, () -> CERTIFICATE);

        Decision<Device, RefurbEvent> removed = source.giveUp(medium, OTHER_DEVICE, AT.plusSeconds(5));

        assertThat(removed.events()).containsExactly(new MediumRemoved(ID, DISK, OTHER_DEVICE, CERTIFICATE));
        Bench left = bench(removed).bench();
        assertThat(left.media()).isEmpty();
        assertThat(left.installation()).isNull();
        assertThat(left.removals())
                .containsExactly(new MediumRemoval(
                        disk(), SanitisationLevel.CLEAR, OTHER_DEVICE, CERTIFICATE, AT.plusSeconds(5), null));
        Refusal again = refusal(() -> bench(removed).erased(DISK, REQUIRED, () -> CERTIFICATE));
        assertThat(again.code()).isEqualTo("medium_elsewhere");
        assertThat(again.extensions()).isEqualTo(Map.of("fittedInto", OTHER_DEVICE));
    }

    @Test
    void itCountsAsErasedWhereItIsFittedAndSaysByWhichCertificate() {
        ErasedMedium medium = erasedElsewhere("WD-30");

        Decision<Device, RefurbEvent> fitted = withoutStorage().fit(medium);

        assertThat(fitted.events())
                .containsExactly(new MediumFitted(
                        ID,
                        medium.medium(),
                        OTHER_DEVICE,
                        CERTIFICATE,
                        SanitisationLevel.CLEAR,
                        "OVERWRITE",
                        overwritten().tool(),
                        AT,
                        new ErasureRun(ErasurePolicy.VERSION, BYTES, 0, true, null)));
        assertThat(bench(fitted).bench().any("wd-30").origin())
                .isEqualTo(new MediumOrigin(OTHER_DEVICE, CERTIFICATE, REQUIRED, List.of()));
        assertThat(bench(bench(fitted).grade(Grade.B, AT))
                        .passQuality(null, null, AT, REQUIRED)
                        .next())
                .isInstanceOf(Ready.class);
        assertThat(refusal(() -> bench(fitted).fit(medium)).faults())
                .extracting(Refusal.Fault::code)
                .containsExactly("medium_twice");
    }

    @Test
    void whatItsFormerDonorAskedForHoldsWhereItIsFitted() {
        OnBench fitted = bench(
                bench(withoutStorage().fit(purgedFor(SanitisationLevel.PURGE))).grade(Grade.B, AT));
        RefurbEvent.Medium ssd = new RefurbEvent.Medium(DISK, MediumKind.SSD, BYTES);

        OnBench corrected = bench(fitted.correct(DISK, ssd, "mal lu"));

        Refusal passed = refusal(() -> corrected.passQuality(null, null, AT, REQUIRED));
        assertThat(passed.code()).isEqualTo("erasure_level_insufficient");
        assertThat(passed.extensions())
                .isEqualTo(Map.of(
                        "required",
                        SanitisationLevel.PURGE,
                        "obtained",
                        SanitisationLevel.CLEAR,
                        "media",
                        List.of(new Bench.Shortfall(DISK, SanitisationLevel.CLEAR, SanitisationLevel.PURGE))));
        assertThat(refusal(() -> corrected.scrap("trop vieux", REQUIRED)).code())
                .isEqualTo("erasure_level_insufficient");
        assertThat(refusal(() -> corrected.erased(DISK, REQUIRED, () -> CERTIFICATE))
                        .extensions())
                .containsEntry("required", SanitisationLevel.PURGE);
        Ready ready = (Ready) fitted.passQuality(null, null, AT, REQUIRED).next();
        assertThat(ready.correct(DISK, ssd, "mal lu", REQUIRED).next()).isInstanceOf(OnBench.class);
    }

    @Test
    void itKeepsWhichDevicesItWasInAndWhatTheStrictestAskedFor() {
        OnBench second = bench(withoutStorage().fit(purgedFor(SanitisationLevel.PURGE)));

        ErasedMedium again = second.erased(DISK, REQUIRED, () -> CERTIFICATE);

        UUID first = Objects.requireNonNull(second.bench().any(DISK).origin()).takenFrom();
        assertThat(again.origin())
                .isEqualTo(new MediumOrigin(ID, CERTIFICATE, SanitisationLevel.PURGE, List.of(first)));
        assertThat(bench(second.giveUp(again, OTHER_DEVICE, AT)).bench().removals())
                .extracting(MediumRemoval::origin)
                .containsExactly(second.bench().any(DISK).origin());
    }

    @Test
    void whoeverListsItAgainWhenItsDeviceComesBackStillKnowsWhereItCameFrom() {
        ErasedMedium medium = erasedElsewhere(DISK);
        Ready ready = (Ready) bench(bench(withoutStorage().fit(medium)).grade(Grade.B, AT))
                .passQuality(null, null, AT, REQUIRED)
                .next();
        Received back = (Received) ready.release()
                .comeBack(ready.attributes().workshop(), 5)
                .receive()
                .next();

        Bench listed =
                bench(back.triage(List.of(disk(), secondDisk()), false, AT)).bench();

        assertThat(listed.any(DISK).origin()).isEqualTo(medium.origin());
        assertThat(listed.any(DISK).level()).isEqualTo(SanitisationLevel.NONE);
        assertThat(listed.any("WD-2").origin()).isNull();
    }

    @Test
    void nothingIsRecordedOfItAnyMoreInTheDeviceThatItLeft() {
        ErasedMedium medium = cleared().erased(DISK, REQUIRED, () -> CERTIFICATE);
        OnBench left = bench(cleared().giveUp(medium, OTHER_DEVICE, AT));

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> left.erase(DISK, overwritten(), AT),
                () -> left.destroy(DISK, OTHER_DEVICE, AT),
                () -> left.correct(DISK, secondDisk(), "mal lu"))) {
            assertThat(refusal(call).code()).isEqualTo("medium_elsewhere");
            assertThat(refusal(call).extensions()).isEqualTo(Map.of("fittedInto", OTHER_DEVICE));
        }
        OnBench found = bench(left.add(disk(), "revenu"));
        assertThat(bench(found.erase(DISK, overwritten(), AT)).bench().any(DISK).level())
                .isEqualTo(SanitisationLevel.CLEAR);
    }

    /** A hard disk that is purged in a device whose donor asks for that. */
    private static ErasedMedium purgedFor(SanitisationLevel required) {
        Erasure run = run(ErasureMethod.SANITIZE_OVERWRITE, BYTES, 0, true, false, Erasure.Outcome.ERASED);
        return bench(triaged().erase(DISK, run, AT)).erased(DISK, required, () -> CERTIFICATE);
    }

    @Test
    void whatIsNotErasedFarEnoughOrDestroyedIsNeverFitted() {
        Refusal notErased = refusal(() -> triaged().erased(DISK, REQUIRED, () -> CERTIFICATE));
        assertThat(notErased.code()).isEqualTo("medium_not_erased");
        assertThat(notErased.extensions())
                .isEqualTo(Map.of("required", SanitisationLevel.CLEAR, "obtained", SanitisationLevel.NONE));
        assertThat(refusal(() -> cleared().erased(DISK, SanitisationLevel.PURGE, () -> CERTIFICATE))
                        .code())
                .isEqualTo("medium_not_erased");
        OnBench destroyed = bench(cleared().destroy(DISK, OTHER_DEVICE, AT));
        assertThat(refusal(() -> destroyed.erased(DISK, REQUIRED, () -> CERTIFICATE))
                        .code())
                .isEqualTo("medium_destroyed");
    }

    @Test
    void whatIsScrappedGivesUpItsMediaAndWhatIsReadyDoesNot() {
        Scrapped scrapped = (Scrapped) cleared().scrap("carte mère", REQUIRED).next();
        ErasedMedium medium = scrapped.erased(DISK, REQUIRED, () -> CERTIFICATE);

        Scrapped left = (Scrapped) scrapped.giveUp(medium, OTHER_DEVICE, AT).next();

        assertThat(left.bench().media()).isEmpty();
        assertThat(left.reason()).isEqualTo("carte mère");
        assertThat(refusal(() -> ready().erased(DISK, REQUIRED, () -> CERTIFICATE))
                        .code())
                .isEqualTo("illegal_now");
    }

    private static Refusal refusal(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(Refusal.class, call));
    }
}
