package network.reuse.contracts;

import java.util.List;

/** What a command leads to: the next state, and the events that say so, in the order in which they become true. */
public record Decision<S, E>(S next, List<E> events) {
    public Decision {
        events = List.copyOf(events);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <S, E> Decision<S, E> of(S next, E... events) {
        return new Decision<>(next, List.of(events));
    }
}
