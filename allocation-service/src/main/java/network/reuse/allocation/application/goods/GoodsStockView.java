package network.reuse.allocation.application.goods;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.Goods;
import network.reuse.allocation.domain.GoodsAttributes;
import network.reuse.allocation.domain.GoodsCount;
import network.reuse.allocation.domain.GoodsStatus;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * Counted goods as their sponsor sees them. Reservations change the counts without a new version.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param free how many may be put aside
 * @param reserved how many are put aside for packs that wait to be fetched
 * @param gone how many left with packs
 * @param received how many were received: free, put aside and gone together
 */
public record GoodsStockView(
        UUID id,
        GoodsStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID sponsor,
        String name,
        int free,
        int reserved,
        int gone,
        int received,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        List<Goods.Move> legal) {
    static GoodsStockView of(Stored<Goods> stored, GoodsCount count) {
        Goods goods = stored.state();
        GoodsAttributes attributes = goods.attributes();
        return new GoodsStockView(
                stored.id(),
                goods.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.sponsor(),
                attributes.name(),
                count.free(),
                count.reserved(),
                count.gone(),
                count.received(),
                attributes.territory(),
                attributes.env(),
                attributes.partnerRef(),
                goods.legal());
    }
}
