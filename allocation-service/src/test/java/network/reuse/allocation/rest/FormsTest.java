package network.reuse.allocation.rest;

import static org.assertj.core.api.Assertions.assertThat;

import network.reuse.defaults.testing.FormTexts;
import org.junit.jupiter.api.Test;

class FormsTest {
    @Test
    void onlySealedContactsAndCodesThatAreLookedUpAreTextsThatMayHoldAnAddressOrANumber() {
        assertThat(FormTexts.thatMayHoldContacts(Forms.class))
                .containsExactly(
                        "ContactForm.email",
                        "ContactForm.familyName",
                        "ContactForm.givenName",
                        "ContactForm.phone",
                        "HandOver.commune",
                        "HandOvers.commune",
                        "Programme.commune",
                        "Programme.departments",
                        "Receptions.devices",
                        "Request.commune",
                        "Sale.commune",
                        "Sales.commune");
    }
}
