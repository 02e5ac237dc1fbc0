package network.reuse.allocation.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import network.reuse.allocation.application.funding.AccountsView;
import network.reuse.allocation.application.funding.FundingStatement;
import network.reuse.allocation.application.funding.FundingStatement.BeneficiaryCounts;
import network.reuse.allocation.application.funding.FundingStatement.FundingAmounts;
import network.reuse.allocation.application.funding.FundingStatement.StatedEnvelope;
import network.reuse.allocation.domain.BeneficiaryCells.DepartmentCount;
import network.reuse.allocation.domain.FundingEnvelopeStatus;
import network.reuse.allocation.domain.InKind;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.testing.ReadPaper;
import org.junit.jupiter.api.Test;

class FundingPaperTest {
    private static final UUID FUNDER = new UUID(1, 1);
    private static final UUID SPONSOR = new UUID(1, 2);
    private static final FundingAmounts AMOUNTS = new FundingAmounts(
            1_000_000_00,
            250_000_00,
            1_500_00,
            new AccountsView(650_000_00, 100_000_00, 50_000_00, 75_000_00, 150_000_00, 25_000_00));

    @Test
    void itHasEachAccountOfEachEnvelopeAndTellsNoSmallNumber() throws Exception {
        ReadPaper read = ReadPaper.of(
                "funding", FundingPaper.of(statement(2, true), Language.FRENCH).pdf());
        assertThat(read.text())
                .contains("Relevé de financement", "Région Grand Est", "30 novembre 2026", "En tout")
                .contains("Enveloppe E-000001", "Enveloppe E-000002", "du 1er septembre 2026 au 30 juin 2027")
                .contains("Budget 1 000 000,00 €", "Disponible 650 000,00 €", "Engagé (packs réservés) 100 000,00 €")
                .contains("Appelé, non payé 75 000,00 €", "Avoir (packs revenus) 25 000,00 €")
                .contains(
                        "Réalisé 250 000,00 €",
                        "Prêt d'une salle 01/10/2026 1 500,00 €",
                        "sans valeur déclarée 01/10/2026 –")
                .contains("67 120", "Autres départements, ensemble trop peu pour le dire");
        assertThat(read.text()).doesNotContain("Total 1");
        assertThat(read.isForbidden()).isFalse();
        assertThat(read.tags()).contains("Document", "H1", "H2", "L", "Table", "TR", "TH", "TD", "P");
        assertThat(read.fonts()).isEqualTo(read.brought());
        assertThat(read.language()).isEqualTo("fr-FR");
    }

    @Test
    void aFunderWithoutEnvelopesReadsThatThereIsNothingYet() throws Exception {
        ReadPaper read = ReadPaper.of(
                "funding-none",
                FundingPaper.of(statement(0, false), Language.ENGLISH).pdf());
        assertThat(read.text()).contains("Funding statement", "No pack was handed over yet.");
        assertThat(read.language()).isEqualTo("en-GB");
    }

    @Test
    void thirtyEnvelopesFillSeveralPages() throws Exception {
        ReadPaper read = ReadPaper.of(
                "funding-30",
                FundingPaper.of(statement(30, true), Language.FRENCH).pdf());
        assertThat(read.pages()).isGreaterThan(5);
        assertThat(read.text()).contains("Enveloppe E-000030");
    }

    private static FundingStatement statement(int envelopes, boolean isTold) {
        List<StatedEnvelope> stated = IntStream.rangeClosed(1, envelopes)
                .mapToObj(number -> new StatedEnvelope(
                        new UUID(2, number),
                        "E-%06d".formatted(number),
                        FundingEnvelopeStatus.OPEN,
                        SPONSOR,
                        "Communauté d'agglomération de la Très-Longue-Vallée-de-la-Meurthe-et-des-Hautes-Vosges-Réunies",
                        "Équiper 400 foyers de Neuhof, Cronenbourg et l'Elsau, avec une formation de trois heures chacun",
                        LocalDate.parse("2026-09-01"),
                        LocalDate.parse("2027-06-30"),
                        AMOUNTS,
                        List.of(
                                new InKind("Prêt d'une salle", 1_500_00L, LocalDate.parse("2026-10-01")),
                                new InKind(
                                        "Heures d'agents, sans valeur déclarée", null, LocalDate.parse("2026-10-01")))))
                .toList();
        return new FundingStatement(
                FUNDER,
                "Région Grand Est",
                Instant.parse("2026-11-30T09:00:00Z"),
                stated,
                AMOUNTS,
                isTold
                        ? new BeneficiaryCounts(null, List.of(new DepartmentCount("67", 120)), null)
                        : new BeneficiaryCounts(0, List.of(), 0));
    }
}
