package network.reuse.contracts;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is true of every event, whatever it says. Travels partly as CloudEvents 1.0 headers, partly in the value.
 *
 * @param id the CloudEvents id, a UUIDv7, unique in the network for ever
 * @param type the published name, such as {@code collection.DeviceRegistered.v1}
 * @param sequence 1, 2, 3 … within the stream, without holes
 * @param correlationId follows one request through every service it causes work in
 * @param occurredAt when it happened, as its reporter says
 * @param recordedAt when the service wrote it down
 * @param parties the organisations that may see it
 * @param incarnation rises by one when a service's database is restored from a backup
 * @param epoch how often custody of the device has changed between services; null on streams that are not devices
 * @param donorKind what kind of donor the device came from; null on streams that are not devices
 */
public record Envelope(
        UUID id,
        String type,
        StreamId stream,
        long sequence,
        UUID correlationId,
        Instant occurredAt,
        Instant recordedAt,
        Set<UUID> parties,
        Territory territory,
        Environment env,
        int incarnation,
        @Nullable Integer epoch,
        @Nullable DonorKind donorKind) {
    /** The epoch in which a device is at its first workshop: before it, it is on its way there. */
    public static final int FIRST_WORKSHOP = 2;

    public Envelope {
        parties = Set.copyOf(parties);
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence starts at 1, not " + sequence);
        }
    }

    /**
     * Whether what is on the device may still be its donor's, by where it is: nobody has signed for it behind its first workshop, which lets
     * nothing go before it is erased. Whatever is on it after that is its user's, but for a medium that was overlooked there.
     */
    public boolean mayHoldDonorsData() {
        return epoch == null || epoch <= FIRST_WORKSHOP;
    }
}
