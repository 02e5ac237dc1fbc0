package network.reuse.defaults.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MobileNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0612345678, +33612345678",
        "06 12 34 56 78, +33612345678",
        "+33 (0)7 56 78 90 12, +33756789012",
        "0033612345678, +33612345678",
        "0692 12 34 56, +262692123456",
        "+352 621 123 456, +352621123456"
    })
    void aMobileInAnyUsualSpellingIsOneNumber(String spelled, String number) {
        assertThat(MobileNumber.of(spelled)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"03 88 12 34 56", "0800 12 34 56", "0612", "", "+33", "D-7Q4K2M"})
    void whatIsNoMobileGetsNoSms(String spelled) {
        assertThat(MobileNumber.of(spelled)).isEmpty();
    }
}
