package network.reuse.collection.domain;

import java.util.ArrayList;
import java.util.EnumSet;
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
 * @param takenOver the carrier's count at the donor's; null in the same case
 * @param delivered the carrier's count at the workshop; null until it is there
 * @param received the workshop's count; null until it has one
 * @param tallies one of each category that anybody counted
 */
public record Custody(
        @Nullable Counted handedOver,
        @Nullable Counted takenOver,
        @Nullable Counted delivered,
        @Nullable Counted received,
        List<Tally> tallies,
        List<Settlement> settlements) {
    public Custody {
        tallies = List.copyOf(tallies);
        settlements = List.copyOf(settlements);
    }

    /** Donor and carrier agreed on one count. */
    static Custody of(List<Quantity> collected) {
        List<Tally> tallies = new ArrayList<>();
        Lot.counts(collected).forEach((category, count) -> tallies.add(Tally.of(category, count)));
        return new Custody(null, null, null, null, tallies, List.of());
    }

    /** Donor and carrier have counted, each on its own. */
    static Custody of(Counted handedOver, Counted takenOver) {
        Map<DeviceCategory, Integer> given = Lot.counts(handedOver.quantities());
        Map<DeviceCategory, Integer> taken = Lot.counts(takenOver.quantities());
        List<Tally> tallies = categories(List.of(), given, taken)
                .map(category -> Tally.of(category, given.getOrDefault(category, 0), taken.getOrDefault(category, 0)))
                .toList();
        return new Custody(handedOver, takenOver, null, null, tallies, List.of());
    }

    /** The carrier counts what it brings to the workshop. */
    Custody deliver(Counted count) {
        return new Custody(handedOver, takenOver, count, null, tallies, settlements);
    }

    /** The workshop counts what the carrier brought. */
    Custody receive(Counted brought, Counted count) {
        Map<DeviceCategory, Integer> given = Lot.counts(brought.quantities());
        Map<DeviceCategory, Integer> taken = Lot.counts(count.quantities());
        List<Tally> passedOn = categories(tallies, given, taken)
                .map(category ->
                        tally(category).passedOn(given.getOrDefault(category, 0), taken.getOrDefault(category, 0)))
                .toList();
        return new Custody(handedOver, takenOver, brought, count, passedOn, settlements);
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
                all);
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
        return new Custody(handedOver, takenOver, delivered, received, corrected, settlements);
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
