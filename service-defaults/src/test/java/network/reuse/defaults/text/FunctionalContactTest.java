package network.reuse.defaults.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a function's mailbox or telephone, and what is somebody's own as far as that can be seen. */
class FunctionalContactTest {
    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(".", "-", "_", "+", "..", "-2.");
    }

    @Provide
    Arbitrary<String> functions() {
        return Arbitraries.of(FunctionalMailbox.Check.FUNCTIONS);
    }

    @Property
    void severalWordsAreAPersonsUnlessOneNamesAFunction(
            @ForAll @From("words") String given,
            @ForAll @From("separators") String separator,
            @ForAll @From("words") String family,
            @ForAll @From("functions") String function) {
        Assume.that(!FunctionalMailbox.Check.FUNCTIONS.contains(given)
                && !FunctionalMailbox.Check.FUNCTIONS.contains(family));
        assertThat(isFunctional(given + separator + family + "@example.org")).isFalse();
        assertThat(isFunctional((given + separator + family).toUpperCase(Locale.ROOT) + "@example.org"))
                .isFalse();
        assertThat(isFunctional(given + separator + function + "@example.org")).isTrue();
        assertThat(isFunctional(function + separator + family + "@example.org")).isTrue();
        assertThat(isFunctional(given + "@example.org")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accueil@example.org",
                "Réception.Nord@example.org",
                "dons-67@example.org",
                "mairie.colmar@example.org",
                "sav@example.org",
                "service_informatique@example.org"
            })
    void aFunctionsMailboxIsTaken(String address) {
        assertThat(isFunctional(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camille.martin@example.org",
                "c.martin@example.org",
                "camille-martin2@example.org",
                "Éloïse_Lefèvre@example.org",
                "jean.de.la.tour@accueil.example.org"
            })
    void aPersonsMailboxIsNot(String address) {
        assertThat(isFunctional(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03 88 12 34 56",
                "03.88.12.34.56",
                "+33 3 88 12 34 56",
                "0590 81 02 03",
                "0800 123 456",
                "09 72 12 34 56",
                "+49 7851 1234567"
            })
    void aSwitchboardIsTaken(String number) {
        assertThat(Contacts.isFixedLine(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"06 12 34 56 78", "07 56 12 34 56", "+33 6 12 34 56 78", "0692 12 34 56", "12", "accueil", ""})
    void aMobileAndWhatIsNoNumberAreNot(String number) {
        assertThat(Contacts.isFixedLine(number)).isFalse();
    }

    private static boolean isFunctional(String address) {
        return !FunctionalMailbox.Check.isOfAPerson(address);
    }
}
