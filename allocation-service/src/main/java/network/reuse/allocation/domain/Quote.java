package network.reuse.allocation.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.PriceCap.Piece;
import org.jspecify.annotations.Nullable;

/**
 * What something costs, before it is sold: what its buyer pays, what it costs and what is subsidised are three amounts, and a cap
 * holds for the first alone.
 *
 * @param rule the rule of the day that was asked about
 * @param capCents what the caps of its devices make together; null when none has one
 * @param costCents null when nobody has said what it costs
 */
public record Quote(
        PriceCap rule,
        int priceCents,
        @Nullable Integer capCents,
        @Nullable Integer costCents,
        List<Subsidy> subsidies,
        List<Piece> pieces) {
    public Quote {
        subsidies = List.copyOf(subsidies);
        pieces = List.copyOf(pieces);
    }

    /**
     * What somebody else than the buyer pays of it.
     *
     * @param envelopeId the envelope that it comes out of; null where the sponsor bears it itself
     */
    public record Subsidy(UUID payer, @Nullable UUID envelopeId, int cents) {}

    /**
     * Quotes a price; refused when it is above what the rule allows, or above the plan's.
     *
     * @param plan who pays what of a pack; null where there is none
     * @param sponsor who bears what neither the buyer nor an envelope pays
     * @param at where the devices' own prices stand, as a pointer
     */
    public static Quote of(
            PriceCap rule, int priceCents, List<Piece> pieces, @Nullable CoFinancing plan, UUID sponsor, String at) {
        Integer cap = rule.require(priceCents, pieces, at);
        if (plan == null) {
            return new Quote(rule, priceCents, cap, null, List.of(), pieces);
        }
        List<Subsidy> subsidies = new ArrayList<>();
        int own = plan.costCents() - priceCents;
        for (CoFinancing.Share share : plan.shares()) {
            subsidies.add(new Subsidy(share.funder(), share.envelopeId(), share.cents()));
            own -= share.cents();
        }
        if (own > 0) {
            subsidies.add(new Subsidy(sponsor, null, own));
        }
        return new Quote(rule, priceCents, cap, plan.costCents(), subsidies, pieces);
    }

    /** What others than the buyer pay. */
    public int subsidyCents() {
        return subsidies.stream().mapToInt(Subsidy::cents).sum();
    }
}
