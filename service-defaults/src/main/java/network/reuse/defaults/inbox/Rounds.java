package network.reuse.defaults.inbox;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** A batch in rounds that name each stream once, so that what a round does to its streams is one write. */
public final class Rounds {
    private Rounds() {}

    /**
     * Applies one round after the other.
     *
     * @param stream the id of the stream that one of the batch is about
     */
    public static <T> Future<Void> apply(
            List<T> batch, Function<T, UUID> stream, Function<List<T>, Future<Void>> round) {
        Future<Void> applied = Future.succeededFuture();
        for (List<T> one : of(batch, stream)) {
            applied = applied.compose(_ -> round.apply(one));
        }
        return applied;
    }

    static <T> List<List<T>> of(List<T> batch, Function<T, UUID> stream) {
        List<List<T>> rounds = new ArrayList<>();
        Set<UUID> named = new HashSet<>();
        for (T one : batch) {
            UUID id = stream.apply(one);
            if (rounds.isEmpty() || named.contains(id)) {
                rounds.add(new ArrayList<>());
                named.clear();
            }
            named.add(id);
            rounds.getLast().add(one);
        }
        return rounds;
    }
}
