package network.reuse.gateway.donors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.reuse.contracts.DeviceCategory;
import network.reuse.gateway.donors.GivenDevice.GivenLot;
import network.reuse.gateway.donors.GivenDevice.Reuse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReenReportTest {
    private static final Party DONOR = new Party(new UUID(1, 1), "Région Grand Est", "20005226400013");
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void targetsAreThoseOfTheDecree() {
        assertThat(ReenRate.target(2022)).isNull();
        assertThat(ReenRate.target(2023)).isEqualTo(25);
        assertThat(ReenRate.target(2024)).isEqualTo(35);
        assertThat(ReenRate.target(2025)).isEqualTo(50);
        assertThat(ReenRate.target(2031)).isEqualTo(50);
    }

    @Test
    void theRateIsWhatWasOrientedByWhatWasInStockWithoutWhatTheLawLeavesOut() {
        ReenStock stock = stock(
                new ReenStock.ReenCount(ReenCategory.SCREENS, 240, 12, 0, 3),
                new ReenStock.ReenCount(ReenCategory.SMALL_IT, 100, 90, 4, 6));
        ReenReport report = ReenReport.of(
                DONOR,
                2026,
                devices(
                        100,
                        DeviceCategory.LAPTOP,
                        Reuse.JUSTIFIED,
                        12,
                        DeviceCategory.SCREEN,
                        Reuse.PENDING,
                        5,
                        DeviceCategory.TABLET,
                        Reuse.DROPPED,
                        1,
                        DeviceCategory.PRINTER,
                        Reuse.JUSTIFIED),
                stock);
        assertThat(report.oriented()).isEqualTo(113);
        assertThat(report.justified()).isEqualTo(101);
        assertThat(report.pending()).isEqualTo(12);
        assertThat(report.dropped()).isEqualTo(5);
        assertThat(report.decommissioned()).isEqualTo(225);
        assertThat(report.ratePercent()).isEqualByComparingTo("50.22");
        assertThat(report.justifiedPercent()).isEqualByComparingTo("44.88");
        assertThat(report.targetPercent()).isEqualTo(50);
        assertThat(report.reached()).isTrue();
        assertThat(report.parts())
                .containsExactly(
                        new ReenReport.ReenPart(ReenCategory.SCREENS, 112, 100, 12, 5, 225L),
                        new ReenReport.ReenPart(ReenCategory.SMALL_IT, 1, 1, 0, 0, 0L));
    }

    @Test
    void noRateIsShownThatIsNotReached() {
        assertThat(ReenRate.of(1, 3)).isEqualTo(new BigDecimal("33.33"));
        assertThat(ReenRate.of(2, 3)).isEqualTo(new BigDecimal("66.66"));
        assertThat(ReenRate.of(49_999, 100_000)).isEqualTo(new BigDecimal("49.99"));
        assertThat(ReenRate.isReached(49_999, 100_000, 50)).isFalse();
        assertThat(ReenRate.isReached(50_000, 100_000, 50)).isTrue();
        assertThat(ReenRate.of(5, 4)).isEqualTo(new BigDecimal("125.00"));
    }

    @Test
    void withoutStockThereIsNoRate() {
        List<GivenDevice> given = devices(3, DeviceCategory.LAPTOP, Reuse.PENDING);
        ReenReport unstated = ReenReport.of(DONOR, 2026, given, null);
        assertThat(unstated.oriented()).isEqualTo(3);
        assertThat(unstated.decommissioned()).isNull();
        assertThat(unstated.ratePercent()).isNull();
        assertThat(unstated.reached()).isNull();
        ReenReport none =
                ReenReport.of(DONOR, 2026, given, stock(new ReenStock.ReenCount(ReenCategory.SCREENS, 4, 4, 0, 0)));
        assertThat(none.decommissioned()).isZero();
        assertThat(none.ratePercent()).isNull();
        assertThat(none.reached()).isNull();
    }

    @Test
    void whatNobodyHadCommittedItselfToDoesNotCount() {
        GivenDevice found = device(DeviceCategory.LAPTOP, Reuse.JUSTIFIED, null);
        assertThat(ReenReport.of(DONOR, 2026, List.of(found), null).oriented()).isZero();
    }

    @Test
    void noMoreIsLeftOutThanThereIs() {
        assertThatThrownBy(() -> new ReenStock.ReenCount(ReenCategory.SCREENS, 3, 2, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void theRateNeverExceedsTheFractionByWhichTheTargetIsJudged(
            @ForAll @IntRange(max = 1_000_000) int oriented,
            @ForAll @IntRange(min = 1, max = 1_000_000) int stock,
            @ForAll @IntRange(min = 2023, max = 2040) int year) {
        BigDecimal rate = Objects.requireNonNull(ReenRate.of(oriented, stock));
        int target = Objects.requireNonNull(ReenRate.target(year));
        BigInteger exact = BigInteger.valueOf(oriented).multiply(BigInteger.valueOf(10_000));
        BigInteger shown = rate.unscaledValue().multiply(BigInteger.valueOf(stock));
        assertThat(shown).isLessThanOrEqualTo(exact);
        assertThat(exact.subtract(shown)).isLessThan(BigInteger.valueOf(stock));
        assertThat(ReenRate.isReached(oriented, stock, target))
                .isEqualTo(rate.compareTo(BigDecimal.valueOf(target)) >= 0);
    }

    @Property
    void partsAddUpWhateverIsGiven(
            @ForAll @IntRange(max = 20) int justified,
            @ForAll @IntRange(max = 20) int pending,
            @ForAll @IntRange(max = 20) int dropped,
            @ForAll DeviceCategory category) {
        ReenReport report = ReenReport.of(
                DONOR,
                2026,
                devices(
                        justified,
                        category,
                        Reuse.JUSTIFIED,
                        pending,
                        category,
                        Reuse.PENDING,
                        dropped,
                        category,
                        Reuse.DROPPED),
                null);
        assertThat(report.oriented()).isEqualTo(justified + pending);
        assertThat(report.justified() + report.pending() + report.dropped()).isEqualTo(justified + pending + dropped);
        assertThat(report.parts().stream()
                        .mapToLong(ReenReport.ReenPart::oriented)
                        .sum())
                .isEqualTo(report.oriented());
    }

    private static ReenStock stock(ReenStock.ReenCount... counts) {
        return new ReenStock(2026, 1, LocalDate.of(2026, 1, 15), List.of(counts), null, AT);
    }

    /** Numbers, categories and what became of them, in turn. */
    private static List<GivenDevice> devices(Object... groups) {
        List<GivenDevice> devices = new ArrayList<>();
        for (int i = 0; i < groups.length; i += 3) {
            for (int n = 0; n < (Integer) groups[i]; n++) {
                devices.add(device(
                        (DeviceCategory) groups[i + 1],
                        (Reuse) groups[i + 2],
                        new GivenLot(new UUID(3, 3), "L-3F9K2A", new UUID(3, 4), "Atelier Strasbourg", AT)));
            }
        }
        return devices;
    }

    private static GivenDevice device(DeviceCategory category, Reuse reuse, @Nullable GivenLot lot) {
        return new GivenDevice(
                new UUID(2, 2),
                "D-7Q4K2M",
                category,
                "Dell",
                "Latitude",
                "S1",
                lot,
                AT,
                null,
                AT,
                null,
                null,
                reuse,
                null);
    }
}
