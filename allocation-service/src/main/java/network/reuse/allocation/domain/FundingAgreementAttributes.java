package network.reuse.allocation.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a service is paid for, and by whom.
 *
 * @param code the readable one, such as {@code A-7Q4K2M}
 * @param sponsor the organisation that renders the service
 * @param territory the sponsor's seat
 */
public record FundingAgreementAttributes(
        UUID id,
        String code,
        UUID sponsor,
        String title,
        List<Deliverable> deliverables,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {
    public FundingAgreementAttributes {
        deliverables = List.copyOf(deliverables);
    }

    /** What it is worth, in all. */
    public long cents() {
        return deliverables.stream().mapToLong(Deliverable::cents).sum();
    }

    FundingAgreementAttributes with(Deliverable changed) {
        return new FundingAgreementAttributes(
                id,
                code,
                sponsor,
                title,
                deliverables.stream()
                        .map(one -> one.id().equals(changed.id()) ? changed : one)
                        .toList(),
                territory,
                env,
                partnerRef);
    }

    /** The sponsor and the funders. */
    public Set<UUID> parties() {
        Set<UUID> parties = new HashSet<>();
        parties.add(sponsor);
        deliverables.forEach(deliverable -> deliverable.shares().forEach(share -> parties.add(share.funder())));
        return parties;
    }
}
