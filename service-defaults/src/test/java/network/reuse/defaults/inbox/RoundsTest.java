package network.reuse.defaults.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);

    @Test
    void aRoundNamesEachStreamOnceAndTheOrderIsKept() {
        assertThat(Rounds.of(List.of(A, B, B, A, A), id -> id))
                .containsExactly(List.of(A, B), List.of(B, A), List.of(A));
        assertThat(Rounds.of(List.<UUID>of(), id -> id)).isEmpty();
    }
}
