package network.reuse.allocation.application.funding;

import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.CoFinancing;

/**
 * Who pays what of one pack of a programme: what its buyer pays, what it costs and what is subsidised are three amounts.
 *
 * @param version the programme's version at which the plan holds; {@code If-Match} names it
 * @param buyerCents the programme's price, the only amount for which a legal cap holds
 * @param ownCents what the sponsor bears
 * @param envelopes what each envelope bears
 */
public record CoFinancingView(
        UUID programmeId,
        long version,
        int costCents,
        int buyerCents,
        int ownCents,
        int subsidyCents,
        List<CoFinancing.Share> envelopes) {
    static CoFinancingView of(UUID programmeId, long version, CoFinancing plan) {
        return new CoFinancingView(
                programmeId,
                version,
                plan.costCents(),
                plan.buyerCents(),
                plan.ownCents(),
                plan.subsidyCents(),
                plan.shares());
    }
}
