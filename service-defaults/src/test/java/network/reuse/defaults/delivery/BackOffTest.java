package network.reuse.defaults.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void whatHasFailedOnceMoreThanThereAreRestsIsNotTriedAgain() {
        BackOff backOff = BackOff.of(MINUTE, HOUR);

        assertThat(backOff.after(1)).contains(MINUTE);
        assertThat(backOff.after(2)).contains(HOUR);
        assertThat(backOff.after(3)).isEmpty();
    }

    @Test
    void eachRestIsTwiceTheOneBeforeUntilTheLongest() {
        BackOff backOff = BackOff.doubling(MINUTE, Duration.ofMinutes(5));

        assertThat(IntStream.rangeClosed(1, 5)
                        .mapToObj(failures ->
                                backOff.after(failures).orElseThrow().toMinutes()))
                .containsExactly(1L, 2L, 4L, 5L, 5L);
        assertThat(backOff.after(Integer.MAX_VALUE)).contains(Duration.ofMinutes(5));
    }
}
