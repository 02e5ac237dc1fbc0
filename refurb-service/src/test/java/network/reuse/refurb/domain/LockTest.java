package network.reuse.refurb.domain;

import static network.reuse.refurb.domain.Devices.AT;
import static network.reuse.refurb.domain.Devices.DONOR;
import static network.reuse.refurb.domain.Devices.WORKSHOP;
import static network.reuse.refurb.domain.Devices.bench;
import static network.reuse.refurb.domain.Devices.cleared;
import static network.reuse.refurb.domain.Devices.complete;
import static network.reuse.refurb.domain.Devices.ready;
import static network.reuse.refurb.domain.Devices.triaged;
import static network.reuse.refurb.domain.ErasurePolicy.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Grade;
import network.reuse.contracts.LockKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceLocked;
import network.reuse.contracts.RefurbEvent.DeviceUnlocked;
import network.reuse.contracts.RefurbEvent.LockCorrected;
import network.reuse.contracts.RefurbEvent.LockReleaseAnswered;
import network.reuse.contracts.RefurbEvent.ReadinessCorrected;
import network.reuse.contracts.Refusal;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.Move;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Scrapped;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A device that is locked, and what its donor and its workshop do about it. */
class LockTest {
    private static final UUID ID = triaged().attributes().id();
    private static final UUID LOT = triaged().attributes().lotId();

    @Test
    void theDonorIsAskedAndHasASayUntilTheDeviceIsOpen() {
        Decision<Device, RefurbEvent> found = triaged().lock(LockKind.REMOTE_MANAGEMENT, "Intune", AT);

        assertThat(found.events()).containsExactly(new DeviceLocked(ID, LOT, LockKind.REMOTE_MANAGEMENT, "Intune"));
        assertThat(found.next().owners()).containsExactlyInAnyOrder(WORKSHOP, DONOR);
        assertThat(found.next().isWorkedOnBy(WORKSHOP)).isTrue();
        assertThat(found.next().isWorkedOnBy(DONOR)).isFalse();
        assertThat(found.next().legal())
                .contains(Move.LOCK_RELEASE, Move.UNLOCKING, Move.LOCK_CORRECTION)
                .doesNotContain(Move.LOCK);
        Decision<Device, RefurbEvent> open = bench(found).unlock();
        assertThat(open.events()).containsExactly(new DeviceUnlocked(ID));
        assertThat(open.next()).isEqualTo(triaged());
    }

    @Test
    void whatTheDonorSaysLastCountsAndOpensNothingByItself() {
        OnBench refused = bench(locked().answerLock(false, "introuvable", AT.plusSeconds(1)));
        Decision<Device, RefurbEvent> answered = refused.answerLock(true, null, AT.plusSeconds(2));

        assertThat(Objects.requireNonNull(refused.bench().lock()).answer())
                .isEqualTo(new Lock.DonorAnswer(false, "introuvable", AT.plusSeconds(1)));
        assertThat(answered.events()).containsExactly(new LockReleaseAnswered(ID, true, null));
        assertThat(Objects.requireNonNull(bench(answered).bench().lock()).answer())
                .isEqualTo(new Lock.DonorAnswer(true, null, AT.plusSeconds(2)));
    }

    @Test
    void whatIsLockedIsErasedGradedAndScrappedAndNotReady() {
        OnBench graded = bench(
                bench(locked().erase(Devices.DISK, Devices.overwritten(), AT)).grade(Grade.B, AT));

        assertThat(refusal(() -> graded.passQuality(complete(), null, AT, REQUIRED))
                        .code())
                .isEqualTo("device_locked");
        assertThat(refusal(() -> graded.passQuality(complete(), null, AT, REQUIRED))
                        .extensions())
                .containsEntry("lock", LockKind.FIRMWARE_PASSWORD);
        assertThat(bench(graded.unlock())
                        .passQuality(complete(), null, AT, REQUIRED)
                        .next())
                .isInstanceOf(Ready.class);
        assertThat(graded.scrap("verrouillé", REQUIRED).next()).isInstanceOf(Scrapped.class);
    }

    @Test
    void aLockThatIsFoundLateTakesTheReadinessBack() {
        Decision<Device, RefurbEvent> found = ready().lock(LockKind.ACCOUNT_LOCK, null, AT);

        assertThat(found.events())
                .containsExactly(
                        new ReadinessCorrected(ID, "Verrou trouvé : compte"),
                        new DeviceLocked(ID, LOT, LockKind.ACCOUNT_LOCK, null));
        assertThat(bench(found).bench().grade()).isEqualTo(Grade.B);
    }

    @Test
    void aLockThatWasNoneIsTakenBackAndOthersAreNotMoved() {
        assertThat(locked().correctLock("clavier").events()).containsExactly(new LockCorrected(ID, "clavier"));
        assertThat(locked().correctLock("clavier").next()).isEqualTo(triaged());
        for (ThrowingCallable move : List.<ThrowingCallable>of(
                () -> locked().lock(LockKind.ACCOUNT_LOCK, null, AT),
                () -> cleared().unlock(),
                () -> cleared().correctLock("clavier"),
                () -> cleared().answerLock(true, null, AT))) {
            assertThat(refusal(move).code()).isEqualTo("illegal_now");
        }
    }

    @Test
    void whatIsLostOrScrappedIsFoundLocked() {
        assertThat(((Lost) locked().lose("vol").next()).correctLoss("retrouvé").next())
                .isEqualTo(locked());
        OnBench cleared = bench(locked().erase(Devices.DISK, Devices.overwritten(), AT));
        Scrapped scrapped = (Scrapped) cleared.scrap("verrouillé", REQUIRED).next();
        assertThat(scrapped.owners()).containsExactly(WORKSHOP);
        assertThat(scrapped.correctScrap("encore bon").next()).isEqualTo(cleared);
    }

    @Test
    void whatWaitsForItsDonorIsInAQueueOfItsOwn() {
        OnBench graded = bench(
                bench(locked().erase(Devices.DISK, Devices.overwritten(), AT)).grade(Grade.B, AT));

        assertThat(Station.of(locked())).hasValue(Station.ERASURE);
        assertThat(Station.of(graded)).hasValue(Station.UNLOCKING);
        assertThat(Station.of(graded.unlock().next())).hasValue(Station.QUALITY_CHECK);
    }

    private static OnBench locked() {
        return bench(triaged().lock(LockKind.FIRMWARE_PASSWORD, null, AT));
    }

    private static Refusal refusal(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(Refusal.class, call));
    }
}
