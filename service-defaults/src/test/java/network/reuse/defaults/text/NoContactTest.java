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
                "le 01/09/2025 14h30",
                "03/11/2025 - 12 postes",
                "01/09/2025-30/06/2026",
                "(08/11/2025) 20 écrans",
                "2025-09-01 / 2025-09-02",
                "i5-8250U@1.60GHz, DDR3@1.35V",
                "carte mère PF0123456789",
                "Batterie 68 Wh @ 40 %",
                "Écran 1920 x 1080, 00 pixel mort"
            })
    void otherFiguresAreLeftAlone(String text) {
        assertThat(NoContact.Check.isContactIn(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "01", "0 ", "+33", "a@", "@a", "a@a", "a@a.", "a-", "+33 (0)"})
    void aTextOfAMillionCharactersIsNoBurden(String part) {
        String text = part.repeat(1_000_000 / part.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(NoContact.Check.isContactIn(text)).isFalse());
    }
}
