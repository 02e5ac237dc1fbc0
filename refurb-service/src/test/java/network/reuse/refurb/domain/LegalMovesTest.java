package network.reuse.refurb.domain;

import static network.reuse.refurb.domain.Devices.DISK;
import static network.reuse.refurb.domain.Devices.RECIPIENT;

import java.util.List;
import network.reuse.contracts.Grade;
import network.reuse.contracts.LockKind;
import network.reuse.defaults.testing.LegalMoves;
import org.junit.jupiter.api.Test;

class LegalMovesTest {
    @Test
    void aDeviceMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Device.class)
                .from(Devices.expected())
                .move(Device.Move.RECEPTION, "receive")
                .move(Device.Move.TRIAGE, "triage")
                .move(Device.Move.MEDIUM, "add")
                .move(Device.Move.MEDIUM_CORRECTION, "correct")
                .move(Device.Move.FITTING, "fit")
                .move(Device.Move.INVENTORY, "inventory")
                .move(Device.Move.ERASURE, "erase")
                .move(Device.Move.DESTRUCTION, "destroy")
                .move(Device.Move.REPAIR, "repair")
                .move(Device.Move.GRADE, "grade")
                .move(Device.Move.GRADE_CORRECTION, "correctGrade")
                .move(Device.Move.INSTALLATION, "install")
                .move(Device.Move.QUALITY_CHECK, "passQuality", "failQuality")
                .move(Device.Move.LOCK, "lock")
                .move(Device.Move.LOCK_CORRECTION, "correctLock")
                .move(Device.Move.LOCK_RELEASE, "answerLock")
                .move(Device.Move.UNLOCKING, "unlock")
                .move(Device.Move.SCRAPPING, "scrap")
                .move(Device.Move.SCRAPPING_CORRECTION, "correctScrap")
                .move(Device.Move.LOADING, "load")
                .move(Device.Move.UNLOADING, "unload")
                .move(Device.Move.DISPATCH, "dispatch")
                .move(Device.Move.DISPATCH_CORRECTION, "correctDispatch")
                .move(Device.Move.LOSS, "lose")
                .move(Device.Move.LOSS_CORRECTION, "correctLoss")
                .consequences(
                        "release",
                        "comeBack",
                        "correctReturn",
                        "registeredAs",
                        "receiveByEcoOrganism",
                        "treat",
                        "giveUp")
                .with(Devices.erasedElsewhere(DISK), Devices.erasedElsewhere("WD-30"))
                .with(List.of(Devices.disk()), true, false, DISK, Devices.overwritten(), RECIPIENT, 5, Devices.AT)
                .with(Devices.disk(), Devices.secondDisk(), Devices.expected().attributes())
                .with(ErasurePolicy.REQUIRED, Devices.complete(), Devices.inventory(DISK), Devices.inventory("WD-9"))
                .with(
                        Grade.B,
                        Grade.C,
                        LockKind.FIRMWARE_PASSWORD,
                        Devices.installation(),
                        new Repair("batterie", List.of()),
                        List.of("clavier"),
                        Pallets.open().reference())
                .hold("device");
    }

    @Test
    void aPalletMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Pallet.class)
                .from(Pallets.open())
                .move(Pallet.Move.LOADING, "load")
                .move(Pallet.Move.UNLOADING, "unload")
                .move(Pallet.Move.DEPARTURE, "depart")
                .move(Pallet.Move.DEPARTURE_CORRECTION, "correctDeparture")
                .move(Pallet.Move.CANCELLATION, "cancel")
                .move(Pallet.Move.RECEPTION, "receive")
                .move(Pallet.Move.TREATMENT, "treat")
                .move(Pallet.Move.SLIP, "addSlip")
                .with(
                        Devices.expected().attributes(),
                        Devices.expected().attributes().id(),
                        "doublon",
                        Pallets.departure(),
                        new Pallet.Arrival(184_000, List.of()),
                        Pallets.treatments(),
                        new PalletSlip(RECIPIENT, "ab".repeat(32), "application/pdf", 1_000))
                .hold("pallet");
    }
}
