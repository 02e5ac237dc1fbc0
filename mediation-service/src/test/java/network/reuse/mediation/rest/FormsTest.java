package network.reuse.mediation.rest;

import static org.assertj.core.api.Assertions.assertThat;

import network.reuse.defaults.testing.FormTexts;
import org.junit.jupiter.api.Test;

class FormsTest {
    @Test
    void onlyContactsCoordinatesAndWhatHasAGrammarAreTextsThatMayHoldAnAddressOrANumber() {
        assertThat(FormTexts.thatMayHoldContacts(Forms.class))
                .containsExactly(
                        "AddressForm.postalCode",
                        "BookingCancellationForm.code",
                        "CheckInForm.code",
                        "ContactForm.accessibilityLink",
                        "ContactForm.bookingLink",
                        "ContactForm.email",
                        "ContactForm.phone",
                        "ContactForm.website",
                        "CoordinatesForm.latitude",
                        "CoordinatesForm.longitude",
                        "DescriptionForm.pivot",
                        "ParticipantForm.email",
                        "ParticipantForm.familyName",
                        "ParticipantForm.givenName",
                        "ParticipantForm.phone",
                        "PlaceForm.commune",
                        "StopForm.commune",
                        "StopForm.postalCode",
                        "StopMoveForm.commune",
                        "StopMoveForm.postalCode",
                        "WorkshopDescriptionForm.languages");
    }
}
