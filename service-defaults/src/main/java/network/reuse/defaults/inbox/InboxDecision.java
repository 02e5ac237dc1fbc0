package network.reuse.defaults.inbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import network.reuse.contracts.StreamId;
import network.reuse.defaults.operator.DeskRefusal;
import org.jspecify.annotations.Nullable;

/**
 * The inbox decision about arriving events: the next of its stream is accepted, one that was seen is dropped, one that is early
 * waits, one whose number is taken by another is a fork. Knows nothing of databases.
 */
final class InboxDecision {
    private final boolean guarding;
    private final Map<StreamId, Checkpoint> checkpoints;
    private final Map<StreamId, Line> lines = new HashMap<>();
    private final Map<StreamId, Checkpoint> moved = new LinkedHashMap<>();
    private final List<Arrived> accepted = new ArrayList<>();
    private final List<PendingEvent> newlyPending = new ArrayList<>();
    private final List<PendingEvent> relabelled = new ArrayList<>();
    private final List<Long> released = new ArrayList<>();

    InboxDecision(boolean guarding, Map<StreamId, Checkpoint> checkpoints, List<PendingEvent> pending) {
        this.guarding = guarding;
        this.checkpoints = new HashMap<>(checkpoints);
        pending.forEach(one -> line(one.event().stream()).add(one));
    }

    /** An event arrives. */
    void offer(Arrived event) {
        place(event, this::accept);
    }

    /** An event arrives that cannot take effect: where it would be accepted, it stops its stream instead. */
    void block(Arrived event, PendingEvent.Reason reason, String detail, @Nullable StreamId awaited) {
        place(event, next -> defer(next, reason, detail, awaited));
    }

    /** Accepts what waits in a stream, as far as nothing is missing and nothing blocks it. */
    void drain(StreamId stream) {
        PendingEvent drained;
        do {
            drained = drainOne(stream);
        } while (drained != null);
    }

    /** Accepts the first that waits in a stream, if its turn has come. */
    @Nullable PendingEvent drainOne(StreamId stream) {
        Line line = line(stream);
        while (!line.waiting.isEmpty()) {
            PendingEvent first = line.waiting.firstEntry().getValue();
            Checkpoint checkpoint = checkpoints.get(stream);
            if (isPassed(first.event(), checkpoint)) {
                release(line, first);
            } else if (line.blocker(first.event().position()) != null) {
                return null;
            } else if (isNext(first.event(), checkpoint)) {
                release(line, first);
                accept(first.event());
                return first;
            } else {
                waitForMissing(line, first, checkpoint);
                return null;
            }
        }
        return null;
    }

    /** What awaited another stream is tried again; false when its stream is not ready for it. */
    boolean retry(PendingEvent pending) {
        Line line = line(pending.event().stream());
        PendingEvent lowest = line.lowest();
        if (lowest == null
                || lowest.id() != pending.id()
                || lowest.reason() != PendingEvent.Reason.AWAITS
                || line.hasForkAt(pending.event().position())) {
            return false;
        }
        release(line, lowest);
        accept(pending.event());
        return true;
    }

    /** An operator lets a pending event take effect; what is missing before it will not come. */
    void replay(PendingEvent pending) {
        Arrived event = pending.event();
        if (pending.reason() == PendingEvent.Reason.FORK) {
            throw new DeskRefusal("event " + pending.id() + " is a fork and cannot be replayed: its number "
                    + event.sequence() + " has been used (" + pending.detail() + "); it can be rejected");
        }
        Line line = line(event.stream());
        requireLowest(line, pending, "replayed");
        if (isPassed(event, checkpoints.get(event.stream()))) {
            throw new DeskRefusal("event " + pending.id() + " cannot be replayed: its stream has passed number "
                    + event.sequence() + "; it can be rejected");
        }
        line.remove(pending);
        accept(event.despiteHeaders());
    }

    /** An operator decided that what blocked a stream takes no effect; its number is passed, unless it was another's. */
    void reject(PendingEvent pending) {
        if (!pending.reason().blocks()) {
            throw new DeskRefusal("event " + pending.id() + " cannot be rejected: it waits for what is before it;"
                    + " the lowest that is pending of its stream can be replayed");
        }
        Line line = line(pending.event().stream());
        if (pending.reason() != PendingEvent.Reason.FORK) {
            requireLowest(line, pending, "rejected");
            if (!isPassed(pending.event(), checkpoints.get(pending.event().stream()))) {
                pass(pending.event());
            }
        }
        line.remove(pending);
    }

    /** Whether the turn of what waits in a stream has come. */
    boolean mayDrain(StreamId stream) {
        Line line = line(stream);
        if (line.waiting.isEmpty()) {
            return false;
        }
        Arrived first = line.waiting.firstEntry().getValue().event();
        Checkpoint checkpoint = checkpoints.get(stream);
        return isPassed(first, checkpoint) || (line.blocker(first.position()) == null && isNext(first, checkpoint));
    }

    List<Arrived> accepted() {
        return accepted;
    }

    List<PendingEvent> newlyPending() {
        return newlyPending;
    }

    /** What has a row already and is pending for another reason now. */
    List<PendingEvent> relabelled() {
        return relabelled;
    }

    List<Long> released() {
        return released;
    }

    Map<StreamId, Checkpoint> moved() {
        return moved;
    }

    private void place(Arrived arrived, Consumer<Arrived> next) {
        Checkpoint checkpoint = checkpoints.get(arrived.stream());
        Arrived event = arrived.incarnation() == Arrived.UNKNOWN
                ? arrived.under(checkpoint == null ? 1 : checkpoint.incarnation())
                : arrived;
        if (!guarding) {
            next.accept(event);
            return;
        }
        Line line = line(event.stream());
        if (line.known.contains(event.eventId())) {
            return;
        }
        UUID twin = line.at(event.position());
        if (checkpoint != null && isPassed(event, checkpoint)) {
            if (event.position().isBefore(checkpoint.position())
                    || event.eventId().equals(checkpoint.eventId())) {
                return;
            }
            twin = checkpoint.eventId();
        }
        PendingEvent blocker = line.blocker(event.position());
        if (twin != null) {
            defer(event, PendingEvent.Reason.FORK, "event " + twin + " has this number", null);
        } else if (blocker != null) {
            defer(event, PendingEvent.Reason.BEHIND, "behind " + blocker.event().eventId(), null);
        } else if (isNext(event, checkpoint)) {
            next.accept(event);
        } else {
            defer(event, PendingEvent.Reason.GAP, missing(checkpoint), null);
        }
    }

    private static boolean isPassed(Arrived event, @Nullable Checkpoint checkpoint) {
        return checkpoint != null && !checkpoint.position().isBefore(event.position());
    }

    private static boolean isNext(Arrived event, @Nullable Checkpoint checkpoint) {
        if (checkpoint == null) {
            return event.sequence() == 1;
        }
        return event.incarnation() > checkpoint.incarnation() || event.sequence() == checkpoint.sequence() + 1;
    }

    private static String missing(@Nullable Checkpoint checkpoint) {
        return "the last that arrived is " + (checkpoint == null ? 0 : checkpoint.sequence());
    }

    private static void requireLowest(Line line, PendingEvent pending, String wanted) {
        PendingEvent lowest = line.lowest();
        if (lowest == null) {
            throw new DeskRefusal("event " + pending.id() + " is not pending any more");
        }
        if (lowest.id() != pending.id()) {
            throw new DeskRefusal("event " + pending.id() + " cannot be " + wanted + " before event " + lowest.id()
                    + ", the lowest that is pending of its stream");
        }
    }

    private void accept(Arrived event) {
        accepted.add(event);
        pass(event);
    }

    private void pass(Arrived event) {
        Checkpoint checkpoint = new Checkpoint(event.incarnation(), event.sequence(), event.eventId());
        checkpoints.put(event.stream(), checkpoint);
        moved.put(event.stream(), checkpoint);
    }

    private void defer(Arrived event, PendingEvent.Reason reason, String detail, @Nullable StreamId awaited) {
        PendingEvent pending = new PendingEvent(0, event, reason, detail, awaited);
        line(event.stream()).add(pending);
        newlyPending.add(pending);
    }

    private void waitForMissing(Line line, PendingEvent first, @Nullable Checkpoint checkpoint) {
        if (first.reason() == PendingEvent.Reason.GAP) {
            return;
        }
        PendingEvent gap =
                new PendingEvent(first.id(), first.event(), PendingEvent.Reason.GAP, missing(checkpoint), null);
        line.remove(first);
        line.add(gap);
        if (first.id() == 0) {
            newlyPending.remove(first);
            newlyPending.add(gap);
        } else {
            relabelled.add(gap);
        }
    }

    private void release(Line line, PendingEvent pending) {
        line.remove(pending);
        if (pending.id() == 0) {
            newlyPending.remove(pending);
        } else {
            released.add(pending.id());
        }
    }

    private Line line(StreamId stream) {
        return lines.computeIfAbsent(stream, _ -> new Line());
    }

    /** What is pending of one stream, and the ids of what was decided about. */
    private static final class Line {
        private final NavigableMap<StreamPosition, PendingEvent> waiting = new TreeMap<>();
        private final List<PendingEvent> blocking = new ArrayList<>();
        private final Set<UUID> known = new HashSet<>();

        void add(PendingEvent pending) {
            known.add(pending.event().eventId());
            if (pending.reason().blocks()) {
                blocking.add(pending);
            } else if (pending.reason().waits()) {
                waiting.put(pending.event().position(), pending);
            }
        }

        void remove(PendingEvent pending) {
            UUID event = pending.event().eventId();
            blocking.removeIf(one -> one.event().eventId().equals(event));
            PendingEvent waits = waiting.get(pending.event().position());
            if (waits != null && waits.event().eventId().equals(event)) {
                waiting.remove(pending.event().position());
            }
        }

        /** The event that has this number among those that are pending. */
        @Nullable UUID at(StreamPosition position) {
            PendingEvent waits = waiting.get(position);
            if (waits != null) {
                return waits.event().eventId();
            }
            for (PendingEvent blocker : blocking) {
                if (blocker.event().position().equals(position)) {
                    return blocker.event().eventId();
                }
            }
            return null;
        }

        /** What an event at this position must stay behind. */
        @Nullable PendingEvent blocker(StreamPosition position) {
            for (PendingEvent blocker : blocking) {
                if (!position.isBefore(blocker.event().position())) {
                    return blocker;
                }
            }
            return null;
        }

        boolean hasForkAt(StreamPosition position) {
            return blocking.stream()
                    .anyMatch(one -> one.reason() == PendingEvent.Reason.FORK
                            && !position.isBefore(one.event().position()));
        }

        /** The pending event with the lowest number; of two with the same, the one that is not the fork. */
        @Nullable PendingEvent lowest() {
            List<PendingEvent> first = new ArrayList<>(blocking);
            if (!waiting.isEmpty()) {
                first.add(waiting.firstEntry().getValue());
            }
            return first.stream()
                    .min(Comparator.comparing((PendingEvent one) -> one.event().position())
                            .thenComparing(one -> one.reason() == PendingEvent.Reason.FORK))
                    .orElse(null);
        }
    }
}
