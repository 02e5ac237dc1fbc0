package network.reuse.refurb.domain;

import static network.reuse.refurb.domain.Devices.AT;
import static network.reuse.refurb.domain.Devices.DISK;
import static network.reuse.refurb.domain.Devices.RECIPIENT;
import static network.reuse.refurb.domain.Devices.WORKSHOP;
import static network.reuse.refurb.domain.Devices.aborted;
import static network.reuse.refurb.domain.Devices.bench;
import static network.reuse.refurb.domain.Devices.cleared;
import static network.reuse.refurb.domain.Devices.disk;
import static network.reuse.refurb.domain.Devices.dispatched;
import static network.reuse.refurb.domain.Devices.expected;
import static network.reuse.refurb.domain.Devices.overwritten;
import static network.reuse.refurb.domain.Devices.ready;
import static network.reuse.refurb.domain.Devices.received;
import static network.reuse.refurb.domain.Devices.secondDisk;
import static network.reuse.refurb.domain.Devices.triaged;
import static network.reuse.refurb.domain.Devices.withoutStorage;
import static network.reuse.refurb.domain.ErasurePolicy.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.Grade;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceDispatched;
import network.reuse.contracts.RefurbEvent.DeviceLost;
import network.reuse.contracts.RefurbEvent.DeviceReady;
import network.reuse.contracts.RefurbEvent.DeviceReceived;
import network.reuse.contracts.RefurbEvent.DeviceScrapped;
import network.reuse.contracts.RefurbEvent.DeviceTriaged;
import network.reuse.contracts.RefurbEvent.DispatchCorrected;
import network.reuse.contracts.RefurbEvent.GradeCorrected;
import network.reuse.contracts.RefurbEvent.LossCorrected;
import network.reuse.contracts.RefurbEvent.Make;
import network.reuse.contracts.RefurbEvent.MediaErasure;
import network.reuse.contracts.RefurbEvent.MediumAdded;
import network.reuse.contracts.RefurbEvent.MediumCorrected;
import network.reuse.contracts.RefurbEvent.MediumDestroyed;
import network.reuse.contracts.RefurbEvent.MediumErased;
import network.reuse.contracts.RefurbEvent.QualityCheckFailed;
import network.reuse.contracts.RefurbEvent.ReadinessCorrected;
import network.reuse.contracts.RefurbEvent.ScrapCorrected;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.refurb.domain.Bench.Shortfall;
import network.reuse.refurb.domain.Device.Expected;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Released;
import network.reuse.refurb.domain.Device.Scrapped;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DeviceTest {
    private static final MediaErasure ERASED = new MediaErasure(1, SanitisationLevel.CLEAR);
    private static final Make MAKE = new Make("Dell", "Latitude 5400", "SN-1");
    private static final UUID ID = expected().attributes().id();

    @Test
    void receivingADeviceTakesItsCustodyOver() {
        Decision<Device, RefurbEvent> decision = expected().receive();

        assertThat(expected().epoch()).isEqualTo(1);
        assertThat(decision.next().epoch()).isEqualTo(2);
        assertThat(decision.events())
                .containsExactly(new DeviceReceived(ID, "D-7Q4K2M", WORKSHOP, DeviceCategory.LAPTOP));
    }

    @Test
    void onlyTheWorkshopHoldsADevice() {
        assertThat(List.of(expected(), received(), triaged(), ready()))
                .allSatisfy(device -> assertThat(device.owners()).containsExactly(WORKSHOP));
    }

    @Test
    void aPhotoIsTakenWhileTheWorkshopHasTheDeviceAndChangesNothingButWhatIsTold() {
        UUID file = UUID.fromString("01985c20-0000-7000-8000-000000000001");
        Photo photo = new Photo(file, "ab".repeat(32), "image/jpeg", 1_000);
        for (Device device : List.of(received(), triaged(), ready())) {
            assertThat(photo.of(device).next()).isEqualTo(device);
            assertThat(photo.of(device).events())
                    .containsExactly(
                            new RefurbEvent.DevicePhotographed(ID, file, "ab".repeat(32), "image/jpeg", 1_000));
        }
        for (Device device : List.of(expected(), dispatched())) {
            assertThatThrownBy(() -> photo.of(device)).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void triageListsTheMedia() {
        Decision<Device, RefurbEvent> decision = received().triage(List.of(disk()), false, AT);

        assertThat(bench(decision).bench().media()).extracting(Medium::status).containsExactly(Medium.Status.IN_DEVICE);
        assertThat(decision.events()).containsExactly(new DeviceTriaged(ID, List.of(disk())));
    }

    @Test
    void noMediaIsAnAnswerOnlyWhenItIsMeant() {
        assertThat(withoutStorage().bench().possibleData()).isFalse();
        assertThat(fault(() -> received().triage(List.of(), false, AT))).isEqualTo("media_unclear");
        assertThat(fault(() -> received().triage(List.of(disk()), true, AT))).isEqualTo("media_unclear");
        assertThat(fault(() -> received().triage(List.of(disk(), disk()), false, AT)))
                .isEqualTo("medium_twice");
    }

    @Test
    void anErasuresLevelIsComputed() {
        assertThat(triaged().erase(DISK, overwritten(), AT).events())
                .containsExactly(new MediumErased(
                        ID,
                        DISK,
                        "OVERWRITE",
                        "nwipe 0.38",
                        SanitisationLevel.CLEAR,
                        overwritten().told()));
        assertThat(triaged().erase(DISK, aborted(), AT).events())
                .containsExactly(new MediumErased(
                        ID,
                        DISK,
                        "OVERWRITE",
                        "nwipe 0.38",
                        SanitisationLevel.NONE,
                        aborted().told()));
    }

    @Test
    void aDonorMayAskForMoreThanTheNetworkAndNeverForLess() {
        assertThat(ErasurePolicy.required(null)).isEqualTo(SanitisationLevel.CLEAR);
        assertThat(ErasurePolicy.required(SanitisationLevel.NONE)).isEqualTo(SanitisationLevel.CLEAR);
        assertThat(ErasurePolicy.required(SanitisationLevel.PURGE)).isEqualTo(SanitisationLevel.PURGE);
        OnBench cleared = bench(cleared().grade(Grade.B, AT));

        for (ThrowingCallable leaving : List.<ThrowingCallable>of(
                () -> cleared.passQuality(null, null, AT, SanitisationLevel.PURGE),
                () -> cleared.scrap("trop vieux", SanitisationLevel.PURGE),
                () -> ready().scrap("trop vieux", SanitisationLevel.DESTROY))) {
            Refusal refusal = refusal(leaving);
            assertThat(refusal.code()).isEqualTo("erasure_level_insufficient");
            assertThat(refusal.extensions())
                    .containsEntry("obtained", SanitisationLevel.CLEAR)
                    .hasEntrySatisfying(
                            "media",
                            media -> assertThat((List<?>) media)
                                    .extracting("serialNumber", "obtained")
                                    .containsExactly(tuple(DISK, SanitisationLevel.CLEAR)));
        }
        RefurbEvent.Medium renamed = new RefurbEvent.Medium("WD-9", MediumKind.HDD, Devices.BYTES);
        assertThat(ready().correct(DISK, renamed, "mal lu", SanitisationLevel.PURGE)
                        .next())
                .isInstanceOf(OnBench.class);
    }

    @Test
    void theLastErasureOfAMediumCounts() {
        OnBench doubtful = bench(cleared().erase(DISK, aborted(), AT));

        assertThat(doubtful.bench().possibleData()).isTrue();
        assertThat(bench(doubtful.erase(DISK, overwritten(), AT)).bench().possibleData())
                .isFalse();
    }

    @Test
    void aMediumThatWasNotFoundIsNeitherErasedNorDestroyed() {
        assertThat(fault(() -> triaged().erase("other", overwritten(), AT))).isEqualTo("unknown_medium");
        assertThat(fault(() -> triaged().destroy("other", WORKSHOP, AT))).isEqualTo("unknown_medium");
    }

    @Test
    void aMediumIsDestroyedOnce() {
        Decision<Device, RefurbEvent> decision = triaged().destroy(DISK, WORKSHOP, AT);

        assertThat(decision.events()).containsExactly(new MediumDestroyed(ID, DISK, WORKSHOP));
        assertThat(refusal(() -> bench(decision).destroy(DISK, WORKSHOP, AT)).code())
                .isEqualTo("medium_destroyed");
        assertThat(refusal(() -> bench(decision).erase(DISK, overwritten(), AT)).code())
                .isEqualTo("medium_destroyed");
        assertThat(bench(decision).legal()).doesNotContain(Device.Move.ERASURE, Device.Move.DESTRUCTION);
    }

    @Test
    void nothingIsReadyWhileDataMayBeOnIt() {
        OnBench graded = bench(triaged().grade(Grade.A, AT));

        Refusal refusal = refusal(() -> graded.passQuality(null, null, AT, REQUIRED));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.ILLEGAL_NOW);
        assertThat(refusal.code()).isEqualTo("erasure_level_insufficient");
        assertThat(refusal.extensions())
                .containsEntry("required", SanitisationLevel.CLEAR)
                .containsEntry("media", List.of(new Shortfall(DISK, SanitisationLevel.NONE, SanitisationLevel.CLEAR)));
    }

    @Test
    void nothingIsReadyWithoutAGrade() {
        assertThat(refusal(() -> cleared().passQuality(null, null, AT, REQUIRED))
                        .code())
                .isEqualTo("grade_missing");
    }

    @Test
    void anErasedAndGradedDeviceIsReady() {
        Decision<Device, RefurbEvent> decision =
                bench(cleared().grade(Grade.B, AT)).passQuality(null, null, AT, REQUIRED);

        assertThat(decision.next()).isInstanceOf(Ready.class);
        assertThat(decision.events()).containsExactly(new DeviceReady(ID, DeviceCategory.LAPTOP, Grade.B));
    }

    @Test
    void aDestroyedMediumDoesNotHoldItsDeviceBack() {
        OnBench bench = bench(bench(triaged().destroy(DISK, WORKSHOP, AT)).grade(Grade.C, AT));

        assertThat(bench.passQuality(null, null, AT, REQUIRED).next()).isInstanceOf(Ready.class);
    }

    @Test
    void faultsKeepADeviceOnTheBenchUntilQualityControlPasses() {
        Decision<Device, RefurbEvent> failed =
                bench(cleared().grade(Grade.B, AT)).failQuality(List.of("clavier"), AT);

        assertThat(failed.events()).containsExactly(new QualityCheckFailed(ID, List.of("clavier")));
        assertThat(bench(failed).bench().faults()).containsExactly("clavier");
        assertThat(((Ready) bench(failed).passQuality(null, null, AT, REQUIRED).next())
                        .bench()
                        .faults())
                .isEmpty();
    }

    @Test
    void aGradeIsCorrectedOnTheBenchAndWhenReady() {
        GradeCorrected corrected = new GradeCorrected(ID, Grade.B, Grade.C, "rayure");

        assertThat(bench(cleared().grade(Grade.B, AT))
                        .correctGrade(Grade.C, "rayure")
                        .events())
                .containsExactly(corrected);
        assertThat(ready().correctGrade(Grade.C, "rayure").events()).containsExactly(corrected);
        assertThat(fault(() -> ready().correctGrade(Grade.B, "rayure"))).isEqualTo("nothing_changed");
        assertThat(refusal(() -> cleared().correctGrade(Grade.B, "rayure")).code())
                .isEqualTo("grade_missing");
    }

    @Test
    void scrappingReadsTheMediaToo() {
        assertThat(refusal(() -> triaged().scrap("trop vieux", REQUIRED)).code())
                .isEqualTo("erasure_level_insufficient");
        assertThat(cleared().scrap("trop vieux", REQUIRED).events())
                .containsExactly(new DeviceScrapped(ID, "trop vieux"));
        assertThat(ready().scrap("trop vieux", REQUIRED).next()).isInstanceOf(Scrapped.class);
    }

    @Test
    void whatWasScrappedByMistakeGoesThroughQualityControlAgain() {
        Scrapped scrapped = (Scrapped) ready().scrap("trop vieux", REQUIRED).next();

        Decision<Device, RefurbEvent> decision = scrapped.correctScrap("encore bon");

        assertThat(decision.events()).containsExactly(new ScrapCorrected(ID, "encore bon"));
        assertThat(bench(decision).bench().grade()).isEqualTo(Grade.B);
    }

    @Test
    void aLossSaysWhetherDataMayBeGone() {
        assertThat(received().lose("vol").events()).containsExactly(new DeviceLost(ID, true, "vol", true));
        assertThat(triaged().lose("vol").events()).containsExactly(new DeviceLost(ID, true, "vol", true));
        assertThat(cleared().lose("vol").events()).containsExactly(new DeviceLost(ID, false, "vol", false));
        assertThat(ready().lose("vol").events()).containsExactly(new DeviceLost(ID, false, "vol", false));
    }

    @Test
    void whatWasLostIsFoundWhereItStood() {
        found((Lost) received().lose("vol").next(), received(), DeviceStage.RECEIVED);
        found((Lost) cleared().lose("vol").next(), cleared(), DeviceStage.TRIAGED);
        found((Lost) ready().lose("vol").next(), ready(), DeviceStage.READY);
    }

    @Test
    void whatIsDispatchedIsSeenByItsRecipientAndCannotBeScrapped() {
        Decision<Device, RefurbEvent> decision = ready().dispatch(RECIPIENT, "BL-1");

        assertThat(decision.next().attributes().parties()).contains(RECIPIENT);
        assertThat(decision.next().legal()).containsExactly(Device.Move.DISPATCH_CORRECTION, Device.Move.LOSS);
        assertThat(decision.events())
                .containsExactly(new DeviceDispatched(
                        ID, RECIPIENT, DeviceCategory.LAPTOP, Grade.B, "D-7Q4K2M", "BL-1", ERASED, MAKE));
        assertThat(dispatched().correctDispatch("resté à quai").events())
                .containsExactly(new DispatchCorrected(ID, "resté à quai"));
        assertThat(dispatched().correctDispatch("resté à quai").next()).isInstanceOf(Ready.class);
    }

    @Test
    void whatIsDispatchedSaysHowFarTheLeastErasedOfItsMediaIsAndThatThereIsNone() {
        OnBench two = bench(cleared().add(secondDisk(), "second disque"));
        OnBench both = bench(two.destroy("WD-2", WORKSHOP, AT));
        OnBench unused = bench(((Received) expected(true).receive().next()).triage(List.of(disk()), false, AT));

        assertThat(both.bench().erasure()).isEqualTo(new MediaErasure(2, SanitisationLevel.CLEAR));
        assertThat(two.bench().erasure()).isEqualTo(new MediaErasure(2, SanitisationLevel.NONE));
        assertThat(withoutStorage().bench().erasure()).isEqualTo(new MediaErasure(0, null));
        assertThat(unused.bench().erasure()).isEqualTo(new MediaErasure(1, null));
    }

    @Test
    void whatWasLostOnItsWayIsFoundOnItsWay() {
        Lost lost = (Lost) dispatched().lose("vol").next();

        assertThat(lost.possibleData()).isFalse();
        assertThat(lost.correctLoss("retrouvé").next()).isEqualTo(dispatched());
        assertThat(lost.correctLoss("retrouvé").events())
                .containsExactly(
                        new LossCorrected(ID, DeviceStage.READY, "retrouvé"),
                        new DeviceDispatched(
                                ID, RECIPIENT, DeviceCategory.LAPTOP, Grade.B, "D-7Q4K2M", "BL-1", ERASED, MAKE));
    }

    @Test
    void whatWasSignedForIsNobodysMoveHereUntilItComesBackWithMediaThatNobodyKnows() {
        Released released = dispatched().release();
        assertThat(released.owners()).isEmpty();
        assertThat(released.legal()).isEmpty();

        UUID other = UUID.fromString("01900000-0000-7000-8000-000000000007");
        Expected back = released.comeBack(other, 3);

        assertThat(back.owners()).containsExactly(other);
        assertThat(back.epoch()).isEqualTo(3);
        Received received = (Received) back.receive().next();
        assertThat(received.epoch()).isEqualTo(4);
        OnBench bench = bench(received.triage(List.of(disk()), false, AT));
        assertThat(bench.bench().possibleData()).isTrue();
        assertThat(refusal(() -> bench.scrap("trop vieux", REQUIRED)).code()).isEqualTo("erasure_level_insufficient");
    }

    @Test
    void whatIsFoundAtALaterWorkshopAndWasNotErasedMayHoldTheDonorsData() {
        Received back = (Received)
                dispatched().release().comeBack(WORKSHOP, 3).receive().next();
        OnBench known = bench(back.triage(List.of(disk()), false, AT));
        assertThat(lost(known)).isEqualTo(new DeviceLost(ID, true, "vol", false));
        assertThat(lost(bench(known.erase(DISK, Devices.aborted(), AT))))
                .isEqualTo(new DeviceLost(ID, true, "vol", false));

        OnBench overlooked = bench(back.triage(List.of(disk(), secondDisk()), false, AT));
        assertThat(lost(overlooked)).isEqualTo(new DeviceLost(ID, true, "vol", true));
        assertThat(lost(bench(known.add(secondDisk(), "sous la batterie"))))
                .isEqualTo(new DeviceLost(ID, true, "vol", true));
        OnBench erased = bench(overlooked.erase("WD-2", overwritten(), AT));
        assertThat(lost(erased)).isEqualTo(new DeviceLost(ID, true, "vol", false));

        RefurbEvent.Medium larger = new RefurbEvent.Medium(DISK, MediumKind.HDD, 2 * Devices.BYTES);
        assertThat(lost(bench(known.correct(DISK, larger, "mal lu")))).isEqualTo(new DeviceLost(ID, true, "vol", true));
    }

    @Test
    void whatAFormerWorkshopErasedHoldsNoDonorsDataEvenWhereALaterOneListsItLate() {
        Received back = returned(allErased(listing(received(), disk(), secondDisk())), 3);

        OnBench withOne = bench(back.triage(List.of(disk()), false, AT));
        assertThat(donorsData(withOne)).isFalse();
        assertThat(donorsData(bench(withOne.add(lowerCase(secondDisk()), "sous la batterie"))))
                .isFalse();
        assertThat(donorsData(bench(withOne.inventory(Devices.inventory(DISK, "WD-2")))))
                .isFalse();
        OnBench withNone = bench(back.triage(List.of(), true, AT));
        OnBench both = bench(bench(withNone.add(disk(), "oublié")).add(secondDisk(), "oublié"));
        assertThat(lost(both)).isEqualTo(new DeviceLost(ID, true, "vol", false));
        assertThat(donorsData(bench(withNone.add(thirdDisk(), "sous la batterie"))))
                .isTrue();
    }

    @Test
    void whatWasErasedOnceIsNoDonorsAfterAnyReturnWhoeverPassedOverItMeanwhile() {
        Received back = returned(allErased(listing(received(), disk(), secondDisk())), 3);
        Received again = returned(allErased(listing(back, disk())), 5);

        assertThat(donorsData(listing(again, disk(), secondDisk()))).isFalse();
        OnBench withOne = listing(again, disk());
        assertThat(donorsData(bench(withOne.add(secondDisk(), "oublié")))).isFalse();
        assertThat(donorsData(listing(again, disk(), thirdDisk()))).isTrue();
    }

    @Test
    void aNumberThatIsPutRightIsThatOfTheMediumThatWasErased() {
        Received back = returned(allErased(listing(received(), disk(), secondDisk())), 3);

        OnBench misread = listing(back, disk(), thirdDisk());
        assertThat(donorsData(misread)).isTrue();
        OnBench right = bench(misread.correct("WD-3", secondDisk(), "mal lu"));
        assertThat(donorsData(right)).isFalse();

        RefurbEvent.Medium larger = new RefurbEvent.Medium("WD-2", MediumKind.HDD, 2 * Devices.BYTES);
        OnBench another = bench(right.correct("WD-2", larger, "mal lu"));
        assertThat(donorsData(another)).isTrue();
        OnBench renamed = bench(right.correct("WD-2", thirdDisk(), "mal lu"));
        assertThat(donorsData(renamed)).isFalse();
        assertThat(donorsData(bench(renamed.add(secondDisk(), "oublié")))).isTrue();
    }

    private static OnBench listing(Received received, RefurbEvent.Medium... media) {
        return bench(received.triage(List.of(media), false, AT));
    }

    /** With all its media erased. */
    private static OnBench allErased(OnBench bench) {
        OnBench next = bench;
        for (Medium medium : bench.bench().media()) {
            next = bench(next.erase(medium.serialNumber(), overwritten(), AT));
        }
        return next;
    }

    /** Handed on, and received by a workshop again. */
    private static Received returned(OnBench cleared, int epoch) {
        Ready ready = (Ready) bench(cleared.grade(Grade.B, AT))
                .passQuality(null, null, AT, REQUIRED)
                .next();
        Released released =
                ((Device.Dispatched) ready.dispatch(RECIPIENT, "BL-1").next()).release();
        return (Received) released.comeBack(WORKSHOP, epoch).receive().next();
    }

    private static RefurbEvent.Medium thirdDisk() {
        return new RefurbEvent.Medium("WD-3", secondDisk().kind(), secondDisk().bytes());
    }

    private static RefurbEvent.Medium lowerCase(RefurbEvent.Medium medium) {
        return new RefurbEvent.Medium(medium.serialNumber().toLowerCase(Locale.ROOT), medium.kind(), medium.bytes());
    }

    private static boolean donorsData(OnBench bench) {
        return Boolean.TRUE.equals(lost(bench).donorsData());
    }

    private static DeviceLost lost(OnBench bench) {
        return (DeviceLost) bench.lose("vol").events().getFirst();
    }

    @Test
    void whatWasBoughtNewIsAskedNoErasureUntilSomebodyHasHadItOrAUsedDiskIsFitted() {
        OnBench bench = bench(((Received) Devices.expected(true).receive().next()).triage(List.of(disk()), false, AT));
        assertThat(bench.bench().possibleData()).isFalse();
        OnBench graded = bench(bench.grade(Grade.A, AT));
        Ready ready = (Ready) graded.passQuality(null, null, AT, REQUIRED).next();

        OnBench refitted = bench(graded.add(secondDisk(), "disque d'occasion"));
        assertThat(refusal(() -> refitted.passQuality(null, null, AT, REQUIRED)).code())
                .isEqualTo("erasure_level_insufficient");
        assertThat(refusal(() ->
                                bench(graded.erase(DISK, Devices.aborted(), AT)).passQuality(null, null, AT, REQUIRED))
                        .code())
                .isEqualTo("erasure_level_insufficient");

        Released released =
                ((Device.Dispatched) ready.dispatch(Devices.RECIPIENT, "BL-1").next()).release();
        Received back = (Received) released.comeBack(WORKSHOP, 3).receive().next();
        OnBench again = bench(back.triage(List.of(disk()), false, AT));
        assertThat(again.bench().possibleData()).isTrue();
        assertThat(refusal(() -> again.scrap("trop vieux", REQUIRED)).code()).isEqualTo("erasure_level_insufficient");
    }

    @Test
    void aMediumThatIsFoundLateBlocksReadyUntilItIsErased() {
        Decision<Device, RefurbEvent> decision =
                bench(cleared().grade(Grade.B, AT)).add(secondDisk(), "sous la batterie");

        assertThat(decision.events()).containsExactly(new MediumAdded(ID, secondDisk(), "sous la batterie"));
        assertThat(refusal(() -> bench(decision).passQuality(null, null, AT, REQUIRED))
                        .code())
                .isEqualTo("erasure_level_insufficient");
        assertThat(bench(bench(decision).erase("wd-2", overwritten(), AT))
                        .passQuality(null, null, AT, REQUIRED)
                        .next())
                .isInstanceOf(Ready.class);
        assertThat(fault(() -> triaged().add(new RefurbEvent.Medium("wd - 1", MediumKind.SSD, 1), "encore")))
                .isEqualTo("medium_twice");
    }

    @Test
    void aDeviceThatWasReadyIsBackOnTheBenchWhenDataMayBeOnItAfterAll() {
        Decision<Device, RefurbEvent> found = ready().add(secondDisk(), "sous la batterie");
        assertThat(found.events())
                .containsExactly(
                        new ReadinessCorrected(ID, "sous la batterie"),
                        new MediumAdded(ID, secondDisk(), "sous la batterie"));
        assertThat(bench(found).bench().grade()).isEqualTo(Grade.B);

        RefurbEvent.Medium larger = new RefurbEvent.Medium(DISK, MediumKind.HDD, 2 * Devices.BYTES);
        assertThat(ready().correct(DISK, larger, "mal lu", REQUIRED).events())
                .containsExactly(
                        new ReadinessCorrected(ID, "mal lu"),
                        new MediumCorrected(
                                ID, disk(), larger, SanitisationLevel.NONE, "mal lu", ErasurePolicy.VERSION));
        RefurbEvent.Medium renamed = new RefurbEvent.Medium("WD-1B", MediumKind.HDD, Devices.BYTES);
        assertThat(ready().correct(DISK, renamed, "mal lu", REQUIRED).next()).isInstanceOf(Ready.class);
    }

    @Test
    void aCapacityThatWasTypedWrongIsCorrectedAndTheErasureJudgedAnew() {
        RefurbEvent.Medium larger = new RefurbEvent.Medium(DISK, MediumKind.HDD, 2 * Devices.BYTES);

        Decision<Device, RefurbEvent> decision = cleared().correct(DISK, larger, "un chiffre manquait");

        assertThat(decision.events())
                .containsExactly(new MediumCorrected(
                        ID, disk(), larger, SanitisationLevel.NONE, "un chiffre manquait", ErasurePolicy.VERSION));
        assertThat(bench(decision).bench().possibleData()).isTrue();
        assertThat(bench(bench(decision).correct(DISK, disk(), "non")).bench().possibleData())
                .isFalse();
        assertThat(fault(() -> cleared().correct(DISK, disk(), "rien"))).isEqualTo("nothing_changed");
        assertThat(fault(() -> cleared().correct("other", disk(), "rien"))).isEqualTo("unknown_medium");
    }

    @Test
    void theBenchKeepsWhenEachOfItsStepsHappened() {
        OnBench work = bench(received().triage(List.of(disk(), secondDisk()), false, AT));
        work = bench(work.erase(DISK, overwritten(), AT.plusSeconds(1)));
        work = bench(work.destroy("WD-2", WORKSHOP, AT.plusSeconds(2)));
        work = bench(work.repair(new Repair("batterie", List.of()), AT.plusSeconds(3)));
        work = bench(work.grade(Grade.B, AT.plusSeconds(4)));
        Bench bench = ((Ready) work.passQuality(null, null, AT.plusSeconds(5), REQUIRED)
                        .next())
                .bench();

        assertThat(bench.triagedAt()).isEqualTo(AT);
        assertThat(bench.media()).extracting(Medium::erasedAt).containsExactly(AT.plusSeconds(1), null);
        assertThat(bench.media()).extracting(Medium::destroyedAt).containsExactly(null, AT.plusSeconds(2));
        assertThat(bench.repairs()).extracting(Repair::repairedAt).containsExactly(AT.plusSeconds(3));
        assertThat(bench.gradedAt()).isEqualTo(AT.plusSeconds(4));
        assertThat(bench.checkedAt()).isEqualTo(AT.plusSeconds(5));
        assertThat(bench(work.correctGrade(Grade.C, "rayure")).bench().gradedAt())
                .isEqualTo(bench.gradedAt());
    }

    @Test
    void whatHasLeftKeepsItsEvidenceAndComesBackAsNeverErased() {
        Released released = dispatched().release();

        assertThat(released.bench()).isEqualTo(ready().bench());
        Bench back = Objects.requireNonNull(released.comeBack(WORKSHOP, 3).earlier());
        assertThat(back.grade()).isEqualTo(Grade.B);
        assertThat(back.media()).singleElement().satisfies(medium -> {
            assertThat(medium.level()).isEqualTo(SanitisationLevel.NONE);
            assertThat(medium.lastErasure()).isEqualTo(overwritten());
        });
        Received received = (Received) released.comeBack(WORKSHOP, 3).receive().next();
        assertThat(received.earlier()).isEqualTo(back.unchecked());
        assertThat(received.lose("vol").events()).containsExactly(new DeviceLost(ID, true, "vol", false));
    }

    @Test
    void whatDoesNotComeBackAfterAllIsAwayAsBefore() {
        Released released = dispatched().release();
        UUID other = UUID.fromString("01900000-0000-7000-8000-000000000007");

        Released again = released.comeBack(other, 3).correctReturn();

        assertThat(again.bench()).isEqualTo(released.bench());
        assertThat(again.attributes().workshop())
                .isEqualTo(released.attributes().workshop());
        assertThat(again.attributes().registeredEpoch())
                .isEqualTo(released.attributes().registeredEpoch());
        assertThat(again.attributes().parties())
                .containsAll(released.attributes().parties())
                .contains(other);
        Expected unkept = new Expected(released.attributes(), released.bench(), null);
        assertThat(unkept.correctReturn()).isEqualTo(released);
    }

    private static void found(Lost lost, Device before, DeviceStage stage) {
        Decision<Device, RefurbEvent> decision = lost.correctLoss("au fond du camion");

        assertThat(decision.next()).isEqualTo(before);
        assertThat(decision.events()).containsExactly(new LossCorrected(ID, stage, "au fond du camion"));
    }

    private static Refusal refusal(ThrowingCallable move) {
        return catchThrowableOfType(Refusal.class, move);
    }

    private static String fault(ThrowingCallable move) {
        return refusal(move).faults().getFirst().code();
    }
}
