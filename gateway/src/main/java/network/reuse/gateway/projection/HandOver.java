package network.reuse.gateway.projection;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device's newest hand-over or sale, as allocation alone tells it: so it is the same whichever publisher's events
 * arrive first, and tells what stood at any time, by when things happened.
 *
 * @param until when the device was given back or lost; null as long as the hand-over stands
 */
record HandOver(
        CounterCell.Devices cell, Instant at, @Nullable Instant until) {

    /** When something changed in a cell, by the time at which it happened. */
    record Moment(CounterCell.Devices cell, Instant at) {}

    boolean stands() {
        return until == null;
    }

    /** It came to an end; the first end is the one that counts, and none before it began, whatever day is told. */
    HandOver endedAt(Instant end) {
        return until == null ? new HandOver(cell, at, end.isBefore(at) ? at : end) : this;
    }

    /** When the next one begins that is told to have begun then: not before this one began or ended. */
    Instant followedAt(Instant told) {
        Instant last = until == null ? at : until;
        return told.isBefore(last) ? last : told;
    }

    /** It had not come to an end after all. */
    HandOver reopened() {
        return new HandOver(cell, at, null);
    }

    /** What the step from one to the other adds, moment by moment; a new hand-over leaves the former where it was. */
    static Map<Moment, Integer> difference(@Nullable HandOver before, @Nullable HandOver after) {
        Map<Moment, Integer> difference = new HashMap<>();
        if (after != null) {
            after.add(difference, 1);
        }
        if (before != null) {
            if (after == null || after.isSameAs(before)) {
                before.add(difference, -1);
            } else if (before.stands()) {
                difference.merge(new Moment(before.cell, after.at), -1, Integer::sum);
            }
        }
        difference.values().removeIf(delta -> delta == 0);
        return difference;
    }

    private boolean isSameAs(HandOver other) {
        return cell.equals(other.cell) && at.equals(other.at);
    }

    private void add(Map<Moment, Integer> moments, int sign) {
        moments.merge(new Moment(cell, at), sign, Integer::sum);
        if (until != null) {
            moments.merge(new Moment(cell, until), -sign, Integer::sum);
        }
    }
}
