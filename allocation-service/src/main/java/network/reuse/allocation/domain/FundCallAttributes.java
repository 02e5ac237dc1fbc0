package network.reuse.allocation.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What one document asks of one funder.
 *
 * @param code the readable one, such as {@code F-7Q4K2M}
 * @param items how many packs and deliverables have shares in it
 * @param envelopes what it asks of each, in the order of their ids
 * @param territory the sponsor's seat
 */
public record FundCallAttributes(
        UUID id,
        String code,
        UUID sponsor,
        UUID funder,
        int items,
        List<CalledEnvelope> envelopes,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {
    public FundCallAttributes {
        envelopes = List.copyOf(envelopes);
    }

    /** What is asked for, in all. */
    public long cents() {
        return envelopes.stream().mapToLong(CalledEnvelope::cents).sum();
    }

    /** What is not paid yet, in all. */
    public long left() {
        return envelopes.stream().mapToLong(CalledEnvelope::left).sum();
    }

    /** What was paid of it, in all. */
    public long settled() {
        return envelopes.stream().mapToLong(CalledEnvelope::settledCents).sum();
    }

    FundCallAttributes with(List<CalledEnvelope> others) {
        return new FundCallAttributes(id, code, sponsor, funder, items, others, territory, env, partnerRef);
    }

    /** The sponsor and the funder. */
    public Set<UUID> parties() {
        return sponsor.equals(funder) ? Set.of(sponsor) : Set.of(sponsor, funder);
    }
}
