package network.reuse.allocation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.reuse.contracts.Refusal;
import org.junit.jupiter.api.Test;

class CoFinancingTest {
    private static final UUID METROPOLIS = new UUID(0, 1);
    private static final UUID STATE = new UUID(0, 2);
    private static final Map<UUID, UUID> FUNDERS = Map.of(METROPOLIS, new UUID(1, 1), STATE, new UUID(1, 2));

    @Test
    void fiftyAndFiftyAndOneHundredAndFiftyEurosAreWhatAComputerCosts() {
        CoFinancing plan =
                CoFinancing.of(5_000, 5_000, 25_000, List.of(new CoFinancing.Asked(METROPOLIS, 15_000)), FUNDERS);

        assertThat(plan.costCents()).isEqualTo(25_000);
        assertThat(plan.subsidyCents()).isEqualTo(20_000);
        assertThat(plan.shares()).containsExactly(new CoFinancing.Share(METROPOLIS, new UUID(1, 1), 15_000));
    }

    @Property
    void parityLeavesNoCentOverAndPartsDifferByOneAtMost(
            @ForAll @IntRange(min = 1, max = 20) int envelopes, @ForAll @IntRange(min = 20, max = 100_000) int rest) {
        List<CoFinancing.Asked> asked = new ArrayList<>();
        Map<UUID, UUID> funders = new HashMap<>();
        for (int i = 0; i < envelopes; i++) {
            asked.add(new CoFinancing.Asked(new UUID(0, i), null));
            funders.put(new UUID(0, i), new UUID(1, i));
        }

        CoFinancing plan = CoFinancing.of(700, 300, rest + 1_000, asked, funders);

        assertThat(plan.costCents()).isEqualTo(rest + 1_000);
        List<Integer> cents =
                plan.shares().stream().map(CoFinancing.Share::cents).toList();
        assertThat(cents.getFirst() - cents.getLast()).isBetween(0, 1);
        assertThat(cents).allMatch(share -> share > 0);
    }

    @Test
    void sharesThatAreNotTheCostAreRefused() {
        List<CoFinancing.Asked> asked = List.of(new CoFinancing.Asked(STATE, 1));

        assertThat(code(() -> CoFinancing.of(0, 0, 2, asked, FUNDERS))).isEqualTo("shares_differ");
        assertThat(code(() -> CoFinancing.of(
                        0,
                        5,
                        6,
                        List.of(new CoFinancing.Asked(STATE, null), new CoFinancing.Asked(METROPOLIS, null)),
                        FUNDERS)))
                .isEqualTo("shares_differ");
        assertThat(code(() -> CoFinancing.of(0, 0, null, asked, Map.of()))).isEqualTo("unknown_envelope");
    }

    private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable planning) {
        return catchThrowableOfType(Refusal.class, planning).faults().getFirst().code();
    }
}
