package network.reuse.gateway.donors;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The decommissioned equipment that a donor had on 1 January of a year, as it states it.
 *
 * @param version 1, 2, 3 … each later one corrects the one before
 * @param countedOn the day on which the stock was counted
 * @param reason why it corrects the version before; null of the first
 */
public record ReenStock(
        @Schema(examples = "2026") int year,
        @Schema(examples = "1") int version,
        LocalDate countedOn,
        List<ReenCount> counts,
        @Nullable String reason,
        Instant statedAt) {
    public ReenStock {
        counts = List.copyOf(counts);
    }

    /**
     * How many of a category there were, and how many of them the law leaves out.
     *
     * @param olderThanTenYears when they were decommissioned
     */
    public record ReenCount(
            @Schema(examples = "SCREENS") ReenCategory category,
            @Schema(examples = "240") int decommissioned,
            @Schema(examples = "12") int olderThanTenYears,
            @Schema(examples = "0") int classified,
            @Schema(examples = "3") int specialSecurity) {
        public ReenCount {
            if (decommissioned < 0 || olderThanTenYears < 0 || classified < 0 || specialSecurity < 0) {
                throw new IllegalArgumentException("a count is not negative");
            }
            if (olderThanTenYears + classified + specialSecurity > decommissioned) {
                throw new IllegalArgumentException("no more is left out than there is");
            }
        }

        /** How many the report is about. */
        int included() {
            return decommissioned - olderThanTenYears - classified - specialSecurity;
        }
    }

    /** B: how many decommissioned goods the report is about. */
    long included() {
        return counts.stream().mapToLong(ReenCount::included).sum();
    }
}
