package network.reuse.gateway.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.gateway.projection.HandOver.Moment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever days are told of hand-overs and returns, a device counts once at most, and never less than not at all. */
class HandOverTest {
    private static final CounterCell.Devices SOLD =
            new CounterCell.Devices("44", "67", Stage.of(DeviceStage.SOLD), DeviceCategory.LAPTOP);
    private static final Instant NOVEMBER = Instant.parse("2025-11-01T09:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2025-12-20T09:00:00Z");
    private static final Instant JANUARY = Instant.parse("2026-01-10T09:00:00Z");

    private final Map<Moment, Integer> sum =
            new TreeMap<>((one, other) -> one.at().compareTo(other.at()));

    private @Nullable HandOver now;

    @Test
    void aReturnToldOfADayBeforeTheHandOverTakesNothingOffBeforeIt() {
        follows(new HandOver(SOLD, JANUARY, null));
        follows(new HandOver(SOLD, JANUARY, null).endedAt(DECEMBER));

        assertThat(countedAt(DECEMBER)).isZero();
        assertThat(countedAt(JANUARY)).isZero();
    }

    @Test
    void aSecondSaleToldOfADayBeforeTheFirstOneEndedCountsFromThenOn() {
        HandOver first = new HandOver(SOLD, NOVEMBER, null);
        follows(first);
        HandOver ended = first.endedAt(JANUARY);
        follows(ended);
        follows(new HandOver(SOLD, ended.followedAt(DECEMBER), null));

        assertThat(countedAt(NOVEMBER)).isOne();
        assertThat(countedAt(DECEMBER)).isOne();
        assertThat(countedAt(JANUARY)).isOne();
    }

    private void follows(HandOver next) {
        HandOver.difference(now, next).forEach((moment, delta) -> sum.merge(moment, delta, Integer::sum));
        now = next;
    }

    private int countedAt(Instant instant) {
        return sum.entrySet().stream()
                .filter(one -> !one.getKey().at().isAfter(instant))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
