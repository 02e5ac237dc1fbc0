package network.reuse.collection.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Goods;
import network.reuse.collection.domain.GoodsAttributes;
import network.reuse.collection.domain.GoodsCondition;
import network.reuse.collection.domain.GoodsStatus;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * Goods that are counted and not told apart, as their parties see them.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param partOf the goods that they are a part of; absent of those that came from the donor
 * @param holder whoever has them, or sent them
 * @param recipient whoever they are on their way to
 * @param count how many the holder has; on their way, how many were sent
 * @param disputed how many more were sent than the recipient counted; negative when fewer, 0 once that is settled
 * @param reason why they were recalled
 */
public record GoodsView(
        UUID id,
        String code,
        GoodsStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID donor,
        DonorKind donorKind,
        String kind,
        GoodsCondition condition,
        @Nullable UUID partOf,
        UUID holder,
        @Nullable UUID recipient,
        int count,
        int disputed,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<Goods.Move> legal) {

    static GoodsView of(Stored<Goods> stored) {
        return switch (stored.state()) {
            case Goods.InStock held -> view(stored, held.holder(), null, held.count(), missed(held), null);
            case Goods.OnTheWay onTheWay ->
                view(stored, onTheWay.sender(), onTheWay.recipient(), onTheWay.sent(), 0, null);
            case Goods.Recalled recalled -> view(stored, recalled.sender(), null, 0, 0, recalled.reason());
        };
    }

    private static GoodsView view(
            Stored<Goods> stored,
            UUID holder,
            @Nullable UUID recipient,
            int count,
            int disputed,
            @Nullable String reason) {
        Goods goods = stored.state();
        GoodsAttributes attributes = goods.attributes();
        return new GoodsView(
                stored.id(),
                attributes.code(),
                goods.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.donor(),
                attributes.donorKind(),
                attributes.kind(),
                attributes.condition(),
                attributes.partOf(),
                holder,
                recipient,
                count,
                disputed,
                attributes.territory(),
                attributes.env(),
                attributes.partnerRef(),
                reason,
                goods.legal());
    }

    private static int missed(Goods.InStock held) {
        Goods.Difference difference = held.difference();
        return difference == null ? 0 : difference.missed();
    }
}
