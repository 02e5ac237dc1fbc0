package network.reuse.mediation.rest;

import static org.assertj.core.api.Assertions.assertThat;

import network.reuse.defaults.testing.FormTexts;
import org.junit.jupiter.api.Test;

class FormsTest {
    @Test
    void onlySealedContactsAndCodesThatAreLookedUpAreTextsThatMayHoldAnAddressOrANumber() {
        assertThat(FormTexts.thatMayHoldContacts(Forms.class))
                .containsExactly(
                        "BookingCancellationForm.code",
                        "ParticipantForm.email",
                        "ParticipantForm.familyName",
                        "ParticipantForm.givenName",
                        "ParticipantForm.phone",
                        "PlaceForm.commune");
    }
}
