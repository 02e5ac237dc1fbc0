package network.reuse.defaults.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import network.reuse.defaults.people.ContactCorrection.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactCorrectionTest {
    private static final Contact AMELIE = new Contact("Amelie", "Martin", 1987, "0612345678", "amelie@example.org");

    @Test
    void whatIsNamedReplacesWhatWasKeptAndTheRestStays() {
        assertThat(correction("Amélie", null, null).of(AMELIE))
                .isEqualTo(new Contact("Amélie", "Martin", 1987, "0612345678", "amelie@example.org"));
        assertThat(correction(null, "0612345679", null).of(AMELIE))
                .isEqualTo(new Contact("Amelie", "Martin", 1987, "0612345679", "amelie@example.org"));
        assertThat(correction(null, null, List.of(Part.PHONE, Part.BIRTH_YEAR)).of(AMELIE))
                .isEqualTo(new Contact("Amelie", "Martin", null, null, "amelie@example.org"));
    }

    @Test
    void aCorrectionNamesSomethingAndNothingBothWays() {
        assertThatThrownBy(() -> correction(null, null, null).of(AMELIE)).hasMessageContaining("not right");
        assertThatThrownBy(() -> correction(null, null, List.of()).of(AMELIE)).hasMessageContaining("not right");
        assertThatThrownBy(() ->
                        correction(null, "0612345679", List.of(Part.PHONE)).of(AMELIE))
                .hasMessageContaining("not right");
    }

    @Test
    void nothingOfItIsPrinted() {
        assertThat(correction("Amélie", "0612345679", null)).hasToString("ContactCorrection[…]");
    }

    private static ContactCorrection correction(
            @Nullable String givenName, @Nullable String phone, @Nullable List<Part> remove) {
        return new ContactCorrection(givenName, null, null, phone, null, remove, "Faute de frappe");
    }
}
