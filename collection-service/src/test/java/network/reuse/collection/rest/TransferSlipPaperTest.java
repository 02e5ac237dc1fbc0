package network.reuse.collection.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import network.reuse.collection.application.DeviceView;
import network.reuse.collection.application.PrintTransferSlip.Contents;
import network.reuse.collection.application.TransferSlip;
import network.reuse.collection.domain.Counted;
import network.reuse.collection.domain.DeviceStatus;
import network.reuse.collection.domain.LotStatus;
import network.reuse.collection.domain.Settlement;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Territory;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.testing.ReadPaper;
import org.junit.jupiter.api.Test;

class TransferSlipPaperTest {
    private static final UUID DONOR = new UUID(1, 1);
    private static final UUID CARRIER = new UUID(1, 2);
    private static final UUID WORKSHOP = new UUID(1, 3);
    private static final Instant AT = Instant.parse("2026-11-03T08:00:00Z");
    private static final String LONG_NAME =
            "Communauté d'agglomération de la Très-Longue-Vallée-de-la-Meurthe-et-des-Hautes-Vosges-Réunies";

    @Test
    void itHasBothCountsAllSignaturesAndEverySerialNumber() throws Exception {
        ReadPaper read = read(
                "slip",
                TransferSlipPaper.of(contents(12, true), Language.FRENCH).pdf());
        assertThat(read.text())
                .contains("Bordereau de transfert", "L-3F9K2A", "DSI-2026-017", "Transport solidaire")
                .contains("Ordinateur portable 12 11 11 11 11 11")
                .contains("Remise", "Prise en charge", "Livraison", "Réception", "3 novembre 2026 à 9 h 00")
                .contains("Jamais remis", "recompté au quai", "Aucune personne n'est nommée");
        assertThat(read.says(LONG_NAME)).isTrue();
        for (int i = 0; i < 12; i++) {
            assertThat(read.text()).contains("SÉRIE-%04d".formatted(i), "D-%06d".formatted(i));
        }
        assertThat(read.isForbidden()).isFalse();
        assertThat(read.tags()).contains("Document", "H1", "H2", "L", "Table", "TR", "TH", "TD");
        assertThat(read.fonts()).isEqualTo(read.brought());
        assertThat(read.language()).isEqualTo("fr-FR");
    }

    @Test
    void itHoldsNoDeviceAsWellAsThreeHundred() throws Exception {
        assertThat(read(
                                "slip-0",
                                TransferSlipPaper.of(contents(0, true), Language.FRENCH)
                                        .pdf())
                        .text())
                .contains("Aucun appareil n'est encore enregistré un à un.");
        byte[] many =
                TransferSlipPaper.of(contents(300, false), Language.ENGLISH).pdf();
        ReadPaper read = read("slip-300", many);
        assertThat(read.text()).contains("SÉRIE-0299", "Only the first 300 devices are printed");
        assertThat(read.language()).isEqualTo("en-GB");
        assertThat(many.length).isLessThan(250_000);
    }

    private static ReadPaper read(String name, byte[] pdf) throws Exception {
        return ReadPaper.of(name, pdf);
    }

    private static Contents contents(int devices, boolean isWhole) {
        TransferSlip slip = new TransferSlip(
                new UUID(2, 1),
                "L-3F9K2A",
                LotStatus.RECEIVED,
                7,
                DONOR,
                CARRIER,
                WORKSHOP,
                "DSI-2026-017",
                counted(DONOR, 12),
                counted(CARRIER, 11),
                counted(CARRIER, 11),
                counted(WORKSHOP, 11),
                laptops(11),
                laptops(11),
                List.of(new Settlement(
                        DeviceCategory.LAPTOP,
                        DiscrepancyOutcome.NEVER_GIVEN,
                        1,
                        DONOR,
                        DONOR,
                        "recompté au quai",
                        AT)));
        return new Contents(
                slip,
                IntStream.range(0, devices)
                        .mapToObj(TransferSlipPaperTest::device)
                        .toList(),
                isWhole,
                Map.of(DONOR, LONG_NAME, CARRIER, "Transport solidaire", WORKSHOP, "Atelier Strasbourg"));
    }

    private static Counted counted(UUID by, int count) {
        return new Counted(by, laptops(count), AT);
    }

    private static List<Quantity> laptops(int count) {
        return List.of(new Quantity(DeviceCategory.LAPTOP, count));
    }

    private static DeviceView device(int i) {
        return new DeviceView(
                new UUID(3, i),
                "D-%06d".formatted(i),
                DeviceStatus.REGISTERED,
                1,
                AT,
                AT,
                AT,
                new UUID(2, 1),
                i % 4 == 3 ? DeviceCategory.DESKTOP : DeviceCategory.LAPTOP,
                i % 5 == 4 ? "Hewlett-Packard Enterprise Development" : "Lenovo",
                i % 5 == 4 ? "EliteBook 840 G8 Notebook PC – édition réseau" : "ThinkPad T480",
                "SÉRIE-%04d".formatted(i),
                WORKSHOP,
                new Territory("44", "67", "67482"),
                i % 2 == 0 ? "INV-2026-%05d".formatted(i) : null,
                List.of());
    }
}
