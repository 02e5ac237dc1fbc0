package network.reuse.allocation.rest;

import static org.assertj.core.api.Assertions.assertThat;

import network.reuse.defaults.testing.FormTexts;
import org.junit.jupiter.api.Test;

class FormsTest {
    @Test
    void onlyContactsAddressesOfPagesAndCodesThatAreLookedUpAreTextsThatMayHoldAnAddressOrANumber() {
        assertThat(FormTexts.thatMayHoldContacts(Forms.class))
                .containsExactly(
                        "AreaForm.code",
                        "ConnectivityOfferTerms.commune",
                        "ConnectivityOfferTerms.departments",
                        "ContactForm.email",
                        "ContactForm.familyName",
                        "ContactForm.givenName",
                        "ContactForm.phone",
                        "CriterionForm.codes",
                        "CriterionForm.institutions",
                        "DeviceSwap.device",
                        "DeviceSwap.former",
                        "EligibilityQuestion.commune",
                        "EligibilityStatement.institution",
                        "EligibilityStatement.neighbourhood",
                        "EnvelopeOpening.commune",
                        "FundingAgreement.commune",
                        "GoodsStock.commune",
                        "HandOver.commune",
                        "HandOverDayPlan.commune",
                        "HandOvers.commune",
                        "NeedIndicatorForm.source",
                        "Programme.commune",
                        "Programme.departments",
                        "Receptions.devices",
                        "Request.commune",
                        "Sale.commune",
                        "Sales.commune",
                        "TerritoryLabelForm.source");
    }
}
