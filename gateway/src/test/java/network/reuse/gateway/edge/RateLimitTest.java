package network.reuse.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    @Test
    void theWindowIsTheTimeInWhichAllCallsAreAllowedAgain() {
        RateLimit limit = RateLimit.of("setting", " 200 / 1000 ");

        assertThat(limit).isEqualTo(new RateLimit(200, 1_000));
        assertThat(limit.window()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limit.secondsFor(1)).isOne();
        assertThat(limit.secondsFor(201)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "200", "0/10", "10/0", "20/10", "a/b", "1/2/3", "-1/5", "1/99999999999"})
    void whatIsNoLimitStopsTheProcessThatIsToldIt(String text) {
        assertThatThrownBy(() -> RateLimit.of("reuse.edge.rate.client", text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("reuse.edge.rate.client is \"" + text + "\"");
    }
}
