package network.reuse.collection.domain;

import java.util.UUID;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a lot.
 *
 * @param recipient the organisation that the donor offers it to
 * @param partnerRef the donor's own reference
 */
public record LotAttributes(
        UUID id,
        String code,
        UUID donor,
        DonorKind donorKind,
        UUID recipient,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {}
