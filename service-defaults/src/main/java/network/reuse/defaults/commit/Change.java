package network.reuse.defaults.commit;

import java.time.Instant;
import java.util.function.Function;
import network.reuse.contracts.Amendment;
import network.reuse.contracts.Decision;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** A decision on a state that was read, and when it happened. */
public record Change<S, E>(Stored<S> from, Decision<S, E> decision, Instant occurredAt) {

    /** What a caller records; refused when it is said to have happened before the step that it follows. */
    public static <S, E> Change<S, E> recorded(Stored<S> from, Decision<S, E> decision, RecordedTime time) {
        return new Change<>(from, decision, time.after(from.occurredAt()));
    }

    /** The same where the state keeps when it happened: decides with the time at which the step will count. */
    public static <S, E> Change<S, E> recorded(
            Stored<S> from, Function<Instant, Decision<S, E>> decide, RecordedTime time) {
        return recordedSince(from, from.occurredAt(), decide, time);
    }

    /**
     * The same for a part of a state that has a life of its own: it counts at its own time, which may lie before the last step of the
     * whole, and is refused before what came first for that part.
     */
    public static <S, E> Change<S, E> recordedSince(
            Stored<S> from, @Nullable Instant since, Function<Instant, Decision<S, E>> decide, RecordedTime time) {
        return new Change<>(from, decide.apply(later(since, time.at())), time.after(since));
    }

    /** What follows from something that happened then to something else; never before the step that it follows. */
    public static <S, E> Change<S, E> following(Stored<S> from, Decision<S, E> decision, Instant at) {
        return new Change<>(from, decision, later(from.occurredAt(), at));
    }

    private static Instant later(@Nullable Instant before, Instant at) {
        return before == null || before.isBefore(at) ? at : before;
    }

    /** The state as it is kept once this is written, at this time. */
    public Stored<S> next(Instant now) {
        return new Stored<>(
                from.id(),
                from.version() + 1,
                from.sequence() + decision.events().size(),
                decision.next(),
                lastStepAt(),
                from.createdAt(),
                from.changedAt().isAfter(now) ? from.changedAt() : now);
    }

    /** When the last step happened once this is written; what only amends is none. */
    private @Nullable Instant lastStepAt() {
        Instant before = from.occurredAt();
        boolean amends = decision.events().isEmpty()
                ? decision.next().getClass() == from.state().getClass()
                : decision.events().stream().allMatch(Amendment.class::isInstance);
        return amends ? before : later(before, occurredAt);
    }
}
