package network.reuse.gateway.donors;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A donor's report on the reuse of its equipment in a year (law REEN, article 16; décret 2023-266).
 *
 * @param targetPercent what the law wants in that year; absent before 2023
 * @param oriented A: goods that went to a taker who had committed itself, and that were neither scrapped nor lost since
 * @param justified how many of A are in use again by now, each with its proof
 * @param pending how many of A are still on their way
 * @param dropped goods that went to a taker and were scrapped or lost since; no part of A
 * @param stock B, as the donor states it; absent until it does
 * @param decommissioned B: the decommissioned goods on 1 January, without what the law leaves out; absent until they are stated
 * @param ratePercent A / B × 100, rounded down; absent until B is stated, and when it is 0
 * @param justifiedPercent the same with what is in use again by now
 * @param reached whether the rate reaches the target
 */
public record ReenReport(
        UUID donor,
        @Schema(examples = "Région Grand Est") @Nullable String name,
        @Schema(examples = "20005226400013") @Nullable String siret,
        @Schema(examples = "2026") int year,
        @Schema(examples = "50") @Nullable Integer targetPercent,
        @Schema(examples = "120") long oriented,
        @Schema(examples = "95") long justified,
        @Schema(examples = "25") long pending,
        @Schema(examples = "4") long dropped,
        @Schema(examples = "225") @Nullable Long decommissioned,
        @Schema(examples = "53.33") @Nullable BigDecimal ratePercent,
        @Schema(examples = "42.22") @Nullable BigDecimal justifiedPercent,
        @Nullable Boolean reached,
        List<ReenPart> parts,
        @Nullable ReenStock stock) {
    public ReenReport {
        parts = List.copyOf(parts);
    }

    /** The goods of one category. */
    public record ReenPart(
            @Schema(examples = "SCREENS") ReenCategory category,
            @Schema(examples = "100") long oriented,
            @Schema(examples = "80") long justified,
            @Schema(examples = "20") long pending,
            @Schema(examples = "3") long dropped,
            @Schema(examples = "200") @Nullable Long decommissioned) {}

    static ReenReport of(Party donor, int year, List<GivenDevice> given, @Nullable ReenStock stock) {
        List<ReenPart> parts = Arrays.stream(ReenCategory.values())
                .map(category -> part(category, given, stock))
                .toList();
        long oriented = parts.stream().mapToLong(ReenPart::oriented).sum();
        long justified = parts.stream().mapToLong(ReenPart::justified).sum();
        Integer target = ReenRate.target(year);
        Long included = stock == null ? null : stock.included();
        return new ReenReport(
                donor.id(),
                donor.name(),
                donor.siret(),
                year,
                target,
                oriented,
                justified,
                parts.stream().mapToLong(ReenPart::pending).sum(),
                parts.stream().mapToLong(ReenPart::dropped).sum(),
                included,
                included == null ? null : ReenRate.of(oriented, included),
                included == null ? null : ReenRate.of(justified, included),
                isReached(oriented, included, target),
                parts,
                stock);
    }

    private static @Nullable Boolean isReached(long oriented, @Nullable Long stock, @Nullable Integer target) {
        if (stock == null || stock == 0 || target == null) {
            return null;
        }
        return ReenRate.isReached(oriented, stock, target);
    }

    private static ReenPart part(ReenCategory category, List<GivenDevice> given, @Nullable ReenStock stock) {
        List<GivenDevice> ofCategory = given.stream()
                .filter(GivenDevice::hasTaker)
                .filter(device -> device.category() != null && ReenCategory.of(device.category()) == category)
                .toList();
        long justified = count(ofCategory, GivenDevice.Reuse.JUSTIFIED);
        long pending = count(ofCategory, GivenDevice.Reuse.PENDING);
        return new ReenPart(
                category,
                justified + pending,
                justified,
                pending,
                count(ofCategory, GivenDevice.Reuse.DROPPED),
                stock == null
                        ? null
                        : stock.counts().stream()
                                .filter(count -> count.category() == category)
                                .mapToLong(ReenStock.ReenCount::included)
                                .sum());
    }

    private static long count(List<GivenDevice> devices, GivenDevice.Reuse reuse) {
        return devices.stream().filter(device -> device.reuse() == reuse).count();
    }
}
