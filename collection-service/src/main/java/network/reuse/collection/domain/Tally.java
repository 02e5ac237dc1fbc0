package network.reuse.collection.domain;

import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DiscrepancyOutcome;

/**
 * What the counts of a lot's parties come to for one category. The devices that every count has are there; those that one has
 * and another has not are disputed until somebody says what became of them.
 *
 * @param agreed how many are with whoever holds the lot, by every count and by what was settled
 * @param disputed how many more there may be
 * @param lostAfter how many were lost by whoever had taken them over; they were collected all the same
 * @param collected how many count as collected: never fewer than are agreed or lost afterwards, never more than those and the
 *     disputed ones
 * @param counted how many the last party counted
 */
public record Tally(DeviceCategory category, int agreed, int disputed, int lostAfter, int collected, int counted) {
    public Tally {
        if (agreed < 0 || disputed < 0 || lostAfter < 0 || collected < agreed + lostAfter) {
            throw new IllegalArgumentException("no tally has fewer collected than agreed and lost");
        }
        if (collected > agreed + lostAfter + disputed) {
            throw new IllegalArgumentException("no tally has more collected than there may be");
        }
    }

    /** One count, which nobody disputes. */
    static Tally of(DeviceCategory category, int count) {
        return new Tally(category, count, 0, 0, count, count);
    }

    /** Whoever gives counted so many, and whoever takes so many. */
    static Tally of(DeviceCategory category, int given, int taken) {
        int agreed = Math.min(given, taken);
        return new Tally(category, agreed, Math.max(given, taken) - agreed, 0, agreed, taken);
    }

    /** The lot goes on, and whoever brings it or takes it counts so many now. */
    public Tally passedOn(int count) {
        int least = Math.min(agreed, count);
        int most = Math.max(agreed + disputed, count);
        // More than there were may be those that were lost and have turned up: they were collected before.
        int back = Math.min(most - agreed - disputed, lostAfter);
        return new Tally(category, least, most - least, lostAfter - back, collected, count);
    }

    /** It is said what became of so many of the disputed ones. */
    Tally settled(DiscrepancyOutcome outcome, int count, boolean afterTaking) {
        int there = outcome == DiscrepancyOutcome.FOUND ? agreed + count : agreed;
        int lost = outcome == DiscrepancyOutcome.LOST && afterTaking ? lostAfter + count : lostAfter;
        int open = disputed - count;
        return new Tally(
                category, there, open, lost, Math.clamp(collected, there + lost, there + lost + open), counted);
    }

    /** All had counted wrongly, in the same way. */
    Tally corrected(int now) {
        return new Tally(category, now - lostAfter, 0, lostAfter, now, now - lostAfter);
    }

    /** How many disputed ones only one party has counted at the departure, or none: what two have signed for has left. */
    int unsigned() {
        return most() - collected;
    }

    /** How many it can turn out to be that count as collected. */
    int most() {
        return agreed + disputed + lostAfter;
    }

    /** How many devices can be told apart: those that are there, even while it is disputed whether they were given. */
    int room() {
        return Math.clamp(counted, collected, most());
    }
}
