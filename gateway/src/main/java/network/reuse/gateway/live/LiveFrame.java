package network.reuse.gateway.live;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** How a region moved on, serialised once for everybody who watches. */
final class LiveFrame {
    private final Frames frames;
    private final CounterCache.Move move;
    private final Buffer change;
    private @Nullable Buffer snapshot;

    LiveFrame(Frames frames, CounterCache.Move move) {
        this.frames = frames;
        this.move = move;
        this.change = frames.changeSince(move.from(), move.to());
    }

    RegionState to() {
        return move.to();
    }

    /** What a subscriber who has seen that number must be sent. */
    Buffer after(long seen) {
        return seen == move.from() ? change : snapshot();
    }

    private synchronized Buffer snapshot() {
        if (snapshot == null) {
            snapshot = frames.snapshot(move.to());
        }
        return snapshot;
    }
}
