package network.reuse.defaults.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecondLookTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void aThreadThatWasBusyReadsWhatHasComeBeforeItGivesABodyUp() {
        SecondLook look = new SecondLook();
        assertThat(look.isDue(-5)).isFalse();
        assertThat(look.isDue(-5))
                .as("looks that have waited for the thread as well")
                .isFalse();
        assertThat(look.isDue(SECOND / 2)).isFalse();
        assertThat(look.isDue(SECOND)).isTrue();
    }
}
