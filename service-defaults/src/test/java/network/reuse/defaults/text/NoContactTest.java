package network.reuse.defaults.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoContactTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "écrire à awa.diop@example.org",
                "<éloïse@mairie-épinal.fr>",
                "rappeler au 06 12 34 56 78",
                "rappeler au 0612345678.",
                "06-12-34-56-78, le soir",
                "tél. 03.88.00.00.00",
                "+33 (0)6-12-34-56-78",
                "0033612345678",
                "+49 7851 1234567",
                "+352 621 123 456",
                "secrétariat : awa.diop@s.u-strasbg.fr",
                "awa.diop (at) example.org",
                "awa.diop @ example.org",
                "awa.diop arobase example.org",
                "0262 20 12 34",
                "02 62 20 12 34",
                "0590810203",
                "0590.81.02.03",
                "0594-29-30-00",
                "0596 71 12 34",
                "0639 69 12 34",
                "0639 12 34 56",
                "0692 123 456",
                "+262 692 12 34 56",
                "00262 692 12 34 56",
                "+590 (0)590 81 02 03",
                "+508 41 12 34",
                "+687 25 12 34",
                "+689 40 12 34 56",
                "(+33) 6 12 34 56 78",
                "+33.6.12.34.56.78",
                "+33-6-12-34-56-78",
                "0033 6 12 34 56 78",
                "0033(0)612345678",
                "(0)6 12 34 56 78",
                "06/12/34/56/78",
                "06_12_34_56_78",
                "06·12·34·56·78",
                "06\u00a012\u00a034\u00a056\u00a078",
                "06\u202f12\u202f34\u202f56\u202f78",
                "０６１２３４５６７８",
                "061 234 56 78",
                "06 12345678",
                "tel:0612345678",
                "0800 123 456",
                "+44 20 7946 0958",
                "+39 06 6982 1234",
                "bon à rappeler au 06 12 34 56 78",
                "palette 12, appeler le 06 12 34 56 78",
                "palette n° 0345678901, tél. 06 12 34 56 78",
                "appeler le n° 06 12 34 56 78",
                "lot du +33 6 12 34 56 78",
                "appeler le 0041 44 668 18 00",
                "commande n° 12, tél. 0041446681800"
            })
    void anAddressOrANumberIsFound(String text) {
        assertThat(NoContact.Check.isContactIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fin de la campagne du 01/09/2025 au 30/06/2026",
                "Numéro de série 5CG0123456, lot L-7Q4K2M",
                "Facture 2025-00417, 12 postes à 20,00 €",
                "SIRET 732 829 320 00074",
                "le 01/09/2025 14h30",
                "03/11/2025 - 12 postes",
                "01/09/2025-30/06/2026",
                "(08/11/2025) 20 écrans",
                "2025-09-01 / 2025-09-02",
                "i5-8250U@1.60GHz, DDR3@1.35V",
                "carte mère PF0123456789",
                "Batterie 68 Wh @ 40 %",
                "Écran 1920 x 1080, 00 pixel mort",
                "palette n° 0345678901",
                "Palettes n° 0345678901 et suivantes",
                "bon 01-02-03-04-05",
                "bon de livraison n° 01 02 03 04 05",
                "bordereau d'enlèvement 0345678901",
                "facture n°0612345678",
                "réf. : 0612345678",
                "commande n° 0041000123",
                "livraison n° 0033612345",
                "bon de commande 0049 0012 3456",
                "N° de série 0123456789",
                "lots 01 02 03 04 05 06",
                "01985b32-7d20-7c44-8e02-91c7d2a40d17",
                "03450678-0612-3456-7890-061234567890",
                "73282932000074",
                "REF-2026/0042",
                "2026-09-01 06:12:34",
                "du 01.02.2025 au 03.04.2025",
                "IMEI 356938035643809",
                "EAN 3012345678900",
                "192.168.100.200",
                "10 20 30 40 50",
                "67000 Strasbourg, 54500 Vandœuvre"
            })
    void otherFiguresAreLeftAlone(String text) {
        assertThat(NoContact.Check.isContactIn(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0100004711", "0041000123", "0080012345", "DSI-2026-017", "0033000815"})
    void aReferenceMayBeTheNumberOfADocument(String reference) {
        assertThat(NoContact.Check.isContactInReference(reference)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0612345678",
                "0712345678",
                "0345678901",
                "0590810203",
                "03 45 67 89 01",
                "Mme Diop 0345678901",
                "+33345678901",
                "0033612345678",
                "awa.diop@example.org"
            })
    void aReferenceIsNoTelephoneNumberAndNoAddress(String reference) {
        assertThat(NoContact.Check.isContactInReference(reference)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "0",
                "01",
                "0 ",
                "+33",
                "a@",
                "@a",
                "a@a",
                "a@a.",
                "a-",
                "+33 (0)",
                "bon n° ",
                "06 12 34 56 7"
            })
    void aTextOfAMillionCharactersIsNoBurden(String part) {
        String text = part.repeat(1_000_000 / part.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(NoContact.Check.isContactIn(text)).isFalse());
    }
}
