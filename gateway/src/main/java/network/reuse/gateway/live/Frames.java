package network.reuse.gateway.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes frames as server-sent events. */
final class Frames {

    /** All of a region's cells; the same as the records of {@code network.progress}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Snapshot(String region, long seq, @Nullable Instant asOf, List<CellView> cells) {
        static Snapshot of(RegionState state) {
            return new Snapshot(state.region(), state.seq(), state.asOf(), state.views());
        }
    }

    /** The cells that changed, with what they are now. */
    record ChangedCells(long seq, @Nullable Instant asOf, List<CellView> cells) {}

    /** The stream is alive, and this is how late it may be. */
    record Heartbeat(Instant at, Instant finalUntil, long lagMillis) {}

    private final ObjectMapper json;

    Frames(ObjectMapper json) {
        this.json = json;
    }

    Buffer snapshot(RegionState state) {
        return frame("snapshot", state.seq(), Snapshot.of(state));
    }

    Buffer changeSince(long number, RegionState state) {
        return frame("change", state.seq(), new ChangedCells(state.seq(), state.asOf(), state.changedSince(number)));
    }

    Buffer heartbeat(Heartbeat heartbeat) {
        return frame("heartbeat", null, heartbeat);
    }

    /** After how long a reader is to come back when the stream ends. */
    Buffer retry(long millis) {
        return Buffer.buffer("retry: " + millis + "\n\n");
    }

    Buffer resync() {
        return Buffer.buffer("event: resync\ndata: {}\n\n");
    }

    private Buffer frame(String event, @Nullable Long id, Object data) {
        try {
            StringBuilder frame = new StringBuilder("event: ").append(event).append('\n');
            if (id != null) {
                frame.append("id: ").append(id).append('\n');
            }
            frame.append("data: ").append(json.writeValueAsString(data)).append("\n\n");
            return Buffer.buffer(frame.toString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a frame cannot be written", impossible);
        }
    }
}
