package network.reuse.gateway.webhooks;

import io.vertx.sqlclient.Row;
import network.reuse.gateway.feed.Feed;
import network.reuse.gateway.feed.FeedPosition;
import org.jspecify.annotations.Nullable;

/**
 * Where the feed begins and ends.
 *
 * @param last the number of the newest event of all
 * @param removed the number up to which none is kept
 */
record FeedBounds(long last, long removed) {
    static FeedBounds of(Row row) {
        return new FeedBounds(row.getLong("last"), row.getLong("removed"));
    }

    /**
     * The number behind which to go on; refused when not everything behind it is kept.
     *
     * @param after a position of the feed; {@code latest} or null for its end
     */
    long from(@Nullable String after) {
        if (after == null || Feed.LATEST.equals(after)) {
            return last;
        }
        FeedPosition position = FeedPosition.parse("/after", after);
        if (!position.isOfThisIncarnation() || position.seq() > last) {
            throw Feed.notKept(removed);
        }
        requireKept(position.seq());
        return position.seq();
    }

    /** Refuses a number behind which something is not kept any more. */
    void requireKept(long number) {
        if (number < removed) {
            throw Feed.notKept(removed);
        }
    }
}
