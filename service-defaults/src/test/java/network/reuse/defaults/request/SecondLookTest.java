package network.reuse.defaults.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecondLookTest {
    private static final long SECOND = 1_000_000_000;

    private final SecondLook look = new SecondLook();

    @Test
    void aBodyIsGivenUpByAThreadThatHasHadTheTimeToReadIt() {
        assertThat(look.isDue(-5, -5)).isFalse();
        assertThat(look.isDue(SECOND / 2, SECOND / 2)).isFalse();
        assertThat(look.isDue(SECOND, SECOND)).isTrue();
    }

    @Test
    void aThreadThatWasBusyReadsWhatHasComeFirst() {
        assertThat(look.isDue(0, 9 * SECOND)).isFalse();
        assertThat(look.isDue(SECOND, 10 * SECOND))
                .as("a look that has waited for the thread as well")
                .isFalse();
        assertThat(look.isDue(11 * SECOND, 11 * SECOND)).isTrue();
    }

    @Test
    void whatWasFoundSlowLongAgoAndHasComeSinceIsLookedAtTwiceAnew() {
        assertThat(look.isDue(0, 0)).isFalse();
        assertThat(look.isDue(60 * SECOND, 60 * SECOND)).isFalse();
        assertThat(look.isDue(61 * SECOND, 61 * SECOND)).isTrue();
    }
}
