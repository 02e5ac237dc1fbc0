package network.reuse.refurb.application;

import java.math.BigDecimal;
import java.time.Instant;
import network.reuse.refurb.domain.InsertionEntry;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The insertion hours of a month, as the workshop reads them.
 *
 * @param enteredAt when they were entered; the last entry of a month counts
 * @param reason why they were entered again; absent the first time
 */
public record InsertionHoursView(
        @Schema(examples = "2026-10") String month,
        @Schema(examples = "1240.5") BigDecimal hours,
        Instant enteredAt,
        @Nullable String reason) {
    static InsertionHoursView of(InsertionEntry entry) {
        return new InsertionHoursView(entry.month().toString(), entry.hours(), entry.enteredAt(), entry.reason());
    }
}
