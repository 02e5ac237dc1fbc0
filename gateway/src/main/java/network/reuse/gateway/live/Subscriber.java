package network.reuse.gateway.live;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;

/** One who watches a region, on one event loop. A slow reader is not sent every frame, but the latest state. */
final class Subscriber {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final String region;
    private final long closesAt;
    private long seen;
    private boolean behind;
    private long behindSince;

    /** @param closesAt when the stream ends on purpose, in {@code System.nanoTime()} */
    Subscriber(HttpServerRequest request, String region, long seen, long closesAt) {
        this.request = request;
        this.response = request.response();
        this.region = region;
        this.seen = seen;
        this.closesAt = closesAt;
    }

    String region() {
        return region;
    }

    void offer(LiveFrame frame) {
        if (frame.to().seq() <= seen || behind) {
            return;
        }
        if (response.writeQueueFull()) {
            behind = true;
            behindSince = System.nanoTime();
            return;
        }
        send(frame.after(seen), frame.to().seq());
    }

    /** The reader caught up: if it missed anything, the latest state replaces all of it. */
    void drained(Supplier<RegionState> latest, Frames frames) {
        if (behind) {
            behind = false;
            RegionState state = latest.get();
            if (state.seq() > seen) {
                send(frames.snapshot(state), state.seq());
            }
        }
    }

    void heartbeat(Buffer heartbeat) {
        if (!response.writeQueueFull()) {
            send(heartbeat, seen);
        }
    }

    boolean isOver(long now, long longestBehindNanos) {
        return now - closesAt >= 0 || (behind && now - behindSince > longestBehindNanos);
    }

    /** @param last what the reader is told before its stream ends */
    void end(Buffer last) {
        var _ = ended(last);
    }

    /** The same, and the connection is closed behind it, so that the reader comes back by another one, to another process. */
    void endAndClose(Buffer last) {
        var _ = ended(last).eventually(() -> request.connection().close());
    }

    private Future<Void> ended(Buffer last) {
        // A reader that is stuck would never take the end of the stream in: drop its connection.
        if (behind) {
            response.reset();
            return Future.succeededFuture();
        }
        return response.end(last);
    }

    private void send(Buffer frame, long seq) {
        seen = seq;
        var _ = response.write(frame);
    }
}
