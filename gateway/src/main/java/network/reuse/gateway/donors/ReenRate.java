package network.reuse.gateway.donors;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of article 3 of the décret 2023-266 of 12 April 2023: A / B × 100, where A are the goods oriented to reuse in a year and B the
 * decommissioned goods in stock on its 1 January.
 */
final class ReenRate {
    /** The first year that the law has a target for. */
    static final int FIRST_YEAR = 2023;

    /** The last year that is asked for. */
    static final int LAST_YEAR = 2099;

    private static final int DECIMALS = 2;

    private ReenRate() {}

    /** How many per cent the law wants in a year; null before it wanted anything. */
    static @Nullable Integer target(int year) {
        if (year < FIRST_YEAR) {
            return null;
        }
        return switch (year) {
            case FIRST_YEAR -> 25;
            case FIRST_YEAR + 1 -> 35;
            default -> 50;
        };
    }

    /** Per cent with two decimals, rounded down so that none is shown that is not reached; null when there was no stock. */
    static @Nullable BigDecimal of(long oriented, long stock) {
        return stock == 0
                ? null
                : BigDecimal.valueOf(oriented)
                        .movePointRight(2)
                        .divide(BigDecimal.valueOf(stock), DECIMALS, RoundingMode.DOWN);
    }

    /** Whether the target is reached, without any rounding. */
    static boolean isReached(long oriented, long stock, int target) {
        return stock > 0 && oriented * 100 >= target * stock;
    }
}
