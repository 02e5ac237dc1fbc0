package network.reuse.defaults.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import network.reuse.servers.Wait;
import org.junit.jupiter.api.Test;

class AgeTest {

    @Test
    void itGrowsBetweenTwoLooksAndEndsWithTheOneThatFindsNothing() {
        Age age = new Age();
        assertThat(age.seconds()).isZero();

        age.seen(40);
        Duration _ = Wait.until("it grows", Duration.ofSeconds(5), () -> age.seconds() > 40.02);
        age.seen(12);
        assertThat(age.seconds()).isLessThan(40);

        age.none();
        assertThat(age.seconds()).isZero();
    }
}
