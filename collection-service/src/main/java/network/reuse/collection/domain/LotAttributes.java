package network.reuse.collection.domain;

import java.util.UUID;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a lot once it is accepted.
 *
 * @param donor who gives it, or sold it
 * @param recipient the organisation that the donor offers it to, that a coordinator assigned it to, or that bought it
 * @param partnerRef the own reference of the donor, or of whoever bought it
 * @param site the donor's site where it stands; null where the donor named none
 */
public record LotAttributes(
        UUID id,
        String code,
        UUID donor,
        DonorKind donorKind,
        UUID recipient,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        @Nullable UUID site) {
    /** The same, offered to another organisation. */
    LotAttributes offeredTo(UUID other) {
        return new LotAttributes(id, code, donor, donorKind, other, territory, env, partnerRef, site);
    }
}
