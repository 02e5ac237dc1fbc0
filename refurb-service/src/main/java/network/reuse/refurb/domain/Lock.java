package network.reuse.refurb.domain;

import java.time.Instant;
import network.reuse.contracts.LockKind;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the workshop from setting a device up, and what its donor was asked and said. As long as it is there, the device is not ready.
 *
 * @param note what the workshop saw of it; never a password
 * @param foundAt when it was found, which is when its donor is asked to release it
 * @param answer what the donor said last; null while it has said nothing
 */
public record Lock(
        LockKind kind,
        @Nullable String note,
        Instant foundAt,
        @Nullable DonorAnswer answer) {

    /**
     * What a donor said of the request to release its device.
     *
     * @param released whether it did its part: took the device out of its management or its account, or gave the password away
     * @param reason why it cannot; null when it did
     */
    public record DonorAnswer(boolean released, @Nullable String reason, Instant answeredAt) {}

    static Lock found(LockKind kind, @Nullable String note, Instant at) {
        return new Lock(kind, note, at, null);
    }

    Lock answered(boolean released, @Nullable String reason, Instant at) {
        return new Lock(kind, note, foundAt, new DonorAnswer(released, reason, at));
    }
}
