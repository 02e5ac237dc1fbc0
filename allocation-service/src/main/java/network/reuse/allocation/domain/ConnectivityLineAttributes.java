package network.reuse.allocation.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;

/**
 * What never changes about a line of a connectivity offer. Nothing in it says who it is for: the provider asks the person by its own way,
 * and knows the line by its code.
 *
 * @param code the readable one, such as {@code N-7Q4K2M}, that the person tells the provider
 * @param requestId whose request it is for
 * @param territory where the person lives, no finer than the department
 */
public record ConnectivityLineAttributes(
        UUID id,
        String code,
        UUID offerId,
        UUID provider,
        UUID requestId,
        UUID programmeId,
        UUID sponsor,
        UUID referrer,
        Territory territory,
        Environment env) {
    /** The provider, and those of the request. */
    public Set<UUID> parties() {
        return Set.copyOf(List.of(provider, sponsor, referrer));
    }

    /** Whether it is an organisation that asks for it. */
    boolean isAskedBy(UUID organisation) {
        return organisation.equals(sponsor) || organisation.equals(referrer);
    }
}
