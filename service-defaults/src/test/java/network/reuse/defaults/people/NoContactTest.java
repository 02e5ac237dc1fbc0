package network.reuse.defaults.people;

import static org.assertj.core.api.Assertions.assertThat;

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
                "tél. 03.88.00.00.00",
                "+33 (0)6-12-34-56-78",
                "0033612345678",
                "+49 7851 1234567",
                "+352 621 123 456"
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
                "Batterie 68 Wh @ 40 %",
                "Écran 1920 x 1080, 00 pixel mort"
            })
    void otherFiguresAreLeftAlone(String text) {
        assertThat(NoContact.Check.isContactIn(text)).isFalse();
    }
}
