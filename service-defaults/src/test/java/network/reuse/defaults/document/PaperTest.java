package network.reuse.defaults.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import network.reuse.defaults.document.Paper.Column;
import network.reuse.defaults.document.Paper.Detail;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.testing.ReadPaper;
import org.junit.jupiter.api.Test;

class PaperTest {
    private static final String LONG =
            "Communauté d'agglomération de la Très-Longue-Vallée-de-la-Meurthe-et-des-Hautes-Vosges-Réunies";

    @Test
    void itsTextIsTextWithAccentsInAFontThatItBrings() throws Exception {
        byte[] pdf = paper(Language.FRENCH, 3).pdf();
        ReadPaper read = ReadPaper.of("paper", pdf);
        assertThat(read.text())
                .contains("Épreuve d'imprimerie", "Numéro : « œuvre »", "SÉRIE-0002", "Page 1 sur 1")
                .contains("Rien n'est promis ; tout est vérifié !");
        assertThat(read.says(LONG)).isTrue();
        assertThat(read.title()).isEqualTo("Épreuve d'imprimerie");
        assertThat(read.language()).isEqualTo("fr-FR");
        assertThat(read.fonts()).isPositive().isEqualTo(read.brought());
        assertThat(pdf.length).isLessThan(60_000);
    }

    @Test
    void itIsTaggedInReadingOrder() throws Exception {
        ReadPaper read = ReadPaper.of("tags", paper(Language.ENGLISH, 1).pdf());
        assertThat(read.tags())
                .containsExactly(
                        "Document",
                        "H1",
                        "L",
                        "LI",
                        "Lbl",
                        "LBody",
                        "LI",
                        "Lbl",
                        "LBody",
                        "P",
                        "P",
                        "H2",
                        "Table",
                        "TR",
                        "TH",
                        "TH",
                        "TH",
                        "TR",
                        "TD",
                        "TD",
                        "TD",
                        "H2",
                        "Figure",
                        "P",
                        "P");
        assertThat(read.language()).isEqualTo("en-GB");
    }

    @Test
    void aTableOfThreeHundredRowsRepeatsItsHeadingForTheEyeAndSaysItOnceToMachines() throws Exception {
        byte[] pdf = paper(Language.FRENCH, 300).pdf();
        ReadPaper read = ReadPaper.of("rows", pdf);
        assertThat(read.pages()).isBetween(7, 15);
        assertThat(Collections.frequency(read.tags(), "TR")).isEqualTo(301);
        assertThat(Collections.frequency(read.tags(), "TH")).isEqualTo(3);
        assertThat(read.text().split("Désignation", -1)).hasSize(read.pages() + 1);
        for (int i = 0; i < 300; i++) {
            assertThat(read.text()).contains("SÉRIE-%04d".formatted(i));
        }
        assertThat(pdf.length).isLessThan(250_000);
    }

    @Test
    void aTableWithoutRowsSaysSo() throws Exception {
        assertThat(ReadPaper.of("none", paper(Language.FRENCH, 0).pdf()).text())
                .contains("Aucun appareil.")
                .doesNotContain("Désignation");
    }

    @Test
    void wordsAreSetAsInFrench() {
        Wording wording = new Wording(Language.FRENCH);
        assertThat(wording.typeset("L'un : « non » ; 25 % ?"))
                .isEqualTo("L’un\u00a0: «\u00a0non\u00a0»\u202f; 25\u202f%\u202f?");
        assertThat(wording.number(20_000)).isEqualTo("20\u202f000");
        assertThat(wording.of(LocalDate.of(2026, 3, 1))).isEqualTo("1er mars 2026");
        assertThat(wording.of(Instant.parse("2026-07-14T12:05:00Z"))).isEqualTo("14 juillet 2026 à 14\u202fh\u202f05");
        assertThat(new Wording(Language.ENGLISH).of(Instant.parse("2026-01-14T12:05:00Z")))
                .isEqualTo("14 January 2026, 13:05 (Paris)");
    }

    private static Paper paper(Language language, int rows) {
        return new Paper(
                language,
                "Épreuve d'imprimerie",
                "E-000001",
                List.of(
                        new Paper.Details(List.of(
                                new Detail("Numéro", "« œuvre »"),
                                new Detail("Absent", null),
                                new Detail("Collectivité", LONG))),
                        new Paper.Paragraph("Numéro : « œuvre ». " + "Les données ont été effacées. ".repeat(12)),
                        new Paper.Note("Rien n'est promis ; tout est vérifié !"),
                        new Paper.Heading("Appareils"),
                        new Paper.Table(
                                List.of(
                                        Column.ofNumbers("N°", 1),
                                        Column.of("Désignation", 6),
                                        Column.of("N° de série", 3)),
                                IntStream.range(0, rows)
                                        .mapToObj(i -> List.of(
                                                Integer.toString(i + 1),
                                                i % 3 == 2 ? LONG : "Latitude 5490",
                                                "SÉRIE-%04d".formatted(i)))
                                        .toList(),
                                "Aucun appareil."),
                        new Paper.Heading("Vérifier"),
                        new Paper.Code("https://reemploi.example/v1/refurb/certificates/1", "À cette adresse.")));
    }
}
