package network.reuse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalFormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Dell|Dell",
                " 5CD  123 |5CD 123",
                "\u00a0SN\u202f42\u3000|SN 42",
                "un\tdeux|un deux",
                "\u2003\u2009a\u205f \u1680b\u0085|a b",
                "Re\u0301mi|R\u00e9mi",
                "\u212bngstr\u00f6m|\u00c5ngstr\u00f6m",
                "L\u2019H\u00e9lgouac\u2019h|L\u2019H\u00e9lgouac\u2019h",
                "\u0645\u062d\u0645\u062f|\u0645\u062d\u0645\u062f",
                "\ud83d\udcbb|\ud83d\udcbb"
            })
    void whatLooksTheSameIsTheSame(String text, String normal) {
        assertThat(NormalForm.of(text, "/name")).isEqualTo(normal);
        assertThat(NormalForm.of(normal, "/name")).isEqualTo(normal);
        assertThat(NormalForm.holds(normal)).isTrue();
        assertThat(NormalForm.holds(text)).isEqualTo(text.equals(normal));
    }

    @Test
    void whatNobodyTypedIsReadAsFarAsItCanBeSeen() {
        String told = NormalForm.seen(" WD\u200b-\u00001\ufeff \ud800\u00a0 2\ufffd\n");

        assertThat(told).isEqualTo("WD-1 2");
        assertThat(NormalForm.holds(told)).isTrue();
    }

    @Test
    void lineEndsAreBlanks() {
        assertThat(NormalForm.of("un\r\ndeux\u2028trois\n", "/reason")).isEqualTo("un deux trois");
        assertThat(NormalForm.of(" \u00a0\n", "/reason")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, 0x1b, 0x7f, 0x9f, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200d, 0x200e, 0x202e, 0x2060,
                0x2066, 0x2800, 0x3164, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xfffd, 0xfffe, 0xfdd0, 0xd800, 0xdfff, 0xe0041,
                0x1ffff
            })
    void whatNobodySeesIsRefusedByNameAndPlace(int unseen) {
        String text = "ab" + (unseen < 0x10000 ? String.valueOf((char) unseen) : Character.toString(unseen)) + "c";

        Refusal refusal =
                Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> NormalForm.of(text, "/serialNumber")));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
        assertThat(refusal.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/serialNumber");
            assertThat(fault.code()).isEqualTo("invisible_character");
            assertThat(fault.english()).contains("U+%04X".formatted(unseen)).contains("position 3");
            assertThat(fault.french()).contains("U+%04X".formatted(unseen)).contains("position 3");
        });
        assertThat(NormalForm.holds(text)).isFalse();
    }
}
