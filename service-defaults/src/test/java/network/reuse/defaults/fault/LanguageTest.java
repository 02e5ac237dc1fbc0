package network.reuse.defaults.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanguageTest {
    @Test
    void frenchIsSpokenUnlessEnglishIsWantedMore() {
        assertThat(Language.of(null)).isEqualTo(Language.FRENCH);
        assertThat(Language.of("en-GB,en;q=0.9,fr;q=0.8")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("en;q=0.3, fr;q=0.8")).isEqualTo(Language.FRENCH);
        assertThat(Language.of("de, en;q=0.5")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("*")).isEqualTo(Language.FRENCH);
        assertThat(Language.of("de")).isEqualTo(Language.FRENCH);
        assertThat(Language.of(";;")).isEqualTo(Language.FRENCH);
    }
}
