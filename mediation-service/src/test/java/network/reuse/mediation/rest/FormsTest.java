package network.reuse.mediation.rest;

import static org.assertj.core.api.Assertions.assertThat;

import network.reuse.defaults.testing.FormTexts;
import org.junit.jupiter.api.Test;

class FormsTest {
    @Test
    void onlySealedContactsCoordinatesAndCodesThatAreLookedUpAreTextsThatMayHoldAnAddressOrANumber() {
        assertThat(FormTexts.thatMayHoldContacts(Forms.class))
                .containsExactly(
                        "BookingCancellationForm.code",
                        "CoordinatesForm.latitude",
                        "CoordinatesForm.longitude",
                        "ParticipantForm.email",
                        "ParticipantForm.familyName",
                        "ParticipantForm.givenName",
                        "ParticipantForm.phone",
                        "PlaceForm.commune",
                        "StopForm.commune",
                        "StopForm.postalCode",
                        "StopMoveForm.commune",
                        "StopMoveForm.postalCode");
    }
}
