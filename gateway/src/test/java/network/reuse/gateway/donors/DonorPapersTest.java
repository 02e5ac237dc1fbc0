package network.reuse.gateway.donors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.testing.ReadPaper;
import network.reuse.gateway.donors.DonationSheet.Gift;
import network.reuse.gateway.donors.DonationSheet.Goods;
import network.reuse.gateway.donors.GivenDevice.GivenLot;
import network.reuse.gateway.donors.GivenDevice.HandedOver;
import network.reuse.gateway.donors.GivenDevice.Reuse;
import network.reuse.gateway.donors.ReenReports.WithLines;
import network.reuse.gateway.projection.Stage;
import org.junit.jupiter.api.Test;

class DonorPapersTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final UUID TAKER = new UUID(3, 4);
    private static final String LONG_NAME =
            "Communauté d'agglomération de la Très-Longue-Vallée-de-la-Meurthe-et-des-Hautes-Vosges-Réunies";

    @Test
    void theReenReportShowsRateTargetAndEveryProof() throws Exception {
        for (int lines : new int[] {0, 3, 300}) {
            byte[] pdf = ReenPaper.of(report(lines, "Région Grand Est"), Language.FRENCH)
                    .pdf();
            ReadPaper read = ReadPaper.of("reen-" + lines, pdf);
            assertThat(read.isForbidden()).isFalse();
            assertThat(read.text())
                    .contains("Bilan de réemploi 2026", "Région Grand Est", "R. 543-172, II")
                    .contains("Écrans, moniteurs", "Mis au rebut", "arrondi au centième inférieur");
            for (int i = 0; i < lines; i++) {
                assertThat(read.text()).contains("SÉRIE-%04d".formatted(i));
            }
            assertThat(read.tags()).contains("H1", "H2", "Table", "TH", "TD");
            assertThat(read.fonts()).isEqualTo(read.brought());
            assertThat(pdf.length).isLessThan(300_000);
        }
        ReadPaper three = ReadPaper.of(
                "reen", ReenPaper.of(report(300, LONG_NAME), Language.FRENCH).pdf());
        assertThat(three.says(LONG_NAME)).isTrue();
        assertThat(three.text())
                .contains("Taux : 133,33 %. L'objectif de l'année, 50 %, est atteint.")
                .contains("01/03/2026 Atelier Strasbourg 01/03/2026", "En cours");
        assertThat(ReadPaper.of(
                                "reen-en",
                                ReenPaper.of(report(3, "Region"), Language.ENGLISH)
                                        .pdf())
                        .text())
                .contains("Rate: 1.33%. The year's target, 50%, is not reached.");
    }

    @Test
    void aReportWithoutStockSaysThatThereIsNoRate() throws Exception {
        ReenReport report = ReenReport.of(new Party(new UUID(1, 1), null, null), 2026, List.of(), null);
        assertThat(ReadPaper.of(
                                "reen-unstated",
                                ReenPaper.of(new WithLines(report, List.of()), Language.FRENCH)
                                        .pdf())
                        .text())
                .contains("Le taux ne peut pas être calculé")
                .contains("Aucun bien n'a été orienté");
    }

    @Test
    void theDescriptionOfAGiftNamesBothSidesAndNeverAnAmount() throws Exception {
        for (Language language : Language.values()) {
            byte[] pdf = DonationPaper.of(sheet(language), language).pdf();
            ReadPaper read = ReadPaper.of("donation-" + language, pdf);
            assertThat(read.isForbidden()).isFalse();
            assertThat(read.text())
                    .contains("20005226400013", "73282932000074", "L-3F9K2A", "16216*02", "SÉRIE-0011")
                    .doesNotContain("€")
                    .doesNotContain("EUR")
                    .doesNotContainIgnoringCase("montant");
            assertThat(read.says(LONG_NAME)).isTrue();
            assertThat(read.tags()).contains("H1", "Table", "L");
        }
        assertThat(ReadPaper.of(
                                "donation",
                                DonationPaper.of(sheet(Language.FRENCH), Language.FRENCH)
                                        .pdf())
                        .text())
                .contains("la valorisation du don relève de la seule responsabilité du donateur")
                .contains("1er mars 2026");
    }

    @Test
    void noLineIsAFormula() {
        GivenDevice odd = new GivenDevice(
                new UUID(2, 2),
                "D-7Q4K2M",
                DeviceCategory.LAPTOP,
                "=cmd|' /C calc'!A0",
                "A;\"B\"",
                "-1",
                null,
                AT,
                null,
                null,
                null,
                null,
                Reuse.PENDING,
                null);
        assertThat(CsvLines.of(List.of(odd)))
                .startsWith("\ufeffcode;category;")
                .contains(
                        "\r\nD-7Q4K2M;LAPTOP;'=cmd|' /C calc'!A0;\"A;\"\"B\"\"\";'-1;;;;2026-03-01;;;;PENDING;;;;\r\n");
    }

    private static WithLines report(int lines, String name) {
        List<GivenDevice> given =
                IntStream.range(0, lines).mapToObj(DonorPapersTest::device).toList();
        ReenStock stock = new ReenStock(
                2026,
                2,
                LocalDate.of(2026, 1, 15),
                List.of(
                        new ReenStock.ReenCount(ReenCategory.SCREENS, 240, 12, 0, 3),
                        new ReenStock.ReenCount(ReenCategory.SMALL_IT, 5, 5, 0, 0)),
                "12 écrans retrouvés à l'inventaire",
                AT);
        return new WithLines(
                ReenReport.of(new Party(new UUID(1, 1), name, "20005226400013"), 2026, given, stock), given);
    }

    private static GivenDevice device(int i) {
        boolean handed = i % 2 == 0;
        return new GivenDevice(
                new UUID(2, i),
                "D-%06d".formatted(i),
                i % 7 == 6 ? DeviceCategory.DESKTOP : DeviceCategory.LAPTOP,
                "Lenovo",
                "ThinkPad T480",
                "SÉRIE-%04d".formatted(i),
                new GivenLot(new UUID(3, 3), "L-3F9K2A", TAKER, i % 5 == 4 ? LONG_NAME : "Atelier Strasbourg", AT),
                AT,
                handed ? Stage.DELIVERED : Stage.STOCKED,
                AT,
                SanitisationLevel.CLEAR,
                "/v1/refurb/devices/x/certificates",
                handed ? Reuse.JUSTIFIED : Reuse.PENDING,
                handed ? new HandedOver(Stage.DELIVERED, AT, "67", null) : null);
    }

    private static DonationSheet sheet(Language language) {
        Party donor = new Party(new UUID(1, 1), LONG_NAME, "20005226400013");
        Party taker = new Party(TAKER, "Atelier Strasbourg", "73282932000074");
        List<String> serials =
                IntStream.range(0, 12).mapToObj("SÉRIE-%04d"::formatted).toList();
        return new DonationSheet(
                donor,
                2026,
                List.of(
                        new Gift(
                                new UUID(4, 1),
                                "L-3F9K2A",
                                taker,
                                LocalDate.of(2026, 3, 1),
                                AT,
                                List.of(
                                        new Quantity(DeviceCategory.LAPTOP, 12),
                                        new Quantity(DeviceCategory.SCREEN, 4)),
                                List.of(
                                        new Goods(DeviceCategory.LAPTOP, "Lenovo", "ThinkPad T480", 12, serials),
                                        new Goods(
                                                DeviceCategory.SCREEN,
                                                "Iiyama",
                                                "ProLite XUB2492HSU-B5 avec pied réglable",
                                                1,
                                                List.of("1178X04201337")))),
                        new Gift(
                                new UUID(4, 2),
                                "L-000000",
                                taker,
                                LocalDate.of(2026, 5, 2),
                                AT,
                                List.of(new Quantity(DeviceCategory.TABLET, 30)),
                                List.of())),
                language.of(DonationSheet.FRENCH_NOTE, DonationSheet.ENGLISH_NOTE));
    }
}
