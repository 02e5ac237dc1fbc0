package network.reuse.defaults.document;

import static org.assertj.core.api.Assertions.assertThat;

import network.reuse.defaults.fault.Language;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void aMassIsSaidInKilogramsToTheGram() {
        Wording french = new Wording(Language.FRENCH);
        assertThat(french.kilograms(184_500)).isEqualTo("184,5\u00a0kg");
        assertThat(french.kilograms(1_184_001)).isEqualTo("1\u202f184,001\u00a0kg");
        assertThat(french.kilograms(25_000)).isEqualTo("25\u00a0kg");
        assertThat(french.kilograms(0)).isEqualTo("0\u00a0kg");
        assertThat(new Wording(Language.ENGLISH).kilograms(1_184_001)).isEqualTo("1,184.001\u00a0kg");
    }
}
