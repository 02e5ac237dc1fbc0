package network.reuse.defaults.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import network.reuse.contracts.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * Decides about arriving events: the next of its stream is accepted, one that was seen is dropped, one that is early
 * waits, one whose number is taken by another is a fork. Knows nothing of databases.
 */
final class Intake {
    private final boolean guarding;
    private final Map<StreamId, Mark> marks;
    private final Map<StreamId, TreeMap<Long, Held>> waiting = new HashMap<>();
    private final Map<StreamId, Held> blocking = new HashMap<>();
    private final Map<StreamId, Mark> moved = new LinkedHashMap<>();
    private final List<Arrived> accepted = new ArrayList<>();
    private final List<Held> newlyHeld = new ArrayList<>();
    private final List<Long> released = new ArrayList<>();

    Intake(boolean guarding, Map<StreamId, Mark> marks, List<Held> held) {
        this.guarding = guarding;
        this.marks = new HashMap<>(marks);
        for (Held one : held) {
            StreamId stream = one.event().stream();
            if (one.reason().blocks()) {
                blocking.put(stream, one);
            } else if (one.reason() != Held.Reason.REJECTED) {
                waiting.computeIfAbsent(stream, _ -> new TreeMap<>())
                        .put(one.event().sequence(), one);
            }
        }
    }

    /** An event arrives. */
    void offer(Arrived event) {
        if (!guarding) {
            accept(event);
            return;
        }
        StreamId stream = event.stream();
        Mark mark = marks.get(stream);
        if (mark != null && isDuplicate(event, mark)) {
            if (event.incarnation() == mark.incarnation()
                    && event.sequence() == mark.sequence()
                    && !event.eventId().equals(mark.eventId())
                    && !blocking.containsKey(stream)) {
                block(event, Held.Reason.FORK, "event " + mark.eventId() + " has this number", null);
            }
        } else if (blocking.containsKey(stream)) {
            Held blocker = blocking.get(stream);
            if (!blocker.event().eventId().equals(event.eventId())) {
                hold(event, Held.Reason.BEHIND, "behind " + blocker.event().eventId());
            }
        } else if (isNext(event, mark)) {
            accept(event);
            drain(stream);
        } else {
            hold(event, Held.Reason.GAP, "the last that arrived is " + (mark == null ? 0 : mark.sequence()));
        }
    }

    /** What blocked a stream is tried again. */
    void retry(Held held) {
        blocking.remove(held.event().stream());
        released.add(held.id());
        accept(held.event());
        drain(held.event().stream());
    }

    /** An operator decided that what blocked a stream takes no effect: its number is passed, and what waited follows. */
    void reject(Held held) {
        StreamId stream = held.event().stream();
        blocking.remove(stream);
        Mark mark = marks.get(stream);
        if (mark == null || held.event().sequence() > mark.sequence()) {
            pass(held.event());
        }
        drain(stream);
    }

    /** The event stops its stream; an event that had been accepted must not be in this intake any more. */
    void block(Arrived event, Held.Reason reason, String detail, @Nullable StreamId awaited) {
        Held held = new Held(0, event, reason, detail, awaited);
        blocking.put(event.stream(), held);
        newlyHeld.add(held);
    }

    List<Arrived> accepted() {
        return accepted;
    }

    List<Held> newlyHeld() {
        return newlyHeld;
    }

    List<Long> released() {
        return released;
    }

    Map<StreamId, Mark> moved() {
        return moved;
    }

    private static boolean isDuplicate(Arrived event, Mark mark) {
        return event.incarnation() < mark.incarnation()
                || (event.incarnation() == mark.incarnation() && event.sequence() <= mark.sequence());
    }

    private static boolean isNext(Arrived event, @Nullable Mark mark) {
        if (mark == null) {
            return event.sequence() == 1;
        }
        return event.incarnation() > mark.incarnation() || event.sequence() == mark.sequence() + 1;
    }

    private void accept(Arrived event) {
        accepted.add(event);
        pass(event);
    }

    private void pass(Arrived event) {
        Mark mark = new Mark(event.incarnation(), event.sequence(), event.eventId());
        marks.put(event.stream(), mark);
        moved.put(event.stream(), mark);
    }

    private void hold(Arrived event, Held.Reason reason, String detail) {
        Held held = new Held(0, event, reason, detail, null);
        if (waiting.computeIfAbsent(event.stream(), _ -> new TreeMap<>()).putIfAbsent(event.sequence(), held) == null) {
            newlyHeld.add(held);
        }
    }

    private void drain(StreamId stream) {
        TreeMap<Long, Held> line = waiting.get(stream);
        while (line != null && !line.isEmpty()) {
            Held first = line.firstEntry().getValue();
            Mark mark = marks.get(stream);
            if (mark != null && isDuplicate(first.event(), mark)) {
                letGo(line, first);
            } else if (isNext(first.event(), mark)) {
                letGo(line, first);
                accept(first.event());
            } else {
                return;
            }
        }
    }

    private void letGo(NavigableMap<Long, Held> line, Held held) {
        line.remove(held.event().sequence());
        if (held.id() == 0) {
            newlyHeld.remove(held);
        } else {
            released.add(held.id());
        }
    }
}
