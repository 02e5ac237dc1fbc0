package network.reuse.defaults.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimersTest {

    @Test
    void aTimerThatFailsRestsTwiceAsLongEachTimeUpToFiveMinutes() {
        assertThat(IntStream.rangeClosed(1, 11).mapToObj(Timers::restAfter).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
        assertThat(Timers.restAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
    }
}
