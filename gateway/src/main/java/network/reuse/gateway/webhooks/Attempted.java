package network.reuse.gateway.webhooks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt; of an answer nothing is kept but this.
 *
 * @param status what was answered; null when nothing was
 * @param retryAfter how long the receiver asks to be left in peace
 */
record Attempted(
        DeliveryOutcome outcome,
        @Nullable Integer status,
        @Nullable Duration retryAfter,
        int millis) {
    private static final int GONE_STATUS = 410;

    boolean isDelivered() {
        return outcome == DeliveryOutcome.DELIVERED;
    }

    /** Whether the receiver says that it wants no more, ever. */
    boolean isRefusedForGood() {
        return status != null && status == GONE_STATUS;
    }
}
