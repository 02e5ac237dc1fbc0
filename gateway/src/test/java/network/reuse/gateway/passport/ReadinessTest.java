package network.reuse.gateway.passport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.Grade;
import network.reuse.contracts.LockKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.PassedChecklist;

class ReadinessTest {
    private static final UUID ID = UUID.fromString("01985b32-7d20-7c44-8e02-91c7d2a40d17");
    private static final RefurbEvent PASSED = new RefurbEvent.DeviceReady(
            ID, DeviceCategory.LAPTOP, Grade.B, new PassedChecklist(1, List.of(CheckItem.CHARGER)), 12);

    @Example
    void whatACheckStatedAndGaveIsGoneOnceTheDeviceIsReadyNoMore() {
        for (RefurbEvent back : List.of(
                new RefurbEvent.ReadinessCorrected(ID, "Verrou trouvé"),
                new RefurbEvent.DeviceScrapped(ID, "cassé"),
                new RefurbEvent.DeviceReceived(ID, "D-1", ID, DeviceCategory.LAPTOP))) {
            Readiness readiness =
                    after(PASSED, back, new RefurbEvent.DeviceLocked(ID, ID, LockKind.ACCOUNT_LOCK, null));

            assertThat(readiness.checklist()).isNull();
            assertThat(readiness.warrantyMonths()).isNull();
        }
    }

    @Example
    void aNewCheckGivesItsOwnAndALossThatWasNoneTakesNothing() {
        Readiness again = after(
                PASSED,
                new RefurbEvent.ReadinessCorrected(ID, "Verrou trouvé"),
                new RefurbEvent.DeviceReady(ID, DeviceCategory.LAPTOP, Grade.B));
        Readiness found = after(
                PASSED,
                new RefurbEvent.DeviceLost(ID, false, "vol", null),
                new RefurbEvent.LossCorrected(ID, DeviceStage.READY, "retrouvé"));

        assertThat(again.checklist()).isEqualTo(Passport.Checked.of(null));
        assertThat(again.warrantyMonths()).isNull();
        assertThat(found.warrantyMonths()).isEqualTo(12);
    }

    private static Readiness after(RefurbEvent... events) {
        Readiness readiness = new Readiness();
        for (RefurbEvent event : events) {
            readiness.after(event);
        }
        return readiness;
    }
}
