package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected here was computed with other tools. */
class CanaryTest {
    private static final Canary NAME = Canary.words("name", "Éloïse-Brœdelstöck");
    private static final Canary PHONE = Canary.phone("phone", "0639980142");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nom=Éloïse-Brœdelstöck,",
                "nom=éloïse-brœdelstöck,",
                "nom=ÉLOÏSE-BRŒDELSTÖCK,",
                "nom=Eloise-Broedelstock,",
                "nom=E\u0301loi\u0308se-Brœdelsto\u0308ck,",
                "eloisebroedelstock",
                "{\"nom\":\"\\u00c9lo\\u00EFse-Br\\u0153delst\\u00f6ck\"}",
                "?nom=%C3%89lo%C3%AFse-Br%C5%93delst%C3%B6ck",
                "=C3=89lo=C3=AFse-Br=C5=93delst=C3=B6ck",
                "\\xc3896c6fc3af73652d4272c59364656c7374c3b6636b",
                "w4lsb8Ovc2UtQnLFk2RlbHN0w7Zja3l6",
                "eMOJbG/Dr3NlLUJyxZNkZWxzdMO2Y2t5eg==",
                "eHjDiWxvw69zZS1CcsWTZGVsc3TDtmNreXo=",
                "37124c42221524fc216b118f2eb01a6a",
                "b5fc7aef43d0ab1cc7bd13374aa817c001230f18",
                "a1042e463d72c7d789c47111970f1ef2c3fe405449557ebccce70440c46a951e",
                "TFcL5y5gaRSi3CAaJDT8MRNGAVMCvDnHadD5rFgiiIc="
            })
    void aNameIsKnownAgainInEveryForm(String hidden) {
        assertThat(knows(NAME, hidden)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel:0639980142",
                "+33639980142",
                "0033639980142",
                "06 39 98 01 42",
                "06.39.98.01.42",
                "06-39-98-01-42",
                "+33 6 39 98 01 42",
                "+33 (0)6 39 98 01 42",
                "{\"phone\":639980142}",
                "%2B33%206%2039%2098%2001%2042",
                "+06+39+98+01+42",
                "2b33332036203339203938203031203432",
                "eyJwaG9uZSI6IiszMyA2IDM5IDk4IDAxIDQyIn0=",
                "eyJwaG9uZSI6IjA2LjM5Ljk4LjAxLjQyIn0=",
                "eyJwaG9uZSI6IjAwMzM2Mzk5ODAxNDIifQ==",
                "47dbc06f11a7908b9c2de397821be598",
                "lAQ8IfkgBAdML9RhUjp4Oc8bJe-1D_SZvJAOQP5vuGE=",
                "6c03afe8b315fac376887afa4be9f078"
            })
    void aPhoneNumberIsKnownAgainInEveryForm(String hidden) {
        assertThat(knows(PHONE, hidden)).isTrue();
    }

    @Test
    void wideCharactersAreKnownToo() {
        byte[] wide =
                HexFormat.of().parseHex("c9006c006f00ef00730065002d00420072005301640065006c0073007400f60063006b00");
        assertThat(NAME.forms().values()).anyMatch(form -> Arrays.equals(form, wide));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Éloïse", "1639980142", "0639980143", "d41d8cd98f00b204e9800998ecf8427e"})
    void whatIsOnlyLikeItIsNot(String other) {
        assertThat(knows(NAME, other)).isFalse();
        assertThat(knows(PHONE, other)).isFalse();
    }

    private static boolean knows(Canary canary, String hidden) {
        String folded = fold(hidden.getBytes(StandardCharsets.UTF_8));
        return canary.forms().values().stream().anyMatch(form -> folded.contains(fold(form)));
    }

    /** One character a byte, ASCII letters small, as the scan compares. */
    private static String fold(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .chars()
                .map(one -> one >= 'A' && one <= 'Z' ? one + 'a' - 'A' : one)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
