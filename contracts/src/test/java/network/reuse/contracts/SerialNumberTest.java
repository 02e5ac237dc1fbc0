package network.reuse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialNumberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "To Be Filled By O.E.M.",
                "to be filled by oem",
                "Default string",
                "System Serial Number",
                "0",
                "00000000",
                "None",
                "N/A",
                "n.a.",
                "xxxxxxxx",
                "------",
                ".",
                "Inconnu",
                "Néant",
                "123456789",
                "BSN12345678901234567890",
            })
    void a_placeholder_identifies_nothing(String text) {
        assertThat(SerialNumber.fault(text, "/serialNumber"))
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("serial_number_identifies_nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,23457E+11", "1.23457E+11", "4,5E12", "1E+11", "#N/A", "#REF!", "#VALEUR!"})
    void what_a_spreadsheet_made_of_a_number_identifies_nothing(String text) {
        assertThat(SerialNumber.fault(text, "/serialNumber"))
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("serial_number_of_a_spreadsheet"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5CG0123ABC", "3FBJ6P2", "PF-0AB1C2", "5E12", "1234567891", "00000001", "NONE4711", "R90 X1"})
    void what_stands_on_a_label_identifies_a_device(String text) {
        assertThat(SerialNumber.fault(text, "/serialNumber")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5cg0123abc", " 5CG 0123 ABC ", "5CG\u00a00123\u202fABC", "\u200b5CG0123ABC", "５CG0123ABC"})
    void case_and_blanks_tell_no_two_apart(String text) {
        assertThat(SerialNumber.form(text)).isEqualTo("5CG0123ABC");
        assertThat(SerialNumber.same(text, "5CG0123ABC")).isTrue();
    }
}
