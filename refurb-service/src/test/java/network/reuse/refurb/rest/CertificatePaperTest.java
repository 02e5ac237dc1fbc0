package network.reuse.refurb.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Environment;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.testing.ReadPaper;
import network.reuse.refurb.application.certificate.CertificateView;
import network.reuse.refurb.application.certificate.CertificateView.Status;
import network.reuse.refurb.application.certificate.LotCertificate;
import network.reuse.refurb.application.certificate.PrintCertificates.OfLot;
import network.reuse.refurb.application.certificate.Statement;
import network.reuse.refurb.domain.ErasureMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificatePaperTest {
    private static final String BASE = "https://reemploi.grandest.example";
    private static final UUID LOT = new UUID(4, 4);
    private static final Instant AT = Instant.parse("2026-07-14T12:05:00Z");

    @Test
    void itSaysWhatWasDoneHowFarItGoesAndWhereToCheckIt() throws Exception {
        CertificateView view = view(1, SanitisationLevel.CLEAR, "OVERWRITE", Status.VALID);
        byte[] pdf = french().of(view).pdf();
        ReadPaper read = ReadPaper.of("certificate", pdf);
        assertThat(read.text())
                .contains("Certificat d'effacement de données", view.id().toString(), "En vigueur", "1 024")
                .contains("Ordinateur portable, Lenovo ThinkPad T480", "SÉRIE-0001", "S3Z8NB0K-1", "SSD, 256 Go")
                .contains("CLEAR (NIST SP 800-88 Rev. 2)", "Réécriture de tous les secteurs", "nwipe 0.38")
                .contains("le support a été relu", "politique d'effacement, version 2", "14 juillet 2026 à 14 h 05")
                .contains("ni retrouvées par un logiciel de récupération")
                .contains("Cela ne signifie pas qu'un laboratoire ne puisse rien retrouver.");
        assertThat(read.says(BASE + "/v1/refurb/certificates/" + view.id())).isTrue();
        assertThat(read.tags()).contains("H1", "H2", "L", "Figure");
        assertThat(read.fonts()).isEqualTo(read.brought());
        assertThat(read.pages()).isOne();
        assertThat(pdf.length).isLessThan(60_000);
    }

    @Test
    void whatDoesNotHoldAnyMoreSaysSoBeforeAnythingElse() throws Exception {
        assertThat(text("revoked", view(2, SanitisationLevel.PURGE, "SANITIZE_CRYPTO_ERASE", Status.REVOKED)))
                .contains("Révoqué", "Ce certificat ne vaut plus");
        assertThat(text("altered", view(3, SanitisationLevel.PURGE, "SANITIZE_CRYPTO_ERASE", Status.ALTERED)))
                .contains("Altéré", "Ce certificat ne vaut rien");
        CertificateView unreadable =
                new CertificateView(new UUID(9, 9), Status.ALTERED, null, List.of(), null, "", null);
        assertThat(text("unreadable", unreadable)).contains("Ce certificat ne vaut rien");
    }

    @Test
    void noPaperSaysWhatTheLawLetsNobodySay() throws Exception {
        for (Language language : Language.values()) {
            for (SanitisationLevel level : SanitisationLevel.values()) {
                for (ErasureMethod method : ErasureMethod.values()) {
                    CertificatePaper paper = new CertificatePaper(BASE, language);
                    CertificateView view = view(5, level, method.name(), Status.VALID);
                    ReadPaper read = ReadPaper.of("law", paper.of(view).pdf());
                    assertThat(read.isForbidden()).as(read.text()).isFalse();
                }
            }
        }
        assertThat(ReadPaper.isForbidden("Un ordinateur Comme  neuf".replaceAll(" +", " ")))
                .isTrue();
        assertThat(ReadPaper.isForbidden("en parfait état neuf")).isTrue();
    }

    @Test
    void aLotsCertificatesAreListedAndThenEachHasItsPage() throws Exception {
        List<CertificateView> views = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            views.add(view(i, SanitisationLevel.CLEAR, "OVERWRITE", Status.VALID));
        }
        byte[] pdf = french().of(lot(views)).pdf();
        ReadPaper read = ReadPaper.of("lot", pdf);
        assertThat(read.text())
                .contains("Certificats d'effacement d'un lot", LOT.toString())
                .contains("Ce lot n'est pas entièrement certifié", "Le support n'est pas assez effacé.");
        views.forEach(view -> assertThat(read.text()).contains(view.id().toString()));
        assertThat(read.pages()).isBetween(31, 33);
        assertThat(pdf.length).isLessThan(700_000);
        ReadPaper none = ReadPaper.of("lot-none", french().of(lot(List.of())).pdf());
        assertThat(none.text()).contains("Aucun certificat n'est en vigueur.");
        assertThat(none.pages()).isOne();
    }

    @Test
    void theCertificateOfAMediumThatWasTakenOutSaysUntilWhenItProves() throws Exception {
        CertificateView view = view(1, SanitisationLevel.CLEAR, "OVERWRITE", Status.REPLACED);
        LotCertificate.Listed listed = new LotCertificate.Listed(
                new UUID(3, 1),
                "D-000001",
                "S3Z8NB0K-1",
                SanitisationLevel.CLEAR,
                view.id(),
                new UUID(1, 3),
                1_024,
                "ab".repeat(32),
                AT);
        LotCertificate lot = new LotCertificate(
                LOT, Environment.LIVE, new UUID(1, 1), AT, 1, 1, List.of(), true, List.of(listed), List.of());

        String text = ReadPaper.of(
                        "removed",
                        french().of(new OfLot(lot, List.of(view), null)).pdf())
                .text();

        assertThat(text)
                .contains("Certificats de supports retirés", "ou en avait un quand il a été retiré", "Remplacé")
                .contains("Le support a été retiré de l'appareil le 14 juillet 2026")
                .doesNotContain("Ce certificat ne vaut plus");
    }

    private static CertificatePaper french() {
        return new CertificatePaper(BASE + "/", Language.FRENCH);
    }

    private static String text(String name, CertificateView view) throws Exception {
        return ReadPaper.of(name, french().of(view).pdf()).text();
    }

    private static OfLot lot(List<CertificateView> views) {
        LotCertificate statement = new LotCertificate(
                LOT,
                Environment.LIVE,
                new UUID(1, 1),
                AT,
                32,
                33,
                List.of(),
                false,
                List.of(),
                List.of(
                        new LotCertificate.Missing(
                                new UUID(5, 1),
                                "D-00000A",
                                "S3Z8NB0K-99",
                                SanitisationLevel.NONE,
                                SanitisationLevel.CLEAR,
                                LotCertificate.Why.NOT_ERASED),
                        new LotCertificate.Missing(
                                new UUID(5, 2),
                                "D-00000B",
                                null,
                                null,
                                SanitisationLevel.CLEAR,
                                LotCertificate.Why.NOT_TRIAGED)));
        return new OfLot(statement, views, null);
    }

    private static CertificateView view(int i, SanitisationLevel level, String method, Status status) {
        UUID id = new UUID(7, i);
        Statement statement = new Statement(
                Statement.Kind.CERTIFICATE,
                id,
                1_023L + i,
                "ab".repeat(32),
                AT,
                Environment.LIVE,
                new Statement.Organisation(new UUID(1, 3), "Atelier de Strasbourg et environs, chantier d'insertion"),
                new Statement.DeviceNamed(
                        new UUID(3, i),
                        "D-%06d".formatted(i),
                        "SÉRIE-%04d".formatted(i),
                        DeviceCategory.LAPTOP,
                        "Lenovo",
                        "ThinkPad T480"),
                new Statement.MediumNamed("S3Z8NB0K-" + i, MediumKind.SSD, 256_060_514_304L),
                new Statement.SanitisationStated(
                        level,
                        "NIST SP 800-88 Rev. 2",
                        2,
                        method,
                        "nwipe 0.38",
                        256_060_514_304L,
                        0L,
                        true,
                        "cd".repeat(32),
                        AT),
                null,
                null,
                null,
                null,
                null,
                null);
        @Nullable UUID endedBy = status == Status.REVOKED ? new UUID(8, i) : null;
        return new CertificateView(id, status, endedBy, List.of(), statement, "", null);
    }
}
