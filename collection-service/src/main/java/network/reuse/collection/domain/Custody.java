package network.reuse.collection.domain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * How a lot went from hand to hand: what each party counted, and what the counts come to. Where they differ, there is a
 * discrepancy, which is settled by saying of each device what became of it.
 *
 * @param handedOver the donor's count; null when donor and carrier had agreed on one
 * @param takenOver the carrier's count at the donor's; null in the same case, and where the donor is the carrier: one
 *     organisation signs once
 * @param delivered the carrier's count at the workshop; null until it is there
 * @param received the workshop's count; null until it has one
 * @param tallies one of each category that anybody counted
 * @param denials what has been denied of disputed devices and waits for the word of others who counted them
 * @param redirections the workshops that it was delivered to in vain
 */
public record Custody(
        @Nullable Counted handedOver,
        @Nullable Counted takenOver,
        @Nullable Counted delivered,
        @Nullable Counted received,
        List<Tally> tallies,
        List<Settlement> settlements,
        List<Denial> denials,
        List<Redirection> redirections) {
    public Custody {
        tallies = List.copyOf(tallies);
        settlements = List.copyOf(settlements);
        denials = List.copyOf(denials);
        redirections = List.copyOf(redirections);
    }

    /** Donor and carrier agreed on one count. */
    static Custody of(List<Quantity> collected) {
        return of(null, collected);
    }

    /** The donor carries it itself: there is one count of the departure. */
    static Custody of(Counted handedOver) {
        return of(handedOver, handedOver.quantities());
    }

    private static Custody of(@Nullable Counted handedOver, List<Quantity> collected) {
        List<Tally> tallies = new ArrayList<>();
        Lot.counts(collected).forEach((category, count) -> tallies.add(Tally.of(category, count)));
        return new Custody(handedOver, null, null, null, tallies, List.of(), List.of(), List.of());
    }

    /** Donor and carrier have counted, each on its own. */
    static Custody of(Counted handedOver, Counted takenOver) {
        Map<DeviceCategory, Integer> given = Lot.counts(handedOver.quantities());
        Map<DeviceCategory, Integer> taken = Lot.counts(takenOver.quantities());
        List<Tally> tallies = categories(List.of(), given, taken)
                .map(category -> Tally.of(category, given.getOrDefault(category, 0), taken.getOrDefault(category, 0)))
                .toList();
        return new Custody(handedOver, takenOver, null, null, tallies, List.of(), List.of(), List.of());
    }

    /** The carrier counts what it brings to the workshop; where it took another number, that is a discrepancy already. */
    Custody deliver(Counted count) {
        return new Custody(handedOver, takenOver, count, null, passedOn(count), settlements, denials, redirections);
    }

    /** The workshop counts what the carrier brought. */
    Custody receive(Counted count) {
        return new Custody(
                handedOver, takenOver, delivered, count, passedOn(count), settlements, denials, redirections);
    }

    /** It was delivered in vain, and goes on to another workshop. */
    Custody redirect(Redirection redirection) {
        List<Redirection> all = new ArrayList<>(redirections);
        all.add(redirection);
        return new Custody(handedOver, takenOver, null, null, tallies, settlements, denials, all);
    }

    private List<Tally> passedOn(Counted count) {
        Map<DeviceCategory, Integer> now = Lot.counts(count.quantities());
        return categories(tallies, now, Map.of())
                .map(category -> tally(category).passedOn(now.getOrDefault(category, 0)))
                .toList();
    }

    /** It is said what became of some disputed devices. */
    Custody settle(Settlement settlement, UUID donor) {
        Tally before = tally(settlement.category());
        if (settlement.count() > before.disputed()) {
            throw Refusal.invalid(List.of(new Refusal.Fault(
                    "/count",
                    "more_than_disputed",
                    "Il n'en reste que " + before.disputed() + " à régler dans cette catégorie.",
                    "Only " + before.disputed() + " are left to be settled in this category.")));
        }
        Tally after = before.settled(
                settlement.outcome(), settlement.count(), !settlement.by().equals(donor));
        List<Settlement> all = new ArrayList<>(settlements);
        all.add(settlement);
        return new Custody(
                handedOver,
                takenOver,
                delivered,
                received,
                tallies.stream()
                        .map(tally -> tally.category() == after.category() ? after : tally)
                        .toList(),
                all,
                denials.stream()
                        .filter(denial -> denial.category() != after.category())
                        .toList(),
                redirections);
    }

    /** One of those who counted them says that they were never there; others have still to say so. */
    Custody deny(Denial denial) {
        List<Denial> all = new ArrayList<>(denials);
        all.removeIf(
                before -> before.category() == denial.category() && before.by().equals(denial.by()));
        all.add(denial);
        return new Custody(handedOver, takenOver, delivered, received, tallies, settlements, all, redirections);
    }

    /** Those whose counts are wrong if so many disputed devices of a category were never there. */
    Set<UUID> contradicted(DeviceCategory category, int count) {
        Tally tally = tally(category);
        int left = tally.most() - count;
        Set<UUID> by = new LinkedHashSet<>();
        // Where both counted the same at the departure, it holds as it is, or was corrected by common consent.
        if (counted(handedOver, category) != counted(takenOver, category)) {
            addBeyond(by, handedOver, category, left);
            addBeyond(by, takenOver, category, left);
        }
        addBeyond(by, delivered, category, left - tally.lostAfter());
        addBeyond(by, received, category, left - tally.lostAfter());
        return by;
    }

    private static void addBeyond(Set<UUID> by, @Nullable Counted count, DeviceCategory category, int left) {
        if (count != null && counted(count, category) > left) {
            by.add(count.by());
        }
    }

    private static int counted(@Nullable Counted count, DeviceCategory category) {
        return count == null ? 0 : Lot.counts(count.quantities()).getOrDefault(category, 0);
    }

    /** All had counted wrongly, in the same way. */
    Custody correct(List<Quantity> now) {
        Map<DeviceCategory, Integer> right = Lot.counts(now);
        List<Refusal.Fault> faults = tallies.stream()
                .filter(tally -> right.getOrDefault(tally.category(), 0) < tally.lostAfter())
                .map(tally -> new Refusal.Fault(
                        "/quantities",
                        "fewer_than_lost",
                        "Le lot aurait perdu " + tally.lostAfter() + " appareils de la catégorie " + tally.category()
                                + ", plus qu'il n'en compte.",
                        "The lot would have lost " + tally.lostAfter() + " devices of category " + tally.category()
                                + ", more than it holds."))
                .toList();
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        List<Tally> corrected = categories(tallies, right, Map.of())
                .map(category -> tally(category).corrected(right.getOrDefault(category, 0)))
                .toList();
        return new Custody(handedOver, takenOver, delivered, received, corrected, settlements, denials, redirections);
    }

    /** Refuses as long as there is a discrepancy. */
    public void requireSettled() {
        if (hasDiscrepancy()) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "discrepancy_open",
                            "Les décomptes du lot diffèrent ; réglez d'abord l'écart (…/settlement).",
                            "The lot's counts differ; settle the discrepancy first (…/settlement).")
                    .with(Map.of("disputed", disputed()));
        }
    }

    public boolean hasDiscrepancy() {
        return tallies.stream().anyMatch(tally -> tally.disputed() > 0);
    }

    /** What counts as collected. */
    public List<Quantity> collected() {
        return quantities(Tally::collected);
    }

    /** What is at the workshop; nothing until it has counted. */
    public List<Quantity> atWorkshop() {
        return received == null ? List.of() : quantities(Tally::agreed);
    }

    /** What is disputed. */
    public List<Quantity> disputed() {
        return quantities(Tally::disputed);
    }

    /** Of how many devices there is room. */
    List<Quantity> room() {
        return quantities(Tally::room);
    }

    /** How many it can turn out to be that count as collected. */
    List<Quantity> most() {
        return quantities(Tally::most);
    }

    /** What the counts of a category come to; nothing when nobody counted any. */
    Tally tally(DeviceCategory category) {
        return tallies.stream()
                .filter(tally -> tally.category() == category)
                .findFirst()
                .orElseGet(() -> Tally.of(category, 0));
    }

    private List<Quantity> quantities(ToIntFunction<Tally> number) {
        return tallies.stream()
                .filter(tally -> number.applyAsInt(tally) > 0)
                .map(tally -> new Quantity(tally.category(), number.applyAsInt(tally)))
                .toList();
    }

    private static Stream<DeviceCategory> categories(
            List<Tally> tallies, Map<DeviceCategory, Integer> given, Map<DeviceCategory, Integer> taken) {
        Set<DeviceCategory> all = EnumSet.noneOf(DeviceCategory.class);
        tallies.forEach(tally -> all.add(tally.category()));
        all.addAll(given.keySet());
        all.addAll(taken.keySet());
        return all.stream();
    }
}
