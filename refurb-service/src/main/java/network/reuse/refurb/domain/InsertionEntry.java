package network.reuse.refurb.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * The insertion hours of a workshop in a month; they are of the workshop, and of no person.
 *
 * @param enteredAt when they were entered; the last entry of a month counts
 * @param reason why they were entered again; null the first time
 */
public record InsertionEntry(
        YearMonth month,
        BigDecimal hours,
        Instant enteredAt,
        @Nullable String reason) {}
