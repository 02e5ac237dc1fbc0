package network.reuse.gateway.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Example;
import network.reuse.contracts.DeviceCategory;
import network.reuse.gateway.projection.Stage;

class TargetTest {
    private static final LocalDate DEADLINE = LocalDate.of(2025, 12, 31);
    private static final Target RULE = new Target(
            "44",
            1,
            20_000,
            DEADLINE,
            List.of(DeviceCategory.DESKTOP, DeviceCategory.LAPTOP),
            List.of(Target.Basis.HAND_OVER),
            Target.Provenance.REUSED,
            Target.Place.HAND_OVER_PLACE);

    @Example
    void aDeadlineIsAWholeDayInFrance() {
        assertThat(RULE.end()).isEqualTo(Instant.parse("2025-12-31T23:00:00Z"));
        assertThat(Target.day(RULE.end().minusMillis(1))).isEqualTo(DEADLINE);
        assertThat(Target.day(RULE.end())).isEqualTo(DEADLINE.plusDays(1));
    }

    @Example
    void whatStoodWhenTheDeadlineEndedIsItsResult() {
        assertThat(RULE.holdsAtDeadline(DEADLINE, null)).isTrue();
        assertThat(RULE.holdsAtDeadline(DEADLINE, DEADLINE.plusDays(1))).isTrue();
        assertThat(RULE.holdsAtDeadline(DEADLINE.minusDays(1), DEADLINE)).isFalse();
        assertThat(RULE.holdsAtDeadline(DEADLINE.plusDays(1), null)).isFalse();
    }

    @Example
    void itsActsAndCategoriesCountTogether() {
        assertThat(RULE.counts(Stage.DELIVERED, DeviceCategory.LAPTOP)).isTrue();
        assertThat(RULE.counts(Stage.SOLD, DeviceCategory.LAPTOP)).isFalse();
        assertThat(RULE.counts(Stage.DELIVERED, DeviceCategory.SCREEN)).isFalse();
        assertThat(RULE.counts(Stage.ACCOMPANIED)).isFalse();
    }
}
