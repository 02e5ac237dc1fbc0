package network.reuse.defaults.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.reuse.contracts.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RecordedTimeTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void whatNobodyStatesHappensNow() {
        assertThat(RecordedTime.of(null, NOW).at()).isEqualTo(NOW);
    }

    @Test
    void aTimeLiesWithinThePastYearAndHalfAnHourAhead() {
        for (Duration off : List.of(Duration.ofMinutes(30), Duration.ZERO, Duration.ofDays(-366))) {
            assertThat(RecordedTime.of(NOW.plus(off), NOW).at()).isEqualTo(NOW.plus(off));
        }
        for (Duration off : List.of(
                Duration.ofMinutes(30).plusMillis(1),
                Duration.ofDays(1),
                Duration.ofDays(-366).minusMillis(1),
                Duration.ofDays(-36_500))) {
            refuses("out_of_range", () -> RecordedTime.of(NOW.plus(off), NOW));
        }
    }

    @Test
    void aStepThatIsStatedBeforeTheOneItFollowsIsRefused() {
        RecordedTime stated = RecordedTime.of(NOW.minusSeconds(60), NOW);

        assertThat(stated.after(null)).isEqualTo(NOW.minusSeconds(60));
        assertThat(stated.after(NOW.minusSeconds(60))).isEqualTo(NOW.minusSeconds(60));
        for (Instant previous : List.of(NOW.minusSeconds(59), NOW, NOW.plusSeconds(600))) {
            refuses("before_last_step", () -> stated.after(previous));
        }
    }

    @Test
    void aStepWithoutATimeIsNeverBeforeTheOneItFollows() {
        Instant ahead = NOW.plusSeconds(1200);

        assertThat(RecordedTime.of(null, NOW).after(ahead)).isEqualTo(ahead);
    }

    @Test
    void aTimeIsComparedAsTheDatabaseKeepsIt() {
        Instant fine = NOW.minusSeconds(60).plusNanos(999);

        assertThat(RecordedTime.of(fine, NOW).after(RecordedTime.of(fine, NOW).at()))
                .isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void nothingIsAttendedMoreThanHalfAnHourBeforeItBegins() {
        RecordedTime time = RecordedTime.of(null, NOW);

        assertThat(time.notBefore(NOW.plusSeconds(1800), "le début", "the beginning"))
                .isSameAs(time);
        for (Duration later : List.of(Duration.ofSeconds(1801), Duration.ofHours(3), Duration.ofDays(30))) {
            refuses("too_early", () -> time.notBefore(NOW.plus(later), "le début", "the beginning"));
        }
    }

    private static void refuses(String code, ThrowingCallable recording) {
        assertThatThrownBy(recording).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
            assertThat(refusal.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.code()).isEqualTo(code);
                assertThat(fault.pointer()).isEqualTo("/occurredAt");
            });
        });
    }
}
