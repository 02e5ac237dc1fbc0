package network.reuse.mediation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.reuse.contracts.Refusal;

/** When a series is held. */
class RepetitionTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final ZoneId SAINT_PIERRE = ZoneId.of("America/Miquelon");

    @Property(tries = 300)
    void theClockShowsTheSameEachTimeOnBothSidesOfBothChanges(
            @ForAll @IntRange(max = 365) int day,
            @ForAll @IntRange(min = 4, max = 22) int hour,
            @ForAll @IntRange(min = 1, max = 8) int weeks,
            @ForAll boolean overseas) {
        ZoneId zone = overseas ? SAINT_PIERRE : PARIS;
        ZonedDateTime first =
                LocalDateTime.of(2026, 1, 1, hour, 30).plusDays(day).atZone(zone);
        int times = Repetition.LONGEST_WEEKS / weeks + 1;
        List<Repetition.Times> held = new Repetition(weeks, times, List.of())
                .of(first.toInstant(), first.plusHours(3).toInstant(), zone);
        assertThat(held).hasSize(times);
        for (int i = 0; i < times; i++) {
            ZonedDateTime from = held.get(i).from().atZone(zone);
            assertThat(from.toLocalDateTime()).isEqualTo(first.toLocalDateTime().plusWeeks((long) i * weeks));
            assertThat(Duration.between(held.get(i).from(), held.get(i).until()))
                    .isEqualTo(Duration.ofHours(3));
        }
    }

    @Property(tries = 200)
    void eachDayThatIsLeftOutIsAndNoOther(
            @ForAll @IntRange(min = 3, max = 53) int times, @ForAll @IntRange(max = 50) int out) {
        LocalDate first = LocalDate.of(2026, 3, 2);
        List<LocalDate> except = IntStream.range(0, Math.min(out, times - 2))
                .mapToObj(i -> first.plusWeeks(i + 1L))
                .toList();
        Instant from = first.atTime(14, 0).atZone(PARIS).toInstant();
        List<LocalDate> held = new Repetition(1, times, except)
                .of(from, from.plusSeconds(60), PARIS).stream()
                        .map(one -> one.from().atZone(PARIS).toLocalDate())
                        .toList();
        assertThat(held).hasSize(times - except.size()).isSorted();

        assertThat(held).noneMatch(except::contains);
    }

    @Example
    void whatIsNoSeriesIsRefused() {
        Instant from = Instant.parse("2026-03-02T13:00:00Z");
        Instant until = from.plusSeconds(3600);
        assertThatThrownBy(() -> new Repetition(1, 54, List.of()).of(from, until, PARIS))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Repetition(1, 2, List.of(LocalDate.of(2026, 3, 9))).of(from, until, PARIS))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Repetition(1, 9, List.of(LocalDate.of(2026, 3, 10))).of(from, until, PARIS))
                .isInstanceOf(Refusal.class);
    }
}
