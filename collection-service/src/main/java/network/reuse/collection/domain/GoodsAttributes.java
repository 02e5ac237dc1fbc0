package network.reuse.collection.domain;

import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about goods that are counted together: of one kind, in one condition, from one donor.
 *
 * @param kind the code of a {@link GoodsKind}
 * @param parties the organisations that may see them: the donor and all who held them or were sent them
 * @param territory where they were received
 * @param partOf the goods that they are a part of; null of those that came from the donor
 * @param registrar whoever received them from the donor, or sent them on as a part
 * @param partnerRef the registrar's own reference
 */
public record GoodsAttributes(
        UUID id,
        String code,
        UUID donor,
        DonorKind donorKind,
        String kind,
        GoodsCondition condition,
        Set<UUID> parties,
        Territory territory,
        Environment env,
        @Nullable UUID partOf,
        UUID registrar,
        @Nullable String partnerRef) {
    public GoodsAttributes {
        parties = Set.copyOf(parties);
    }
}
