package network.reuse.collection.domain;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.DiscrepancySettled;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says became of disputed devices. Whoever holds the lot may find them, whoever held it before may never have
 * given them, and any of these may have lost them; each says it of itself, and the lot's recipient may say it of any.
 *
 * @param count of how many; null: of all that are left
 * @param by whoever found, never gave or lost them; null: whoever says so, where that can be
 */
public record Claim(
        DeviceCategory category,
        DiscrepancyOutcome outcome,
        @Nullable Integer count,
        @Nullable UUID by,
        UUID saidBy,
        String reason) {

    /**
     * Settles it.
     *
     * @param hands who held the lot, one after the other, until whoever holds it now
     */
    Custody settle(LotAttributes lot, Custody custody, List<UUID> hands, Instant at) {
        int disputed = custody.tally(category).disputed();
        if (disputed == 0) {
            throw Refusal.invalid(
                    "/category",
                    "nothing_disputed",
                    "Les décomptes s'accordent dans cette catégorie.",
                    "The counts agree in this category.");
        }
        UUID responsible = responsible(hands);
        if (!saidBy.equals(responsible) && !saidBy.equals(lot.recipient())) {
            throw Refusal.of(
                    Refusal.Kind.NOT_YOURS,
                    "not_yours",
                    "Chacun le dit de soi-même ; le destinataire du lot peut le dire de tous.",
                    "Each says it of itself; the lot's recipient may say it of any.");
        }
        return custody.settle(
                new Settlement(category, outcome, count == null ? disputed : count, responsible, saidBy, reason, at),
                lot.donor());
    }

    /** What is published once it is settled. */
    CollectionEvent settled(LotAttributes lot, Custody before, Custody after) {
        Settlement last = after.settlements().getLast();
        Tally then = before.tally(category);
        Tally now = after.tally(category);
        boolean isThere = after.received() != null;
        return new DiscrepancySettled(
                lot.id(),
                category,
                outcome,
                last.count(),
                last.by(),
                then.collected(),
                now.collected(),
                isThere ? then.agreed() : 0,
                isThere ? now.agreed() : 0,
                now.disputed(),
                reason);
    }

    private UUID responsible(List<UUID> hands) {
        List<UUID> before = hands.subList(0, hands.size() - 1);
        Set<UUID> able = new LinkedHashSet<>(
                switch (outcome) {
                    case FOUND -> List.of(hands.getLast());
                    case NEVER_GIVEN -> before;
                    case LOST -> hands;
                });
        if (by == null && able.contains(saidBy)) {
            return saidBy;
        }
        UUID named = by == null && able.size() == 1 ? able.iterator().next() : by;
        if (named == null || !able.contains(named)) {
            String names = String.join(", ", able.stream().map(UUID::toString).toList());
            throw Refusal.invalid(
                    "/by",
                    "not_in_its_hands",
                    "Nommez l'organisation dont c'est le fait ; ici l'une de : " + names + ".",
                    "Name the organisation whose doing it is; here one of: " + names + ".");
        }
        return named;
    }
}
