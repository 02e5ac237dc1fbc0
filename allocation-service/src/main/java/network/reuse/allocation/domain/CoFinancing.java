package network.reuse.allocation.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Who pays what of one pack, in cents: its buyer, the sponsor itself, and envelopes. What the buyer pays, what the pack costs and what
 * is subsidised are three amounts; a legal price cap holds for the first alone.
 *
 * @param buyerCents the programme's price; 0 where packs are handed over
 * @param ownCents what the sponsor bears
 * @param shares what each envelope bears, in the order of their ids
 */
public record CoFinancing(int buyerCents, int ownCents, List<Share> shares) {
    /** What an envelope bears of one pack. */
    public record Share(UUID envelopeId, UUID funder, int cents) {}

    /** A share as it is asked for; without cents it is to be at parity with the others. */
    public record Asked(UUID envelopeId, @Nullable Integer cents) {}

    public CoFinancing {
        shares = List.copyOf(shares);
    }

    /** What one pack costs. */
    public int costCents() {
        return buyerCents + subsidyCents();
    }

    /** What others than the buyer pay of it. */
    public int subsidyCents() {
        return ownCents + shares.stream().mapToInt(Share::cents).sum();
    }

    /** The envelopes that it draws on. */
    public List<UUID> envelopeIds() {
        return shares.stream().map(Share::envelopeId).toList();
    }

    /**
     * A plan for packs of this price.
     *
     * @param costCents what a pack costs; needed where shares are at parity, otherwise the sum of all when null
     * @param asked the shares: all with cents, or none, for what is left at parity, the first ones a cent more where it does not come out even
     * @param funders whose money each envelope holds
     */
    public static CoFinancing of(
            int buyerCents, int ownCents, @Nullable Integer costCents, List<Asked> asked, Map<UUID, UUID> funders) {
        Set<UUID> seen = new HashSet<>();
        if (!asked.stream().allMatch(share -> seen.add(share.envelopeId()))) {
            throw Refusal.invalid(
                    "/envelopes",
                    "envelope_twice",
                    "Chaque enveloppe figure une seule fois.",
                    "Each envelope appears once.");
        }
        long stated = asked.stream().filter(share -> share.cents() != null).count();
        if (stated != 0 && stated != asked.size()) {
            throw Refusal.invalid(
                    "/envelopes",
                    "parity_or_cents",
                    "Chaque part a ses centimes, ou aucune : elles sont alors égales.",
                    "Each share has its cents, or none has: they are equal then.");
        }
        List<Share> shares = new ArrayList<>();
        if (stated == asked.size()) {
            for (Asked share : asked) {
                shares.add(share(share, share.cents() == null ? 0 : share.cents(), funders));
            }
        } else {
            if (costCents == null) {
                throw Refusal.invalid(
                        "/costCents",
                        "cost_missing",
                        "À parité, « costCents » dit ce que coûte un pack.",
                        "At parity, \"costCents\" says what a pack costs.");
            }
            int rest = costCents - buyerCents - ownCents;
            if (rest < asked.size()) {
                throw costDiffers(buyerCents + ownCents);
            }
            for (int i = 0; i < asked.size(); i++) {
                int more = i < rest % asked.size() ? 1 : 0;
                shares.add(share(asked.get(i), rest / asked.size() + more, funders));
            }
        }
        shares.sort((one, other) -> one.envelopeId().compareTo(other.envelopeId()));
        CoFinancing plan = new CoFinancing(buyerCents, ownCents, shares);
        if (costCents != null && costCents != plan.costCents()) {
            throw costDiffers(plan.costCents());
        }
        return plan;
    }

    private static Share share(Asked asked, int cents, Map<UUID, UUID> funders) {
        UUID funder = funders.get(asked.envelopeId());
        if (funder == null) {
            throw Refusal.invalid(
                    "/envelopes",
                    "unknown_envelope",
                    "Votre organisation n'a ouvert aucune enveloppe " + asked.envelopeId() + ".",
                    "Your organisation opened no envelope " + asked.envelopeId() + ".");
        }
        return new Share(asked.envelopeId(), funder, cents);
    }

    private static Refusal costDiffers(int shares) {
        return Refusal.invalid(
                "/costCents",
                "shares_differ",
                "Les parts font " + shares + " centimes ; elles font ensemble le coût d'un pack.",
                "The shares make " + shares + " cents; together they make what a pack costs.");
    }
}
