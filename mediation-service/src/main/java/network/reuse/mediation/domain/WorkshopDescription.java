package network.reuse.mediation.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workshop is about, what it costs and who may come.
 *
 * @param level null when it is for all
 * @param languages in which it is held, by their codes of ISO 639; none when it is not said
 * @param priceCents what a seat costs; 0 when it is free, null when it is not said
 * @param vouchers what pays for it as well
 */
public record WorkshopDescription(
        List<WorkshopTheme> themes,
        @Nullable WorkshopLevel level,
        List<String> languages,
        @Nullable Integer priceCents,
        List<Voucher> vouchers,
        Admission admission) {
    public WorkshopDescription {
        themes = List.copyOf(themes);
        languages = List.copyOf(languages);
        vouchers = List.copyOf(vouchers);
    }
}
