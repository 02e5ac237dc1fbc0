package network.reuse.defaults.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmsTextTest {

    @Test
    void whatTheAlphabetHasIsKeptAndWhatItHasNotIsWrittenAsNearAsItCanBe() {
        assertThat(SmsText.of("Élève à l’œuvre, où ça ? – « Noël » … 12 €"))
                .isEqualTo("Élève à l'oeuvre, où ca ? - \" Noel \" ... 12 €");
        assertThat(SmsText.of("Être naïf, forêt")).isEqualTo("Etre naif, foret");
        assertThat(SmsText.of("漢")).isEqualTo("?");
    }

    @Test
    void whatItWritesIsCheap() {
        assertThat(SmsText.isCheap("ç")).isFalse();
        assertThat(SmsText.isCheap(SmsText.of("Ça « être » œuf\u202f! ñ Ω 😀"))).isTrue();
    }
}
