package network.reuse.collection.domain;

import static network.reuse.contracts.DiscrepancyOutcome.LOST;
import static network.reuse.contracts.DiscrepancyOutcome.NEVER_GIVEN;

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
 * What somebody says became of disputed devices. Whoever holds the lot may find them, and any who held it may have lost them;
 * each says it of itself, and the lot's recipient may say it of any. That whoever held it before has never given them, all say
 * who counted them, for the others have said so by their counts. What two parties signed for at the departure has left the donor:
 * it can be found or lost on the way, and nothing else.
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
        int settled = count == null ? disputed : count;
        Settlement settlement = new Settlement(category, outcome, settled, responsible, saidBy, reason, at);
        boolean signedByTwo = !hands.get(0).equals(hands.get(1));
        if (signedByTwo && (outcome == NEVER_GIVEN || isLostByDonor(lot, responsible))) {
            requireUnsigned(custody.tally(category), settled);
        }
        if (outcome == NEVER_GIVEN) {
            return denied(custody, settlement, lot.donor());
        }
        if (!saidBy.equals(responsible) && !saidBy.equals(lot.recipient())) {
            throw Refusal.of(
                    Refusal.Kind.NOT_YOURS,
                    "not_yours",
                    "Chacun le dit de soi-même ; le destinataire du lot peut le dire de tous.",
                    "Each says it of itself; the lot's recipient may say it of any.");
        }
        return custody.settle(settlement, lot.donor());
    }

    private boolean isLostByDonor(LotAttributes lot, UUID responsible) {
        return outcome == LOST && responsible.equals(lot.donor());
    }

    private static void requireUnsigned(Tally tally, int count) {
        if (count > tally.unsigned()) {
            throw Refusal.invalid(
                    "/count",
                    "signed_by_both",
                    "Donateur et transporteur ont tous deux signé le départ des autres : ici " + tally.unsigned()
                            + " au plus. Ce qui est parti est retrouvé, ou perdu par qui l'avait pris.",
                    "Donor and carrier have both signed that the others left: here " + tally.unsigned()
                            + " at most. What has left is found, or lost by whoever had taken it.");
        }
    }

    /** Settles it once all who counted them have said so; until then keeps what was said. */
    private static Custody denied(Custody custody, Settlement said, UUID donor) {
        int disputed = custody.tally(said.category()).disputed();
        Set<UUID> counters = custody.contradicted(said.category(), Math.min(said.count(), disputed));
        if (!counters.isEmpty() && !counters.contains(said.saidBy())) {
            String names = names(counters);
            throw Refusal.of(
                    Refusal.Kind.NOT_YOURS,
                    "not_yours",
                    "Qui les a comptés dit qu'ils n'y étaient pas ; ici : " + names + ".",
                    "Whoever counted them says that they were not there; here: " + names + ".");
        }
        boolean isSaidByAll = counters.stream()
                .allMatch(by -> by.equals(said.saidBy())
                        || custody.denials().stream()
                                .anyMatch(denial -> denial.by().equals(by)
                                        && denial.category() == said.category()
                                        && denial.count() >= said.count()));
        return isSaidByAll || said.count() > disputed
                ? custody.settle(said, donor)
                : custody.deny(new Denial(said.category(), said.saidBy(), said.count(), said.reason(), said.at()));
    }

    /** What is published once it is settled; nothing as long as others have still to say so. */
    List<CollectionEvent> settled(LotAttributes lot, Custody before, Custody after) {
        if (after.settlements().size() == before.settlements().size()) {
            return List.of();
        }
        Settlement last = after.settlements().getLast();
        Tally then = before.tally(category);
        Tally now = after.tally(category);
        boolean isThere = after.received() != null;
        return List.of(new DiscrepancySettled(
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
                reason));
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
            String names = names(able);
            throw Refusal.invalid(
                    "/by",
                    "not_in_its_hands",
                    "Nommez l'organisation dont c'est le fait ; ici l'une de : " + names + ".",
                    "Name the organisation whose doing it is; here one of: " + names + ".");
        }
        return named;
    }

    private static String names(Set<UUID> organisations) {
        return String.join(", ", organisations.stream().map(UUID::toString).toList());
    }
}
